"""Answers questions about the ledger: `services.audit.reading.LedgerReader` over all segments.

Paging goes by place (what is sorted by, and the sequence number), never by counting, so that a page is as fast in the
middle as at the beginning, and no event comes twice while others are added.
"""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from services.audit.filing import Filing
from services.audit.reading import Bar, Column, Found, LedgerQuery, Page, Sort
from services.ledger.boxes import Boxes
from services.ledger.errors import Conflict, MissingSegment, NoSuchEvent, UnknownPlace
from services.ledger.rows import RowReader, opened, unopened
from services.ledger.segment import Segment
from services.ledger.selecting import GREATEST, Order, Place, Where, to_micros, where
from services.ledger.shelf import Shelf, end_of

PAGE: Final = 1_000
SORTED: Final = 50_000
"""How many places are kept in memory while a stream is sorted by what has no index."""
_DIGITS: Final = 18
"""A sequence number has no more."""
_BY_SEQUENCE: Final = Sort()
_OUTCOMES: Final = ("success", "refused", "failed")


class SealedReader:
    """Reads the segments of a shelf."""

    def __init__(self, shelf: Shelf, boxes: Boxes) -> None:
        self._shelf = shelf
        self._boxes = boxes

    def search(self, query: LedgerQuery, sort: Sort = _BY_SEQUENCE, after: str | None = None, limit: int = 100) -> Page:
        """Return one page without bodies; at most 1,000 events.

        Raises:
            UnknownPlace: `after` was not given back as it was.
            LedgerError: the ledger cannot be read.
        """
        limit = max(1, min(limit, PAGE))
        order = Order(sort)
        places = self._places(query, order, None if after is None else self._place(order, after), limit + 1)
        found = list(self._plain([sequence for _, sequence in places[:limit]]))
        return Page(tuple(found), str(found[-1].sequence) if len(places) > limit else None)

    def _place(self, order: Order, after: str) -> Place:
        """Return where to go on: behind the event that the last page ended with."""
        if not (after.isascii() and after.isdecimal()) or len(after) > _DIGITS:
            raise UnknownPlace
        try:
            segment = self._shelf.holding(int(after))
        except NoSuchEvent:
            raise UnknownPlace from None
        with segment.reading() as connection:
            row = connection.execute(
                f"SELECT {order.key}, e.sequence FROM {order.tables} WHERE e.sequence = ?",  # noqa: S608 fixed words
                (int(after),),
            ).fetchone()
        if row is None:
            raise UnknownPlace
        return (row[0], row[1])

    def _places(self, query: LedgerQuery, order: Order, place: Place | None, limit: int) -> list[Place]:
        """Return the next places over all segments."""
        segments = self._asked(query)
        descending = order.sort.descending
        by_sequence = order.column is Column.SEQUENCE
        found: list[list[Place]] = []
        for segment in reversed(segments) if descending else segments:
            with segment.reading() as connection:
                places = order.places(connection, where(connection, query), place, limit)
            found.append(places)
            if by_sequence and sum(map(len, found)) >= limit:
                break
        merged = heapq.merge(*found, reverse=descending)
        return [next_place for next_place, _ in zip(merged, range(limit), strict=False)]

    def _asked(self, query: LedgerQuery) -> list[Segment]:
        """Return the segments that may hold what is asked for, by sequence numbers and times."""
        first, last = query.first or 0, query.last
        segments = self._shelf.segments
        ends = [after.opening.size for after in segments[1:]]
        return [
            segment
            for segment, end in zip(segments, [*ends, None], strict=True)
            if (end is None or end >= first) and (last is None or segment.opening.size < last)
            if overlaps(segment, query.since, query.until)
        ]

    def _by_segment(self, sequences: list[int]) -> Iterator[tuple[Segment, list[int]]]:
        kept: dict[str, tuple[Segment, list[int]]] = {}
        for sequence in sequences:
            segment = self._shelf.holding(sequence)
            kept.setdefault(segment.quarter, (segment, []))[1].append(sequence)
        yield from kept.values()

    def _plain(self, sequences: list[int]) -> Iterator[Found]:
        found: dict[int, Found] = {}
        for segment, wanted in self._by_segment(sequences):
            with segment.reading() as connection:
                rows = RowReader(segment).rows(connection, wanted, boxed=False)
                found.update((row[0], unopened(row)) for row in rows)
        yield from (found[sequence] for sequence in sequences)

    def _opened(self, sequences: list[int]) -> Iterator[Found]:
        found: dict[int, Found] = {}
        for segment, wanted in self._by_segment(sequences):
            with segment.reading() as connection:
                rows = list(RowReader(segment).rows(connection, wanted, boxed=True))
            found.update((row[0], opened(row, self._boxes, segment.quarter)) for row in rows)
        for sequence in sequences:
            if sequence not in found:
                raise NoSuchEvent(sequence)
            yield found[sequence]

    def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        """Count fitting events, up to `limit`."""
        total, limit = 0, min(limit, GREATEST)
        for segment in self._asked(query):
            with segment.reading() as connection:
                found = where(connection, query)
                if found.nothing or total >= limit:
                    continue
                statement = f"SELECT count(*) FROM (SELECT 1 FROM events AS e WHERE {found.sql} LIMIT ?)"  # noqa: S608
                (more,) = connection.execute(statement, (*found.values, limit - total)).fetchone()
            total += more
        return total

    def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        """Count fitting events between each edge and the next."""
        counts = [dict.fromkeys(_OUTCOMES, 0) for _ in edges[1:]]
        for segment in self._asked(query):
            spans = [(span, bar) for span, bar in zip(pairwise(edges), counts, strict=True) if overlaps(segment, *span)]
            with segment.reading() as connection:
                found = where(connection, query)
                for span, bar in spans:
                    _add(connection, found, span, bar)
        return tuple(Bar(start, **bar) for start, bar in zip(edges, counts, strict=False))

    def open(self, sequence: int) -> Found:
        """Return one event with its body.

        Raises:
            NoSuchEvent: there is none with that number.
            DamagedEvent: it does not fit its entry.
        """
        if not 0 < sequence <= GREATEST:
            raise NoSuchEvent(sequence)
        return next(self._opened([sequence]))

    def stream(self, query: LedgerQuery, sort: Sort = _BY_SEQUENCE) -> Iterator[Found]:
        """Yield every fitting event with its body, in bounded memory; what is added meanwhile does not come.

        Raises:
            DamagedEvent: an event does not fit its entry.
        """
        order, place = Order(sort), None
        newest = end_of(self._shelf.current)
        fixed = replace(query, last=newest if query.last is None else min(query.last, newest))
        indexed = order.column in {Column.SEQUENCE, Column.AT}
        size = PAGE if indexed else SORTED
        while True:
            places = self._places(fixed, order, place, size)
            for start in range(0, len(places), PAGE):
                yield from self._opened([sequence for _, sequence in places[start : start + PAGE]])
            if len(places) < size:
                return
            place = places[-1]

    def find(self, filing: Filing) -> int:
        """Return the sequence number under which this filing was taken before.

        Raises:
            Conflict: another one was taken under its number.
            MissingSegment: it was taken, but its segment is not there any more.
        """
        for segment in reversed(self._shelf.segments):
            if segment.opening.sources.get(filing.source, 0) >= filing.number:
                continue
            with segment.reading() as connection:
                row = connection.execute(
                    "SELECT sequence FROM events WHERE source = (SELECT id FROM words WHERE word = ?) AND number = ?",
                    (filing.source, filing.number),
                ).fetchone()
            if row is not None:
                return self._same(filing, self.open(row[0]))
        raise MissingSegment(f"that held event {filing.number} of `{filing.source}`")

    @staticmethod
    def _same(filing: Filing, found: Found) -> int:
        known = replace(filing, body={}) if found.shredded else filing
        if found.filing != known:
            raise Conflict(filing.source, filing.number, found.sequence)
        return found.sequence


def overlaps(segment: Segment, since: datetime | None, until: datetime | None) -> bool:
    """Tell whether a segment may have events between two instants."""
    if since is None and until is None:
        return True
    span = segment.span()
    if span is None:
        return False
    return (since is None or to_micros(since) <= span[1]) and (until is None or to_micros(until) > span[0])


_SUMS: Final = ", ".join(["coalesce(sum(e.outcome = (SELECT id FROM words WHERE word = ?)), 0)"] * len(_OUTCOMES))
"""Sums need no grouping, which would sort every row first."""


def _add(connection: Any, asked: Where, span: tuple[datetime, datetime], bar: dict[str, int]) -> None:  # noqa: ANN401
    start, end = span
    found = asked.also("e.at >= ? AND e.at < ?", to_micros(start), to_micros(end))
    if found.nothing:
        return
    statement = f"SELECT {_SUMS} FROM events AS e WHERE {found.sql}"  # noqa: S608 marks
    counts = connection.execute(statement, (*_OUTCOMES, *found.values)).fetchone()
    for outcome, count in zip(_OUTCOMES, counts, strict=True):
        bar[outcome] += count
