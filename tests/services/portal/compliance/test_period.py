"""Days of the clinic's zone, also when the clocks change, and the parts of a plot."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from services.portal.compliance.period import Preset, period_of, slices

CHICAGO = ZoneInfo("America/Chicago")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        (Preset.TODAY, date(2026, 11, 23), date(2026, 11, 23)),
        (Preset.YESTERDAY, date(2026, 11, 22), date(2026, 11, 22)),
        (Preset.WEEK, date(2026, 11, 17), date(2026, 11, 23)),
        (Preset.MONTH, date(2026, 10, 25), date(2026, 11, 23)),
        (Preset.THIS_MONTH, date(2026, 11, 1), date(2026, 11, 23)),
        (Preset.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Preset.THIS_QUARTER, date(2026, 10, 1), date(2026, 11, 23)),
        (Preset.THIS_YEAR, date(2026, 1, 1), date(2026, 11, 23)),
        (Preset.ALL, None, None),
    ],
)
def test_presets_are_days(preset: Preset, first: date | None, last: date | None) -> None:
    period = period_of(preset, TODAY, CHICAGO)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 7, 1), 24)])
def test_a_day_when_the_clocks_change_is_whole(day: date, hours: int) -> None:
    period = period_of(Preset.TODAY, day, CHICAGO)
    assert period.since is not None
    assert period.until is not None
    assert period.until - period.since == timedelta(hours=hours)
    parts, end = slices(day, day, CHICAGO)
    assert len(parts) == hours
    assert end == period.until
    assert len({part.name for part in parts}) == hours


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    parts, _ = slices(date(2026, 11, 1), date(2026, 11, 1), CHICAGO)
    assert [part.name for part in parts][1:3] == ["Nov 1, 01:00 CDT", "Nov 1, 01:00 CST"]


def test_midnight_is_the_clinics() -> None:
    period = period_of(Preset.TODAY, date(2026, 7, 1), CHICAGO)
    assert period.since == datetime(2026, 7, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "parts", "ends"),
    [(3, 3, date(2026, 1, 3)), (62, 62, None), (63, 9, None), (365, 53, None), (371, 13, None), (3_701, 11, None)],
)
def test_long_periods_have_few_parts_which_cover_every_day(days: int, parts: int, ends: date | None) -> None:
    first = date(2026, 1, 1)
    last = first + timedelta(days=days - 1)
    cut, end = slices(first, last, CHICAGO)
    assert len(cut) == parts
    assert cut[0].first == first
    assert cut[-1].last == last
    for one, other in pairwise(cut):
        assert one.last is not None
        assert one.last + timedelta(days=1) == other.first
        assert one.start < other.start
    assert end.astimezone(CHICAGO).date() == last + timedelta(days=1)
    assert ends is None or cut[-1].last == ends


def test_a_period_of_months_begins_where_it_was_asked_to() -> None:
    cut, _ = slices(date(2024, 12, 15), date(2026, 2, 3), CHICAGO)
    assert [part.first for part in cut][:3] == [date(2024, 12, 15), date(2025, 1, 1), date(2025, 2, 1)]
    assert cut[-1].name == "Feb 1, 2026 to Feb 3, 2026"
