"""RFC 5545: escaping, folding, zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.icalendar import local, text, utc, written, zone_lines

NOON = datetime(2027, 7, 1, 17, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")


def test_text_is_escaped() -> None:
    assert text("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"


def test_moments_are_written_in_the_zone_and_in_utc() -> None:
    assert local(NOON, CHICAGO) == "20270701T120000"
    assert utc(NOON) == "20270701T170000Z"


def test_a_zone_tells_its_changes() -> None:
    lines = zone_lines(CHICAGO, NOON)
    assert lines[:2] == ["BEGIN:VTIMEZONE", "TZID:America/Chicago"]
    autumn = lines.index("DTSTART:20271107T020000")
    assert lines[autumn + 1 : autumn + 4] == ["TZOFFSETFROM:-0500", "TZOFFSETTO:-0600", "TZNAME:CST"]


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=200), max_size=4))
def test_lines_are_folded_and_unfold_to_what_they_were(lines: list[str]) -> None:
    raw = written([f"X:{line}" for line in lines])
    assert all(len(part) <= 75 for part in raw.split(b"\r\n"))
    assert raw.decode().replace("\r\n ", "").split("\r\n")[:-1] == [f"X:{line}" for line in lines]
