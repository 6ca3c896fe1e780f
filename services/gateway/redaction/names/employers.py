"""Employers: "I work at Walmart", "trabajo en la panaderia lopez": 164.514(b)(2)(i) counts them with the names."""

from typing import Final

from services.gateway.redaction.names.introduced import Find
from services.gateway.redaction.names.judge import is_mark, level
from services.gateway.redaction.names.lexicon import CITY, CLASS, COMMON, FIRM, NEVER, WORK, own_words
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.names.wordlike import wordlike

_AT: Final = frozenset({"at", "for", "with", "by", "en", "para", "con", "de", "is", "es", ":", "called"})
_ARTICLES: Final = frozenset({"the", "la", "el", "los", "las"})
_LONGEST: Final = 5
_WEIGHT: Final = 2
#: What a business is called beside its name.
_KINDS: Final = frozenset(
    ["school", "elementary", "hospital", "clinic", "university", "college", "academy", "church", "inc", "llc", "corp", "company", "co", "construction", "bakery", "foods", "food", "logistics", "district", "county", "bank", "market", "markets", "grocery", "supply", "plumbing", "roofing", "landscaping", "trucking", "transport", "farms", "farm", "motors", "auto", "group", "services", "solutions", "systems", "industries", "restaurant", "cafe", "grill", "depot", "store", "stores", "center", "labs", "electric", "insurance", "realty", "salon", "dental", "pharmacy", "hotel", "resort", "casino", "factory", "panaderia", "carniceria", "taqueria", "restaurante", "fabrica", "escuela", "hospital", "tienda", "constructora", "empacadora", "lavanderia", "ferreteria", "mercado", "banco", "hotel", "taller", "supermercado"]
)


def employers(read: Tokens, taken: list[Find]) -> list[Find]:
    """Return the names of employers; those that overlap what is taken are widened later by the merge."""
    del taken
    finds: list[Find] = []
    for at, code in enumerate(read.codes):
        found = _employer(read, at) if code & WORK else _firm(read, at) if code & FIRM else None
        if found is not None:
            finds.append(found)
    return finds


def _firm(read: Tokens, at: int) -> Find | None:
    """Return the business whose kind stands at a token: "Pacheco Construction", "Herrera e Hijos"."""
    start = at
    if read.text(at - 1) in {"e", "y", "and", "&"} and read.texts[at] in {
        "hijos",
        "sons",
        "hermanos",
        "brothers",
        "bros",
    }:
        start -= 1
    last = start
    while start > max(0, last - 3) and _owner(read, start - 1):
        start -= 1
    named = any(not read.codes[each] & CLASS for each in range(start, last))
    return (start, at + 1, _WEIGHT) if named or (start < last and read.cap(last - 1)) else None


def _owner(read: Tokens, at: int) -> bool:
    """Return whether a token may be the owner's name in a business's."""
    code = read.codes[at]
    if is_mark(code) or code & (CLASS | CITY) >= COMMON:
        return False
    return read.cap(at) or (not code & CLASS and (level(code) > 0 or not wordlike(read.texts[at])))


def _employer(read: Tokens, at: int) -> Find | None:
    """Return the business named after a form of "work at"."""
    start = next((each for each in range(at + 1, at + 4) if read.text(each) in _AT), None)
    if start is None and not (read.cap(at + 1) or read.text(at + 1) in _brands()):
        return None
    start = at + 1 if start is None else start + 1
    if read.text(start) in _ARTICLES:
        start += 1
    end = start
    while end < len(read) and end - start < _LONGEST and _of_business(read, end, end > start):
        end += 1
    named = any(_telling(read, each) for each in range(start, end))
    return (start, end, _WEIGHT) if named else None


def _of_business(read: Tokens, at: int, inside: bool) -> bool:  # noqa: FBT001
    """Return whether a token may belong to the name of a business."""
    code, text = read.codes[at], read.texts[at]
    if text in _KINDS or read.cap(at) or text in _brands():
        return True
    if text in {"&", "'"} or (inside and text in {"and", "of", "de"} and read.cap(at + 1)):
        return inside
    if is_mark(code) or code & CLASS == NEVER or read.parted(at):
        return False
    return _telling(read, at) or (inside and code & CLASS < COMMON and level(code) > 0)


def _telling(read: Tokens, at: int) -> bool:
    """Return whether a token is the name proper."""
    code, text = read.codes[at], read.texts[at]
    if read.cap(at) or text in _brands():
        return True
    return not code & CLASS and not code & CITY and (level(code) > 0 or not wordlike(text))


def _brands() -> frozenset[str]:
    """Return the large employers."""
    return own_words("employers")
