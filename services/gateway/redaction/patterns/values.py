"""What a number or code looks like after the words that announce it, and what only looks like one.

Every expression here is bounded or possessive, so that a match costs no more than its own length.
"""

import re
from functools import cache
from typing import Final


def by_letter(words: str) -> str:
    """Return an expression for words with bars between them, by their first letters: a search tries far fewer.

    Which of several words that stand in one place is tried first stays as it was.
    """
    groups: dict[str, list[str]] = {}
    for word in words.split("|"):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())


SEPARATOR: Final = r"[ \t.\-_/]{0,3}"

_CONNECTORS: Final = (
    "number|numbers|numbr|nubmer|num|numero|nummero|nro|nr|no|nbr|id|ids|identification|identificacion|identifier|"
    "is|was|its|it's|are|be|being|as|of|on|file|record|ending|ends|end|in|with|code|codigo|es|son|era|sera|termina|"
    "terminada|terminado|terminan|terminando|acaba|en|de|del|mi|mis|my|el|la|los|las|the|that|this|would|should|will|"
    "reads|read|shows|says|like|please|por|favor|uh|um|eh|este|que|digits|digitos|last|four|cuatro|ultimos|at|al|to|"
    "you|have|tengo|tiene|his|her|su|your|tu|yes|si|sure|ok|okay|so|well|here|here's|aqui|actually|card|tarjeta|"
    "patient's|paciente|current|actual|new|nuevo|nueva|and|for|para|but|mine|bueno|ref|reference|referencia|sn|serial|"
    "scan|are|know|like|mmm|hmm|pues|sea|mean|say|said|dice|dicen|it|them|security|social|seguro|soc|esta|aparece|"
    "value|valor|primary|principal|secondary|other|otro|otra|old|viejo|whole|full|complete|completo|got|get|give|also|tambien|from|letter|statement|mail|front|back|text"
)
_MARKS: Final = r"[\s:#=,.;\"'()\[\]{}*>|\\\-]"
_CONNECT: Final = (
    rf"(?:{_MARKS}|(?:{by_letter(_CONNECTORS)}|4(?=\D{{1,4}}\d{{4}}\b))(?![a-z0-9])|"
    r"(?<=')s(?![a-z0-9])|[naioyr](?![a-z0-9]|[ \t\-]?\d|[._][a-z0-9])){0,24}+"
)
#: "for the patient maria lopez is": a few unknown words, if "is" ends them.
_WHOSE: Final = r"(?:(?:[a-z.']{2,20}+ ){1,4}?(?:is|es|was|are|son|says|dice)\b[ :,]{0,3})?"
_BACK_WORDS: Final = "is|was|es|era|my|mi|the|el|la|his|her|su|as|for|our|patient's|number|id"
_BACK: Final = r"[ \t\"']*+(?:(?:" + _BACK_WORDS[::-1] + r")(?![a-z0-9])[ \t,]*+){0,5}+"
_BACK_SURE: Final = re.compile(r"[ \t(\-=:]*(?:\b(?:is|was|es|era|as)\b|[(=\-])", re.ASCII)

