"""The audit trail as an outbox: its records as the ledger takes them, numbered by their sequence in this database."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeVar

from services.audit.filing import Filing, filings_behind
from services.state.trail import AuditQuery
from services.state.transaction import SealedTx

T = TypeVar("T")
SOURCE: Final = "state"
"""The name of this outbox in the ledger."""


class Snapshots(Protocol):
    """Runs a function on a snapshot of the database, in the calling thread."""

    def __call__(self, work: Callable[[SealedTx], T]) -> T:
        """Return what the function returns."""
        ...


class StateOutbox:
    """`services.audit.courier.Outbox` over the state database."""

    def __init__(self, read: Snapshots) -> None:
        self._read = read

    def last(self) -> int:
        """Return the number of the newest record."""
        return self._read(lambda tx: tx.audit.head().sequence)

    def after(self, number: int, limit: int) -> Sequence[Filing]:
        """Return the records behind a number; each is committed, and so on the disk.

        Raises:
            OutboxChanged: one is not as it was recorded.
        """
        found = self._read(lambda tx: tx.audit.search(AuditQuery(), after=max(number - 1, 0), limit=limit + 1))
        return filings_behind(found, number, limit, SOURCE)
