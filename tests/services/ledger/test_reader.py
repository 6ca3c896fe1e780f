"""Questions over several segments are answered as a plain list would answer them; bodies come back as they were."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.reading import Column, LedgerQuery, LedgerReader, Sort
from services.ledger.errors import NoSuchEvent, UnknownPlace
from services.ledger.ledger import Ledger
from services.ledger.selecting import to_micros
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.ledger import MemoryDataKeys, a_filing, a_ledger, filings, keys
from tests.services.ledger.asking import ACTIONS, ACTORS, OUTCOMES, PATIENTS, RESOURCES, SORTS, instant, paged, queries
from tests.services.ledger.model import Kept, answer, fits

COUNT = 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LedgerReader, list[Kept]]]:
    """Sixty events in three quarters."""
    chance = random.Random(20270301)  # noqa: S311 the same events in every run
    clock = ManualClock(MONDAY_MORNING)
    ledger = a_ledger(tmp_path_factory.mktemp("ledger") / "ledger", clock)
    kept: list[Kept] = []
    for number in range(1, COUNT + 1):
        filing = a_filing(
            number,
            at=(instant(chance.randint(-3, 12)) - EPOCH) // timedelta(microseconds=1),
            action=chance.choice(ACTIONS),
            outcome=chance.choice(OUTCOMES),
            actor_id=chance.choice(ACTORS),
            patient=chance.choice((None, *PATIENTS)),
            resource=chance.choice((None, *RESOURCES)),
            accountable=chance.random() < 0.3,
            body={"number": str(number)},
        )
        ledger.take([filing])
        kept.append((number, to_micros(clock.now()), filing))
        clock.advance(timedelta(days=95) if number % 20 == 0 else timedelta(minutes=number % 3))
    yield ledger.reader, kept
    ledger.close()


@settings(max_examples=150, deadline=None)
@given(query=queries(), sort=SORTS, size=st.integers(1, 25))
def test_pages_and_counts_are_those_of_a_list(
    filled: tuple[LedgerReader, list[Kept]], query: LedgerQuery, sort: Sort, size: int
) -> None:
    reader, kept = filled
    expected = answer(kept, query, sort)
    assert paged(reader, query, sort, size) == expected
    assert reader.count(query) == len(expected)
    assert reader.count(query, size) == min(size, len(expected))


@settings(max_examples=50, deadline=None)
@given(query=queries(), sort=SORTS)
def test_a_stream_opens_every_event(filled: tuple[LedgerReader, list[Kept]], query: LedgerQuery, sort: Sort) -> None:
    reader, kept = filled
    found = list(reader.stream(query, sort))
    assert [one.sequence for one in found] == answer(kept, query, sort)
    assert [one.filing for one in found] == [kept[one.sequence - 1][2] for one in found]


@pytest.mark.parametrize("column", Column)
def test_a_sorted_stream_goes_on_behind_what_memory_holds(
    filled: tuple[LedgerReader, list[Kept]], column: Column, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ledger.reader.SORTED", 7)
    monkeypatch.setattr("services.ledger.reader.PAGE", 3)
    reader, kept = filled
    for descending in (False, True):
        sort = Sort(column, descending)
        assert [one.sequence for one in reader.stream(LedgerQuery(), sort)] == answer(kept, LedgerQuery(), sort)


@settings(max_examples=50, deadline=None)
@given(query=queries(), edges=st.lists(st.integers(-3, 13), min_size=2, max_size=5, unique=True).map(sorted))
def test_bars_count_by_outcome(filled: tuple[LedgerReader, list[Kept]], query: LedgerQuery, edges: list[int]) -> None:
    reader, kept = filled
    instants = tuple(instant(minutes) for minutes in edges)
    bars = reader.bars(query, instants)
    assert [bar.start for bar in bars] == list(instants[:-1])
    for bar, (start, end) in zip(bars, pairwise(instants), strict=True):
        within = [one for one in kept if to_micros(start) <= one[2].at < to_micros(end) and fits(query, one)]
        outcomes = [filing.outcome for _, _, filing in within]
        assert (bar.success, bar.refused, bar.failed) == tuple(outcomes.count(outcome) for outcome in OUTCOMES)


def test_every_outcome_is_among_what_was_made(filled: tuple[LedgerReader, list[Kept]]) -> None:
    reader, kept = filled
    assert reader.count(LedgerQuery()) == len(kept) == COUNT
    bars = reader.bars(LedgerQuery(), (instant(-3), instant(13)))
    assert bars[0].success + bars[0].refused + bars[0].failed == COUNT
    assert min(bars[0].success, bars[0].refused, bars[0].failed) > 0


def test_a_page_of_another_search_or_none_is_refused(filled: tuple[LedgerReader, list[Kept]]) -> None:
    reader, _ = filled
    for after in ("", "x", "-1", "0", "61", "1.5", "٣"):
        with pytest.raises(UnknownPlace):
            reader.search(LedgerQuery(), after=after)


def test_a_page_has_at_least_one_event_and_at_most_a_thousand(ledger: Ledger) -> None:
    for first in range(1, 1200, 100):
        ledger.take(filings(100, first))
    page = ledger.reader.search(LedgerQuery(), limit=5000)
    assert (len(page.events), page.after) == (1000, "1000")
    assert len(ledger.reader.search(LedgerQuery(), limit=0).events) == 1


def test_a_page_carries_no_bodies_and_an_opened_event_does(filled: tuple[LedgerReader, list[Kept]]) -> None:
    reader, kept = filled
    first = reader.search(LedgerQuery(first=7), limit=1).events[0]
    assert first.filing.body == {}
    assert first.salt is None
    opened = reader.open(7)
    assert opened.filing == kept[6][2]
    assert opened.entry == first.entry


def test_there_is_no_event_beyond_the_last_or_before_the_first(ledger: Ledger) -> None:
    ledger.take(filings(2))
    for sequence in (0, 3, -1):
        with pytest.raises(NoSuchEvent):
            ledger.reader.open(sequence)


def test_new_events_do_not_disturb_the_pages_of_an_older_question(ledger: Ledger) -> None:
    ledger.take(filings(6))
    query = LedgerQuery(last=6)
    page = ledger.reader.search(query, Sort(descending=True), limit=4)
    ledger.take(filings(6, first=7))
    rest = ledger.reader.search(query, Sort(descending=True), page.after, 4)
    assert [one.sequence for one in (*page.events, *rest.events)] == [6, 5, 4, 3, 2, 1]


def test_a_stream_ends_where_the_ledger_stood_when_it_was_asked(ledger: Ledger) -> None:
    ledger.take(filings(3))
    stream = ledger.reader.stream(LedgerQuery())
    next(stream)
    ledger.take(filings(3, first=4))
    assert [one.sequence for one in stream] == [2, 3]


def test_a_destroyed_key_leaves_the_entry(folder: Path) -> None:
    data = MemoryDataKeys()
    ledger = a_ledger(folder, own=keys(data=data))
    ledger.take([a_filing(1, patient=PATIENTS[0]), a_filing(2, patient=PATIENTS[1]), a_filing(3)])
    before = ledger.reader.open(1)
    data.gone.add((PATIENTS[0], "2027Q1"))
    ledger.forget_keys()
    found = list(ledger.reader.stream(LedgerQuery()))
    assert [one.shredded for one in found] == [True, False, False]
    assert [bool(one.filing.body) for one in found] == [False, True, True]
    assert found[0].salt is None
    assert found[0].entry == before.entry
    assert ledger.take([a_filing(1, patient=PATIENTS[0])]).last == 1
    ledger.close()
