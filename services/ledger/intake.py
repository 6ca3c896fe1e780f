"""What of a group of filings is new: each source's numbers go on without a gap, and each is taken exactly once."""

from collections.abc import Callable, Sequence

from services.audit.filing import Filing
from services.ledger.errors import Conflict, Gap, NoSource
from services.ledger.shelf import Head

Known = Callable[[Filing], int]
"""Returns the sequence number under which a filing was taken before; raises `Conflict` where it said something else."""


class Intake:
    """Collects the new filings of one commit."""

    def __init__(self, head: Head, known: Known) -> None:
        self._first = head.sequence + 1
        self._known = known
        self.numbers = dict(head.sources)
        self.new: list[Filing] = []

    def admit(self, filings: Sequence[Filing]) -> int:
        """Take one caller's filings, all or none; return the sequence number that they end with at the latest.

        Raises:
            Gap: a number was left out.
            Conflict: a number was taken before by another event.
            NoSource: a filing does not name its source, or its number is none.
        """
        numbers: dict[str, int] = {}
        new: list[Filing] = []
        last = 0
        for filing in filings:
            source, number = filing.source, filing.number
            expected = (numbers.get(source) or self.numbers.get(source, 0)) + 1
            if number == expected and source:
                new.append(filing)
                numbers[source] = number
                last = self._first + len(self.new) + len(new) - 1
            elif number > expected and source:
                raise Gap(source, expected, number)
            else:
                last = max(last, self._again(filing, new))
        self.new += new
        self.numbers |= numbers
        return last

    def _again(self, filing: Filing, new: list[Filing]) -> int:
        if not filing.source or filing.number < 1:
            raise NoSource
        for offset, other in enumerate([*self.new, *new]):
            if (other.source, other.number) == (filing.source, filing.number):
                sequence = self._first + offset
                if other != filing:
                    raise Conflict(filing.source, filing.number, sequence)
                return sequence
        return self._known(filing)
