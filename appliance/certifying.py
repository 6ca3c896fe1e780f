"""The ledger's signing key changes hands: the key before certifies the new one, in an event of the ledger itself.

The new key waits in the keyring as the next one, the certificate is durable in the ledger, then the new one becomes the
current one. After a crash in between the same command goes on where it stopped: no second certificate, no second key.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from services.audit.filing import Filing
from services.audit.model import Action, ActorKind, AuditOutcome
from services.audit.notes import Key
from services.audit.reading import LedgerQuery, Sort
from services.audit.statement import CERTIFICATE, certificate
from services.kernel.clock import Clock
from services.keys.keyring import Keyring, Status
from services.ledger.ledger import Ledger, origin_of
from services.signing.signers import LogSigner

SOURCE: Final = "keys"
_MICROSECONDS: Final = 1_000_000
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
                ledger.take([self._filing(ledger, old, new.key, staff)])
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

    def _filing(self, ledger: Ledger, old: LogSigner, new: Key, staff: str) -> Filing:
        return Filing(
            source=SOURCE,
            number=ledger.last_taken(SOURCE) + 1,
            at=int(self.clock.now().timestamp() * _MICROSECONDS),
            node=self.node,
            actor_kind=ActorKind.STAFF.value,
            actor_id=staff,
            role="",
            action=Action.LEDGER_KEY_CERTIFIED.value,
            outcome=AuditOutcome.SUCCESS.value,
            patient=None,
            resource=None,
            operation=None,
            purpose="HSYSADMIN",
            accountable=False,
            body={CERTIFICATE: certificate(new, old).encode()},
        )
