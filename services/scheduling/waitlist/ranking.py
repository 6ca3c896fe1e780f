"""Who is asked first: staff priority, then the longest waiting, then who was asked least recently. Never a tie.

Waiting is counted in days of the clinic's calendar, so that among those who joined on one day the offers take turns.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from services.scheduling.waitlist.model import Entry

_NEVER = datetime.min.replace(tzinfo=UTC)


def ranked(entries: Iterable[Entry], zone: ZoneInfo) -> list[Entry]:
    """Return the entries, who is asked first at the head; the same for any order they come in."""
    return sorted(
        entries,
        key=lambda entry: (
            -entry.priority,
            entry.since.astimezone(zone).date(),
            entry.last_offered_at or _NEVER,
            entry.since,
            entry.id,
        ),
    )
