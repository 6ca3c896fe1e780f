"""FHIR date, dateTime and instant as half-open intervals (http://hl7.org/fhir/R4/datatypes.html#dateTime)."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DATE = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
_INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$")


def parse_instant(text: str) -> datetime:
    """Parse a FHIR instant (or a dateTime with time and offset) into an aware datetime.

    Raises:
        ValueError: when the offset is missing or the text is not a time.
    """
    if not _INSTANT.match(text):
        raise ValueError("an instant needs date, time and offset")
    return datetime.fromisoformat(text)


def format_instant(moment: datetime) -> str:
    """Write an aware datetime as a FHIR instant in UTC with second precision or better."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    return text.replace("+00:00", "Z")


def span(text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the half-open interval that a FHIR date or dateTime means; zone-less dates are the clinic's.

    Raises:
        ValueError: when the text is neither.
    """
    match = _DATE.match(text)
    if match is None:
        start = parse_instant(text)
        return start, start + timedelta(microseconds=1)
    year, month, day = (int(part) if part else None for part in match.groups())
    start = datetime(year or 1, month or 1, day or 1, tzinfo=zone)
    if day:
        return start, _local(start.year, start.month, start.day + 1, zone)
    if month:
        return start, _local(start.year, start.month + 1, 1, zone)
    return start, datetime(start.year + 1, 1, 1, tzinfo=zone)


def _local(year: int, month: int, day: int, zone: ZoneInfo) -> datetime:
    """Return local midnight of a day that may lie past the month's or the year's end."""
    year, month = (year + 1, 1) if month > 12 else (year, month)  # noqa: PLR2004 months of a year
    return datetime(year, month, 1, tzinfo=zone) + timedelta(days=day - 1)
