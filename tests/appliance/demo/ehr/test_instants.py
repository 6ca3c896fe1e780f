from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from appliance.demo.ehr.instants import format_instant, parse_instant, span

ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01T05:00:00+00:00", "2027-01-01T05:00:00+00:00"),
        ("2026-12", "2026-12-01T05:00:00+00:00", "2027-01-01T05:00:00+00:00"),
        ("2026-11-30", "2026-11-30T05:00:00+00:00", "2026-12-01T05:00:00+00:00"),
        ("2026-03-08", "2026-03-08T05:00:00+00:00", "2026-03-09T04:00:00+00:00"),
        ("2026-11-01", "2026-11-01T04:00:00+00:00", "2026-11-02T05:00:00+00:00"),
        ("2026-11-24T09:00:00-05:00", "2026-11-24T14:00:00+00:00", "2026-11-24T14:00:00.000001+00:00"),
    ],
)
def test_a_date_spans_the_clinics_day_also_when_the_clocks_change(text: str, start: str, end: str) -> None:
    found = span(text, ZONE)
    assert [moment.astimezone(UTC).isoformat() for moment in found] == [start, end]


@pytest.mark.parametrize("text", ["", "today", "2026-13-01", "2026-11-24T09:00:00", "24-11-2026", "2026-11-31"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        span(text, ZONE)


def test_an_instant_round_trips() -> None:
    moment = datetime(2026, 11, 24, 9, 30, 0, 500_000, tzinfo=ZONE)
    assert parse_instant(format_instant(moment)) == moment
