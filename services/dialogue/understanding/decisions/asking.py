"""Questions asked in answer to a proposal: "¿y si luego no puedo ir?", "es a las tres, ¿verdad?", "¿cuál es?"."""

import re
from typing import Final

from services.dialogue.commands import Ask, Repeat
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH
from services.dialogue.understanding.words.word_set import word_set

#: What may come between a proposal and the appointment itself.
_MISHAP: Final = (
    r"(?:no (?:puedo|pudiera|podre|alcanzo|llego|voy|me da tiempo|la quiero|quiero ir|me queda|me dan permiso)"
    r"|me (?:enferm|surg|sal|arrepient)|se me|llego tarde|(?:la )?(?:quiero|necesito|tengo que|quisiera|tuviera que)"
    r" (?:volver a )?(?:cambi|cancel|mov)|cambio de opinion)"
)
_WHAT_IF: Final = re.compile(
    rf"\b(?:y|pero|que pasa|que hago|y que) si (?:(?:ya|luego|despues|al final|ese dia|por algo|algo|yo|resulta que"
    rf"|entonces) )*{_MISHAP}"
)
_LATER_ON: Final = re.compile(
    r"\b(?:puedo|podria|podre|se puede|se podria|pueden|se pueden) (?:volver a )?(?:cambi|cancel|mov|modific)ar\w*"
    r" (?:otra vez|despues|luego|de nuevo|mas adelante|mas tarde|si )"
)
_YES: Final = re.compile(r"^(?:si|sip|ok|okay|claro|bueno|va|vale|dale|perfecto|no|nop|nel)\b(?! (?:puedo|la|se)\b)")


def asks_what_if(facts: Facts) -> bool:
    """Tell whether only a question is asked what happens if it has to be changed again."""
    text = _words(facts)
    if facts.wish.intervals or _YES.match(text):
        return False
    return _WHAT_IF.search(text) is not None or _LATER_ON.search(text) is not None


def asks_if_right(facts: Facts) -> bool:
    """Tell whether "es a las tres, ¿verdad?" wants to hear the proposal again, and says neither yes nor no."""
    words = _words(facts).split()
    if words[-1:] == ["right"] and facts.wishes and facts.count("YES") == 1 and not facts.has("WORKS", "NO", "NOT"):
        return len(words) > 1 and words[-2] not in {"is", "thats", "all", "sounds"}
    tagged = words[-1:] in (["verdad"], ["cierto"], ["verda"])
    told = facts.wishes or facts.roles.value(WISH, "PROV") is not None
    return tagged and told and not facts.has("NO", "NOT", "BUT", "CANT", "BAD", "CORRECT", "AVAIL", "NEED")


def leaves_open(facts: Facts) -> bool:
    """Tell whether a yes names two times, or only holds under a condition: "si es el 7 voy"."""
    two = facts.wishes and any(symbol.cat == "OR" for symbol in facts.words)
    return two or (facts.tokens[1:2] != () and facts.tokens[1].kind != "mark" and _IF.match(_words(facts)) is not None)


_IF: Final = re.compile(
    r"^si es (?:el|la|los|las|a|en|por|de|con) .*\b(?:si|voy|iria|puedo|podria|bien|sirve|ok|acepto|quiero|perfecto)\b"
)


def only_otherwise(facts: Facts) -> bool:
    """Tell whether "si no hay otra más temprano, sí" agrees only where nothing else can be had."""
    return _IF_NONE.search(_words(facts)) is not None


_IF_NONE: Final = re.compile(
    r"^(?:pues |bueno |mm+ )?si (?:es que )?no (?:hay|tiene|tienen|queda|se puede) "
    r"(?!de otra|remedio|mas remedio|problema).*\b(?:si|ok|va|bueno|esa|ese|acepto|bien|pues)$"
)


def asks_which_offer(facts: Facts) -> bool:
    """Tell whether "¿cuál de las tres es con el doctor?", "¿son con la misma doctora?" asks about the offers."""
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _OPENERS]
    if words[:1] in (["cual"], ["cuales"]):
        return not _CHOOSING & set(words[1:3])
    told = facts.roles.value(WISH, "PROV") is not None or facts.has("SAMEPROV")
    return facts.asked is Asked.OFFER and words[:1] != [] and words[0] in _IS and told and facts.has("Q")


_OF_ONE: Final = re.compile(
    r"^(?:(?:and|so|but|wait|ok|okay|um|uh|well|sorry|hmm) )*"
    r"(?:who|when|where|what|which|how)(?: time| day| doctor| date| long| office| location| one)?"
    r"(?:s| ones| with| is| are| was| do| does| will)\b(?! (?:about|if)\b)"
)


def asks_of_one(facts: Facts) -> bool:
    """Tell whether "who's the one on Friday with?", "when is the physical?" asks about one, and picks none."""
    return facts.scene.language == "en" and _OF_ONE.search(_words(facts)) is not None


