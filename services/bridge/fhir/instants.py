"""FHIR date, dateTime and instant (http://hl7.org/fhir/R4/datatypes.html#dateTime)."""

import re
from datetime import UTC, date, datetime

from services.kernel.interval import Interval
from services.scheduling.errors import MalformedAnswer

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)")
_ASK_VENDOR = "Ask the vendor of the scheduling system to correct it."


def read_instant(value: object, where: str) -> datetime:
    """Parse an instant; without an offset nobody knows when it is.

    Args:
        value: the JSON value.
        where: the element's path, for the message.

    Raises:
        MalformedAnswer: not a string, not a time, or no offset.
    """
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise MalformedAnswer(f"{where} is not an instant with an offset.", _ASK_VENDOR)


def read_interval(start: object, end: object, where: str) -> Interval:
    """Parse start and end into an interval that ends after it starts (R4 itself does not ask for that).

    Raises:
        MalformedAnswer: either is malformed, or they are out of order.
    """
    first, last = read_instant(start, f"{where}.start"), read_instant(end, f"{where}.end")
    if last <= first:
        raise MalformedAnswer(f"{where} does not end after it starts.", _ASK_VENDOR)
    return Interval(first, last)


def read_date(value: object) -> date | None:
    """Return a full date, or None for a partial one (`1980-05`) or anything else."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def write_instant(moment: datetime) -> str:
    """Write an instant with the offset it carries, to the second (or finer where it is)."""
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")


def search_instant(moment: datetime) -> str:
    """Write an instant for a search: in UTC, so that no `+` needs escaping."""
    return write_instant(moment.astimezone(UTC))
