"""Days in relation to the appointment talked about: "later that week", "the following day"."""

from datetime import date

from services.dialogue.understanding.grammar.calendar import coming, monday_of, month_start
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.terms import Anchor
from services.dialogue.understanding.grammar.values import DAY, WEEK, Days, Range


def related(days: Days, anchor: Anchor) -> list[Range]:
    """Return the days in relation to the appointment talked about; empty when it is unknown."""
    if anchor.day is None:
        return []
    day = anchor.day
    if days.relative == "shift":
        return [(day + DAY * days.amount, day + DAY * (days.amount + 1))]
    if days.relative == "after_it":
        following = day - DAY * day.weekday() + WEEK if anchor.span == WEEK else day + WEEK
        return [(following, following + anchor.span)]
    if days.relative == "weekday":
        found = coming(days.amount, day + DAY)
        return [(found, found + DAY)]
    verb, _, unit = days.relative.partition("_")
    start, end = _around(day, unit)
    if verb == "later":
        return [(day + DAY, end)] if day + DAY < end else []
    if verb == "earlier":
        return [(start, day)] if start < day else []
    if verb == "after":
        return [(end, _around(end, unit)[1])]
    if verb == "before":
        return [_around(start - DAY, unit)]
    return [(start, end)]


def unrelated(days: Days, scene: Scene) -> list[Range]:
    """Return the likeliest days of a relation to an appointment nobody named: the following week is next week."""
    if days.relative == "after_week":
        return [(scene.next_monday, scene.next_monday + WEEK)]
    if days.relative == "weekday":
        found = coming(days.amount, scene.today + DAY)
        return [(found, found + DAY)]
    if days.relative == "after_month":
        return [(month_start(scene.today, 1), month_start(scene.today, 2))]
    return []


def _around(day: date, unit: str) -> Range:
    """Return the day, week or month around a day."""
    if unit == "week":
        return monday_of(day), monday_of(day) + WEEK
    if unit == "month":
        return month_start(day), month_start(day, 1)
    return day, day + DAY
