"""A name spelled with words for its letters, as it is typed: "k as in kite, o as in oscar, w"."""

import re
from collections.abc import Iterator
from typing import Final

_WORD: Final = r"[^\W\d_]{2,12}"
_CHAIN: Final = re.compile(
    rf"(?<![\w'])(?:(?:[a-z] (?:as in|like in|como en) {_WORD}(?:[,\s]{{1,2}}|(?!\w))){{2,12}}"
    rf"|(?:[a-z] (?:de|for|como|like) {_WORD}(?:[,\s]{{1,2}}|(?!\w))){{3,12}})"
    r"(?:[a-z](?![\w'])[,\s]{0,2}){0,12}"
)


def spelled_with_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a folded text a name is spelled so."""
    if " as in " not in text and " como " not in text and " de " not in text and " for " not in text:
        return
    for found in _CHAIN.finditer(text):
        yield found.start(), found.start() + len(found[0].rstrip(" ,\n\t"))
