"""What the tagger sees of a text: for each token, a few rows of one table.

The rows are the word itself, its beginning and its ends (hashed, so that every word has a row), what the lexicon of
names says of it, how it is written, and what is known of the turn. Training and use read texts by this very function.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.lexicon import (
    CITY,
    CLASS,
    CLASS_SHIFT,
    FIRM,
    GIVEN,
    MONTH,
    PARTICLE,
    SURNAME_SHIFT,
    TITLE,
    VERB,
    lexicon,
)
from services.gateway.redaction.view import Cut, View, cut, places_of

VERSION: Final = 1
"""Raised whenever the rows change their meaning: a model serves one version only."""
COLUMNS: Final = 8
"""Rows for each token."""
LETTER_COLUMNS: Final = 4
"""Of these, the first ones tell its letters."""
ENTRY_COLUMN: Final = 4
"""This one tells its entry in the lexicon."""
_SHAPE_COLUMN: Final = 6
"""This one tells how it is written; those before it are the same wherever a token stands."""
_PACKING: Final = Struct(f"={_SHAPE_COLUMN}q")

#: Unlike the words that the rules read, a low line is a token here.
_TOKEN: Final = re.compile(r"([^\W\d_]+(?:['\-.][^\W\d_]+)*|\d+|[^\w\s]|_)")
_WORDS: Final = 16384
_HASHED: Final = _WORDS - 1
_BEGINS: Final = 2048
_ENDS: Final = 4096
_LAST_TWO: Final = 1024

_BEGIN_ROW: Final = _WORDS
_END_ROW: Final = _BEGIN_ROW + _BEGINS
_LAST_ROW: Final = _END_ROW + _ENDS
ENTRY_ROW: Final = _LAST_ROW + _LAST_TWO
"""The first row of the lexicon's entries."""
_ROLE_ROW: Final = ENTRY_ROW + 80
_SHAPE_ROW: Final = _ROLE_ROW + 16
_TURN_ROW: Final = _SHAPE_ROW + 128
ROWS: Final = _TURN_ROW + 16
"""Rows of the table."""
UNKNOWN_WORD: Final = 0
"""The row of no word: training hides some words behind it."""

NO_ENTRY: Final = 64
"""Of the entries, that of a word in no list."""
NO_WORD: Final = 65
"""That of a number or a mark."""
_LEVELS: Final = (0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3)
_ROLES: Final = ((TITLE, 1), (PARTICLE, 2), (MONTH, 3), (VERB, 4), (FIRM, 5), (CITY, 6))
_ASKED: Final = {
    Label.NAME: 1,
    Label.DOB: 2,
    Label.DATE: 2,
    Label.ADDRESS: 3,
    Label.PLACE: 3,
}
_ASKED_OTHER: Final = 4
_NUMBER: Final = 4
_MARK: Final = 5
"""How a number and a mark are written; for words see `_shape`."""
_LONGEST: Final = 40
"""Of a longer token only this much is read: no word is that long."""


@dataclass(frozen=True, slots=True)
class Features:
    """The tokens of a text and their rows.

    Attributes:
        starts: Where each token begins in the folded text.
        ends: Where it ends.
        rows: One line of `COLUMNS` rows for each token.
    """

    starts: list[int]
    ends: list[int]
    rows: npt.NDArray[np.int64]


def features(view: View) -> Features:
    """Return the tokens of a text with their rows."""
    words = cut(view.folded.text, _TOKEN) if "_" in view.folded.text else view.cut
    get = lexicon().get
    known: dict[str, bytes] = {}
    for text in view.places if words is view.cut else set(words.texts):
        common = get(text, 0) & CLASS if text[0].isalpha() else len(text) == 1
        known[text] = _common_packed(text) if common else _packed(text[:_LONGEST])
    rows = np.empty((len(words.texts), COLUMNS), dtype=np.int64)
    if words.texts:
        packed = np.frombuffer(b"".join(map(known.__getitem__, words.texts)), dtype=np.int64)
        rows[:, :_SHAPE_COLUMN] = packed.reshape(-1, _SHAPE_COLUMN)
        rows[:, _SHAPE_COLUMN] = _shapes(view, words)
        rows[:, _SHAPE_COLUMN + 1] = _TURN_ROW + _turn(view)
    return Features(words.starts, words.ends, rows)


def _packed(text: str) -> bytes:
    """Return the rows that a token has wherever it stands, as the table holds them."""
    return _PACKING.pack(*_rows(text))


_common_packed: Final = lru_cache(maxsize=4096)(_packed)
"""The same of marks, digits and words of the dictionary, which come again in every text; names are not kept."""


def _rows(text: str) -> tuple[int, ...]:
    """Return the rows that a token has wherever it stands."""
    if not text[0].isalpha():
        return (*_other_rows(text, decimal=text[0].isdecimal()), ENTRY_ROW + NO_WORD, _ROLE_ROW)
    code = lexicon().get(text)
    if code is None:
        code = _without_ending(text)
    data = text.encode("utf-8", "replace")
    return (
        1 + crc32(data) % _HASHED,
        _BEGIN_ROW + crc32(data[:3]) % _BEGINS,
        _END_ROW + crc32(data[-3:]) % _ENDS,
        _LAST_ROW + crc32(data[-2:]) % _LAST_TWO,
        *_coded(code),
    )


