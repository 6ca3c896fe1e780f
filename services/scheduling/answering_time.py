"""By when a person answers: opening time counts, nights and days off do not."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS_AHEAD = 30
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class AnsweringTime:
    """When the front desk is there (Monday is 0; local wall time) and how much of that time it may take to answer."""

    zone: ZoneInfo
    within: timedelta
    days: frozenset[int] = EVERY_DAY
    opens: time = time(0)
    closes: time = time(23, 59)

    def due(self, now: datetime) -> datetime:
        """Return the instant at which `within` of opening time has passed since `now`."""
        left, local = self.within, now.astimezone(self.zone)
        for ahead in range(_DAYS_AHEAD):
            day = local.date() + timedelta(days=ahead)
            if day.weekday() not in self.days:
                continue
            closes = datetime.combine(day, self.closes, self.zone)
            start = max(datetime.combine(day, self.opens, self.zone), local)
            if start >= closes:
                continue
            if start + left <= closes:
                return start + left
            left -= closes - start
        return now + self.within
