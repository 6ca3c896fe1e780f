"""Names that stand by themselves: what the lexicons, the writing and the neighbours make of a row of tokens."""

from functools import lru_cache
from string import ascii_lowercase
from typing import Final

from services.gateway.redaction.names.cues import cue_table
from services.gateway.redaction.names.extent import after_comma, name_end
from services.gateway.redaction.names.introduced import Find
from services.gateway.redaction.names.judge import (
    fosters,
    free,
    given,
    initial,
    is_mark,
    is_name,
    level,
    surname,
    told_word,
)
from services.gateway.redaction.names.lexicon import CITY, CLASS, COMMON, MONTH, NEVER, VERB, WORD, lexicon
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set

_ENOUGH: Final = 19
"""Tenths of a point at which a row of tokens is a name."""
_GIVEN_POINTS: Final = (0, 8, 10, 14, 20, 25, 26, 26, 28, 30, 30, 30, 30, 30, 30, 30)
_SURNAME_POINTS: Final = (0, 7, 7, 8, 9, 10, 13, 15, 17, 26, 27, 28, 28, 28, 28, 28)
_SOME: Final = 4
_KNOWN: Final = 6
_HEAVY: Final = 9

_NAME_AFTER: Final = word_set("""
    here calling speaking dob born nacido nacida nacio signing habla hablando appointment appt appointment's
    cita patient paciente
""")
_SPEAKS: Final = frozenset({"here", "calling", "speaking", "again", "habla", "hablando", "llamando"})
_HAILS: Final = frozenset({"hi", "hello", "hey", "hola", "yes", "ok", "si", "bueno"})
_HAS: Final = word_set("""
    is has was needs wants can can't cant will called said says asked told had would tiene es quiere necesita
    esta puede llamo dijo
""")
#: What only people do: "Lindqvist wants labs".
_WISHES: Final = word_set("""
    wants needs called calls calling says said asked asks told wondering quiere necesita llamo marco pidio pide
    dijo dice pregunta pregunto canceled cancelled confirmed cancelo confirmo rescheduled reagendo
""")
#: "maria, soy su mama", "rosa is my aunt".
_PRESENTS: Final = frozenset(
    {("soy", "su"), ("soy", "la"), ("soy", "el"), ("soy", "tu")}
    | {(verb, whose) for verb in ("is", "es") for whose in ("my", "mi")}
)
_ABLE: Final = frozenset({"may", "might", "can't", "cannot", "won't", "couldn't", "needs", "wants"})
_BARE_VERBS: Final = word_set("""
    be call see have come get do need still also go take send bring make give let know want work return accept
""")
#: Surnames that are trades and callings: "the baker down the street".
_TRADES: Final = word_set("""
    bishop baker mason cook carpenter miller smith porter fisher parker walker hunter piper archer potter weaver
    shepherd butler chambers brewer sawyer cooper taylor tanner fuller barber barker gardener driver marshall page
    sheriff coach dean abbot pastor mayor major general sergeant farmer singer turner shoemaker thatcher roofer
""")
_DETERMINERS: Final = word_set("a an the my his her our your their this that last next")
#: What people have at a clinic: "clara's pills", "bridget's brother".
_OWNED: Final = word_set("""
    pills meds medicine medication appointment appointments appt results chart records record mom mum mother dad
    father brother sister son daughter husband wife boyfriend girlfriend aunt uncle cousin grandma grandpa
    grandmother grandfather caregiver caretaker partner birthday insurance prescription refill visit doctor phone
    number file form forms paperwork labs bill card account teeth parents kids friend neighbor nurse physical exam
    checkup cleaning name dob date referral test tests surgery case
""")
_LINKS: Final = frozenset({"and", "y", "&", ",", "or", "e", "o"})


def standing(read: Tokens, taken: list[Find]) -> list[Find]:
    """Return the names no cue announces.

    Args:
        read: The text.
        taken: What cues announced, in order.
    """
    finds: list[Find] = []
    busy = {at for start, end, _ in taken for at in range(start, end)}
    beyond = 0
    for at in _candidates(read):
        found = None if at < beyond or at in busy or not _may_begin(read, at) else _row(read, at, busy)
        if found is not None:
            finds.append(found)
            busy.update(range(found[0], found[1]))
            beyond = found[1]
    return finds


