"""Numbers on the keep-list: ages to 89, vitals, doses, money, times, years, codes of procedures and diagnoses."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import folded
from services.gateway.redaction.spans import Span

_REACH: Final = 24
_OLDEST: Final = 89
_MONEY_BEFORE: Final = re.compile(r"(?:\$|usd|copay(?: is| of|:)?|us\$)\s*$")
_MONEY_AFTER: Final = re.compile(r"^\s*(?:dollars?|dolares|bucks|cents|centavos|usd|pesos)\b")
_UNIT_AFTER: Final = re.compile(
    r"^\s*(?:mg|mcg|ml|cc|g|kg|lbs?|pounds?|libras?|kilos?|iu|ui|units?|unidades|tablets?|tabletas|pastillas|capsules?"
    r"|pills?|drops?|gotas|puffs?|%|percent|por ciento|bpm|mmhg|mg/dl|degrees|grados|f|cm|inches|feet|pulgadas|pies"
    r"|weeks?|semanas|months?|meses|days?|dias|hours?|horas|hrs?|minutes?|mins?|minutos|times|veces|refills?)(?![^\W\d_])"
)
_PRESSURE: Final = re.compile(r"^(?:[6-9]\d|1\d\d|2[0-5]\d)\s?/\s?(?:[3-9]\d|1[0-5]\d)$")
_VITAL_BEFORE: Final = re.compile(
    r"\b(?:bp|b/p|blood pressure|presion|pressure|temp(?:erature)?|temperatura|fever(?: of)?|fiebre(?: de)?|t|hr|pulse"
    r"|pulso|o2|spo2|sat|wt|weight|peso|ht|height|bmi|a1c|glucose|sugar|azucar|glucosa|rr)"
    r"(?: (?:was|is|of|de|es|era|esta en))?:?\s*$"
)
_TEMPERATURE: Final = re.compile(r"^(?:9[5-9]|10[0-6])\.\d$")
_HEIGHT: Final = re.compile(r"^[3-7]\s?'\s?\d{1,2}(?:\"|'')?$")
_CLOCK: Final = re.compile(
    r"^(?:[01]?\d|2[0-3])(?::[0-5]\d)?\s?(?:a\.?m\.?|p\.?m\.?|h|hrs|o'clock|de la (?:manana|tarde|noche))$"
    r"|^(?:[01]?\d|2[0-3]):[0-5]\d$"
)
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")
_ICD: Final = re.compile(r"^[a-tv-z]\d[0-9ab](?:\.[0-9a-z]{1,4})?$")
_LOINC: Final = re.compile(r"^\d{3,5}-\d$")
_CPT: Final = re.compile(r"^(?:\d{5}|\d{4}[ft]|[a-v]\d{4})$")
_CODE_BEFORE: Final = re.compile(
    r"\b(?:cpt|icd(?:-?10)?(?:-cm)?|hcpcs|loinc|dx|diagnosis|diagnostico|procedure|procedimiento|billing)"
    r"(?: ?codes?| ?codigo)?(?: is| es)?[:#]?\s*$"
)
#: "el codigo 99213 lo cubre": what a plan covers is a procedure.
_ANY_CODE_BEFORE: Final = re.compile(r"\b(?:codes?|codigos?)\s$")
_COVERED_AFTER: Final = re.compile(
    r"^,? (?:cover|denied|paid|(?:que )?(?:no )?(?:lo |me lo |la )?(?:cubr|neg|pag|rechaz)|(?:is|was|gets?) (?:\w+ )?"
    r"(?:cover|denied|paid|approved|rejected))"
)
#: "G3P2012": pregnancies and births (gravida, para).
_GRAVIDA: Final = re.compile(r"^g\d{1,2}\s?p\d{1,4}$")
#: "EVA 8/10", "pain 7/10": a part of ten.
_SCALE_BEFORE: Final = re.compile(
    r"\b(?:eva|vas|nrs|pain|dolor|apgar|fuerza|strength|mrc|rass|severity|intensidad)[\s:=de]{0,4}$"
)
_OF_TEN: Final = re.compile(r"^\d{1,2}\s?/\s?(?:5|10)$")
_SURE: Final = 3
_MOST_DIGITS: Final = 6
_AGE: Final = re.compile(r"\d{1,3}")


def plain_number(raw: str, span: Span) -> bool:
    """Return whether a find with digits is a measure, an amount, a time or a code of medicine."""
    text = folded(raw[span.start : span.end]).strip()
    if span.label is Label.AGE:
        return _young(text)
    before = folded(raw[max(0, span.start - _REACH) : span.start])
    after = folded(raw[span.end : span.end + _REACH])
    if (_CPT.match(text) or _ICD.match(text) or _LOINC.match(text)) and _CODE_BEFORE.search(before):
        return True
    if _CPT.match(text) and _ANY_CODE_BEFORE.search(before) and _COVERED_AFTER.match(after):
        return True
    if span.label is Label.DATE:
        scaled = _OF_TEN.match(text) and _SCALE_BEFORE.search(before)
        return bool(scaled or _YEAR.match(text) or _CLOCK.match(text) or _measured(text, before, after))
    return bool(span.label is Label.ID and _GRAVIDA.match(text)) or (
        span.weight < _SURE
        and _small(text)
        and (_measured(text, before, after) or bool(_ICD.match(text) and "." in text))
    )


def _young(text: str) -> bool:
    """Return whether every number of an age is 89 or less."""
    numbers = [int(found[0]) for found in _AGE.finditer(text)]
    return bool(numbers) and max(numbers) <= _OLDEST


def _measured(text: str, before: str, after: str) -> bool:
    """Return whether a number is a vital sign, a dose or money."""
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after) or _UNIT_AFTER.match(after):
        return True
    if _PRESSURE.match(text):
        first, _, second = text.partition("/")
        return int(first) > int(second)
    return bool(_TEMPERATURE.match(text) or _HEIGHT.match(text) or (_VITAL_BEFORE.search(before) and _small(text)))


def _small(text: str) -> bool:
    """Return whether a number has no more digits than a measure has."""
    return sum(each.isdecimal() for each in text) <= _MOST_DIGITS
