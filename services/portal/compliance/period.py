"""Periods of days in the clinic's own zone, and how they are cut for a plot.

A day begins at the clinic's midnight, so it has 23 or 25 hours when the clocks change; everything below is counted in
instants, never by adding hours to a local time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_HOURLY: Final = 2
_DAILY: Final = 62
_WEEKLY: Final = 370
_MONTHLY: Final = 3_700
_QUARTER: Final = 3
_MONTHS: Final = 12
EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2200, 1, 1)


class Preset(StrEnum):
    """Periods that need no dates."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    THIS_YEAR = "this_year"
    ALL = "all"
    DAYS = "days"


PRESETS: Final = {
    Preset.TODAY: "Today",
    Preset.YESTERDAY: "Yesterday",
    Preset.WEEK: "Last 7 days",
    Preset.MONTH: "Last 30 days",
    Preset.THIS_MONTH: "This month",
    Preset.LAST_MONTH: "Last month",
    Preset.THIS_QUARTER: "This quarter",
    Preset.THIS_YEAR: "This year",
    Preset.ALL: "All there is",
    Preset.DAYS: "From day to day",
}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both belong to it; None: without that end."""

    first: date | None
    last: date | None
    zone: ZoneInfo

    @property
    def since(self) -> datetime | None:
        """The first instant."""
        return None if self.first is None else midnight(self.first, self.zone)

    @property
    def until(self) -> datetime | None:
        """The first instant behind it."""
        return None if self.last is None else midnight(self.last + _DAY, self.zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def period_of(preset: Preset, today: date, zone: ZoneInfo) -> Period:
    """Return the period that a preset means on a day; `DAYS` means all there is, until its dates are given."""
    if preset in {Preset.ALL, Preset.DAYS}:
        return Period(None, None, zone)
    first, last = _days(preset, today)
    return Period(first, last, zone)


def _days(preset: Preset, today: date) -> tuple[date, date]:
    month = today.replace(day=1)
    begins = {
        Preset.TODAY: today,
        Preset.YESTERDAY: today - _DAY,
        Preset.WEEK: today - 6 * _DAY,
        Preset.MONTH: today - 29 * _DAY,
        Preset.THIS_MONTH: month,
        Preset.LAST_MONTH: (month - _DAY).replace(day=1),
        Preset.THIS_QUARTER: month.replace(month=month.month - (month.month - 1) % _QUARTER),
        Preset.THIS_YEAR: month.replace(month=1),
    }
    ends = {Preset.YESTERDAY: today - _DAY, Preset.LAST_MONTH: month - _DAY}
    return begins[preset], ends.get(preset, today)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a period: its instants, what it is called, and its days where it is made of whole ones."""

    start: datetime
    name: str
    first: date | None = None
    last: date | None = None


def slices(first: date, last: date, zone: ZoneInfo) -> tuple[tuple[Slice, ...], datetime]:
    """Cut days into hours, days, weeks, months or years, at most 124 of them; also return where the last one ends."""
    days = (last - first).days + 1
    end = midnight(last + _DAY, zone)
    if days <= _HOURLY:
        return tuple(_hours(midnight(first, zone), end, zone)), end
    steps = list(_steps(first, last, days))
    cut = [
        Slice(midnight(begin, zone), _name(begin, finish), begin, finish)
        for begin, finish in zip(steps, [*(each - _DAY for each in steps[1:]), last], strict=True)
    ]
    return tuple(cut), end


def _hours(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Slice]:
    while start < end:
        yield Slice(start, start.astimezone(zone).strftime("%b %-d, %H:%M %Z"))
        start += _HOUR


def _steps(first: date, last: date, days: int) -> Iterator[date]:
    """Yield the first day of each part."""
    if days <= _WEEKLY:
        step = _DAY if days <= _DAILY else 7 * _DAY
        for number in range((last - first) // step + 1):
            yield first + number * step
        return
    months = 1 if days <= _MONTHLY else _MONTHS
    yield first
    place = first.year * _MONTHS + first.month - 1
    place += months - place % months
    while (begin := date(place // _MONTHS, place % _MONTHS + 1, 1)) <= last:
        yield begin
        place += months


def _name(first: date, last: date) -> str:
    if first == last:
        return first.strftime("%a, %b %-d, %Y")
    return f"{first.strftime('%b %-d, %Y')} to {last.strftime('%b %-d, %Y')}"
