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
_TIME: Final = frozenset({"DAYS", "WIN", "MOMENT"})
_STRANGERS: Final = frozenset({"X", "POSS", "WE", "TO", "CANCEL"})


_BECAUSE: Final = word_set("because cause cuz coz porque xq pq")


def leaves_residue(symbols: Sequence[Symbol]) -> bool:
    """Tell whether values, bounds beside a time, or an "after" without a time are left over; a reason may hold any."""
    symbols = _without_reason(symbols)
    if any(symbol.cat in _VALUES for symbol in symbols):
        return True
    return any(_is_loose_bound(one, two) for one, two in pairwise(symbols))


def _without_reason(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Return the symbols before a "because" that stands behind all times."""
    why = next((at for at, symbol in enumerate(symbols) if symbol.word in _BECAUSE), len(symbols))
    return symbols if any(symbol.cat in _TIME for symbol in symbols[why:]) else symbols[:why]


def _is_loose_bound(first: Symbol, second: Symbol) -> bool:
    """Tell whether one of two neighbours is a bound that should have held the other: "after I drop the kids off"."""
    if first.cat in {"AFTER", "BEFORE", "UNTIL"} and second.cat in _STRANGERS:
        return first.cat != "UNTIL" or second.cat not in {"X", "WE"}
    return (first.cat in _BOUNDS and second.cat in _TIME) or (first.cat in _TIME and second.cat in _BOUNDS)
