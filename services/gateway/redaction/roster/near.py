"""Words one slip of the finger away: a letter missing, too many, replaced, or two swapped.

Every kept word is entered under itself and under itself less each one letter; a looked-up word is tried the same way
(the "delete-1" index of symmetric delete spelling correction), then compared for certain.
"""

from collections.abc import Iterator, Sequence
from operator import ne
from typing import Final

from services.gateway.redaction.roster.packed import PackedMap

#: Shorter words have too many neighbours, longer ones are no names.
SHORTEST: Final = 4
_LONGEST: Final = 24
_SWAPPED: Final = 2


class NearIndex:
    """Finds the kept words that are the same as a word, or one slip away from it."""

    __slots__ = ("_index", "_words")

    def __init__(self, words: Sequence[str]) -> None:
        """Enter the words; their number is their place in the sequence."""
        self._words = words
        self._index = PackedMap(
            (key, number)
            for number, word in enumerate(words)
            if SHORTEST <= len(word) <= _LONGEST
            for key in (word, *_less_one(word))
        )

    def of(self, word: str) -> set[int]:
        """Return the numbers of the kept words at most one slip away from a word."""
        if not SHORTEST <= len(word) <= _LONGEST:
            return set()
        candidates = self._index.all([word, *[word[:at] + word[at + 1 :] for at in range(len(word))]])
        words = self._words
        return {number for number in candidates if one_slip(word, words[number])}


def _less_one(word: str) -> Iterator[str]:
    """Return the word less each of its letters in turn; a doubled letter once."""
    before = ""
    for at, letter in enumerate(word):
        if letter != before:
            yield word[:at] + word[at + 1 :]
        before = letter


def one_slip(first: str, second: str) -> bool:
    """Tell whether two words are the same but for at most one letter missing, added, replaced, or two swapped."""
    if len(first) == len(second):
        return _replaced_or_swapped(first, second)
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1:
        return False
    at = 0
    while at < len(first) and first[at] == second[at]:
        at += 1
    return first[at:] == second[at + 1 :]


def _replaced_or_swapped(first: str, second: str) -> bool:
    """Tell whether two words of one length differ in one letter at most, or in two neighbours that are swapped."""
    different: int = sum(map(ne, first, second))
    if different != _SWAPPED:
        return different <= 1
    at = 0
    while first[at] == second[at]:
        at += 1
    return first[at : at + 2] == second[at + 1] + second[at]
