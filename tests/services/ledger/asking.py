"""Hypothesis strategies: small events that resemble one another, and questions about them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from services.audit.filing import Filing
from services.audit.reading import Column, LedgerQuery, LedgerReader, Sort
from tests.doubles.clock import MONDAY_MORNING
from tests.doubles.ledger import a_filing

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SOURCES = ("state", "egress")
ACTIONS = ("chat.opened", "chat.ended", "fee.paid", "fee.waived", "feed.x")
OUTCOMES = ("success", "refused", "failed")
ACTORS = ("chat_1", "chat_2", "alex", "Zoë", "")
PATIENTS = ("aa" * 32, "bb" * 32)
RESOURCES = ("Appointment/1", "Appointment/2")
MINUTES = st.integers(-3, 12)


def instant(minutes: int) -> datetime:
    return MONDAY_MORNING + timedelta(minutes=minutes)


def fields() -> st.SearchStrategy[dict[str, Any]]:
    """Return everything of an event but its source and number."""
    return st.fixed_dictionaries(
        {
            "at": MINUTES.map(lambda minutes: (instant(minutes) - EPOCH) // timedelta(microseconds=1)),
            "action": st.sampled_from(ACTIONS),
            "outcome": st.sampled_from(OUTCOMES),
            "actor_kind": st.sampled_from(("caller", "staff")),
            "actor_id": st.sampled_from(ACTORS),
            "role": st.sampled_from(("", "desk")),
            "patient": st.none() | st.sampled_from(PATIENTS),
            "resource": st.none() | st.sampled_from(RESOURCES),
            "operation": st.none() | st.sampled_from(("op_1", "op_2")),
            "purpose": st.sampled_from(("TREAT", "HOPERAT")),
            "accountable": st.booleans(),
            "body": st.dictionaries(st.sampled_from(("a", "b")), st.text(max_size=5), max_size=2),
        }
    )


def filing(source: str, number: int, rest: dict[str, Any]) -> Filing:
    return a_filing(number, source=source, **rest)


def _some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from((*values, "never")), min_size=1, max_size=3, unique=True).map(tuple)


_ASKED: dict[str, st.SearchStrategy[Any]] = {
    "since": MINUTES.map(instant),
    "until": MINUTES.map(instant),
    "actions": _some(*ACTIONS, "fee.", "chat."),
    "outcomes": _some(*OUTCOMES),
    "actor_kinds": _some("caller", "staff"),
    "actors": _some(*ACTORS),
    "roles": _some("", "desk"),
    "patients": _some(*PATIENTS),
    "resources": _some(*RESOURCES),
    "operations": _some("op_1", "op_2"),
    "sources": _some(*SOURCES),
    "purposes": _some("TREAT", "HOPERAT"),
    "accountable": st.booleans(),
    "first": st.integers(1, 20),
    "last": st.integers(1, 20),
}


@st.composite
def queries(draw: st.DrawFn) -> LedgerQuery:
    """Return a question with at most two conditions: with more there is hardly ever an answer."""
    asked = draw(st.lists(st.sampled_from(sorted(_ASKED)), max_size=2, unique=True))
    return LedgerQuery(**{name: draw(_ASKED[name]) for name in asked})


SORTS = st.builds(Sort, st.sampled_from(Column), st.booleans())


def paged(reader: LedgerReader, query: LedgerQuery, sort: Sort, size: int) -> list[int]:
    """Return what a search finds, page by page; each but the last is full."""
    page = reader.search(query, sort, limit=size)
    found = [one.sequence for one in page.events]
    while page.after is not None:
        assert len(page.events) == size
        assert len(found) < 10_000
        page = reader.search(query, sort, page.after, size)
        found += [one.sequence for one in page.events]
    return found
