"""What a layer looks at: a text, its shadows, and what is known of the turn it was said in."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import Shadow, fold
from services.gateway.redaction.spans import Span
from services.gateway.redaction.spoken import spoken
from services.kernel.language import Language

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]+)*|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark of the folded text, with its place there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
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

    @cached_property
    def folded(self) -> Shadow:
        """The plain fold."""
        return fold(self.raw)

    @cached_property
    def spoken(self) -> Shadow | None:
        """What was spoken written as characters ("five one two" is "512"); None where nothing is spoken."""
        return spoken(self.folded)

    @cached_property
    def words(self) -> list[Word]:
        """Words, numbers and marks of the folded text."""
        return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(self.folded.text)]

    def span(self, start: int, end: int, label: Label, weight: int = 1) -> Span:
        """Return a find in the folded text as a span of the original."""
        first, last = self.folded.original(start, end)
        return Span(first, last, label, weight)


class Layer(Protocol):
    """One way of finding identifiers."""

    def find(self, view: View) -> list[Span]:
        """Return what this layer finds; overlaps among layers are merged later."""
        ...
