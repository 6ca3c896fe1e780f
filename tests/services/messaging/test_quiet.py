from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.messaging.quiet import Daytime, recipient_zones

CHICAGO = ZoneInfo("America/Chicago")
DAYTIME = Daytime()


def local(*fields: int, fold: int = 0) -> datetime:
    return datetime(*fields, tzinfo=CHICAGO, fold=fold).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(7, 59, False), (8, 0, True), (20, 59, True), (21, 0, False), (0, 0, False)]
)
def test_day_is_from_eight_to_nine(hour: int, minute: int, day: bool) -> None:  # noqa: FBT001
    assert DAYTIME.holds(local(2026, 11, 24, hour, minute), CHICAGO) is day


def test_the_next_opening_is_this_mornings_or_tomorrows() -> None:
    assert DAYTIME.next_opening(local(2026, 11, 24, 3), CHICAGO) == local(2026, 11, 24, 8)
    assert DAYTIME.next_opening(local(2026, 11, 24, 8), CHICAGO) == local(2026, 11, 25, 8)
    assert DAYTIME.next_opening(local(2026, 11, 24, 22), CHICAGO) == local(2026, 11, 25, 8)


@pytest.mark.parametrize(
    ("evening", "hours"),
    [
        (local(2027, 3, 13, 21), 10),  # clocks go forward that night
        (local(2027, 11, 6, 21), 12),  # and back that night
        (local(2027, 3, 14, 21), 11),
    ],
)
def test_a_night_with_a_clock_change_is_shorter_or_longer(evening: datetime, hours: int) -> None:
    assert DAYTIME.next_opening(evening, CHICAGO) - evening == timedelta(hours=hours)


def test_on_the_day_of_the_change_the_wall_clock_counts() -> None:
    assert DAYTIME.holds(datetime(2027, 3, 14, 13, tzinfo=UTC), CHICAGO)  # 8:00, an hour earlier than the day before
    assert not DAYTIME.holds(datetime(2027, 3, 13, 13, tzinfo=UTC), CHICAGO)
    assert not DAYTIME.holds(datetime(2027, 11, 7, 13, tzinfo=UTC), CHICAGO)
    assert DAYTIME.holds(datetime(2027, 11, 6, 13, tzinfo=UTC), CHICAGO)


def test_both_times_of_a_repeated_hour_are_night() -> None:
    assert not DAYTIME.holds(local(2027, 11, 7, 1, 30), CHICAGO)
    assert not DAYTIME.holds(local(2027, 11, 7, 1, 30, fold=1), CHICAGO)


@pytest.mark.parametrize(
    ("number", "recorded", "zones"),
    [
        ("+12125550142", "America/Denver", ["America/Denver"]),
        ("+12125550142", None, ["America/New_York"]),
        ("+12125550142", "Mars/Olympus", ["America/New_York"]),
        ("+12125550142", "../etc", ["America/New_York"]),
        ("+18005550142", None, ["America/Chicago"]),
    ],
)
def test_the_record_goes_before_the_area_code_before_the_clinic(
    number: str, recorded: str | None, zones: list[str]
) -> None:
    assert [zone.key for zone in recipient_zones(number, recorded, CHICAGO)] == zones


def test_a_day_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="later evening hour"):
        Daytime(time(21), time(8))
