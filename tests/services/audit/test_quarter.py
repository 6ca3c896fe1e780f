"""Quarters: where they begin and end, and how long what lies in them is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.quarter import bounds, quarter_of, retained_until

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(*parts: int) -> int:
    return (datetime(*parts, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        (micros(2026, 1, 1), "2026Q1"),
        (micros(2026, 3, 31, 23, 59, 59, 999_999), "2026Q1"),
        (micros(2026, 4, 1), "2026Q2"),
        (micros(2026, 9, 30, 23, 59, 59, 999_999), "2026Q3"),
        (micros(2026, 12, 31, 23, 59, 59, 999_999), "2026Q4"),
        (micros(2027, 1, 1), "2027Q1"),
    ],
)
def test_the_quarter_of_an_instant(at: int, quarter: str) -> None:
    assert quarter_of(at) == quarter


@given(st.integers(0, micros(2900, 1, 1)))
def test_an_instant_lies_within_its_quarter_and_the_next_begins_where_it_ends(at: int) -> None:
    start, end = bounds(quarter_of(at))
    assert start <= at < end
    assert quarter_of(end) != quarter_of(at)
    assert quarter_of(end - 1) == quarter_of(start) == quarter_of(at)


def test_what_is_no_quarter_is_refused() -> None:
    for word in ("2026Q5", "2026Q0", "26Q1", "2026-Q1", ""):
        with pytest.raises(ValueError, match="2026Q4"):
            bounds(word)


def test_six_years_count_from_the_end_of_the_quarter() -> None:
    assert retained_until("2026Q4") == datetime(2033, 1, 1, tzinfo=UTC)
    assert retained_until("2027Q1") == datetime(2033, 4, 1, tzinfo=UTC)
    assert retained_until("2027Q1", 10) == datetime(2037, 4, 1, tzinfo=UTC)
    assert retained_until("2027Q1", 1) == datetime(2033, 4, 1, tzinfo=UTC)
