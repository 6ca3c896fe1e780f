"""Intervals are half-open and count real time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.kernel.interval import Interval, require_aware

CHICAGO = ZoneInfo("America/Chicago")


def utc(hour: int) -> datetime:
    return datetime(2027, 3, 1, hour, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        require_aware(datetime(2027, 3, 1))  # noqa: DTZ001 the point of the test


@pytest.mark.parametrize("end", [9, 8])
def test_an_interval_must_end_after_it_starts(end: int) -> None:
    with pytest.raises(ValueError, match="end after"):
        Interval(utc(9), utc(end))


def test_the_end_does_not_belong_to_it() -> None:
    interval = Interval(utc(9), utc(10))
    assert interval.contains(utc(9))
    assert not interval.contains(utc(10))
    assert not interval.overlaps(Interval(utc(10), utc(11)))
    assert interval.overlaps(Interval(utc(9), utc(11)))


def test_buffers_widen_it() -> None:
    hour = timedelta(hours=1)
    assert Interval(utc(9), utc(10)).padded(hour, 2 * hour) == Interval(utc(8), utc(12))


def test_the_hour_that_is_skipped_in_spring_is_not_counted() -> None:
    night = Interval(datetime(2027, 3, 14, 1, tzinfo=CHICAGO), datetime(2027, 3, 14, 4, tzinfo=CHICAGO))
    assert night.duration == timedelta(hours=2)


def test_the_hour_that_comes_twice_in_autumn_is_two_hours() -> None:
    first = datetime(2027, 11, 7, 1, 30, tzinfo=CHICAGO)
    again = datetime(2027, 11, 7, 1, 30, fold=1, tzinfo=CHICAGO)
    assert Interval(first, again).duration == timedelta(hours=1)
    assert Interval(first, again) == Interval(first.astimezone(UTC), again.astimezone(UTC))
