"""Days in relation to the appointment talked about: "later that week", "the following day"."""

from datetime import date, timedelta

from services.dialogue.understanding.grammar.calendar import coming, monday_of, month_start
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.terms import Anchor
from services.dialogue.understanding.grammar.values import DAY, OPEN_DAYS, WEEK, Days, Range


def related(days: Days, anchor: Anchor, scene: Scene) -> list[Range]:
    """Return the days in relation to the appointment talked about; empty when it is unknown."""
    if days.relative == "rest_week":
        return _rest_of_week(anchor, scene)
    if anchor.day is None:
        return []
    if days.relative == "before_that":
        return [(scene.today, anchor.day)] if scene.today < anchor.day else []
    first, end = _counted(days, anchor.day, anchor.span) or _beside(days.relative, anchor.day)
    return [(first, end)] if first < end else []


def _rest_of_week(anchor: Anchor, scene: Scene) -> list[Range]:
    """Return what is left of the week behind the day spoken of, or behind today: "later in the week"."""
    day = anchor.day if anchor.day is not None and anchor.spoken else scene.today
    end = monday_of(day) + WEEK
    return [(day + DAY, end)] if day + DAY < end else []


def _counted(days: Days, day: date, span: timedelta) -> Range | None:
    """Return the days of "two days later", "the next one", "the following Monday"; None for other relations."""
    if days.relative == "shift":
        first = day + DAY * days.amount
        return first, first + DAY
    if days.relative == "after_it":
        first = monday_of(day) + WEEK if span == WEEK else day + WEEK
        return first, first + span
    if days.relative in {"weekday", "other_weekday"}:
        first = coming(days.amount, day + DAY)
        return first, first + DAY
    if days.relative == "after_that":
        return day + DAY, day + DAY * (OPEN_DAYS + 1)
    return None


def _beside(relation: str, day: date) -> Range:
    """Return the days of "later that week", "the week after", "that month"; empty when none are left."""
    verb, _, unit = relation.partition("_")
    start, end = _around(day, unit)
    beside: dict[str, Range] = {
        "later": (day + DAY, end),
        "earlier": (start, day),
        "after": (end, _around(end, unit)[1]),
        "before": _around(start - DAY, unit),
    }
    return beside.get(verb, (start, end))


def unrelated(days: Days, scene: Scene) -> list[Range]:
    """Return the likeliest days of a relation to an appointment nobody named: the following week is next week."""
    if days.relative == "after_week":
        return [(scene.next_monday, scene.next_monday + WEEK)]
    if days.relative in {"weekday", "other_weekday"}:
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
