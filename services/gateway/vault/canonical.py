"""When two written forms are the same value: `JOHN SMITH` and `Smith, John`; `(512) 555-0100` and `512.555.0100`."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import fold
from services.gateway.redaction.view import View

_TOKEN: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"'s\b")
_TITLE_WORDS: Final = (
    "mr mrs ms miss mx sir madam maam sr sra srta senor senora senorita don dona jr ii iii iv md do np pa rn phd dds"
)
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_DOCTOR: Final = {"doctor": "dr", "doctora": "dr", "dra": "dr"}
_NUMBERED: Final = frozenset(
    {
        Label.PHONE,
        Label.FAX,
        Label.SSN,
        Label.MRN,
        Label.HEALTH_PLAN,
        Label.ACCOUNT,
        Label.LICENSE,
        Label.VEHICLE,
        Label.DEVICE,
        Label.ID,
    }
)
_DATED: Final = frozenset({Label.DATE, Label.DOB})
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        1,
    )
    for name in names.split()
}
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)\b")
_SPELLED: Final = re.compile(r"\b[a-z]\b")
_FEWEST_SPELLED: Final = 3
_YEAR_LENGTH: Final = 4
_DATE_PARTS: Final = 3
_COUNTRY_DIGITS: Final = 11


def heard(text: str) -> str:
    """Return a text folded, with numbers and letters that were spoken one by one as they are written."""
    view = View(text)
    return (view.spoken or view.folded).text


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, folded."""
    return _TOKEN.findall(heard(text))


def name_tokens(text: str) -> list[str]:
    """Return the parts of a person's name: no titles but a doctor's, no possessive."""
    parts = _TOKEN.findall(_POSSESSIVE.sub("", _name_heard(text)))
    kept = [_DOCTOR.get(part, part) for part in parts if part not in _TITLES]
    return kept or parts


def _name_heard(text: str) -> str:
    folded = fold(text).text
    return heard(text) if len(_SPELLED.findall(folded)) >= _FEWEST_SPELLED else folded


def family(label: Label) -> str:
    """Return which labels share their values: the same number is one value, whatever a layer took it for."""
    if label in _NUMBERED:
        return "number"
    if label in _DATED:
        return "date"
    return label.value


def canonical(label: Label, text: str) -> str:
    """Return the form by which a value is known again."""
    if label is Label.NAME:
        return " ".join(sorted(name_tokens(text)))
    if label in _NUMBERED:
        return _number(text)
    if label in _DATED:
        return _date(_TOKEN.findall(_ORDINAL.sub(r"\1", heard(text))))
    if label in {Label.EMAIL, Label.URL, Label.IP}:
        return "".join(heard(text).split())
    return " ".join(tokens(text)) or text


def _number(text: str) -> str:
    joined = "".join(tokens(text))
    if len(joined) == _COUNTRY_DIGITS and joined.startswith("1") and joined.isdigit():
        joined = joined[1:]
    return joined or text


def _date(parts: Sequence[str]) -> str:
    """Return a written date as year-month-day where its order is plain, else its words (US order for numbers)."""
    words = [part for part in parts if part not in {"de", "del", "of", "the"}]
    if len(words) == _DATE_PARTS:
        for read in _READINGS:
            if found := read(*words):
                return found
    return " ".join(words)


def _iso(year: str, month: int | str, day: str) -> str:
    if not (year.isdigit() and len(year) == _YEAR_LENGTH and day.isdigit() and str(month).isdigit()):
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}"


_READINGS: Final[tuple[Callable[[str, str, str], str], ...]] = (
    _iso,
    lambda a, b, c: _iso(c, _MONTHS.get(a, a), b),
    lambda a, b, c: _iso(c, _MONTHS.get(b, ""), a),
)
