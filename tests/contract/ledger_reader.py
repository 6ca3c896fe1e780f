"""One suite for whoever answers questions about the ledger: a list, the ledger itself, the line to its process."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Protocol

import pytest

from services.audit.filing import Filing
from services.audit.reading import Bar, Column, Found, LedgerQuery, Page, Sort
from services.kernel.errors import SealdeskError
from services.ledger.selecting import to_micros
from tests.doubles.ledger import a_filing
from tests.services.ledger.asking import ACTIONS, ACTORS, OUTCOMES, PATIENTS, RESOURCES, instant
from tests.services.ledger.model import Kept, answer, fits

COUNT = 60
HUGE = (1 << 63, 1 << 70, -(1 << 70))
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"since": instant(2)},
    {"until": instant(5)},
    {"since": instant(5), "until": instant(2)},
    {"actions": ("fee.",)},
    {"actions": ("chat.opened", "fee.")},
    {"actions": (".",)},
    {"actions": ("never",)},
    {"outcomes": ("refused", "failed")},
    {"actor_kinds": ("staff",)},
    {"actors": ("Zoë", "")},
    {"roles": ("desk",)},
    {"patients": PATIENTS[:1]},
    {"resources": RESOURCES[1:]},
    {"operations": ("op_1",)},
    {"sources": ("state",)},
    {"sources": ("egress",)},
    {"purposes": ("HOPERAT", "never")},
    {"accountable": True},
    {"accountable": False, "patients": PATIENTS},
    {"first": 20, "last": 41},
    {"first": 41, "last": 20},
    {"last": 0},
    {"first": COUNT + 1},
    {"actors": ("it's", 'a "quote"', "100%", "\x00", "; DROP TABLE events")},
)


class Asking(Protocol):
    """The questions of the port, awaited."""

    async def search(self, query: LedgerQuery, sort: Sort, after: str | None = None, limit: int = 100) -> Page: ...
    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int: ...
    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]: ...
    async def open(self, sequence: int) -> Found: ...
    def stream(self, query: LedgerQuery, sort: Sort) -> AsyncIterator[Found]: ...


def events() -> list[Filing]:
    """Return sixty invented events, the same each time."""
    chance = random.Random(20270302)  # noqa: S311 the same events in every run
    return [
        a_filing(
            number,
            at=to_micros(instant(chance.randint(-3, 12))),
            action=chance.choice(ACTIONS),
            outcome=chance.choice(OUTCOMES),
            actor_kind=chance.choice(("caller", "staff")),
            actor_id=chance.choice(ACTORS),
            role=chance.choice(("", "desk")),
            patient=chance.choice((None, *PATIENTS)),
            resource=chance.choice((None, *RESOURCES)),
            operation=chance.choice((None, "op_1", "op_2")),
            purpose=chance.choice(("TREAT", "HOPERAT")),
            accountable=chance.random() < 0.3,
            body={"number": str(number), "words": "señal \u202f 'quoted'"},
        )
        for number in range(1, COUNT + 1)
    ]


class LedgerReaderContract:
    """Subclasses give the fixtures `kept`, the events as a list, and `asking`, which knows the same ones."""

    @pytest.mark.parametrize("fields", QUESTIONS, ids=str)
    async def test_pages_counts_and_streams_are_those_of_a_list(
        self, kept: list[Kept], asking: Asking, fields: dict[str, Any]
    ) -> None:
        query = LedgerQuery(**fields)
        for sort in (Sort(), Sort(descending=True), Sort(Column.AT), Sort(Column.ACTOR_ID, descending=True)):
            expected = answer(kept, query, sort)
            found: list[int] = []
            page = await asking.search(query, sort, limit=7)
            while True:
                found += [one.sequence for one in page.events]
                if page.after is None:
                    break
                assert len(page.events) == 7
                page = await asking.search(query, sort, page.after, 7)
            assert found == expected
            assert [one.filing async for one in asking.stream(query, sort)] == [kept[at - 1][2] for at in expected]
        assert await asking.count(query) == len(expected)
        assert await asking.count(query, 5) == min(5, len(expected))

    @pytest.mark.parametrize("column", Column)
    async def test_every_column_is_an_order_both_ways(self, kept: list[Kept], asking: Asking, column: Column) -> None:
        for descending in (False, True):
            sort = Sort(column, descending)
            page = await asking.search(LedgerQuery(), sort)
            assert [one.sequence for one in page.events] == answer(kept, LedgerQuery(), sort)

    async def test_bars_are_those_of_a_list(self, kept: list[Kept], asking: Asking) -> None:
        edges = tuple(instant(minutes) for minutes in (-4, 0, 1, 6, 13))
        for query in (LedgerQuery(), LedgerQuery(patients=PATIENTS[:1]), LedgerQuery(actions=("never",))):
            bars = await asking.bars(query, edges)
            assert [bar.start for bar in bars] == list(edges[:-1])
            for bar, (start, end) in zip(bars, pairwise(edges), strict=True):
                within = [one[2] for one in kept if fits(query, one) and to_micros(start) <= one[2].at < to_micros(end)]
                counts = tuple(sum(one.outcome == outcome for one in within) for outcome in OUTCOMES)
                assert (bar.success, bar.refused, bar.failed) == counts
        for few in ((), edges[:1]):
            assert await asking.bars(LedgerQuery(), few) == ()

    async def test_a_page_carries_no_bodies_and_an_opened_event_does(self, kept: list[Kept], asking: Asking) -> None:
        (first,) = (await asking.search(LedgerQuery(first=7), Sort(), limit=1)).events
        assert (first.filing.body, first.salt) == ({}, None)
        found = await asking.open(7)
        assert found.filing == kept[6][2]
        assert found.entry.sequence == found.sequence == 7
        assert found.salt
        assert not found.shredded

    async def test_a_page_has_one_event_at_least(self, asking: Asking) -> None:
        for limit in (0, -1, *HUGE[2:]):
            assert len((await asking.search(LedgerQuery(), Sort(), limit=limit)).events) == 1
        assert len((await asking.search(LedgerQuery(), Sort(), limit=HUGE[1])).events) == COUNT

    async def test_numbers_that_no_ledger_reaches_find_nothing(self, asking: Asking) -> None:
        for number in (0, -1, COUNT + 1, *HUGE):
            with pytest.raises(SealdeskError):
                await asking.open(number)
            with pytest.raises(SealdeskError):
                await asking.search(LedgerQuery(), Sort(), str(number))
        for number in HUGE[:2]:
            assert await asking.count(LedgerQuery(first=number)) == 0
            assert await asking.count(LedgerQuery(last=number)) == COUNT
            assert await asking.count(LedgerQuery(), number) == COUNT
        assert await asking.count(LedgerQuery(first=HUGE[2])) == COUNT
        assert await asking.count(LedgerQuery(last=HUGE[2])) == 0
        assert await asking.count(LedgerQuery(), HUGE[2]) == 0

    async def test_a_place_that_is_none_is_refused(self, asking: Asking) -> None:
        for after in ("", "x", "1.5", "٣", " 1", "1 OR 1"):
            with pytest.raises(SealdeskError):
                await asking.search(LedgerQuery(), Sort(), after)

    async def test_a_question_with_very_many_words_is_answered(self, kept: list[Kept], asking: Asking) -> None:
        many = tuple(f"chat_{number}" for number in range(40_000))
        query = LedgerQuery(actors=many)
        assert await asking.count(query) == len(answer(kept, query, Sort()))

    async def test_times_at_the_ends_of_the_calendar_are_taken(self, asking: Asking) -> None:
        ends = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
        assert await asking.count(LedgerQuery(since=ends[0], until=ends[1])) == COUNT
        (bar,) = await asking.bars(LedgerQuery(), ends)
        assert bar.success + bar.refused + bar.failed == COUNT
