"""How the ledger is read: what may be asked, in which order, and what comes back (45 CFR 164.312(b))."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.audit.filing import Filing
from services.audit.leaf import Entry


class Column(StrEnum):
    """Every recorded field; results can be sorted by each (45 CFR 170.315(d)(3))."""

    SEQUENCE = "sequence"
    RECORDED = "recorded"
    AT = "at"
    SOURCE = "source"
    NODE = "node"
    ACTOR_KIND = "actor_kind"
    ACTOR_ID = "actor_id"
    ROLE = "role"
    ACTION = "action"
    OUTCOME = "outcome"
    PATIENT = "patient"
    RESOURCE = "resource"
    OPERATION = "operation"
    PURPOSE = "purpose"
    ACCOUNTABLE = "accountable"


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Which events to find: every field given must fit, an empty tuple means any.

    `since` belongs to the period, `until` does not; both are about `at`. `patients` are keyed hashes. `actions` may end
    in `.` to mean a whole family (`fee.`).
    """

    since: datetime | None = None
    until: datetime | None = None
    actions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    actor_kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    patients: tuple[str, ...] = field(default=(), repr=False)
    resources: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    accountable: bool | None = None
    first: int | None = None
    """The lowest sequence number."""
    last: int | None = None
    """The highest sequence number: what was there when the question was first asked."""


@dataclass(frozen=True, slots=True)
class Sort:
    """By which field, and which way; ties go by sequence number the same way."""

    column: Column = Column.SEQUENCE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One event of the ledger.

    `filing.body` is empty where the event was not opened, or cannot be: `shredded` says that its key was destroyed at
    the end of its retention. The entry proves that it stood there nevertheless.
    """

    sequence: int
    recorded: int
    filing: Filing
    entry: Entry
    salt: bytes | None = field(default=None, repr=False)
    shredded: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some events and where to go on: `after` is to be given back as it is, None at the end.

    It is the sequence number of the last event in digits, so any event's number is a place to go on from, either way.
    """

    events: tuple[Found, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """How many events there are from `start` on, until the next bar, by outcome."""

    start: datetime
    success: int
    refused: int
    failed: int


class LedgerReader(Protocol):
    """Reads the ledger; the process that holds its keys implements it, others ask that process."""

    def search(self, query: LedgerQuery, sort: Sort = Sort(), after: str | None = None, limit: int = 100) -> Page:
        """Return one page without bodies; at most 1,000 events."""
        ...

    def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        """Count fitting events, up to `limit`."""
        ...

    def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        """Count fitting events between each edge and the next."""
        ...

    def open(self, sequence: int) -> Found:
        """Return one event with its body.

        Raises:
            LedgerError: there is none with that number, or it does not fit its entry.
        """
        ...

    def stream(self, query: LedgerQuery, sort: Sort = Sort()) -> Iterator[Found]:
        """Yield every fitting event with its body, in bounded memory."""
        ...
