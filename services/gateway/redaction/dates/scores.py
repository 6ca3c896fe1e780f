"""Numbers with strokes and points that are dates or none by what stands beside them: "9/10" of pain, "3.8.21"."""

import re
from typing import Final

_OF_TEN: Final = re.compile(r"(?<![\w/.])(?:10|\d)/10(?![\w/])")
#: Words right before "9/10" after which it is a day, however much it hurts.
_DAY: Final = re.compile(
    r"(?<!\w)(?:on|by|until|till|since|before|after|dated?|starting|el|del|hasta|desde|dia|fecha|appt|appointment|"
    r"cita|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|lunes|martes|miercoles|jueves|viernes|sabado|"
    r"domingo)[,.:]?\s{0,2}(?:the\s|el\s)?$"
)
_REACH: Final = 24
_FAR: Final = 40
#: Words before a number with points that make it a date: "vaccinated 3.8.21", "dada de alta el 2.9.23".
_DATED: Final = re.compile(
    r"(?<!\w)(?:on|since|until|till|dated?|dob|d\.o\.b\.?|born|seen|vaccinated|vaccine|shot|booster|given|received|done|"
    r"admitted|discharged|visit(?: of)?|appointment|appt|surgery|operated|diagnosed|dx|lmp|started|stopped|drawn|"
    r"performed|implanted|removed|placed|expired|died|signed|resulted|collected|follow ?up|f/u|exam|el|del|desde|hasta|"
    r"dia|fecha|vacunad[oa]|vacuna|vist[oa]|nacio|nacid[oa]|operad[oa]|ingreso|egreso|alta|cita|control|fur|fum|"
    r"colocad[oa]|tomad[oa]|hech[oa]|realizad[oa])[,:]?\s{1,2}(?:was\s|is\s|on\s|of\s|el\s|the\s|de\s)?"
    r"(?:(?:here|there|again|aqui|in|at|by|with|en|con|por)\s(?:[a-z]{2,12}\s){0,2}(?:on\s|el\s)?)?$"
)
_LISTED: Final = re.compile(
    r"(?<![\w.])\d{1,2}\.\d{1,2}\.\d\d\s?(?:,|-|/|and|to|y|al|or|o|thru|through)\s?"
    r"(?:[a-z]{2,12}\s){0,2}$"
)
_VERSION: Final = re.compile(
    r"(?<!\w)(?:versions?|ver|v|ios|android|build|app|update[ds]?|upgrade[ds]?|chapter|section|release|firmware|software|"
    r"fw|rule|step|figure|table|capitulo|seccion|actualizacion|actualiz[aoe]\w*|windows|macos|chrome|regla|ip)(?!\w)"
)


def scored_of_ten(text: str, found: "re.Match[str]") -> bool:
    """Return whether "9/10", in a text of pain and scales, is a score and no day in October."""
    if _OF_TEN.fullmatch(found[0]) is None:
        return False
    return _DAY.search(text[max(0, found.start() - _REACH) : found.start()]) is None


def told_dotted(text: str, start: int) -> bool:
    """Return whether what stands before "3.8.21" tells that it is a date, and nothing there speaks of a version."""
    before = text[max(0, start - _FAR) : start]
    if _VERSION.search(before):
        return False
    listed = _LISTED.search(before)
    return _DATED.search(before) is not None or (listed is not None and told_dotted(text, start - len(listed[0])))
