"""A yes that only holds under a condition: "ok, only if it's before noon" is a wish, never a yes."""

import re
from typing import Final

from services.dialogue.commands import ChooseOffer
from services.dialogue.understanding.decisions.choices import position_chosen
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

#: The condition is about the appointment itself, and nothing but its time, place or provider follows.
_OF_IT: Final = re.compile(
    r"\b(?:(?:but )?(?:only )?if|as long as|so long as|provided|providing|assuming|on condition)(?: that)?"
    r" (?:its|it is|thats|that is|it can be|it could be|itll be|it will be|we can do it|we can make it|you can do it"
    r"|you can make it|i can come|i can have it|i can get it|i can do it|i can see|i get|i get to see|i can be seen"
    r"|i see|it was|it were|we do it|you make it|you do it|im seen|i am seen|im seeing)\b"
    r"(?! (?:ok|okay|fine|alright|possible))"
)
#: Words of a condition that no list knows.
_OF_CONDITION: Final = word_set("if long as only provided providing assuming condition that so its it is can be")


def only_under(facts: Facts) -> Decision | None:
    """Read a yes with a condition on the time, place or provider as that wish; None when there is none."""
    wish = constraint(facts)
    return ([wish], facts.wish.unsure) if facts.asked is Asked.CONFIRM and wish is not None and of_it(facts) else None


def only_offer(facts: Facts) -> Decision | None:
    """Read "the middle one if it's with Dr. Kim" as that offer of that provider or time; None when it is not so."""
    provider = facts.roles.value(WISH, "PROV")
    position = position_chosen(facts.symbols) if facts.asked is Asked.OFFER and facts.choice is not None else None
    if position is None or not (provider or facts.wish.intervals) or not of_it(facts):
        return None
    return [ChooseOffer(ordinal=position, when=facts.whens(facts.wish), provider=provider)], facts.wish.unsure


def of_it(facts: Facts) -> bool:
    """Tell whether a condition speaks of the time, place or provider of what is proposed, and of nothing else."""
    words = " ".join(token.text for token in facts.tokens if token.kind != "mark")
    if facts.scene.language is not Language.EN or _OF_IT.search(words) is None:
        return False
    if facts.has("KIN", "NO", "NOT", "CANT", "BAD", "OR", "TOPIC", "ALTS", "OTHERONE"):
        return False
    return all(symbol.word in _OF_CONDITION for symbol in facts.symbols if symbol.cat == "X")
