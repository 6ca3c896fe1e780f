"""The words a date is written with: months, weekdays and what stands between day, month and year."""

from typing import Final

from services.gateway.redaction.word_list import word_list, word_set

_ENGLISH: Final = word_list("january february march april may june july august september october november december")
_SPANISH: Final = word_list("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_SHORT: Final = (
    "jan",
    "feb",
    "mar",
    "apr abr",
    "",
    "jun",
    "jul",
    "aug ago",
    "sep sept set",
    "oct",
    "nov",
    "dec dic",
)
#: As they are mistyped and misheard.
_MISSPELT: Final = {
    1: "janurary januray janaury jaunary enro",
    2: "febuary feburary febrary februrary febuery febreo frebrero febr",
    3: "marh marchh marso",
    4: "apirl aprl april's arpil abirl",
    6: "juin jume",
    7: "jully julyy",
    8: "agust augst augest agoto",
    9: "setiembre setember septmber septembre setptember sepember septimbre septembr septienbre",
    10: "octber ocotber octobre otubre octubr",
    11: "novmber novembre novemeber nobember nobiembre noviembr novienbre",
    12: "decmber decembre dicember desember dicembre disiembre diciembr dicienbre",
}


def _months() -> dict[str, int]:
    """Return every spelling with the number of its month, as folded."""
    found = {"ene": 1}
    for names in (_ENGLISH, _SPANISH):
        found |= {name: at + 1 for at, name in enumerate(names)}
    for at, short in enumerate(_SHORT):
        found |= dict.fromkeys(short.split(), at + 1)
    for month, misspelt in _MISSPELT.items():
        found |= dict.fromkeys(misspelt.split(), month)
    return found


#: Every spelling of a month, folded, with its number.
MONTHS: Final = _months()
#: Months that are words or names too: they need more than a bare number beside them.
AMBIGUOUS: Final = word_set("may march mar jan set ago sep dec nov apr abr marh")
#: Abbreviations that are other words in the other language ("2 weeks ago", "a set of 3"): a link or a year must follow.
WEAK: Final = frozenset({"ago", "set"})
WEEKDAYS: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri "
    "sat sun lunes martes miercoles jueves viernes sabado domingo lun mie jue vie sab dom tuseday "
    "wendesday wensday thrusday"
)
#: Words that end a number as a rank: 4th, 1st, 2nd, 3rd, 1o, 1ro.
RANKS: Final = word_set("st nd rd th ro er do")
OF: Final = frozenset({"of", "de", "del", "d"})
THE: Final = frozenset({"the", "el"})
#: Words between the two ends of a range, or two days named together.
TO: Final = word_set("to through thru and or al a y e o u till til until hasta")
#: Separators said aloud.
SLASHES: Final = word_set("slash dash hyphen diagonal barra guion raya")
#: What is counted or measured: a number before one of these is no day of the month.
UNITS: Final = word_set(
    "am pm hour hours hr hrs minute minutes min mins second seconds day days week weeks month months year "
    "years hora horas minuto minutos segundo segundos dia dias semana semanas mes meses ano anos time "
    "times vez veces mg ml mcg g kg lb lbs pound pounds cm mm percent o'clock people pills tablets doses "
    "oclock personas pastillas tabletas dosis kilos libras grados degrees points puntos dollars pesos "
    "dolares miles millas pill tablet dose siblings kids children hijos patients pacientes appointments "
    "citas refills a.m p.m noche manana tarde"
)
