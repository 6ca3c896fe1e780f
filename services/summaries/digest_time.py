"""When a day's digest is made, on the clinic's wall clock, also over the nights in which the clocks change.

The digest of a day takes what happened before that day's digest time and is in no earlier one, so that the days of 23
and 25 hours lose and repeat nothing.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def digest_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant of the day's digest, in UTC.

    A time that the clock skips counts as if it had not been put forward, so 2:30 is 3:30 then; of a time that comes
    twice, the first is taken.
    """
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), zone)
    return local.astimezone(UTC)


def last_digest_day(now: datetime, at: time, zone: ZoneInfo) -> date:
    """Return the latest day whose digest time has come."""
    today = now.astimezone(zone).date()
    return today if digest_instant(today, at, zone) <= now else today - timedelta(days=1)
