"""What a layer looks at: a text, its shadows, and what is known of the turn it was said in."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain
from typing import Final, NamedTuple, Protocol, TypeVar

from services.gateway.redaction.labels import Label
from services.gateway.redaction.lazy import lazy
from services.gateway.redaction.shadow import Shadow, fold
from services.gateway.redaction.spans import Span
from services.gateway.redaction.spoken import spoken
from services.kernel.language import Language

_WORD: Final = re.compile(r"([^\W\d_]+(?:['\-.][^\W\d_]+)*|\d+|[^\w\s])")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: The same for folded texts of ASCII alone, in half the time.
_ASCII_WORD: Final = re.compile(r"([a-z]+(?:['\-.][a-z]+)*|[0-9]+|[^a-z0-9_\s])")
_ASCII_LETTERS: Final = re.compile(r"[a-z]+")
_NUMBER: Final = re.compile(r"\d+")
Made = TypeVar("Made")


class Word(NamedTuple):
    """A word, number or mark of the folded text, with its place there."""

    text: str
    start: int
    end: int


_word: Final = partial(tuple.__new__, Word)
"""`Word._make` without its check: a long text has thousands."""


_span: Final = partial(tuple.__new__, Span)


class Cut(NamedTuple):
    """The words, numbers and marks of a text as columns: what most look-ups need, without an object for each.

    Attributes:
        texts: The words.
        starts: Where each begins.
        ends: Where each ends.
        gaps: What stands before each: blanks, line breaks and the like; the last one is what ends the text.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]


def cut(text: str, word: "re.Pattern[str] | None" = None) -> Cut:
    """Return the words, numbers and marks of a folded text; `word` is what one is, in a group."""
    pieces = (word or (_ASCII_WORD if text.isascii() else _WORD)).split(text)
    places = list(accumulate(map(len, pieces)))
    return Cut(pieces[1::2], places[:-1:2], places[1::2], pieces[::2])


Entry = TypeVar("Entry")


def places_of(entries: Iterable[Entry]) -> dict[Entry, list[int]]:
    """Return where each different entry stands among some."""
    places: dict[Entry, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry in places:
            places[entry].append(at)
        else:
            places[entry] = [at]
    return places


@dataclass(eq=False)
class View:
    """A text as the layers see it.

    Attributes:
        raw: The text as written.
        language: Its language, where it is known.
        asked: What kind of identifier the question before it asked for, if any ("what is your date of birth?").
    """

    raw: str
    language: Language | None = None
    asked: Label | None = None

    @lazy
    def folded(self) -> Shadow:
        """The plain fold."""
        return fold(self.raw)

    @lazy
    def spoken(self) -> Shadow | None:
        """What was spoken written as characters ("five one two" is "512"); None where nothing is spoken."""
        return spoken(self.folded, self.runs)

    @lazy
    def cut(self) -> Cut:
        """Words, numbers and marks of the folded text, in columns."""
        return cut(self.folded.text)

    @lazy
    def words(self) -> list[Word]:
        """Words, numbers and marks of the folded text."""
        texts, starts, ends, _gaps = self.cut
        return list(map(_word, zip(texts, starts, ends, strict=True)))

    @lazy
    def places(self) -> dict[str, list[int]]:
        """Where each different word stands among the words: in records the same ones come again and again."""
        return places_of(self.cut.texts)

    def among(self, wanted: frozenset[str]) -> list[int]:
        """Return which of the words are any of those wanted, in order."""
        return self.at(wanted.intersection(self.places))

    def at(self, texts: Collection[str]) -> list[int]:
        """Return where some of the text's own words stand, in order."""
        places = self.places
        if len(texts) > 1:
            return sorted(chain.from_iterable(map(places.__getitem__, texts)))
        return [at for text in texts for at in places[text]]

    @lazy
    def numbers(self) -> list[tuple[int, int]]:
        """Where the numbers in digits begin and end in the folded text."""
        return [found.span() for found in _NUMBER.finditer(self.folded.text)]

    @lazy
    def lettered(self) -> list[int]:
        """Which of the words begin with a letter: in records most are numbers and marks."""
        return self.at([text for text in self.places if text[0].isalpha()])

    @lazy
    def shouted(self) -> bool:
        """Whether the text is written in capitals alone: then they tell nothing."""
        return self.raw.isupper()

    def capital(self, at: int) -> bool:
        """Return whether a word is written with a capital letter at its beginning."""
        folded, start = self.folded, self.cut.starts[at]
        return self.raw[start if folded.starts is None else folded.starts[start]].isupper()

    @lazy
    def letters(self) -> list[str]:
        """The runs of letters of the folded text."""
        text = self.folded.text
        return (_ASCII_LETTERS if text.isascii() else _LETTERS).findall(text)

    @lazy
    def runs(self) -> frozenset[str]:
        """The different runs of letters: a quick look for words asks these."""
        return frozenset(self.letters)

    @lazy
    def spelt(self) -> bool:
        """Whether three letters in a row stand by themselves, as those of a spelled name do."""
        return b"\1\1\1" in bytes(map((1).__eq__, map(len, self.letters)))

    @lazy
    def _made(self) -> dict[Callable[["View"], object], object]:
        return {}

    def once(self, make: Callable[["View"], Made]) -> Made:
        """Return what `make` makes of this text: made once, for all the layers that need it."""
        made = self._made
        if make not in made:
            made[make] = make(self)
        return made[make]  # type: ignore[return-value]  # `make` says what it makes

    def span(self, start: int, end: int, label: Label, weight: int = 1) -> Span:
        """Return a find in the folded text as a span of the original."""
        folded = self.folded
        if folded.starts is not None:
            start, end = folded.original(start, end)
        return _span((start, end, label, weight))


class Layer(Protocol):
    """One way of finding identifiers."""

    def find(self, view: View) -> list[Span]:
        """Return what this layer finds; overlaps among layers are merged later."""
        ...
