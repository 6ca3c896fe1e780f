"""An open ledger as exports see it: its signed log, and somebody who records in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from services.audit.filing import Filing
from services.audit.model import AuditEvent
from services.audit.notes import Signer
from services.ledger.ledger import Ledger

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WITNESSED: Final = "witnessed"


@dataclass(frozen=True, slots=True)
class LedgerLog:
    """`services.reports.ports.SignedLog` over an open ledger."""

    ledger: Ledger
    signers: tuple[Signer, ...]

    def checkpoint(self, size: int | None = None) -> str | None:
        """Return a signed note over everything recorded by now, or the stored one over so many entries."""
        return self.ledger.checkpoint() if size is None else self.ledger.stored_checkpoint(size)

    def witnessed(self) -> str | None:
        """Return the newest checkpoint that witnesses cosigned, None where there is none."""
        note = self.load(_WITNESSED)
        return None if note is None else note.decode()

    def load(self, path: str) -> bytes | None:
        """Return a file of the log, None where it is not there."""
        try:
            return (self.ledger.log / path).read_bytes()
        except FileNotFoundError:
            return None


@dataclass(frozen=True, slots=True)
class LedgerRecorder:
    """`services.reports.ports.Recorder` straight into an open ledger, under a source of its own.

    Only one at a time may record under a source: the numbers follow one another.
    """

    ledger: Ledger
    node: str
    reference: Callable[[str], str]
    """Turns a patient's id into the keyed hash."""
    source: str = "audit"

    def record(self, event: AuditEvent) -> None:
        """Record an event; it is durable when this returns.

        Raises:
            LedgerError: it was not recorded.
        """
        self.ledger.take([self._filing(event)])

    def _filing(self, event: AuditEvent) -> Filing:
        return Filing(
            source=self.source,
            number=self.ledger.last_taken(self.source) + 1,
            at=(event.at - _EPOCH) // timedelta(microseconds=1),
            node=self.node,
            actor_kind=event.actor.kind.value,
            actor_id=event.actor.id,
            role=event.actor.role,
            action=event.action.value,
            outcome=event.outcome.value,
            patient=None if event.patient_id is None else self.reference(event.patient_id),
            resource=event.resource,
            operation=event.operation,
            purpose=event.purpose,
            accountable=event.accountable,
            body=dict(event.body),
        )
