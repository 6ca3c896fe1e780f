"""Rules for counts from a day: "in two weeks", "ten days from tomorrow", "hace dos días"."""

from datetime import date, timedelta
from typing import Final

from services.dialogue.understanding.grammar.calendar import add_months, monday_of
from services.dialogue.understanding.grammar.cascade import Match, Rule, rule
from services.dialogue.understanding.grammar.periods import DAYLIKE, NEXTISH, SATURDAY, THE
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import (
    DAY,
    WEEK,
    Days,
    Duration,
    Moment,
    days_between,
    one_day,
)


def _next_units(match: Match, scene: Scene) -> Days | None:
    """Read "the next two weeks", "within ten days", "en los próximos días": from today on."""
    duration: Duration | None = match.get("DUR")
    if duration is None:
        few = 4 if match.get("UNIT") == "day" else 1
        duration = Duration(few, few, match.get("UNIT"))
    end = _add(scene.today, duration.most, duration.unit)
    return days_between(scene.today, end + DAY, broad=True) if end else None


def _add(start: date, count: int, unit: str) -> date | None:
    """Return the day that many units later; None for hours."""
    if unit in {"day", "week", "fortnight"}:
        return start + DAY * count * {"day": 1, "week": 7, "fortnight": 14}[unit]
    if unit == "bday":
        return _business_day(start, count)
    if unit in {"month", "year"}:
        return add_months(start, count * (12 if unit == "year" else 1))
    return None


def _business_day(start: date, count: int) -> date:
    """Return the `count`-th Monday-to-Friday day after `start`."""
    day = start
    while count > 0:
        day += DAY
        count -= day.weekday() < SATURDAY
    return day


def _offset(match: Match, scene: Scene) -> Days | None:
    """Read "in two weeks", "dentro de tres días", "a week before Christmas", "hace dos días"."""
    duration: Duration = match.get("DUR")
    if duration.unit in {"hour", "minute"} or duration.most > 1_000:  # noqa: PLR2004  nobody plans further
        return None
    duration = _idiom(duration, scene)
    start = _offset_base(match, scene)
    back = match.has("BEFORE", "AGO")
    sign = -1 if back else 1
    low = _add(start, sign * duration.least, duration.unit)
    high = _add(start, sign * duration.most, duration.unit)
    if low is None or high is None:
        return None
    low, high = sorted((low, high))
    if duration.vague:
        return _vague_offset(low, duration.unit)
    if _roughly(match):
        spread = DAY * _SPREADS.get(duration.unit, 1)
        return days_between(max(low - spread, scene.today), high + spread + DAY, broad=True)
    return days_between(low, high + DAY, broad=low != high)


def _within_of(match: Match, scene: Scene) -> Days | None:
    """Read "within two weeks of the 20th" as so much to both sides."""
    duration: Duration = match.get("DUR")
    days: Days | None = match.get("DATE", "DAYS")
    if days is None or not days.ranges:
        return None
    low = _add(days.ranges[0][0], -duration.most, duration.unit) if duration.unit != "bday" else None
    high = _add(days.ranges[-1][1], duration.most, duration.unit)
    return days_between(max(low, scene.today), high, broad=True) if low and high else None


#: Days to both sides that "about" adds to a count.
_SPREADS: Final = {"day": 1, "week": 3, "fortnight": 3, "month": 7, "year": 14}


def _roughly(match: Match) -> bool:
    """Tell whether a count is only about right: "in about a month", "en dos semanas más o menos"."""
    return match.has("AROUND", "ISH") or any(symbol.word in {"in about", "in around"} for symbol in match.symbols)


#: Spanish counts both ends: "ocho días" is a week, "quince días" two.
_IDIOMS: Final = {8: 7, 15: 14}


def _idiom(duration: Duration, scene: Scene) -> Duration:
    """Return what "ocho días" and "quince días" mean in Spanish."""
    if scene.language == "es" and duration.unit == "day" and duration.least == duration.most in _IDIOMS:
        return Duration(_IDIOMS[duration.least], _IDIOMS[duration.least], "day")
    return duration


def _vague_offset(low: date, unit: str) -> Days:
    """Return the stretch that "a few weeks" may mean."""
    spread = {"day": 3, "week": 10, "month": 60}.get(unit, 3)
    return days_between(low, low + DAY * spread, broad=True)


def _offset_base(match: Match, scene: Scene) -> date:
    """Return the day an offset counts from: a named one, or today."""
    days = match.get("DATE", "DAYS")
    if days is not None and days.ranges:
        start: date = days.ranges[0][0]
        return start
    if match.has("REL"):
        return scene.today + DAY * int(match.get("REL"))
    return scene.today + DAY if match.has("MANANA") else scene.today


def _offset_week(match: Match, scene: Scene) -> Days | None:
    """Read "three weeks from now, on a Monday or Tuesday" as that whole week, which the weekdays then narrow."""
    duration: Duration = match.get("DUR")
    unit = duration.unit
    if unit not in {"week", "fortnight", "month"} or duration.vague or _roughly(match) or scene.language != "en":
        return None
    days = _offset(match, scene)
    if days is None or len(days.ranges) != 1:
        return None
    start, end = days.ranges[0]
    if unit == "month":
        return days_between(start - DAY * 4, end + DAY * 4, broad=True)
    return days_between(monday_of(start), monday_of(end - DAY) + WEEK, broad=True)


def _moment(match: Match, scene: Scene) -> Moment | None:
    """Read "in two hours", "dentro de media hora"."""
    duration: Duration = match.get("DUR")
    if duration.unit not in {"hour", "minute"}:
        return None
    minutes = duration.least * (60 if duration.unit == "hour" else 1)
    at = scene.now + timedelta(minutes=minutes)
    low = at.hour * 60 + at.minute
    return Moment(at.date(), low, low + 1)


OFFSETS: Final[tuple[Rule, ...]] = (
    rule("WITHIN A? DUR OF THE? (DATE|DAYS)", "DAYS", _within_of),
    rule(f"(IN|WITHIN|OVER|FOR|OF)? {THE} {NEXTISH} DUR|{THE} DUR {NEXTISH}|WITHIN {THE} DUR", "DAYS", _next_units),
    rule(
        f"IN {THE} {NEXTISH} UNIT",
        "DAYS",
        lambda m, s: _next_units(m, s) if m.get("UNIT") == "day" or m.has("THE") else None,
    ),
    rule(
        "(IN DUR|IN? DUR FROMNOW|DUR FROM (NOW|REL))"
        "(?=COMMA? FILL* (ON (A|ANY|EITHER)? (WD|WDS|DAYS)|(A|ANY|EITHER) (WD|WDS|DAYS)|WD|WDS))",
        "DAYS",
        _offset_week,
    ),
    rule(f"DUR (FROM|AFTER|BEFORE|FOLLOWING|OF) OF? {THE} (DATE|DAYS|REL|MANANA)", "DAYS", _offset),
    rule(f"OF? {DAYLIKE} IN DUR", "DAYS", _offset),
    rule(
        "(AROUND|IN AROUND)? IN? AROUND? DUR ISH? FROMNOW|AROUND? IN AROUND? DUR ISH?|DUR FROM (NOW|REL)"
        "|FROMNOW TO DUR|(AGO|WITHIN) DUR|DUR AGO|POR DUR AGO",
        "DAYS",
        _offset,
    ),
    rule("ENOCHO", "DAYS", lambda m, s: one_day(s.today + DAY * _IDIOMS[m.get("ENOCHO")])),
    rule("(IN|WITHIN) DUR|DUR (FROMNOW|FROM NOW)", "MOMENT", _moment),
)
