"""A text as the parts of an address grammar: one letter for each word, so that regular expressions can read it.

The letters: `N` number, `Z` number of five digits, `n` number said, `o` rank (5th), `S` and `s` kinds of street behind
a name (`s` also other words), `P` and `p` before one, `k` those of other languages, `K` a street in one word
(Hauptstrasse), `B` Broadway and the like, `R` route, `U` unit, `D` direction, `Q` quarter, `A` State, `#` number sign,
`L` one letter, `j` of the, `+` and, `x` word that ends a name, `W` word in capitals, `w` other word; marks , . - / &
stand for themselves, a line break is `|`, a blank line `!`, other marks are `~`.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from services.gateway.redaction.dates.spoken import NUMBER_WORDS, read, split_hyphens
from services.gateway.redaction.places import vocabulary as words
from services.gateway.redaction.places.states import ABBREVIATIONS, STATES, WORDLIKE
from services.gateway.redaction.view import View, Word
from services.gateway.redaction.word_list import word_set

_MARKS: Final = frozenset(",.-/&#")
_SAID: Final = NUMBER_WORDS | {"o"}
_ENDS: Final = words.STOPS | {"", ".", ",", "?", "!"}
_ARTICLES: Final = frozenset({"un", "una"})
_TWICE: Final = frozenset({"double", "triple", "doble"})
_BOULEVARDS: Final = frozenset({"boulevard", "blvd"})


class Part(NamedTuple):
    """One word of the grammar: its letter, its text, and its place in the folded text."""

    letter: str
    text: str
    start: int
    end: int


def _table() -> dict[str, str]:
    """Return the letter of each word that has one; later groups win."""
    letters: dict[str, str] = {}
    groups = (
        ("x", words.STOPS),
        ("A", STATES),
        ("A", ABBREVIATIONS - WORDLIKE),
        ("j", words.JOINTS),
        ("+", frozenset({"and", "con", "y"})),
        ("k", words.FOREIGN_SUFFIXES),
        ("p", words.WEAK_PREFIXES),
        ("s", words.WEAK_SUFFIXES),
        ("P", words.STRONG_PREFIXES),
        ("S", words.STRONG_SUFFIXES),
        ("B", words.NAMED_STREETS),
        ("R", words.ROUTES - words.STRONG_SUFFIXES - words.STOPS),
        ("Q", words.QUARTERS),
        ("U", words.UNITS),
        ("D", words.DIRECTIONS),
        ("#", words.NUMBER_SIGNS - words.DIRECTIONS),
    )
    for letter, group in groups:
        letters |= dict.fromkeys(group, letter)
    return letters


_LETTERS: Final = _table()


def parts(view: View) -> list[Part]:
    """Return the parts of a text."""
    text = view.folded.text
    apart = split_hyphens(view.words)
    mixed = not view.raw.isupper()
    result: list[Part] = []
    at = 0
    while at < len(apart):
        word = apart[at]
        gap = text[result[-1].end : word.start].count("\n") if result else 0
        if gap:
            result.append(Part("|" if gap == 1 else "!", "\n", result[-1].end, word.start))
        said = read(apart, at) if word.text in _SAID else None
        if said is not None and word.text in _ARTICLES and said.end == at + 1:
            said = None
        if said is None and word.text in _TWICE and at + 1 < len(apart) and read(apart, at + 1):
            result.append(Part("n", word.text, word.start, word.end))
            at += 1
            continue
        if said is not None:
            last = apart[said.end - 1]
            result.append(Part("o" if said.ordinal else "n", word.text, word.start, last.end))
            at = said.end
            continue
        part, at = _part(view, apart, at, mixed=mixed)
        if part.text in _BOULEVARDS and _leads(result, apart[at].text if at < len(apart) else ""):
            part = part._replace(letter="P")
        result.append(part)
    return result


def _leads(before: Sequence[Part], after: str) -> bool:
    """Return whether "boulevard" stands before its name, as in Spanish."""
    for part in reversed(before[-4:]):
        if part.letter in "x,.|!~":
            break
        if part.letter in "NZno":
            return False
    return not before or before[-1].letter in "x,|!~j:" or (before[-1].letter == "w" and after not in _ENDS)


def _part(view: View, apart: Sequence[Word], at: int, *, mixed: bool) -> tuple[Part, int]:
    """Return the part that begins at a word that says no number, and the index of the word after it."""
    word = apart[at]
    if word.text.isdecimal():
        follower = apart[at + 1] if at + 1 < len(apart) else None
        if follower and follower.start == word.end and follower.text in word_set("st nd rd th a o ro"):
            return Part("o", word.text, word.start, follower.end), at + 2
        return Part(_number(word.text), word.text, word.start, word.end), at + 1
    if not word.text[0].isalpha():
        return Part(word.text if word.text in _MARKS else "~", word.text, word.start, word.end), at + 1
    letter = _letter(view, word, mixed=mixed)
    if len(word.text) == 2 and mixed and at and apart[at - 1].text == "," and _capitals(view, word):  # noqa: PLR2004
        letter = "A"  # a province: "Toronto, ON"
    if word.text == "live" and at + 1 < len(apart) and apart[at + 1].text == "oak":
        letter = "w"
    return Part(letter, word.text, word.start, word.end), at + 1


def _number(digits: str) -> str:
    if len(digits) == 5:  # noqa: PLR2004
        return "Z"
    return "N" if len(digits) < 7 else "~"  # noqa: PLR2004


def _letter(view: View, word: Word, *, mixed: bool) -> str:
    """Return the letter of a word."""
    text = word.text
    known = _LETTERS.get(text)
    # CT is a court rather than Connecticut, but behind a comma.
    if text in ABBREVIATIONS and known != "s" and mixed and _capitals(view, word):
        return "D" if known == "D" else "A"
    if known is not None:
        return known
    if len(text) == 1:
        return "L"
    capital = view.raw[view.folded.original(word.start, word.end)[0]].isupper()
    if text.endswith(words.COMPOUNDS) or (capital and mixed and text.endswith(words.WEAK_COMPOUNDS)):
        return "K" if len(text) > 5 else "w"  # noqa: PLR2004
    return "W" if mixed and capital else "w"


def _capitals(view: View, word: Word) -> bool:
    """Return whether a word is written in capitals."""
    return view.raw[slice(*view.folded.original(word.start, word.end))].isupper()
