"""The shapes that cross the audit process's socket, as JSON, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Annotated, Any, Final

import orjson
from pydantic import FailFast, TypeAdapter

from services.audit.filing import Filing
from services.audit.leaf import Entry
from services.audit.model import Actor
from services.audit.reading import Bar, Found, LedgerQuery, Page, Sort

LARGEST: Final = 4 << 20
"""Bytes of filings in one request; whoever files keeps to half of it."""
LARGEST_QUESTION: Final = 1 << 20
"""Bytes of a question."""
FILINGS: Final = TypeAdapter(Annotated[tuple[Filing, ...], FailFast()])
"""The first one that is none ends it: what is wrong with a million of them would fill the memory."""
BARS: Final = TypeAdapter(tuple[Bar, ...])
_FILING: Final = TypeAdapter(Filing)
_FIELDS: Final = tuple(Filing.__slots__)


@dataclass(frozen=True, slots=True)
class Taken:
    """`services.audit.courier.Receipt`: the last number of each source, and the sequence number they end with."""

    numbers: dict[str, int]
    last: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the ledger; each way of asking reads what it needs of it."""

    query: LedgerQuery
    sort: Sort = field(default_factory=Sort)
    after: str | None = None
    limit: int = 100
    edges: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in the tree which a checkpoint signs (RFC 6962, section 2.1.1)."""

    index: int
    size: int
    hashes: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class HoldAsked:
    """What somebody asks of the legal holds; `patient` is a keyed hash, None means all records."""

    actor: Actor
    reason: str = ""
    patient: str | None = field(default=None, repr=False)


TAKEN: Final = TypeAdapter(Taken)
ASKED: Final = TypeAdapter(Asked)
HOLD_ASKED: Final = TypeAdapter(HoldAsked)


def filings_written(filings: Sequence[Filing]) -> Iterator[bytes]:
    """Yield filings as JSON, in the fewest requests that are not too large; one even where there are none."""
    each = [orjson.dumps(_filing_fields(filing)) for filing in filings]
    if not each:
        yield b"[]"
    while each:
        ends = accumulate(len(one) + 1 for one in each)
        fitting = max(1, sum(end < LARGEST // 2 for end in ends))
        yield b"[%s]" % b",".join(each[:fitting])
        each = each[fitting:]


def _filing_fields(filing: Filing) -> dict[str, Any]:
    fields = {name: getattr(filing, name) for name in _FIELDS}
    return {**fields, "body": dict(filing.body)}


def found_written(found: Found) -> bytes:
    """Return an event as one line of JSON, without its newline."""
    return orjson.dumps(_found_fields(found))


def _found_fields(found: Found) -> dict[str, Any]:
    return {
        "sequence": found.sequence,
        "recorded": found.recorded,
        "filing": _filing_fields(found.filing),
        "entry": found.entry.encode().hex(),
        "salt": None if found.salt is None else found.salt.hex(),
        "shredded": found.shredded,
    }


def found_read(line: bytes | str | Mapping[str, Any]) -> Found:
    """Read an event back.

    Raises:
        ValueError: it is none.
    """
    fields = line if isinstance(line, Mapping) else orjson.loads(line)
    try:
        return Found(
            sequence=int(fields["sequence"]),
            recorded=int(fields["recorded"]),
            filing=_FILING.validate_python(fields["filing"]),
            entry=Entry.decode(bytes.fromhex(fields["entry"])),
            salt=None if fields["salt"] is None else bytes.fromhex(fields["salt"]),
            shredded=bool(fields["shredded"]),
        )
    except (KeyError, TypeError):
        msg = "This is no event of the ledger."
        raise ValueError(msg) from None


def page_written(page: Page) -> bytes:
    """Return a page as JSON."""
    return orjson.dumps({"events": [_found_fields(each) for each in page.events], "after": page.after})


def page_read(content: bytes) -> Page:
    """Read a page back.

    Raises:
        ValueError: it is none.
    """
    fields = orjson.loads(content)
    try:
        events: Iterable[Mapping[str, Any]] = fields["events"]
        return Page(tuple(found_read(each) for each in events), fields["after"])
    except (KeyError, TypeError):
        msg = "This is no page of the ledger."
        raise ValueError(msg) from None


def proof_written(proof: Proof) -> bytes:
    """Return a proof as JSON."""
    hashes = [each.hex() for each in proof.hashes]
    return orjson.dumps(
        {"index": proof.index, "size": proof.size, "hashes": hashes, "checkpoint": proof.checkpoint},
    )


def proof_read(content: bytes) -> Proof:
    """Read a proof back.

    Raises:
        ValueError: it is none.
    """
    fields = orjson.loads(content)
    try:
        hashes = tuple(bytes.fromhex(each) for each in fields["hashes"])
        return Proof(int(fields["index"]), int(fields["size"]), hashes, str(fields["checkpoint"]))
    except (KeyError, TypeError):
        msg = "This is no proof."
        raise ValueError(msg) from None
