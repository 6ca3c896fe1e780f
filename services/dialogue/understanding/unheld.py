"""What an answer cannot hold, whatever was understood: a date no calendar has, a wish that was lost on the way."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from services.dialogue.commands import Command, Constrain
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import compile_pattern, find
from services.dialogue.understanding.grammar.values import DAY
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH

_NEGATIONS: Final = frozenset({"NOT", "CANT", "BAD", "NEGAVOID", "EXCEPT", "MENOS", "NOR"})
_IMPOSSIBLE: Final = (
    compile_pattern("(NUM|ORD) OF? (THE|EL)? MON"),
    compile_pattern("MON (THE|EL)? (NUM|ORD)(?!AMPM|OCLOCK|UNIT|COLON)"),
)


_LEAP_YEAR: Final = 2028


def names_impossible_date(facts: Facts) -> bool:
    """Tell whether a date was said that no calendar has: the 31st of April."""
    for pattern in _IMPOSSIBLE:
        found = find(pattern, facts.words)
        if found is not None and not _exists(found.get("MON"), found.get("NUM", "ORD")):
            return True
    return False


def _exists(month: int, day: int) -> bool:
    """Tell whether a month has such a day; numbers beyond any month are years."""
    if not 28 < day <= 31:  # noqa: PLR2004  the days that some months lack
        return True
    first = date(_LEAP_YEAR, month, 1)
    return (first + DAY * (day - 1)).month == month


def lost_wish(facts: Facts) -> bool:
    """Tell whether an "after" or "before" measures by something unknown, and no time was understood."""
    kept = [symbol for symbol in facts.symbols if symbol.cat not in {"EL", "LA", "LAS", "LOS", "THE", "OF"}]
    return any(
        one.cat in {"AFTER", "BEFORE", "UNTIL"} and two.cat in {"X", "UNIT", "POSS", "VAGUEDAY"}
        for one, two in pairwise(kept)
    )


def lost_distance(facts: Facts) -> bool:
    """Tell whether it is to move by so many days or weeks from a time that is not known here."""
    units = [two for one, two in pairwise(facts.words) if two.cat == "UNIT" and (one.cat, two.value) != ("THE", "day")]
    return facts.has("MOVEUP", "MOVEBACK") and bool(units)


def refuses_someone(facts: Facts) -> bool:
    """Tell whether a provider is ruled out, which a command has to hold; naming an appointment needs no such."""
    if facts.asked is Asked.WHICH_APPOINTMENT:
        return False
    return any(
        two.cat == "DRTITLE" and (one.cat in _NEGATIONS or (one.cat == "BUT" and facts.has("ANY", "ANYPROV")))
        for one, two in pairwise(facts.words)
    )


#: A place that is only described: "la clínica que queda por el parque".
_DESCRIBED: Final = re.compile(
    r"\b(?:clinicas?|consultorio|oficina|sucursal|sede|en la|en el)"
    r"(?: \w+)? que (?:\w+ )?(?:queda|quede|esta|este)"
    r" (?:\w+ )?(?:por|cerca|en|junto|al|frente|enfrente|atras|detras|mas|sobre|a|pegada|rumbo)\b"
)


#: Two places, of which a command holds one: "en la clínica del centro o en la del norte".
_TWO_PLACES: Final = re.compile(
    r"\b(?:clinica|consultorio|oficina|sucursal|sede|hospital|centro|norte|sur)\b.* o (?:en |a )?(?:la|el)"
    r" (?:del?|de la|otra|otro|sede|clinica|sucursal)\b"
)


#: A place named without its kind, where clinics were spoken of: "cambiar de clínica, a la de Coyoacán".
_THE_ONE_IN: Final = re.compile(
    r"\b(?:clinicas?|sucursal|sede|consultorio|hospital|unidad)\b.* (?:a|en|para) (?:la|el) (?:de|de el|de la) (?!"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|las?\b|los\b|manana|hoy|el\b|\d|ahora|doctora?|dentista)\w"
)


def lost_place(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether a place was described by what is near it, and no command holds one."""
    said = " ".join(token.text for token in facts.tokens if token.kind != "mark")
    wished = [command for command in commands if isinstance(command, Constrain)]
    if not any(each.place for each in wished) and commands and _THE_ONE_IN.search(said):
        return True
    if any(each.place for each in wished) and _TWO_PLACES.search(said):
        return True
    return bool(wished) and not any(each.place for each in wished) and _DESCRIBED.search(said) is not None


def several_providers(facts: Facts) -> bool:
    """Tell whether two providers are wished, of whom a command holds one: "Dr. Ferro or Dr. Nash"."""
    items = [
        item for item in facts.roles.items if item.symbol.cat == "PROV" and item.role == WISH and not item.negative
    ]
    return len({item.symbol.value for item in items}) > 1
