"""Wishes for the new time, provider and place."""

from typing import Final

from services.dialogue.commands import (
    Constrain,
    Unclear,
)
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.values import MINUTES_A_DAY, Days, Window
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH


def constraint(facts: Facts) -> Constrain | None:
    """Return the wishes said, or None."""
    found = Constrain(
        when=facts.whens(facts.wish),
        provider=facts.roles.value(WISH, "PROV") or _same_provider(facts),
        place=facts.roles.value(WISH, "PLACE"),
        any_provider=facts.has("ANYPROV"),
        not_provider=_ruled_out(facts),
        earlier=facts.has("EARLIER", "MOVEUP", "SOONEST")
        or (facts.has("MOVE") and facts.has("AHEADADV"))
        or _loose(facts, "BEFORE")
        or _shifts(facts, -1),
        later=facts.has("LATER", "MOVEBACK")
        or (facts.has("MOVE") and facts.has("BACKADV"))
        or _loose(facts, "LATERIN", "AFTER")
        or _shifts(facts, 1),
        same_provider=facts.has("SAMEPROV"),
        same_time=_at_the_same_time(facts),
        shift_minutes=_shift(facts),
    )
    return found if found != Constrain() else None


def _at_the_same_time(facts: Facts) -> bool:
    """Tell whether the hour of the appointment that stands is wished; behind another hour, that one is meant."""
    parts = facts.roles.parts(WISH)
    said = any(isinstance(part.value, Window) and not (part.value.part or part.value.relative) for part in parts)
    return not said and any(getattr(part.value, "relative", "") == "same" for part in parts)


#: Words that make a time a wish without a question before it.
_WISH_WORDS: Final = (
    "AVAIL",
    "TAKE",
    "BOOK",
    "NEED",
    "EARLIER",
    "LATER",
    "SOONEST",
    "WORKS",
    "NOT",
    "CANT",
    "BAD",
    "INSTEADADV",
    "CORRECT",
)


_ASKED_FOR: Final = (
    "AVAIL",
    "TAKE",
    "BOOK",
    "NEED",
    "EARLIER",
    "LATER",
    "SOONEST",
    "ANYPROV",
    "ANYTIME",
    "APPT",
    "ALTS",
)


def _in_passing(facts: Facts) -> bool:
    """Tell whether a time stands among unknown words, and nothing asked for it: it may be about something else."""
    unknown = sum(symbol.cat == "X" for symbol in facts.symbols)
    if facts.asked not in {None, Asked.WHAT, Asked.ANYTHING_ELSE}:
        return False
    if unknown and not facts.wishes and not facts.has(*_ASKED_FOR):
        return True
    if any(symbol.value == "reason" for symbol in facts.words) and not facts.has(*_WISH_WORDS):
        return True
    return (unknown > 0 and not facts.has(*_WISH_WORDS)) or facts.has("ORIGINAL") or _only_refuses(facts)


def _only_refuses(facts: Facts) -> bool:
    """Tell whether one day was ruled out and nothing was asked: it may be the day of an appointment."""
    parts = facts.roles.parts(WISH)
    single = [part for part in parts if isinstance(part.value, Days) and not (part.value.every or part.value.broad)]
    refused = facts.has("BAD", "CANT", "NO") and not facts.has("EXCEPT", "MENOS", "ANYTIME")
    return refused and bool(single) and all(part.negative for part in parts)


def _ruled_out(facts: Facts) -> str | None:
    """Return the provider that was ruled out."""
    items = facts.roles.items
    return next((item.symbol.value for item in items if item.symbol.cat == "PROV" and item.negative), None)


def _same_provider(facts: Facts) -> str | None:
    """Return the provider of the only appointment known, when the same one is wished."""
    known = facts.context.appointments
    return known[0].provider or None if facts.has("SAMEPROV") and len(known) == 1 else None


def _loose(facts: Facts, *cats: str) -> bool:
    """Tell whether "antes" or "later" stands alone, without a time to measure by."""
    pairs = zip(facts.symbols, facts.symbols[1:], strict=False)
    return any(symbol.cat in cats and following.cat in _CLAUSE_ENDS for symbol, following in pairs)


_CLAUSE_ENDS: Final = frozenset({"END", "STOP", "COMMA", "Q", "BUT", "YES", "OR", "AND", "THANKS", "DAYS", "MOMENT"})


def wants_sooner(facts: Facts) -> bool:
    """Tell whether "antes" stands alone: "la tengo el 28 y la necesito antes"."""
    return _loose(facts, "BEFORE")


def _shift(facts: Facts) -> int | None:
    """Return by how many minutes the appointment is to move: "a week later", "back an hour"."""
    shifts = [part.value for part in facts.roles.parts(WISH) if getattr(part.value, "relative", "") == "shift"]
    if len(shifts) != 1:
        return None
    amount = shifts[0].amount  # type: ignore[union-attr]
    return amount * MINUTES_A_DAY if isinstance(shifts[0], Days) else amount


def _shifts(facts: Facts, sign: int) -> bool:
    """Tell whether "an hour earlier", "two days later" was said."""
    return any(
        getattr(part.value, "relative", "") == "shift" and part.value.amount * sign > 0  # type: ignore[union-attr]
        for part in facts.roles.parts(WISH)
    )


def wish(facts: Facts) -> Decision | None:
    """A wish for the new time, provider or place."""
    named = facts.roles.value(WISH, "PROV") or facts.roles.value(WISH, "PLACE") or _ruled_out(facts)
    timed = facts.wishes or facts.has("EARLIER", "LATER", "SOONEST", "ANYPROV", "ANYTIME", "SAMEPROV")
    if not (named or timed or facts.asked is Asked.WHEN):
        return None
    wish = constraint(facts)
    if wish is not None:
        return [wish], facts.wish.unsure or _in_passing(facts) or facts.has("ASKPERSON")
    return ([Unclear()], True) if timed else None
