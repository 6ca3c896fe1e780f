"""The list of cities and counties (data/places.txt)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

_SHORTENED: Final = frozenset({"st", "ft", "mt", "ste"})


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
        heads: For the first and second word of names of several words, the most words such a name has.
        counties: Names of counties, without that word.
        firsts: The first letters-only word of every name: the prefilter.
    """

    kinds: dict[str, Kind]
    heads: dict[str, dict[str, int]]
    counties: frozenset[str]
    firsts: frozenset[str]

    def at(self, texts: Sequence[str], index: int) -> tuple[int, Kind] | None:
        """Return how many words the longest name that begins at a word has, and its kind; None for no name."""
        first = texts[index]
        seconds = self.heads.get(first)
        if seconds is not None and index + 1 < len(texts) and (most := seconds.get(texts[index + 1])):
            for length in range(min(most, len(texts) - index), 1, -1):
                kind = self.kinds.get(self._joined(texts, index, length))
                if kind is not None:
                    return length, kind
        kind = self.kinds.get(first)
        return None if kind is None else (1, kind)

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
    firsts = frozenset(name.replace("-", " ").replace("'", " ").split()[0] for name in kinds)
    return Lexicon(kinds, _heads(kinds), frozenset(counties), firsts)


def _heads(names: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return the first and second words of the names of several words, with the words of the longest."""
    heads: dict[str, dict[str, int]] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if not rest:
            continue
        seconds = heads.setdefault(first, {})
        length = name.count(" ") + 1
        second = rest.split(" ", 1)[0]
        seconds[second] = max(seconds.get(second, 0), length)
        if first in _SHORTENED:
            # The point of "st." is a word of the text.
            seconds["."] = max(seconds.get(".", 0), length + 1)
    return heads
