"""Names spelled letter by letter: "j o n e s", "S-M-I-T-H"."""

from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.index import RosterIndex
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View, Word

_FEWEST: Final = 3
_MOST: Final = 40
_WEIGHT: Final = 6
_MARKS: Final = frozenset({"-", ".", ",", "/"})


def spelled(view: View, words: Sequence[Word], index: RosterIndex) -> list[Span]:
    """Return the names that single letters in a row spell, one or several in a row."""
    if not view.spelt:
        return []
    return [
        view.span(letters[0].start, letters[-1].end, Label.NAME, _WEIGHT)
        for letters in _rows(words)
        if _names("".join(letter.text for letter in letters), index)
    ]


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Return the rows of single letters, marks between them left out; three letters with points are "a.m. y"."""
    row: list[Word] = []
    beyond, points = 0, False
    for at in [at for at, word in enumerate(words) if len(word[0]) == 1 and word[0].isalpha()]:
        if at > beyond:
            yield from _long(row, points=points)
            row, points = [], False
        row.append(words[at])
        beyond = at + 1
        while beyond < len(words) and words[beyond].text in _MARKS:
            points = points or words[beyond].text == "."
            beyond += 1
    yield from _long(row, points=points)


def _long(row: list[Word], *, points: bool) -> Iterator[list[Word]]:
    """Yield a row if it has as many letters as a name."""
    if _FEWEST + points <= len(row) <= _MOST:
        yield row


def _names(letters: str, index: RosterIndex) -> bool:
    """Tell whether letters are one name of the roster, or two in a row."""
    if letters in index.numbers or index.near.of(letters):
        return True
    return any(letters[:at] in index.numbers and letters[at:] in index.numbers for at in range(2, len(letters) - 1))
