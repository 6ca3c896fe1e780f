"""What stands in a find and is no part of it: keys of JSON, fillers at its ends, abbreviations of notes, verbs."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from services.gateway.redaction.keep.lists import MONTHS, VERBS
from services.gateway.redaction.keep.signs import FINDINGS, is_device
from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.judge import given, surname
from services.gateway.redaction.names.lexicon import lexicon, own_words
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_NOISE: Final = r"u+h+m*|u+m+|h+m{2,}|e+h+|e+r+m*|ugh+|ahh*|mm+"
#: Only what means nothing parts a name in two: "kelechi um kelechi nwosu".
_INSIDE: Final = re.compile(rf"[\s,.]+(?:{_NOISE}|este|that'?s|thats|spelled|spelt|se escribe)[\s,.]+")
_FIRST: Final = re.compile(rf"(?:{_NOISE}|re|cb|cc|soc|is|es|aqui|so|yeah|pues|its|it's)[\s,.:]+")
_LAST: Final = re.compile(rf"[\s,.:]+(?:{_NOISE}|is|es|aqui|here|habla|speaking|calling|y|and|yeah|este|pues)$")
_ALONE: Final = re.compile(rf"(?:{_NOISE}|re|cb|soc|aqui|is|es)[\s.,]*$")
_NUMBER_LABELS: Final = frozenset({Label.PHONE, Label.FAX, Label.ID, Label.ACCOUNT})
_LEADING: Final = re.compile(r"(?:cb|re|soc|cc|tel|ph)[\s:.]+(?=[(+]?\d)")
_KEY: Final = re.compile(r"[a-z][A-Za-z0-9_\-]*\Z")
_KEY_AFTER: Final = re.compile(r"[A-Za-z0-9_\-]{0,24}\\?\"\s?:")
_KEY_BEFORE: Final = re.compile(r"[{,]\s{0,8}\\?\"[A-Za-z0-9_\-]{0,24}$")
_BLANK: Final = re.compile(r"\s")
_WORD: Final = re.compile(r"[^\W\d_]+")
_REACH: Final = 32
_KNOWN: Final = 6
_SHORT: Final = 3
_AILMENT: Final = re.compile(
    r"..(?:pathy|itis|osis|ectomy|algia|plasty|scopy|uria|penia|otomy|ostomy|plegia|paresis|trophy|megaly|rrhea|"
    r"rrhage|dynia|lysis|sclerosis|patia|ectomia|otomia|ostomia|scopia|plejia|megalia|rrea)$"
)
_RESULT: Final = re.compile(
    r"\s(?:neg|pos|negative|positive|wnl|nl|nr|n/a|reactive|nonreactive|negativo|negativa|positivo|positiva)(?!\w)"
    r"(?!\s(?:for|para|to|a|al)(?!\w))",
    re.IGNORECASE,
)
#: "EVA 8/10": a scale of pain.
_SCALED: Final = re.compile(r"EVA[\s:]{0,3}(?:de\s)?\d{1,2}(?:\s?/\s?10)?(?!\d)")
#: "tPA", "mRS", "IgG": no name is written so.
_INNER: Final = re.compile(r"[a-z]{1,2}[A-Z]{1,3}|[A-Z][a-z][A-Z]|SatO|SaO|PaO|Fe[A-Z][a-z]{1,3}")
_VOWEL: Final = re.compile(r"[AEIOUY]")
_TOLD: Final = 3
_PERSONAL: Final = re.compile(
    r"(?:'s|,? (?:called|calls|wants|needs|says|said|asks|asked|is|was|has|had|will|here|calling|quiere|necesita|dice|"
    r"llamo|llamó|tiene|aqui|habla))\b",
    re.IGNORECASE,
)
#: What a verb at the beginning of a sentence has after it, and no name.
_TAKEN: Final = word_set("i you we he she it they this that the my your our his these those there me us them to")
_NEXT: Final = re.compile(r"[\s]+([a-z']+)")
_OR_MONTH: Final = re.compile(
    r"\s*(?:or|and|to|through|thru|-|/|o|y|a)\s*(?:early |late |mid )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
    r"nov|dec|"
    r"ene|abr|ago|dic)[a-z]*\b|\s\d{1,2}(?:st|nd|rd|th)?\b"
)
_IN: Final = re.compile(
    r"(?:\b(?:in|until|till|by|before|after|since|early|late|mid|next|last|this|through|en|desde|hasta|antes de|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?:or|and|to))\s)$"
)


def key(raw: str, span: Span) -> bool:
    """Return whether a find is within a key of JSON or of a form (`&lang=`), which begins with a small letter."""
    if not "a" <= raw[span.start] <= "z" or _KEY.match(raw[span.start : span.end]) is None:
        return False
    if raw.startswith("=", span.end):
        return span.start > 0 and raw[span.start - 1] in "&?"
    if _KEY_AFTER.match(raw, span.end) is None:
        return False
    return _KEY_BEFORE.search(raw, max(0, span.start - _REACH), span.start) is not None


def abbreviation(raw: str, span: Span, *, told: bool) -> bool:
    """Return whether a find is abbreviations of clinical notes alone: "RAI", "mammo", "OD".

    Args:
        raw: The text as written.
        span: The find.
        told: Whether something announced a name.
    """
    words = [_singular(each) for each in _WORD.findall(raw[span.start : span.end])]
    words = [each for each in words if each.lower() not in FINDINGS] or words
    if not told and any(map(str.isupper, words)):
        words = [each for each in words if not (each.islower() and _word_alone(each))]  # "viral URI"
    if not words or not all(each.lower() in own_words("abbreviations") for each in words):
        return not told and _short_capitals(words) and _PERSONAL.match(raw, span.end) is None
    if told or not all(each.isupper() for each in words) or _named(raw, span, words):
        return span.weight <= _TOLD and all(each.lower() in _shortened() for each in words)
    return True


def _word_alone(word: str) -> bool:
    """Return whether a word in small letters, beside abbreviations, is hardly anybody's name."""
    code = lexicon().get(word, 0)
    return max(given(code), surname(code)) <= _KNOWN


