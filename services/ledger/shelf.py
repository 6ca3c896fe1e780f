"""All segments of a ledger, in order: where it stands, what each entry is, and which file holds it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from services.audit.leaf import Entry
from services.audit.quarter import retained_until
from services.ledger.errors import Damaged, MissingSegment, NoSuchEvent
from services.ledger.segment import Opening, Segment, make, path_of, quarters_in

_PAGE: Final = 4096
_ENTRIES: Final = "SELECT sequence, recorded, digest FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?"


@dataclass(slots=True)
class Head:
    """Where the ledger stands: its last event's sequence number and time, and the last number of each source."""

    sequence: int
    recorded: int
    sources: dict[str, int] = field(default_factory=dict)


class Shelf:
    """The segments that are there. The last one is written to; adding and removing is the writer's."""

    def __init__(self, folder: Path, key: bytes, now: datetime) -> None:
        """Open every segment and see that none is missing.

        Raises:
            LedgerError: a file cannot be opened, or the segments do not follow one another.
        """
        self._folder = folder
        self._key = key
        quarters = quarters_in(folder)
        self.segments = tuple(Segment(folder, one, key, newest=one == quarters[-1]) for one in quarters)
        self._check_order(now)

    @property
    def current(self) -> Segment:
        """The segment that is written to."""
        return self.segments[-1]

    def _check_order(self, now: datetime) -> None:
        previous = self.segments[0].opening.previous if self.segments else None
        if previous is not None and retained_until(previous) > now:
            message = f"before {path_of(self._folder, self.segments[0].quarter).name}"
            raise MissingSegment(message)
        for before, after in zip(self.segments, self.segments[1:], strict=False):
            if after.opening.previous != before.quarter or after.opening.size != end_of(before):
                message = f"between {before.path.name} and {after.path.name}, or one of them is an older file"
                raise MissingSegment(message)

    def begin(self, opening: Opening) -> None:
        """Add a segment behind the others.

        Raises:
            LedgerError: it cannot be written.
        """
        make(self._folder, self._key, opening)
        self.segments = (*self.segments, Segment(self._folder, opening.quarter, self._key))

    def remove(self, segment: Segment) -> None:
        """Take the oldest segment away; whoever calls has asked whether that is allowed."""
        self.segments = tuple(other for other in self.segments if other is not segment)
        segment.retire()
        segment.path.unlink()

    def seal_older(self) -> None:
        """Seal whatever is not written to any more; what is still being read is left for the next time.

        Raises:
            LedgerError: a file cannot be written.
        """
        for segment in self.segments[:-1]:
            segment.seal()

    def close(self) -> None:
        """Close every connection that reads."""
        for segment in self.segments:
            segment.retire()

    def holding(self, sequence: int) -> Segment:
        """Return the segment that an event lies in.

        Raises:
            NoSuchEvent: it lies in none.
        """
        for segment in reversed(self.segments):
            if sequence > segment.opening.size:
                return segment
        raise NoSuchEvent(sequence)

    def head(self) -> Head:
        """Read where the ledger stands."""
        segment = self.current
        opening = segment.opening
        with segment.reading() as connection:
            row = connection.execute(
                "SELECT sequence, recorded FROM events ORDER BY sequence DESC LIMIT 1"
            ).fetchone() or (opening.size, opening.recorded)
            return Head(row[0], row[1], {**opening.sources, **_last_numbers(connection)})

    def entries(self, after: int) -> Iterator[Entry]:
        """Yield every entry behind a sequence number, in order, a page at a time.

        Raises:
            Damaged: one is missing.
        """
        for segment in self.segments:
            while True:
                with segment.reading() as connection:
                    rows = connection.execute(_ENTRIES, (after, _PAGE)).fetchall()
                for row in rows:
                    if row[0] != after + 1:
                        message = f"Entry {after + 1} of the audit ledger is missing."
                        raise Damaged(message)
                    after += 1
                    yield Entry(*row)
                if len(rows) < _PAGE:
                    break

    def checkpoint(self, size: int | None = None) -> str | None:
        """Return the stored checkpoint over so many entries, or the newest one; None where there is none."""
        for segment in reversed(self.segments):
            with segment.reading() as connection:
                row = connection.execute(
                    "SELECT note FROM checkpoints WHERE size = coalesce(?, (SELECT max(size) FROM checkpoints))",
                    (size,),
                ).fetchone()
            if row is not None:
                return str(row[0])
        return None


def end_of(segment: Segment) -> int:
    """Return the sequence number of a segment's last event, or of the last one before it."""
    with segment.reading() as connection:
        (last,) = connection.execute("SELECT max(sequence) FROM events").fetchone()
    return segment.opening.size if last is None else int(last)


def _last_numbers(connection: Any) -> dict[str, int]:  # noqa: ANN401 the driver has no types
    """Return the last number of each source in a segment, by steps through the index."""
    found: dict[str, int] = {}
    source = -1
    while True:
        (source,) = connection.execute("SELECT min(source) FROM events WHERE source > ?", (source,)).fetchone()
        if source is None:
            return found
        word, number = connection.execute(
            "SELECT (SELECT word FROM words WHERE id = ?1), max(number) FROM events WHERE source = ?1", (source,)
        ).fetchone()
        found[word] = number
