"""A text as the name rules read it: tokens with their lexicon entries and whether they are written as a name."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count, repeat
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
from services.gateway.redaction.names.wordlike import misspelt_name, wordlike
from services.gateway.redaction.view import Cut, places_of

_UNKNOWN: Final = -1
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
    # Where each entry stands, and what words were judged to be: a record has the same ones again and again.
    _places: dict[int, list[int]] = field(default_factory=dict, repr=False)
    _wordlike: dict[str, bool] = field(default_factory=dict, repr=False)
    _misspelt: dict[str, bool] = field(default_factory=dict, repr=False)

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

    def having(self, roles: int) -> list[int]:
        """Return the tokens with any of some bits in their entries, in order."""
        places = self.entries
        return _joined(places, [code for code in places if code & roles])

    @property
    def entries(self) -> Mapping[int, Sequence[int]]:
        """Where each different entry stands; they are settled by then."""
        places = self._places = self._places or places_of(self.codes)
        return places

    def entered(self, codes: Collection[int]) -> list[int]:
        """Return the tokens with some of the entries that there are, in order."""
        return _joined(self.entries, codes)

    def wordlike(self, at: int) -> bool:
        """Return whether a token that is in no lexicon is no name: a form of a word, or one misspelt."""
        text, known = self.texts[at], self._wordlike
        if text not in known:
            known[text] = wordlike(text)
        return known[text]

    def misspelt(self, at: int) -> bool:
        """Return whether a token is a common name misspelt."""
        text, known = self.texts[at], self._misspelt
        if text not in known:
            known[text] = misspelt_name(text)
        return known[text]

    def parted(self, at: int) -> bool:
        """Return whether a line break parts a token from the one before."""
        return 0 < at < len(self.starts) and "\n" in self.source[self.ends[at - 1] : self.starts[at]]


def tokens(source: str, cut: Cut, raw: str | None, places: Mapping[str, Sequence[int]] | None = None) -> Tokens:
    """Read a folded text.

    Args:
        source: The folded text.
        cut: Its words.
        raw: The same text as written, index for index; None when it can't tell case.
        places: Where each different word stands among them, where that is known.
    """
    places = places_of(cut.texts) if places is None else places
    known = dict(zip(places, map(lexicon().get, places, repeat(_UNKNOWN)), strict=True))
    for text in [text for text, code in known.items() if code == _UNKNOWN and not text[0].isalpha()]:
        known[text] = MARK
    codes = list(map(known.__getitem__, cut.texts))
    read = Tokens(source, cut.texts.copy(), codes, cut.starts.copy(), cut.ends.copy(), [], [])
    unknown = [text for text, code in known.items() if code == _UNKNOWN]
    if unknown:
        _settle(read, {text: places[text] for text in unknown})
    if raw is not None and not raw.islower() and not raw.isupper():
        firsts = [raw[start] for start in read.starts]
        read.caps = _capitals(read, list(map(str.isupper, firsts)))
        read.lowers = list(map(str.islower, firsts))
    return read


def _joined(places: Mapping[int, Sequence[int]], codes: Collection[int]) -> list[int]:
    """Return the places of some entries, in order."""
    return sorted(chain.from_iterable(map(places.__getitem__, codes))) if codes else []


def _settle(read: Tokens, unknown: Mapping[str, Sequence[int]]) -> None:
    """Settle the words that the lexicon doesn't have as they stand: those behind a digit, several parts in one."""
    source, codes, starts = read.source, read.codes, read.starts
    apart: list[int] = []
    for text, places in unknown.items():
        word, code = _looked_up(text)
        for at in places:
            if starts[at] and source[starts[at] - 1].isdecimal():
                codes[at] = MARK
            elif "." in text:
                apart.append(at)
            else:
                read.texts[at], codes[at] = word, code
                read.ends[at] = starts[at] + len(word)
    for at in sorted(apart, reverse=True):
        _part(read, at)


def _part(read: Tokens, at: int) -> None:
    """Put the parts of a token with points in its place."""
    text, start = read.texts[at], read.starts[at]
    places = [start + found.start() for found in _PART.finditer(text)]
    parts = [_looked_up(found[0]) for found in _PART.finditer(text)]
    read.texts[at : at + 1] = [word for word, _ in parts]
    read.codes[at : at + 1] = [code for _, code in parts]
    read.starts[at : at + 1] = places
    read.ends[at : at + 1] = [place + len(word) for place, (word, _) in zip(places, parts, strict=True)]


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


def _capitals(read: Tokens, upper: list[bool]) -> list[bool]:
    """Return which tokens are capitalised within a sentence; none in a text whose every word is."""
    capitals = sum(upper)
    if capitals > _TITLE_CASE * _FEW:
        lettered = {text for text in set(read.texts) if text[:1].isalpha()}
        letters = list(compress(upper, map(lettered.__contains__, read.texts)))
        if len(letters) > _FEW and sum(letters) > _TITLE_CASE * len(letters):
            return []
    if not capitals:
        return [False] * len(upper)
    caps, texts, broken = [False] * len(upper), read.texts, "\n" in read.source
    for at in compress(count(), upper):
        inside = at > 0 and (texts[at - 1] not in _ENDS or _abbreviated(read, at))
        caps[at] = inside and not (broken and read.parted(at))
    return caps
