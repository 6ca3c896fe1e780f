"""Is this token a part of a name? By its entry in the lexicon, how it is written, and what stands beside it."""

from typing import Final

from services.gateway.redaction.names.beside import (
    AUXILIARIES,
    BEFORE_MONTHS,
    BEFORE_WORDS,
    FIELDS,
    FOSTERED,
    JOINS,
    OBJECTS,
    QUALITIES,
    SAYING,
    SHORT_TITLES,
    WANTING,
)
from services.gateway.redaction.names.cues import Strength
from services.gateway.redaction.names.lexicon import (
    CITY,
    CLASS,
    COMMON,
    GIVEN,
    MARK,
    MONTH,
    NEVER,
    PARTICLE,
    SURNAME,
    SURNAME_SHIFT,
    TITLE,
    VERB,
    WORD,
    own_words,
)
from services.gateway.redaction.names.tokens import Tokens

#: Levels: from `_HEAVY` on a word is commonly a name; a `_KNOWN` one is borne by some thousands.
_HEAVY: Final = 9
_KNOWN: Final = 6
_SOME: Final = 4


def given(code: int) -> int:
    """Return the level as a given name."""
    return code & GIVEN


def surname(code: int) -> int:
    """Return the level as a surname."""
    return (code & SURNAME) >> SURNAME_SHIFT


def level(code: int) -> int:
    """Return the level as a name of either kind."""
    return max(code & GIVEN, (code & SURNAME) >> SURNAME_SHIFT)


def is_mark(code: int) -> bool:
    """Tell numbers and punctuation."""
    return code & MARK == MARK


def is_name(code: int) -> bool:
    """Tell a name that is no word at all."""
    return not code & CLASS and level(code) > 0


def free(read: Tokens, at: int) -> bool:
    """Return whether what follows a word leaves it a name: an end, a mark, a function word that no verb takes."""
    code, after = read.code(at), read.code(at + 1)
    text = read.text(at + 1)
    if code & MONTH and text[:1].isdecimal():
        return False
    if read.parted(at + 1) or text in AUXILIARIES or text in FIELDS or read.source.startswith("'s", read.ends[at]):
        return True
    if at + 1 >= len(read.texts) or is_mark(after):
        return text not in {"/", "-", "%", "$"}
    if code & VERB and text in OBJECTS:
        return False
    return after & CLASS == NEVER or (after & CLASS == 0 and level(after) >= _SOME)


def told_word(read: Tokens, at: int) -> bool:
    """Return whether what precedes a word says that it is no name: "the bill", "can mark", "in april"."""
    before = read.text(at - 1)
    if before in BEFORE_WORDS:
        # "a perla y a nieves", "a Rosa no la pueden llevar"
        return before != "a" or not (read.text(at - 2) in {"y", "o"} or (read.cap(at) and given(read.codes[at])))
    return bool(read.code(at) & MONTH) and (before in BEFORE_MONTHS or before[:1].isdecimal())


def begins(read: Tokens, at: int, strength: Strength) -> bool:
    """Return whether a token begins a name after a cue of some strength."""
    if at >= len(read.texts) or fosters(read, at):
        return False
    code, kind = read.codes[at], read.codes[at] & CLASS
    if len(read.texts[at]) == 1:
        return initial(read, at) and (strength >= Strength.TITLE or _surname_after_initial(read, at))
    if kind == NEVER or (code & VERB and _acts(read, at, strength)):
        return _begins_function(read, at, strength)
    if kind == 0:
        return _begins_plain(read, at, strength)
    if strength >= Strength.TITLE and not code & (TITLE | CITY) and _capital(read, at):
        return True
    return _begins_word(read, at, strength) if kind == WORD else _begins_common(read, at, strength, code)


def fosters(read: Tokens, at: int) -> bool:
    """Return whether "foster" tells of kin here, and is no surname: "my foster son"."""
    return read.texts[at] == "foster" and read.text(at + 1) in FOSTERED and not read.cap(at)


def _begins_function(read: Tokens, at: int, strength: Strength) -> bool:
    """Judge a function word, or a verb used as one."""
    code = read.codes[at]
    if code & CLASS == NEVER and (_family_asked(read, at) or _small_name(read, at, strength)):
        return True
    return strength == Strength.TITLE and read.cap(at) and surname(code) >= _HEAVY - 1


