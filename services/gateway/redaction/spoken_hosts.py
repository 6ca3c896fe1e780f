"""Where in a text mail addresses, web addresses and file names are spoken: there "dot", "dash" and "at" are marks."""

from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.spoken_words import FILE_ENDS, NO_MAIL, PROVIDERS, SURE_TOP_LEVEL, TOP_LEVEL

SPLIT_HOSTS: Final = {
    ("g", "mail"), ("hot", "mail"), ("i", "cloud"), ("out", "look"), ("proton", "mail"), ("y", "mail"),
}  # fmt: skip
"""Names of mail providers as two words."""

_SCHEMES: Final = frozenset({"http", "https", "www", "ftp"})
_SIGNS: Final = frozenset({"@", "arroba"})
_DOTS: Final = frozenset({"dot", "punto"})
_SPOKEN: Final = _SCHEMES | _DOTS
_MAY_SIGN: Final = _SIGNS | {"at"}
_MAIL: Final = PROVIDERS - {"me", "live", "att"}
_NEAR: Final = 8


def signs(words: Sequence[str], starts: Sequence[int]) -> set[int]:
    """Return the indexes of the words that are signs of mail addresses; "at" only where a host name follows."""
    if _MAY_SIGN.isdisjoint(words):
        return set()
    return {at for at, word in enumerate(words) if word in _SIGNS or (word == "at" and _names_host(words, starts, at))}


def near(words: Sequence[str], ats: set[int]) -> bytearray:
    """Return, for each word, 1 where an address or a file name is spoken around it."""
    around = bytearray(len(words))
    if not ats and _SPOKEN.isdisjoint(words):
        return around
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        ended = word in _DOTS and (after in SURE_TOP_LEVEL or after in FILE_ENDS)
        if at in ats or word in _SCHEMES or ended:
            first, last = max(0, at - _NEAR), min(len(words), at + _NEAR + 1)
            around[first:last] = b"\1" * (last - first)
    return around


def _names_host(words: Sequence[str], starts: Sequence[int], at: int) -> bool:
    """Return whether a host name follows the word "at": a provider, or a dot and the end of a host."""
    before = words[at - 1] if at else ""
    first, second = [*words[at + 1 : at + 3], "", ""][:2]
    if before in {"(", "["} or first in _MAIL or (first, second) in SPLIT_HOSTS:
        return True
    if before in NO_MAIL or first in _SCHEMES:
        return False
    for each in range(at + 1, min(at + 1 + _NEAR, len(words) - 1)):
        if words[each] in _SIGNS or words[each] == "at":
            return False
        if each > at + 1 and _dotted(words, starts, each):
            return True
    return False


def _dotted(words: Sequence[str], starts: Sequence[int], at: int) -> bool:
    """Return whether a dot, said or typed, and the end of a host name stand here."""
    if words[at + 1] not in TOP_LEVEL:
        return False
    return words[at] in _DOTS or (words[at] == "." and starts[at + 1] == starts[at] + 1)
