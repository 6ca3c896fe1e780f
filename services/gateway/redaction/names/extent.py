"""How far a name goes: "maria de la cruz lopez", "smith, john r.", "o'brien-walsh"."""

from typing import Final

from services.gateway.redaction.names.judge import continues, given, is_mark, is_name, level, surname
from services.gateway.redaction.names.lexicon import CITY, CLASS, COMMON, PARTICLE, TITLE
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set

_LONGEST: Final = 6
_SUFFIXES: Final = frozenset({"jr", "iii", "iv"})
_LOUD: Final = 5
_HEAVY: Final = 9
_SEVERAL: Final = 6
#: What given names of devotion have after their particles: "maria de los angeles", "juan de dios".
_DEVOTIONS: Final = word_set("""
    angeles santos reyes dios jesus carmen pilar rosario cruz luz remedios milagros dolores socorro rocio
    consuelo mercedes nieves fatima lourdes guadalupe rosas
""")
_CUT_SHORT: Final = word_set("ma fco fca gpe jse jn wm chas geo thos jos")
_NI: Final = frozenset({"ni", "nic", "ui", "mac", "al", "el", "bint", "binti"})
_SURE: Final = frozenset({"van", "von", "del", "st", "di", "dos", "der", "den", "mac", "bin", "ibn", "du"})


def name_end(read: Tokens, start: int) -> int:
    """Return the index after the last token of the name that begins at a token."""
    end = start + 1
    if read.codes[start] & PARTICLE:
        end = _after_particles(read, start) or end
    while end < len(read.texts) and end - start < _LONGEST:
        text = read.texts[end]
        if text in _NI and read.upper(end) and read.upper(end + 1):
            end += 2  # "Aoife Ní Bhraonáin"
        elif text == "." and _shortened(read.texts[end - 1]) and _goes_on(read, end + 1):
            end += 1
        elif read.codes[end] & PARTICLE and not read.parted(end):
            after = _after_particles(read, end)
            if after is None and not continues(read, end):
                break
            end = after or end + 1
        elif text in _SUFFIXES or (text == "-" and _joined(read, end)) or continues(read, end):
            end += 1
        else:
            break
    return end


def _shortened(text: str) -> bool:
    """Return whether a name is cut short before its point: "j.", "ma." (María), "fco." (Francisco)."""
    return len(text) == 1 or text in _CUT_SHORT


def _goes_on(read: Tokens, at: int) -> bool:
    """Return whether more of the name follows the point of an initial."""
    return continues(read, at) or begins_with_particle(read, at)


def _joined(read: Tokens, at: int) -> bool:
    """Return whether a hyphen with spaces stands between two surnames."""
    return is_name(read.code(at - 1)) and is_name(read.code(at + 1)) and surname(read.code(at + 1)) >= _LOUD


def _after_particles(read: Tokens, at: int) -> int | None:
    """Return the index after the surname that particles introduce ("de la cruz"); None when none follows."""
    end = at
    while end < len(read.texts) and end - at < 3 and (read.codes[end] & PARTICLE or _saint(read, end)):  # noqa: PLR2004
        end += 1
    code, several = read.code(end), end - at > 1
    if end >= len(read.texts) or read.parted(end) or code & CITY or len(read.texts[end]) < 2:  # noqa: PLR2004
        return None
    known = not code & CLASS and (_sure_particle(read, at, end) or level(code) >= _LOUD) and _no_word(read, end)
    if read.texts[end - 1] in {"y", "e"}:
        known = is_name(code) and surname(code) >= _LOUD and surname(code) > given(code)
    if read.texts[end] in _DEVOTIONS:
        return end + 1
    if code & (TITLE | CLASS) > COMMON:
        real = read.cap(at) and read.cap(end) and surname(code) >= _SEVERAL and not code & TITLE
        return end + 1 if real else None
    if read.texts[end - 1] == "al":
        return end + 1 if is_name(code) and not code & CITY and is_mark(read.code(end + 1)) else None
    least = _LOUD if code & CLASS < COMMON else _SEVERAL if several else _HEAVY
    titled = bool((read.code(at - 1) | read.code(at - 2)) & TITLE) and _sure_particle(read, at, end)
    lower = _sure_particle(read, at, end) and code & CLASS < COMMON and given(read.code(at - 1)) >= _SEVERAL
    told = surname(code) >= least and (several or titled or lower or read.cap(end))
    if read.texts[end - 1] in {"y", "e"}:
        return end + 1 if known else None
    return end + 1 if known or told or (read.cap(end) and (_sure_particle(read, at, end) or read.cap(at - 1))) else None


def begins_with_particle(read: Tokens, at: int) -> bool:
    """Return whether a name begins with a particle here: "de la cruz", "van buren", "st. james"."""
    return bool(read.code(at) & PARTICLE) and at < len(read.texts) and _after_particles(read, at) is not None


def _saint(read: Tokens, at: int) -> bool:
    """Return whether a token is the point of "st."."""
    return read.texts[at] == "." and read.text(at - 1) in {"st", "sta", "ste"}


def _sure_particle(read: Tokens, start: int, end: int) -> bool:
    """Return whether particles stand before surnames only: "van", "de la"; "de" alone stands before anything."""
    return end - start > 1 or read.texts[start] in _SURE


def _no_word(read: Tokens, at: int) -> bool:
    """Return whether a token that is no word in a lexicon is none at all."""
    return level(read.codes[at]) > 0 or not read.wordlike(at)


def _foreign(read: Tokens, start: int, end: int) -> bool:
    """Return whether two capitalised tokens that are no words and in no lexicon of places stand around a comma."""
    both = (start, end + 1)
    plain = all(read.cap(at) and not read.code(at) & (CLASS | CITY) and _no_word(read, at) for at in both)
    return plain and end == start + 1 and read.text(end + 2) != ","


def after_comma(read: Tokens, start: int, end: int) -> int:
    """Return the end of "surname, given" when a given name follows the comma, else `end`."""
    if read.text(end) not in {",", "^"} or end - start > 3 or read.parted(end + 1):  # noqa: PLR2004
        return end
    code, last = read.code(end + 1), read.code(end - 1)
    if len(read.text(end + 1)) == 1 and read.text(end + 2) == "." and read.upper(end + 1) and not last & CLASS:
        return end + 3  # "Delacroix, J."
    if _foreign(read, start, end):
        return name_end(read, end + 1)
    first = given(code) >= _LOUD and (code & CLASS < COMMON or read.cap(end + 1)) and given(code) >= surname(code)
    if not first or surname(last) < _LOUD or given(last) > surname(last) + 1:
        return end
    return name_end(read, end + 1)
