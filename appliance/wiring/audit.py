"""Builds the audit process's ledger, and the lines of the other processes to it."""

from dataclasses import dataclass, field

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
from services.keys.errors import DataKeysFault
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.ledger.segment import quarters_in
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


@dataclass(frozen=True, slots=True)
class LedgerSecrets:
    """The keys that the audit process opens its files with, and the seed that it signs with."""

    database: bytes = field(repr=False)
    data_keys: bytes = field(repr=False)
    checkpoint: bytes = field(repr=False)


def ledger_secrets(secrets: SecretFiles) -> LedgerSecrets:
    """Read the ledger's keys.

    Raises:
        SealdeskError: one is missing, or the keyring cannot be opened.
    """
    return LedgerSecrets(secrets.key(LEDGER_KEY), secrets.key(DATA_KEYS_KEY), secrets.key(CHECKPOINT_KEY))


def build_ledger(settings: Settings, secrets: SecretFiles, clock: Clock) -> OpenLedger:
    """Open the ledger with the keys of these secrets, made at the first start.

    Raises:
        SealdeskError: a key is missing or wrong, or a file cannot be used.
    """
    return open_ledger(settings, ledger_secrets(secrets), clock)


def open_ledger(settings: Settings, keys: LedgerSecrets, clock: Clock, signer: LogSigner | None = None) -> OpenLedger:
    """Open the ledger, made at the first start; signed by the present key unless another signer is given.

    Raises:
        SealdeskError: a key is wrong, or a file cannot be used.
    """
    places, node = Places.of(settings), audit_node(settings)
    signer = signer or LogSigner(origin_of(node), keys.checkpoint)
    if not places.data_keys_file.exists() and quarters_in(places.ledger):
        raise DataKeysFault(places.data_keys_file, "it is not there, but the ledger that it opens is")
    data_keys = SealedDataKeys(places.data_keys_file, keys.data_keys, clock)
    try:
        ledger = Ledger.open(places.ledger, LedgerKeys(keys.database, data_keys, (signer,)), clock, node)
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
