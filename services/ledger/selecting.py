"""From a question to SQL, for one segment: conditions, order and place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from services.audit.reading import Column, LedgerQuery, Sort
from services.kernel.interval import require_aware
from services.ledger.schema import WORDS

Place = tuple[int | str, int]
"""What an event is sorted by, and its sequence number."""
GREATEST: Final = (1 << 63) - 1
"""The greatest number that SQL holds."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_BEHIND_DOT: Final = chr(ord(".") + 1)
_BY_WORD: Final = (
    ("actor_kind", "actor_kinds"),
    ("actor_id", "actors"),
    ("role", "roles"),
    ("action", "actions"),
    ("outcome", "outcomes"),
    ("patient", "patients"),
    ("resource", "resources"),
    ("operation", "operations"),
    ("source", "sources"),
    ("purpose", "purposes"),
)
"""Columns, most telling last but two, and the fields of a query that speak of them."""


def to_micros(instant: datetime) -> int:
    """Return the microseconds since the epoch; exact, without floating point."""
    return (require_aware(instant) - _EPOCH) // _MICROSECOND


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that every event found fulfils; `nothing` says that none can."""

    clauses: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    nothing: bool = False

    def also(self, clause: str, *values: object) -> "Where":
        """Return these conditions and one more."""
        return Where((*self.clauses, clause), (*self.values, *values), self.nothing)

    @property
    def sql(self) -> str:
        """The conditions, or one that is always fulfilled."""
        return " AND ".join(self.clauses) or "1"


def _within(number: int | None) -> int | None:
    """Return a number as SQL can hold it: no event lies beyond."""
    return None if number is None else max(-GREATEST, min(number, GREATEST))


def where(connection: Any, query: LedgerQuery) -> Where:  # noqa: ANN401 the driver has no types
    """Return a query's conditions in the numbers of one segment's words."""
    found = Where()
    plain: tuple[tuple[str, object], ...] = (
        ("e.at >= ?", None if query.since is None else to_micros(query.since)),
        ("e.at < ?", None if query.until is None else to_micros(query.until)),
        ("e.sequence >= ?", _within(query.first)),
        ("e.sequence <= ?", _within(query.last)),
        ("e.accountable = ?", query.accountable),
    )
    for clause, value in plain:
        if value is not None:
            found = found.also(clause, value)
    for column, asked in _BY_WORD:
        words: tuple[str, ...] = getattr(query, asked)
        if words:
            found = _among(connection, found, column, words)
    return found


def _among(connection: Any, found: Where, column: str, words: Sequence[str]) -> Where:  # noqa: ANN401 no types
    families = [word for word in words if column == "action" and word.endswith(".")]
    exact = [word for word in words if word not in families]
    numbers = _numbers(connection, exact)
    for family in families:
        span = (family, family[:-1] + _BEHIND_DOT)
        numbers += [row[0] for row in connection.execute("SELECT id FROM words WHERE word >= ? AND word < ?", span)]
    if not numbers:
        return Where(found.clauses, found.values, nothing=True)
    return found.also(f"e.{column} IN ({marks(numbers)})", *numbers)


def _numbers(connection: Any, words: Sequence[str]) -> list[int]:  # noqa: ANN401 the driver has no types
    rows = connection.execute(f"SELECT id FROM words WHERE word IN ({marks(words)})", tuple(words))  # noqa: S608 marks
    return [row[0] for row in rows]


def marks(values: Iterable[object]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" for _ in values)


@dataclass(frozen=True, slots=True)
class Order:
    """What SQL sorts by."""

    sort: Sort

    @property
    def column(self) -> Column:
        """What is sorted by. The ledger's time never goes back, so its order is that of the sequence numbers."""
        return Column.SEQUENCE if self.sort.column is Column.RECORDED else self.sort.column

    @property
    def key(self) -> str:
        """The expression that is sorted by; an absent word sorts as an empty one."""
        column = self.column
        return "coalesce(w.word, '')" if column.value in WORDS else f"e.{column.value}"

    @property
    def tables(self) -> str:
        """The events, and the words where they are sorted by."""
        column = self.column
        joined = f" LEFT JOIN words AS w ON w.id = e.{column.value}" if column.value in WORDS else ""
        return f"events AS e{joined}"

    @property
    def by(self) -> str:
        """The terms behind ORDER BY."""
        way = "DESC" if self.sort.descending else "ASC"
        if self.column is Column.SEQUENCE:
            return f"e.sequence {way}"
        return f"{self.key} {way}, e.sequence {way}"

    def behind(self, found: Where, place: Place | None) -> Where:
        """Return the conditions for what stands behind a place."""
        if place is None:
            return found
        sign = "<" if self.sort.descending else ">"
        if self.column is Column.SEQUENCE:
            return found.also(f"e.sequence {sign} ?", place[1])
        return found.also(f"({self.key}, e.sequence) {sign} (?, ?)", *place)

    def places(self, connection: Any, found: Where, place: Place | None, limit: int) -> list[Place]:  # noqa: ANN401
        """Return the next fitting events' places in one segment."""
        if found.nothing:
            return []
        further = self.behind(found, place)
        statement = f"SELECT {self.key}, e.sequence FROM {self.tables} WHERE {further.sql} ORDER BY {self.by} LIMIT ?"  # noqa: S608 fixed words and marks
        rows: list[Place] = connection.execute(statement, (*further.values, limit)).fetchall()
        return rows
