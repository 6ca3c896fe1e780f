"""Rules for holidays and for days, weeks and weekends beside a day: "the Monday after Thanksgiving"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import (
    coming,
    holiday,
    monday_of,
)
from services.dialogue.understanding.grammar.cascade import Match, Rule, rule
from services.dialogue.understanding.grammar.periods import SATURDAY, THE
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import (
    DAY,
    WEEK,
    Days,
    Period,
    days_between,
    one_day,
)


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


#: Days from a holiday, by its weekday, to the first and the end of its long weekend.
_LONG: Final = {0: (-2, 1), 3: (0, 4), 4: (0, 3)}


def _weekend_of(match: Match, _scene: Scene) -> Days | None:
    """Read "the weekend of the 12th", "the weekend after Christmas"."""
    days = match.get("DATE", "DAYS")
    if not days or not days.ranges:
        return None
    first = days.ranges[0][0]
    if match.symbols[0].cat == "DATE" and first.weekday() in _LONG:
        low, high = _LONG[first.weekday()]
        return days_between(first + DAY * low, first + DAY * high)
    saturday = coming(SATURDAY, first) if match.has("AFTER") else monday_of(first) + DAY * SATURDAY
    return days_between(saturday, saturday + DAY * 2)


def _holiday(match: Match, scene: Scene) -> Days:
    """Read the name of a holiday."""
    return one_day(holiday(match.get("HOLIDAY"), scene.today))


def _holidays(_match: Match, scene: Scene) -> Days:
    """Read "the holidays": Christmas Eve to New Year's Day."""
    season = date(scene.today.year - (scene.today.month == 1), 12, 24)
    start = season if season <= scene.today < date(season.year + 1, 1, 2) else holiday("christmas_eve", scene.today)
    return days_between(start, date(start.year + 1, 1, 2), broad=True)


def _holy_week(_match: Match, scene: Scene) -> Days:
    """Read "Semana Santa": Palm Sunday to Easter Sunday."""
    easter = holiday("easter", scene.today)
    return days_between(max(easter - WEEK, scene.today), easter + DAY, broad=True)


def _day_beside(match: Match, scene: Scene) -> Days | None:
    """Read "the day after Thanksgiving", "el día antes de Navidad", "el día después de mañana"."""
    if match.get("UNIT") != "day":
        return None
    step = DAY if match.has("AFTER", "FOLLOWING") else -DAY
    relative = match.get("REL", "MANANA")
    if relative is not None:
        return one_day(scene.today + DAY * int(relative) + step)
    days: Days = match.get("DATE", "DAYS")
    return one_day(days.ranges[0][0] + step) if days.ranges else None


def _weekday_beside(match: Match, _scene: Scene) -> Days | None:
    """Read "the Monday after Thanksgiving", "el viernes antes de Navidad"."""
    days: Days = match.get("DATE", "DAYS")
    if not days.ranges or days.broad:
        return None
    if match.has("BEFORE"):
        return one_day(coming(match.get("WD"), days.ranges[0][0] - WEEK))
    return one_day(coming(match.get("WD"), days.ranges[0][1]))


NAMED: Final[tuple[Rule, ...]] = (
    rule("HOLIDAY", "DATE", _holiday),
    rule("HOLIDAYS", "DAYS", _holidays),
    rule("(LA|LAS)? HOLYWEEK", "DAYS", _holy_week),
    rule(f"{THE} WD (AFTER|BEFORE|FOLLOWING) OF? {THE} (DATE|DAYS)", "DAYS", _weekday_beside),
    rule(f"{THE} UNIT (AFTER|BEFORE|FOLLOWING) OF? {THE} (DATE|DAYS|REL|MANANA)", "DATE", _day_beside),
    rule("DATE WEEKEND|(THE|EL|LA)? WEEKEND (OF|AFTER|BEFORE) OF? (THE|EL)? DATE", "DAYS", _weekend_of),
    rule(
        f"{THE} UNIT (OF|AFTER|BEFORE|FOLLOWING|WITH) OF? {THE} (DATE|WD)|DATE UNIT(?!AGO|AFTER|BEFORE|FROM)",
        "PERIOD",
        _week_of,
    ),
)