def _candidates(read: Tokens) -> list[int]:
    """Return the tokens that are no mark, number or function word, and the single letters."""
    found = read.entered([code for code in read.entries if code & NEVER != NEVER])
    letters = [at for at in read.entered(_function_letters().intersection(read.entries)) if len(read.texts[at]) == 1]
    return sorted([*found, *letters]) if letters else found


@lru_cache(maxsize=1)
def _function_letters() -> frozenset[int]:
    """Return the entries of single letters that are function words, as "a" and "y" are; other words share them."""
    cue_table()
    codes = {lexicon().get(letter, 0) for letter in ascii_lowercase}
    return frozenset(code for code in codes if code & NEVER == NEVER)


def _may_begin(read: Tokens, at: int) -> bool:
    """Return whether a name may begin at a token: a cheap look."""
    code = read.codes[at]
    kind = code & CLASS
    if len(read.texts[at]) == 1:
        return read.text(at + 1) == "." and not _numbered(read, at) and initial(read, at)
    if kind == NEVER or (kind and given(code) < _KNOWN and not (read.cap(at) and level(code) >= _SOME)):
        return False
    if fosters(read, at) or _numbered(read, at):
        return False
    if code & MONTH and (read.text(at + 1)[:1].isdecimal() or told_word(read, at)):
        return False
    known = level(code)
    if kind or read.cap(at) or known >= _KNOWN or (known and not _rare(read, at)):
        return True
    return _leads(read, at) or _wishes(read, at)


def _numbered(read: Tokens, at: int) -> bool:
    """Return whether a token stands right behind a number, as its unit does."""
    return at > 0 and read.ends[at - 1] == read.starts[at] and read.texts[at - 1].isdecimal()


def _rare(read: Tokens, at: int) -> bool:
    """Return whether a rare name is like a word and stands before a name."""
    return is_name(read.code(at + 1)) and read.wordlike(at)


def _wishes(read: Tokens, at: int) -> bool:
    """Return whether a word in capitals that is in no lexicon does what people do: "Lindqvist wants labs"."""
    return read.upper(at) and read.text(at + 1) in _WISHES and not read.wordlike(at)


def _leads(read: Tokens, at: int) -> bool:
    """Return whether a token in no lexicon is a misspelt name, or no word and before a name."""
    if read.misspelt(at):
        return True
    return is_name(read.code(at + 1)) and not read.wordlike(at)


def _row(read: Tokens, start: int, busy: set[int]) -> Find | None:
    """Return the name that begins at a token, if what speaks for it is enough."""
    end = name_end(read, start)
    end = next((at for at in range(start, end) if at in busy), end)
    whole = after_comma(read, start, end)
    if whole > end and not _list_of_names(read, start):
        return start, whole, 2
    if end - start > 1 and _asks(read, start, end):
        start += 1
    points = sum(_points(read, at) for at in range(start, end)) + _around(read, start, end, busy)
    if end - start > 1:
        points += _pair(read, start, end) + _written(read, start, end)
    return (start, end, 2 if points > _ENOUGH else 1) if points >= _ENOUGH else None


def _asks(read: Tokens, start: int, end: int) -> bool:
    """Return whether the first token is the verb of a question or wish: "will garcia be in", "may maria come"."""
    verb = read.codes[start] & VERB and read.codes[start] & CLASS == COMMON and not read.cap(start)
    return bool(verb) and read.text(end) in _BARE_VERBS


def _list_of_names(read: Tokens, start: int) -> bool:
    """Return whether a comma before makes this one of a list."""
    return read.text(start - 1) == ","


def _points(read: Tokens, at: int) -> int:
    """Return what one token says, in tenths."""
    code = read.codes[at]
    kind, cap = code & CLASS, read.cap(at)
    if is_mark(code) or kind == NEVER:
        return 0
    if kind == 0 and level(code):
        points = max(_GIVEN_POINTS[given(code)], _SURNAME_POINTS[surname(code)])
        return (min(points, 10) if code & CITY else points) + (0 if code & CITY else 12 * cap)
    if kind == 0:
        return _unknown_points(read, at)
    if kind == WORD:
        return (12 if given(code) >= _HEAVY + 2 else 8 if level(code) >= _HEAVY - 1 else 4) + 13 * cap
    if cap and given(code) >= _HEAVY and not code & MONTH:
        return 25
    return (6 if given(code) >= _HEAVY else 3) + (9 * cap if level(code) >= _KNOWN else 0)


