"""A calendar file for a moved or cancelled visit (RFC 5545), so that the patient's own calendar follows.

The UID is that of the visit's series (`services.scheduling.visit_entry`), as in the mail about it, so a later file
replaces an earlier one; SEQUENCE rises (section 3.8.7.4). A visit whose series is not known takes its old event away.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.dialogue.replies import clean
from services.dialogue.state import CalendarEntry
from services.kernel.icalendar import local, text, utc, written, zone_lines
from services.scheduling.model import Appointment
from services.scheduling.visit_entry import uid_of

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Clinic:
    """What the file says of the clinic."""

    name: str
    phone: str
    zone: ZoneInfo


def calendar_file(entry: CalendarEntry, clinic: Clinic) -> bytes:
    """Return the file, its times in the clinic's zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sealdesk//Visits//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"METHOD:{'CANCEL' if entry.cancelled else 'PUBLISH'}")
    start = entry.appointment.interval.start if entry.appointment.interval else entry.at
    lines += zone_lines(clinic.zone, start)
    lines += _event(entry, entry.appointment, clinic, cancelled=entry.cancelled)
    if entry.replaces is not None:
        lines += _event(entry, entry.replaces, clinic, cancelled=True)
    lines.append("END:VCALENDAR")
    return written(lines)


def _event(entry: CalendarEntry, appointment: Appointment, clinic: Clinic, *, cancelled: bool) -> list[str]:
    if appointment.interval is None:
        return []
    zone = clinic.zone
    kind = appointment.visit_name or "Visit"
    provider = f" - {appointment.practitioner.name}" if appointment.practitioner else ""
    place = appointment.location.name if appointment.location else clinic.name
    return [
        "BEGIN:VEVENT",
        f"UID:{uid_of(entry.series or appointment.id)}",
        f"SEQUENCE:{entry.number}",
        f"DTSTAMP:{utc(entry.at)}",
        f"DTSTART;TZID={zone.key}:{local(appointment.interval.start, zone)}",
        f"DTEND;TZID={zone.key}:{local(appointment.interval.end, zone)}",
        f"SUMMARY:{text(clean(f'{kind}{provider}'))}",
        f"LOCATION:{text(clean(place))}",
        f"DESCRIPTION:{text(clean(f'{clinic.name}, {clinic.phone}'))}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]
