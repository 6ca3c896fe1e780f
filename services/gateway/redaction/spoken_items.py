"""Reading a text's words one after the other as digits, numbers, letters and marks that somebody said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate
from typing import Final

from services.gateway.redaction.spoken_hosts import SPLIT_HOSTS, near, signs
from services.gateway.redaction.spoken_numbers import number_at
from services.gateway.redaction.spoken_words import (
    FILE_ENDS,
    FILLER_PAIRS,
    FILLERS,
    HESITATIONS,
    HUNDREDS,
    LETTERS_EN,
    LETTERS_ES,
    MARKS,
    NATO,
    SPANISH_UNITS,
    SURE_TOP_LEVEL,
    TEENS,
    TENS,
    TIMES,
    UNITS,
    UNITS_NEAR,
    WORDLIKE,
)

_TOKEN: Final = re.compile(r"([a-z]+(?:'[a-z]+)*|\d+|\S)")
_LETTERS: Final = NATO | LETTERS_ES | LETTERS_EN | {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
_NAMED: Final = frozenset(_LETTERS) - WORDLIKE
_PAIRS: Final = {
    ("double", "u"): "w", ("doble", "u"): "w", ("doble", "ve"): "w", ("uve", "doble"): "w", ("doble", "uve"): "w",
    ("i", "griega"): "y", ("be", "grande"): "b", ("be", "larga"): "b", ("b", "grande"): "b", ("b", "larga"): "b",
    ("x", "ray"): "x", ("ve", "chica"): "v", ("ve", "corta"): "v", ("v", "chica"): "v", ("v", "corta"): "v",
}  # fmt: skip
_MARK_PAIRS: Final = {
    ("guion", "bajo"): "_",
    ("under", "score"): "_",
    ("barra", "baja"): "_",
    ("raya", "baja"): "_",
    ("dos", "puntos"): ":",
}
_BRACKETED: Final = {"at": "@", "arroba": "@", "dot": ".", "punto": "."}
VOCABULARY: Final = frozenset(
    {
        *_LETTERS,
        *UNITS,
        *UNITS_NEAR,
        *TEENS,
        *TENS,
        *HUNDREDS,
        *TIMES,
        *FILLERS,
        *MARKS,
        *(first for first, _ in (*_PAIRS, *_MARK_PAIRS, *SPLIT_HOSTS, *FILLER_PAIRS)),
        *("mil", "at", "@", "plus", "colon", ",", ".", "-", "(", "["),
    }
)
"""Words and marks that may be something spoken; all others are only copied."""
_FIRM: Final = 9
_PREFIX: Final = 6


class Kind(IntEnum):
    """What an item is."""

    __hash__ = int.__hash__  # an enumeration's own is a call of Python's

    WORD = 0
    DIGIT = 1
    NUMBER = 2
    LETTER = 3
    MARK = 4
    SOFT = 5


@dataclass(slots=True)
class Item:
    """Some words that stand for some characters.

    Attributes:
        kind: What they are.
        text: The characters they stand for.
        start: Where they begin in the folded text.
        end: Where they end there.
        sure: For letters: 0 a word that happens to be one, 1 a letter, 9 a letter explained ("m as in mary").
            For pauses: 9 where it means nothing at all ("uh", "you know").
        raw: The first word as written.
    """

    kind: Kind
    text: str
    start: int
    end: int
    sure: int = 0
    raw: str = ""

    @property
    def typed(self) -> bool:
        """Whether it is a number written with digits, more than one of them."""
        return len(self.raw) > 1 and self.raw.isdigit()


@dataclass(slots=True)
class Reader:
    """Reads the items of one text.

    Attributes:
        text: The folded text.
    """

    text: str
    _words: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _ats: set[int] = field(default_factory=set)
    _near: bytearray = field(default_factory=bytearray)

    def items(self) -> list[Item]:
        """Return everything in the text as items, in order; only white space is left out."""
        self._split()
        words = self._words
        items: list[Item] = []
        before: Item | None = None
        at = 0
        while at < len(words):
            word = words[at]
            if word in VOCABULARY or word.isdigit():
                before, at = self._item(at, before)
                items.append(before)
                continue
            end = self._starts[at] + len(word)
            if before is not None and before.kind is Kind.WORD and before.raw == "":
                before.end = end
            else:
                before = Item(Kind.WORD, "", self._starts[at], end)
                items.append(before)
            at += 1
        return items

    def _split(self) -> None:
        """Split the text into words, and find the signs of mail addresses among them."""
        pieces = _TOKEN.split(self.text)
        self._words = pieces[1::2]
        self._starts = list(accumulate(map(len, pieces)))[:-1:2]
        self._ats = signs(self._words, self._starts)
        self._near = near(self._words, self._ats)

    def _make(self, kind: Kind, text: str, at: int, after: int, sure: int = 0) -> tuple[Item, int]:
        end = self._starts[after - 1] + len(self._words[after - 1])
        return Item(kind, text, self._starts[at], end, sure, self._words[at]), after

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _item(self, at: int, before: Item | None) -> tuple[Item, int]:
        word = self._words[at]
        if word.isdigit():
            return self._make(Kind.DIGIT if len(word) == 1 else Kind.NUMBER, word, at, at + 1)
        return (
            self._mark(at, before)
            or self._digits(at, before)
            or self._pause(at)
            or self._letter(at)
            or self._make(Kind.WORD, word, at, at + 1)
        )

    def _pause(self, at: int) -> tuple[Item, int] | None:
        word = self._words[at]
        if (word, self._at(at + 1)) in FILLER_PAIRS:
            return self._make(Kind.SOFT, word, at, at + 2, _FIRM)
        if word == "," or word in FILLERS:
            return self._make(Kind.SOFT, word, at, at + 1, _FIRM if word in HESITATIONS else 0)
        return None

    def _digits(self, at: int, before: Item | None) -> tuple[Item, int] | None:
        """Read a digit, a repeated digit or a number."""
        word = self._words[at]
        if word in TIMES:
            return self._repeated(at)
        if word in UNITS or word in TEENS or word in TENS or word in HUNDREDS or word == "mil":
            number = number_at(self._words, at)
            if number:
                return self._make(Kind.NUMBER, str(number[0]), at, number[1])
        if word in UNITS and self._at(at - 1) not in {"last", "first", "ultimos", "primeros"}:
            return self._make(Kind.DIGIT, str(UNITS[word]), at, at + 1)
        if word in UNITS_NEAR and self._beside_digits(at, before, both=word != "oh"):
            return self._make(Kind.DIGIT, str(UNITS_NEAR[word]), at, at + 1)
        return None

    def _repeated(self, at: int) -> tuple[Item, int] | None:
        """Read "double five", "triple oh", "doble, eh, cinco"."""
        after = at + 2 if self._at(at + 1) in HESITATIONS else at + 1
        digit = 0 if self._at(after) in {"oh", "o"} else UNITS.get(self._at(after))
        return self._make(Kind.DIGIT, str(digit) * TIMES[self._words[at]], at, after + 1) if digit is not None else None

    def _digit_like(self, at: int) -> bool:
        word = self._at(at)
        return word in UNITS or word in TEENS or word in TENS or word in TIMES or word == "oh" or word.isdigit()

    def _beside_digits(self, at: int, before: Item | None, *, both: bool) -> bool:
        """Return whether digits stand on the sides of a word; Spanish "dos o tres" is no number."""
        left = before is not None and (before.kind in {Kind.DIGIT, Kind.NUMBER} or (before.sure > 0 and not both))
        if self._at(at - 1) in SPANISH_UNITS and self._words[at] == "o":
            return False
        right = self._digit_like(at + 1)
        return (left and right) if both else (left or right)

    def _mark(self, at: int, before: Item | None) -> tuple[Item, int] | None:
        """Read a mark, or a mail provider's name said in two words."""
        word, after = self._words[at], self._at(at + 1)
        if (word, after) in SPLIT_HOSTS and self._near[at]:
            return self._make(Kind.WORD, word + after, at, at + 2)
        if word in {"(", "["} and after in _BRACKETED and self._at(at + 2) in {")", "]"}:
            return self._make(Kind.MARK, _BRACKETED[after], at, at + 3)
        written = _MARK_PAIRS.get((word, after))
        if written and (written != ":" or self._at(at + 2) in {"slash", "diagonal"}):
            return self._make(Kind.MARK, written, at, at + 2)
        written = self._single_mark(word, at, before)
        return self._make(Kind.MARK, written, at, at + 1) if written else None

    def _single_mark(self, word: str, at: int, before: Item | None) -> str | None:
        """Return the mark that one word stands for here."""
        if at in self._ats:
            return "@"
        if word == "plus" and self._digit_like(at + 1):
            return "+"
        if word == "colon" and self._at(at + 1) == "slash":
            return ":"
        if word == "diagonal" and self._near[at]:
            return "/"
        return MARKS[word] if word in MARKS and self._marks(word, at, before) else None

    def _marks(self, word: str, at: int, before: Item | None) -> bool:
        """Return whether a word such as "dot" or "dash" stands for its mark here."""
        if word in {"underscore", "slash"}:
            return True
        coded = before is not None and (before.kind in {Kind.DIGIT, Kind.NUMBER} or before.sure > 0)
        after = self._at(at + 1)
        between = coded and (self._digit_like(at + 1) or len(after) == 1 or after in _NAMED)
        if word in {"point", "diagonal"}:
            return between
        if word in {"dot", "punto"} and (
            after in SURE_TOP_LEVEL or after in FILE_ENDS or self._at(at - 1) in {"www", "w"}
        ):
            return True
        prefixed = word in {"dash", "hyphen", "guion"} and self._digit_like(at + 1) and len(self._at(at - 1)) < _PREFIX
        return between or prefixed or self._near[at] == 1

    def _letter(self, at: int) -> tuple[Item, int] | None:
        """Read a letter: alone, by its name, explained ("m as in mary", "eme de mama") or repeated ("double l")."""
        word = self._words[at]
        pair = _PAIRS.get((word, self._at(at + 1)))
        if pair:
            return self._make(Kind.LETTER, pair, at, at + 2, 1)
        if word in TIMES and self._at(at + 1) in _LETTERS:
            return self._make(Kind.LETTER, _LETTERS[self._words[at + 1]] * TIMES[word], at, at + 2, 1)
        letter = _LETTERS.get(word)
        if letter is None:
            return None
        firm = 1 if len(word) == 1 and word in WORDLIKE else _FIRM
        if self._at(at + 1) == "as" and self._at(at + 2) == "in" and self._at(at + 3):
            return self._make(Kind.LETTER, letter, at, at + 4, _FIRM)
        if self._at(at + 1) in {"as", "for", "like", "de", "como"} and _begins(self._at(at + 2), letter):
            return self._make(Kind.LETTER, letter, at, at + 3, firm)
        return self._make(Kind.LETTER, letter, at, at + 1, 0 if word in WORDLIKE else 1)


def _begins(word: str, letter: str) -> bool:
    """Return whether a word of some length explains a letter; b and v sound alike in Spanish."""
    return len(word) > 1 and (word[0] == letter or (word[0] in "bv" and letter in "bv"))


def spelled(run: Sequence[Item]) -> bool:
    """Return whether the letters of a run of letters and digits are letters somebody spelled, and not words."""
    letters = [item for item in run if item.kind is Kind.LETTER]
    digits = sum(len(item.text) for item in run if item.kind in {Kind.DIGIT, Kind.NUMBER} and not item.typed)
    sure = sum(1 for item in letters if item.sure)
    if any(item.sure == _FIRM for item in letters):
        return True
    if len(letters) > 2 and (sure > 1 or all(len(item.raw) == 1 for item in letters)):  # noqa: PLR2004 "j d" may be anything
        return True
    if len(letters) > 1 and digits > 3 and all(len(item.raw) == 1 for item in letters):  # noqa: PLR2004 "a e 7384"
        return True
    return sure > 0 and len(letters) + digits > 3  # noqa: PLR2004 "b 12" is a vitamin