_UNIT: Final = re.compile(
    r"\s?(?:%|°|degrees|mg|mcg|grams?|gramos|kg|ml|cc|lbs?|pounds?|libras|oz|cm|mm|inch(?:es)?|ft|feet|am|pm|a\.m|p\.m|"
    r"hours?|hrs?|horas?|min|mins|minutes?|minutos?|seconds?|days?|dias?|weeks?|semanas?|months?|mes|meses|years?|"
    r"yrs?|anos?|dollars?|dolares|pesos|bucks|usd|units?|unidades|iu|meq|mmhg|bpm|tablets?|tabletas?|pills?|"
    r"pastillas?|tabs?|caps|capsules?|capsulas?|times|veces|steps|pasos|people|personas|calories|calorias|"
    r"patients|pacientes|cells|copies|copias|x10|/ul|/ml|/dl|/l|k/ul)(?![a-z0-9])"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE: Final = re.compile(
    rf"(?:{_DAY}(?P<mark>[/.\-]){_DAY}(?P=mark)(?:(?:19|20)\d\d|\d\d)(?!\d|[.\-/]\d)|"
    r"(?:19|20)\d\d[/.\-]\d{1,2}[/.\-]\d{1,2}(?!\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d\d(?!\d))"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d\Z")
_MONEY: Final = re.compile(r"[$€£]\s?\Z")
#: Words before a number that make it a public code or a measure.
_PUBLIC: Final = re.compile(
    r"(?:\b(?:cpt|icd|icd-?9|icd-?10(?:-cm)?|icd-?11|loinc|snomed(?:[ -]?ct)?|rxnorm|rxcui|ndc|hcpcs|drg|cvx|mesh|atc|"
    r"revenue|billing[ \t-]codes?|procedure|diagnosis|dx|zip|postal|area|room|rm|suite|apt|unit|floor|sala|"
    r"cuarto|consultorio|"
    r"piso|wbc|rbc|platelets?|plaquetas|leucocitos|hemoglobin|glucose|glucosa|bnp|ferritin|ferritina|cd4)"
    r"(?:[ \t-]codes?|[ \t-]concept(?:[ \t-]id)?|[ \t-]count)?|\bcodigo postal|\bcodigo (?:cpt|icd))"
    r"(?: ?(?:is|was|of|es|de|:|#|number|no\.?))?[ :#(]*\Z"
)
#: What may stand between such words and the number.
_PUBLIC_END: Final = " :#("
_BEFORE: Final = 32


def digits(least: int, most: int, separator: str = SEPARATOR) -> str:
    """Return an expression for that many digits in any grouping."""
    return rf"\d(?:{separator}\d){{{least - 1},{most - 1}}}(?!\d)"


_GROUP: Final = r"(?=[a-z]{0,6}-?\d)[a-z0-9]{1,40}+"
#: Short words that are no part of a code after them.
NO_AFFIX: Final = (
    "on|is|at|in|to|of|for|the|and|my|de|el|la|en|es|por|am|pm|we|was|no|if|or|by|so|exp|dob|ext|but|ref|sn|me|us|him|"
    "her|he|she|it|its|all|you|que|con|sin|dl|id|ids|cpt|icd|ndc|rx|dx|has|had|did|get|got|our|out|off|up|un|una|los|"
    "las|del|su|al|se|le|lo|mi|tu|ya|si|son|fue|mas|hoy|dos|tel|cel|fax|ph|um|uh|eh|mrn|ssn|npi|dea|vin|pin|one|two|"
    "per|via|as|be|do|go|an|not|can|may|now|due|age|bp|hr|wt|ht|see|use|var|seg|num|nro|jan|feb|mar|apr|jun|jul|aug|sep|"
    "oct|nov|dec|ene|abr|ago|dic|mon|tue|wed|thu|fri|sat|sun|lun|mie|jue|vie|sab|dom|new|old|end|day|dia|yes|hi|ok|grp|gpo|cb|re|cc|soc|bin|pcn"
)
_AFFIX: Final = (
    rf"(?:(?!(?:{by_letter(NO_AFFIX)})[ \t])(?:[a-z]{{1,3}}[ \t](?=[a-z0-9]{{3}}|\d{{1,2}}[ \-]\d)|[a-z]{{1,6}}-))?"
)
_NO_UNIT: Final = r"(?![ ]?(?:am|pm|mg|mcg|ml|years?|yrs?|anos?|days?|dias?|min|lbs?|kg|hours?|horas?|%)\b)"
CODE: Final = (
    r"(?:(?:[a-z] ?){0,3}\d{1,2}(?:[ \-]\d){3,24}(?:[ \-][b-df-hj-np-tv-xz](?![a-z0-9'/.]))?(?![a-z0-9/:.])|"
    rf"{_AFFIX}{_GROUP}"
    rf"(?:[\-./_][a-z0-9]{{1,40}}+|\t[a-z0-9]{{1,24}}(?![/:.]\d){_NO_UNIT}|"
    rf"[ ](?!\d{{1,2}}[/:.]\d)[a-z]{{0,2}}\d{{2,}}(?![a-z0-9/:]){_NO_UNIT}|"
    r"(?<=\d)[ ][a-z0-9](?=[,;)\n]|[.]?\Z|[.] )){0,9})"
)
"""Letters and digits that hold a digit early on, in groups: "abc-123456", "xq 4471902", "1234 5678 90"."""


@cache
def announced(value: str) -> re.Pattern[str]:
    """Return the expression for a value (group `v`, if it has none itself) right after the words that announce it."""
    named = value if "(?P<v>" in value else rf"(?P<v>{value})"
    return re.compile(rf"{_CONNECT}{_WHOSE}{_CONNECT}(?:{named})", re.ASCII)


_BACK_VALUE: Final = re.compile(_BACK + r"[ \t)(=:\-]*+(?P<v>[a-z0-9](?:[ \t.\-_/]{0,2}[a-z0-9]){2,24}+)", re.ASCII)
_BACK_REACH: Final = 60


def told_before(text: str, start: int) -> tuple[int, int] | None:
    """Return the value told before the words that name it, from `start`: "4471902 is my chart number"."""
    window = text[max(0, start - _BACK_REACH) : start]
    found = _BACK_VALUE.match(window[::-1])
    if found is None:
        return None
    after = len(window) - found.start("v")
    if not _BACK_SURE.match(window, after):
        return None
    words = window[len(window) - found.end("v") : after]
    code = _last_code(words)
    return (start - len(window) + after - len(code), start - len(window) + after) if code else None


def _last_code(words: str) -> str:
    """Return the last code of some words: letters and digits with a digit in each group."""
    at = len(words)
    for group in reversed(words.split(" ")):
        if group and not any(each.isdigit() for each in group):
            break
        at -= len(group) + 1
    return words[max(0, at + 1) :] if at < len(words) else ""


def number_of_digits(text: str, start: int, end: int) -> int:
    """Return how many digits stand in a stretch of text."""
    return sum(map(str.isdigit, text[start:end]))


def is_measure(text: str, start: int, end: int) -> bool:
    """Return whether a number is a date, a time, an amount of money, a measure or a public code (CPT, ICD, LOINC)."""
    before = text[max(0, start - _BEFORE) : start]
    return bool(
        _DATE.match(text, start, end)
        or _UNIT.match(text, end)
        or _MONEY.search(before)
        or _is_public(before)
        or (text[end : end + 1] == ":" and text[end + 1 : end + 3].isdigit())
    )


def _is_public(before: str) -> bool:
    """Return whether words before a number make it a public code or a measure; most end in none of their letters."""
    last = before.rstrip(_PUBLIC_END)[-1:]
    return (last.isalnum() or last == ".") and _PUBLIC.search(before) is not None


def is_year(text: str, start: int, end: int) -> bool:
    """Return whether a value is nothing but a year."""
    return end - start == 4 and _YEAR.match(text, start, end) is not None  # noqa: PLR2004 digits of a year
