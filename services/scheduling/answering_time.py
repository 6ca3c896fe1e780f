"""By when a person answers: opening time counts; nights, days off and holidays do not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS_AHEAD = 30

Spans = tuple[tuple[time, time], ...]
"""The opening spans of one day in order, local wall time; none when the clinic is closed."""

Week = tuple[Spans, ...]
"""Seven days' opening spans, Monday first."""

ALWAYS: Week = (((time(0), time(23, 59)),),) * 7


@dataclass(frozen=True, slots=True)
class AnsweringTime:
    """When the front desk is there, and how much of that time it may take to answer; `closed` are holidays."""

    zone: ZoneInfo
    within: timedelta
    week: Week = ALWAYS
    closed: frozenset[date] = frozenset()

    def due(self, now: datetime) -> datetime:
        """Return the instant at which `within` of opening time has passed since `now`."""
        left, local = self.within, now.astimezone(self.zone)
        for ahead in range(_DAYS_AHEAD):
            for opens, closes in self._open_on(local.date() + timedelta(days=ahead)):
                start = max(opens, local)
                if start >= closes:
                    continue
                if start + left <= closes:
                    return start + left
                left -= closes - start
        return now + self.within

    def _open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.closed:
            return []
        combine = datetime.combine
        return [
            (combine(day, one, self.zone), combine(day, other, self.zone)) for one, other in self.week[day.weekday()]
        ]