_NOT_COMING: Final = r"si (?:ya |luego |al final )?no (?:puedo|llego|alcanzo|voy|pudiera|fuera|llegara|asisto)\b"
_WHAT_THEN: Final = re.compile(
    rf"^(?:\w+ )?{_NOT_COMING}.*\b(?:que pasa|que hago|me atienden|me cobran|pierdo|hay multa|hay cargo|hay problema)"
    rf"|^(?:\w+ )?(?:que pasa|que hago|me cobran|hay multa|hay algun cargo|hay problema|pierdo la cita) {_NOT_COMING}"
)


def question(facts: Facts) -> Decision | None:
    """A question in answer to a proposal, which is neither a yes nor a no."""
    if facts.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE} and _WHAT_THEN.search(_words(facts)):
        return [Ask("fee")], False
    if facts.asked not in {Asked.CONFIRM, Asked.OFFER}:
        return ([Repeat()], False) if facts.asked is Asked.ANYTHING_ELSE and _of_the_one_told(facts) else None
    return _about_proposal(facts)


def _about_proposal(facts: Facts) -> Decision | None:
    """A question about what was offered or read back."""
    if asks_what_if(facts):
        return [Ask("fee")], False
    if facts.asked is Asked.CONFIRM and _words(facts).startswith(("what happens if", "what if i say")):
        return [Repeat()], True
    if _asks_of_offer(facts):
        return [Ask(str(facts.value("TOPIC")))], False
    if facts.asked is Asked.CONFIRM and (asks_if_right(facts) or _asks_again(facts)):
        return [Repeat()], False
    if facts.asked is Asked.OFFER and _reads_back(facts):
        return [Repeat()], False
    return ([Repeat()], False) if facts.asked is Asked.OFFER and _asks_if_then(facts) else None


def _reads_back(facts: Facts) -> bool:
    """Tell whether "so it's Monday or Thursday, right?" wants to hear the offers again."""
    words = _words(facts).split()
    return facts.has("OR") and facts.wishes and len(words) > 1 and words[-1] in {"right", "correct"}


def _of_the_one_told(facts: Facts) -> bool:
    """Tell whether "is that with Dr. Patel?" asks about what was just done."""
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _OPENERS]
    told = facts.wishes or facts.roles.value(WISH, "PROV") is not None or facts.roles.value(WISH, "PLACE") is not None
    return words[:2] in (["is", "that"], ["was", "that"], ["is", "it"]) and told and not facts.has("AVAIL", "POSS")


def _asks_of_offer(facts: Facts) -> bool:
    """Tell whether "¿cuánto dura la de las nueve?" asks about an offer, which does not take it."""
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _OPENERS]
    return facts.asked is Asked.OFFER and facts.value("TOPIC") is not None and words[:1] in _HOW


_HOW: Final = (
    ["cuanto"],
    ["cuanta"],
    ["como"],
    ["donde"],
    ["what"],
    ["whats"],
    ["where"],
    ["wheres"],
    ["how"],
    ["is"],
    ["does"],
)
_THEN: Final = re.compile(
    r"^(?:y )?(?:la|el) (?:de|del) (?:las? |el )?\S+(?: y \S+)? (?:es|seria|cae) (?!(?:la|el) que)"
)
_OR_THAT: Final = re.compile(
    r"^(?:(?:y|pero|entonces|perdon|oiga) )*(?:es|era|(?:me )?dijo) (?!(?:posible|que|mejor|para)\b)"
)
_NO_QUESTION: Final = ("NO", "NOT", "BUT", "CANT", "BAD", "CORRECT", "AVAIL", "NEED", "WORKS", "YES")


def _asks_if_then(facts: Facts) -> bool:
    """Tell whether "la de las tres, ¿es en la mañana?" asks when an offer is."""
    return facts.has("Q") and _THEN.search(_words(facts)) is not None and not facts.has(*_NO_QUESTION)


def _asks_again(facts: Facts) -> bool:
    """Tell whether "¿me dijo a las tres o a las cuatro?" wants to hear the proposal again."""
    told = facts.wishes or facts.roles.value(WISH, "PROV") is not None
    asks = facts.has("Q", "OR") and not facts.has(*_NO_QUESTION)
    return told and asks and _OR_THAT.search(_words(facts)) is not None


_OPENERS: Final = word_set("and so y oiga disculpe perdon pero este eh ok bueno entonces ah ay mire oye")
_IS: Final = word_set("es son seria serian todas todos esas esos")
_CHOOSING: Final = word_set("sea quiera me usted conviene prefiere no otra mas")


def _words(facts: Facts) -> str:
    """Return the words said, without marks."""
    return " ".join(token.text for token in facts.tokens if token.kind != "mark")
