"""Outboxes and ledgers in memory, for what hands events over."""

from collections.abc import Sequence

from services.audit.filing import Filing
from services.audit_line.wire import Taken
from services.kernel.errors import SealdeskError
from tests.doubles.ledger import a_filing


class MemoryOutbox:
    """`services.audit.courier.Outbox`: what a test put there."""

    def __init__(self, count: int = 0, source: str = "state") -> None:
        self.filings: list[Filing] = []
        self._source = source
        self.add(count)

    def add(self, count: int = 1) -> int:
        """Add so many events; return the number of the last."""
        self.filings += [a_filing(len(self.filings) + offset + 1, source=self._source) for offset in range(count)]
        return len(self.filings)

    def last(self) -> int:
        return len(self.filings)

    def after(self, number: int, limit: int) -> Sequence[Filing]:
        return self.filings[number : number + limit]


class MemoryIntake:
    """`services.audit.courier.Intake`: takes without a gap, each once; may be told to fail, or to lose its answers."""

    def __init__(self) -> None:
        self.taken: list[Filing] = []
        self.broken: SealdeskError | None = None
        self.loses: SealdeskError | None = None

    def take(self, filings: Sequence[Filing]) -> Taken:
        if self.broken is not None:
            raise self.broken
        known = {(each.source, each.number) for each in self.taken}
        for filing in filings:
            if (filing.source, filing.number) not in known:
                assert filing.number == self.last_taken(filing.source) + 1
                self.taken.append(filing)
        if filings and self.loses is not None:
            lost, self.loses = self.loses, None
            raise lost
        return Taken({each.source: self.last_taken(each.source) for each in filings}, len(self.taken))

    def last_taken(self, source: str) -> int:
        if self.broken is not None:
            raise self.broken
        return max((each.number for each in self.taken if each.source == source), default=0)
