"""Postal codes and boxes: they stand by themselves or in an address."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.places.states import ABBREVIATIONS, STATES, WORDLIKE
from services.gateway.redaction.word_list import word_set

_SAID: Final = "|".join(sorted((*NUMBER_WORDS, "double", "triple", "doble", "y"), key=len, reverse=True))
_NUMBER: Final = rf"(?:\d[\d-]{{0,9}}[a-z]?(?!\w)|(?:(?:{_SAID})(?!\w)[\s-]?){{1,9}})"
#: Words in front of which or behind which a postal code or box stands; the prefilter.
HINTS: Final = word_set(
    "zip zipcode postal postcode cp c box pobox apartado casilla pmb psc apo fpo dpo rr rural hc codigo bzn"
)
_ZIP: Final = re.compile(
    r"(?<!\w)(?:zip(?:\s?codes?)?|postal code|post\s?code|codigo postal|area postal|"
    r"c\.?\s?p\.?(?=[\s:.]*\d{5}))(?:'s)?"
    r"[\s:=#,.\->\"']{0,4}(?:(?:is|es|was|era|fue|number|now|it's|el|uh|um|mmm|este|like|changed|to|de|here|aqui|there|"
    r"the|your|in|area|actual|"
    r"nuevo|new|file|on|me|mi|my|you|have|should|be|a|ahora|cambio|code|eh|pues|so|okay|ok|would)[\s:,]{1,2}){0,5}"
    rf"(\d{{5}}(?:[-\s]?\d{{4}})?(?!\w)|[a-z]\d[a-z]\s?\d[a-z]\d(?!\w)|[a-z]{{1,2}}\d[a-z\d]?\s\d[a-z]{{2}}(?!\w)|"
    rf"\d{{2,5}}[\s-]\d{{2,4}}(?!\w)|\d{{3,4}}\s[a-z]{{2}}(?!\w)|\d{{3,7}}(?!\w)|(?:(?:{_SAID}|dash|"
    rf"guion)(?!\w)\s?){{2,10}})"
)
#: "85701 is my zip"
_BEFORE_ZIP: Final = re.compile(
    r"(?<![\w$#.-])(\d{5}(?:-\d{4})?)[\s,]{1,2}(?:(?:is|es|was|as)\s)?(?:(?:my|the|mi|el|our|a)\s)?(?:zip|"
    r"codigo postal|postal code)"
)
#: "my old zip was 60629, the new one is 60804"
_ZIP_AGAIN: Final = re.compile(
    r"(?<!\w)(?:zip(?:\s?codes?)?|postal code|codigo postal)[^\n\d]{1,30}\d{5}[^\n\d]{1,30}"
    r"(?:now|one is|it's|its|to|ahora(?: es)?|al?|nuevo es)[\s:,]{1,2}(\d{5})(?!\w)"
)
#: A postal code that ends the usual three: name, date of birth, code.
_LAST_OF_THREE: Final = re.compile(r"(?:19|20)\d\d[,;\s]{1,2}(\d{5})[.\s]*$")
_STATE_NAMES: Final = "|".join(sorted((*STATES, *(ABBREVIATIONS - WORDLIKE)), key=len, reverse=True))
_STATE_BEFORE: Final = re.compile(rf"(?<!\w)(?:{_STATE_NAMES})\.?,?\s{{1,2}}\Z")
_CAPITALS_BEFORE: Final = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(WORDLIKE)).upper()}),?\s{{1,2}}\Z")
_WHOLE: Final = re.compile(r"\d{5}(?:-\d{4})?(?![\w-])")
_PLUS_FOUR: Final = re.compile(r"(?<![\w$#.-])(\d{5}-\d{4})(?![\w-]|\.\d)")
#: They look back from their first letter, so that a search skips everything else fast.
_CANADIAN: Final = re.compile(r"[ABCEGHJ-NPRSTVXY](?<!\w.)\d[A-Z] ?\d[A-Z]\d(?!\w)")
_BRITISH: Final = re.compile(r"[A-Z](?<!\w.)[A-Z]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)")
_BOX: Final = re.compile(
    r"(?<!\w)(?:(?:p\.?\s?o\.?|post office|postal)\s?box|pobox|apartado(?:\spostal)?|casilla(?:\spostal)?|pmb|"
    rf"(?:psc|cmr|unit|r\.?r\.?|rural route|hc|star route)\s?#?{_NUMBER}\s?,?\s?(?:box|bzn|buzon)|rural route|"
    rf"rr(?=\s\d))"
    rf"\s?(?:#|no\.?|number|numero|num\.?)?\s?{_NUMBER}(?:\s?,?\s?box\s{_NUMBER})?"
)
_MILITARY: Final = re.compile(
    r"(?<!\w)(?:(?:usns|usnv|uss|uscgc|usn)\s[^\n,]{2,30}[\n,]\s{0,4})?(?:apo|fpo|dpo)[,\s]{1,4}(?:aa|ae|"
    r"ap)[,\s]{1,4}"
    r"\d{5}(?:-\d{4})?(?!\w)"
)
_FIVE: Final = 5
#: What both codes with letters have; few other texts do.
_LETTERED: Final = re.compile(r"\d[A-Z]")
_REACH: Final = 32
"""No State with what may stand behind it is longer."""


def postal(raw: str, text: str, numbers: Sequence[tuple[int, int]], *, hinted: bool) -> Iterator[tuple[int, int]]:
    """Yield where postal codes and boxes stand in a folded text.

    Args:
        raw: The text as written, for codes whose capitals tell them; the same as `text` but for the case, else "".
        text: The folded text.
        numbers: Where numbers in digits begin and end there.
        hinted: Whether one of the hints is in it.
    """
    if hinted:
        yield from _finds(text, (_ZIP, _ZIP_AGAIN, _BEFORE_ZIP, _BOX, _MILITARY))
    for start, end in numbers:
        if end - start >= _FIVE:
            yield from _behind_state(raw, text, start)
    if text[-6:-1].isdecimal() or text[-5:].isdecimal():
        yield from _finds(text, (_LAST_OF_THREE,))
    if numbers and _LETTERED.search(raw):
        yield from _finds(raw, (_CANADIAN, _BRITISH))


def _behind_state(raw: str, text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield a code of five digits behind a State, and one of nine wherever it stands."""
    first = max(0, start - _REACH)
    if found := _PLUS_FOUR.match(text, start):
        yield found.span()
    if not text[start - 1 : start].isspace():
        return
    if (whole := _WHOLE.match(text, start)) and _STATE_BEFORE.search(text, first, start):
        yield whole.span()
    if (whole := _WHOLE.match(raw, start)) and _CAPITALS_BEFORE.search(raw, first, start):
        yield whole.span()


def _finds(text: str, patterns: Sequence["re.Pattern[str]"]) -> Iterator[tuple[int, int]]:
    """Yield where patterns stand: the group of those that have one, else all of it."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            start, end = found.span(pattern.groups)
            yield start, start + len(text[start:end].rstrip())