def _family_asked(read: Tokens, at: int) -> bool:
    """Return whether a function word is a surname for once: "last name good"."""
    alone = surname(read.codes[at]) >= _KNOWN and is_mark(read.code(at + 1)) and read.texts[at].isalpha()
    return alone and (read.text(at - 1) in {"surname", "apellido"} or read.text(at - 2) in {"last", "family"})


def _small_name(read: Tokens, at: int, strength: Strength) -> bool:
    """Return whether a function word is a given name for once: "el papá de Mar", "cita para Mía y"."""
    if read.texts[at] == "mia" and read.cap(at) and read.text(at - 1) in {"para", "for", "a"}:
        return True
    alone = read.cap(at) and given(read.codes[at]) >= _SOME and is_mark(read.code(at + 1))
    return alone and strength == Strength.MEDIUM and read.texts[at].isalpha()


def _capital(read: Tokens, at: int) -> bool:
    """Return whether a word is written like a name, or with a capital and is a given name."""
    return read.cap(at) or (read.upper(at) and given(read.codes[at]) >= _KNOWN)


def _acts(read: Tokens, at: int, strength: Strength) -> bool:
    """Return whether a name that is a verb is used as one: "the nurse drew my blood", "i want to sue"."""
    if read.cap(at) or strength == Strength.STRONG:
        return False
    return read.text(at + 1) in OBJECTS or (read.text(at - 1) == "to" and read.text(at - 2) in WANTING)


def _begins_plain(read: Tokens, at: int, strength: Strength) -> bool:
    """Judge a token that is no word: a known name, or one in no lexicon."""
    code = read.codes[at]
    if code & CITY and strength <= Strength.MEDIUM:
        return bool(given(code) >= _HEAVY and strength == Strength.MEDIUM) or continues(read, at + 1)
    if level(code):
        if strength == Strength.WEAK:
            return given(code) >= _SOME or surname(code) >= _KNOWN or read.cap(at) or continues(read, at + 1)
        return True
    if strength == Strength.WEAK:
        return read.misspelt(at) or (read.cap(at) and not read.wordlike(at))
    return strength == Strength.STRONG or read.cap(at) or read.misspelt(at) or not read.wordlike(at)


def _begins_word(read: Tokens, at: int, strength: Strength) -> bool:
    """Judge a word that may also be a name."""
    code = read.codes[at]
    known = _family_name(read, at + 1, strength)
    if strength == Strength.STRONG:
        return level(code) > 0 and (level(code) >= _SOME or free(read, at) or known)
    if strength == Strength.TITLE:
        return surname(code) >= _SOME or given(code) >= _KNOWN or known
    if strength == Strength.MEDIUM:
        return level(code) >= _KNOWN and (free(read, at) or known) and not _described(read, at)
    if _devotional(read, at):
        return True
    return given(code) >= _HEAVY - 1 and (known or free(read, at)) and not told_word(read, at)


def _described(read: Tokens, at: int) -> bool:
    """Return whether a word tells what something is like: "i'm frank about this", "at its peak", "it's sunny"."""
    before, after = read.text(at - 1), read.text(at + 1)
    if read.cap(at) or after in SAYING or read.text(at + 2) in SAYING:
        return False
    if before in {"it's", "its"} or (before == "is" and read.text(at - 2) in {"it", "this", "that"}):
        return given(read.codes[at]) < _HEAVY or read.texts[at] in QUALITIES
    return read.texts[at] in QUALITIES and after not in JOINS and at + 1 < len(read.texts)


def _family_name(read: Tokens, at: int, strength: Strength) -> bool:
    """Return whether a token is a surname and no word; after a good cue an unknown one counts too."""
    while len(read.text(at)) == 1 and at + 1 < len(read.texts) and (read.texts[at].isalpha() or read.texts[at] == "."):
        at += 1
    code = read.code(at)
    if strength > Strength.WEAK and code & CLASS < NEVER and surname(code) >= _HEAVY and not read.parted(at):
        return True
    if code & CLASS or at >= len(read.texts) or read.parted(at):
        return False
    unknown = strength > Strength.WEAK and not level(code) and not read.wordlike(at)
    return surname(code) >= _SOME or unknown


