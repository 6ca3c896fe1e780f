"""Names that something before them announces."""

from typing import Final

from services.gateway.redaction.names.cues import CLOSINGS, SKIPPED, Strength, cue_at
from services.gateway.redaction.names.extent import after_comma, begins_with_particle, name_end
from services.gateway.redaction.names.judge import begins, given, told_word
from services.gateway.redaction.names.lexicon import CLASS, COMMON, CUE, TITLE
from services.gateway.redaction.names.tokens import Tokens

Find = tuple[int, int, int]
"""First token, index after the last, weight."""

_SKIPPED_AT_MOST: Final = 3
_SIGNATURE: Final = 4
_HEAVY: Final = 9
_WEIGHTS: Final = {Strength.WEAK: 2, Strength.MEDIUM: 3, Strength.TITLE: 3, Strength.STRONG: 4}
_GREETING_GAPS: Final = frozenset(",-!.")


def introduced(read: Tokens) -> list[Find]:
    """Return the names after cues and titles."""
    finds: list[Find] = []
    beyond = 0
    for at in read.having(CUE | TITLE):
        strength = cue_at(read, at) if at >= beyond else Strength.NONE
        found = _after_cue(read, at, strength) if strength else None
        if found is not None:
            finds.append(found)
            beyond = found[1]
    return finds


def _after_cue(read: Tokens, at: int, strength: Strength) -> Find | None:
    """Return the name that a cue of some strength ending at a token announces."""
    if read.texts[at] in CLOSINGS:
        return _signature(read, at)
    start, strength = _skip(read, at + 1, strength)
    if start >= len(read.texts) or (read.parted(start) and read.texts[start - 1] != ":"):
        return None
    if not begins(read, start, strength) and not _particle(read, start, strength):
        return None
    if strength == Strength.MEDIUM and read.codes[start] & CLASS and told_word(read, start) and start > at + 1:
        return None
    return start, after_comma(read, start, name_end(read, start)), _WEIGHTS[strength]


def _particle(read: Tokens, start: int, strength: Strength) -> bool:
    """Return whether the name begins with a particle; "de" after "a nombre" belongs to the cue."""
    if strength == Strength.WEAK or not begins_with_particle(read, start):
        return False
    if read.texts[start] in {"de", "del", "la"} and not read.cap(start):
        return strength >= Strength.TITLE and cue_at(read, start) <= Strength.WEAK
    return True


def _skip(read: Tokens, start: int, strength: Strength) -> tuple[int, Strength]:
    """Return where the name may begin after marks, "is" and titles; a title on the way counts as the cue."""
    least = start
    while start < len(read.texts) and start - least < _SKIPPED_AT_MOST:
        text = read.texts[start]
        if read.codes[start] & TITLE and (read.texts[start - 1] != "." or start == least):
            strength = max(strength, Strength.TITLE)
        elif (
            text not in SKIPPED
            or (strength == Strength.WEAK and text not in ",:-")
            or (text == "." and not read.codes[start - 1] & TITLE)
        ):
            break
        start += 1
    return start, strength


def _signature(read: Tokens, at: int) -> Find | None:
    """Return the name after "thanks" or "saludos": what ends the text, or a name called by its own."""
    start = at + 1
    while start < min(len(read.texts), at + _SIGNATURE + 2) and (
        read.texts[start] in CLOSINGS or read.texts[start] in _GREETING_GAPS
    ):
        start += 1
    if start >= len(read.texts):
        return None
    last = name_end(read, start)
    rest = [text for text in read.texts[last : last + _SIGNATURE] if text.isalpha()]
    if not rest and len(read.texts) - start <= _SIGNATURE + 2:
        code = read.codes[start]
        ends = code & CLASS == COMMON and given(code) >= _HEAVY and last == start + 1
        if ends or begins(read, start, Strength.MEDIUM):
            return start, last, _WEIGHTS[Strength.MEDIUM]
    if begins(read, start, Strength.WEAK):
        return start, last, _WEIGHTS[Strength.WEAK]
    return None
