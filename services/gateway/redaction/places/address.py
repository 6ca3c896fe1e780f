"""The layer that finds street addresses, postal boxes and postal codes."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.dates.prefilter import has_number
from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.labels import Label
from services.gateway.redaction.places import vocabulary
from services.gateway.redaction.places.fields import fields
from services.gateway.redaction.places.lexicon import lexicon
from services.gateway.redaction.places.parts import Parts, parts
from services.gateway.redaction.places.postal import HINTS, postal
from services.gateway.redaction.places.streets import Stretch, streets
from services.gateway.redaction.places.tail import said_codes, tail
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_WEIGHT: Final = 3
#: Runs of letters that no digit precedes: "3rd" holds no "rd".
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+")
_BEHIND_DIGIT: Final = re.compile(r"\d[^\W\d_]")
_KINDS: Final = (
    vocabulary.STRONG_SUFFIXES
    | vocabulary.WEAK_SUFFIXES
    | vocabulary.MISSPELT_SUFFIXES
    | vocabulary.STRONG_PREFIXES
    | vocabulary.WEAK_PREFIXES
    | vocabulary.FOREIGN_SUFFIXES
    | vocabulary.UNITS
    | vocabulary.QUARTERS
    | vocabulary.ROUTES
    | vocabulary.NAMED_STREETS
    | word_set("address domicilio direccion corner esquina intersection lives located residence entre live living")
) - word_set("county state us u os d al no num int casa floor fl building rm lot cr")
#: Kinds that need no number behind "on" or "vivo en".
_NAMED: Final = (
    vocabulary.STRONG_SUFFIXES
    | vocabulary.STRONG_PREFIXES
    | vocabulary.QUARTERS
    | word_set("esquina corner st dr drive circle terrace cove place court pl ct cir ter trail trl loop way")
)
_COMPOUNDS: Final = (*vocabulary.COMPOUNDS, *vocabulary.WEAK_COMPOUNDS)
_CALLE: Final = re.compile(r"c(?<!\w.)/")
_FEWEST_SAID: Final = 3
_UNIT: Final = re.compile(r"U\.?#?\.?(?:[NZL]|n{1,3})(?:-?[NL])?L?")


class AddressLayer:
    """Finds addresses as ADDRESS, from the house number to the postal code in one span where they stand together."""

    def find(self, view: View) -> list[Span]:
        """Return the addresses, boxes and postal codes of a text."""
        text = view.folded.text
        asked = view.asked is Label.ADDRESS
        words, different = view.letters, view.runs
        if _BEHIND_DIGIT.search(text):
            words = _WORD.findall(text)
            different = frozenset(words)
        numbered = has_number(view)
        spans: list[Span] = []
        if numbered:
            # Capitals are looked at in the raw text only where it is the folded one but for the case.
            raw = view.raw if view.folded.starts is None else ""
            hinted = not HINTS.isdisjoint(different)
            found = postal(raw, text, view.numbers, hinted=hinted)
            spans += [view.span(*each, Label.ADDRESS, _WEIGHT) for each in found]
        spans += [view.span(start, end, label, _WEIGHT) for start, end, label in fields(text)]
        if asked or spans or self._has_street(view, words, different, numbered=numbered):
            spans += self._streets(view, spans, asked=asked)
        return spans

    @staticmethod
    def _has_street(view: View, words: list[str], different: frozenset[str], *, numbered: bool) -> bool:
        """Return whether a text may hold a street."""
        text = view.folded.text
        if not numbered:
            return not _NAMED.isdisjoint(different)
        said = not NUMBER_WORDS.isdisjoint(different) and sum(map(NUMBER_WORDS.__contains__, words)) > _FEWEST_SAID
        if said and not lexicon().firsts.isdisjoint(different):
            return True
        return not _KINDS.isdisjoint(different) or _CALLE.search(text) is not None or _compounded(view)

    @staticmethod
    def _streets(view: View, known: list[Span], *, asked: bool) -> Iterator[Span]:
        """Yield the streets and boxes with what follows them, units and codes said by themselves."""
        listed = parts(view)
        places = lexicon()
        at_street = False
        for stretch in streets(view.folded.text, listed, asked=asked):
            if _plausible(listed, stretch):
                at_street = True
                yield _span(view, listed, stretch.start, tail(listed, stretch.end, places))
        for start, end in said_codes(listed, places):
            yield _span(view, listed, start, end)
        for at in _ending(view, listed, known):
            yield _span(view, listed, at, tail(listed, at + 1, places))
        units = vocabulary.SURE_UNITS if known or at_street else vocabulary.HOME_UNITS
        for found in _UNIT.finditer(listed.letters):
            if listed.texts[found.start()] in units:
                yield _span(view, listed, found.start(), tail(listed, found.end(), places))


def _compounded(view: View) -> bool:
    """Return whether a number stands behind a street's name in one word: "Hauptstrasse 5", "Lindenstr. 12"."""
    text = view.folded.text
    for start, _end in view.numbers:
        before = text[max(0, start - 2) : start]
        parted = before[1:].isspace() and (before[0].isalpha() or before[0] == ".")
        if parted and text.endswith(_COMPOUNDS, 0, start - 1 - (before[0] == ".")):
            return True
    return False


def _ending(view: View, listed: Parts, known: list[Span]) -> list[int]:
    """Return the parts that end where something known ends."""
    ends = {span.end for span in known}
    if view.folded.ends is None:
        places = (bisect_left(listed.ends, end) for end in sorted(ends))
        return [at for at in places if at < len(listed) and listed.ends[at] in ends]
    return [
        at
        for at, place in enumerate(zip(listed.starts, listed.ends, strict=True))
        if view.folded.original(*place)[1] in ends
    ]


def _plausible(listed: Parts, stretch: Stretch) -> bool:
    """Return whether a stretch is no "one way street"."""
    inside = listed.texts[stretch.start : stretch.end]
    return bool(inside) and not (inside[0] in {"one", "two"} and inside[1:2] == ["way"])


def _span(view: View, listed: Parts, start: int, end: int) -> Span:
    return view.span(listed.starts[start], listed.ends[end - 1], Label.ADDRESS, _WEIGHT)
