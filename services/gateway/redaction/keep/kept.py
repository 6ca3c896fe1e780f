"""The keep-list: drops finds that are only what everybody may know."""

import re
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
#: "HCO3 19": bicarbonate, which looks like the box of a highway contract route.
_BICARBONATE: Final = re.compile(r"hco3?(?![^\W\d_])", re.IGNORECASE)


def kept(view: View, spans: list[Span]) -> list[Span]:
    """Return the finds that stand; dropped are those whose every character is on the keep-list.

    Never dropped, whatever they look like: social security numbers, mail and web addresses, licences, vehicles,
    biometrics.
    """
    whole = [part for span in dict.fromkeys(spans) for part in trimmed(view, span)]
    judged: dict[tuple[int, int, Label, int], bool] = {}
    result: list[Span] = []
    for span in whole:
        start, end, label, weight = span
        alike = start, end, label, (weight >= _SURE) + (weight > _SURE)  # the lists tell no more weights apart
        harmless = judged.get(alike)
        if harmless is None:
            harmless = judged[alike] = _harmless(view, span)
        if not harmless:
            result.append(span)
    return result


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
    if span.label is Label.ADDRESS:
        if _BICARBONATE.match(raw, span.start):
            return True
        if _DECIMAL_BEFORE.search(raw, max(0, span.start - 2), span.start) or _DECIMAL_AFTER.match(raw, span.end):
            return True
        return _STATUS_POST.search(raw, max(0, span.start - 2), span.start + 2) is not None or _breaths(raw, span)
    named = span.label is Label.NAME or span.label is Label.PLACE
    return (
        named
        and raw.startswith("/", span.start - 1)
        and _ZONE.search(raw, max(0, span.start - _REGION), span.start) is not None
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
