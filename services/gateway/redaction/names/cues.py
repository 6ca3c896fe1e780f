"""What people say before a name: "my name is", "le habla", "for my son", "a nombre de"."""

from collections.abc import Mapping, Sequence
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


class Longer(NamedTuple):
    """The cues that end in two words.

    Attributes:
        pair: The strength of these two alone.
        further: By the word before them: how many words stand before the last, and these with the whole's strength.
    """

    pair: Strength
    further: dict[str, list[tuple[int, dict[tuple[str, ...], Strength]]]]


class Cues(NamedTuple):
    """The cues that end in one word.

    Attributes:
        alone: The strength of this word alone.
        longer: Those of several words, by the word before it.
    """

    alone: Strength
    longer: dict[str, Longer]


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
    alone, pairs = Strength.NONE, dict[str, Strength]()
    further: dict[str, dict[str, dict[int, dict[tuple[str, ...], Strength]]]] = {}
    for before, strength in sorted(cues, key=lambda cue: cue[1]):
        if not before:
            alone = strength
        elif len(before) == 1:
            pairs[before[0]] = strength
        else:
            sizes = further.setdefault(before[-1], {}).setdefault(before[-2], {})
            sizes.setdefault(len(before), {})[before] = strength
    return Cues(alone, {word: _longer(word, pairs, further.get(word, {})) for word in {*pairs, *further}})


def _longer(
    word: str, pairs: Mapping[str, Strength], further: Mapping[str, Mapping[int, dict[tuple[str, ...], Strength]]]
) -> Longer:
    """Return the cues that end in two words, of which this is the first."""
    return Longer(pairs.get(word, Strength.NONE), {each: list(sizes.items()) for each, sizes in further.items()})


def strength_at(texts: Sequence[str], at: int) -> Strength:
    """Return the strength of the strongest cue that ends at a word."""
    best, longer = cue_table().get(texts[at], _NONE)
    behind = longer.get(texts[at - 1]) if longer and at else None
    if behind is None:
        return best
    best = max(best, behind.pair)
    for size, known in behind.further.get(texts[at - 2], ()) if at > 1 else ():
        if size <= at:
            best = max(best, known.get(tuple(texts[at - size : at]), best))
    return best


def cue_at(read: Tokens, at: int) -> Strength:
    """Return the strength of the cue that ends at a token; a title is one."""
    best = strength_at(read.texts, at)
    return max(best, Strength.TITLE) if read.codes[at] & TITLE else best
