"""The keep-list: drops finds that are only what everybody may know."""

import re
from operator import itemgetter
from typing import Final

from services.gateway.redaction.keep.everyday import everyday, in_phrase
from services.gateway.redaction.keep.lists import listed
from services.gateway.redaction.keep.numbers import plain_number
from services.gateway.redaction.keep.signs import sign
from services.gateway.redaction.keep.terms import eponym, plain_term, plan, plan_field
from services.gateway.redaction.keep.words import abbreviation, ailment, key, trimmed, verb_or_month
from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

_WORDS: Final = frozenset({Label.NAME, Label.PLACE, Label.ADDRESS, Label.HEALTH_PLAN})
_NUMBERS: Final = frozenset(
    {Label.AGE, Label.DATE, Label.ID, Label.ADDRESS, Label.PHONE, Label.MRN, Label.ACCOUNT, Label.DEVICE}
)
_SURE: Final = 3
"""From this weight on a layer was told what the text is ("my name is"): words are kept only by what stands around."""
_STATUS_POST: Final = re.compile(r"\bs/p\b", re.IGNORECASE)
"""The "s/p TKA 2019" of a note ("after"), which looks like a street's name and number."""
_RATE: Final = re.compile(r"\brr[\s:=]{0,3}\d{1,2}(?!\d)", re.IGNORECASE)
_VITALS: Final = re.compile(
    r"\b(?:bp|hr|pulse|p|spo2|o2|sats?|temp|t|ta|fc|pa|fr|bpm|afebrile|vitals|vs|vss)\b", re.IGNORECASE
)
_AROUND: Final = 48
#: "America/Chicago": a time zone (IANA).
_ZONE: Final = re.compile(r"(?:America|US|Europe|Asia|Pacific|Africa|Atlantic|Australia|Etc)/$")
_REGION: Final = 12
_DIGITS_AFTER: Final = 6
#: "K 3.9 Cl 101", "14 Cr 0.8": half a number belongs to no address.
_DECIMAL_BEFORE: Final = re.compile(r"\d\.$")
_DECIMAL_AFTER: Final = re.compile(r"(?<=\d)\.\d")
_DIGIT: Final = re.compile(r"\d")
_PLACE: Final = itemgetter(0)
#: "HCO3 19": bicarbonate, which looks like the box of a highway contract route.
_BICARBONATE: Final = re.compile(r"hco3?(?![^\W\d_])", re.IGNORECASE)


def kept(view: View, spans: list[Span]) -> list[Span]:
    """Return the finds that stand; dropped are those whose every character is on the keep-list.

    Never dropped, whatever they look like: social security numbers, mail and web addresses, licences, vehicles,
    biometrics.
    """
    standing = _Standing(len(view.raw))
    judged: dict[tuple[int, int, Label, int], bool] = {}
    order = {span: at for at, span in enumerate(dict.fromkeys(spans))}
    for span in sorted(order, key=_heaviest_first):
        if standing.holds(span):
            continue
        for part in trimmed(view, span):
            if standing.holds(part):
                continue
            start, end, label, weight = part
            alike = start, end, label, (weight >= _SURE) + (weight > _SURE)  # the lists tell no more weights apart
            harmless = judged.get(alike)
            if harmless is None:
                harmless = judged[alike] = _harmless(view, part)
            if not harmless:
                standing.add(part, order[span])
    return standing.in_order()


def _heaviest_first(span: Span) -> tuple[int, int]:
    """Return what sorts the heavier, then the longer span first."""
    return -span.weight, span.start - span.end


class _Standing:
    """The finds that stand: one within another that is as heavy changes nothing, and needs no look."""

    __slots__ = ("_ends", "_found", "_same")

    def __init__(self, length: int) -> None:
        self._found: list[tuple[int, Span]] = []
        self._ends = [0] * length
        self._same: dict[tuple[int, int], Span] = {}

    def in_order(self) -> list[Span]:
        """Return the finds in the order of their places in the layers' list."""
        return [span for _place, span in sorted(self._found, key=_PLACE)]

    def add(self, span: Span, place: int) -> None:
        """Add a find, which is no heavier than those before, with its place in the layers' list."""
        start, end, _label, _weight = span
        self._found.append((place, span))
        self._ends[start:end] = [end] * (end - start)
        self._same.setdefault((start, end), span)

    def holds(self, span: Span) -> bool:
        """Return whether a find is within one of those, which decides its label too."""
        start, end, label, weight = span
        if start >= end or self._ends[start] < end:
            return False
        same = self._same.get((start, end))
        return same is None or same.weight > weight or same.label is label


def _no_name(raw: str, span: Span, *, known: bool) -> bool:
    """Return whether a find of a name is a sign of medicine, an abbreviation, a verb or a month."""
    told = span.weight >= _SURE
    if known and not told and sign(raw, span):
        return True
    if ailment(raw, span) or ((known or not told) and abbreviation(raw, span, told=told)):
        return True
    return known and span.weight <= _SURE and verb_or_month(raw, span)


def _breaths(raw: str, span: Span) -> bool:
    """Return whether a find is the "RR 16" of vital signs, which looks like a rural route."""
    found = _RATE.search(raw, max(0, span.start - _DIGITS_AFTER), span.start + _DIGITS_AFTER)
    if found is None or not found.start() <= span.start < found.end():
        return False
    return _VITALS.search(raw, max(0, span.start - _AROUND), span.end + _AROUND) is not None


def _shorthand(raw: str, span: Span) -> bool:
    """Return whether a find is the "s/p" or "RR 16" of a note, or the city of a time zone."""
    start = span.start
    if span.label is Label.ADDRESS:
        if _BICARBONATE.match(raw, start):
            return True
        if raw.startswith(".", start - 1) and _DECIMAL_BEFORE.search(raw, max(0, start - 2), start):
            return True
        if raw.startswith(".", span.end) and _DECIMAL_AFTER.match(raw, span.end):
            return True
        if "/" in raw[max(0, start - 2) : start + 2] and _STATUS_POST.search(raw, max(0, start - 2), start + 2):
            return True
        return _breaths(raw, span)
    return (
        raw.startswith("/", start - 1)
        and (span.label is Label.NAME or span.label is Label.PLACE)
        and _ZONE.search(raw, max(0, start - _REGION), start) is not None
    )


def _harmless(view: View, span: Span) -> bool:
    """Return whether a find identifies nobody."""
    if _shorthand(view.raw, span):
        return True
    if span.label in _NUMBERS and _DIGIT.search(view.raw, span.start, span.end):
        return plain_number(view.raw, span)
    if span.label not in _WORDS:
        return span.label is Label.ID and key(view.raw, span)
    return key(view.raw, span) or _harmless_words(view.raw, span)


def _harmless_words(raw: str, span: Span) -> bool:
    """Return whether a find of words is a term, an eponym or a plan, or no name."""
    if span.weight <= _SURE and (in_phrase(raw, span) or everyday(raw, span)):
        return True
    known = listed(folded(raw[span.start : span.end]))
    if span.label is Label.NAME and _no_name(raw, span, known=known):
        return True
    if known and eponym(raw, span, told=span.weight >= _SURE):
        return True
    return (known and span.weight <= _SURE and (plain_term(raw, span) or plan(raw, span))) or plan_field(raw, span)
