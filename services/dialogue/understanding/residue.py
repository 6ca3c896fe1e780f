"""Words of time that the grammar could not use: a wish with such a rest is not fully understood."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.words.word_set import word_set

#: Numbers, dates, units: always part of what was meant.
_VALUES: Final = word_set(
    """
    NUM ORD CLOCK NDATE ISO HALF HALFHOUR QUARTER UNIT DUR MON AMPM OCLOCK HOLIDAY COUPLE ENOCHO MANANA TARDE WD WDS
    PERIOD DATE CLK REL VAGUEDAY
    """
)
#: Words that only bound or shift a time beside them: "through" alone means nothing.
_BOUNDS: Final = word_set(
    """
    COMING QUEVIENE PASTADJ BETWEEN UNTIL BY WITHIN STARTING ENDOF FROMNOW AGO ORBEFORE ONWARD NOEARLIER ISH
    NEXT FOLLOWING
    """
)
#: Left over, these had a day of their own: "not this Friday but next", "next to this".
_DANGLING: Final = word_set("NEXT FOLLOWING QUEVIENE BETWEEN")
#: One day or hour without a number tells nothing: "my day off", "not the day", "that same hour".
_BARE: Final = word_set("day dia hora hour")
_HOURS: Final = frozenset({"hora", "hour"})
#: Behind these a "first" is none: "whichever comes first".
_COMES: Final = word_set("caiga salga sea comes is haya llegue caigan")
_TIME: Final = frozenset({"DAYS", "WIN", "MOMENT"})
_STRANGERS: Final = frozenset({"X", "POSS", "WE", "TO", "CANCEL"})


_BECAUSE: Final = word_set("because cause cuz coz porque xq pq")


def leaves_residue(symbols: Sequence[Symbol]) -> bool:
    """Tell whether values, bounds beside a time, or an "after" without a time are left over; a reason may hold any."""
    symbols = _without_reason(symbols)
    if any(symbol.cat in _DANGLING for symbol in symbols):
        return True
    if any(symbol.cat in _VALUES and not _idle(symbols, at) for at, symbol in enumerate(symbols)):
        return True
    return any(_is_loose_bound(one, two) for one, two in pairwise(symbols))


def _idle(symbols: Sequence[Symbol], at: int) -> bool:
    """Tell whether a value stands for no time: a bare "day", "whichever comes first", the count of "two visits"."""
    symbol = symbols[at]
    before = symbols[at - 1] if at else symbol
    behind = symbols[at + 1] if at + 1 < len(symbols) else symbol
    if symbol.cat == "UNIT":
        on_a_day = symbol.word not in _HOURS or any(each.cat in {"DAYS", "MOMENT"} for each in symbols)
        return symbol.word in _BARE and on_a_day and before.cat not in {"NUM", "DUR", "UN", "A", "HALF"}
    if symbol.cat == "ORD":
        return symbol.value == 1 and before.word in _COMES
    counted = behind.cat in {"APPT", "VISIT"} and behind.word.endswith("s")
    return symbol.cat == "NUM" and counted and symbol.word.isalpha()


def _without_reason(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Return the symbols before a "because" that stands behind all times."""
    why = next((at for at, symbol in enumerate(symbols) if symbol.word in _BECAUSE), len(symbols))
    return symbols if any(symbol.cat in _TIME for symbol in symbols[why:]) else symbols[:why]


def _is_loose_bound(first: Symbol, second: Symbol) -> bool:
    """Tell whether one of two neighbours is a bound that should have held the other: "after I drop the kids off"."""
    if first.cat in {"AFTER", "BEFORE", "UNTIL"} and second.cat in _STRANGERS:
        return first.cat != "UNTIL" or second.cat not in {"X", "WE"}
    if "out" in {first.word, second.word} or second.word == "or so":
        return False
    return (first.cat in _BOUNDS and second.cat in _TIME) or (first.cat in _TIME and second.cat in _BOUNDS)
