"""Employers: "I work at Walmart", "trabajo en la panaderia lopez": 164.514(b)(2)(i) counts them with the names."""

from functools import lru_cache
from typing import Final

from services.gateway.redaction.names.beside import QUALITIES
from services.gateway.redaction.names.extent import name_end
from services.gateway.redaction.names.introduced import Find
from services.gateway.redaction.names.judge import is_mark, is_name, level, surname, told_word
from services.gateway.redaction.names.lexicon import (
    CITY,
    CLASS,
    COMMON,
    FIRM,
    NEVER,
    TITLE,
    WORK,
    own_lines,
    own_words,
)
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set

_AT: Final = frozenset({"at", "for", "from", "with", "by", "en", "para", "con", "de", "is", "es", ":", "called"})
_ARTICLES: Final = frozenset({"the", "la", "el", "los", "las"})
_JOINTS: Final = frozenset({"de", "del", "la", "las", "los", "el", "y", "e"})
_KIN: Final = frozenset({"hijos", "sons", "hermanos", "brothers", "bros"})
_LONGEST: Final = 5
_WEIGHT: Final = 2
_NEAR: Final = 5
#: Words that tell of work only beside a large employer's name: "call me at", "me lastime en", "me mando al examen".
_LOOSE: Final = word_set("""
    cashier teacher janitor welder mechanic bartender server waitress waiter stocker barista cajera cajero
    maestra maestro mesera mesero chofer obrero obrera
    boss patron patrona limpio limpia limpiamos shop lastime accidente accident started empece mando call hired
    fired
""")
#: Of these, those that also have the employer before them.
_SENDS: Final = frozenset({"mando"})
_HEAVY: Final = 9
#: What a business is called beside its name.
_KINDS: Final = word_set("""
    school elementary hospital clinic university college academy church inc llc corp company co construction
    bakery foods food logistics district county bank market markets grocery supply plumbing roofing landscaping
    trucking transport farms farm motors auto group services solutions systems industries restaurant cafe grill
    depot store stores center labs electric insurance realty salon dental pharmacy hotel resort casino factory
    panaderia carniceria taqueria restaurante fabrica escuela hospital tienda constructora empacadora lavanderia
    ferreteria mercado banco hotel taller supermercado
""")
#: Of these, what anything may be said of.
_BROAD: Final = frozenset({"food", "foods", "group", "market", "store", "stores", "services", "school", "center"})


def employers(read: Tokens, taken: list[Find]) -> list[Find]:
    """Return the names of employers; those that overlap what is taken are widened later by the merge."""
    del taken
    finds: list[Find] = []
    for at in read.having(WORK | FIRM):
        found = _employer(read, at) if read.codes[at] & WORK else _firm(read, at)
        if found is not None:
            finds.append(found)
    return finds


def _firm(read: Tokens, at: int) -> Find | None:
    """Return the business whose kind stands at a token: "Pacheco Construction", "Herrera e Hijos"."""
    start = at
    if read.text(at - 1) in {"e", "y", "and", "&"} and read.texts[at] in _KIN:
        start -= 1
    last = start
    while start > max(0, last - 3) and _owner(read, start - 1):
        start -= 1
    if (
        start == at
        and read.texts[at] not in _KIN
        and at + 1 < len(read.texts)
        and _owner(read, at + 1)
        and is_name(read.code(at + 1))
    ):
        return at, name_end(read, at + 1), _WEIGHT
    if start == at and read.upper(at) and (last_of := _after_kind(read, at)) > at + 1:
        return at, last_of, _WEIGHT
    named = any(not read.codes[each] & CLASS or surname(read.codes[each]) >= _HEAVY for each in range(start, last))
    return (start, at + 1, _WEIGHT) if named or (start < last and read.cap(last - 1)) else None


def _after_kind(read: Tokens, at: int) -> int:
    """Return the end of a business's name that its kind begins: "Panaderia La Espiga", "Mudanzas Del Bajio"."""
    end = at + 1
    while end < min(len(read.texts), at + _LONGEST) and not is_mark(read.codes[end]) and not read.parted(end):
        joint = read.texts[end] in _JOINTS and (read.upper(end + 1) or read.upper(end + 2))
        if not (read.upper(end) or joint) or read.codes[end] & TITLE:
            break
        end += 1
    return end


def _owner(read: Tokens, at: int) -> bool:
    """Return whether a token may be the owner's name in a business's."""
    code = read.codes[at]
    if is_mark(code) or code & CITY or code & CLASS == NEVER:
        return False
    if read.texts[at] in QUALITIES and not read.cap(at) and read.text(at + 1) in _BROAD:
        return False  # "rich foods", "small group"
    if code & CLASS:
        return (surname(code) >= _HEAVY or read.cap(at)) and not told_word(read, at)
    return read.cap(at) or (not code & CLASS and (level(code) > 0 or not read.wordlike(at)))


def _employer(read: Tokens, at: int) -> Find | None:
    """Return the business named after a form of "work at"."""
    start = at + 1
    if read.texts[at] in _LOOSE:
        return _large_firm(read, at)
    if not (read.cap(start) or read.text(start) in _brands()):
        link = next((each for each in range(start, start + 3) if read.text(each) in _AT), None)
        if link is None:
            return None
        start = link + 1
    if read.text(start) in _ARTICLES:
        start += 1
    if large := _firm_at(read, start):
        return start, start + large, _WEIGHT
    end = start
    while end < len(read.texts) and end - start < _LONGEST and _of_business(read, end, end > start):
        end += 1
    named = any(_telling(read, each) or _placed(read, each, end) for each in range(start, end))
    return (start, end, _WEIGHT) if named else None


def _large_firm(read: Tokens, at: int) -> Find | None:
    """Return the large employer a few words around a word that tells of work but also of much else."""
    first = max(0, at - _NEAR) if read.texts[at] in _SENDS else at + 1
    for start in range(first, min(len(read.texts), at + _NEAR + 1)):
        if read.parted(start) or read.texts[start] == ".":
            break
        if size := _firm_at(read, start):
            return start, start + size, _WEIGHT
    return None


def _firm_at(read: Tokens, at: int) -> int:
    """Return how many tokens the name of a large employer has that begins at one, 0 for none."""
    for firm in _firms().get(read.text(at), ()):
        if tuple(read.texts[at : at + len(firm)]) == firm:
            return len(firm)
    return 0


@lru_cache(maxsize=1)
def _firms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the large employers by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in [*(tuple(line.split()) for line in own_lines("firms")), *((word,) for word in _brands())]:
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


def _placed(read: Tokens, at: int, end: int) -> bool:
    """Return whether a place's name stands before the kind of business: "lincoln elementary"."""
    return bool(read.codes[at] & CITY) and at + 1 < end and read.texts[at + 1] in _KINDS


def _of_business(read: Tokens, at: int, inside: bool) -> bool:  # noqa: FBT001
    """Return whether a token may belong to the name of a business."""
    code, text = read.codes[at], read.texts[at]
    if (
        text in _KINDS
        or code & FIRM
        or (not code & CLASS and read.text(at + 1) in _KINDS)
        or read.cap(at)
        or text in _brands()
    ):
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
    return not code & CLASS and not code & CITY and (level(code) > 0 or not read.wordlike(at))


def _brands() -> frozenset[str]:
    """Return the large employers."""
    return own_words("employers")
