"""From rows to events: the numbers of words back into words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from services.audit.filing import Filing
from services.audit.leaf import Entry
from services.audit.reading import Found
from services.ledger.boxes import FIELDS, Boxes, Fields
from services.ledger.errors import DamagedEvent
from services.ledger.schema import WORDS
from services.ledger.segment import Segment
from services.ledger.selecting import marks

_CHUNK: Final = 500
_MOST: Final = 20_000
_COLUMNS: Final = ", ".join(f"e.{name}" for name in FIELDS)
_PLAIN: Final = f"SELECT e.sequence, e.recorded, e.digest, NULL, {_COLUMNS} FROM events AS e"  # noqa: S608 fixed words
_BOXED: Final = (
    f"SELECT e.sequence, e.recorded, e.digest, b.box, {_COLUMNS} "  # noqa: S608 fixed words
    "FROM events AS e LEFT JOIN boxes AS b USING (sequence)"
)
_HEAD: Final = 4
_WORDED: Final = tuple(_HEAD + place for place, name in enumerate(FIELDS) if name in WORDS)
_ACCOUNTABLE: Final = FIELDS.index("accountable")

Row = tuple[Any, ...]


class RowReader:
    """Reads events of one segment by their sequence numbers."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._words: dict[int, str] = {}

    def rows(self, connection: Any, sequences: Sequence[int], *, boxed: bool) -> Iterator[Row]:  # noqa: ANN401 no types
        """Yield the rows in the order of their sequence numbers, words in place of their numbers."""
        for start in range(0, len(sequences), _CHUNK):
            chunk = sequences[start : start + _CHUNK]
            statement = f"{_BOXED if boxed else _PLAIN} WHERE e.sequence IN ({marks(chunk)}) ORDER BY e.sequence"
            rows = connection.execute(statement, chunk).fetchall()
            self._learn(connection, rows)
            words = self._words
            for row in rows:
                whole = list(row)
                for place in _WORDED:
                    number = whole[place]
                    if number is not None:
                        whole[place] = words.get(number)
                whole[_HEAD + _ACCOUNTABLE] = bool(whole[_HEAD + _ACCOUNTABLE])
                yield tuple(whole)

    def _learn(self, connection: Any, rows: Sequence[Row]) -> None:  # noqa: ANN401 the driver has no types
        if len(self._words) > _MOST:
            self._words = {}
        wanted = {row[place] for row in rows for place in _WORDED}
        missing = [number for number in wanted - self._words.keys() if number is not None]
        for start in range(0, len(missing), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            found = connection.execute(f"SELECT id, word FROM words WHERE id IN ({marks(chunk)})", chunk)  # noqa: S608
            self._words.update(found)


def fields_in(row: Row) -> Fields:
    """Return the recorded fields of a row, in the order of `FIELDS`."""
    return row[_HEAD:]


def _filing(fields: Fields, body: Mapping[str, str]) -> Filing:
    """Return the filing; its body is the field behind all others."""
    return Filing(*(*fields, body))


def unopened(row: Row) -> Found:
    """Return the event of a row, without its body."""
    filing = _filing(fields_in(row), {})
    return Found(row[0], row[1], filing, Entry(row[0], row[1], row[2]))


def opened(row: Row, boxes: Boxes, quarter: str) -> Found:
    """Return the event of a row with its body, or marked as shredded.

    Raises:
        DamagedEvent: it does not fit its entry.
    """
    if row[3] is None:
        raise DamagedEvent(row[0])
    entry, fields = Entry(row[0], row[1], row[2]), fields_in(row)
    inside = boxes.open(entry, fields, row[3], quarter)
    if inside is None:
        return Found(row[0], row[1], _filing(fields, {}), entry, shredded=True)
    body, salt = inside
    return Found(row[0], row[1], _filing(fields, body), entry, salt)
