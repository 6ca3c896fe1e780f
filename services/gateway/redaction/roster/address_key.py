"""How a street address is kept and looked up: by house number and the street's own name."""

import re
from collections.abc import Iterable
from typing import Final

from services.gateway.redaction.shadow import fold
from services.gateway.redaction.word_list import word_set

DIRECTIONS: Final = word_set("n s e w ne nw se sw north south east west northeast northwest southeast southwest")
"""What may stand before a street's name and is often left out."""

SUFFIXES: Final = word_set(
    "st street ave avenue av rd road dr drive ln lane blvd boulevard ct court cir circle pl place way ter terrace "
    "trl trail pkwy parkway hwy highway sq square loop calle avenida av camino"
)
"""What kind of street it is: it belongs to the address where it follows the name."""

_LEADING: Final = frozenset({"calle", "avenida", "av", "camino"})
_WORD: Final = re.compile(r"\w+")


def address_key(line: str) -> str | None:
    """Return the key of a street line, or None when it has no house number.

    "412 N Maple Street" is "412 maple", "Calle Roble 12" is "12 roble".
    """
    words = _WORD.findall(fold(line).text)
    for at, word in enumerate(words):
        if word[0].isdigit():
            name = street_name(words[at + 1 :]) or street_name(reversed(words[:at]))
            return f"{word} {name}" if name else None
    return None


def street_name(words: Iterable[str]) -> str | None:
    """Return the first word of a street's own name, past directions and "calle"."""
    return next((word for word in words if word not in DIRECTIONS and word not in _LEADING), None)
