"""Rules for weeks, months and years: "next week", "el mes que viene", "January"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import (
    coming,
    month_start,
    next_month_start,
)
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import (
    DAY,
    WEEK,
    Days,
    Period,
    ambiguous,
    days_between,
    one_day,
)

SATURDAY: Final = 5


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


def _this_coming(match: Match, scene: Scene) -> Period | None:
    """Read "this coming week", said on a weekend, as the one that begins on Monday."""
    comes = match.has("COMING") or match.symbols[0].word.endswith(" coming")
    ahead = 1 if comes and match.get("UNIT") == "week" and scene.today.weekday() >= SATURDAY else 0
    return _unit_period(match.get("UNIT"), ahead, scene)


def _named_month(match: Match, scene: Scene) -> Period:
    """Read "December": the coming or current one; "next December" too."""
    start = next_month_start(match.get("MON", "MAY"), scene.today)
    return Period("month", start, month_start(start, 1))


def _year(match: Match, _scene: Scene) -> Period | None:
    """Read "in 2027"."""
    year = match.get("NUM")
    return Period("year", date(year, 1, 1), date(year + 1, 1, 1)) if 2000 <= year <= 2100 else None  # noqa: PLR2004


def _this_or_next(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "this week or next"."""
    unit, head, tail = match.get("UNIT"), match.symbols[0], match.symbols[-1]
    this, following = _unit_period(unit, 0, scene), _unit_period(unit, 1, scene)
    if this is None or following is None:
        return None
    return [
        Symbol("PERIOD", this, head.first, head.last),
        Symbol("OR", None, tail.first, tail.first),
        Symbol("PERIOD", following, tail.first, tail.last),
    ]


def _month_of_year(match: Match, _scene: Scene) -> Period | None:
    """Read "January 2027"."""
    year = match.get("NUM")
    if not 1900 <= year <= 2100:  # noqa: PLR2004  years that people say
        return None
    start = date(year, match.get("MON", "MAY"), 1)
    return Period("month", start, month_start(start, 1))


def _weekend(match: Match, scene: Scene) -> Days:
    """Read "this weekend", "next weekend", "el fin de semana"."""
    this = coming(SATURDAY, scene.today)
    if scene.today.weekday() > SATURDAY:
        this = scene.today - DAY
    start = max(this, scene.today)
    on_weekend = scene.today.weekday() >= SATURDAY
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


def _relative_day(match: Match, scene: Scene) -> Days:
    """Read "today", "tomorrow", "pasado mañana"."""
    return one_day(scene.today + DAY * int(match.get("REL", "MANANA")))


THE = "(THE|EL|LA|LOS|LAS)?"


NEXTISH = "(NEXT|COMING)"


DAYLIKE = "(DATE|DAYS|REL)"


PERIODS: Final[tuple[Rule, ...]] = (
    rule("THIS UNIT (OR|AND) THE? (NEXT|FOLLOWING)(?!UNIT|WD|MON|DUR|ONE)", "PERIOD", _this_or_next),
    rule("(MON|MAY) (OF|OF EL|COMMA)? NUM", "PERIOD", _month_of_year),
    rule(
        f"{THE} (UNIT) AFTER {THE} NEXT UNIT?|{THE} NEXT NEXT UNIT|{THE} UNIT AFTER {THE} UNIT (QUEVIENE|NEXT)",
        "PERIOD",
        _ahead(2),
    ),
    rule("FOLLOWINGWEEK", "PERIOD", lambda _m, s: _unit_period("week", 2, s)),
    rule(
        f"OTHERONE UNIT|{THE} {NEXTISH} UNIT|{THE} UNIT (QUEVIENE|NEXT|COMING)|{THE} NEXT FEW UNIT",
        "PERIOD",
        _ahead(1),
    ),
    rule("(THIS|THE SAME) (COMING|SAME)? UNIT|THIS SAME UNIT", "PERIOD", _this_coming),
    rule(f"{THE} (LAST|PASTADJ) UNIT(?!OF|IN|DE)|{THE} UNIT PASTADJ", "PERIOD", _ahead(-1)),
    rule("IN (EL UNIT)? NUM(?!UNIT|AMPM)", "PERIOD", _year),
    rule("(NEXT|THIS|COMING)? MON (QUEVIENE|NEXT)?", "PERIOD", _named_month),
    rule(
        "(?<=(IN|OF|EARLY|MID|ENDOF|LATE|UNTIL|BEFORE|AFTER|BY|FOR|DURING|LATERIN|TOW)) MAY|(NEXT|THIS|COMING) MAY",
        "PERIOD",
        _named_month,
    ),
    rule(
        f"{THE} WEEKEND AFTER NEXT|(THE|THIS|EL)? (NEXT|COMING|FOLLOWING)? WEEKEND (QUEVIENE|NEXT|COMING|FOLLOWING)?",
        "DAYS",
        _weekend,
    ),
    rule("(REL|MANANA)", "DAYS", _relative_day),
)


def current_unit(match: Match, scene: Scene) -> Period | None:
    """Read "the week", "the month" as the current one."""
    return _unit_period(match.get("UNIT"), 0, scene)
