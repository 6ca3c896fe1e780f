"""Whether a stretch of words is really there, and what stands before it."""

import re
from typing import Final

from services.dialogue.understanding.words.tokens import fold
from services.dialogue.understanding.words.word_set import word_set

_REFUSING: Final = word_set(
    "no not nor never dont cant cannot wont isnt arent except excepting but without unless "
    "ni nunca jamas tampoco excepto menos salvo sin pero"
)
_NEAR: Final = 5
_BREAK: Final = re.compile(r"[.;!?\n]")
_WORD: Final = re.compile(r"\w+")


def place_of(span: str, text: str) -> int | None:
    """Return where a stretch stands word for word in the text, as whole words; None where it does not."""
    at = text.find(span) if span else -1
    while at >= 0:
        if _whole(text, at, at + len(span)):
            return at
        at = text.find(span, at + 1)
    return None


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def refused(span: str, text: str) -> bool:
    """Tell whether a word of refusal stands shortly before a stretch: "anything but tuesday"."""
    at = place_of(span, text)
    if at is None:
        return False
    before = _BREAK.split(fold(text[:at]).replace("'", "").replace("\u2019", ""))[-1]
    return not _REFUSING.isdisjoint(_WORD.findall(before)[-_NEAR:])