def _shapes(view: View, words: Cut) -> list[int]:
    """Return the rows of how the tokens are written and what stands before each."""
    raw, starts = view.raw, words.starts
    case = _case(raw)
    rows = {gap: _SHAPE_ROW + ((_gap(gap) * 4 + case) << 3) + _MARK for gap in {" ", *words.gaps}}
    # Before the first token everything counts as a blank.
    shapes = list(map(rows.__getitem__, [" ", *words.gaps[1:-1]]))
    places = view.folded.starts
    known: dict[str, int] = {}
    for text, found in (view.places if words is view.cut else places_of(words.texts)).items():
        if text.isdecimal():
            for at in found:
                shapes[at] += _NUMBER - _MARK
        elif text[0].isalpha():
            size = min(len(text), _LONGEST)
            for at in found:
                start = starts[at] if places is None else places[starts[at]]
                written = raw[start : start + size]
                shape = known.get(written)
                if shape is None:
                    shape = known[written] = _shape(written) - _MARK
                shapes[at] += shape
    return shapes


def _gap(gap: str) -> int:
    """Return what stands between two tokens: 0 nothing, 1 blanks, 2 a line break."""
    return 2 if "\n" in gap else 1 if gap else 0


def _other_rows(text: str, *, decimal: bool) -> tuple[int, int, int, int]:
    """Return the rows of a number, by its length and size, or of a mark."""
    if decimal:
        short = len(text) < 5 and text.isascii()  # noqa: PLR2004 - up to a year
        return _number_rows(len(text), _size(int(text)) if short else -1)
    sort = text.encode("utf-8", "replace")
    return (
        1 + crc32(sort) % _HASHED,
        _BEGIN_ROW + crc32(b"mark") % _BEGINS,
        _END_ROW + crc32(sort) % _ENDS,
        _LAST_ROW + crc32(b"mark") % _LAST_TWO,
    )


@lru_cache(maxsize=256)
def _number_rows(digits: int, size: int) -> tuple[int, int, int, int]:
    """Return the rows of a number by how many digits it has and in which range it lies, -1 for any."""
    sort = b"#%d" % digits
    range_ = b"#%d" % size if size >= 0 else sort
    return (
        1 + crc32(b"%b/%b" % (sort, range_)) % _HASHED,
        _BEGIN_ROW + crc32(sort) % _BEGINS,
        _END_ROW + crc32(range_) % _ENDS,
        _LAST_ROW + crc32(b"#") % _LAST_TWO,
    )


def _size(number: int) -> int:
    """Return which of the ranges that matter a number is in: months, days, ages, great ages, years."""
    return bisect_left((0, 12, 31, 59, 89, 120, 999, 1900, 2010, 2035), number)


def _without_ending(text: str) -> int | None:
    """Return the entry of a token whose ending or joint the lexicon doesn't have; None where it has none of it."""
    get = lexicon().get
    if text.endswith("'s"):
        return get(text[:-2])
    head, mark, tail = text.partition("-")
    if not mark:
        return get(text.replace("'", "").replace(".", "")) if not text.isalpha() else None
    one, other = get(head), get(tail)
    return one if one is not None else other


@lru_cache(maxsize=4096)
def _coded(code: int | None) -> tuple[int, int]:
    """Return the rows of a lexicon entry: how common as a given name, surname and word; what it does beside a name."""
    if code is None:
        return ENTRY_ROW + NO_ENTRY, _ROLE_ROW
    given = _LEVELS[code & GIVEN]
    surname = _LEVELS[code >> SURNAME_SHIFT & 0xF]
    role = next((row for bit, row in _ROLES if code & bit), 0)
    return ENTRY_ROW + (given << 4 | surname << 2 | code >> CLASS_SHIFT & 3), _ROLE_ROW + role


def _shape(written: str) -> int:
    """Return how a word is written: 0 small, 1 capitalised, 2 capitals, 3 mixed."""
    if written.islower():
        return 0
    if written.isupper():
        return 2 if len(written) > 1 else 1
    return 1 if written[:1].isupper() and (written[1:].islower() or not written[1:]) else 3


def _case(raw: str) -> int:
    """Return how the whole text is written: 0 mixed, 1 no capitals, 2 all capitals, 3 no letters with case."""
    if raw.islower():
        return 1
    if raw.isupper():
        return 2
    return 0 if raw.lower() != raw else 3


def _turn(view: View) -> int:
    """Return what is known of the turn: the language and what was asked for."""
    spoken = 0 if view.language is None else 1 if view.language.value == "en" else 2
    asked = 0 if view.asked is None else _ASKED.get(view.asked, _ASKED_OTHER)
    return spoken * 5 + asked
