"""Who speaks, said in passing: "hi, this is John Smith, born May 4 1980, can I move my Thursday appointment?".

Before anything was asked, a name and a birth date are read as such and taken out, so that the rest is understood like
any other request.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.dialogue.commands import Command, GiveBirthDate, GiveName
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.gather import copy
from services.dialogue.understanding.identity.birth_date import Readings, birth_date_with_span
from services.dialogue.understanding.identity.name import is_name
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.tokens import MAX_CHARS, Token, fold
from services.dialogue.understanding.words.word_set import word_set

_STATED: Final = re.compile(
    r"\b(?P<how>my (?:full |patient )?name(?:'s| is)|the name(?:'s| is)|name is|this is|i am|i'm|im|it's|it is"
    r"|me llamo|mi nombre(?: completo)? es|soy|le habla|habla|aqui)"
    r" (?:(?:el|la|senor|senora|sr|sra|mr|mrs|ms)\.? )*"
    r"(?P<name>[^\W\d_](?:[^\W\d_]|['\u2019.-])*(?: [^\W\d_](?:[^\W\d_]|['\u2019.-])*){0,4})"
)
#: Ways of speaking that name somebody only where the words are known names: "im Emily", not "im running late".
_WEAK: Final = word_set("i'm im aqui habla") | {"i am", "it's", "it is", "this is", "soy"}
#: Words that end a name said in passing.
_ENDS: Final = word_set(
    """
    i i'd i'm im id my can could would will want wanted need calling call born dob date birthday and or but from
    about with for please here again hi to have had got is was the on at trying looking hoping wanting y e o
    pero yo mi me nos quiero quisiera queria necesito ocupo puedo podria puede podrian tengo tenia llamo hablo
    llamaba naci nacida nacido fecha para por con si que quería nací hablando llamando estoy ando es
    """
)
_HALVES: Final = 2
#: Whose relative speaks is no name.
_RELATIVES: Final = word_set(
    """
    papa mama padre madre esposo esposa marido mujer hijo hija hermano hermana abuelo abuela tio tia paciente cuidadora
    mom dad mother father wife husband son daughter sister brother grandma patient caregiver parent
    """
)


#: "Only if it's doctor Kim" names the doctor, not who speaks.
_TITLES: Final = word_set("doctor dr dra doctora doc nurse")


@dataclass(frozen=True, slots=True)
class Introduction:
    """What was said of the person, and the words that are left.

    Attributes:
        commands: The name and the birth date.
        unsure: Whether the birth date has two readings.
        rest: The other tokens.
    """

    commands: list[Command]
    unsure: bool
    rest: list[Token]


def introduction(facts: Facts) -> Introduction | None:
    """Return who introduced themselves beside another request; None when nobody did, or nothing else was said."""
    if facts.asked not in {None, Asked.WHAT}:
        return None
    taken: list[tuple[int, int]] = []
    commands: list[Command] = []
    name = stated_name(facts.text[:MAX_CHARS])
    if name is not None:
        commands.append(GiveName(name[0]))
        taken.append(name[1:])
    readings, span = _birth(facts)
    if readings:
        commands.append(GiveBirthDate(readings[0], readings[1:]))
        taken.append(span)
    if not commands:
        return None
    rest = [token for token in facts.tokens if not any(low <= token.start < high for low, high in taken)]
    return Introduction(commands, len(readings) > 1, _trimmed(rest))


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without the marks and connectives left at both ends."""
    low, high = 0, len(tokens)
    while low < high and (tokens[low].kind == "mark" or tokens[low].text in {"and", "y"}):
        low += 1
    while low < high and (tokens[high - 1].kind == "mark" and tokens[high - 1].text != "?"):
        high -= 1
    return list(tokens[low:high])


def stated_name(text: str) -> tuple[str, int, int] | None:
    """Return the name stated, as written, and the stretch of text that states it."""
    folded = fold(text)
    if len(folded) != len(text):
        return None
    for found in _STATED.finditer(folded):
        words = _name_words(folded[found.start("name") : found.end("name")])
        end = found.start("name") + len(" ".join(words))
        written = text[found.start("name") : end]
        if not words or not is_name(written):
            continue
        if _is_believed(found["how"], words, written) or _is_born(words, folded[end:]):
            return written.strip(" .'-"), found.start(), end
    return None


def _name_words(said: str) -> list[str]:
    """Return the words up to the first that belongs to no name."""
    words: list[str] = []
    for word in said.split(" "):
        if word in _ENDS:
            break
        words.append(word)
        if word.endswith(".") and len(word) > _INITIAL:
            break
    return words


#: Longer than this with a full stop, a word ends its sentence: "this is Karen. I've got"; "Jr." does not.
_INITIAL: Final = 4


def _is_believed(how: str, words: Sequence[str], written: str) -> bool:
    """Tell whether a way of speaking that need not name anybody does: a known or a written name follows."""
    if how not in _WEAK:
        return not _RELATIVES & set(words)
    if words[0] in _TITLES:
        return False
    capital = all(word[:1].isupper() for word in written.split())
    known = sum(word.strip(".'-") in NAMES for word in words)
    full = len(words) >= _HALVES and (known > 0 or capital)
    return (full or known == len(words)) and not _RELATIVES & set(words)


#: What follows the words of a name where a birth date is told with it.
_BORN_NEXT: Final = re.compile(
    r"[,;.]? (?:(?:and|y|i was|my) )*(?:born|dob|d\.o\.b|date of birth|birth|naci|nacid|fecha de nac)"
)


def _is_born(words: Sequence[str], behind: str) -> bool:
    """Tell whether two words or more, and behind them a birth date, name who speaks: "soy isaac bloom naci el"."""
    plain = not _RELATIVES & set(words) and words[0] not in _TITLES
    return plain and len(words) >= _HALVES and _BORN_NEXT.match(behind) is not None


def _birth(facts: Facts) -> tuple[Readings, tuple[int, int]]:
    """Return the readings of a birth date that was announced as one, and its stretch of text."""
    born = [symbol for symbol in facts.words if symbol.cat == "BORN"]
    found = birth_date_with_span([copy(symbol) for symbol in facts.words], facts.scene) if born else None
    if found is None:
        return (), (0, 0)
    readings, first, last = found
    first = min([first, *(symbol.first for symbol in born if symbol.first < first)])
    tokens = facts.tokens
    return readings, (tokens[first].start, tokens[min(last, len(tokens) - 1)].end)
