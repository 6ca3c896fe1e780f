"""Vehicle identification numbers and licence plates."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.checks import vin
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.places.states import STATES

_COLOURS: Final = "blue|red|white|black|gr[ae]y|silver|green|azul|rojo|roja|blanc[oa]|negr[oa]|gris|verde|plateado"
_STATES: Final = "|".join((*sorted(STATES, key=len, reverse=True), "chihuahua", "guanajuato"))
_LEAST_DIGITS: Final = 5
_PLATE: Final = (
    r"(?=[a-z]{0,4}[ \t\-]?\d|\d{1,4}[ \t\-]?[a-z])"
    r"(?:[a-z]{1,4}(?:[ \-]?\d{1,5}){1,2}(?:\t\d{1,5}){0,4}(?:-?[a-z]{1,3}(?![a-z]))?|"
    r"\d{1,5}(?:-?[a-z]{1,4}|"
    r"[ ](?!una|con|que|del|los|las|por|and|the|for|was|son|mil)[a-z]{3})(?![a-z])"
    r"(?:[ \t\-]?\d{1,4})?(?:\t\d{1,4}){0,3}|\d{4,8})(?![a-z0-9])"
)


def _weigh(value: str) -> int:
    """Weigh 17 characters: the check digit, else letters and digits mixed as in one."""
    if vin(value):
        return 6
    number = sum(map(str.isdigit, value))
    return 3 if number >= _LEAST_DIGITS and not value.isdigit() and value[-4:].isdigit() else 0


RULES: Final[tuple[Rule, ...]] = (
    Shape(
        Label.VEHICLE,
        (r"\b[a-hj-npr-z0-9]{17}\b", r"\b(?:[a-hj-npr-z0-9]{1,11}-){1,5}[a-hj-npr-z0-9]{0,5}\d{3}\b"),
        re.compile(r"[a-hj-npr-z0-9](?:-?[a-hj-npr-z0-9]){16}(?![a-z0-9])", re.ASCII),
        _weigh,
    ),
    Shape(
        Label.VEHICLE,
        (
            r"\b[1-9a-hj-npr-z][a-hj-npr-z0-9]{2}[ \t][a-hj-npr-z0-9]{5,6}[ \t][a-hj-npr-z0-9]{1,2}",
            r"\b(?:[a-hj-npr-z0-9][ \t]){16}[a-hj-npr-z0-9]\b",
        ),
        re.compile(r"[a-hj-npr-z0-9](?: ?[a-hj-npr-z0-9]){16}(?![a-z0-9])", re.ASCII),
        lambda value: 6 if vin(value) else 0,
    ),
    Cue(
        Label.VEHICLE,
        (r"\bv\.?i\.?n\.?s?\b", r"\bvehicle\s?(?:id|identification)[a-z]{0,12}\b", r"\b(?:chasis|bastidor|vehiculo)\b"),
        r"[a-z0-9](?:[ \t\-]?[a-z0-9]){16}(?![a-z0-9'])|[a-z0-9](?:[\t\-]?[a-z0-9]){9,19}(?![a-z0-9'])",
        least=4,
        weight=6,
    ),
    Cue(
        Label.VEHICLE,
        (
            r"\b(?:li[cs]en[sc]e|car|tag|number|vehicle)?\s?plates?\s?(?:number|num|no|#)?\b",
            r"\b(?:my|his|her|our|the)\stags?\s(?:is|are|reads?)\b",
            r"\b(?:tag|parking\spermit)\s?(?:number|no|#)\b",
            r"\b(?:pickup|truck|car|van|sedan|suv|jeep|honda|toyota|ford|chevy|nissan|kia|hyundai),?\s{1,2}tags?\b",
            r"\bplacas?\b",
            r"\bmatriculas?\b",
            r"\bpatente\b",
        ),
        rf"(?:(?:{_STATES})\s(?:is\s|es\s)?)?(?P<v>"
        rf"(?:[a-z]{{1,4}}[\t\-]?\d{{1,4}}[\t\-]?){{2,3}}(?![a-z0-9])|{_PLATE})",
        least=2,
        weight=6,
    ),
    Cue(
        Label.VEHICLE,
        (r"\btags?\b",),
        r"(?P<v>\d[a-z]{3}\d{3}|[a-z]{2,3}[ \-]?\d{4}|\d{3,4}[\-]?[a-z]{3})(?![a-z0-9])",
        least=3,
        weight=3,
    ),
    Cue(
        Label.VEHICLE,
        (r"\b(?:vehicle|vehiculo|car|carro|coche|auto|truck|camioneta|troca|suv|minivan|motorcycle|moto)\b",),
        rf"(?:(?:{_COLOURS})[ ,]{{1,3}})?"
        r"(?P<v>(?:[a-z]{2,4}[ \t\-]?\d{1,5}(?:\t\d{1,4}){0,4}|\d[a-z]{3}\d{3}|\d{3,4}[\- ]?[a-z]{3})(?![a-z0-9]))",
        least=3,
        weight=3,
    ),
)
