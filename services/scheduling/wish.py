"""What a patient wishes for the new time, as instants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kernel.interval import Interval


@dataclass(frozen=True, slots=True)
class Wish:
    """Any time when empty.

    Attributes:
        intervals: The new time starts within one of these; none means any time.
        practitioner_id: With this provider.
        location_id: At this place.
        not_practitioner_id: Not with this provider.
        not_location_id: Not at this place.
        any_provider: It need not be the present provider.
        before: It starts before this instant ("earlier").
        after: It starts after this instant ("later").
        limit: How many times to offer at most.
    """

    intervals: tuple[Interval, ...] = ()
    practitioner_id: str | None = None
    location_id: str | None = None
    not_practitioner_id: str | None = None
    not_location_id: str | None = None
    any_provider: bool = False
    before: datetime | None = None
    after: datetime | None = None
    limit: int = 3

    def within(self, horizon: Interval) -> tuple[Interval, ...]:
        """Return the wished intervals as far as they lie in the horizon."""
        start = max(horizon.start, self.after) if self.after else horizon.start
        end = min(horizon.end, self.before) if self.before else horizon.end
        return clipped(self.intervals or (horizon,), start, end)

    def rules_out(self, practitioner_id: str | None, location_id: str | None) -> bool:
        """Tell whether a time with this provider, or at this place, is not wanted."""
        unwanted = practitioner_id is not None and practitioner_id == self.not_practitioner_id
        return unwanted or (location_id is not None and location_id == self.not_location_id)

    def welcomes(self, start: datetime, intervals: Sequence[Interval]) -> bool:
        """Tell whether a visit that starts then lies in one of the intervals and after `after`."""
        later = self.after is None or start > self.after
        return later and any(interval.contains(start) for interval in intervals)


def clipped(intervals: Sequence[Interval], start: datetime, end: datetime) -> tuple[Interval, ...]:
    """Return what of the intervals lies between the two instants."""
    pairs = ((max(interval.start, start), min(interval.end, end)) for interval in intervals)
    return tuple(Interval(first, last) for first, last in pairs if first < last)


def hull(intervals: Sequence[Interval]) -> Interval:
    """Return the smallest interval that holds them all."""
    return Interval(min(i.start for i in intervals), max(i.end for i in intervals))
