from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from services.bridge.fhir.instants import read_date, read_instant, read_interval, search_instant, write_instant
from services.scheduling.errors import MalformedAnswer

CENTRAL = timezone(timedelta(hours=-6))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2027-03-09T10:00:00-06:00", datetime(2027, 3, 9, 16, tzinfo=UTC)),
        ("2027-03-09T16:00:00Z", datetime(2027, 3, 9, 16, tzinfo=UTC)),
        ("2027-03-09T16:00Z", datetime(2027, 3, 9, 16, tzinfo=UTC)),
        ("2027-03-09T16:00:00.500Z", datetime(2027, 3, 9, 16, 0, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_an_instant_keeps_its_moment(text: str, instant: datetime) -> None:
    assert read_instant(text, "Slot.start") == instant


@pytest.mark.parametrize(
    "value",
    [
        "2027-03-09T10:00:00",
        "2027-03-09",
        "2027-13-09T10:00:00Z",
        "2027-02-30T10:00:00Z",
        "2027-03-09T25:00:00Z",
        "2027-03-09T10:00:00+99:00",
        "2027-03-09 10:00:00Z",
        "20270309T100000Z",
        "tomorrow",
        "",
        None,
        1_800_000_000,
        True,
        ["2027-03-09T10:00:00Z"],
        "\uff12027-03-09T10:00:00Z",
    ],
)
def test_what_is_no_instant_with_an_offset_is_refused(value: object) -> None:
    with pytest.raises(MalformedAnswer, match=r"Slot\.start"):
        read_instant(value, "Slot.start")


@pytest.mark.parametrize("end", ["2027-03-09T10:00:00Z", "2027-03-09T09:00:00Z"])
def test_an_interval_ends_after_it_starts(end: str) -> None:
    with pytest.raises(MalformedAnswer, match="does not end after it starts"):
        read_interval("2027-03-09T10:00:00Z", end, "Slot")


@pytest.mark.parametrize(("text", "found"), [("1980-05-04", date(1980, 5, 4)), ("1980-05", None), ("1980", None)])
def test_only_a_whole_date_is_a_birth_date(text: str, found: date | None) -> None:
    assert read_date(text) == found


@pytest.mark.parametrize("value", ["1980-02-30", "1980-5-4", 19800504, None])
def test_what_is_no_date_is_none(value: object) -> None:
    assert read_date(value) is None


def test_an_instant_is_written_with_its_offset_and_searched_in_utc() -> None:
    moment = datetime(2027, 3, 9, 10, tzinfo=CENTRAL)
    assert write_instant(moment) == "2027-03-09T10:00:00-06:00"
    assert search_instant(moment) == "2027-03-09T16:00:00Z"
    assert write_instant(moment.replace(microsecond=500_000)) == "2027-03-09T10:00:00.500-06:00"
