"""What the other layers leave: only a text with a word in it that may be a name is worth the network's time."""

import re
from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.names.lexicon import COMMON, TITLE, lexicon
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_EVERYDAY: Final = COMMON | TITLE
"""Bits of the entries of everyday words, function words too, and of titles."""
_LONG: Final = 2000
"""Longer texts are always worth it: so looking stays linear."""


def something_left(view: View, found: Sequence[Span]) -> bool:
    """Tell whether a word is in no find and is no everyday word: unheard of, a name, or a rare word."""
    text = view.folded.text
    if len(text) > _LONG:
        return True
    get = lexicon().get
    rare = {word for word in view.runs if not get(word, 0) & _EVERYDAY and len(word) > 1}
    for word in _WORD.finditer(text) if rare else ():
        if word[0] not in rare:
            continue
        start, end = view.folded.original(*word.span())
        if not any(span.start <= start and end <= span.end for span in found):
            return True
    return False


def added(finds: Sequence[Span], found: Sequence[Span]) -> list[Span]:
    """Return the finds that go beyond what was found already."""
    if len(finds) * len(found) > _LONG:
        return list(finds)
    return [each for each in finds if not any(span.start <= each.start and each.end <= span.end for span in found)]
