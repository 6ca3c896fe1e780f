"""The patients' e-mail and street addresses in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.address_key import DIRECTIONS, SUFFIXES, street_name
from services.gateway.redaction.roster.index import RosterIndex
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

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
        texts, starts, ends = view.cut.texts, view.cut.starts, view.cut.ends
        first = self.index.addresses.first
        for at in view.at([text for text in view.places if text[0].isdecimal()]):
            name = street_name(texts[at + 1 : at + 1 + _AHEAD])
            if name and first(f"{texts[at]} {name}") is not None:
                yield view.span(starts[at], ends[_end(texts, at, name)], Label.ADDRESS, _SURE)
            elif at > 0 and first(f"{texts[at]} {texts[at - 1]}") is not None:
                begin = at - 2 if at > 1 and texts[at - 2] in SUFFIXES else at - 1
                yield view.span(starts[begin], ends[at], Label.ADDRESS, _SURE)


def _end(texts: Sequence[str], at: int, name: str) -> int:
    """Return the last word of the address that begins at the word `at` and whose street is called `name`."""
    last = texts.index(name, at + 1)
    for place in range(last + 1, min(last + 1 + _AFTER, len(texts))):
        if texts[place] in SUFFIXES:
            last = place
            if place + 1 < len(texts) and texts[place + 1] in DIRECTIONS:
                last = place + 1
            break
    return last
