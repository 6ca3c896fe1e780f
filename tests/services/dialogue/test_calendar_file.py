"""RFC 5545: stable UID, rising SEQUENCE, the clinic's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.dialogue.calendar_file import Clinic, calendar_file
from services.dialogue.state import CalendarEntry
from services.kernel.interval import Interval
from services.scheduling.visit_entry import uid_of
from tests.dialogues.clinic import ZONE
from tests.doubles.builders import an_appointment, at

CLINIC = Clinic("Lakeside Clinic; Annex", "(312) 555-0100", ZONE)
NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)


def lines_of(entry: CalendarEntry, clinic: Clinic = CLINIC) -> list[str]:
    text = calendar_file(entry, clinic).decode()
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")


def test_times_are_in_the_clinics_zone_which_the_file_describes() -> None:
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, an_appointment(start=at(15, 14))))
    assert "DTSTART;TZID=America/Chicago:20270316T150000" in lines
    assert "TZID:America/Chicago" in lines
    spring = lines.index("DTSTART:20270314T020000")
    assert lines[spring + 1 : spring + 3] == ["TZOFFSETFROM:-0600", "TZOFFSETTO:-0500"]


def test_a_zone_without_changes_is_described_too() -> None:
    clinic = Clinic("Clinic", "1", ZoneInfo("America/Phoenix"))
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, an_appointment()), clinic)
    assert lines.count("BEGIN:STANDARD") == 1
    assert "BEGIN:DAYLIGHT" not in lines


def test_the_same_appointment_keeps_its_uid_and_the_number_rises() -> None:
    visit = an_appointment(id="appt-77")
    first, second = lines_of(CalendarEntry("a.ics", 5, NOW, visit)), lines_of(CalendarEntry("b.ics", 9, NOW, visit))
    assert f"UID:{uid_of(visit.id)}" in first
    assert f"UID:{uid_of(visit.id)}" in second
    assert "SEQUENCE:5" in first
    assert "SEQUENCE:9" in second
    assert "appt-77" not in uid_of(visit.id)


def test_a_visit_that_was_booked_anew_takes_the_old_event_away() -> None:
    old, new = an_appointment(), an_appointment(start=at(8, 9))
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, new, replaces=old))
    assert lines.count("BEGIN:VEVENT") == 2
    assert lines.index(f"UID:{uid_of(new.id)}") < lines.index(f"UID:{uid_of(old.id)}")
    assert [line for line in lines if line.startswith("STATUS")] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]


def test_a_cancelled_visit_is_cancelled_in_the_calendar() -> None:
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, an_appointment(), cancelled=True))
    assert "METHOD:CANCEL" in lines
    assert "STATUS:CANCELLED" in lines


def test_text_is_escaped_and_lines_are_folded_at_75_octets() -> None:
    visit = an_appointment(visit_name="Exam, long; with \\ and a line\nbreak " + "ñ" * 100)
    raw = calendar_file(CalendarEntry("a.ics", 1, NOW, visit), CLINIC)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    summary = next(line for line in lines_of(CalendarEntry("a.ics", 1, NOW, visit)) if line.startswith("SUMMARY"))
    assert summary.startswith("SUMMARY:Exam\\, long\\; with \\\\ and a line break")


def test_a_visit_without_a_time_makes_no_event() -> None:
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, an_appointment(interval=None)))
    assert "BEGIN:VEVENT" not in lines


def test_a_visit_across_the_change_of_clocks_keeps_wall_times() -> None:
    start = datetime(2027, 3, 14, 1, 30, tzinfo=ZONE)
    visit = an_appointment(interval=Interval(start, start.astimezone(UTC) + timedelta(hours=1)))
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, visit))
    assert "DTSTART;TZID=America/Chicago:20270314T013000" in lines
    assert "DTEND;TZID=America/Chicago:20270314T033000" in lines


def test_a_visit_that_is_followed_keeps_the_uid_that_its_mails_have() -> None:
    lines = lines_of(CalendarEntry("a.ics", 1, NOW, an_appointment(id="appt-2"), series="appt-1"))
    assert f"UID:{uid_of('appt-1')}" in lines
    assert lines.count("BEGIN:VEVENT") == 1
