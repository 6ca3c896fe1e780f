"""The layer that finds cities and counties."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.places.lexicon import Kind, lexicon
from services.gateway.redaction.places.settings import (
    COUNTY_WORDS,
    EPONYMS,
    HOMES,
    OFFICES,
    WEAK_BEFORE,
    at_home,
    unknown,
)
from services.gateway.redaction.places.states import ABBREVIATIONS, COUNTRIES, LONGEST, STATES, WORDLIKE
from services.gateway.redaction.places.towns import ENDINGS, HINTS, towns
from services.gateway.redaction.places.vocabulary import STOPS
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

_ARTICLES: Final = frozenset({"el", "la", "los", "las"})
#: Cities whose names are words as well, and what stands before these then.
_WORDS_TOO: Final = word_set("quito mobile reading normal surprise orange peoria enterprise")
_BEFORE_WORDS: Final = word_set('se me le te nos lo la " : my his her their your a the by on mi su el un una')
_FORMED: Final = re.compile(r"ville|burg|boro|ton|field")
_CLOSING: Final = frozenset(".,;!?)")
_CAPITAL_STATE: Final = re.compile(r"[A-Z]{2}")


class PlaceLayer:
    """Finds cities and counties as PLACE; States and countries alone are none."""

    def find(self, view: View) -> list[Span]:
        """Return the cities and counties of a text."""
        text = view.folded.text
        letters = view.runs
        named = not lexicon().firsts.isdisjoint(letters)
        homes = not HOMES.isdisjoint(letters)
        asked = view.asked is Label.PLACE
        formed = not HINTS.isdisjoint(letters) or _FORMED.search(text) is not None
        if not (named or homes or asked or formed):
            return []
        texts = view.cut.texts
        spans = list(self._cities(view, texts, asked=asked)) if named else []
        if not COUNTY_WORDS.isdisjoint(letters):
            spans += self._counties(view, texts)
        if formed:
            spans += [view.span(*each, Label.PLACE) for each in towns(view, texts)]
        if homes:
            spans += [view.span(*each, Label.PLACE) for each in unknown(view, texts)]
        return spans

    def _cities(self, view: View, texts: Sequence[str], *, asked: bool) -> Iterator[Span]:
        """Yield the cities of the lexicon that stand where a place stands."""
        places = lexicon()
        taken = 0
        for at in view.at([text for text in view.places if text in places.kinds or text in places.heads]):
            named = places.at(texts, at) if at >= taken else None
            if named is None:
                continue
            end = at + named[0]
            end += end < len(texts) and texts[end] in ENDINGS
            state = _state(view, texts, end)
            if state or asked or _is_place(view, texts, (at, end), named[1]):
                end += state
                yield view.span(view.cut.starts[at], view.cut.ends[end - 1], Label.PLACE)
            taken = end

    def _counties(self, view: View, texts: Sequence[str]) -> Iterator[Span]:
        """Yield "Cook County", "county of Cook", "condado de Cook"."""
        counties, starts, ends = lexicon().counties, view.cut.starts, view.cut.ends
        for at in view.among(COUNTY_WORDS):
            for length in (3, 2, 1):
                if at >= length and " ".join(each for each in texts[at - length : at] if each != ".") in counties:
                    yield view.span(starts[at - length], ends[at], Label.PLACE)
                    break
            if at + 2 < len(texts) and texts[at + 1] in {"of", "de", "del"}:
                first = at + 2
                most = min(3, len(texts) - first)
                named = max(
                    (n for n in range(1, most + 1) if " ".join(texts[first : first + n]) in counties), default=0
                )
                if named or _capital(view, first):
                    yield view.span(starts[first], ends[first + max(named, 1) - 1], Label.PLACE)


def _capital(view: View, at: int) -> bool:
    """Return whether a word begins with a capital letter in a text that is not all capitals."""
    return view.capital(at) and not view.shouted


def _is_place(view: View, texts: Sequence[str], place: tuple[int, int], kind: Kind) -> bool:
    """Return whether a name of the lexicon is a place where it stands."""
    start, end = place
    before = texts[start - 1] if start else ""
    capital = _capital(view, start)
    if capital and before in _ARTICLES and start > 1 and f"{before} {texts[start]}" not in COUNTRIES:
        before = texts[start - 2]
    after = texts[end] if end < len(texts) else ""
    if not EPONYMS.isdisjoint(texts[end : end + 2]):
        return False
    if at_home(view.folded.text, view.cut.starts[start]) or (before == "a" and capital and _left(texts, start - 1)):
        return True
    if kind is Kind.STRONG:
        return capital or not _word_here(texts, start) or before in WEAK_BEFORE
    if kind is Kind.WORD:
        return capital and before in WEAK_BEFORE - {"to"} and texts[start] not in STOPS
    office = after in OFFICES and (capital or end - start > 1 or texts[start - 1 : start] == ["the"])
    # "transferred care to University Hospital, Charlotte."
    closing = before == "," and after in {"", "."} and end - start + 1 < start
    return before in WEAK_BEFORE or office or closing


def _left(texts: Sequence[str], at: int) -> bool:
    """Return whether another place is named before a word: "de Fresno a Modesto"."""
    return at > 1 and not {"de", "desde"}.isdisjoint(texts[max(0, at - 3) : at - 1])


def _word_here(texts: Sequence[str], at: int) -> bool:
    """Return whether what could be a place is words here: "se quito la insulina", "la muela", "mobile"."""
    if texts[at] in _ARTICLES:
        return True
    return texts[at] in _WORDS_TOO and (at == 0 or texts[at - 1] in _BEFORE_WORDS)


def _state(view: View, texts: Sequence[str], at: int) -> int:
    """Return how many words of a State, with the comma before it, stand behind a city."""
    comma = at < len(texts) and texts[at] == ","
    first = at + comma
    for length in range(min(LONGEST, len(texts) - first), 0, -1):
        if " ".join(texts[first : first + length]) in STATES:
            return length + comma
    if first < len(texts) and texts[first] == "usa" and not view.raw.islower() and not _capital(view, first):
        return 0  # "vive en Reynosa, usa andador"
    if first >= len(texts) or texts[first] not in ABBREVIATIONS:
        return 0
    written = view.raw[slice(*view.folded.original(view.cut.starts[first], view.cut.ends[first]))]
    sure = texts[first] not in WORDLIKE or (_CAPITAL_STATE.fullmatch(written) and not view.shouted)
    follower = texts[first + 1] if first + 1 < len(texts) else "."
    ends = follower in _CLOSING or (follower.isdecimal() and len(follower) == 5)  # noqa: PLR2004
    if texts[first] == "id" and not ends:
        return 0
    return 1 + comma if sure or (ends and (comma or texts[first] in _COMMON)) else 0


#: Abbreviations that end a line as a State more often than as a word.
_COMMON: Final = word_set("ca oh pa va ga mi mo md ma pr")
