"""The list of cities and counties (data/places.txt)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """How much context a name needs to be a place."""

    STRONG = "strong"
    CONTEXT = "context"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names of places, folded.

    Attributes:
        kinds: Each name of a city with its kind.
        heads: The first word of each name of several words, with the most words such a name has.
        counties: Names of counties, without that word.
        firsts: The first letters-only word of every name: the prefilter.
    """

    kinds: dict[str, Kind]
    heads: dict[str, int]
    counties: frozenset[str]
    firsts: frozenset[str]

    def at(self, texts: Sequence[str], index: int) -> tuple[int, Kind] | None:
        """Return how many words the longest name that begins at a word has, and its kind; None for no name."""
        for length in range(min(self.heads.get(texts[index], 1), len(texts) - index), 0, -1):
            kind = self.kinds.get(texts[index] if length == 1 else self._joined(texts, index, length))
            if kind is not None:
                return length, kind
        return None

    @staticmethod
    def _joined(texts: Sequence[str], index: int, length: int) -> str:
        """Return some words as one name; "st. louis" is three words of the text and two of the name."""
        return " ".join([each for each in texts[index : index + length] if each != "."])


@cache
def lexicon() -> Lexicon:
    """Return the list, read once."""
    kinds: dict[str, Kind] = {}
    counties: set[str] = set()
    kind: Kind | None = None
    text = files("services.gateway.redaction.data").joinpath("places.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            kind = None if line == "[county]" else Kind(line[1:-1])
        elif kind is None:
            counties.add(line)
        else:
            kinds[line] = kind
    heads: dict[str, int] = {}
    for name in kinds:
        head, _, rest = name.partition(" ")
        if rest:
            # One more than its words: the point of "st." counts as one.
            length = name.count(" ") + 1 + (head in {"st", "ft", "mt", "ste"})
            heads[head] = max(heads.get(head, 0), length)
    firsts = frozenset(name.replace("-", " ").replace("'", " ").split()[0] for name in kinds)
    return Lexicon(kinds, heads, frozenset(counties), firsts)