def _singular(word: str) -> str:
    """Return an abbreviation in capitals without the "s" of several: "PVCs"."""
    return word[:-1] if word.endswith("s") and len(word) > _SHORT and word[:-1].isupper() else word


def _short_capitals(words: list[str]) -> bool:
    """Return whether a find is short words in capitals that hardly anybody is called: "ABI 0.9", "CV RRR"."""
    short = False
    for each in words:
        if _letters_alone(each):
            short = True
        elif not is_device(each.lower()):
            return False
    return short


def _letters_alone(word: str) -> bool:
    """Return whether a word in capitals is short and hardly anybody's name."""
    if _INNER.fullmatch(word):
        return True
    if not (word.isupper() and word.isascii()) or len(word) > _SHORT + (_VOWEL.search(word) is None):
        return False
    code = lexicon().get(word.lower(), 0)
    return word.lower() in own_words("abbreviations") or (given(code) < _KNOWN and surname(code) < _KNOWN)


def ailment(raw: str, span: Span) -> bool:
    """Return whether a find is one word of medicine by its ending, or a test by its result: "Quantiferon neg"."""
    word = raw[span.start : span.end]
    if not word.isalpha():
        return False
    if _SCALED.match(raw, span.start):
        return True
    code = lexicon().get(word.lower(), 0)
    if given(code) >= _KNOWN or surname(code) >= _KNOWN:
        return False
    rare = max(given(code), surname(code)) < _TOLD
    if rare and span.weight < _TOLD and _RESULT.match(raw, span.end) is not None:
        return True
    return span.weight <= _TOLD and _AILMENT.search(word.lower()) is not None


def _named(raw: str, span: Span, words: list[str]) -> bool:
    """Return whether abbreviations are people's names here: "ANA called", or in a text all in capitals."""
    if all(given(lexicon().get(each.lower(), 0)) < _KNOWN for each in words):
        return False
    return raw.isupper() or _PERSONAL.match(raw, span.end) is not None


@lru_cache(maxsize=1)
def _shortened() -> frozenset[str]:
    """Return those that are nobody's name however they are written."""
    return own_words("abbreviations") - own_words("abbreviations_upper")


def verb_or_month(raw: str, span: Span) -> bool:
    """Return whether a find is a verb of the sentence or a month: "Will I need", "in May or June"."""
    text = folded(raw[span.start : span.end])
    if text not in MONTHS and text not in VERBS:
        return False
    after = folded(raw[span.end : span.end + _REACH])
    if text in MONTHS and text != "april":
        before = folded(raw[max(0, span.start - _REACH) : span.start])
        if _IN.search(before) is not None and (_OR_MONTH.match(after) or not after[:2].strip().isalpha()):
            return True
    if text not in VERBS or (span.start and raw[span.start - 1] not in " \n"):
        return False
    follower = _NEXT.match(after)
    begins = _sentence_begins(raw, span.start)
    return begins and follower is not None and follower[1] in _TAKEN


def _sentence_begins(raw: str, at: int) -> bool:
    """Return whether a text or a sentence begins at an index."""
    while at and raw[at - 1].isspace():
        at -= 1
    return not at or raw[at - 1] in ".?!"


def trimmed(view: View, span: Span) -> Iterable[Span]:
    """Return a find without the fillers at its ends and within it; a number without "cb" before it."""
    label = span.label
    written = view.raw[span.start : span.end]
    if label is not Label.NAME and (label not in _NUMBER_LABELS or not written[:1].isalpha()):
        return (span,)
    text = folded(written)
    if len(text) != len(written):
        return (span,)
    if label is not Label.NAME:
        lead = _LEADING.match(text)
        return (Span(span.start + lead.end(), span.end, label, span.weight) if lead else span,)
    if _BLANK.search(text) is None:
        return (span,) if span.weight >= _TOLD or _ALONE.match(text) is None else ()
    if all(len(word) == 1 for word in _WORD.findall(text)):
        return (span,)  # the last letter of "d a l y" is no "and"
    return _names(span, text)


def _names(span: Span, text: str) -> Iterator[Span]:
    """Yield the names within a find of several words."""
    start, end = 0, len(text)
    while (lead := _FIRST.match(text, start, end)) is not None:
        start = lead.end()
    while (tail := _LAST.search(text, start, end)) is not None:
        end = tail.start()
    at = start
    for filler in _INSIDE.finditer(text, start, end):
        yield Span(span.start + at, span.start + filler.start(), span.label, span.weight)
        at = filler.end()
    if at < end and (_ALONE.match(text, at, end) is None):
        yield Span(span.start + at, span.start + end, span.label, span.weight)
