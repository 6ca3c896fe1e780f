"""Addresses in the fields of records: FHIR JSON, XML, HL7 v2, X12, vCard and "key: value" lines.

HL7 v2.5.1 chapter 2A (XAD: street^other^city^state^zip), ASC X12 (N3 street, N4 city, state, code), RFC 6350 (ADR),
FHIR R4 Address (line, city, district, postalCode).
"""

import re
from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.labels import Label

_STREETS: Final = (
    r"street[\s_-]?(?:address(?:_?line)?|name)?|address[\s_-]?(?:line)?[\s_-]?\d?|addr\d?|line\d?|calle|"
    r"direccion|domicilio"
)
_TOWNS: Final = r"city|town|ciudad|municipio|district|county|condado|colonia|localidad|poblacion|birthplace"
_CODES: Final = r"zip(?:[\s_-]?code)?|postal[\s_-]?code|postcode|codigo[\s_]?postal|cp"
_KINDS: Final = ((_STREETS, Label.ADDRESS), (_CODES, Label.ADDRESS), (_TOWNS, Label.PLACE))


def _quoted(keys: str) -> str:
    """Return the form of `"city": "Tucson"` and `"line": ["1 Elm St"`."""
    return (
        rf"[\"'](?:patient_?|home_?|mailing_?|"
        rf"work_?)?(?:{keys})\\?[\"']\s?:\s?\[?\s?\\?[\"']([^\"'\n\\]{{1,80}})\\?[\"']"
    )


def _tagged(keys: str) -> str:
    """Return the forms of `<city>Tucson</city>` and `<city value="Tucson"/>`."""
    return (
        rf"<(?:[a-z]{{1,12}}:)?(?:{keys})(?:\s[a-z]{{1,12}}=\"[^\">]{{0,40}}\")?>([^<>\n]{{1,80}})<|"
        rf"<(?:{keys})\svalue=\"([^\"<>\n]{{1,80}})\""
    )


_NEXT_LINE: Final = re.compile(r"\"line\"\s?:\s?\[\s?\"[^\"\n]{1,80}\",\s?\"([^\"\n]{1,80})\"")
_XAD: Final = re.compile(
    r"(?<![^|~\n])([^|^~\n]{2,60})\^([^|^~\n]{0,40})\^([^|^~\n]{2,40})\^([a-z]{2,20})?\^(\d{5}(?:-?\d{4})?|"
    r"[a-z\d]{3}\s?[a-z\d]{3})?(?![\d])"
)
_X12: Final = re.compile(
    r"n3\*([^*~\n]{2,60})(?:\*([^*~\n]{1,40}))?~?\s{0,2}(?:n4\*([^*~\n]{2,40})\*[a-z]{2}\*(\d{5}(?:-?\d{4})?))?"
)
_ADR: Final = re.compile(
    r"(?<!\w)adr[^:\n]{0,40}:[^;\n]{0,40};([^;\n]{0,40});([^;\n]{2,60});([^;\n]{2,40});[^;\n]{0,30};([^;\n]{3,10})?"
)
_LINES: Final = {1: Label.ADDRESS, 2: Label.ADDRESS, 3: Label.PLACE}
#: Each with what stands in every text in which it matches. Quoted fields alone are looked for much faster.
_QUOTED: Final = tuple((re.compile(_quoted(keys)), {1: label}, ":") for keys, label in _KINDS)
_TAGGED: Final = tuple(
    (re.compile(f"{_quoted(keys)}|{_tagged(keys)}"), dict.fromkeys(range(1, 4), label), "") for keys, label in _KINDS
)
_OTHERS: Final = (
    (_NEXT_LINE, {1: Label.ADDRESS}, '"line"'),
    (_XAD, _LINES | {5: Label.ADDRESS}, "^"),
    (_X12, _LINES | {4: Label.ADDRESS}, "n3*"),
    (_ADR, _LINES | {4: Label.ADDRESS}, "adr"),
)
#: What shows that a text is a record: quotes with colons, tags, carets, stars.
HINT: Final = re.compile(r"[\"']\s?:\s?[\[\"'\\]|</|\"/>|\^\^|\^[a-z]|n3\*|adr[;:]")


#: One of these stands wherever `HINT` does.
_SIGN: Final = re.compile(r"[\"'<^*]|adr")


def fields(text: str) -> Iterator[tuple[int, int, Label]]:
    """Yield the stretches of a folded text that are fields of an address."""
    if not (_SIGN.search(text) and HINT.search(text)):
        return
    for pattern, labels, hint in (*(_TAGGED if "<" in text else _QUOTED), *_OTHERS):
        for found in pattern.finditer(text) if hint in text else ():
            # A name (XPN) and an identifier (CX) have carets too, but no State and postal code.
            if pattern is not _XAD or found[4] or found[5]:
                yield from _groups(found, labels)


def _groups(found: "re.Match[str]", labels: dict[int, Label]) -> Iterator[tuple[int, int, Label]]:
    """Yield the groups of a match that hold something."""
    for group, label in labels.items():
        if found[group] and found[group].strip() and (label is not Label.ADDRESS or found[group] != "null"):
            yield *found.span(group), label
