"""The grammar as a whole: from symbols to symbols whose parts of time are `DAYS`, `WIN` and `MOMENT` values."""

from typing import Final

from services.dialogue.understanding import (
    rules_bounds,
    rules_counts,
    rules_dates,
    rules_periods,
    rules_portions,
    rules_times,
    rules_weekdays,
    rules_windows,
)
from services.dialogue.understanding.cascade import Rule, Symbol, apply_rules, rule
from services.dialogue.understanding.scene import Scene

#: "before the end of next week" includes that end.
_ENDING: Final = (
    rule(
        "(?<=(BEFORE|BY|UNTIL)) (THE|EL)? ENDOF(?=(THE|EL|LA|THIS|NEXT|UNIT|PERIOD|MON|OF))",
        "ENDING",
        lambda _m, _s: True,
    ),
    rule("(?<=ENDING) (THE|EL|LA|OF)? UNIT", "PERIOD", rules_periods.current_unit),
)

LEVELS: Final[tuple[tuple[Rule, ...], ...]] = (
    rules_dates.RULES,
    rules_times.RULES,
    rules_counts.RULES,
    rules_periods.NAMED,
    rules_windows.NUMBERS,
    rules_windows.PARTS_OF_DAY,
    rules_weekdays.RULES,
    rules_portions.RELATIVE,
    rules_periods.OFFSETS,
    _ENDING,
    rules_periods.PERIODS,
    rules_portions.PORTIONS,
    rules_windows.WINDOWS,
    (rule("DATE", "DAYS", lambda m, _s: m.get("DATE")),),
    rules_bounds.RULES,
    rules_windows.FINAL,
)

TEMPORAL: Final = frozenset({"DAYS", "WIN", "MOMENT"})


def parse(symbols: list[Symbol], scene: Scene) -> list[Symbol]:
    """Apply every level of the grammar."""
    for level in LEVELS:
        symbols = apply_rules(symbols, level, scene)
    return symbols
