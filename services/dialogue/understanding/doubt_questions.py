"""A look at what was taken for a choice or a yes: a question about an offer takes none."""

from collections.abc import Sequence
from typing import Final

from services.dialogue.commands import ChooseOffer, Command, Confirm
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.words.word_set import word_set

#: How questions begin that ask about something; "can I have", "what about" ask for it.
_ASKING: Final = word_set("is are was were does do did who whos where why quien donde")
#: Small words before them.
_SMALL: Final = word_set("hmm hm um uh so ok okay and but oh wait well sorry perdon y pero este eh a ver con por")
#: Asking whether it can be had is asking for it.
_TO_HAVE: Final = word_set("still available open left free ok okay possible taken disponible libre fine")


def asks_about(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a choice or a yes was read from a question about what was offered."""
    if not any(isinstance(command, ChooseOffer | Confirm) for command in commands):
        return False
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _SMALL]
    told = words[:1] == ["do"] and bool({"it", "that", "this", "the"} & set(words[1:2]))
    told = told or (words[:1] == ["do"] and len(words) > 1 and words[1].isdigit())
    return bool(words) and words[0] in _ASKING and not told and _TO_HAVE.isdisjoint(words)
