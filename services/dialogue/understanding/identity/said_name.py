"""Where in an answer the name stands: "es para mi hijo, se llama Hugo", "mi apellido es Cruz y mi nombre Rosa"."""

import re
from typing import Final

from services.dialogue.understanding.words.tokens import fold

_WORDS: Final = r"[^\W\d_][^\W\d_'\u2019.-]*(?: [^\W\d_][^\W\d_'\u2019.-]*){0,3}"
_OWN: Final = r"(?:(?:mi|el|su|my|the|his|her|their) )?"
_LAST: Final = (
    rf"{_OWN}(?:primer )?(?:apellidos?|last name|surname|family name)(?:'s| es| son| is)?[:,]? (?P<last>{_WORDS}?)"
)
_FIRST: Final = (
    rf"{_OWN}(?:primer )?(?:nombre(?: de pila)?|first name|given name|name)(?:'s| es| is)?[:,]? (?P<first>{_WORDS}?)"
)
_AND: Final = r"(?:,? (?:y|and|e))?,? "
_END: Final = r"(?=\s*(?:[,.;!?]|por favor|please|gracias|thanks|$))"
#: First and last name said apart.
_HALVES: Final = (
    re.compile(rf"\b{_LAST}{_AND}{_FIRST}{_END}"),
    re.compile(rf"\b{_FIRST}{_AND}{_LAST}{_END}"),
    re.compile(rf"^(?:(?:soy|me llamo|es) )?(?P<first>{_WORDS}?),? (?:de )?apellidos? (?P<last>{_WORDS}){_END}"),
)
#: What stands right before a name, anywhere in the answer.
_STATED: Final = re.compile(
    r"\b(?:me llamo|mi nombre(?: completo)? es|se llama|su nombre(?: completo)? es|el nombre(?: completo)? es"
    r"|le habla|habla|le saluda|a nombre de|under the name(?: of)?|pero (?:mi nombre )?es|pero me llamo"
    r"|(?:my|his|her|their|the patient's) (?:full )?name(?:'s| is))[:,]? "
)
_KIN: Final = (
    r"(?:hij[oa]|hijit[oa]|nin[oa]|bebe|nen[ea]|mama|papa|madre|padre|espos[oa]|marido|mujer|senora|abuel[oa]|abuelit[oa]"
    r"|herman[oa]|niet[oa]|suegr[oa]|ti[oa]|prim[oa]|sobrin[oa]|novi[oa]|pareja|vecin[oa])"
)
#: Whose name it is, before the name.
_RELATIVE: Final = re.compile(
    rf"^(?:.{{0,40}}\b)?(?:(?:para|de|es|por) )?(?:mi|su|la|el|nuestr[oa]) (?:\w+ )?{_KIN}"
    r"(?: (?:es|que es|llamad[oa]|de))?[,:]? (?=\w)"
)
_TITLE: Final = re.compile(
    r"^(?:(?:la|el) )?(?:senor|senora|senorita|sr|sra|srta|dona|doctor|doctora|lic|licenciad[oa]"
    r"|mister|mr|mrs|ms|miss)\.? "
)
_AGAIN: Final = re.compile(r"^(?:(?:soy|es|me llamo) )?(?P<short>\w+), (?=(?P=short) \w)")


def halves(text: str) -> str | None:
    """Return a name whose first and last name are said apart, put together; None when they are not."""
    folded = _same_length(text)
    for pattern in _HALVES:
        found = pattern.search(folded)
        if found is not None:
            return f"{text[slice(*found.span('first'))]} {text[slice(*found.span('last'))]}"
    return None


def after_statement(text: str) -> str:
    """Return what follows the words that announce a name, without a title; the whole text when nothing does."""
    folded = _same_length(text)
    ends = [found.end() for found in _STATED.finditer(folded)]
    start = ends[-1] if ends else 0
    for pattern in (_RELATIVE, _AGAIN):
        found = pattern.match(folded[start:])
        start += found.end() if found else 0
    return text[start:]


def title_length(name: str) -> int:
    """Return how many letters "la señora " takes before a name."""
    found = _TITLE.match(_same_length(name))
    return found.end() if found else 0


def _same_length(text: str) -> str:
    """Return the text folded, or only lowered where folding moves the letters."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()[: len(text)].ljust(len(text))
