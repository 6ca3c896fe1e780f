"""Rules for calendar dates: "December 3rd", "3 de diciembre", "12/3", "the 24th", "the 3rd or 4th"."""

from datetime import date
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.grammar.calendar import (
    month_start,
    next_date,
    next_day_of_month,
    next_month_start,
    safe_date,
)
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, Days, ambiguous, one_day
from services.kernel.language import Language

_MONTHS: Final = 12
_LAST_DAY: Final = 31
_CENTURY: Final = 100
_BOUNDS: Final = frozenset({"AFTER", "BEFORE", "BY", "UNTIL", "FROM", "STARTING", "AROUND", "NOEARLIER"})
#: Numbers that are more likely a choice than a day ("the 2").
_LAST_CHOICE: Final = 4


def _month_day(match: Match, scene: Scene) -> Days | None:
    """Read a month and a day: the coming one, or this one when a year is said."""
    month, day = match.get("MON", "MAY"), match.get("NUM", "ORD", "UN", "ONE")
    found = next_date(month, day, scene.today) if 1 <= day <= _LAST_DAY else None
    return one_day(found) if found else None


def _bound_in_month(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "in January after the 10th": the month, and a bound within it."""
    month, day = match.get("MON", "MAY"), match.get("ORD", "NUM")
    found = next_date(month, day, scene.today) if 1 <= day <= _LAST_DAY else None
    if found is None:
        return None
    named = next(symbol for symbol in match.symbols if symbol.cat in {"MON", "MAY"})
    bound = next(symbol for symbol in match.symbols if symbol.cat in _BOUNDS)
    last = match.symbols[-1]
    return [Symbol("MON", month, named.first, named.last), bound, Symbol("DATE", one_day(found), last.first, last.last)]


def _with_year(match: Match, _scene: Scene) -> Days | None:
    """Add a year to a date."""
    days, year = match.get("DATE"), match.get("NUM")
    if not days.ranges or not 1900 <= year <= 2100:  # noqa: PLR2004  years that people say
        return None
    day = days.ranges[0][0]
    found = safe_date(year, day.month, day.day)
    return one_day(found) if found else None


def _spoken_year(match: Match, scene: Scene) -> Days | None:
    """Add a year said in two halves: "twenty twenty seven"."""
    century, rest = match.all("NUM")
    if century not in {19, 20} or rest >= _CENTURY:
        return None
    symbols = Match([match.symbols[0], match.symbols[-1]])
    symbols.symbols[1].value = century * _CENTURY + rest
    return _with_year(symbols, scene)


def _iso(match: Match, _scene: Scene) -> Days | None:
    """Read 2026-12-03."""
    year, month, day = match.get("ISO")
    found = safe_date(year, month, day)
    return one_day(found) if found else None


def _numeric(match: Match, scene: Scene) -> Days | None:
    """Read 12/3 or 12/3/26: month first in English; both ways, and unsure, in Spanish."""
    first, second, year = match.get("NDATE")
    us, other = _numeric_date(first, second, year, scene), _numeric_date(second, first, year, scene)
    if us and other and us != other and scene.language is Language.ES:
        nearest, further = sorted((us, other))
        return ambiguous(one_day(nearest), one_day(further))
    found = us or other
    return one_day(found) if found else None


def _numeric_date(month: int, day: int, year: int | None, scene: Scene) -> date | None:
    """Return the date of these numbers, the coming one when there is no year."""
    if not 1 <= month <= _MONTHS:
        return None
    if year is None:
        return next_date(month, day, scene.today)
    return safe_date(year + 2000 if year < _CENTURY else year, month, day)


def _ordinal(match: Match, scene: Scene) -> Days | None:
    """Read "the 3rd", "el 3": the coming one."""
    day = match.get("ORD", "NUM", "UN")
    found = next_day_of_month(day, scene.today) if 1 <= day <= _LAST_DAY else None
    return Days(ranges=((found, found + DAY),), domonth=day) if found else None


def _of_month(match: Match, scene: Scene) -> Days | None:
    """Read "the 3rd of next month", "el 15 del mes que viene", "the 10th of this month"."""
    months = 1 if match.has("NEXT", "QUEVIENE", "FOLLOWING", "COMING") else 0
    if match.get("UNIT") != "month":
        return None
    first = month_start(scene.today, months)
    days = match.get("ORD", "NUM", "UN")
    found = safe_date(first.year, first.month, days)
    return one_day(found) if found else None


def _days_of_month(match: Match, scene: Scene) -> Days | None:
    """Read a list of days of one month: "the 3rd, 4th or 5th of December", "Dec 3 and 4"."""
    first = next_month_start(match.get("MON", "MAY"), scene.today)
    found = [safe_date(first.year, first.month, day) for day in match.all("NUM", "ORD", "UN")]
    if match.has("TO", "DASH", "UNTIL", "BETWEEN") and len(found) == 2:  # noqa: PLR2004  first and last
        low, high = found
        return _run(low, high, scene)
    days = [_not_past(day, scene) for day in found if day]
    return Days(ranges=tuple((day, day + DAY) for day in sorted(days))) if days else None


def _run(low: date | None, high: date | None, scene: Scene) -> Days | None:
    """Return the days from `low` to `high`, both included, or None when they are no run."""
    if low is None or high is None or high < low:
        return None
    if high < scene.today:
        low, high = low.replace(year=low.year + 1), high.replace(year=high.year + 1)
    return Days(ranges=((low, high + DAY),), broad=True)


def _not_past(day: date, scene: Scene) -> date:
    """Return the day, a year later when it is past."""
    return day if day >= scene.today else day.replace(year=day.year + 1)


def _ordinal_list(match: Match, scene: Scene) -> Days | None:
    """Read "the 3rd or the 4th", "el 3 o el 4": the coming ones; a day after an earlier one is in the same month."""
    ranges = []
    start = scene.today
    for day in match.all("NUM", "ORD", "UN"):
        found = next_day_of_month(day, start) if 1 <= day <= _LAST_DAY else None
        if found is None:
            return None
        ranges.append((found, found + DAY))
        start = found
    if match.has("TO", "DASH", "UNTIL", "BETWEEN", "FROM") and len(ranges) > 1:
        return Days(ranges=((ranges[0][0], ranges[-1][1]),), broad=True)
    apart = any(two[0].day > one[0].day and two[0].month != one[0].month for one, two in pairwise(ranges))
    return Days(ranges=tuple(ranges), domonth=ranges[0][0].day, unsure=apart)


def _weekday_and_date(match: Match, _scene: Scene) -> Days | None:
    """Read "Friday the 4th", "viernes 4 de diciembre": when they disagree, the date counts and it is unsure."""
    days = match.get("DATE")
    weekday = match.get("WD")
    if not days.ranges:
        return None
    day = days.ranges[0][0]
    if day.weekday() == weekday:
        return days if len(days.ranges) > 1 else one_day(day)
    if days.domonth:
        agreeing = _agreeing_month(days.domonth, weekday, day)
        if agreeing:
            return ambiguous(one_day(day), one_day(agreeing))
    return ambiguous(one_day(day))


def _agreeing_month(domonth: int, weekday: int, start: date) -> date | None:
    """Return the first month's day within three months that falls on the weekday."""
    for months in range(4):
        first = month_start(start, months)
        found = safe_date(first.year, first.month, domonth)
        if found and found >= start and found.weekday() == weekday:
            return found
    return None


_NUMBER = "(NUM|ORD)"
_MONTH = "(MON|MAY)"
_BOUND = "(AFTER|BEFORE|BY|UNTIL|FROM|STARTING|AROUND|NOEARLIER) (OF)?"
_SEP = "(COMMA|AND|OR|COMMA OR|COMMA AND|THE|EL|ON)*"

RULES: Final[tuple[Rule, ...]] = (
    rule("(EL|THE) UNIT(?=(NUM|ORD|UN))", "EL", lambda m, _s: m.get("UNIT") == "day" or None),
    rule("(?<=(WD|COMMA)) UNIT(?=(NUM|ORD))", "EL", lambda m, _s: m.get("UNIT") == "day" or None),
    rule(
        "(THE|EL|LA)? ORD (OR|AND|COMMA) (THE|EL|LA)? ORD(?=UNIT)",
        "ORDS",
        lambda m, _s: (min(m.all("ORD")), max(m.all("ORD"))),
    ),
    rule("ISO", "DATE", _iso),
    rule("NDATE", "DATE", _numeric),
    # several days of one month
    rule(
        f"(FROM|BETWEEN)? THE? {_MONTH} THE? {_NUMBER} (TO|DASH|UNTIL|AND) (THE|EL)? {_NUMBER}(?!UNIT"
        f"|AMPM|CLOCK|OCLOCK)",
        "DATE",
        lambda m, s: _days_of_month(m, s) if m.has("TO", "DASH", "UNTIL", "BETWEEN") else None,
    ),
    rule(
        f"(FROM|BETWEEN|OF)? (THE|EL|LOS)? {_NUMBER} (TO|DASH|UNTIL|AND|TO EL|UNTIL EL|AND EL|TO THE"
        f"|AND THE|UNTIL THE)"
        f" {_NUMBER} OF? {_MONTH}",
        "DATE",
        lambda m, s: _days_of_month(m, s) if m.has("TO", "DASH", "UNTIL", "BETWEEN") else None,
    ),
    rule(f"(THE|EL|LOS)? {_NUMBER} ({_SEP} {_NUMBER})+ OF? {_MONTH}", "DATE", _days_of_month),
    rule(
        f"{_MONTH} THE? {_NUMBER}((COMMA|AND|OR|THE)+ {_NUMBER})+(?!UNIT|AMPM|CLOCK|OCLOCK|NUM|DASH|TO)",
        "DATE",
        lambda m, s: _days_of_month(m, s) if max(m.all("NUM", "ORD")) <= _LAST_DAY else None,
    ),
    # one day of a month
    rule(
        f"(?<!(NUM|ORD) OF)IN? {_MONTH} COMMA? {_BOUND} (THE ORD|EL (ORD|NUM)|ORD)(?!(OF MON|MON))",
        "DATE",
        _bound_in_month,
    ),
    rule(f"(THE|EL)? (?<!AT)(?<!LAS){_NUMBER} (OF|OF EL MES OF) {_MONTH}(?!COMMA? ORD)", "DATE", _month_day),
    rule(f"{_MONTH} (THE|EL)? {_NUMBER}(?!UNIT|AMPM|OCLOCK)", "DATE", _month_day),
    rule(f"(THE|EL)? (?<!AT)(?<!LAS){_NUMBER} (OF|OF EL MES OF)? {_MONTH}", "DATE", _month_day),
    rule(f"(EL|THE)? (UN|ONE) OF {_MONTH}", "DATE", _month_day),
    rule("DATE (COMMA|OF|OF EL)? NUM NUM", "DATE", _spoken_year),
    rule("DATE (COMMA|OF|OF EL|IN)? NUM", "DATE", _with_year),
    # days of this or next month
    rule(
        f"(THE|EL)? {_NUMBER} (OF|IN)? (THE|EL|THIS)? (NEXT|COMING|FOLLOWING)? UNIT (QUEVIENE|NEXT|FOLLOWING)?",
        "DATE",
        lambda m, s: (
            _of_month(m, s)
            if m.get("UNIT") == "month"
            and m.has("NEXT", "QUEVIENE", "THIS", "ORD", "EL")
            and not (m.has("NUM") and not m.has("OF", "IN", "NEXT", "QUEVIENE", "EL", "THE"))
            else None
        ),
    ),
    # days without a month
    rule(
        "(FROM|BETWEEN) THE? ORD (AND|TO|DASH|UNTIL) THE? ORD|THE ORD (TO|DASH|UNTIL) THE? ORD"
        "|(FROM|BETWEEN|OF) EL (NUM|ORD) (AND|TO|UNTIL) EL (NUM|ORD)|EL (NUM|ORD) (TO|UNTIL) EL (NUM|ORD)"
        "|BETWEEN THE (ORD|NUM) AND (ORD|NUM)(?=END)|ORD (DASH|TO|UNTIL) ORD",
        "DATE",
        _ordinal_list,
    ),
    rule(
        "THE? ORD ((COMMA|AND|OR)+ THE? ORD)+|EL (NUM|ORD) ((COMMA|AND|OR)+ EL? (NUM|ORD))+(?!UNIT|AMPM"
        "|OCLOCK|OF LA|OF MON|NUM)",
        "DATE",
        lambda m, s: None if s.asked in {"offer", "which_appointment"} and not m.has("EL") else _ordinal_list(m, s),
    ),
    rule("EL (NUM|ORD)(?!UNIT|APPT|CHOICE|ONE|AMPM|OCLOCK|WD|HUECO)", "DATE", _ordinal),
    rule("(?<=WD)THE ORD(?=(APPT|VISIT))", "DATE", _ordinal),
    rule("(?<=(ON|BY|UNTIL|BEFORE|AFTER))THE ORD(?!UNIT|APPT|ONE|OPTION|WD|HALF)", "DATE", _ordinal),
    rule(
        "THE ORD(?!UNIT|NUM UNIT|FEW UNIT|COUPLE UNIT|APPT|ONE|OPTION|WD|HALF)"
        "|(?<=(ON|BY|UNTIL|BEFORE|AFTER|WD))ORD(?!UNIT|APPT|ONE|OPTION|WD|HALF)",
        "DATE",
        lambda m, s: None if s.asked in {"offer", "which_appointment"} and m.get("ORD") <= 6 else _ordinal(m, s),  # noqa: PLR2004
    ),
    rule(
        "(THE|(?<=WD)) NUM(?=(END|COMMA|STOP|OF|AT|AND|OR|Q))",
        "DATE",
        lambda m, s: (
            _ordinal(m, s) if m.has("THE") and m.get("NUM") > _LAST_CHOICE and s.asked not in {"offer"} else None
        ),
    ),
    rule("WD COMMA? (THE|EL|ON|ON THE)? DATE", "DATE", _weekday_and_date),
)
