r"""Letters that JSON writes as escapes: "Jos\u00e9" in a tool's answer is one word, not a word and a number."""

import re
from collections.abc import Iterator
from typing import Final

HINT: Final = "\\u"
"""Only a text that holds this has such a letter."""
_ESCAPE: Final = re.compile(r"\\u(?!d[89a-f])([0-9a-f]{4})", re.IGNORECASE)


def units(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each character of a text with where it begins and ends there; an escape is one character.

    Halves of a pair (beyond the basic plane) are no letters of names and stay as they are written.
    """
    at = 0
    for found in _ESCAPE.finditer(text):
        yield from ((text[each], each, each + 1) for each in range(at, found.start()))
        yield chr(int(found[1], 16)), *found.span()
        at = found.end()
    yield from ((text[each], each, each + 1) for each in range(at, len(text)))
