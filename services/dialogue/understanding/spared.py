"""What is spared: "cancel everything next week except Thursday" touches no Thursday."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.lookahead import TIME
from services.dialogue.understanding.role_model import TARGET, Item

#: What may stand between "except" and the appointment that is spared.
_SPARING: Final = frozenset({"THE", "POSS", "ONE", "ON", "FOR", "OF", "EL", "LA", "LOS", "WITH", "APPT", "IN", "AT"})


def spare(symbols: Sequence[Symbol], items: Sequence[Item]) -> None:
    """Take what is spared for no target: "cancel everything next week except Thursday"."""
    for item in items:
        before = [symbol.cat for symbol in symbols[: item.at] if symbol.cat not in _SPARING]
        if item.role == TARGET and item.symbol.cat in TIME and before[-1:] in (["EXCEPT"], ["MENOS"]):
            item.negative = True
