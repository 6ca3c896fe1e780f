"""An appointment that cannot be kept: "I can't make it Tuesday", said with or without another wish."""

from typing import Final

from services.dialogue.commands import Command, StartCancel, StartMove
from services.dialogue.understanding.decisions.model import MOVES, Decision
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.references import asks_for_one
from services.dialogue.understanding.role_model import TARGET, WISH


def cannot_come(facts: Facts) -> Decision | None:
    """Read "I can't make it Tuesday": the appointment is to be moved."""
    if facts.asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM, Asked.ANYTHING_ELSE} and not facts.has("APPT"):
        return None
    if not _moves_away(facts):
        return None
    wish = constraint(facts)
    if facts.has("RECOVERED") and wish is None and not facts.has("ALTS", "BOOKAPPT"):
        return [StartCancel(facts.reference())], False
    commands: list[Command] = [StartMove(facts.reference()), *([wish] if wish is not None else [])]
    return commands, facts.wishes and _tells_only(facts)


#: What tells a wish from a story.
_WISHED: Final = (
    "AVAIL", "TAKE", "NEED", "WORKS", "INSTEAD", "INSTEADADV", "CORRECT", "BOOK", "BOOKAPPT", "ALTS", "EARLIER",
    "LATER",
    "CANT", "BAD", "Q", "POSS", "YES", "NOT", "NO", "FOR",
)  # fmt: skip


def _tells_only(facts: Facts) -> bool:
    """Tell whether a time beside the appointment's stands in a story: "me citaron a las 7 pero abren a las 8"."""
    strange = any(symbol.cat in {"X", "TOPIC", "MISSED"} for symbol in facts.symbols)
    return strange and not facts.has(*_WISHED)


def _moves_away(facts: Facts) -> bool:
    """Tell whether an appointment that stands is to be left: it cannot be kept, or another time is wished instead."""
    has_target = bool(facts.roles.parts(TARGET))
    if facts.roles.cant_target and has_target:
        return True
    if not has_target and _asks_for_one(facts):
        return False
    if facts.asked in {None, Asked.WHAT} and not has_target and _cannot_come_alone(facts):
        return True
    if facts.has("CANT", "MISSED", "BAD"):
        return has_target or facts.has("APPT", "VISIT", "DRTITLE", "THATONE", "MISSED") or facts.roles.cant_target
    return (
        has_target
        and (facts.wishes or (facts.has("INSTEAD", "INSTEADADV") and facts.roles.names(WISH)))
        and not facts.has("STATUS")
        and facts.has("INSTEAD", "HAVEAPPT", "HAVEQ", "INSTEADADV", "POSS")
    )


#: "I can't make it", said of the appointment that stands.
_NOT_COMING: Final = (
    "no voy", "no vamos",
    "make it", "come", "come in", "attend", "be there", "show up", "able to make it", "get there", " ir", " llegar",
    " asistir", " acudir", " venir", "pueda ir", " llevarlo", " llevarla", "alcanzar", "alcanzo", "no ire", "no llego",
)  # fmt: skip


def _cannot_come_alone(facts: Facts) -> bool:
    """Tell whether it is only said that the patient cannot come: "sorry, can't make it"."""
    return not facts.wishes and any(s.cat == "CANT" and s.word.endswith(_NOT_COMING) for s in facts.symbols)


def _asks_for_one(facts: Facts) -> bool:
    """Tell whether a new appointment is asked for: "quiero una cita, el jueves no puedo"."""
    return facts.has("BOOK", "NEED") and asks_for_one(facts.symbols) and not facts.has("POSS", *MOVES)
