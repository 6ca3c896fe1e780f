"""Repair of misspelt words: one edit away (two in long words) from a word that matters, and not itself a known word.

A symmetric-delete index: every word that matters is stored under each form with one letter left out, so that a look-up
costs a handful of dictionary accesses whatever the size of the vocabulary.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 5
_LONG: Final = 9


class Speller:
    """Finds the one word that a misspelling must be.

    Args:
        wanted: Words that misspellings may be repaired to.
        known: Words that are right as they stand.
    """

    def __init__(self, wanted: Iterable[str], known: Iterable[str]) -> None:
        self._wanted = frozenset(word for word in wanted if len(word) >= _SHORTEST and word.isalpha())
        self._known = frozenset(known) | self._wanted
        self._index: dict[str, set[str]] = {}
        for word in self._wanted:
            for form in _forms(word):
                self._index.setdefault(form, set()).add(word)
        self.repair = lru_cache(maxsize=4096)(self._repair)

    def _repair(self, word: str) -> str:
        """Return the word meant, or `word` itself when it is known, too short, or ambiguous."""
        if word in self._known or not word.isalpha() or len(word) < _SHORTEST - 1:
            return word
        found: dict[int, set[str]] = {1: set(), 2: set()}
        for form in _forms(word):
            for candidate in self._index.get(form, ()):
                edits = _edits(word, candidate)
                if edits == 1 or (edits == 2 and min(len(word), len(candidate)) >= _LONG - 1):  # noqa: PLR2004
                    found[edits].add(candidate)
        best = found[1] or found[2]
        if not best:
            return word
        if len(word) < _SHORTEST:
            best = {each for each in best if (each[0], each[-1]) == (word[0], word[-1]) and len(each) > len(word)}
            return best.pop() if len(best) == 1 else word
        same_start = {each for each in best if each[0] == word[0]} or best
        return min(same_start, key=lambda each: (abs(len(each) - len(word)), each)) if same_start else word


def _forms(word: str) -> set[str]:
    """Return the word and every form with one letter, or two neighbouring letters, left out."""
    forms = {word}
    for at in range(len(word)):
        forms.add(word[:at] + word[at + 1 :])
    return forms


def _edits(first: str, second: str) -> int:
    """Return the optimal string alignment distance: insertions, deletions, changes and swaps of neighbours."""
    rows = [list(range(len(second) + 1))]
    for i, letter in enumerate(first, start=1):
        row = [i]
        for j, other in enumerate(second, start=1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
