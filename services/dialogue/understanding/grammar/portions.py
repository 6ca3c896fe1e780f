"""Rules for portions of a period ("early next week", "a finales de mes") and for relations to an appointment."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import month_start
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import (
    DAY,
    WEEK,
    Days,
    Duration,
    Period,
    Window,
    days_between,
    one_day,
)

#: Days of a week, from Monday, that "early", "mid" and "end of" mean; days of a month and months of a year likewise.
_WEEK_PORTIONS: Final = {"EARLY": (0, 2), "MID": (1, 4), "ENDOF": (3, 5), "LATE": (3, 5)}
_MONTH_PORTIONS: Final = {"EARLY": (0, 10), "MID": (10, 20), "ENDOF": (20, 31), "LATE": (20, 31)}
_YEAR_PORTIONS: Final = {"EARLY": (0, 3), "MID": (4, 8), "ENDOF": (9, 12), "LATE": (9, 12)}
_SUNDAY: Final = 6
_PORTIONS: Final = ("EARLY", "MID", "ENDOF", "LATE")


def _portion(match: Match, scene: Scene) -> Days | None:
    """Cut a period down to its beginning, middle or end; never into the past."""
    period: Period = match.get("PERIOD")
    word = next((cat for cat in _PORTIONS if match.has(cat)), "EARLY")
    low, high = _cut(period, word)
    if high <= scene.today:
        return None
    return days_between(max(low, scene.today), high, broad=True)


def _cut(period: Period, word: str) -> tuple[date, date]:
    """Return first day and end of a portion."""
    if period.kind == "week":
        first, end = _WEEK_PORTIONS[word]
        return period.start + DAY * first, period.start + DAY * end
    if period.kind == "year":
        first, end = _YEAR_PORTIONS[word]
        return month_start(period.start, first), month_start(period.start, end)
    first, end = _MONTH_PORTIONS[word]
    return period.start + DAY * first, min(period.start + DAY * end, period.end)


def _this_portion(match: Match, scene: Scene) -> Days | None:
    """Read "the end of the month", "a mediados de semana": of the current one, or of the next where that is past."""
    unit = match.get("UNIT")
    if unit not in {"week", "month", "year"}:
        return None
    for ahead in (0, 1):
        period = _current(unit, ahead, scene)
        word = next((cat for cat in _PORTIONS if match.has(cat)), "EARLY")
        low, high = _cut(period, word)
        if high > scene.today and (ahead or word != "EARLY" or low >= scene.today):
            return days_between(max(low, scene.today), high, broad=True)
    return None


def _current(unit: str, ahead: int, scene: Scene) -> Period:
    """Return the current week, month or year, or one `ahead` of it."""
    if unit == "week":
        start = scene.monday + WEEK * ahead
        return Period("week", start, start + WEEK)
    if unit == "month":
        return Period("month", month_start(scene.today, ahead), month_start(scene.today, ahead + 1))
    year = scene.today.year + ahead
    return Period("year", date(year, 1, 1), date(year + 1, 1, 1))


def _rest(match: Match, scene: Scene) -> Days | None:
    """Read "later this week", "the rest of the month": from tomorrow to its end."""
    period: Period | None = match.get("PERIOD")
    if period is None:
        period = _current(match.get("UNIT"), 0, scene) if match.get("UNIT") in {"week", "month", "year"} else None
    if period is None:
        return None
    running = period.start <= scene.today
    start = scene.today + DAY if running else period.start + (period.end - period.start) // 2
    return days_between(start, period.end, broad=True) if start < period.end else None


def _rest_of_unit(match: Match, scene: Scene) -> Days | None:
    """Read "later in the week": behind the day spoken of, else behind today."""
    return Days(relative="rest_week", broad=True) if match.get("UNIT") == "week" else _rest(match, scene)


def _nth_week(match: Match, scene: Scene) -> Days | None:
    """Read "the first week of December", "la última semana del mes": days 1 to 7, and the last seven days."""
    period: Period = match.get("PERIOD") or _current("month", 0, scene)
    if match.has("ORDS") and period.kind == "month":
        low, high = match.get("ORDS")
        return days_between(period.start + WEEK * (low - 1), min(period.start + WEEK * high, period.end), broad=True)
    if period.kind != "month" or match.get("UNIT") != "week":
        return None
    if match.has("LAST"):
        return days_between(period.end - WEEK, period.end, broad=True)
    start = period.start + WEEK * (match.get("ORD") - 1)
    if start >= period.end or min(start + WEEK, period.end) <= scene.today:
        return None
    return days_between(max(start, scene.today), min(start + WEEK, period.end), broad=True)


def _first_week_of_year(match: Match, scene: Scene) -> Days | None:
    """Read "the first week of the new year", "la primera semana del año": the coming first of January and six more."""
    first_unit, *rest = match.all("UNIT")
    of_year = rest[:1] == ["year"] or (not rest and match.has("NEWYEAR"))
    if first_unit != "week" or match.get("ORD") != 1 or not of_year:
        return None
    start = date(scene.today.year, 1, 1)
    start = start if start + WEEK > scene.today else date(scene.today.year + 1, 1, 1)
    return days_between(max(start, scene.today), start + WEEK, broad=True)


def _edge_day(match: Match, scene: Scene) -> Days | None:
    """Read "the last day of November", "el primer día del mes"."""
    units = match.all("UNIT")
    period: Period | None = match.get("PERIOD")
    if period is None and len(units) > 1 and units[1] in {"week", "month", "year"}:
        period = _current(units[1], 0, scene)
    if period is None or units[0] != "day":
        return None
    if match.has("LAST"):
        return one_day(period.end - DAY)
    day = period.start + DAY * (match.get("ORD") - 1)
    return one_day(day) if scene.today <= day < period.end else None


def _edge_days(match: Match, scene: Scene) -> Days | None:
    """Read "the last two days of the month", "the first three weeks of April"."""
    duration: Duration = match.get("DUR")
    period: Period | None = match.get("PERIOD")
    if period is None and match.get("UNIT") in {"week", "month", "year"}:
        period = _current(match.get("UNIT"), 0, scene)
    span = DAY * duration.least * {"day": 1, "week": 7}.get(duration.unit, 0)
    if period is None or not span or (not match.has("LAST") and match.get("ORD") != 1):
        return None
    whole = 5 if period.kind == "week" and duration.unit == "day" else (period.end - period.start).days
    low, high = period.start, period.start + DAY * whole
    low, high = (high - span, high) if match.has("LAST") else (low, low + span)
    return days_between(max(low, scene.today), high, broad=True) if high > scene.today else None


def _new_year(scene: Scene) -> Days:
    """Read "in the new year": its January."""
    start = date(scene.today.year + 1, 1, 1)
    return days_between(start, month_start(start, 1), broad=True)


def _half(match: Match, scene: Scene) -> Days | None:
    """Read "the first half of December", "la segunda quincena de enero"."""
    period: Period = match.get("PERIOD")
    if match.has("UNIT") and match.get("UNIT") != "fortnight":
        return None
    middle = period.start + DAY * (3 if period.kind == "week" else 15)
    first = match.get("ORD") == 1
    low, high = (period.start, middle) if first else (middle, period.end)
    return days_between(max(low, scene.today), high, broad=True) if high > scene.today else None


def _relative(name: str) -> Builder:
    """Return a builder of a relation to the appointment talked about."""
    return lambda match, scene: _related(name, match, scene)


def _related(name: str, match: Match, _scene: Scene) -> Days | list[Symbol] | None:
    """Build a relation; only the units it speaks of. "Later that day" is that day, and later."""
    unit = match.get("UNIT")
    if unit not in {None, "day", "week", "month"}:
        return None
    if unit == "day" and name in {"later", "earlier"}:
        head, tail = match.symbols[0], match.symbols[-1]
        same_day = Symbol("DAYS", Days(relative="that_day"), tail.first, tail.last)
        return [Symbol(name.upper(), None, head.first, head.last, name), same_day]
    verb = "that" if name == "same" else name
    return Days(relative=f"{verb}_{unit or 'week'}", broad=unit != "day")


def _shift_days(match: Match, _scene: Scene) -> Days | None:
    """Read "two days later", "a week earlier", counted from the appointment talked about."""
    duration: Duration = match.get("DUR")
    factor = {"day": 1, "week": 7, "fortnight": 14}.get(duration.unit)
    if factor is None:
        return None
    sign = -1 if match.has("EARLIER", "BEFORE") else 1
    return Days(relative="shift", amount=sign * factor * duration.least)


def _shift_time(match: Match, _scene: Scene) -> Window | None:
    """Read "two hours later", "half an hour earlier", counted from the appointment talked about."""
    duration: Duration = match.get("DUR")
    factor = {"hour": 60, "minute": 1}.get(duration.unit)
    if factor is None:
        return None
    sign = -1 if match.has("EARLIER", "BEFORE") else 1
    return Window(0, 1440, relative="shift", amount=sign * factor * duration.least)


_THE = "(THE|EL|LA|LOS|LAS)?"
_PORTION = "(EARLY|MID|ENDOF|LATE)"

RELATIVE: Final[tuple[Rule, ...]] = (
    rule("AFTERTHAT", "DAYS", lambda _m, _s: Days(relative="after_that", broad=True)),
    rule("BEFORETHAT", "DAYS", lambda _m, _s: Days(relative="before_that", broad=True)),
    rule(
        "(THE|EL|LA) (FOLLOWING|NEXT) ONE?(?=(END|STOP|COMMA|Q|YES|WORKS|AT|IN|POR))"
        "|THE ONE AFTER(?=(END|STOP|COMMA|Q|THAT))",
        "DAYS",
        lambda _m, _s: Days(relative="after_it"),
    ),
    rule(
        "BACKADV DUR|DUR BACKADV", "DAYS", lambda m, s: _shift_days(Match([*m.symbols, Symbol("LATER", None, 0, 0)]), s)
    ),
    rule(
        "AHEADADV DUR|DUR AHEADADV",
        "DAYS",
        lambda m, s: _shift_days(Match([*m.symbols, Symbol("EARLIER", None, 0, 0)]), s),
    ),
    rule(
        "BACKADV DUR|DUR BACKADV", "WIN", lambda m, s: _shift_time(Match([*m.symbols, Symbol("LATER", None, 0, 0)]), s)
    ),
    rule(
        "AHEADADV DUR|DUR AHEADADV",
        "WIN",
        lambda m, s: _shift_time(Match([*m.symbols, Symbol("EARLIER", None, 0, 0)]), s),
    ),
    rule("(LATERIN|LATE) (IN|ON)? (THAT) (SAME)? UNIT", "DAYS", _relative("later")),
    rule("(LATE|LATERIN) (IN|EN)? (THE|LA) UNIT", "DAYS", _rest_of_unit),
    rule("(EARLY|EARLIER) (IN|ON)? (THAT) UNIT", "DAYS", _relative("earlier")),
    rule(f"{_THE} (SAME) UNIT|THAT (SAME)? UNIT(?!AFTER)|SAME THAT UNIT", "DAYS", _relative("that")),
    rule(
        "THE UNIT AFTER(?!(THE|EL|NEXT|CLK|NUM|WIN|AT))|(THE|EL|LA) (FOLLOWING) UNIT|(EL"
        "|LA) UNIT FOLLOWING|(EL|LA|AL) UNIT AFTER(?!(OF|EL|LAS))|THE NEXT UNIT(?=(END|COMMA|STOP|Q|AT"
        "|INSTEAD))",
        "DAYS",
        lambda m, s: None if m.has("NEXT") and m.get("UNIT") != "day" else _related("after", m, s),
    ),
    rule(
        "THE UNIT BEFORE(?!(THE|EL|NEXT|CLK|NUM|WIN|AT))|(EL|LA) UNIT BEFORE(?!(OF|EL|LAS))",
        "DAYS",
        _relative("before"),
    ),
    rule(
        "DUR (LATER|LATERIN|EARLIER)|DUR (AFTER|BEFORE)(?!(THE|EL|LA|LAS|OF|CLK|NUM|DATE|DAYS|HOLIDAY|WD"
        "|UN|ONE|POSS|X|REL|WIN|TO))|(EARLIER|LATER|LATERIN) BY DUR",
        "DAYS",
        _shift_days,
    ),
    rule(
        "DUR (LATER|LATERIN|EARLIER)|DUR (AFTER|BEFORE)(?!(THE|EL|LA|LAS|OF|CLK|NUM|DATE|DAYS|HOLIDAY|WD"
        "|UN|ONE|POSS|X|REL|WIN|TO))|(EARLIER|LATER|LATERIN) BY? DUR",
        "WIN",
        _shift_time,
    ),
)

PORTIONS: Final[tuple[Rule, ...]] = (
    rule(f"{_THE} (LAST|ORD) DUR (OF|IN) {_THE} (PERIOD|UNIT)", "DAYS", _edge_days),
    rule(
        f"{_THE} (ORD|ORDS|LAST) UNIT (OF|IN) {_THE} PERIOD|{_THE} PERIOD COMMA? {_THE} (ORD|ORDS|LAST) UNIT",
        "DAYS",
        _nth_week,
    ),
    rule(f"{_THE} (LAST) UNIT OF {_THE} UNIT", "DAYS", _nth_week),
    rule(f"{_THE} ORD UNIT (OF|IN) {_THE} (UNIT|NEWYEAR)", "DAYS", _first_week_of_year),
    rule(f"{_THE} (LAST|ORD) UNIT (OF|IN) {_THE} (PERIOD|UNIT)", "DAYS", _edge_day),
    rule(f"{_THE} ORD (HALF|UNIT) (OF|IN) {_THE} PERIOD|{_THE} ORD MID {_THE} PERIOD", "DAYS", _half),
    rule(f"{_PORTION} (OF|IN|IN THE)? {_THE} PERIOD|PERIOD (COMMA)? (EARLY|LATE|ENDOF)(?!WIN)", "DAYS", _portion),
    rule(f"{_PORTION} (OF)? {_THE} UNIT", "DAYS", _this_portion),
    rule(f"(LATERIN|LATE) (IN|OF|ON)? {_THE} (PERIOD|UNIT)", "DAYS", _rest),
    rule("NEWYEAR", "DAYS", lambda _m, s: _new_year(s)),
    rule("ALLDAY", "WIN", lambda _m, _s: Window(0, 1440)),
    rule("SAMETIME", "WIN", lambda _m, _s: Window(0, 1440, relative="same")),
    rule("MIDWEEK", "DAYS", lambda _m, _s: Days(weekdays=frozenset({1, 2, 3}), every=True)),
    rule("(WEEKDAYS|ON WEEKDAYS)", "DAYS", lambda _m, _s: Days(weekdays=frozenset(range(5)), every=True)),
    rule(
        "(WEEKENDS|ANY WEEKEND|LOS WEEKENDS|A WEEKEND)",
        "DAYS",
        lambda _m, _s: Days(weekdays=frozenset({5, 6}), every=True),
    ),
    rule(f"{_THE} PERIOD", "DAYS", lambda m, s: _whole(m.get("PERIOD"), s)),
)


def _whole(period: Period, scene: Scene) -> Days:
    """Return all days of a period; the current one from today on. On a Sunday "this week" may be the coming one."""
    start = max(period.start, scene.today) if period.end > scene.today else period.start
    if period.kind == "week" and scene.today.weekday() == _SUNDAY and period.start < scene.today < period.end:
        return days_between(period.end, period.end + WEEK, broad=True)
    return days_between(start, period.end, broad=True)
