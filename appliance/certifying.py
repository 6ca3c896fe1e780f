"""The ledger's signing key changes hands: the key before certifies the new one, in an event of the ledger itself.

The new key waits in the keyring as the next one, the certificate is durable in the ledger, then the new one becomes the
current one. After a crash in between the same command goes on where it stopped: no second certificate, no second key.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from appliance.wiring.ledger_log import LedgerRecorder
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.audit.notes import Key
from services.audit.reading import LedgerQuery, Sort
from services.audit.statement import CERTIFICATE, certificate
from services.kernel.clock import Clock
from services.keys.keyring import Keyring, Status
from services.ledger.ledger import Ledger, origin_of
from services.signing.signers import LogSigner

SOURCE: Final = "keys"
_NEWEST: Final = Sort(descending=True)

Opened = Callable[[LogSigner], AbstractContextManager[Ledger]]
"""Opens the ledger with a signing key, while no other process has it."""


@dataclass(frozen=True, slots=True)
class Certifier:
    """Changes the signing key of one ledger."""

    ring: Keyring
    name: str
    """The signing key's name in the keyring."""
    opened: Opened
    clock: Clock
    node: str

    def run(self, staff: str) -> Key:
        """Make a new signing key, certify it in the ledger, and sign with it from now on; return its public half.

        Raises:
            SealdeskError: the ledger or the keyring cannot be used; the old key goes on signing, or run it again.
        """
        if Status.NEXT not in {each.status for each in self.ring.contents() if each.name == self.name}:
            self.ring.add(self.name, self.clock.now(), status=Status.NEXT)
        old, new = (self._signer(status) for status in (Status.CURRENT, Status.NEXT))
        with self.opened(old) as ledger:
            if not self._is_said(ledger, new.key):
                LedgerRecorder(ledger, source=SOURCE, node=self.node).record(self._event(old, new.key, staff))
        self.ring.settle(self.name)
        return new.key

    def _signer(self, status: Status) -> LogSigner:
        return LogSigner(origin_of(self.node), self.ring.key(self.name, status))

    @staticmethod
    def _is_said(ledger: Ledger, new: Key) -> bool:
        """Tell whether the ledger's last certificate names the new key already."""
        query = LedgerQuery(actions=(Action.LEDGER_KEY_CERTIFIED.value,))
        newest = ledger.reader.search(query, _NEWEST, limit=1).events
        return bool(newest) and new.vkey in ledger.reader.open(newest[0].sequence).filing.body.get(CERTIFICATE, "")

    def _event(self, old: LogSigner, new: Key, staff: str) -> AuditEvent:
        body = {CERTIFICATE: certificate(new, old).encode()}
        actor = Actor(ActorKind.STAFF, staff)
        return AuditEvent(self.clock.now(), actor, Action.LEDGER_KEY_CERTIFIED, purpose="HSYSADMIN", body=body)
