"""The accounting of disclosures as a report's table (45 CFR 164.528(b))."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.audit.reading import Found, LedgerQuery
from services.disclosures.accounting import LATER, Entry, entries, standing
from services.disclosures.ground import GROUNDS
from services.reports.definition import Definition
from services.reports.sheet import Row, Sheet

TITLES: Final = ("No.", "Date", "Who received it", "Address", "What was disclosed", "For what purpose", "How often")
_WIDTHS: Final = (0.6, 1.2, 2.4, 2.4, 3.2, 3.2, 2.0)
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the clinic: the first, and the first one behind the period; None where it is open."""

    since: date | None
    until: date | None

    @classmethod
    def of(cls, query: LedgerQuery, zone: ZoneInfo) -> "Period":
        """Return the days that a question asks for; a day that is asked for in part belongs to it."""
        since = None if query.since is None else query.since.astimezone(zone).date()
        last = None if query.until is None else (query.until - _MOMENT).astimezone(zone).date()
        return cls(since, None if last is None else last + timedelta(days=1))


def questions(query: LedgerQuery, size: int | None = None) -> tuple[LedgerQuery, LedgerQuery]:
    """Return what to read of the log for these patients: every disclosure, and everything said of one later."""
    every = LedgerQuery(patients=query.patients, last=size)
    return replace(every, accountable=True), replace(every, actions=LATER)


class Accounting(Sheet):
    """The table of the accounting.

    The events that fit the question are counted; the rows are worked out from `known`, which holds every event of these
    patients' disclosures, for a correction or a suspension may have been recorded behind the period.
    """

    def __init__(
        self, definition: Definition, zone: ZoneInfo, period: Period, today: date, known: Iterable[Found]
    ) -> None:
        super().__init__(definition, zone)
        self._period, self._today, self._known = period, today, known

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns' titles."""
        return TITLES

    @property
    def widths(self) -> tuple[float, ...]:
        """The columns' shares of the paper's width."""
        return _WIDTHS

    def take(self, found: Found) -> Row | None:
        """Count an event; its row comes in `rest`."""
        self.tally.take(found)
        return None

    def rest(self) -> Iterator[Row]:
        """Yield the accounting's lines by the day of the first disclosure."""
        told = standing(self._known, self._zone)
        yield from (_row(line) for line in entries(told, self._period.since, self._period.until, self._today))


def _row(line: Entry) -> Row:
    first = line.first
    words = first.words
    by = f" (disclosed by {words['by']})" if words.get("by") else ""
    ground = first.ground
    why = words.get("disclosure_purpose", words.get("purpose", ""))
    rule = f" (45 CFR {GROUNDS[ground].rule})" if ground is not None else ""
    often = ", ".join(filter(None, (line.times, f"last on {line.last}" if line.last else "")))
    said = (words.get("description", "") + by, f"{why}{rule}".strip())
    return (
        str(first.sequence),
        first.on.isoformat(),
        first.recipient,
        words.get("recipient_address", ""),
        *said,
        often,
    )
