"""A move that no verb names: "is there another day?", "anything sooner than mine?", "an hour later"."""

from typing import Final

from services.dialogue.commands import Command, Constrain, StartMove
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.decisions.wishes import constraint, wants_sooner
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET, WISH
from services.dialogue.understanding.words.word_set import word_set


def moves_unsaid(facts: Facts) -> Decision | None:
    """Read a wish for another time than the appointment's, at the start, as moving it."""
    if facts.asked not in {None, Asked.WHAT}:
        return None
    wish = constraint(facts)
    if _other_day(facts):
        commands: list[Command] = [StartMove(facts.reference())]
        return [*commands, *([wish] if wish is not None else [])], False
    if wish is not None and _no_more(facts):
        return [StartMove(facts.reference()), wish], facts.wish.unsure
    than = any("than" in symbol.word.split() for symbol in facts.words if symbol.cat in {"EARLIER", "LATER"})
    shifts = wish is not None and wish.shift_minutes and (wish.when or than or facts.has("POSS", "HAVEAPPT"))
    if (shifts and not facts.has("BOOK", "BOOKAPPT")) or _sooner_than_mine(facts):
        return [StartMove(facts.reference()), wish or Constrain(earlier=True)], False
    return None


def _no_more(facts: Facts) -> bool:
    """Tell whether times are ruled out that suited once: "mornings don't work anymore" speaks of one that stands."""
    parts = facts.roles.parts(WISH)
    said = " ".join(token.text for token in facts.tokens)
    ruled_out = bool(parts) and all(part.negative for part in parts) and facts.has("BAD", "CANT", "NO")
    return ruled_out and any(words in said for words in _ANY_MORE) and not facts.has("BOOK", "BOOKAPPT")


_ANY_MORE: Final = ("anymore", "any more", "any longer", "no longer")


def _other_day(facts: Facts) -> bool:
    """Tell whether another day or time was asked for, before anything was offered: that is a move."""
    other = [symbol.word.split() for symbol in facts.symbols if symbol.cat == "ALTS"]
    return not facts.has("BOOK", "BOOKAPPT") and any(_DAY_WORDS & set(words) for words in other)


def _sooner_than_mine(facts: Facts) -> bool:
    """Tell whether something sooner is asked for than what is booked: "anything sooner than what I have now"."""
    sooner = [set(symbol.word.split()) for symbol in facts.symbols if symbol.cat == "EARLIER"]
    compared = any(_COMPARED & words for words in sooner)
    has = facts.has("HAVEAPPT", "HAVEQ", "POSS")
    mine = has or any("than" in words for words in sooner)
    if has and facts.roles.parts(TARGET) and wants_sooner(facts):
        return True
    if (
        facts.roles.parts(TARGET)
        and facts.has("APPT", "VISIT")
        and facts.has("EARLIER", "LATER")
        and not facts.has("BOOK")
    ):
        anew = facts.has("A", "UN") and not facts.has("POSS")
        return not anew and not facts.has("BOOKAPPT", "STATUS", "NO", "NOT", "CANT")
    return compared and mine and not facts.has("BOOKAPPT", "NO", "NOT", "CANT")


_COMPARED: Final = word_set("sooner earlier antes temprano pronto")
_DAY_WORDS: Final = word_set("day days time times date dates dia dias hora horas fecha fechas horario horarios")
