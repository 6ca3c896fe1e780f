"""The grammar as a whole: from symbols to symbols whose parts of time are `DAYS`, `WIN` and `MOMENT` values."""

from dataclasses import replace
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
from services.dialogue.understanding.grammar.values import DAY

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
    named = None
    for symbol in symbols:
        value = symbol.value
        if (
            symbol.cat != "DAYS"
            or len(value.ranges) != 1
            or value.alts
            or value.ranges[0][1] - value.ranges[0][0] != DAY
        ):
            continue
        day = value.ranges[0][0]
        if value.domonth and named is not None and value.domonth > named.day and day < named:
            moved = safe_date(named.year, named.month, value.domonth)
            symbol.value = replace(value, ranges=((moved, moved + DAY),)) if moved else value
        elif not value.domonth:
            named = day
    return symbols
