"""The parts of iCalendar (RFC 5545) that every calendar object of ours is written with: text, lines and zones."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_FOLD = 73
_LOCAL = "%Y%m%dT%H%M%S"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def text(value: str) -> str:
    """Escape a TEXT value (section 3.3.11)."""
    return value.translate(_ESCAPES)


def local(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment on the zone's clock (section 3.3.5, form 3, which needs TZID beside it)."""
    return moment.astimezone(zone).strftime(_LOCAL)


def utc(moment: datetime) -> str:
    """Write a moment in UTC (section 3.3.5, form 2)."""
    return f"{moment.astimezone(UTC).strftime(_LOCAL)}Z"


def zone_lines(zone: ZoneInfo, around: datetime) -> list[str]:
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


def written(lines: Iterable[str]) -> bytes:
    """Return the content lines as a file: folded at 75 octets, CRLF line ends (section 3.1)."""
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


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


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 octets, continued by a space."""
    part = ""
    for char in line:
        if len((part + char).encode()) > _FOLD:
            yield part
            part = " "
        part += char
    yield part
