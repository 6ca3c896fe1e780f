"""An open ledger as exports see it: its signed log, and somebody who records in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.audit.filing import new_filing
from services.audit.model import AuditEvent
from services.audit.notes import Signer
from services.ledger.ledger import Ledger

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
    source: str

    def record(self, event: AuditEvent, patient: str | None = None) -> None:
        """Record an event; it is durable when this returns. `patient` is the keyed hash of whom it concerns.

        Raises:
            LedgerError: it was not recorded.
        """
        filing = new_filing(event, self.source, self.ledger.last_taken(self.source) + 1, self.node)
        self.ledger.take([replace(filing, patient=patient or filing.patient)])

    def record_all(self, events: Sequence[AuditEvent]) -> None:
        """Record events, all or none; they are durable when this returns.

        Raises:
            LedgerError: none was recorded.
        """
        first = self.ledger.last_taken(self.source) + 1
        filings = [new_filing(event, self.source, number, self.node) for number, event in enumerate(events, first)]
        self.ledger.take(filings)
