"""A text as the parts of an address grammar: one letter for each word, so that regular expressions can read it.

The letters: `N` number, `Z` number of five digits, `n` number said, `o` rank (5th), `S` and `s` kinds of street behind
a name (`s` also other words), `P` and `p` before one, `k` those of other languages, `K` a street in one word
(Hauptstrasse), `B` Broadway and the like, `R` route, `U` unit, `D` direction, `Q` quarter, `A` State, `#` number sign,
`L` one letter, `j` of the, `+` and, `x` word that ends a name, `W` word in capitals, `w` other word; marks , . - / &
stand for themselves, a line break is `|`, a blank line `!`, other marks are `~`.
"""

from collections.abc import Sequence
from functools import partial
from itertools import compress, count, repeat
from typing import Final, NamedTuple

from services.gateway.redaction.dates.spoken import SAID, apart, read, texts_of, turns
from services.gateway.redaction.places import vocabulary
from services.gateway.redaction.places.states import ABBREVIATIONS, STATES, WORDLIKE
from services.gateway.redaction.view import View, Word
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


_part: Final = partial(tuple.__new__, Part)
"""`Part._make` without its check."""


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


def parts(view: View) -> list[Part]:
    """Return the parts of a text."""
    words = view.once(apart)
    texts = texts_of(view, words)
    plain = _plain(view, words, texts)
    result: list[Part] = []
    broken = "\n" in view.folded.text
    at = 0
    for place in _turns(view, texts):
        if place < at:
            continue
        result += plain[at:place]
        at = place
        gap = view.folded.text.count("\n", result[-1].end, words[at].start) if result and broken else 0
        if gap:
            result.append(Part("|" if gap == 1 else "!", "\n", result[-1].end, words[at].start))
        part, at = _typed(words, at) or _said(words, at) or (plain[at], at + 1)
        if part.text in _BOULEVARDS and _leads(result, words[at].text if at < len(words) else ""):
            part = part._replace(letter="P")
        result.append(part)
    return result + plain[at:]


def _plain(view: View, words: Sequence[Word], texts: Sequence[str]) -> list[Part]:
    """Return the part that each word is by itself."""
    letters = _letters(view, words, texts)
    if words is view.words:
        return list(map(_part, zip(letters, texts, view.cut.starts, view.cut.ends, strict=True)))
    return [Part(letter, *word) for letter, word in zip(letters, words, strict=True)]


def _turns(view: View, texts: Sequence[str]) -> list[int]:
    """Return which words may be more than their own letter says, in order."""
    if _MORE.isdisjoint(texts):
        return view.once(turns)
    return sorted({*view.once(turns), *compress(count(), map(_MORE.__contains__, texts))})


def _said(words: Sequence[Word], at: int) -> tuple[Part, int] | None:
    """Return the number said from a word on, and the index of the word after it; None for no number."""
    word = words[at]
    if word.text in _TWICE:
        doubled = at + 1 < len(words) and read(words, at + 1)
        return (Part("n", *word), at + 1) if doubled else None
    number = read(words, at) if word.text in SAID else None
    if number is None or (word.text in _ARTICLES and number.end == at + 1):
        return None
    return Part("o" if number.ordinal else "n", word.text, word.start, words[number.end - 1].end), number.end


def _typed(words: Sequence[Word], at: int) -> tuple[Part, int] | None:
    """Return the number typed at a word, with what makes it a rank, and the index of the word after; None for none."""
    word = words[at]
    if not word.text.isdecimal():
        return None
    follower = words[at + 1] if at + 1 < len(words) else None
    if follower and follower.start == word.end and follower.text in _RANKS:
        return Part("o", word.text, word.start, follower.end), at + 2
    return Part(_number(word.text), *word), at + 1


def _leads(before: Sequence[Part], after: str) -> bool:
    """Return whether "boulevard" stands before its name, as in Spanish."""
    for part in reversed(before[-4:]):
        if part.letter in "x,.|!~":
            break
        if part.letter in "NZno":
            return False
    return not before or before[-1].letter in "x,|!~j:" or (before[-1].letter == "w" and after not in _ENDS)


def _letters(view: View, words: Sequence[Word], texts: Sequence[str]) -> list[str]:
    """Return the letter of each word as far as it does not depend on a number."""
    mixed = not view.raw.isupper()
    letters = list(map(_PLAIN.get, texts, repeat("~")))
    lettered = view.lettered if words is view.words else [at for at, text in enumerate(texts) if text[0].isalpha()]
    for at in lettered:
        text = texts[at]
        if letters[at] == "~":
            letters[at] = _unlisted(view, words[at], mixed=mixed)
        elif text in ABBREVIATIONS:
            letters[at] = _abbreviation(view, words[at], letters[at], mixed=mixed)
        if len(text) == 2 and mixed and at and texts[at - 1] == "," and _capitals(view, words[at]):  # noqa: PLR2004
            letters[at] = "A"  # a province: "Toronto, ON"
        if text == "oak" and at and texts[at - 1] == "live":
            letters[at - 1] = "w"
    return letters


def _number(digits: str) -> str:
    if len(digits) == 5:  # noqa: PLR2004
        return "Z"
    return "N" if len(digits) < 7 else "~"  # noqa: PLR2004


def _abbreviation(view: View, word: Word, known: str, *, mixed: bool) -> str:
    """Return the letter of a State's abbreviation that has another one, too."""
    # CT is a court rather than Connecticut, but behind a comma.
    if known != "s" and mixed and _capitals(view, word):
        return "D" if known == "D" else "A"
    return known


def _unlisted(view: View, word: Word, *, mixed: bool) -> str:
    """Return the letter of a word that no list has but that of the States' abbreviations."""
    text, start, end = word
    if text in ABBREVIATIONS and mixed and _capitals(view, word):
        return "A"
    if len(text) == 1:
        return "L"
    if view.folded.starts is not None:
        start = view.folded.original(start, end)[0]
    capital = mixed and view.raw[start].isupper()
    if text.endswith(vocabulary.COMPOUNDS) or (capital and text.endswith(vocabulary.WEAK_COMPOUNDS)):
        return "K" if len(text) > 5 else "w"  # noqa: PLR2004
    return "W" if capital else "w"


def _capitals(view: View, word: Word) -> bool:
    """Return whether a word is written in capitals."""
    return view.raw[slice(*view.folded.original(word.start, word.end))].isupper()
