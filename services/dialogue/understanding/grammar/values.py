"""The values that the grammar builds: sets of days, clock times, windows of the day, durations."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

Range = tuple[date, date]
"""Half-open: first day, and the first day no longer in it."""

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
MINUTES_A_DAY: Final = 1440
#: How far an open range ("after the 15th") reaches, in days.
OPEN_DAYS: Final = 30

#: Parts of the day, in minutes from midnight, half-open. One table for both languages; Spanish "tarde" runs to 19:00.
PARTS: Final[dict[str, tuple[int, int]]] = {
    "early_morning": (360, 540),
    "early": (360, 600),
    "not_early": (600, 1440),
    "not_late": (0, 1020),
    "noonish": (690, 750),
    "midday": (600, 960),
    "morning": (360, 720),
    "mid_morning": (540, 690),
    "late_morning": (600, 720),
    "am": (0, 720),
    "pm": (720, 1440),
    "before_work": (0, 540),
    "before_lunch": (0, 720),
    "school_hours": (480, 900),
    "lunch": (690, 840),
    "afternoon": (720, 1080),
    "early_afternoon": (720, 900),
    "mid_afternoon": (840, 960),
    "late_afternoon": (900, 1080),
    "late": (900, 1140),
    "last_thing": (960, 1140),
    "tarde": (720, 1140),
    "early_tarde": (720, 900),
    "late_tarde": (960, 1140),
    "after_lunch": (780, 1440),
    "after_school": (900, 1440),
    "after_work": (1020, 1440),
    "evening": (1020, 1260),
    "early_evening": (1020, 1140),
    "late_evening": (1140, 1260),
    "night": (1140, 1380),
    "tonight": (1020, 1380),
}


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days that words name.

    Attributes:
        ranges: The most likely reading, as sorted ranges; empty when only weekdays are known or it is relative.
        alts: Further readings.
        weekdays: "Tuesday" (0 is Monday) not yet tied to a week, or a filter on `ranges`.
        every: The weekdays recur ("Mondays"), rather than meaning the coming one.
        broad: A week, month or open range, which a weekday said beside it narrows.
        unsure: The words are ambiguous or contradict themselves.
        relative: Name of a relation to the appointment talked about ("later_week", "same_day", ...), or "".
        amount: Days, for relations that count.
        domonth: The day of the month when no month was said ("the 3rd").
        first: First weekday of a run of weekdays ("Monday to Wednesday"), or -1.
    """

    ranges: tuple[Range, ...] = ()
    alts: tuple[tuple[Range, ...], ...] = ()
    weekdays: frozenset[int] = frozenset()
    every: bool = False
    broad: bool = False
    unsure: bool = False
    relative: str = ""
    amount: int = 0
    domonth: int = 0
    first: int = -1


@dataclass(frozen=True, slots=True)
class Period:
    """A named week, month or year, which words like "early" or "end of" cut down."""

    kind: str
    start: date
    end: date
    relative: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day together with a stretch of it: "tonight", "in two hours"."""

    day: date
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A point of the day.

    Attributes:
        minute: Minutes from midnight as said; a bare "3" is 180 until it is resolved.
        fixed: Morning or afternoon is settled.
    """

    minute: int
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the day, in minutes from midnight, half-open.

    Attributes:
        low: First minute.
        high: First minute no longer in it.
        point: A point in time, not a stretch: it may be `shifted` by a part of the day said beside it.
        part: Name of the part of the day it came from, or "".
        loose: Morning or afternoon was guessed from clinic hours.
        unsure: The words are ambiguous.
        relative: Relation to the appointment's time ("same", "shift"), or "".
        amount: Minutes, for shifts.
    """

    low: int
    high: int
    point: bool = False
    part: str = ""
    loose: bool = False
    unsure: bool = False
    relative: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Duration:
    """A count of units: 2 weeks. `most` differs from `least` in "3 or 4 weeks"; vague ones are "a few"."""

    least: int
    most: int
    unit: str
    vague: bool = False


def one_day(day: date) -> Days:
    """Return the set of a single day."""
    return Days(ranges=((day, day + DAY),))


def days_between(first: date, end: date, *, broad: bool = False) -> Days:
    """Return a run of days, `end` excluded."""
    return Days(ranges=((first, end),), broad=broad)


def ambiguous(days: Days, *alternatives: Days) -> Days:
    """Return `days` with further readings, which makes it unsure."""
    return replace(days, alts=tuple(each.ranges for each in alternatives), unsure=True)
