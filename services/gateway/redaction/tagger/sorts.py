"""Sorts of tokens, by what the lexicon of names has of them: how sure the network must be depends on the sort."""

from typing import Final

import numpy as np
import numpy.typing as npt

from services.gateway.redaction.tagger.features import ENTRY_COLUMN, ENTRY_ROW, NO_ENTRY, NO_WORD

SORTS: Final = ("unknown", "name", "both", "word", "mark")
"""In no list; a name and no word; an everyday word that some people are called; any other word; a number or mark."""
_COMMON: Final = 2


def _sort(entry: int) -> str:
    """Return the sort of an entry of the features' table."""
    if entry == NO_ENTRY:
        return "unknown"
    if entry >= NO_WORD:
        return "mark"
    named, as_word = entry >> 2, entry & 3
    if not as_word:
        return "name" if named else "unknown"
    return "both" if named and as_word >= _COMMON else "word"


_TABLE: Final = np.array([SORTS.index(_sort(entry)) for entry in range(NO_WORD + 1)], dtype=np.int64)


def sorts(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the sort of each token, as an index into `SORTS`."""
    found: npt.NDArray[np.int64] = _TABLE[rows[:, ENTRY_COLUMN] - ENTRY_ROW]
    return found
