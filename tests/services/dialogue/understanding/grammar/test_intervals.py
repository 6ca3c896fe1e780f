from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.dialogue.understanding.grammar.intervals import (
    at,
    each_day,
    merged,
    only_weekdays,
    ranges_meet,
    whole_days,
    windows_meet,
    without,
)

_MONDAY, _THURSDAY = date(2026, 11, 16), date(2026, 11, 19)
_HOURS = st.integers(0, 200).map(lambda hour: at(_MONDAY, hour * 60))
_INTERVALS = st.lists(
    st.tuples(_HOURS, _HOURS).map(lambda pair: tuple(sorted(pair))).filter(lambda pair: pair[0] < pair[1]), max_size=8
)


def test_neighbouring_days_become_one_interval() -> None:
    days = whole_days([(date(2026, 11, 16), date(2026, 11, 17)), (date(2026, 11, 17), date(2026, 11, 18))])

    assert merged(days) == [(at(_MONDAY, 0), at(date(2026, 11, 18), 0))]


def test_windows_of_neighbouring_days_stay_apart_at_midnight() -> None:
    windows = each_day([(_MONDAY, date(2026, 11, 18))], [(900, 1440)], 62)

    assert len(merged(windows)) == 2


def test_each_day_stops_at_its_limit() -> None:
    assert len(each_day([(_MONDAY, date(2030, 1, 1))], [(0, 60)], 62)) == 62


def test_taking_away_a_day_splits_a_week() -> None:
    week = whole_days([(_MONDAY, date(2026, 11, 23))])

    assert without(week, whole_days([(_THURSDAY, date(2026, 11, 20))])) == whole_days(
        [(_MONDAY, _THURSDAY), (date(2026, 11, 20), date(2026, 11, 23))]
    )


@given(kept=_INTERVALS, removed=_INTERVALS)
def test_nothing_removed_is_left(
    kept: list[tuple[datetime, datetime]], removed: list[tuple[datetime, datetime]]
) -> None:
    for low, high in without(kept, removed):
        assert low < high
        assert all(high <= first or low >= end for first, end in removed)


def test_windows_and_ranges_meet_where_both_are() -> None:
    assert windows_meet((0, 600), (540, 1440)) == (540, 600)
    assert windows_meet((0, 600), (600, 1440)) is None
    assert ranges_meet([(_MONDAY, _THURSDAY)], [(date(2026, 11, 18), date(2026, 12, 1))]) == [
        (date(2026, 11, 18), _THURSDAY)
    ]


def test_only_the_wanted_weekdays_of_a_range_are_kept() -> None:
    assert only_weekdays([(_MONDAY, date(2026, 11, 23))], frozenset({5, 6})) == [
        (date(2026, 11, 21), date(2026, 11, 23))
    ]
