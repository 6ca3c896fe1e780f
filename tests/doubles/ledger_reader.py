"""A reader over a list: `services.audit.reading.LedgerReader` in the plainest way."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from services.audit.leaf import SALT_BYTES, entry_of, plaintext
from services.audit.reading import Bar, Found, LedgerQuery, Page, Sort
from services.ledger.errors import NoSuchEvent, UnknownPlace
from services.ledger.selecting import to_micros
from tests.services.ledger.model import Kept, answer

MOST = 1_000
_BY_SEQUENCE = Sort()


@dataclass
class ListReader:
    """Events in memory, sealed with a salt of zeros."""

    kept: list[Kept] = field(default_factory=list)

    def _found(self, sequence: int) -> Found:
        if not 1 <= sequence <= len(self.kept):
            raise NoSuchEvent(sequence)
        _, recorded, filing = self.kept[sequence - 1]
        salt = bytes(SALT_BYTES)
        entry = entry_of(salt, plaintext(filing, sequence, recorded), sequence, recorded)
        return Found(sequence, recorded, filing, entry, salt)

    def search(self, query: LedgerQuery, sort: Sort = _BY_SEQUENCE, after: str | None = None, limit: int = 100) -> Page:
        numbers = answer(self.kept, query, sort)
        if after is not None:
            numbers = self._behind(query, sort, after)
        limit = max(1, min(limit, MOST))
        page = [self._found(number) for number in numbers[:limit]]
        bare = tuple(replace(one, filing=replace(one.filing, body={}), salt=None) for one in page)
        return Page(bare, str(numbers[limit - 1]) if len(numbers) > limit else None)

    def _behind(self, query: LedgerQuery, sort: Sort, after: str) -> list[int]:
        """Return what is asked for behind an event, whether that one is asked for or not."""
        order = answer(self.kept, LedgerQuery(), sort)
        if not (after.isascii() and after.isdecimal() and int(after) in order):
            raise UnknownPlace
        wanted = set(answer(self.kept, query, sort))
        return [number for number in order[order.index(int(after)) + 1 :] if number in wanted]

    def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        return max(0, min(limit, len(answer(self.kept, query, _BY_SEQUENCE))))

    def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        fitting = [self.kept[number - 1][2] for number in answer(self.kept, query, _BY_SEQUENCE)]
        bars = []
        for start, end in pairwise(edges):
            within = [one.outcome for one in fitting if to_micros(start) <= one.at < to_micros(end)]
            bars.append(Bar(start, *(within.count(outcome) for outcome in ("success", "refused", "failed"))))
        return tuple(bars)

    def open(self, sequence: int) -> Found:
        return self._found(sequence)

    def stream(self, query: LedgerQuery, sort: Sort = _BY_SEQUENCE) -> Iterator[Found]:
        yield from [self._found(number) for number in answer(self.kept, query, sort)]
