"""A part of a message and whom it is about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.terms import Part
from services.dialogue.understanding.lookahead import TIME

TARGET: Final = "target"
"""About the appointment that stands."""
WISH: Final = "wish"
"""About the wished one."""


@dataclass(slots=True)
class Item:
    """A part of time, a visit kind, a provider or a place, with its role."""

    symbol: Symbol
    at: int
    role: str
    negative: bool
    link: str
    clause: int


@dataclass(slots=True)
class Roles:
    """All items of a message, and what the walk noticed."""

    items: list[Item] = field(default_factory=list)
    cant_target: bool = False
    corrected: bool = False
    ambiguous: bool = False

    def parts(self, role: str) -> list[Part]:
        """Return the parts of time of one role."""
        return [
            Part(item.symbol.value, item.link, item.negative)
            for item in self.items
            if item.role == role and item.symbol.cat in TIME
        ]

    def names(self, role: str) -> bool:
        """Tell whether a provider or a place was named in one role."""
        return any(self.value(role, cat) for cat in ("PROV", "PLACE"))

    def value(self, role: str, cat: str) -> Any:  # noqa: ANN401  a name
        """Return the last value of a category in one role, or None."""
        return next(
            (i.symbol.value for i in reversed(self.items) if i.role == role and i.symbol.cat == cat and not i.negative),
            None,
        )


def hour_of_them(items: Sequence[Item], behind: Symbol) -> bool:
    """Tell whether a time of day stands behind days and one without: "next week except Wednesday, before noon"."""
    days = [item for item in items if item.symbol.cat == "DAYS"]
    return behind.cat == "WIN" and len(days) == len(items) > 1 and not days[0].negative and days[-1].negative


def hour_behind(items: Sequence[Item], behind: Symbol) -> bool:
    """Tell whether a time of day stands behind refused days only: "any day but Friday, around five"."""
    return behind.cat == "WIN" and all(item.negative and item.symbol.cat == "DAYS" for item in items)
