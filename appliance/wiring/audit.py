"""Builds the audit process's ledger, and the lines of the other processes to it."""

from dataclasses import dataclass

from appliance.places import Places
from appliance.secret_files import CHECKPOINT_KEY, DATA_KEYS_KEY, LEDGER_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.ledger_log import LedgerRecorder
from appliance.wiring.node import node_name
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.audit.notes import Signer
from services.audit_line.reading import LineReader
from services.kernel.clock import Clock
from services.keys.data_keys import SealedDataKeys
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.signing.signers import LogSigner

SOURCE = "audit"


@dataclass(frozen=True, slots=True)
class OpenLedger:
    """The ledger with the keys of its events, and what it records of itself."""

    ledger: Ledger
    data_keys: SealedDataKeys
    clock: Clock
    node: str
    signers: tuple[Signer, ...]
    """Who signs checkpoints and manifests."""

    def record(self, action: Action) -> None:
        """Record that the ledger begins or ends its work (45 CFR 170.315(d)(2): changes of the log's own status).

        Raises:
            LedgerError: it cannot be recorded.
        """
        actor = Actor(ActorKind.SERVICE, SOURCE)
        LedgerRecorder(self.ledger, source=SOURCE, node=self.node).record(
            AuditEvent(self.clock.now(), actor, action, purpose="HSYSADMIN")
        )

    def close(self) -> None:
        """Close every file."""
        try:
            self.ledger.close()
        finally:
            self.data_keys.close()


def build_ledger(settings: Settings, secrets: SecretFiles, clock: Clock, signer: LogSigner | None = None) -> OpenLedger:
    """Open the ledger, made at the first start; signed by the keyring's present key unless another signer is given.

    Raises:
        SealdeskError: a key is missing or wrong, or a file cannot be used.
    """
    places, node = Places.of(settings), audit_node(settings)
    signer = signer or LogSigner(origin_of(node), secrets.key(CHECKPOINT_KEY))
    database = secrets.key(LEDGER_KEY)
    data_keys = SealedDataKeys(places.data_keys_file, secrets.key(DATA_KEYS_KEY), clock)
    try:
        ledger = Ledger.open(places.ledger, LedgerKeys(database, data_keys, (signer,)), clock, node)
    except BaseException:
        data_keys.close()
        raise
    return OpenLedger(ledger, data_keys, clock, node, (signer,))


def audit_node(settings: Settings) -> str:
    """Return this appliance's name in its ledger."""
    return settings.audit.node or node_name()


def ledger_reader(settings: Settings) -> LineReader:
    """Return what asks the ledger; nothing is sent yet."""
    return LineReader(Places.of(settings).audit_socket)
