"""A part of a message and whom it is about."""

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
