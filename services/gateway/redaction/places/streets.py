"""The street addresses of a text."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.gateway.redaction.places.forms import FORMS
from services.gateway.redaction.places.lexicon import Kind, lexicon
from services.gateway.redaction.places.parts import Part
from services.gateway.redaction.places.states import ABBREVIATIONS
from services.gateway.redaction.places.tail import TOWN
from services.gateway.redaction.places.told import told
from services.gateway.redaction.places.vocabulary import NOUNS


class Stretch(NamedTuple):
    """A stretch of the parts that is an address: indexes of its first part and after its last."""

    start: int
    end: int


def streets(text: str, parts: Sequence[Part], letters: str, *, asked: bool) -> Iterator[Stretch]:
    """Yield the street addresses of a text; they may overlap."""
    there = set(letters)
    for form in FORMS:
        for found in () if there.isdisjoint(form.needs) else form.pattern.finditer(letters):
            start, end = found.span()
            if (
                _stands(parts, start)
                and not _glued(parts, end)
                and not (form.weak and not _is_street(parts, letters, start, end))
            ):
                yield _stretch(letters, start, end)
    for start, end in told(text, parts, letters, asked=asked):
        yield _stretch(letters, start, end)


def _stretch(letters: str, start: int, end: int) -> Stretch:
    """Return a find as a stretch, without the marks at its end."""
    # Some countries write the postal code or a parcel number before the house number.
    first = start - 1 if start and letters[start - 1] in "NZ" and letters[start] in "NZPp" else start
    return Stretch(first, start + len(letters[start:end].rstrip(".,|~-")))


def _stands(parts: Sequence[Part], start: int) -> bool:
    """Return whether a stretch begins with a number by itself: not part of "$1,674", "PT189036" or "10:30"."""
    before = parts[start - 1] if start else None
    first, second = parts[start], parts[start + 1] if start + 1 < len(parts) else None
    if before and before.end == first.start and (before.text in "$:,.%" or before.text.isalnum()):
        return False
    return not (first.letter in "NZ" and second and second.letter in "wWKsS" and first.end == second.start)


def _glued(parts: Sequence[Part], end: int) -> bool:
    """Return whether a stretch ends with a number that is part of a code: "PL472652"."""
    number, before = parts[end - 1], parts[end - 2]
    return number.letter in "NZ" and before.end == number.start and before.letter in "wWsSkPp"


def _is_street(parts: Sequence[Part], letters: str, start: int, end: int) -> bool:
    """Return whether "way", "dr" or "park" is a kind of street here: what follows, and the house number, decide."""
    title = "dr" in (parts[end - 1].text, parts[end - 2].text)
    # Three digits or more are a house, whatever follows.
    long = (len(parts[start].text) > 2 and letters[start] in "NZ") or letters[start:end].startswith("nnn")  # noqa: PLR2004
    if not long and letters[end : end + 1] in {"w", "W", "L", "K"} and (title or letters[end - 1] != "."):
        return not title and _is_town(parts, letters, end)
    inside = parts[start:end]
    if not any(part.text in NOUNS for part in inside[-2:]):
        return True
    return long or "W" in letters[start:end] or letters[start : start + 2] == "nn"


def _is_town(parts: Sequence[Part], letters: str, at: int) -> bool:
    """Return whether a town of the list, or one by its form, and then the end, a State or a mark stand here."""
    texts = [part.text for part in parts[at : at + 6]]
    city = lexicon().at(texts, 0)
    length = city[0] if city else int(TOWN.match(texts[0]) is not None)
    after = letters[at + length : at + length + 1]
    sure = city is not None and city[1] is not Kind.WORD
    return length > 0 and (sure or after in {"", *"AnxZ,.|"} or texts[length] in ABBREVIATIONS)
