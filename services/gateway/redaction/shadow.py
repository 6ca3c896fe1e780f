"""A normalised copy of a text that knows, for each of its characters, where it came from.

Patterns and lexicons look at the shadow; what they find is mapped back, so that exactly the characters as written are
replaced. The plain fold is NFKC, lower case, no accents, no zero-width characters, look-alike letters of other scripts
folded to Latin (Unicode TR 39's idea, the letters that matter).
"""

import re
import unicodedata
from typing import Final, NamedTuple

from services.gateway.redaction.escapes import HINT, units

_DROPPED: Final = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
#: Letters and marks of other scripts that look like these.
_LOOKALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("\u0430\u0410\u03b1", "a"),
        **dict.fromkeys("\u0435\u0415", "e"),
        **dict.fromkeys("\u043e\u041e\u03bf", "o"),
        **dict.fromkeys("\u0440\u0420\u03c1", "p"),
        **dict.fromkeys("\u0441\u0421", "c"),
        **dict.fromkeys("\u0443\u0423", "y"),
        **dict.fromkeys("\u0445\u0425\u03c7", "x"),
        **dict.fromkeys("\u0456\u0406\u03b9", "i"),
        **dict.fromkeys("\u0458\u0408", "j"),
        **dict.fromkeys("\u0455\u0405", "s"),
        **dict.fromkeys("\u0501", "d"),
        **dict.fromkeys("\u051b", "q"),
        **dict.fromkeys("\u051d", "w"),
        **dict.fromkeys("\u04bb\u043d\u041d", "h"),
        **dict.fromkeys("\u043a\u041a", "k"),
        **dict.fromkeys("\u043c\u041c", "m"),
        **dict.fromkeys("\u0442\u0422\u03c4", "t"),
        **dict.fromkeys("\u0432\u0412", "b"),
        **dict.fromkeys("\u03bd\u0475", "v"),
        **dict.fromkeys("\u03c5", "u"),
        **dict.fromkeys("\u2019\u2018\u00b4\u0060\u02bc", "'"),
        **dict.fromkeys("\u2013\u2014\u2212\u2010\u2011\u2043", "-"),
        **dict.fromkeys("\u2024\u2027\u00b7\u3002\uff0e", "."),
        **dict.fromkeys("\uff1a", ":"),
        **dict.fromkeys("\uff1b", ";"),
        **dict.fromkeys("\uff0c", ","),
        **dict.fromkeys("\uff20", "@"),
    }
)


class Shadow(NamedTuple):
    """A normalised text with the way back.

    Attributes:
        text: What the layers read.
        starts: For each character, the index in the original of where it begins; None when it is the same index.
        ends: For each character, the index in the original after it ends; None when it is the next index.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that the characters `start` to `end` of the shadow stand for."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Shadow:
    """Return the plain fold of a text; plain ASCII, the common case, costs one `lower()`."""
    escaped = HINT in text
    if not escaped and text.isascii():
        return Shadow(text.lower())
    others = set() if escaped else set(_OTHER.findall(text))
    if others and others <= _ONE.keys():
        for character in others:
            text = text.replace(character, _ONE[character])
        return Shadow(text.lower())
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for character, start, end in units(text):
        for folded in _fold_one(character):
            characters.append(folded)
            starts.append(start)
            ends.append(end)
    return Shadow("".join(characters), starts, ends)


def folded(text: str) -> str:
    """Return the text of the plain fold alone."""
    return text.lower() if text.isascii() else fold(text).text


def _fold_one(character: str) -> str:
    """Return what one character folds to: none, one or several characters."""
    if character.isascii():
        return character.lower()
    if character in _DROPPED:
        return ""
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return plain.casefold().translate(_LOOKALIKES)


_COMMON: Final = (*range(0x00A0, 0x0250), *range(0x0370, 0x0500), *range(0x2010, 0x2040))
#: Letters and marks of everyday text that fold to exactly one character: a text of these alone keeps its places.
_ONE: Final = {each: plain for each in map(chr, _COMMON) if len(plain := _fold_one(each)) == len(plain.lower()) == 1}
_OTHER: Final = re.compile(r"[^\x00-\x7f]")
