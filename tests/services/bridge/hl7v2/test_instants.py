"""Times as senders write them, in the zone they mean; and the days on which the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bridge.hl7v2.errors import WrongTime
from services.bridge.hl7v2.instants import Zones, read_date, read_time, write_time, zones_of

_CHICAGO = ZoneInfo("America/Chicago")
_PLAIN = Zones(_CHICAGO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("202611240900", "2026-11-24T15:00:00"),
        ("20261124090015", "2026-11-24T15:00:15"),
        ("20261124090015.1234", "2026-11-24T15:00:15.123400"),
        ("2026112409001512", "2026-11-24T15:00:15.120000"),
        ("202607240900", "2026-07-24T14:00:00"),
        ("202611240900-0500", "2026-11-24T14:00:00"),
        ("202611240900+0215", "2026-11-24T06:45:00"),
        ("202611240900+02:15", "2026-11-24T06:45:00"),
        ("202611240900Z", "2026-11-24T09:00:00"),
        (" 202611240900 ", "2026-11-24T15:00:00"),
        ("202603080159", "2026-03-08T07:59:00"),
        ("202603080300", "2026-03-08T08:00:00"),
        ("202611010130-0600", "2026-11-01T07:30:00"),
    ],
)
def test_a_time_is_one_instant(text: str, expected: str) -> None:
    assert read_time(text, _PLAIN) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "202611",
        "20261124",
        "2026112409",
        "202613240900",
        "202602290900",
        "2026-11-24T09:00",
        "20261124250000",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(WrongTime):
        read_time(text, _PLAIN)


@pytest.mark.parametrize("offset", ["+2500", "-0560", "+9999"])
def test_what_is_no_offset_is_refused(offset: str) -> None:
    with pytest.raises(WrongTime):
        read_time("202611240900" + offset, _PLAIN)


@pytest.mark.parametrize(("text", "why"), [("202603080230", "put forward"), ("202611010130", "twice")])
def test_the_hour_that_the_clocks_skip_or_repeat_is_never_guessed(text: str, why: str) -> None:
    with pytest.raises(WrongTime, match=why):
        read_time(text, _PLAIN)


def test_the_messages_own_offset_goes_before_the_senders_zone() -> None:
    zones = zones_of("20261123081500-0500", _CHICAGO)
    assert read_time("202611240900", zones) == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert read_time("202611240900-0700", zones) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert zones_of("20261123081500", _CHICAGO).default is _CHICAGO
    assert zones_of("yesterday", _CHICAGO).default is _CHICAGO
    assert zones_of("", _CHICAGO).default is _CHICAGO


def test_an_offset_makes_the_repeated_hour_clear() -> None:
    zones = zones_of("20261101000000-0500", _CHICAGO)
    assert read_time("202611010130", zones) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19800229", date(1980, 2, 29)),
        ("198002291130-0600", date(1980, 2, 29)),
        ("198002", None),
        ("1980", None),
        ("19800230", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 the strategy wants them bare
    st.sampled_from(["America/Chicago", "America/Phoenix", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
)
def test_what_is_written_is_read_again(moment: datetime, zone: str) -> None:
    instant = moment.replace(microsecond=0, tzinfo=UTC)
    written = write_time(instant, ZoneInfo(zone))
    assert read_time(written, _PLAIN) - instant == timedelta(0)
