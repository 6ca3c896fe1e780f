"""The street addresses of a text."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from services.gateway.redaction.places.forms import FORMS, Form
from services.gateway.redaction.places.lexicon import Kind, lexicon
from services.gateway.redaction.places.parts import Parts
from services.gateway.redaction.places.states import ABBREVIATIONS
from services.gateway.redaction.places.tail import TOWN
from services.gateway.redaction.places.told import told
from services.gateway.redaction.places.vocabulary import NOUNS

_ROW: Final = re.compile("[^~]{2,}")
_BEGINS: Final = re.compile("[NZnoPQ&+]")


class Stretch(NamedTuple):
    """A stretch of the parts that is an address: indexes of its first part and after its last."""

    start: int
    end: int


def streets(text: str, parts: Parts, *, asked: bool) -> Iterator[Stretch]:
    """Yield the street addresses of a text; they may overlap."""
    letters = parts.letters
    for form, start, end in _found(letters):
        if (
            _stands(parts, start)
            and not _glued(parts, end)
            and not (form.weak and not _is_street(parts, letters, start, end))
        ):
            yield _stretch(letters, start, end)
    for start, end in told(text, parts, asked=asked):
        yield _stretch(letters, start, end)


def _found(letters: str) -> Iterator[tuple[Form, int, int]]:
    """Yield each form and where it stands: in records most letters are "~", in rows between which no street is."""
    there = set(letters)
    rows = [row for row in _ROW.finditer(letters) if _BEGINS.search(row[0])]
    shorter = "~".join([row[0] for row in rows])
    places = [at for row in rows for at in range(row.start(), row.end() + 1)]
    for form in FORMS:
        if there.isdisjoint(form.needs):
            continue
        if form.needs == "U":  # what they end before may stand behind "~"
            yield from ((form, *found.span()) for found in form.pattern.finditer(letters))
            continue
        for found in form.pattern.finditer(shorter):
            yield form, places[found.start()], places[found.end() - 1] + 1


def _stretch(letters: str, start: int, end: int) -> Stretch:
    """Return a find as a stretch, without the marks at its end."""
    # Some countries write the postal code or a parcel number before the house number.
    first = start - 1 if start and letters[start - 1] in "NZ" and letters[start] in "NZPp" else start
    return Stretch(first, start + len(letters[start:end].rstrip(".,|~-")))


def _stands(parts: Parts, start: int) -> bool:
    """Return whether a stretch begins with a number by itself: not part of "$1,674", "PT189036" or "10:30"."""
    starts, ends, letters = parts.starts, parts.ends, parts.letters
    if start and ends[start - 1] == starts[start]:
        before = parts.texts[start - 1]
        if before in "$:,.%" or before.isalnum():
            return False
    joined = letters[start] in "NZ" and start + 1 < len(letters) and ends[start] == starts[start + 1]
    return not (joined and letters[start + 1] in "wWKsS")


def _glued(parts: Parts, end: int) -> bool:
    """Return whether a stretch ends with a number that is part of a code: "PL472652"."""
    joined = parts.letters[end - 1] in "NZ" and parts.ends[end - 2] == parts.starts[end - 1]
    return joined and parts.letters[end - 2] in "wWsSkPp"


def _is_street(parts: Parts, letters: str, start: int, end: int) -> bool:
    """Return whether "way", "dr" or "park" is a kind of street here: what follows, and the house number, decide."""
    title = "dr" in (parts.texts[end - 1], parts.texts[end - 2])
    # Three digits or more are a house, whatever follows.
    long = (len(parts.texts[start]) > 2 and letters[start] in "NZ") or letters[start:end].startswith("nnn")  # noqa: PLR2004
    if not long and letters[end : end + 1] in {"w", "W", "L", "K"} and (title or letters[end - 1] != "."):
        return not title and _is_town(parts, letters, end)
    if NOUNS.isdisjoint(parts.texts[max(start, end - 2) : end]):
        return True
    return long or "W" in letters[start:end] or letters[start : start + 2] == "nn"


def _is_town(parts: Parts, letters: str, at: int) -> bool:
    """Return whether a town of the list, or one by its form, and then the end, a State or a mark stand here."""
    texts = parts.texts[at : at + 6]
    city = lexicon().at(texts, 0)
    length = city[0] if city else int(TOWN.match(texts[0]) is not None)
    after = letters[at + length : at + length + 1]
    sure = city is not None and city[1] is not Kind.WORD
    return length > 0 and (sure or after in {"", *"AnxZ,.|"} or texts[length] in ABBREVIATIONS)
