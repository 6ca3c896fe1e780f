"""Half-open intervals of time: the start belongs to it, the end does not."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def require_aware(instant: datetime) -> datetime:
    """Return `instant` unchanged when it carries a zone.

    Raises:
        ValueError: the instant has no zone, so nobody can say when it is.
    """
    if instant.utcoffset() is None:
        msg = "An instant needs a time zone. Give it one where it enters the appliance."
        raise ValueError(msg)
    return instant


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` up to, not including, `end`; both aware, `end` after `start`, and kept in UTC.

    Python compares and subtracts two instants of one zone by their wall clocks, which is an hour wrong across a
    daylight-saving change; in UTC it is right.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse instants without a zone and intervals that end before they start; convert to UTC."""
        object.__setattr__(self, "start", require_aware(self.start).astimezone(UTC))
        object.__setattr__(self, "end", require_aware(self.end).astimezone(UTC))
        if self.end <= self.start:
            msg = "An interval must end after it starts. Check which of the two times is wrong."
            raise ValueError(msg)

    @property
    def duration(self) -> timedelta:
        """Elapsed time from start to end (real time, also across a daylight-saving change)."""
        return self.end - self.start

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether the two share any moment."""
        return self.start < other.end and other.start < self.end

    def contains(self, instant: datetime) -> bool:
        """Tell whether `instant` lies within."""
        return self.start <= instant < self.end

    def padded(self, before: timedelta, after: timedelta) -> "Interval":
        """Return the interval with buffers added on either side."""
        return Interval(self.start - before, self.end + after)
