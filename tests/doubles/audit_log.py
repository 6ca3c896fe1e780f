"""The audit ledger for tests of pages: a small one in memory with real proofs, a large one made up as it is read."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from services.audit.checkpoint import Checkpoint
from services.audit.filing import Filing
from services.audit.leaf import entry_of, plaintext
from services.audit.notes import Note, Signer, sign
from services.audit.reading import Bar, Column, Found, LedgerQuery, Page, Sort
from services.audit.tiles import HEIGHT, WIDTH, Tile
from services.audit.tree import fold, inclusion_proof, root_of
from services.audit_line.errors import LedgerRefused
from services.kernel.errors import SealdeskError
from services.signing.signers import LogSigner

ORIGIN = "sealdesk.invalid/test"
BY_SEQUENCE = Sort()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = {
    "actions": "action",
    "outcomes": "outcome",
    "actor_kinds": "actor_kind",
    "actors": "actor_id",
    "roles": "role",
    "patients": "patient",
    "resources": "resource",
    "operations": "operation",
    "sources": "source",
    "purposes": "purpose",
}


def micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def a_filing(number: int, at: datetime, **changes: object) -> Filing:
    plain = Filing(
        source="state",
        number=number,
        at=micros(at),
        node="test",
        actor_kind="staff",
        actor_id="alex",
        role="front_desk",
        action="case.shown",
        outcome="success",
        patient=None,
        resource=None,
        operation=None,
        purpose="TREAT",
        accountable=False,
        body={},
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def found_of(sequence: int, filing: Filing) -> Found:
    salt = hashlib.sha256(str(sequence).encode()).digest()[:16]
    recorded = filing.at + 1_000
    return Found(
        sequence, recorded, filing, entry_of(salt, plaintext(filing, sequence, recorded), sequence, recorded), salt
    )


@dataclass(frozen=True)
class PlainProof:
    index: int
    size: int
    hashes: tuple[bytes, ...]
    checkpoint: str


@dataclass
class MemoryLog:
    """`services.portal.compliance.ports.AuditLog` in memory; `broken` is raised by whatever is asked."""

    events: list[Found] = field(default_factory=list)
    broken: SealdeskError | None = None
    signer: LogSigner = field(default_factory=lambda: LogSigner(ORIGIN, b"s" * 32))
    extra: tuple[Signer, ...] = ()
    witnessed: str = ""

    def add(self, at: datetime, **changes: object) -> int:
        sequence = len(self.events) + 1
        self.events.append(found_of(sequence, a_filing(sequence, at, **changes)))
        return sequence

    async def search(
        self, query: LedgerQuery, sort: Sort = BY_SEQUENCE, after: str | None = None, limit: int = 100
    ) -> Page:
        self._well()
        found = sorted((one for one in self.events if fits(one, query)), key=key_of(sort), reverse=sort.descending)
        if after is not None:
            place = key_of(sort)(self.events[int(after) - 1])
            found = [
                one for one in found if (key_of(sort)(one) < place if sort.descending else key_of(sort)(one) > place)
            ]
        page = tuple(replace(one, filing=replace(one.filing, body={}), salt=None) for one in found[:limit])
        return Page(page, str(page[-1].sequence) if len(found) > limit else None)

    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        self._well()
        return min(limit, sum(fits(one, query) for one in self.events))

    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        self._well()
        found = [one.filing for one in self.events if fits(one, query)]
        return tuple(
            _bar(start, [one for one in found if micros(start) <= one.at < micros(end)])
            for start, end in pairwise(edges)
        )

    async def open(self, sequence: int) -> Found:
        self._well()
        return self.events[sequence - 1]

    async def stream(self, query: LedgerQuery, sort: Sort = BY_SEQUENCE) -> Iterator[Found]:
        self._well()
        return iter(sorted((one for one in self.events if fits(one, query)), key=key_of(sort), reverse=sort.descending))

    async def proof(self, sequence: int) -> PlainProof:
        self._well()
        size = len(self.events)
        path = inclusion_proof(sequence - 1, size, self._node)
        return PlainProof(sequence - 1, size, tuple(path), self._note())

    async def log_file(self, path: str) -> bytes:
        self._well()
        if path.startswith("tile/"):
            tile = Tile.parse(path)
            first = tile.index * WIDTH
            return b"".join(self._node(tile.level * HEIGHT, first + offset) for offset in range(tile.width))
        files = {"vkey": f"{self.signer.key.vkey}\n", "checkpoint": self._note(), "witnessed": self.witnessed}
        if not files[path]:
            raise LedgerRefused("UnknownPlace", "There is none.", "Ask for another.")
        return files[path].encode()

    def cosign(self, *witnesses: Signer) -> None:
        """Keep what is there now as the checkpoint that these witnesses cosigned."""
        point = Checkpoint.of(Note.parse(self._note()))
        self.witnessed = sign(point.text, (self.signer, *witnesses)).encode()

    def _node(self, level: int, index: int) -> bytes:
        start = index << level
        return fold([one.entry.hash for one in self.events[start : start + (1 << level)]])

    def _note(self) -> str:
        size = len(self.events)
        point = Checkpoint(ORIGIN, size, root_of(size, self._node))
        return sign(point.text, (self.signer, *self.extra)).encode()

    def _well(self) -> None:
        if self.broken is not None:
            raise self.broken


@dataclass
class LargeLog(MemoryLog):
    """So many events that nobody may read them all: each is made when it is handed out, and `handed` counts them."""

    size: int = 1_000_000
    begins: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    every: timedelta = timedelta(seconds=28)
    handed: int = 0

    async def search(
        self, query: LedgerQuery, sort: Sort = BY_SEQUENCE, after: str | None = None, limit: int = 100
    ) -> Page:
        if query.actions:
            return Page((), None)  # all of them are of one kind, which nobody asks for alone
        step = -1 if sort.descending else 1
        start = (self.size if sort.descending else 1) if after is None else int(after) + step
        numbers = [n for n in range(start, start + step * (limit + 1), step) if 1 <= n <= self.size]
        page = tuple(replace(self._made(number), salt=None) for number in numbers[:limit])
        return Page(page, str(page[-1].sequence) if len(numbers) > limit else None)

    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        return min(limit, self.size)

    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        return tuple(Bar(start, (end - start) // self.every, 3, 1) for start, end in pairwise(edges))

    async def open(self, sequence: int) -> Found:
        return self._made(sequence)

    def _made(self, number: int) -> Found:
        self.handed += 1
        return found_of(number, a_filing(number, self.begins + number * self.every))


def _bar(start: datetime, filings: list[Filing]) -> Bar:
    return Bar(start, *(sum(one.outcome == outcome for one in filings) for outcome in ("success", "refused", "failed")))


def key_of(sort: Sort) -> Callable[[Found], tuple[Any, int]]:
    def key(found: Found) -> tuple[Any, int]:
        if sort.column in {Column.SEQUENCE, Column.RECORDED}:
            return found.sequence, found.sequence
        value = getattr(found.filing, sort.column.value)
        return ("" if value is None else value), found.sequence

    return key


def fits(found: Found, query: LedgerQuery) -> bool:
    filing = found.filing
    for asked, name in _FIELDS.items():
        words = getattr(query, asked)
        value = getattr(filing, name) or ""
        if words and not any(value == word or (word.endswith(".") and value.startswith(word)) for word in words):
            return False
    bounds = (
        query.since is None or filing.at >= micros(query.since),
        query.until is None or filing.at < micros(query.until),
        query.accountable is None or filing.accountable == query.accountable,
        query.first is None or found.sequence >= query.first,
        query.last is None or found.sequence <= query.last,
    )
    return all(bounds)
