"""Which days the root of the audit log is still to be mailed for, on the clinic's calendar.

A day is over at the clinic's midnight, whatever its clocks do that night: days of 23 and 25 hours are one day each.
"""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MOST: Final = 366
"""So many missed days are named in one mail at most."""


def days_due(now: datetime, zone: ZoneInfo, newest: date | None) -> tuple[date, ...]:
    """Return the days that are over and later than `newest`, the last day that was told; at the first time one day."""
    last = now.astimezone(zone).date() - timedelta(days=1)
    if newest is None:
        return (last,)
    count = min((last - newest).days, MOST)
    return tuple(last - timedelta(days=back) for back in reversed(range(count)))
