"""What people say before a name: "my name is", "le habla", "for my son", "a nombre de"."""

from enum import IntEnum
from functools import lru_cache
from typing import Final

from services.gateway.redaction.names.lexicon import CUE, MARK, TITLE, lexicon, own_lines
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set


class Strength(IntEnum):
    """How sure a cue is that a name follows."""

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


Cues = dict[str, tuple[tuple[tuple[str, ...], Strength], ...]]


@lru_cache(maxsize=1)
def cue_table() -> Cues:
    """Return, for the last word of each cue, the words before it and its strength; marks the words in the lexicon.

    The strongest and longest come first.
    """
    found: dict[str, list[tuple[tuple[str, ...], Strength]]] = {}
    for name, strength in _FILES:
        for line in own_lines(name):
            *before, last = line.split()
            found.setdefault(last, []).append((tuple(before), strength))
    table = lexicon()
    for word in found:
        table[word] = table.get(word, 0 if word[0].isalpha() else MARK) | CUE
    return {word: tuple(sorted(cues, key=lambda cue: (-cue[1], -len(cue[0])))) for word, cues in found.items()}


def cue_at(read: Tokens, at: int) -> Strength | None:
    """Return the strength of the cue that ends at a token."""
    best: Strength | None = None
    for before, strength in cue_table().get(read.texts[at], ()):
        size = len(before)
        if size <= at and (size == 0 or tuple(read.texts[at - size : at]) == before):
            best = strength
            break
    if read.codes[at] & TITLE and (best is None or best < Strength.TITLE):
        return Strength.TITLE
    return best