def _begins_common(read: Tokens, at: int, strength: Strength, code: int) -> bool:
    """Judge an everyday word that also is a name."""
    known = _family_name(read, at + 1, strength)
    if strength == Strength.STRONG:
        counted = read.text(at - 1) == "first" and not read.cap(at) and not is_mark(read.code(at + 1))
        return level(code) >= _KNOWN and (known or (free(read, at) and not counted))  # "first baby was"
    if strength == Strength.TITLE:
        sure = read.text(at - 1) in SHORT_TITLES or read.text(at - 2) in SHORT_TITLES
        return (surname(code) >= _HEAVY - 1 or given(code) >= _HEAVY) and (sure or free(read, at))
    if strength == Strength.MEDIUM:
        if read.cap(at) and given(code) >= _KNOWN and not code & (MONTH | VERB | CITY):
            return True  # "mi cuñada Pilar lleva a los niños"
        least = _KNOWN if read.cap(at) else _HEAVY
        return (given(code) >= least and free(read, at)) or (known and given(code) >= _SOME)
    if _devotional(read, at):
        return True
    return known and given(code) >= _HEAVY and not told_word(read, at)


def _devotional(read: Tokens, at: int) -> bool:
    """Return whether an everyday word of Spanish that many are called has a capital within a sentence."""
    code = read.codes[at]
    named = read.cap(at) and given(code) >= _SOME and not code & (MONTH | VERB | CITY)
    return named and read.texts[at] in own_words("ambiguous_es") and not told_word(read, at)


def continues(read: Tokens, at: int) -> bool:
    """Return whether a token goes on with a name that begins before it."""
    if at >= len(read.texts) or read.parted(at) or read.source.startswith("'s", read.ends[at - 1]):
        return False
    if read.text(at + 1).isdecimal() and read.starts[at + 1] == read.ends[at]:
        return False  # the "SR" of "case SR0091882"
    code, kind = read.codes[at], read.codes[at] & CLASS
    if len(read.texts[at]) == 1:
        return initial(read, at)
    if kind == NEVER:
        least = _KNOWN if code & PARTICLE and is_mark(read.code(at + 1)) else _HEAVY - 1
        return read.cap(at) and surname(code) >= least and not is_mark(code)
    return _continues_plain(read, at) if kind == 0 else _continues_word(read, at)


def _continues_word(read: Tokens, at: int) -> bool:
    """Judge a word that may also be a surname."""
    code, kind = read.codes[at], read.codes[at] & CLASS
    if read.cap(at) and level(code):
        return True
    if read.small(at) or not free(read, at):
        return False
    least = _HEAVY if kind == COMMON else _SOME
    if read.upper(at) and read.upper(at - 1):
        least = min(least, _KNOWN)
    return (read.cap(at) and kind == WORD) or (surname(code) >= least and not (kind == COMMON and code & CITY))


def _continues_plain(read: Tokens, at: int) -> bool:
    """Judge a token that is no word."""
    code = read.codes[at]
    if code & CITY:
        return surname(code) >= _KNOWN and read.text(at + 1) != ","
    return level(code) > 0 or read.cap(at) or read.misspelt(at) or not read.wordlike(at)


def initial(read: Tokens, at: int) -> bool:
    """Return whether a single letter is an initial: "j.", or one before a name; "a", "y", "i" and the like only so."""
    text = read.texts[at]
    if not text.isalpha() or (read.text(at - 1) == "/" and read.ends[at - 1] == read.starts[at]):
        return False  # the "s" of "r/s" is no initial
    dotted = read.text(at + 1) == "." and read.starts[at + 1] == read.ends[at]
    return dotted or (not read.codes[at] & CLASS and _surname_after_initial(read, at))


def _surname_after_initial(read: Tokens, at: int) -> bool:
    """Return whether a surname follows an initial, with or without its point."""
    after = at + 2 if read.text(at + 1) == "." else at + 1
    code = read.code(after)
    unknown = not level(code) and after < len(read.texts) and (read.cap(after) or not read.wordlike(after))
    return not is_mark(code) and (
        (code & CLASS == 0 and len(read.text(after)) > 2 and (level(code) > 0 or unknown))  # noqa: PLR2004
        or (code & CLASS == WORD and surname(code) >= _KNOWN)
    )
