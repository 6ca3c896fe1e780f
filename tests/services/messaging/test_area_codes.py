from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.messaging.area_codes import zones_of


@pytest.mark.parametrize(
    ("number", "zones"),
    [
        ("+13125550142", ["America/Chicago"]),
        ("+12125550142", ["America/New_York"]),
        ("+16025550142", ["America/Phoenix"]),
        ("+18085550142", ["Pacific/Honolulu"]),
        ("+17875550142", ["America/Puerto_Rico"]),
        ("+12085550142", ["America/Denver", "America/Los_Angeles"]),
        ("+18505550142", ["America/Chicago", "America/New_York"]),
        ("+19075550142", ["America/Adak", "America/Anchorage"]),
    ],
)
def test_an_area_code_tells_the_zones(number: str, zones: list[str]) -> None:
    assert [zone.key for zone in zones_of(number)] == zones


@pytest.mark.parametrize("number", ["+18005550142", "+15005550142", "+442071838750", "3125550142", "+1312555014", ""])
def test_other_numbers_tell_nothing(number: str) -> None:
    assert zones_of(number) == ()


def test_each_code_of_a_split_state_has_zones_at_most_a_few_hours_apart() -> None:
    """A message that must be allowed in all of them would otherwise never go."""
    noon = datetime(2026, 7, 1, 17, tzinfo=UTC)
    for code in range(200, 1000):
        hours = {_hours(noon, zone) for zone in zones_of(f"+1{code}5550142")}
        assert not hours or max(hours) - min(hours) <= 1


def _hours(instant: datetime, zone: ZoneInfo) -> float:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset.total_seconds() / 3600


def test_the_table_knows_the_country() -> None:
    assert sum(bool(zones_of(f"+1{code}5550142")) for code in range(200, 1000)) > 330
