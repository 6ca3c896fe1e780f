"""What else the patient came for than an appointment: a refill, results, an insurance card."""

from typing import Final

from services.dialogue.understanding.decisions.model import MOVES
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked


def other_flow(facts: Facts) -> str | None:
    """Return what else the patient came for; who was late and missed it wants another appointment."""
    other: str | None = facts.value("OTHERFLOW")
    opening = facts.asked in {None, Asked.WHAT}
    missed = other == "late" and (facts.has("MISSED") or (facts.has(*MOVES) and facts.wishes))
    missed = missed or (other == "late" and opening and facts.has("CANCEL", *MOVES) and not facts.has("NOT", "NO"))
    swaps = facts.has("INSTEAD", "INSTEADADV") and facts.wishes
    missed = missed or (other == "late" and opening and swaps)
    missed = missed or (other in _WHY and facts.has("CANCEL") and facts.has("NEED", "ALLOF"))
    books = other in _SEEN_FOR and opening and (facts.has("BOOKAPPT") or (facts.has("APPT") and facts.has("NEED")))
    elsewhere = missed or books or (facts.has("APPT") and facts.has(*MOVES, "CANCEL", "STATUS"))
    return None if elsewhere or facts.value("TOPIC") == "preparation" else other


#: What an appointment may be for.
_SEEN_FOR: Final = frozenset({"results", "refill"})
#: What may be why somebody cancels.
_WHY: Final = frozenset({"insurance", "contact_details"})
