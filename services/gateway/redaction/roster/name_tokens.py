"""The words of a name that a text is searched for."""

import re
from typing import Final

from services.gateway.redaction.roster.patient import PersonName
from services.gateway.redaction.shadow import fold
from services.gateway.redaction.word_list import word_set

PARTICLES: Final = word_set("de del la las los el van von der den di da dos y e st san santa bin al")
"""Words inside names that no name is recognised by."""
SUFFIXES: Final = frozenset({"jr", "junior", "ii", "iii", "iv", "md", "phd", "sr"})
"""What may follow a name and belongs to no one."""

_SPLIT: Final = re.compile(r"[^\w']+|[\d_]+")
_IRISH: Final = re.compile(r"^[od]'(\w{4,})$")
_LONGEST_JOINED: Final = 22
_SHORTEST: Final = 2


def tokens(name: PersonName) -> tuple[set[str], set[str], set[str]]:
    """Return the given, family and middle tokens of a name: each word, and the words of each part joined."""
    return _tokens(name.given), _tokens(name.family), _tokens(name.middle)


def _tokens(part: str) -> set[str]:
    """Return the tokens of one part of a name, folded."""
    written = [word for word in _SPLIT.split(fold(part).text) if word]
    plain = [word.replace("'", "") for word in written]
    words = [word for word in plain if len(word) >= _SHORTEST and word not in SUFFIXES]
    names = {word for word in words if word not in PARTICLES} or set(words)
    tails = {found[1] for word in written if (found := _IRISH.match(word))}
    joined = "".join(words)
    whole = {joined} if len(words) > 1 and len(joined) <= _LONGEST_JOINED else set()
    return names | tails | whole
