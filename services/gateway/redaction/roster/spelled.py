"""Names spelled letter by letter: "j o n e s", "S-M-I-T-H"."""

from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.index import RosterIndex
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import Cut, View

_FEWEST: Final = 3
_MOST: Final = 40
_WEIGHT: Final = 6
_MARKS: Final = frozenset({"-", ".", ",", "/"})


def spelled(view: View, words: Cut, index: RosterIndex) -> list[Span]:
    """Return the names that single letters in a row spell, one or several in a row."""
    if not view.spelt:
        return []
    return [
        view.span(words.starts[letters[0]], words.ends[letters[-1]], Label.NAME, _WEIGHT)
        for letters in _rows(words.texts)
        if _names("".join([words.texts[letter] for letter in letters]), index)
    ]


def _rows(texts: Sequence[str]) -> Iterator[list[int]]:
    """Return the rows of single letters, marks between them left out; three letters with points are "a.m. y"."""
    row: list[int] = []
    beyond, points = 0, False
    for at in [at for at, text in enumerate(texts) if len(text) == 1 and text.isalpha()]:
        if at > beyond:
            yield from _long(row, points=points)
            row, points = [], False
        row.append(at)
        beyond = at + 1
        while beyond < len(texts) and texts[beyond] in _MARKS:
            points = points or texts[beyond] == "."
            beyond += 1
    yield from _long(row, points=points)


def _long(row: list[int], *, points: bool) -> Iterator[list[int]]:
    """Yield a row if it has as many letters as a name."""
    if _FEWEST + points <= len(row) <= _MOST:
        yield row


def _names(letters: str, index: RosterIndex) -> bool:
    """Tell whether letters are one name of the roster, or two in a row."""
    if letters in index.numbers or index.near.of(letters):
        return True
    return any(letters[:at] in index.numbers and letters[at:] in index.numbers for at in range(2, len(letters) - 1))
