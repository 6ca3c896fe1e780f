"""The patients' e-mail and street addresses in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.address_key import DIRECTIONS, SUFFIXES, street_name
from services.gateway.redaction.roster.index import RosterIndex
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View, Word

_SURE: Final = 8
_EMAIL: Final = re.compile(r"[^\s@<>()\[\]\"',;:]{1,64}@[^\s@<>()\[\]\"',;:]{1,255}")
_AHEAD: Final = 3
_AFTER: Final = 3


@dataclass(frozen=True, slots=True)
class RosterContacts:
    """Finds e-mail and street addresses of the roster.

    Attributes:
        index: The roster.
    """

    index: RosterIndex

    def find(self, view: View) -> list[Span]:
        """Return the patients' addresses in the text."""
        spans = list(self._emails(view)) if len(self.index.emails) and "@" in view.folded.text else []
        return [*spans, *self._streets(view)] if len(self.index.addresses) else spans

    def _emails(self, view: View) -> Iterator[Span]:
        """Return e-mail addresses."""
        for found in _EMAIL.finditer(view.folded.text):
            written = found[0].rstrip(".!?")
            if self.index.emails.first(written) is not None:
                yield view.span(found.start(), found.start() + len(written), Label.EMAIL, _SURE)

    def _streets(self, view: View) -> Iterator[Span]:
        """Return street addresses: house number and street, with what belongs to them."""
        words = view.words
        for at, word in enumerate(words):
            if not word.text[0].isdecimal():
                continue
            name = street_name(each.text for each in words[at + 1 : at + 1 + _AHEAD])
            if name and self.index.addresses.first(f"{word.text} {name}") is not None:
                yield view.span(word.start, words[_end(words, at, name)].end, Label.ADDRESS, _SURE)
            elif at > 0 and self.index.addresses.first(f"{word.text} {words[at - 1].text}") is not None:
                first = at - 2 if at > 1 and words[at - 2].text in SUFFIXES else at - 1
                yield view.span(words[first].start, word.end, Label.ADDRESS, _SURE)


def _end(words: Sequence[Word], at: int, name: str) -> int:
    """Return the last word of the address that begins at the word `at` and whose street is called `name`."""
    last = next(place for place in range(at + 1, len(words)) if words[place].text == name)
    for place in range(last + 1, min(last + 1 + _AFTER, len(words))):
        if words[place].text in SUFFIXES:
            last = place
            if place + 1 < len(words) and words[place + 1].text in DIRECTIONS:
                last = place + 1
            break
    return last
