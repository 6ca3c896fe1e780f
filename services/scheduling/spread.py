"""Which few of many free times to show: soonest first, on different days and at different times of day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.kernel.interval import Interval
from services.scheduling.model import Slot

_NOON, _EVENING = 12, 17
_NEARBY = timedelta(days=7)


def spread(slots: Sequence[Slot], limit: int, zone: ZoneInfo) -> tuple[Slot, ...]:
    """Return at most `limit` slots, soonest first.

    The soonest is always among them. The others lie on days of their own where there are enough days, and within a
    week of the soonest such day prefer another part of the day; on a single day they lie evenly apart.
    """
    left = one_per_start(slots)
    if len(left) <= limit:
        return left
    if len({_day(slot, zone) for slot in left}) == 1:
        return _evenly(left, limit)
    picked: list[Slot] = [left[0]]
    while len(picked) < limit:
        picked.append(_next(left, picked, zone))
    return tuple(sorted(picked, key=_start))


def nearest(slots: Sequence[Slot], wished: Sequence[Interval], limit: int) -> tuple[Slot, ...]:
    """Return at most `limit` slots that start closest to one of the wished intervals, soonest first."""
    closest = sorted(one_per_start(slots), key=lambda slot: min(_gap(slot, interval) for interval in wished))
    return tuple(sorted(closest[:limit], key=_start))


def one_per_start(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the slots soonest first, the first given of those that start together."""
    by_start: dict[datetime, Slot] = {}
    for slot in slots:
        by_start.setdefault(slot.interval.start, slot)
    return tuple(sorted(by_start.values(), key=_start))


def _next(left: Sequence[Slot], picked: Sequence[Slot], zone: ZoneInfo) -> Slot:
    days = {_day(slot, zone) for slot in picked}
    parts = {_part(slot, zone) for slot in picked}
    pool = [slot for slot in left if _day(slot, zone) not in days] or [slot for slot in left if slot not in picked]
    soon = [slot for slot in pool if slot.interval.start - pool[0].interval.start < _NEARBY]
    return next((slot for slot in soon if _part(slot, zone) not in parts), pool[0])


def _evenly(slots: Sequence[Slot], limit: int) -> tuple[Slot, ...]:
    if limit == 1:
        return (slots[0],)
    step = (len(slots) - 1) / (limit - 1)
    return tuple(slots[round(number * step)] for number in range(limit))


def _gap(slot: Slot, interval: Interval) -> timedelta:
    """Return how far the slot's start lies outside the interval; zero inside."""
    start = slot.interval.start
    return max(interval.start - start, start - interval.end, timedelta(0))


def _start(slot: Slot) -> datetime:
    return slot.interval.start


def _day(slot: Slot, zone: ZoneInfo) -> date:
    return slot.interval.start.astimezone(zone).date()


def _part(slot: Slot, zone: ZoneInfo) -> int:
    hour = slot.interval.start.astimezone(zone).hour
    return (hour >= _NOON) + (hour >= _EVENING)
