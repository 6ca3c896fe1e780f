"""Arithmetic on half-open intervals of local time: days times windows, subtraction, merging."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, Range

Interval = tuple[datetime, datetime]
"""Half-open, local wall time without zone."""

_MIDNIGHT: Final = time()


def at(day: date, minute: int) -> datetime:
    """Return the wall time `minute` minutes after midnight of a day; 1440 is the next midnight."""
    return datetime.combine(day, _MIDNIGHT) + timedelta(minutes=minute)


def whole_days(ranges: Iterable[Range]) -> list[Interval]:
    """Return intervals of whole days."""
    return [(at(low, 0), at(high, 0)) for low, high in ranges]


def each_day(ranges: Iterable[Range], windows: Sequence[tuple[int, int]], limit: int) -> list[Interval]:
    """Return, for each day, its windows in order; at most `limit` intervals."""
    found: list[Interval] = []
    for low, high in ranges:
        day = low
        while day < high:
            found.extend((at(day, first), at(day, end)) for first, end in windows)
            day += DAY
            if len(found) >= limit:
                return found[:limit]
    return found


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the union of intervals, sorted; those that touch become one."""
    union: list[Interval] = []
    for low, high in sorted(intervals):
        if union and (low < union[-1][1] or (low == union[-1][1] and _joins(union[-1], (low, high)))):
            union[-1] = (union[-1][0], max(union[-1][1], high))
        else:
            union.append((low, high))
    return union


def _joins(first: Interval, second: Interval) -> bool:
    """Tell whether two that touch become one: whole days do, and windows within a day; never windows of two days."""
    if first[1].time() != _MIDNIGHT:
        return True
    return first[0].time() == _MIDNIGHT and second[1].time() == _MIDNIGHT


def without(intervals: Iterable[Interval], removed: Sequence[Interval]) -> list[Interval]:
    """Return what is left of the intervals, in their order, when others are taken away."""
    left: list[Interval] = []
    taken = merged(removed)
    for low, high in intervals:
        start = low
        for first, end in taken:
            if end <= start or first >= high:
                continue
            if first > start:
                left.append((start, first))
            start = max(start, end)
        if start < high:
            left.append((start, high))
    return left


def windows_meet(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int] | None:
    """Return the common part of two windows of a day, or None."""
    low, high = max(first[0], second[0]), min(first[1], second[1], MINUTES_A_DAY)
    return (low, high) if low < high else None


def ranges_meet(first: Iterable[Range], second: Sequence[Range]) -> list[Range]:
    """Return the common days of two lists of ranges."""
    return [
        (max(low, start), min(high, end))
        for low, high in first
        for start, end in second
        if max(low, start) < min(high, end)
    ]


def only_weekdays(ranges: Iterable[Range], weekdays: frozenset[int]) -> list[Range]:
    """Return the days of the ranges that fall on these weekdays, neighbours joined."""
    kept: list[Range] = []
    for low, high in ranges:
        day = low
        while day < high:
            if day.weekday() in weekdays:
                if kept and kept[-1][1] == day:
                    kept[-1] = (kept[-1][0], day + DAY)
                else:
                    kept.append((day, day + DAY))
            day += DAY
    return kept
