"""What stands beside a yes or a no, and makes it neither: "isn't that a holiday?", "I'd rather have two, but ok"."""

import re
from typing import Final

from services.dialogue.commands import Confirm, Repeat, Unclear
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_NEGATED: Final = word_set("isnt arent wasnt werent doesnt didnt aint dont wont wouldnt")
#: Of whom or what such a question asks; "isn't there anything sooner?" wishes for it.
_ABOUT: Final = word_set("that it this these those they he she dr doctor the my it's you we i")
_IS: Final = word_set("is are was does do can will would could")
#: "Yes, but I may need to change it later."
_RESERVE: Final = re.compile(r"\b(?:may|might|could) (?:need|have) to (?:change|move|cancel|reschedule)\b")
_OPENERS: Final = word_set("and but so wait um uh hmm oh well hold on sorry ok okay")
#: A yes after a "but" takes back the wish before it.
_GIVING_IN: Final = frozenset({"YES", "WORKS", "THANKS", "END", "STOP", "TAKE", "COMMA"})


def unplain(facts: Facts) -> Decision | None:
    """Return the answer to what is neither yes nor no to a proposal; None where it is not so."""
    if facts.asked not in {Asked.OFFER, Asked.CONFIRM} or facts.scene.language is not Language.EN:
        return None
    if _asks_whether_not(facts):
        return [Repeat()], True
    if facts.asked is Asked.CONFIRM and _gives_in(facts):
        return [Confirm()], True
    if facts.has("YES") and _RESERVE.search(" ".join(token.text for token in facts.tokens)):
        return [Unclear()], True
    return ([Unclear()], True) if facts.asked is Asked.CONFIRM and _both(facts) else None


def _asks_whether_not(facts: Facts) -> bool:
    """Tell whether "isn't that a holiday?", "that's a holiday, isn't it?" asks."""
    words = [token.text for token in facts.tokens if token.kind != "mark"]
    while words and words[0] in _OPENERS:
        words.pop(0)
    opens = len(words) > 1 and words[0] in _NEGATED - {"dont"} and words[1] in _ABOUT
    tagged = len(words) > 3 and words[-2] in _NEGATED and words[-1] in _ABOUT - {"my", "the"}  # noqa: PLR2004
    denied = len(words) > 3 and words[-2] in _IS and words[-1] in _ABOUT and facts.has("NOT")  # noqa: PLR2004
    return opens or tagged or denied


def _gives_in(facts: Facts) -> bool:
    """Tell whether "I was hoping for the afternoon, but sure" takes what is proposed after all."""
    cats = [symbol.cat for symbol in facts.symbols]
    at = max((index for index, cat in enumerate(cats) if cat == "BUT"), default=-1)
    behind = set(cats[at + 1 :])
    wished = facts.wishes or facts.has("EARLIER", "LATER", "NEED")
    return at > 0 and wished and behind <= _GIVING_IN and bool(behind & {"YES", "WORKS"})


def _both(facts: Facts) -> bool:
    """Tell whether a yes and a no go to different things: "the 14th yes, the time no", "yes, for my son, not me"."""
    cats = [symbol.cat for symbol in facts.symbols if symbol.cat not in {"END", "STOP", "COMMA"}]
    parted = "YES" in cats[:-1] and cats[-1:] == ["NO"] and len(cats) > 2 and facts.wishes  # noqa: PLR2004
    kin = any(symbol.cat == "KIN" for symbol in facts.words) and facts.has("YES") and facts.has("NO", "NOT")
    return parted or kin
