"""Each instant belongs to exactly one day's digest, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.summaries.digest_time import digest_instant, last_digest_day

CHICAGO = ZoneInfo("America/Chicago")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("America/Chicago", "America/Phoenix", "Australia/Lord_Howe", "UTC")]
)
INSTANTS = st.datetimes(datetime(2026, 12, 1), datetime(2028, 1, 31), timezones=st.just(UTC))  # noqa: DTZ001 zone is drawn
TIMES = st.times()


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2027, 3, 13), time(17, 30), datetime(2027, 3, 13, 23, 30, tzinfo=UTC)),
        (date(2027, 3, 14), time(17, 30), datetime(2027, 3, 14, 22, 30, tzinfo=UTC)),
        (date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 8, 30, tzinfo=UTC)),
        (date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
        (date(2027, 11, 7), time(17, 30), datetime(2027, 11, 7, 23, 30, tzinfo=UTC)),
    ],
)
def test_the_digest_comes_at_the_clinics_wall_time(day: date, at: time, utc: datetime) -> None:
    assert digest_instant(day, at, CHICAGO) == utc


@given(INSTANTS, TIMES, ZONES)
def test_the_latest_digest_is_past_and_the_next_is_to_come(now: datetime, at: time, zone: ZoneInfo) -> None:
    day = last_digest_day(now, at, zone)
    assert digest_instant(day, at, zone) <= now < digest_instant(day + timedelta(days=1), at, zone)


@given(st.dates(date(2026, 12, 1), date(2028, 1, 31)), TIMES, ZONES)
def test_a_digests_day_lasts_23_to_25_hours(day: date, at: time, zone: ZoneInfo) -> None:
    length = digest_instant(day + timedelta(days=1), at, zone) - digest_instant(day, at, zone)
    assert timedelta(hours=23) <= length <= timedelta(hours=25)
