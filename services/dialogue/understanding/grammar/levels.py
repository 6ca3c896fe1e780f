"""The grammar as a whole: from symbols to symbols whose parts of time are `DAYS`, `WIN` and `MOMENT` values."""

from dataclasses import replace
from datetime import date
from typing import Final

from services.dialogue.understanding.grammar import (
    bounds,
    counts,
    dates,
    holidays,
    offsets,
    periods,
    portions,
    times,
    weekdays,
    windows,
)
from services.dialogue.understanding.grammar.calendar import safe_date
from services.dialogue.understanding.grammar.cascade import Rule, Symbol, apply_rules, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, Days, Range

#: "before the end of next week" includes that end.
_ENDING: Final = (
    rule(
        "(?<=(BEFORE|BY|UNTIL)) (THE|EL)? ENDOF(?=(THE|EL|LA|THIS|NEXT|UNIT|PERIOD|MON|OF))",
        "ENDING",
        lambda _m, _s: True,
    ),
    rule("(?<=ENDING) (THE|EL|LA|OF)? UNIT", "PERIOD", periods.current_unit),
)

LEVELS: Final[tuple[tuple[Rule, ...], ...]] = (
    dates.RULES,
    times.RULES,
    counts.RULES,
    holidays.NAMED,
    windows.NUMBERS,
    windows.PARTS_OF_DAY,
    weekdays.RULES,
    portions.RELATIVE,
    offsets.OFFSETS,
    _ENDING,
    periods.PERIODS,
    portions.PORTIONS,
    windows.WINDOWS,
    (rule("DATE", "DAYS", lambda m, _s: m.get("DATE")),),
    bounds.RULES,
    windows.FINAL,
)

TEMPORAL: Final = frozenset({"DAYS", "WIN", "MOMENT"})


def parse(symbols: list[Symbol], scene: Scene) -> list[Symbol]:
    """Apply every level of the grammar."""
    for level in LEVELS:
        symbols = apply_rules(symbols, level, scene)
    return _in_named_month(symbols)


def _in_named_month(symbols: list[Symbol]) -> list[Symbol]:
    """Put a later bare day into the month named before it: "the 5th of May, no, the 6th"."""
    named: date | None = None
    period: Range | None = None
    for symbol in symbols:
        value = symbol.value
        if symbol.cat != "DAYS" or value.alts or not value.ranges:
            continue
        if value.broad and len(value.ranges) == 1:
            period = value.ranges[0]
        elif all(end - start == DAY for start, end in value.ranges):
            symbol.value = _moved(value, named, period)
            named = named if value.domonth else value.ranges[0][0]
    return symbols


def _moved(days: Days, named: date | None, period: Range | None) -> Days:
    """Return days without a month in the period named, or behind the day named."""
    if not days.domonth:
        return days
    day = days.ranges[0][0]
    if period is not None and day < period[0]:
        inner = [safe_date(period[0].year, period[0].month, start.day) for start, _end in days.ranges]
        found = [each for each in inner if each is not None and period[0] <= each < period[1]]
        if len(found) == len(inner):
            return replace(days, ranges=tuple((each, each + DAY) for each in found))
    if named is not None and len(days.ranges) == 1 and days.domonth > named.day and day < named:
        moved = safe_date(named.year, named.month, days.domonth)
        return replace(days, ranges=((moved, moved + DAY),)) if moved else days
    return days