def _unknown_points(read: Tokens, at: int) -> int:
    """Return what a token that is in no lexicon says."""
    cap = read.cap(at)
    if read.misspelt(at):
        return 17 + 8 * cap
    return 0 if read.wordlike(at) else 7 + 9 * cap


def _written(read: Tokens, start: int, end: int) -> int:
    """Return what it says that all tokens are capitalised, the first of a sentence too, and one is no word."""
    capitals = all(read.upper(at) for at in range(start, end) if len(read.texts[at]) > 1)
    return 8 if capitals and any(not read.codes[at] & (CLASS | CITY) for at in range(start, end)) else 0


def _pair(read: Tokens, start: int, end: int) -> int:
    """Return what it says that a surname follows a given name."""
    first, last = read.codes[start], read.codes[end - 1]
    plain = is_name(first) or is_name(last)
    if given(first) >= _KNOWN and surname(last) >= 4 and plain:  # noqa: PLR2004
        return 10
    return 6 if plain and level(first) and level(last) else 0


def _around(read: Tokens, start: int, end: int, busy: set[int]) -> int:
    """Return what the neighbours say."""
    before, after = read.text(start - 1), read.text(end)
    points = 10 if end - start > 1 and _bounded(read, start, end) else 0
    word = read.codes[start] & CLASS
    verb = read.codes[start] & VERB and not free(read, start)
    if (word or read.codes[start] & VERB) and told_word(read, start):
        points -= 15
    if read.texts[start] in _TRADES and not read.cap(start) and end == start + 1 and before in _DETERMINERS:
        points -= 30
    if (word or verb) and not read.cap(start) and end == start + 1 and not free(read, start):
        points -= 12
    if (before in _LINKS and start - 2 in busy) or (_linked(read, start) and start - 3 in busy):
        points += 12
    return points + _after(read, start, end, after)


def _linked(read: Tokens, at: int) -> bool:
    """Return whether two words link a token to what stands before: "a perla y a nieves", "for ana and for"."""
    return read.text(at - 2) in _LINKS and read.text(at - 1) in {"a", "con", "para", "for", "to", "with"}


def _bounded(read: Tokens, start: int, end: int) -> bool:
    """Return whether a row of tokens that are no words stands between marks, as a name before a number does."""
    alone = is_mark(read.code(start - 1)) and is_mark(read.code(end))
    return alone and all(not read.codes[at] & CLASS for at in range(start, end))


def _after(read: Tokens, start: int, end: int, after: str) -> int:
    """Return what the words after a row say."""
    code = read.codes[start]
    if read.source[read.ends[end - 1] : read.ends[end - 1] + 2] == "'s":
        owned = read.text(end) in _OWNED and (not code & CLASS or given(code) >= _KNOWN) and not code & MONTH
        owned = owned and read.text(start - 1) not in _DETERMINERS
        return 30 * owned + (8 if not code & CLASS or given(code) >= _HEAVY else 0)
    if after in _SPEAKS and given(code) >= _HEAVY and (is_mark(read.code(start - 1)) or read.text(start - 1) in _HAILS):
        return 20
    if after in _NAME_AFTER and given(code) >= _KNOWN:
        return 10 if code & CLASS < COMMON or not code & VERB or after in {"here", "calling", "speaking"} else 0
    if (after, read.text(end + 1)) in _PRESENTS:
        return 15
    return _does(read, start, end, after)


def _does(read: Tokens, start: int, end: int, after: str) -> int:
    """Return what a verb after a row says of it."""
    code = read.codes[start]
    if after in _ABLE and read.upper(start) and read.text(end + 1) in _BARE_VERBS and given(code) >= _HEAVY:
        return 14 if not code & MONTH and end == start + 1 else 0
    if not code & CLASS and end == start + 1 and _wishes(read, start):
        return 12
    return 5 if after in _HAS and given(code) >= _HEAVY and not code & CLASS else 0
