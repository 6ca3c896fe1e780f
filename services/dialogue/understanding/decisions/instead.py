"""What is done instead of what was proposed: "no, mejor cancélela"."""

from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.model import Asked


def cancels_instead(facts: Facts) -> bool:
    """Tell whether "no, mejor cancélela" turns a proposal down and cancels."""
    refused = facts.asked is Asked.CONFIRM and facts.has("CANCEL")
    return refused and any(_prefers(symbol, said=facts.has("NO")) for symbol in facts.symbols)


def adds_more(facts: Facts) -> bool:
    """Tell whether "sí, y también quiero cambiar la del viernes" agrees and asks for something more."""
    more = any(token.text in {"tambien", "ademas", "aparte"} for token in facts.tokens)
    return facts.has("YES") and more and facts.has("MOVE", "MOVEUP", "MOVEBACK", "CANCEL", "BOOK", "BOOKAPPT")


def _prefers(symbol: Symbol, *, said: bool) -> bool:
    """Tell whether a word says "rather", beside a "no" or with one in it."""
    words = symbol.word.split()
    return symbol.cat in {"CORRECT", "INSTEADADV"} and "mejor" in words and (said or "no" in words)
