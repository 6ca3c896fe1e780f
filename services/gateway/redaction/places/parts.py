"""A text as the parts of an address grammar: one letter for each word, so that regular expressions can read it.

The letters: `N` number, `Z` number of five digits, `n` number said, `o` rank (5th), `S` and `s` kinds of street behind
a name (`s` also other words), `P` and `p` before one, `k` those of other languages, `K` a street in one word
(Hauptstrasse), `B` Broadway and the like, `R` route, `U` unit, `D` direction, `Q` quarter, `A` State, `#` number sign,
`L` one letter, `j` of the, `+` and, `x` word that ends a name, `W` word in capitals, `w` other word; marks , . - / &
stand for themselves, a line break is `|`, a blank line `!`, other marks are `~`.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, compress, count, repeat
from typing import Final, NamedTuple, overload

from services.gateway.redaction.columns import Columns
from services.gateway.redaction.dates.spoken import SAID, among, apart, ranked, read, turns
from services.gateway.redaction.places import vocabulary
from services.gateway.redaction.places.states import ABBREVIATIONS, STATES, WORDLIKE
from services.gateway.redaction.view import Cut, View, places_of
from services.gateway.redaction.word_list import word_set

_MARKS: Final = frozenset(",.-/&#")
_ENDS: Final = vocabulary.STOPS | {"", ".", ",", "?", "!"}
_ARTICLES: Final = frozenset({"un", "una"})
_TWICE: Final = frozenset({"double", "triple", "doble"})
_BOULEVARDS: Final = frozenset({"boulevard", "blvd"})
#: What is more than its own letter besides numbers.
_MORE: Final = _TWICE | _BOULEVARDS
_RANKS: Final = word_set("st nd rd th a o ro")


class Part(NamedTuple):
    """One word of the grammar: its letter, its text, and its place in the folded text."""

    letter: str
    text: str
    start: int
    end: int


class Parts(Sequence[Part]):
    """The parts of a text in columns; a part is made only when it is asked for.

    Attributes:
        letters: The letters of all parts.
        texts: Their words.
        starts: Where each begins in the folded text.
        ends: Where each ends.
    """

    __slots__ = ("_places", "ends", "letters", "starts", "texts")

    def __init__(self, columns: Columns, places: Mapping[str, list[int]] | None = None) -> None:
        """Keep the columns, and where each word stands if that is known."""
        self.letters = "".join(columns.letters)
        self.texts = columns.texts
        self.starts = columns.starts
        self.ends = columns.ends
        self._places = places

    @overload
    def __getitem__(self, at: int) -> Part: ...
    @overload
    def __getitem__(self, at: slice) -> list[Part]: ...
    def __getitem__(self, at: int | slice) -> Part | list[Part]:
        """Return a part, or several."""
        if isinstance(at, slice):
            return list(map(Part, self.letters[at], self.texts[at], self.starts[at], self.ends[at]))
        return Part(self.letters[at], self.texts[at], self.starts[at], self.ends[at])

    def __len__(self) -> int:
        return len(self.letters)

    def among(self, wanted: frozenset[str]) -> list[int]:
        """Return which of the parts are any of some words, in order."""
        if self._places is not None:
            met = wanted.intersection(self._places)
            return sorted(chain.from_iterable(map(self._places.__getitem__, met))) if met else []
        return list(compress(count(), map(wanted.__contains__, self.texts)))


def _table() -> dict[str, str]:
    """Return the letter of each word that has one; later groups win."""
    letters: dict[str, str] = {}
    groups = (
        ("x", vocabulary.STOPS),
        ("A", STATES),
        ("A", ABBREVIATIONS - WORDLIKE),
        ("j", vocabulary.JOINTS),
        ("+", frozenset({"and", "con", "y"})),
        ("k", vocabulary.FOREIGN_SUFFIXES),
        ("p", vocabulary.WEAK_PREFIXES),
        ("s", vocabulary.WEAK_SUFFIXES),
        ("s", vocabulary.MISSPELT_SUFFIXES),
        ("P", vocabulary.STRONG_PREFIXES),
        ("S", vocabulary.STRONG_SUFFIXES),
        ("B", vocabulary.NAMED_STREETS),
        ("R", vocabulary.ROUTES - vocabulary.STRONG_SUFFIXES - vocabulary.STOPS),
        ("Q", vocabulary.QUARTERS),
        ("U", vocabulary.UNITS),
        ("D", vocabulary.DIRECTIONS),
        ("#", vocabulary.NUMBER_SIGNS - vocabulary.DIRECTIONS),
    )
    for letter, group in groups:
        letters |= dict.fromkeys(group, letter)
    return letters


_LETTERS: Final = _table()
_PLAIN: Final = {
    **{word: letter for word, letter in _LETTERS.items() if word[0].isalpha()},
    **{mark: mark for mark in _MARKS},
}


def parts(view: View) -> Parts:
    """Return the parts of a text."""
    words = view.once(apart)
    letters = _letters(view, words)
    places = _turns(view, words)
    if not places:
        return Parts(
            Columns(letters, words.texts, words.starts, words.ends), view.places if words is view.cut else None
        )
    result = Columns([], [], [], [])
    broken = "\n" in view.folded.text
    at = 0
    for place in places:
        if place < at:
            continue
        result.copy(letters, words, at, place)
        if broken and result.ends:
            _break(view.folded.text, result, words.starts[place])
        at = _turn(words, place, letters[place], result)
    result.copy(letters, words, at)
    return Parts(result)


def _break(text: str, result: Columns, start: int) -> None:
    """Add what stands for line breaks before an index, if there are some."""
    end = result.ends[-1]
    breaks = text.count("\n", end, start)
    if breaks:
        result.add("|" if breaks == 1 else "!", "\n", end, start)


def _turn(words: Cut, at: int, letter: str, result: Columns) -> int:
    """Add the part that begins at a word that may be more than its letter; return the index of the word after it."""
    number = _typed(words, at) or _said(words, at)
    letter, after = number or (letter, at + 1)
    if words.texts[at] in _BOULEVARDS and _leads(result, words.texts[after] if after < len(words.texts) else ""):
        letter = "P"
    result.add(letter, words.texts[at], words.starts[at], words.ends[after - 1])
    return after


def _turns(view: View, words: Cut) -> list[int]:
    """Return which words may be more than their own letter says, in order."""
    return sorted({*view.once(turns), *among(words, view, _MORE), *ranked(words, view, _RANKS)})


def _said(words: Cut, at: int) -> tuple[str, int] | None:
    """Return the letter of the number said from a word on, and the index of the word after it; None for no number."""
    text = words.texts[at]
    if text in _TWICE:
        return ("n", at + 1) if at + 1 < len(words.texts) and read(words.texts, at + 1) else None
    number = read(words.texts, at) if text in SAID else None
    if number is None or (text in _ARTICLES and number.end == at + 1):
        return None
    return "o" if number.ordinal else "n", number.end


def _typed(words: Cut, at: int) -> tuple[str, int] | None:
    """Return the letter of a rank typed at a word, and the index of the word after it; None for none."""
    if at + 1 == len(words.texts) or words.starts[at + 1] != words.ends[at] or words.texts[at + 1] not in _RANKS:
        return None
    return ("o", at + 2) if words.texts[at].isdecimal() else None


def _leads(before: Columns, after: str) -> bool:
    """Return whether "boulevard" stands before its name, as in Spanish."""
    for letter in reversed(before.letters[-4:]):
        if letter in "x,.|!~":
            break
        if letter in "NZno":
            return False
    if not before.letters:
        return True
    return before.letters[-1] in "x,|!~j:" or (before.letters[-1] == "w" and after not in _ENDS)


def _letters(view: View, words: Cut) -> list[str]:
    """Return the letter of each word as far as it does not depend on a number beside it."""
    texts = words.texts
    places = view.places if words is view.cut else places_of(texts)
    mixed = not view.shouted
    raw = view.raw if view.folded.starts is None else [view.raw[at] for at in view.folded.starts]
    letters = list(map(_PLAIN.get, texts, repeat("~")))
    for at in compress(count(), map(str.isdecimal, texts)):
        letters[at] = _number(texts[at])
    for text in [text for text in places if text not in _PLAIN and text[0].isalpha()]:
        small, capital = _unlisted(text)
        for at in places[text]:
            letters[at] = capital if small != capital and mixed and raw[words.starts[at]].isupper() else small
    for text in [text for text in places if len(text) == 2] if mixed else ():  # noqa: PLR2004
        for at in places[text]:
            letters[at] = _state(view, words, at, letters[at])
    for at in places.get("oak", ()):
        if at and texts[at - 1] == "live":
            letters[at - 1] = "w"
    return letters


def _state(view: View, words: Cut, at: int, known: str) -> str:
    """Return the letter of what may be a State's abbreviation, or a province behind a comma: "Toronto, ON"."""
    text = words.texts[at]
    if not text[0].isalpha() or not _capitals(view, words, at):
        return known
    if at and words.texts[at - 1] == ",":
        return "A"
    # CT is a court rather than Connecticut, but behind a comma.
    if known == "s" or text not in ABBREVIATIONS:
        return known
    return "D" if known == "D" else "A"


def _number(digits: str) -> str:
    if len(digits) == 5:  # noqa: PLR2004
        return "Z"
    return "N" if len(digits) < 7 else "~"  # noqa: PLR2004


def _unlisted(text: str) -> tuple[str, str]:
    """Return the letters of a word that no list has, in small letters and with a capital."""
    if len(text) == 1:
        return "L", "L"
    compound = "K" if len(text) > 5 else "w"  # noqa: PLR2004
    if text.endswith(vocabulary.COMPOUNDS):
        return compound, compound
    return "w", compound if text.endswith(vocabulary.WEAK_COMPOUNDS) else "W"


def _capitals(view: View, words: Cut, at: int) -> bool:
    """Return whether a word is written in capitals."""
    return view.raw[slice(*view.folded.original(words.starts[at], words.ends[at]))].isupper()
