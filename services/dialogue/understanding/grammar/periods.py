"""Rules for weeks, months, weekends, holidays and offsets: "next week", "a finales de mes", "in two weeks"."""

from datetime import date, timedelta
from typing import Final

from services.dialogue.understanding.grammar.calendar import (
    add_months,
    coming,
    holiday,
    monday_of,
    month_start,
    next_month_start,
)
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import (
    DAY,
    WEEK,
    Days,
    Duration,
    Moment,
    Period,
    ambiguous,
    days_between,
    one_day,
)

_SATURDAY: Final = 5
_FRIDAY: Final = 4


def _unit_period(unit: str, ahead: int, scene: Scene) -> Period | None:
    """Return the week, month or year that lies `ahead` of the current one."""
    if unit == "fortnight":
        return _half_month(ahead, scene)
    if unit == "week":
        start = scene.monday + WEEK * ahead
        return Period("week", start, start + WEEK)
    if unit == "month":
        return Period("month", month_start(scene.today, ahead), month_start(scene.today, ahead + 1))
    if unit == "year":
        year = scene.today.year + ahead
        return Period("year", date(year, 1, 1), date(year + 1, 1, 1))
    return None


def _half_month(ahead: int, scene: Scene) -> Period:
    """Return the half of a month ("quincena") that lies `ahead` of the current one."""
    halves = scene.today.month * 2 + (0 if scene.today.day <= 15 else 1) - 2 + ahead  # noqa: PLR2004  the first half
    first = month_start(date(scene.today.year, 1, 1), halves // 2)
    if halves % 2:
        return Period("month", first.replace(day=16), month_start(first, 1))
    return Period("month", first, first.replace(day=16))


def _ahead(steps: int) -> Builder:
    """Return a builder for the period `steps` ahead."""
    return lambda match, scene: _unit_period(match.get("UNIT"), steps, scene)


def _named_month(match: Match, scene: Scene) -> Period:
    """Read "December": the coming or current one; "next December" too."""
    start = next_month_start(match.get("MON", "MAY"), scene.today)
    return Period("month", start, month_start(start, 1))


def _month_of_year(match: Match, _scene: Scene) -> Period | None:
    """Read "January 2027"."""
    year = match.get("NUM")
    if not 1900 <= year <= 2100:  # noqa: PLR2004  years that people say
        return None
    start = date(year, match.get("MON", "MAY"), 1)
    return Period("month", start, month_start(start, 1))


def _week_of(match: Match, scene: Scene) -> Period | None:
    """Read "the week of the 14th", "the week after Thanksgiving", "Thanksgiving week"."""
    if match.get("UNIT") not in {"week", None}:
        return None
    days = match.get("DATE", "DAYS")
    first = days.ranges[0][0] if days and days.ranges else None
    if first is None and match.has("WD"):
        first = coming(match.get("WD"), scene.today)
    if first is None:
        return None
    shift = 1 if match.has("AFTER", "FOLLOWING") else -1 if match.has("BEFORE") else 0
    start = monday_of(first) + WEEK * shift
    return Period("week", start, start + WEEK)


def _next_units(match: Match, scene: Scene) -> Days | None:
    """Read "the next two weeks", "within ten days", "en los próximos días": from today on."""
    duration: Duration | None = match.get("DUR")
    if duration is None:
        duration = Duration(4, 4, match.get("UNIT"))
        if duration.unit == "week":
            duration = Duration(3, 3, "week")
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
        count -= day.weekday() < _SATURDAY
    return day


def _offset(match: Match, scene: Scene) -> Days | None:
    """Read "in two weeks", "dentro de tres días", "ten days from tomorrow", "a week before Christmas", "hace dos días"."""
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
    return days_between(low, high + DAY, broad=low != high)


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
        return days.ranges[0][0]
    if match.has("REL"):
        return scene.today + DAY * int(match.get("REL"))
    return scene.today + DAY if match.has("MANANA") else scene.today


def _moment(match: Match, scene: Scene) -> Moment | None:
    """Read "in two hours", "dentro de media hora"."""
    duration: Duration = match.get("DUR")
    if duration.unit not in {"hour", "minute"}:
        return None
    minutes = duration.least * (60 if duration.unit == "hour" else 1)
    at = scene.now + timedelta(minutes=minutes)
    low = at.hour * 60 + at.minute
    return Moment(at.date(), low, low + 1)


def _weekend(match: Match, scene: Scene) -> Days:
    """Read "this weekend", "next weekend", "el fin de semana"."""
    this = coming(_SATURDAY, scene.today)
    if scene.today.weekday() > _SATURDAY:
        this = scene.today - DAY
    start = max(this, scene.today)
    on_weekend = scene.today.weekday() >= _SATURDAY
    if not match.has("NEXT", "QUEVIENE", "COMING", "FOLLOWING") or match.has("THIS"):
        return days_between(start, this + DAY * 2)
    later = days_between(this + WEEK, this + WEEK + DAY * 2)
    if match.has("AFTER"):
        return days_between(this + WEEK * 2, this + WEEK * 2 + DAY * 2) if on_weekend else later
    if on_weekend:
        return later
    soon = days_between(this, this + DAY * 2)
    if match.has("COMING"):
        return soon
    return ambiguous(later, soon) if match.has("NEXT") and scene.language == "en" else ambiguous(soon, later)


def _weekend_of(match: Match, _scene: Scene) -> Days | None:
    """Read "the weekend of the 12th", "the weekend after Christmas"."""
    days = match.get("DATE", "DAYS")
    if not days or not days.ranges:
        return None
    first = days.ranges[0][0]
    saturday = coming(_SATURDAY, first) if match.has("AFTER") else monday_of(first) + DAY * _SATURDAY
    return days_between(saturday, saturday + DAY * 2)


def _holiday(match: Match, scene: Scene) -> Days:
    """Read the name of a holiday."""
    return one_day(holiday(match.get("HOLIDAY"), scene.today))


def _holidays(_match: Match, scene: Scene) -> Days:
    """Read "the holidays": Christmas Eve to New Year's Day."""
    start = holiday("christmas_eve", scene.today)
    return days_between(start, date(start.year + 1, 1, 2), broad=True)


def _day_beside(match: Match, _scene: Scene) -> Days | None:
    """Read "the day after Thanksgiving", "el día antes de Navidad"."""
    days = match.get("DATE", "DAYS")
    if match.get("UNIT") != "day" or not days.ranges:
        return None
    step = DAY if match.has("AFTER", "FOLLOWING") else -DAY
    return one_day(days.ranges[0][0] + step)


def _weekday_beside(match: Match, _scene: Scene) -> Days | None:
    """Read "the Monday after Thanksgiving", "el viernes antes de Navidad"."""
    days: Days = match.get("DATE", "DAYS")
    if not days.ranges or days.broad:
        return None
    if match.has("BEFORE"):
        return one_day(coming(match.get("WD"), days.ranges[0][0] - WEEK))
    return one_day(coming(match.get("WD"), days.ranges[0][1]))


def _relative_day(match: Match, scene: Scene) -> Days:
    """Read "today", "tomorrow", "pasado mañana"."""
    return one_day(scene.today + DAY * int(match.get("REL", "MANANA")))


_THE = "(THE|EL|LA|LOS|LAS)?"
_NEXTISH = "(NEXT|COMING)"
_DAYLIKE = "(DATE|DAYS|REL)"

NAMED: Final[tuple[Rule, ...]] = (
    rule("HOLIDAY", "DATE", _holiday),
    rule("HOLIDAYS", "DAYS", _holidays),
    rule(f"{_THE} WD (AFTER|BEFORE|FOLLOWING) OF? {_THE} (DATE|DAYS)", "DAYS", _weekday_beside),
    rule(f"{_THE} UNIT (AFTER|BEFORE|FOLLOWING) OF? {_THE} (DATE|DAYS)", "DATE", _day_beside),
    rule("DATE WEEKEND|(THE|EL|LA)? WEEKEND (OF|AFTER|BEFORE) OF? (THE|EL)? DATE", "DAYS", _weekend_of),
    rule(
        f"{_THE} UNIT (OF|AFTER|BEFORE|FOLLOWING|WITH) OF? {_THE} (DATE|WD)|DATE UNIT(?!AGO|AFTER|BEFORE|FROM)",
        "PERIOD",
        _week_of,
    ),
)

OFFSETS: Final[tuple[Rule, ...]] = (
    rule(
        f"(IN|WITHIN|OVER|FOR|OF)? {_THE} {_NEXTISH} DUR|{_THE} DUR {_NEXTISH}|WITHIN {_THE} DUR", "DAYS", _next_units
    ),
    rule(
        f"IN {_THE} {_NEXTISH} UNIT",
        "DAYS",
        lambda m, s: _next_units(m, s) if m.get("UNIT") == "day" else None,
    ),
    rule(f"DUR (FROM|AFTER|BEFORE|FOLLOWING|OF) OF? {_THE} (DATE|DAYS|REL|MANANA)", "DAYS", _offset),
    rule(f"OF? {_DAYLIKE} IN DUR", "DAYS", _offset),
    rule(
        "(AROUND|IN AROUND)? IN? AROUND? DUR FROMNOW|AROUND? IN AROUND? DUR|DUR FROM (NOW|REL)|FROMNOW TO DUR|(AGO|WITHIN) DUR|DUR AGO|POR DUR AGO",
        "DAYS",
        _offset,
    ),
    rule("ENOCHO", "DAYS", lambda m, s: one_day(s.today + (WEEK if m.get("ENOCHO") == 8 else WEEK * 2))),
    rule("(IN|WITHIN) DUR|DUR (FROMNOW|FROM NOW)", "MOMENT", _moment),
)

PERIODS: Final[tuple[Rule, ...]] = (
    rule("(MON|MAY) (OF|OF EL|COMMA)? NUM", "PERIOD", _month_of_year),
    rule(
        f"{_THE} (UNIT) AFTER {_THE} NEXT UNIT?|{_THE} NEXT NEXT UNIT|{_THE} UNIT AFTER {_THE} UNIT (QUEVIENE|NEXT)",
        "PERIOD",
        _ahead(2),
    ),
    rule(
        f"OTHERONE UNIT|{_THE} {_NEXTISH} UNIT|{_THE} UNIT (QUEVIENE|NEXT|COMING)|{_THE} NEXT FEW UNIT",
        "PERIOD",
        _ahead(1),
    ),
    rule("(THIS|THE SAME) (COMING|SAME)? UNIT|THIS SAME UNIT", "PERIOD", _ahead(0)),
    rule(f"{_THE} (LAST|PASTADJ) UNIT(?!OF|IN|DE)|{_THE} UNIT PASTADJ", "PERIOD", _ahead(-1)),
    rule("(NEXT|THIS|COMING)? MON (QUEVIENE|NEXT)?", "PERIOD", _named_month),
    rule(
        "(?<=(IN|OF|EARLY|MID|ENDOF|LATE|UNTIL|BEFORE|AFTER|BY|FOR|DURING|LATERIN)) MAY|(NEXT|THIS|COMING) MAY",
        "PERIOD",
        _named_month,
    ),
    rule(
        f"{_THE} WEEKEND AFTER NEXT|(THE|THIS|EL)? (NEXT|COMING|FOLLOWING)? WEEKEND (QUEVIENE|NEXT|COMING|FOLLOWING)?",
        "DAYS",
        _weekend,
    ),
    rule("(REL|MANANA)", "DAYS", _relative_day),
)


def current_unit(match: Match, scene: Scene) -> Period | None:
    """Read "the week", "the month" as the current one."""
    return _unit_period(match.get("UNIT"), 0, scene)
