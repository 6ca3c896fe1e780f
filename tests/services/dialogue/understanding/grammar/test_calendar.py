from datetime import date

import pytest

from services.dialogue.understanding.grammar.calendar import (
    add_months,
    coming,
    holiday,
    next_date,
    next_day_of_month,
    nth_weekday,
)


def test_the_coming_weekday_may_be_the_day_itself() -> None:
    assert coming(2, date(2026, 11, 18)) == date(2026, 11, 18)
    assert coming(1, date(2026, 11, 18)) == date(2026, 11, 24)


def test_a_date_that_has_passed_is_next_year() -> None:
    assert next_date(1, 2, date(2026, 12, 28)) == date(2027, 1, 2)


def test_the_leap_day_waits_for_a_leap_year() -> None:
    assert next_date(2, 29, date(2026, 11, 18)) == date(2028, 2, 29)
    assert next_date(2, 30, date(2026, 11, 18)) is None


def test_the_31st_skips_short_months() -> None:
    assert next_day_of_month(31, date(2026, 11, 18)) == date(2026, 12, 31)


def test_a_month_later_is_never_beyond_its_end() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_weekdays_of_a_month_are_counted_from_both_ends() -> None:
    assert nth_weekday(date(2026, 12, 1), 0, 1) == date(2026, 12, 7)
    assert nth_weekday(date(2026, 11, 1), 4, -1) == date(2026, 11, 27)
    assert nth_weekday(date(2026, 12, 1), 0, 5) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("thanksgiving", date(2026, 11, 26)),
        ("black_friday", date(2026, 11, 27)),
        ("christmas", date(2026, 12, 25)),
        ("new_year", date(2027, 1, 1)),
        ("mlk_day", date(2027, 1, 18)),
        ("presidents_day", date(2027, 2, 15)),
        ("easter", date(2027, 3, 28)),
        ("good_friday", date(2027, 3, 26)),
        ("memorial_day", date(2027, 5, 31)),
        ("independence_day", date(2027, 7, 4)),
        ("labor_day", date(2027, 9, 6)),
    ],
)
def test_holidays_of_the_united_states(name: str, day: date) -> None:
    assert holiday(name, date(2026, 11, 18)) == day
