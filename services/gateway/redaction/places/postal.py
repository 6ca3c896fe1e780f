"""Postal codes and boxes: they stand by themselves or in an address."""

import re
from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.places.states import ABBREVIATIONS, STATES, WORDLIKE

_SAID: Final = "|".join(sorted((*NUMBER_WORDS, "double", "triple", "y"), key=len, reverse=True))
_NUMBER: Final = rf"(?:\d[\d-]{{0,9}}[a-z]?(?!\w)|(?:(?:{_SAID})(?!\w)[\s-]?){{1,9}})"
#: Words in front of which or behind which a postal code or box stands; the prefilter.
HINTS: Final = frozenset(
    [
        "zip",
        "zipcode",
        "postal",
        "postcode",
        "cp",
        "c",
        "box",
        "pobox",
        "apartado",
        "casilla",
        "pmb",
        "psc",
        "apo",
        "fpo",
        "dpo",
        "rr",
        "rural",
        "hc",
        "codigo",
        "bzn",
    ]
)
_ZIP: Final = re.compile(
    r"(?<!\w)(?:zip(?:\s?codes?)?|postal code|post\s?code|codigo postal|area postal|c\.?\s?p\.?(?=[\s:.]*\d{5}))(?:'s)?"
    r"[\s:=#,.-]{0,3}(?:(?:is|es|was|number|now|it's|el)\s){0,2}"
    rf"(\d{{5}}(?:[-\s]?\d{{4}})?(?!\w)|[a-z]\d[a-z]\s?\d[a-z]\d(?!\w)|[a-z]{{1,2}}\d[a-z\d]?\s\d[a-z]{{2}}(?!\w)|"
    rf"\d{{2,5}}[\s-]\d{{2,4}}(?!\w)|\d{{3,4}}\s[a-z]{{2}}(?!\w)|\d{{3,7}}(?!\w)|(?:(?:{_SAID}|dash|guion)(?!\w)\s?){{2,10}})"
)
_STATE_NAMES: Final = "|".join(sorted((*STATES, *(ABBREVIATIONS - WORDLIKE)), key=len, reverse=True))
_AFTER_STATE: Final = re.compile(rf"(?<!\w)(?:{_STATE_NAMES})\.?,?\s{{1,2}}(\d{{5}}(?:-\d{{4}})?)(?![\w-])")
_AFTER_CAPITALS: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(WORDLIKE)).upper()}),?\s{{1,2}}(\d{{5}}(?:-\d{{4}})?)(?![\w-])"
)
_PLUS_FOUR: Final = re.compile(r"(?<![\w$#.-])(\d{5}-\d{4})(?![\w-]|\.\d)")
_CANADIAN: Final = re.compile(r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)")
_BRITISH: Final = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)")
_BOX: Final = re.compile(
    r"(?<!\w)(?:(?:p\.?\s?o\.?|post office|postal)\s?box|pobox|apartado(?:\spostal)?|casilla(?:\spostal)?|pmb|"
    rf"(?:psc|cmr|unit|r\.?r\.?|rural route|hc|star route)\s?#?{_NUMBER}\s?,?\s?(?:box|bzn|buzon)|rural route|rr(?=\s\d))"
    rf"\s?(?:#|no\.?|number|numero|num\.?)?\s?{_NUMBER}(?:\s?,?\s?box\s{_NUMBER})?"
)
_MILITARY: Final = re.compile(
    r"(?<!\w)(?:(?:usns|usnv|uss|uscgc|usn)\s[^\n,]{2,30}[\n,]\s{0,4})?(?:apo|fpo|dpo)[,\s]{1,4}(?:aa|ae|ap)[,\s]{1,4}"
    r"\d{5}(?:-\d{4})?(?!\w)"
)
_FIVE: Final = re.compile(r"\d{5}")


def postal(raw: str, text: str, *, hinted: bool) -> Iterator[tuple[int, int]]:
    """Yield where postal codes and boxes stand in a folded text.

    Args:
        raw: The text as written, for codes whose capitals tell them; the same as `text` but for the case, else "".
        text: The folded text.
        hinted: Whether one of the hints is in it.
    """
    if hinted:
        for pattern in (_ZIP, _BOX, _MILITARY):
            for found in pattern.finditer(text):
                group = 1 if pattern is _ZIP else 0
                yield found.start(group), found.start(group) + len(found[group].rstrip())
    if _FIVE.search(text):
        for pattern, source in ((_AFTER_STATE, text), (_AFTER_CAPITALS, raw), (_PLUS_FOUR, text)):
            for found in pattern.finditer(source):
                yield found.span(1)
    if raw:
        for pattern in (_CANADIAN, _BRITISH):
            for found in pattern.finditer(raw):
                yield found.span()
