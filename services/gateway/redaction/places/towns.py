"""Towns and quarters that are on no list, told by the form of their name or by a field's heading."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.places.vocabulary import JOINTS, STOPS
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

#: Second words of names: "Sun Falls", "Hansen City".
ENDINGS: Final = word_set("city beach heights springs falls township village junction rapids grove hills")
#: Words that head what this file looks for; with `ENDINGS` the prefilter.
HINTS: Final = ENDINGS | word_set(
    "neighborhood district barrio colonia urb urbanizacion fraccionamiento ciudad reparto"
)
_BEFORE: Final = word_set("in from near to de en a outside around at , :")
_NO_NAMES: Final = (
    STOPS
    | JOINTS
    | NUMBER_WORDS
    | word_set(
        "inner big whole old new salt hot fall bed cold small large little whose each lower higher capital main local "
        "same sick our"
    )
)
_NO_TOWNS: Final = word_set("skeleton badminton singleton simpleton battlefield cornfield minefield automaton")
_QUARTER_BEFORE: Final = word_set("de en la el del urb , por al")
_QUARTERS: Final = word_set("barrio colonia urb urbanizacion fraccionamiento reparto")
_ENDED: Final = re.compile(
    r"(?<!\w)(?:in|from|near|to|de|en|a)\s([^\W\d_]{3,20}(?:ville|burgh?|boro|borough)|[^\W\d_]{5,16}ton|"
    r"[^\W\d_]{5,16}field)(?!\w)"
)
_PREPOSITIONS: Final = word_set("in from near to de en a")
_TOWN_ENDINGS: Final = ("ville", "burg", "burgh", "boro", "borough", "ton", "field")
_HEADINGS: Final = ("city", "ciudad", "town", "municipio", "poblacion", "county", "condado")
_FIELD: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_HEADINGS)})"
    r"\s?:\s{0,3}([^\W\d_][^\n,:;|"
    r"]{1,28}?)(?=\s*(?:[\n,;|]|$))"
)


def towns(view: View, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places that their form tells."""
    text = view.folded.text
    ended = _ENDED.finditer(text) if _may_end(view) else ()
    headed = _FIELD.finditer(text) if _may_head(view) else ()
    for found in (*ended, *headed):
        if found[1] not in _NO_TOWNS:
            yield found.span(1)
    starts, ends = view.cut.starts, view.cut.ends
    for at in view.among(HINTS):
        each = texts[at]
        if each in ENDINGS and at > 1 and _is_name(texts[at - 1]) and texts[at - 2] in _BEFORE:
            yield starts[at - 1], ends[at]
        elif each in {"neighborhood", "district"} and (length := _after_the(texts, at)):
            yield starts[at - length], ends[at - 1]
        elif each in _QUARTERS and at and texts[at - 1] in _QUARTER_BEFORE and (length := _quarter(texts, at + 1)):
            yield starts[at], ends[at + length]


def _may_end(view: View) -> bool:
    """Return whether a town's ending may stand behind a preposition: a quick look."""
    return not _PREPOSITIONS.isdisjoint(view.runs) and any(run.endswith(_TOWN_ENDINGS) for run in view.runs)


def _may_head(view: View) -> bool:
    """Return whether a field of a town may be there: a quick look."""
    texts = view.cut.texts
    heads = view.at([text for text in view.places if text.endswith(_HEADINGS)])
    return any(texts[at + 1 : at + 2] == [":"] for at in heads)


def _is_name(word: str) -> bool:
    """Return whether a word can be part of a name."""
    return word[0].isalpha() and len(word) > 2 and word not in _NO_NAMES  # noqa: PLR2004


def _after_the(texts: Sequence[str], at: int) -> int:
    """Return how many words of a name stand between "the" and "neighborhood", 0 for none."""
    for length in (1, 2):
        if at > length and texts[at - length - 1] == "the" and all(map(_is_name, texts[at - length : at])):
            return length
    return 0


def _quarter(texts: Sequence[str], at: int) -> int:
    """Return how many words the name of a quarter has that begins at a word: "santa rita", "las palmas", "roma"."""
    end = at
    while end < len(texts) and end - at < 2 and texts[end] in JOINTS - {"y"}:  # noqa: PLR2004
        end += 1
    if end >= len(texts) or not _is_name(texts[end]):
        return 0
    more = end + 1 < len(texts) and _is_name(texts[end + 1])
    return end - at + 1 + more
