"""Spanish turns of phrase about days and times said plainly: "antes de que acabe el mes", "toda la semana".

Like `turns`, before the grammar reads the times.
"""

from typing import Final

from services.dialogue.understanding.grammar.calendar import next_day_of_month
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


#: How events begin and end that a wish is measured by: "antes de que empiecen las clases el 25".
_ENDING: Final = ("acab", "termin", "finalic", "cierr", "conclu")
_EVENTS: Final = (
    "empiec", "empez", "empec", "empiez", "comienc", "comenz", "comienz", "inici", "llegu", "lleg", "llega", "entre",
    "vaya", "irme", "irnos", "viaj", "vuel", "volv", "regres", "cumple", "boda", "operacion", "operen", "operar",
    "cirugia", "parto", "nazca", "nacer", "venz", "venc", "bautizo", "graduacion", "mudanza", "vacacion", "viaje",
    "sal", "sea",
)  # fmt: skip
#: Daily errands, which bound the time of a day and no day.
_DAILY: Final = word_set(
    "trabajo trabajar escuela oficina chamba colegio kinder turno clase hija hijo hijos ninos nino"
)


def _event(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "antes de irme de viaje el 28" as before that day, "antes de que acabe el mes" as before its end."""
    bound, *told = match.symbols
    words = [word for symbol in told for word in symbol.word.split()]
    if not _DAILY.isdisjoint(words):
        return None
    if any(word.startswith(_ENDING) for word in words) and bound.cat == "BEFORE":
        return [bound, as_cat(bound, "ENDOF")]
    return [bound] if any(word.startswith(_ENDING + _EVENTS) for word in words) else None


def _whole(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "toda" of "toda la semana que viene", the "completa" behind it."""
    return [] if match.symbols[0].word in _ALL else None


def _whole_this(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "toda la semana" as this week."""
    whole, _the, unit = match.symbols
    if whole.word not in _ALL or unit.value not in {"week", "month"}:
        return None
    return [as_cat(whole, "THIS"), unit]


_ALL: Final = word_set("todo toda entera entero completa completo enterita completita todito todita")


def _of_the_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "del día" of "las once del día"."""
    return [] if match.get("UNIT") == "day" else None


def _same_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mañana veintinueve" as one day, where tomorrow is the 29th."""
    head, number = match.symbols[0], match.get("NUM", "ORD", "UN")
    day = scene.today + DAY * int(head.value)
    if number != day.day or next_day_of_month(number, scene.today) != day:
        return None
    return [Symbol("DATE", one_day(day), head.first, match.symbols[-1].last, head.word)]


def _without_last(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out the "para" of "la tengo para el 14", which leads to no new time."""
    return list(match.symbols[:-1])


def _uncounted(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "dos" of "tengo dos citas"."""
    has, number, appointments = match.symbols
    return [has, appointments] if 1 < number.value <= _FEW else None


_FEW: Final = 5


def _of_them(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "dos" of "mis dos hijos"."""
    return [match.symbols[0]] if 1 < match.get("NUM") <= _FEW else None


def _the_coming(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esta semana no puedo, la que viene sí" with its unit."""
    unit = next(symbol for symbol in match.symbols if symbol.cat == "UNIT")
    if unit.value not in {"week", "month"}:
        return None
    last = match.symbols[-1]
    after = match.symbols[2].cat in {"QUEVIENE", "NEXT"} and last.cat == "FOLLOWING"
    return [
        *match.symbols[:-1],
        Symbol("UNIT", unit.value, last.first, last.first, unit.word),
        last if after else as_cat(last, "QUEVIENE"),
    ]


def _that_hour(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "no puedo a esa hora" as a refusal of the time, not of its day."""
    return [as_cat(match.symbols[0], "BAD", "no puedo a esa hora")]


#: Being at work, which a bare "no" behind another day takes back.
_AT_WORK: Final = word_set("trabajo trabajamos curro laboro clase clases turno guardia trabajar ocupado ocupada")


def _not_at_work(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "los lunes trabajo, los martes no" as free on Tuesdays."""
    busy = next(symbol for symbol in match.symbols if symbol.cat == "NOT")
    if busy.word.split()[-1] not in _AT_WORK or busy.word.startswith("no "):
        return None
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "WORKS")]


def _not_before(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "así que no antes de las diez" as from ten on, "que no después de las tres" as by three."""
    head, bound = match.symbols
    if head.word not in {"que no", "pero no", "y no"}:
        return None
    return [as_cat(bound, "NOEARLIER" if bound.cat == "BEFORE" else "BY")]


def _studies(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "estudio en las mañanas" as not free then."""
    only = match.symbols[0]
    return [as_cat(only, "NOT")] if only.word in {"estudio", "estudia", "entreno", "estudiamos", "laboro"} else None


def _by_so_much(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mueva la cita una semana", "recórrala una hora" as later by so much."""
    verb, unit = match.symbols[0], match.symbols[-1]
    running = any(word.startswith(("corr", "recorr")) for word in verb.word.split())
    if not running and unit.value in {"hour", "minute"}:
        return None
    return [*match.symbols, as_cat(unit, "LATER", "mas tarde")]


def _same_date(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la misma fecha" as the same day."""
    same, named = match.symbols
    return [same, Symbol("UNIT", "day", named.first, named.last, "dia")] if named.word == "fecha" else None


#: Verbs of leaving, which move an appointment when a time follows: "déjela el mismo día pero a las doce".
_LEAVE: Final = word_set("dejela dejala dejelo dejalo dejarla dejarlo dejemosla dejemoslo dejame dejeme")


def _leave_at(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "déjela para el lunes" as moving."""
    head = match.symbols[0]
    return [as_cat(head, "MOVE")] if head.word in _LEAVE else None


def _aged(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the age in "mi niño de 3 años", "tiene 8 años"."""
    return [] if match.get("UNIT") == "year" and match.symbols[0].word in {"de", "d", "tiene"} else None


def _back_again(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "salgo de vacaciones y regreso hasta el 20" as from then on: the refusal ends there."""
    last = match.symbols[-1]
    returns = {"regreso", "vuelvo", "regresamos", "volvemos", "vuelta"} & set(last.word.split())
    return [as_cat(last, "BUT"), last] if returns else None


def _before_that(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no tiene nada antes del viernes" as before that day."""
    head = match.symbols[0]
    return [as_cat(head, "AVAIL"), as_cat(head, "BEFORE")] if head.word.endswith(" antes") else None


def _see_you(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no, gracias, nos vemos el martes", "hasta el lunes" at the end of a talk as a goodbye."""
    head = match.symbols[0]
    ends = scene.asked is Asked.ANYTHING_ELSE or (scene.asked is Asked.CONFIRM and head.cat == "BYE")
    return [as_cat(head, "BYE")] if ends else None


def _for_now(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "ahorita no puedo" before the time that is wished."""
    if not any(symbol.word.startswith("ahor") for symbol in match.symbols):
        return None
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked in {Asked.WHEN, Asked.OFFER} else None


def _which_days(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "qué días" of "qué días tienen libres"."""
    head = match.symbols[0]
    return [] if head.word in {"que", "q", "k", "ke"} and match.get("UNIT") in {"day", "hour"} else None


def _if_so(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "mejor" of "si hay el sábado mejor, y si no el lunes"."""
    return [] if match.symbols[0].word == "mejor" else None


def _of_unit(unit: str) -> Builder:
    """Return a builder that leaves out "el mes de" before "abril", "la semana" before "del 24 al 28"."""
    return lambda match, _scene: [] if match.get("UNIT") == unit else None


def _away_until(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "hasta febrero puedo, ando fuera" as from then on, as it is meant in Mexico."""
    return [
        as_cat(match.symbols[0], "STARTING"),
        *(each for each in match.symbols[1:] if each.cat not in {"COMMA", "WORKS", "NOT", "WE", "FILL", "REPEAT", "X"}),
    ]


_DAY: Final = (
    "(LA|EL|LAS|LOS|THIS|NEXT)* (WD|MANANA|REL|NUM OF MON|NUM(?!UNIT)|ORD|NDATE|UNIT|MON|HOLIDAY|HOLYWEEK|WEEKEND)"
)
_TOLD: Final = "(REPEAT|FILL|X|POSS|LA|LAS|LOS|EL|CODEIS|NAMEIS|TO|WE|OF|IN|NOT|FOR|HAVEAPPT|VAGUEDAY|AVAIL|VISIT)"
_UNTIL: Final = "UNTIL (EL|LA|WD|NUM|OF|MON|UNIT|QUEVIENE|OTHERONE|NEXT|ORD|MANANA|REL)+"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(f"(BEFORE|AFTER) {_TOLD}+?(?={_DAY})", "BEFORE", _event),
        rule("(?<!(WD|UNIT|MON|NUM|REL|MANANA|ORD)) PASTADJ(?=EL (NUM|ORD|HOLIDAY))", "AFTER",
             lambda m, _s: [as_cat(m.symbols[0], "AFTER")]),
        rule("(X|ALLOF) (LA|EL) UNIT(?!(OF|QUEVIENE|NEXT|FOLLOWING|COMING))", "THIS", _whole_this),
        rule("(X|ALLOF)(?!(EL|LA) WD (AND|OR|COMMA))"
             "(?=(LA|EL|LAS|LOS|THIS|NEXT|MON|MANANA|WEEKEND|EL UNIT OF))", "FILL", _whole),
        rule("(?<=(UNIT|TARDE|MANANA|PART|WD|QUEVIENE|MON)) X", "FILL", _whole),
        rule("(?<=(NUM|CLOCK|HALF|QUARTER|UN|NOON)) OF EL UNIT(?!(NUM|ORD|WD|QUEVIENE|FOLLOWING|NEXT|OF))", "FILL",
             _of_the_day),
        rule("(MANANA|REL) EL? (NUM|ORD)"
             "(?!(UNIT|AMPM|OF LA|COLON|AND (HALF|QUARTER|NUM)|TO NUM|DASH|OCLOCK|MENOS))", "DATE", _same_day),
        rule("(HAVEAPPT|HAVEQ) APPT? FOR(?=(EL|LA|WD|MANANA|REL|NUM))", "HAVEAPPT", _without_last),
        rule("POSS APPT (CODEIS|FILL) UNTIL(?=(EL|LA|WD|MANANA|REL|NUM|MON|NEXT))", "HAVEAPPT", _without_last),
        rule("POSS NUM(?=(X|KIN|PERSON))", "POSS", _of_them),
        rule(
            "(THIS|LA|EL) UNIT ((?!(Q|END|UNIT|LA|EL)).)* (LA|EL) (QUEVIENE|NEXT|FOLLOWING)"
            "(?!(UNIT|WD|MON|ONE|APPT|WEEKEND|NUM))",
            "UNIT",
            _the_coming,
        ),
        rule("(CANT|BAD) THENWORKS", "BAD", _that_hour),
        rule("(EL|LA)? UNIT OF(?=MON)", "FILL", _of_unit("month")),
        rule("LA? UNIT(?=OF EL? NUM (TO|UNTIL) EL? NUM)", "FILL", _of_unit("week")),
        rule("(WD|WDS|MANANA|REL) NOT (COMMA|AND|BUT|LOS|EL)* (WD|WDS) ((COMMA|AND|LOS|EL)* (WD|WDS))*"
             " NO(?=(END|STOP|COMMA))",
             "WORKS", _not_at_work),
        rule("(NO|NOT|EXCEPT) (BEFORE|AFTER)(?=(LAS|LA|EL|NUM|CLOCK|NOON|WD))", "BY", _not_before),
        rule("X(?=(IN|POR) (LA|LAS) (TARDE|MANANA|MANANAS|PART))", "NOT", _studies),
        rule("(OF|AVAIL) NUM UNIT(?!(AFTER|BEFORE|LATER|FROM))", "FILL", _aged),
        rule("(?<=NOT) (AND|COMMA|FILL)? STARTING", "BUT", _back_again),
        rule(
            "(?<=(WD|WDS|NUM|TARDE|MANANA|WEEKEND|WEEKENDS|REL|UNIT|MON|QUEVIENE)) (CANT|BAD) (?=ANYTIME)",
            "CANT",
            lambda m, _s: [m.symbols[0], as_cat(m.symbols[0], "COMMA", ",")],
        ),
        rule("EARLIER OF(?=(EL|LA|LAS|LOS|WD|NUM|MON|THAT|NOON|CLOCK|UNIT))", "BEFORE", _before_that),
        rule(f"(BYE|UNTIL) (EL|LA|LOS)? {_DAY} (OF MON|QUEVIENE)?(?=(END|STOP|COMMA|Q|THANKS))", "BYE", _see_you),
        rule("^(HELLO|COMMA|FILL|NO)* (NOW|NO) (CANT|BAD)(?=(AROUND|IN|FOR|EL|LA|WD|UNTIL|MANANA|REL))",
            "COMMA", _for_now),
        rule("(CORRECT|INSTEADADV|WORKS)(?=(COMMA|AND|STOP)* OR)", "FILL", _if_so),
        rule("EL UNIT OF(?=(REL|MANANA|WD))", "FILL", _of_unit("day")),
        rule("(REPEAT|X|FILL) UNIT(?=FILL* AVAIL)", "FILL", _which_days),
        rule("SAME FILL", "SAME", _same_date),
        rule(
            "(KEEP|NEVERMIND)(?=(FOR|EL (WD|NUM|SAME)|TO LAS?|WD|MANANA (TO|IN|POR)|REL|IN LA (TARDE|MANANA)))",
            "MOVE",
            _leave_at,
        ),
        rule("MOVE (POSS|LA|EL|APPT|VISIT|FILL|OF|WD|REL|MANANA)* (UN|NUM) UNIT(?=(END|COMMA|STOP|Q|AND|BUT|FILL))",
             "LATER", _by_so_much),
        rule("HAVEAPPT NUM APPT", "HAVEAPPT", _uncounted),
        rule(f"{_UNTIL} FILL? WORKS (COMMA|WE|FILL|REPEAT|X)* NOT", "STARTING", _away_until),
    )
)  # fmt: skip
