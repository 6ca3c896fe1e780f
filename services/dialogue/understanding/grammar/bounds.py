"""Rules for open and closed runs of days: "after the 15th", "before Christmas", "by Friday", "Monday to Wednesday"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Match, Rule, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, OPEN_DAYS, WEEK, Days, days_between


def _ends(value: Days | int, scene: Scene) -> tuple[date, date] | None:
    """Return first day and end of a bound; a bare weekday is the coming one."""
    if isinstance(value, int):
        found = coming(value, scene.today)
        return found, found + DAY
    if not value.ranges or value.every:
        return None
    return value.ranges[0][0], value.ranges[-1][1]


def _bound(match: Match) -> Days | int:
    """Return the bound of a rule: days or a weekday."""
    found = match.get("DAYS", "WD")
    assert isinstance(found, Days | int)  # noqa: S101  the pattern holds one of them
    return found


def _domonth(value: Days | int) -> int:
    """Return the day of the month of a bound without a month."""
    return value.domonth if isinstance(value, Days) else 0


def _unsure(value: Days | int) -> bool:
    """Tell whether a bound is ambiguous itself."""
    return isinstance(value, Days) and value.unsure


def _from_on(match: Match, scene: Scene) -> Days | None:
    """Read "from Monday on", "starting the 10th", "a partir del lunes", "not before Friday"."""
    ends = _ends(_bound(match), scene)
    if ends is None:
        return None
    start = max(ends[0], scene.today)
    return Days(
        ranges=((start, start + DAY * OPEN_DAYS),),
        broad=True,
        unsure=_unsure(_bound(match)),
        domonth=_domonth(_bound(match)),
    )


def _after(match: Match, scene: Scene) -> Days | None:
    """Read "after the 15th", "después de la próxima semana": from the first day beyond."""
    ends = _ends(_bound(match), scene)
    if ends is None:
        return None
    start = max(ends[1], scene.today)
    return Days(
        ranges=((start, start + DAY * OPEN_DAYS),),
        broad=True,
        unsure=_unsure(_bound(match)),
        domonth=_domonth(_bound(match)),
    )


def _before(match: Match, scene: Scene) -> Days | None:
    """Read "before Friday", "antes del 10": today up to the day before; "before the end of" includes the end."""
    ends = _ends(_bound(match), scene)
    if ends is None:
        return None
    end = ends[1] if match.has("ENDING") else ends[0]
    if isinstance(_bound(match), int) and end == scene.today:
        end += WEEK
    if end <= scene.today:
        return None
    return Days(
        ranges=((scene.today, end),), broad=True, unsure=_unsure(_bound(match)), domonth=_domonth(_bound(match))
    )


def _until(match: Match, scene: Scene) -> Days | None:
    """Read "by Friday", "no later than the 10th", "hasta el viernes": today up to and including the day."""
    ends = _ends(_bound(match), scene)
    if ends is None or ends[1] <= scene.today:
        return None
    return Days(
        ranges=((scene.today, ends[1]),), broad=True, unsure=_unsure(_bound(match)), domonth=_domonth(_bound(match))
    )


def _around(match: Match, scene: Scene) -> Days | None:
    """Read "around Christmas", "around the 10th": two days to both sides."""
    ends = _ends(_bound(match), scene)
    if ends is None or ends[1] - ends[0] > DAY:
        return None
    return days_between(max(ends[0] - DAY * 2, scene.today), ends[1] + DAY * 2, broad=True)


def _run(match: Match, scene: Scene) -> Days | None:
    """Read "from the 3rd to the 10th", "between Monday and Wednesday", "lunes a jueves"."""
    first, last = match.all("DAYS", "WD")
    if isinstance(first, int) and isinstance(last, int):
        weekdays = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        return Days(weekdays=weekdays, first=first)
    ends = _ends(first, scene)
    if ends is None:
        return None
    end = _run_end(last, ends[0])
    if end is None or end <= ends[0]:
        return None
    return days_between(ends[0], end, broad=True)


def _run_end(value: Days | int, start: date) -> date | None:
    """Return the end of a run that starts on `start`."""
    if isinstance(value, int):
        return coming(value, start) + DAY
    if not value.ranges:
        return None
    end = value.ranges[-1][1]
    if end <= start and value.domonth:
        return None
    return end


_THE = "(THE|EL|LA|LOS|ON|OF|OF EL|OF LA|FROM)?"
_DAY = "(DAYS|WD)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        f"(FROM|BETWEEN|OF|STARTING|ANY)? (THE|EL)? {_DAY} (TO|DASH|UNTIL|UNTIL TO) (THE|EL)? {_DAY}(?!TO)"
        f"|BETWEEN (THE|EL)? {_DAY} (AND) (THE|EL)? {_DAY}",
        "DAYS",
        _run,
    ),
    rule(f"(BETWEEN|FROM) NOW (AND|TO|UNTIL) {_THE} {_DAY}|FROMNOW (AND|TO|UNTIL) {_THE} {_DAY}", "DAYS", _until),
    rule(f"AROUND {_THE} DAYS(?!CLK) ISH?|DAYS ISH", "DAYS", _around),
    rule(f"(NOEARLIER) {_THE} {_DAY}|NOT (UNTIL) {_THE} {_DAY}", "DAYS", _from_on),
    rule(f"AFTER BORN ON? {_THE} {_DAY}", "DAYS", _after),
    rule(f"BEFORE BORN ON? {_THE} {_DAY}", "DAYS", _before),
    rule(f"(ANYTIME|SOMETIME)? AFTER {_THE} {_DAY}", "DAYS", _after),
    rule(f"(ANYTIME|SOMETIME)? (BEFORE|BY) {_THE} ENDING {_DAY}", "DAYS", _before),
    rule(f"(ANYTIME|SOMETIME)? BEFORE {_THE} {_DAY}", "DAYS", _before),
    rule(f"(BY|UNTIL|NOT AFTER) {_THE} {_DAY}|{_DAY} ORBEFORE|{_DAY} BY(?=(END|COMMA|STOP|Q))", "DAYS", _until),
    rule("(NOEARLIER|NOT UNTIL) DAYS", "DAYS", lambda m, _s: m.get("DAYS") if m.get("DAYS").broad else None),
    rule(f"(STARTING|FROM) {_THE} {_DAY} ONWARD?|{_THE} {_DAY} ONWARD", "DAYS", _from_on),
)
