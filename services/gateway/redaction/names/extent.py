"""How far a name goes: "maria de la cruz lopez", "smith, john r.", "o'brien-walsh"."""

from typing import Final

from services.gateway.redaction.names.judge import continues, given, is_name, surname
from services.gateway.redaction.names.lexicon import CLASS, CITY, COMMON, PARTICLE
from services.gateway.redaction.names.tokens import Tokens

_LONGEST: Final = 6
_SUFFIXES: Final = frozenset({"jr", "iii", "iv"})
_LOUD: Final = 5


def name_end(read: Tokens, start: int) -> int:
    """Return the index after the last token of the name that begins at a token."""
    end = start + 1
    while end < len(read) and end - start < _LONGEST:
        text = read.texts[end]
        if text == "." and len(read.texts[end - 1]) == 1 and continues(read, end + 1):
            end += 1
        elif read.codes[end] & PARTICLE and not read.parted(end):
            after = _after_particles(read, end)
            if after is None:
                break
            end = after
        elif text in _SUFFIXES or (text == "-" and _joined(read, end)) or continues(read, end):
            end += 1
        else:
            break
    return end


def _joined(read: Tokens, at: int) -> bool:
    """Return whether a hyphen with spaces stands between two surnames."""
    return is_name(read.code(at - 1)) and is_name(read.code(at + 1)) and surname(read.code(at + 1)) >= _LOUD


def _after_particles(read: Tokens, at: int) -> int | None:
    """Return the index after the surname that particles introduce ("de la cruz"); None when none follows."""
    end = at
    while end < len(read) and read.codes[end] & PARTICLE and end - at < 3:  # noqa: PLR2004
        end += 1
    code, several = read.code(end), end - at > 1
    if end >= len(read) or read.parted(end) or code & CITY or len(read.texts[end]) < 2:  # noqa: PLR2004
        return None
    known = is_name(code) and (surname(code) >= _LOUD or given(code) >= _LOUD)
    if read.texts[end - 1] in {"y", "e"}:
        known = is_name(code) and surname(code) >= _LOUD and surname(code) > given(code)
    told = code & CLASS <= COMMON and surname(code) >= _LOUD and (several or read.cap(end))
    return end + 1 if known or told or read.cap(end) and read.cap(at - 1) else None


def after_comma(read: Tokens, start: int, end: int) -> int:
    """Return the end of "surname, given" when a given name follows the comma, else `end`."""
    if read.text(end) != "," or end - start > 3 or read.parted(end + 1):  # noqa: PLR2004
        return end
    code, last = read.code(end + 1), read.code(end - 1)
    first = given(code) >= _LOUD and code & CLASS < COMMON and given(code) >= surname(code)
    if not first or surname(last) < _LOUD or given(last) > surname(last) + 1:
        return end
    return name_end(read, end + 1)
