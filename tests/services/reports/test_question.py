"""Questions in words, both ways."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.reading import Column, LedgerQuery, Sort
from services.reports.errors import WrongQuestion
from services.reports.question import instant_of, query_of, sort_of, sort_words, words_of
from tests.doubles.reports import ZONE

WORD = st.text("abcdefghij._-/", min_size=1, max_size=12)
WORDS = st.lists(WORD, unique=True, max_size=3).map(lambda words: tuple(sorted(words)))
QUERIES = st.builds(
    LedgerQuery,
    since=st.none() | st.just(datetime(2026, 1, 2, 3, 4, 5, 6, UTC)),
    until=st.none() | st.just(datetime(2026, 3, 2, tzinfo=UTC)),
    actions=WORDS,
    actors=WORDS,
    resources=WORDS,
    outcomes=st.sampled_from([(), ("failed", "refused")]),
    patients=st.sampled_from([(), ("ab" * 32,)]),
    accountable=st.sampled_from([None, True, False]),
    first=st.none() | st.integers(0, 10**18 - 1),
    last=st.none() | st.integers(0, 10**18 - 1),
)


@given(QUERIES)
def test_a_question_comes_back_as_it_was(query: LedgerQuery) -> None:
    assert query_of(words_of(query), ZONE) == query


@pytest.mark.parametrize("column", Column)
def test_every_field_can_be_sorted_by(column: Column) -> None:
    for descending in (False, True):
        assert sort_of(sort_words(Sort(column, descending))) == Sort(column, descending)


def test_a_day_begins_at_the_clinics_midnight() -> None:
    assert instant_of("2026-11-23", ZONE) == datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert instant_of("2026-11-23T14:00", ZONE) == datetime(2026, 11, 23, 19, tzinfo=UTC)
    assert instant_of("2026-11-23T14:00+00:00", ZONE) == datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "after", "hours"),
    [
        ("2026-03-08", "2026-03-09", 23),
        ("2026-11-01", "2026-11-02", 25),
        ("2026-11-23", "2026-11-24", 24),
    ],
)
def test_a_day_of_the_clock_change_is_as_long_as_it_is(day: str, after: str, hours: int) -> None:
    query = query_of({"since": day, "until": after}, ZONE)
    assert query.since is not None
    assert query.until is not None
    assert query.until - query.since == timedelta(hours=hours)


def test_an_hour_that_comes_twice_or_never_is_one_instant() -> None:
    assert instant_of("2026-11-01T01:30", ZONE) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # the first of the two
    assert instant_of("2026-11-01T01:30-05:00", ZONE) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert instant_of("2026-03-08T02:30", ZONE) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)  # 3:30 that day


@pytest.mark.parametrize(
    "words",
    [
        {"color": "red"},
        {"since": "last week"},
        {"since": "2026-02-30"},
        {"since": "2026-03-02", "until": "2026-03-02"},
        {"outcomes": "good"},
        {"patients": "Ana Cruz"},
        {"accountable": "maybe"},
        {"first": "-1"},
        {"last": "9" * 30},
    ],
)
def test_what_means_nothing_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(WrongQuestion):
        query_of(words, ZONE)


def test_an_unknown_order_lists_the_fields() -> None:
    with pytest.raises(WrongQuestion, match="recorded"):
        sort_of("-loudness")


def test_what_is_refused_is_not_repeated() -> None:
    with pytest.raises(WrongQuestion) as refused:
        query_of({"patients": "Ana Cruz"}, ZONE)
    assert "Ana" not in str(refused.value)
