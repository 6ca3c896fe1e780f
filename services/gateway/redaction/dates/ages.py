"""Ages over 89, which 45 CFR 164.514(b)(2)(i)(C) counts as identifiers; ages to 89 stay."""

import re
from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.dates.spoken import SAID, apart, read
from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import Cut, View
from services.gateway.redaction.word_list import word_set

_WORDS: Final = word_set("ninety ninty noventa hundred cien ciento hundredth one")
#: It looks back from its first digit, so that a search skips everything else fast.
_DIGITS: Final = re.compile(r"[91](?<![\d.,/$#:-].)(?:(?<=9)\d|(?<=1)(?:[01]\d|2[0-5]))(?![\d/:%]|[.,]\d|-\d)")
#: Right behind a number of years; "100 years ago" and "95 years of experience" are no ages.
_YEARS: Final = re.compile(
    r"[\s-]?(?:years?[\s-]?(?:of age|olds?|young)|y(?:rs?)?[./-]?o(?:lds?)?(?!\w)|yrs?(?!\w)|yrs?\.?[\s-]olds?|"
    r"year[\s-]old|(?:th|st|nd|rd) b(?:irth)?-?day|anos? de edad|anitos|"
    r"(?:anos|anios)(?!\s(?:de (?:experiencia|servicio|casad|trabaj|garantia)|atras|despues)))|"
    # 94y, 94M; 94F may be a temperature
    r"[ym](?!\w)|f(?=\s(?:w/|with|c/o|presents?|hx|s/p|here|pt)(?!\w))"
)
#: Subjects of which a number is no age.
_MEASURES: Final = (
    "oxygen|o2|sats?|saturation|spo2|pulse|rate|hr|bp|pressure|temp|temperature|sugar|glucose|weight|score|level|reading|it|"
    "that|this|number|total|room|code|bill|balance|copay|cost|price|extension|pin|answer|what|which|fever|one|last|"
    "fasting|morning|today|result|presion|azucar|peso|pulso|oxigeno|fiebre|glucosa|temperatura|saturacion|there|limit|dose"
)
_PEOPLE: Final = (
    "she|he|i|mom|mother|dad|father|grandma|grandmother|grandpa|grandfather|nana|granny|abuelita?|bisabuel[ao]|abuelito|abuelo|abue|aunt|"
    "uncle|husband|wife|patient|pt|mama|papa|mami|papi|madre|padre|suegr[ao]|tia|tio|espos[ao]|paciente|sister|brother|"
    "neighbor|vecin[ao]|hermana|hermano|senora?|client|resident"
)
_FAMILY: Final = "mom|mother|dad|father|grandma|grandmother|grandpa|abuelita?|abuelo|mama|papa|suegra|tia"
_FILLERS: Final = (
    r"(?:\s(?:uh|um|like|mmm|este|eh|pues|so|you know|o sea|now|already|only|about|almost|nearly|over|ya|casi|"
    r"como|unos|sus))?"
)
_IS: Final = r"(?:'s|\sis|\swas|'m|\sam|\swill be|'ll be|\sjust turned|\sturned)"
#: Right before it, where the words tell by themselves.
_BEFORE: Final = re.compile(
    r"(?<!\w)(?:"
    rf"(?:{_PEOPLE})(?:,?\s[^\W\d_]{{2,15}}){{0,3}},?{_IS}(?:\sa)?|(?:{_PEOPLE})\s(?:de|d)|(?:{_FAMILY})|"
    r"im|shes|hes|ages?|aged|age[:=]?\s?(?:is|of)?|edad(?:\sde|\ses|:)?|turn(?:s|ed|ing)|(?:will|'ll|to) turn|"
    r"cumpli(?:o|ra|r)|cumple|(?:tiene|tengo|tenia|tendra)|birthday,?|va para los|anda en los|a sus|"
    r"being|reached|lived to|made it to|llego a los|pasa de los|(?:died|passed|passed away) at"
    rf"){_FILLERS}[\s:=,]{{1,3}}$"
)
#: Right before it, where what follows has to show that it is no measure.
_PERHAPS: Final = re.compile(rf"(?<!\w)(?!(?:{_MEASURES})(?!\w))[^\W\d_]{{1,15}}{_IS}{_FILLERS}[\s:=,]{{1,3}}$")
#: What may follow "Maria is 94": else it is a measure or a count.
_CLOSED: Final = re.compile(
    r"\s*(?:$|[.,;!?)\n]|(?:and|n|so|now|but|con|y|pero|with|who|today|on|when|this|in|years?|already)(?!\w))"
)
#: What a measured value is followed by.
_MEASURED: Final = re.compile(
    r"[\s-]?(?:%|percent|por ciento|lbs?|pounds?|kg|kilos?|libras?|cm|mm|mg|bpm|degrees?|grados?|days?|dias?|"
    r"weeks?|semanas?|"
    r"months?|meses|minutes?|minutos?|hours?|horas?|min|th\b|in line|points?|over\s\d|over|sobre|de (?!edad)|"
    r"on (?:the|room)|"
    r"dollars?|pesos|miles|pages|pastillas|pills|beats|latidos|pacientes|patients|st\b|th\b|main|\w+ (?:street|"
    r"avenue|st|ave|road)\b)"
)
_LETTER: Final = re.compile(r"[^\W\d_],\s")
_OLDEST: Final = 125
_BACK: Final = 56


class AgeLayer:
    """Finds ages over 89 as AGE: "she is 92", "tiene 94 anos", "ninety-three years old"."""

    def find(self, view: View) -> list[Span]:
        """Return the ages over 89 of a text."""
        text = view.folded.text
        found = [each.span() for each in _DIGITS.finditer(text)] if view.numbers else []
        if not _WORDS.isdisjoint(view.runs):
            found += _said(view.once(apart))
        asked = view.asked is Label.AGE
        return [view.span(*each, Label.AGE) for each in found if _is_age(text, *each, asked=asked)]


def _said(words: Cut) -> Iterator[tuple[int, int]]:
    """Yield where numbers from 90 to 125 are said."""
    texts = words.texts
    at = 0
    while at < len(texts):
        number = read(texts, at) if texts[at] in SAID else None
        if number is None:
            at += 1
            continue
        if 90 <= number.value <= _OLDEST and not number.ordinal:  # noqa: PLR2004
            yield words.starts[at], words.ends[number.end - 1]
        at = number.end


def _is_age(text: str, start: int, end: int, *, asked: bool) -> bool:
    """Return whether a number from 90 to 125 is an age here."""
    if _YEARS.match(text, end):
        return not text[max(0, start - 6) : start].endswith(("hace ", "for ", "past "))
    if _MEASURED.match(text, end):
        return False
    first = max(0, start - _BACK)
    if (
        asked
        or _BEFORE.search(text, first, start)
        or (_PERHAPS.search(text, first, start) and _CLOSED.match(text, end))
    ):
        return True
    # "Mr. Lopez, 94, lives alone"
    return start > 2 and _LETTER.match(text, start - 3) is not None and text[end : end + 1] == ","  # noqa: PLR2004
