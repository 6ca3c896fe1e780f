"""What people say before a name: "my name is", "le habla", "for my son", "a nombre de"."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from services.gateway.redaction.names.lexicon import CUE, MARK, TITLE, lexicon, own_lines
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set


class Strength(IntEnum):
    """How sure a cue is that a name follows."""

    __hash__ = int.__hash__  # an enumeration's own is a call of Python's

    NONE = 0
    """No cue."""
    WEAK = 1
    """"with", "for", "hola": known names, and words that are common names with a fitting surrounding."""
    MEDIUM = 2
    """"this is", "my son": known names, words that are names, and unknown words."""
    TITLE = 3
    """"Dr.", "señora": surnames, words that are surnames too, and unknown words."""
    STRONG = 4
    """"my name is", "apellido": whatever isn't a function word."""


_FILES: Final = (
    ("cues_strong", Strength.STRONG),
    ("cues_medium", Strength.MEDIUM),
    ("cues_weak", Strength.WEAK),
)
#: Words and marks that may stand between a cue and its name.
SKIPPED: Final = frozenset(":;=,-\"'*#(") | frozenset(
    {
        "is",
        "es",
        "named",
        "called",
        "llamado",
        "llamada",
        "uh",
        "um",
        "eh",
        "este",
        "mr",
        "mrs",
        "ms",
        "dr",
        "dra",
        "sr",
        "sra",
        "srta",
        "don",
        "dona",
        "senor",
        "senora",
        "senorita",
        "doctor",
        "doctora",
        ".",
    }
)
#: Words at the end of a letter, before the signature.
CLOSINGS: Final = word_set("""
    regards sincerely thanks thank gracias atentamente cordialmente saludos love best cheers respectfully thx ty
    yours truly wishes bendiciones atte you
""")


class Cues(NamedTuple):
    """The cues that end in one word.

    Attributes:
        alone: The strength of this word alone.
        longer: By the word before it: how many words stand before it, and these with the strength of the whole.
    """

    alone: Strength
    longer: dict[str, list[tuple[int, dict[tuple[str, ...], Strength]]]]


_NONE: Final = Cues(Strength.NONE, {})


@lru_cache(maxsize=1)
def cue_table() -> dict[str, Cues]:
    """Return the cues by their last word; marks these words in the lexicon."""
    found: dict[str, list[tuple[tuple[str, ...], Strength]]] = {}
    for name, strength in _FILES:
        for line in own_lines(name):
            *before, last = line.split()
            found.setdefault(last, []).append((tuple(before), strength))
    table = lexicon()
    for word in found:
        table[word] = table.get(word, 0 if word[0].isalpha() else MARK) | CUE
    return {word: _cues(cues) for word, cues in found.items()}


def _cues(cues: Sequence[tuple[tuple[str, ...], Strength]]) -> Cues:
    """Return the cues that end in one word; of those said twice, the stronger."""
    alone, longer = Strength.NONE, dict[str, dict[int, dict[tuple[str, ...], Strength]]]()
    for before, strength in sorted(cues, key=lambda cue: cue[1]):
        if before:
            longer.setdefault(before[-1], {}).setdefault(len(before), {})[before] = strength
        else:
            alone = strength
    return Cues(alone, {word: list(sizes.items()) for word, sizes in longer.items()})


def strength_at(texts: Sequence[str], at: int) -> Strength:
    """Return the strength of the strongest cue that ends at a word."""
    best, longer = cue_table().get(texts[at], _NONE)
    for size, known in longer.get(texts[at - 1], ()) if at else ():
        strength = known.get(tuple(texts[at - size : at]), best) if size <= at else best
        best = max(best, strength)
    return best


def cue_at(read: Tokens, at: int) -> Strength:
    """Return the strength of the cue that ends at a token; a title is one."""
    best = strength_at(read.texts, at)
    return max(best, Strength.TITLE) if read.codes[at] & TITLE else best
