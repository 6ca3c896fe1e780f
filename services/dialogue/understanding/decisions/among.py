"""One offer by its place among those of a day or part of day: "the later one on Friday", "Friday, but the first"."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.commands import ChooseOffer, When
from services.dialogue.understanding.decisions.choices import position_chosen
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.values import Window
from services.dialogue.understanding.model import OfferInView
from services.dialogue.understanding.role_model import WISH

#: What makes more of it than a choice.
_MORE: Final = ("Q", "NO", "NOT", "NOR", "CANT", "BAD", "AVAIL", "OR", "EXCEPT", "ALTS", "CORRECT", "MEANT", "OTHERONE")
_EXTREMES: Final = frozenset({"EARLIEST", "LATEST", "CHOICE"})


def one_among(facts: Facts) -> Decision | None:
    """Read a place in the list beside a day or part of the day; None where there is no such thing."""
    position = _position(facts)
    if position is None or not facts.wish.intervals or facts.has(*_MORE) or _bounded(facts) or _turns(facts):
        return None
    whens = facts.whens(facts.wish)
    known = _resolved(facts.context.offers, whens, position)
    if known is not None:
        return [ChooseOffer(ordinal=known)], False
    provider = facts.roles.value(WISH, "PROV")
    return [ChooseOffer(ordinal=position, when=whens, provider=provider)], facts.wish.unsure


def _position(facts: Facts) -> int | None:
    """Return the place said, or None."""
    if facts.has("EARLIEST") != facts.has("LATEST"):
        return 1 if facts.has("EARLIEST") else -1
    return position_chosen(facts.symbols) if facts.count("CHOICE") == 1 else None


def _bounded(facts: Facts) -> bool:
    """Tell whether a bound was said, which is a condition or a reason: "the first one, I must be out by four"."""
    windows = [part.value for part in facts.roles.parts(WISH) if isinstance(part.value, Window)]
    return any(not (window.part or window.point) or window.relative for window in windows)


def _turns(facts: Facts) -> bool:
    """Tell whether a "but" leads to something else than the place in the list: "the first, but on Friday"."""
    return any(
        one.cat == "BUT" and two.cat not in _EXTREMES
        for one, two in zip(facts.symbols, facts.symbols[1:], strict=False)
    )


def _resolved(offers: Sequence[OfferInView], whens: Sequence[When], position: int) -> int | None:
    """Return the place in the whole list; None while the offers are unknown or none of them fits."""
    fits = [at for at, each in enumerate(offers) if any(when.start <= each.start < when.end for when in whens)]
    if position > 0 and position - 1 in fits and position > 1:
        return position
    fits.sort(key=lambda at: offers[at].start)
    index = position - 1 if position > 0 else len(fits) + position
    return 1 + fits[index] if 0 <= index < len(fits) else None
