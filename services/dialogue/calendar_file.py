"""A calendar file for a moved or cancelled visit (RFC 5545), so that the patient's own calendar follows.

The UID comes from the appointment alone, so a later file replaces an earlier one; SEQUENCE rises with time (section
3.8.7.4). A system that moves by booking anew gives the visit a new id: the file then also cancels the old event.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.dialogue.replies import clean
from services.dialogue.state import CalendarEntry
from services.scheduling.model import Appointment

CONTENT_TYPE = "text/calendar; charset=utf-8"
_FOLD = 73
_LOCAL = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Clinic:
    """What the file says of the clinic."""

    name: str
    phone: str
    zone: ZoneInfo


def calendar_file(entry: CalendarEntry, clinic: Clinic) -> bytes:
    """Return the file: CRLF line ends, lines folded at 75 octets, times in the clinic's zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sealdesk//Visits//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"METHOD:{'CANCEL' if entry.cancelled else 'PUBLISH'}")
    start = entry.appointment.interval.start if entry.appointment.interval else entry.at
    lines += _zone_lines(clinic.zone, start)
    lines += _event(entry, entry.appointment, clinic, cancelled=entry.cancelled)
    if entry.replaces is not None:
        lines += _event(entry, entry.replaces, clinic, cancelled=True)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def uid_of(appointment: Appointment) -> str:
    """Return the same UID for the same appointment, which tells nothing about it."""
    return f"{hashlib.sha256(appointment.id.encode()).hexdigest()[:32]}@sealdesk"


def _event(entry: CalendarEntry, appointment: Appointment, clinic: Clinic, *, cancelled: bool) -> list[str]:
    if appointment.interval is None:
        return []
    zone = clinic.zone.key
    start, end = (each.astimezone(clinic.zone) for each in (appointment.interval.start, appointment.interval.end))
    kind = appointment.visit_name or "Visit"
    provider = f" - {appointment.practitioner.name}" if appointment.practitioner else ""
    place = appointment.location.name if appointment.location else clinic.name
    return [
        "BEGIN:VEVENT",
        f"UID:{uid_of(appointment)}",
        f"SEQUENCE:{entry.number}",
        f"DTSTAMP:{entry.at.astimezone(UTC).strftime(_LOCAL)}Z",
        f"DTSTART;TZID={zone}:{start.strftime(_LOCAL)}",
        f"DTEND;TZID={zone}:{end.strftime(_LOCAL)}",
        f"SUMMARY:{_text(f'{kind}{provider}')}",
        f"LOCATION:{_text(place)}",
        f"DESCRIPTION:{_text(f'{clinic.name}, {clinic.phone}')}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _zone_lines(zone: ZoneInfo, around: datetime) -> list[str]:
    """Describe the zone by its offsets around a moment (section 3.6.5); a zone without changes has one part."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}"]
    begin = datetime(around.year - 1, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone, begin, begin + timedelta(days=3 * 366))) or [begin]
    for change in changes:
        before, after = (change - timedelta(hours=1)).astimezone(zone), change.astimezone(zone)
        kind = "DAYLIGHT" if after.dst() else "STANDARD"
        wall = change.astimezone(UTC).replace(tzinfo=None) + (before.utcoffset() or timedelta(0))
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{wall.strftime(_LOCAL)}",
            f"TZOFFSETFROM:{before.strftime('%z')}",
            f"TZOFFSETTO:{after.strftime('%z')}",
            f"TZNAME:{after.tzname()}",
            f"END:{kind}",
        ]
    return [*lines, "END:VTIMEZONE"]


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the hours at which the zone's offset changes."""
    moment, offset = begin, begin.astimezone(zone).utcoffset()
    while moment < end:
        day = moment + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != offset:
            while moment.astimezone(zone).utcoffset() == offset:
                moment += timedelta(hours=1)
            offset = moment.astimezone(zone).utcoffset()
            yield moment
        else:
            moment = day


def _text(value: str) -> str:
    """Escape a TEXT value (section 3.3.11)."""
    plain = clean(value).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 octets, continued by a space (section 3.1)."""
    part = ""
    for char in line:
        if len((part + char).encode()) > _FOLD:
            yield part
            part = " "
        part += char
    yield part
