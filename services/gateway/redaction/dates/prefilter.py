"""The cheap first look at a text: whether there is any number in it."""

import re
from collections.abc import Collection, Set
from typing import Final

_DIGIT: Final = re.compile(r"\d")


def has_digit_or(text: str, words: Collection[str], said: Set[str]) -> bool:
    """Return whether a text has a digit or one of the words given."""
    return _DIGIT.search(text) is not None or not said.isdisjoint(words)
