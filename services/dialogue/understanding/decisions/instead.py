"""What is done instead of what was proposed: "no, mejor cancélela"."""

import re
from typing import Final

from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.tokens import MAX_CHARS

#: What the patient did already, told apart from a request by its accent or by what is wanted back.
_DONE: Final = re.compile(r"\b(?:cancelé|cambié|moví|anulé|recuperar(?:la|lo|mi)?)\b", re.IGNORECASE)


def was_done(facts: Facts) -> bool:
    """Tell whether "cancelé mi cita y quiero recuperarla" tells what was done."""
    return facts.scene.language == "es" and _DONE.search(facts.text[:MAX_CHARS]) is not None


def cancels_instead(facts: Facts) -> bool:
    """Tell whether "no, mejor cancélela" turns a proposal down and cancels."""
    refused = facts.asked is Asked.CONFIRM and facts.has("CANCEL")
    return refused and any(_prefers(symbol, said=facts.has("NO", "CANT")) for symbol in facts.symbols)


def rather_cancels(facts: Facts) -> bool:
    """Tell whether "mejor cancélela", "cancélela mejor" takes none of the offers and cancels."""
    offered = facts.asked is Asked.OFFER and facts.has("CANCEL") and not facts.has("MOVE", "NO", "NOT", "Q")
    return offered and any(_prefers(symbol, said=True) for symbol in facts.symbols)


def adds_more(facts: Facts) -> bool:
    """Tell whether "sí, y también quiero cambiar la del viernes" agrees and asks for something more."""
    more = any(token.text in {"tambien", "ademas", "aparte"} for token in facts.tokens)
    return facts.has("YES") and more and facts.has("MOVE", "MOVEUP", "MOVEBACK", "CANCEL", "BOOK", "BOOKAPPT")


def _prefers(symbol: Symbol, *, said: bool) -> bool:
    """Tell whether a word says "rather", beside a "no" or with one in it."""
    words = symbol.word.split()
    if symbol.cat in {"CORRECT", "INSTEADADV"} and words[-1] == "meant":
        return True
    return symbol.cat in {"CORRECT", "INSTEADADV"} and "mejor" in words and (said or "no" in words)
