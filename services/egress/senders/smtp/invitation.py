"""The invitation that goes with a confirmation (RFC 5545, RFC 5546): the patient's calendar follows the appointment.

The UID stays the appointment's for ever; SEQUENCE rises with each change, so that the newest wins; METHOD says whether
it stands (REQUEST, 3.2.2) or is off (CANCEL, 3.2.5).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from services.egress.senders.addresses import MailAddress
from services.egress.senders.errors import WrongRequest
from services.kernel.icalendar import local, text, utc, written, zone_lines
from services.kernel.interval import Interval

_UID: Final = re.compile(r"[A-Za-z0-9._@-]{8,128}", re.ASCII)
_LONGEST: Final = 200
_HIGHEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event in the patient's calendar.

    Attributes:
        uid: the appointment's, the same in every mail about it, and opaque.
        sequence: higher than in the mail before.
        interval: from when to when.
        zone: the clinic's.
        summary: one line.
        place: where.
        cancelled: whether it is off.
    """

    uid: str
    sequence: int
    interval: Interval = field(repr=False)
    zone: ZoneInfo
    summary: str = field(repr=False)
    place: str = field(repr=False)
    cancelled: bool = False

    def __post_init__(self) -> None:
        if not _UID.fullmatch(self.uid) or not 0 <= self.sequence <= _HIGHEST:
            raise WrongRequest("An invitation's UID or SEQUENCE cannot be used.", "Take the appointment's own.")

    @property
    def method(self) -> str:
        """Return the iTIP method."""
        return "CANCEL" if self.cancelled else "REQUEST"


def calendar_object(invitation: Invitation, organizer: MailAddress, attendee: MailAddress, at: datetime) -> bytes:
    """Return the invitation as a calendar object; `at` is when it is written."""
    zone = invitation.zone
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sealdesk//Visits//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{invitation.method}",
        *zone_lines(zone, invitation.interval.start),
        "BEGIN:VEVENT",
        f"UID:{invitation.uid}",
        f"SEQUENCE:{invitation.sequence}",
        f"DTSTAMP:{utc(at)}",
        f"DTSTART;TZID={zone.key}:{local(invitation.interval.start, zone)}",
        f"DTEND;TZID={zone.key}:{local(invitation.interval.end, zone)}",
        f"SUMMARY:{text(_line(invitation.summary))}",
        f"LOCATION:{text(_line(invitation.place))}",
        f"ORGANIZER:mailto:{organizer.address}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{attendee.address}",
        f"STATUS:{'CANCELLED' if invitation.cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return written(lines)


def _line(value: str) -> str:
    """Return a value on one line, without control characters, not endless."""
    shown = "".join(" " if char.isspace() else char for char in value)
    return "".join(char for char in shown if unicodedata.category(char)[0] != "C")[:_LONGEST]
