"""A text as the name rules read it: tokens with their lexicon entries and whether they are written as a name."""

import re
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.names.lexicon import (
    CLASS,
    GIVEN,
    MARK,
    PARTICLE,
    SURNAME,
    SURNAME_SHIFT,
    TITLE,
    lexicon,
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]+)*|\d+|[^\w\s]")
_PART: Final = re.compile(r"[^.]+")
_PREFIXED: Final = re.compile(r"(?:o'|d'|l'|mc)[a-z]{3}")
_KNOWN_SURNAME: Final = 7 << SURNAME_SHIFT
_TITLE_CASE: Final = 0.75
_FEW: Final = 5
_STRONG: Final = 7
_SHORT: Final = 4
_BORNE: Final = 6
_ENDS: Final = frozenset('.!?:"\u00bf\u00a1[;*>|\u2022')


@dataclass(slots=True)
class Tokens:
    """Tokens in order.

    Attributes:
        source: The folded text.
        texts: Each token; a possessive's "'s" and the points between letters are cut off.
        codes: Its entry in the lexicon; 0 when it is in none.
        starts: Where it begins in the folded text.
        ends: Where it ends.
        lowers: Whether it is in small letters in a text that has capitals; empty where it has none.
        caps: Whether it is capitalised where a plain word wouldn't be; empty where case tells nothing.
    """

    source: str
    texts: list[str]
    codes: list[int]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    lowers: list[bool]

    def __len__(self) -> int:
        return len(self.texts)

    def code(self, at: int) -> int:
        """Return the entry of a token; that of a mark before the first and after the last."""
        return self.codes[at] if 0 <= at < len(self.codes) else MARK

    def text(self, at: int) -> str:
        """Return a token; an empty one before the first and after the last."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def cap(self, at: int) -> bool:
        """Return whether a token is written like a name."""
        return 0 <= at < len(self.caps) and self.caps[at]

    def upper(self, at: int) -> bool:
        """Return whether a token is capitalised in a text that also has small letters, wherever it stands."""
        return 0 <= at < len(self.lowers) and not self.lowers[at]

    def small(self, at: int) -> bool:
        """Return whether a token is in small letters after a capitalised one: no further part of a name."""
        return 0 < at < len(self.lowers) and self.lowers[at] and not self.lowers[at - 1]

    def parted(self, at: int) -> bool:
        """Return whether a line break parts a token from the one before."""
        return 0 < at < len(self.starts) and "\n" in self.source[self.ends[at - 1] : self.starts[at]]


def tokens(source: str, raw: str | None) -> Tokens:
    """Read a folded text.

    Args:
        source: The folded text.
        raw: The same text as written, index for index; None when it can't tell case.
    """
    read = Tokens(source, [], [], [], [], [], [])
    get = lexicon().get
    for found in _WORD.finditer(source):
        text = found[0]
        code = get(text)
        if code is None:
            _add_unknown(read, text, found.start())
            continue
        read.texts.append(text)
        read.codes.append(code)
        read.starts.append(found.start())
        read.ends.append(found.end())
    if raw is not None and not raw.islower() and not raw.isupper():
        read.caps = _capitals(read, raw)
        read.lowers = [raw[start].islower() for start in read.starts]
    return read


def _add_unknown(read: Tokens, text: str, start: int) -> None:
    """Add a token that the lexicon doesn't have as it stands: a number, a mark, or several parts in one."""
    if not text[0].isalpha() or (start and read.source[start - 1].isdecimal()):
        _add(read, text, MARK, start)
    elif "." in text:
        for part in _PART.finditer(text):
            word, code = _looked_up(part[0])
            _add(read, word, code, start + part.start())
    else:
        word, code = _looked_up(text)
        _add(read, word, code, start)


def _add(read: Tokens, text: str, code: int, start: int) -> None:
    """Add a token."""
    read.texts.append(text)
    read.codes.append(code)
    read.starts.append(start)
    read.ends.append(start + len(text))


def _looked_up(text: str) -> tuple[str, int]:
    """Return a token without its possessive ending, and its entry: that of its parts where it has several."""
    get = lexicon().get
    if text.endswith(("'s", "'")):
        text = text[: text.rindex("'")]
    code = get(text)
    if code is None and ("'" in text or "-" in text):
        code = get(text.replace("'", "").replace("-", ""))
        if code is None or code & CLASS:
            code = _compound(text)
    if code is None and _PREFIXED.match(text):
        code = _KNOWN_SURNAME
    if code is None and text[-1] == "s" and len(text) > _SHORT:
        base = get(text[:-1], 0)
        many = base & GIVEN >= _STRONG or (base & SURNAME) >> SURNAME_SHIFT >= _BORNE
        code = base if not base & CLASS and many else None
    return text, code or 0


def _compound(text: str) -> int | None:
    """Return the entry of a hyphened token: both parts' levels, and a word as soon as one part is a word."""
    parts = [lexicon().get(part, 0) for part in re.split(r"['\-]", text) if len(part) > 1]
    if len(parts) == 1 and len(text) > _SHORT:
        return parts[0] or None
    if len(parts) < 2:  # noqa: PLR2004
        return None
    given = max(part & GIVEN for part in parts)
    surname = max(part & SURNAME for part in parts)
    return given | surname | max(part & CLASS for part in parts)


def _abbreviated(read: Tokens, at: int) -> bool:
    """Return whether the point before a token ends a title, an initial or "st", and no sentence."""
    if at < 2 or read.texts[at - 1] != ".":  # noqa: PLR2004
        return False
    return len(read.texts[at - 2]) == 1 or bool(read.codes[at - 2] & (TITLE | PARTICLE))


def _capitals(read: Tokens, raw: str) -> list[bool]:
    """Return which tokens are capitalised within a sentence; none in a text whose every word is."""
    upper = [raw[start].isupper() for start in read.starts]
    letters = [up for up, text in zip(upper, read.texts, strict=True) if text[0].isalpha()]
    if len(letters) > _FEW and sum(letters) > _TITLE_CASE * len(letters):
        return []
    caps = [
        up and at > 0 and (read.texts[at - 1] not in _ENDS or _abbreviated(read, at)) for at, up in enumerate(upper)
    ]
    if "\n" in raw:
        caps = [cap and not read.parted(at) for at, cap in enumerate(caps)]
    return caps
