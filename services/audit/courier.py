"""How events get from an outbox to the ledger, and how whoever recorded one waits until the ledger has it.

An outbox numbers its events 1, 2, 3 and so on; a courier hands them over in that order, each exactly once. What an
event describes becomes visible only after the ledger acknowledged it.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.audit.errors import LedgerDown
from services.audit.filing import Filing
from services.audit.ports import AuditTrail


class Outbox(Protocol):
    """Keeps events durably until the ledger has them. Called from the courier's own thread."""

    def last(self) -> int:
        """Return the number of the newest event, 0 where there is none."""
        ...

    def after(self, number: int, limit: int) -> Sequence[Filing]:
        """Return the events behind a number, in order; they are on the disk, so that none of them can be lost."""
        ...


class Receipt(Protocol):
    """What a ledger answers: it has these events durably."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """The last number that was taken, by source."""
        ...

    @property
    def last(self) -> int:
        """The ledger's own sequence number that the events end with."""
        ...


class Intake(Protocol):
    """A ledger, as those who file see it: the ledger itself, or the line to the process that owns it."""

    def take(self, filings: Sequence[Filing]) -> Receipt:
        """Take filings over, all or none, each exactly once; durable when this returns.

        Without filings it proves that the ledger could take some.

        Raises:
            SealdeskError: nothing was acknowledged; the same filings may be given again.
        """
        ...

    def last_taken(self, source: str) -> int:
        """Return the number of the last event taken from a source, 0 where there is none."""
        ...


class Courier(Protocol):
    """Hands one outbox's events over. Every function may be called from any thread or event loop."""

    def begin(self, outbox: Outbox) -> None:
        """Begin to hand over what the outbox holds."""
        ...

    async def known(self) -> None:
        """Wait until the ledger answered, or is known not to; it is not waited for later than that."""
        ...

    def require(self) -> None:
        """See that the ledger takes events.

        Raises:
            LedgerDown: it is known that it does not.
        """
        ...

    async def settled(self, number: int, *, patient: bool = True) -> None:
        """Wait until the ledger has the event of this number and all before it.

        Args:
            number: the outbox's own number; 0 needs nothing.
            patient: wait also while the ledger is known to be down, for it may come back.

        Raises:
            NotAcknowledged: it does not have it yet. The event is kept, and is handed over when the ledger answers.
        """
        ...

    def acknowledged(self) -> int:
        """Return the number up to which the ledger has said that it has the events durably, 0 where nobody knows."""
        ...

    def close(self) -> None:
        """End the handing over; what is left is handed over after the next start."""
        ...


class FiledTrail(AuditTrail, Protocol):
    """A trail whose events go to the ledger."""

    def require(self) -> None:
        """See that events can be recorded and acknowledged.

        Raises:
            LedgerDown: the ledger is known not to take any.
        """
        ...

    async def filed(self) -> None:
        """Wait until the ledger has everything that was recorded so far.

        Raises:
            NotAcknowledged: it does not have it yet; what the events describe must not happen.
        """
        ...


class NoLedger:
    """A courier for where there is no ledger: a copy that is rehearsed with, a process that runs alone, a test."""

    def begin(self, outbox: Outbox) -> None:
        """Leave everything where it is."""

    async def known(self) -> None:
        """Wait for nothing."""

    def require(self) -> None:
        """Ask for nothing."""

    async def settled(self, number: int, *, patient: bool = True) -> None:
        """Wait for nothing."""

    def acknowledged(self) -> int:
        """Know of nothing."""
        return 0

    def close(self) -> None:
        """End nothing."""


class ReadOnly(NoLedger):
    """A courier for whoever only reads: a check, a verification; every event is refused."""

    def require(self) -> None:
        """Refuse.

        Raises:
            LedgerDown: always.
        """
        raise LedgerDown("opened for reading alone")
