"""What one message holds, gathered for deciding: its words, symbols, roles and wishes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.dialogue.commands import AppointmentRef, When
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.terms import Anchor, Composed
from services.dialogue.understanding.model import Asked, TurnContext
from services.dialogue.understanding.role_model import TARGET, WISH, Roles
from services.dialogue.understanding.words.tokens import Token


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the deciding rules look at.

    Attributes:
        text: The message as written.
        tokens: Its repaired tokens.
        words: Symbols before the grammar, fillers included.
        symbols: Symbols after the grammar.
        cats: Categories of `symbols` and `words`.
        scene: The moment.
        context: The turn.
        roles: Items with their roles.
        wish: Intervals of the wish.
        target: Intervals of the appointment referred to.
        anchor: The appointment relative words refer to.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Symbol, ...]
    symbols: tuple[Symbol, ...]
    cats: frozenset[str]
    scene: Scene
    context: TurnContext
    roles: Roles
    wish: Composed
    target: Composed
    anchor: Anchor

    @property
    def asked(self) -> Asked | None:
        """What was asked last."""
        return self.context.asked

    def has(self, *cats: str) -> bool:
        """Tell whether any of these categories occurs."""
        return not self.cats.isdisjoint(cats)

    def count(self, cat: str) -> int:
        """Return how often a category occurs after the grammar."""
        return sum(symbol.cat == cat for symbol in self.symbols)

    def value(self, cat: str) -> str | None:
        """Return the first value of a category, or None."""
        return next((symbol.value for symbol in self.symbols if symbol.cat == cat), None)

    def order(self, cats: Iterable[str]) -> list[Symbol]:
        """Return the symbols of these categories, in the order said."""
        wanted = frozenset(cats)
        return [symbol for symbol in self.symbols if symbol.cat in wanted]

    @property
    def wishes(self) -> bool:
        """Tell whether a wished time was said, understood or not."""
        return bool(self.roles.parts(WISH)) or bool(self.wish.intervals)

    @property
    def choice(self) -> int | None:
        """Return the position chosen, 1-based, or None."""
        return next((symbol.value for symbol in self.symbols if symbol.cat == "CHOICE"), None)

    @property
    def visits_named(self) -> int:
        """How many kinds of visit were referred to."""
        return len({i.symbol.word for i in self.roles.items if i.symbol.cat == "VISIT" and i.role == TARGET})

    def whens(self, composed: Composed) -> tuple[When, ...]:
        """Return intervals in the clinic's zone."""
        zone = self.context.zone or self.context.now.tzinfo
        return tuple(When(_aware(low, zone), _aware(high, zone)) for low, high in composed.intervals)

    def reference(self) -> AppointmentRef | None:
        """Return how the appointment was referred to, or None."""
        visits = [i.symbol.word for i in self.roles.items if i.symbol.cat == "VISIT" and i.role == TARGET]
        visit = next((word for word in visits if word not in {"doctor", "doc"}), None)
        ref = AppointmentRef(
            when=self.whens(self.target),
            visit=visit,
            provider=self.roles.value(TARGET, "PROV"),
            place=self.roles.value(TARGET, "PLACE"),
            all=self.has("ALLOF"),
        )
        return ref if ref != AppointmentRef() else None

    def booked(self) -> AppointmentRef | None:
        """Return the appointment asked about: with a question, every name belongs to what is booked."""
        ref = self.reference() or AppointmentRef()
        provider = ref.provider or self.roles.value(WISH, "PROV")
        ref = replace(ref, provider=provider, place=ref.place or self.roles.value(WISH, "PLACE"))
        return ref if ref != AppointmentRef() else None


def _aware(moment: datetime, zone: object) -> datetime:
    """Return a wall time in a zone."""
    return moment.replace(tzinfo=zone)  # type: ignore[arg-type]
