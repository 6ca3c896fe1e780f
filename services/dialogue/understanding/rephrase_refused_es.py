"""Spanish turns of phrase that refuse: "no salgo antes de las 4", "la próxima semana, el lunes no"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


#: Verbs of getting away, which a "no ... before" measures.
_GETS_AWAY: Final = word_set(
    "salgo salir sale salen salimos saldre desocupo desocupa desocupamos desocupar termino termina terminan terminamos"
    " terminar alcanzo alcanza alcanzamos llego llega llegamos llegar deja dejan dejaron estoy esta estamos despierto"
    " levanto abren regreso regresa regresamos vuelvo vuelve volvemos quedo queda puedo puede podemos podria libero"
    " librar libro suelta sueltan acabo acaba acabamos acabar"
)


def _not_away_before(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi jefe no me deja salir antes de las 4" as from four on."""
    bound = match.symbols[-1]
    words = {word for symbol in match.symbols[1:-1] for word in symbol.word.split()}
    if words.isdisjoint(_GETS_AWAY) or scene.asked not in _WISHING or match.symbols[0].word not in {"no", "que no"}:
        return None
    return [as_cat(bound, "NOEARLIER" if bound.cat == "BEFORE" else "BEFORE")]


def _yes_then_no(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "el lunes sí puedo el martes no" with the clauses apart."""
    last = match.symbols[-1]
    return [*match.symbols, Symbol("BUT", None, last.last, last.last, "pero")]


def _period_without(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la próxima semana, el lunes no" as that week without its Monday."""
    if scene.asked not in _WISHING:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"WD", "WDS"})
    start = next(index for index in range(at, 0, -1) if match.symbols[index - 1].cat in _PERIOD_ENDS)
    days = [symbol for symbol in match.symbols[start:-1] if symbol.cat != "BUT"]
    head = match.symbols[start]
    rest = days[1:] if days[0].cat == "COMMA" else days
    return [*match.symbols[:start], as_cat(head, "EXCEPT", "menos"), *rest]


_PERIOD_ENDS: Final = frozenset({"UNIT", "QUEVIENE", "MON", "NEXT", "FOLLOWING"})


def _rather_this(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "prefiero la mañana a la tarde" as the morning."""
    head = match.symbols[0]
    if not head.word.startswith(("prefiero", "preferiria", "preferimos", "me gusta mas")):
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "TO")
    return list(match.symbols[:at])


def _other_time_of_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mañana por la mañana no, por la tarde" as tomorrow afternoon."""
    no = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NO", "CANT", "BAD"})
    day = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"WD", "MANANA", "REL"})
    if scene.asked is Asked.CONFIRM and match.symbols[0].cat == "NO":
        return None
    rest = [symbol for symbol in match.symbols[no + 1 :] if symbol.cat not in {"COMMA", "BUT", "STOP"}]
    return [*match.symbols[: day + 1], *rest]


def _then_yes(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "ni el 16, el 17 sí" with the clauses apart."""
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "BUT", "pero")]


def _no_driving(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no manejo de noche" as not at night."""
    head, verb, *rest = match.symbols
    return [as_cat(head, "NOT"), *rest] if verb.word in _AT_NIGHT else None


_AT_NIGHT: Final = word_set("manejo conduzco veo salgo circulo viajo camino gusta maneja")


def _either_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "da igual mañana que pasado" as one of two days."""
    any_, *day, that, last = match.symbols
    same = "igual" in any_.word.split() or "mismo" in any_.word.split()
    if not same:
        return None
    last = Symbol("REL", 2, last.first, last.last, last.word) if last.cat == "PASTADJ" else last
    return [*day, as_cat(that, "OR", "o"), last]


def _for_when(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cámbiela para cuando pueda, que es los jueves" as leading to the new time."""
    *rest, when = match.symbols
    return [*rest, as_cat(when, "TOW")] if when.word.startswith("para cuando") else None


def _busy_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi hija tiene escuela hasta las 3" as after three."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if words.isdisjoint(_BUSY) or scene.asked not in _WISHING or {"puede", "libre", "puedo"} & words:
        return None
    return [as_cat(match.symbols[-1], "AFTER")]


_BUSY: Final = word_set(
    "escuela clase clases entrenamiento entreno colegio kinder guarderia practica practicas trabaja trabajan futbol"
    " cole karate natacion catecismo actividades tareas curso"
)


def _if_not_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "si no hay el jueves entonces el viernes" as one of two days."""
    head, *rest = match.symbols
    at = next(index for index, symbol in enumerate(rest) if symbol.cat in {"FILL", "COMMA", "CORRECT"})
    return [*rest[:at], as_cat(head, "OR", "o")] if head.word.startswith("si no") else None


_DAY: Final = "(WD|WDS|MANANA|REL|NUM|QUEVIENE|WEEKEND|WEEKENDS|TARDE|UNIT|MANANAS|PART)"
_TIME: Final = (
    "(POR|IN|TO|OF|AROUND)+ (LA|LAS|EL)? (TARDE|MANANA|PART|NUM|CLOCK|NOON|UN)"
    " (AND (HALF|QUARTER|NUM)|AMPM|OF LA (TARDE|MANANA))*"
)
_PERIOD: Final = "(NEXT UNIT|UNIT (QUEVIENE|NEXT|FOLLOWING)|OTHERONE UNIT|THIS UNIT)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(NO|NOT) (WE|FILL)* (X|NEVERMIND|FILL|WE|OF|IN|EL|LA|THIS|TO)+ (BEFORE|AFTER)"
             "(?=(LAS|LA|EL)? (NUM|CLOCK|NOON|UN|HALF))", "NOEARLIER", _not_away_before),
        rule(f"(?<={_DAY})(YES|WORKS)+(?=(EL|LA|LOS|LAS|POR|IN|THIS)* {_DAY} (NO|CANT|BAD)(END|STOP|COMMA))", "BUT",
             _yes_then_no),
        rule(f"{_PERIOD} COMMA? BUT? (EL|LOS)? (WD|WDS) ((COMMA|AND|NOR|EL|LOS)+ (WD|WDS))* (NO|CANT|BAD)"
             "(?=(END|STOP|REPEAT|X))", "EXCEPT", _period_without),
        rule(f"(WD|MANANA|REL) {_TIME} (NO|CANT|BAD) (COMMA|BUT)+ {_TIME}(?=(YES|WORKS|END|STOP|FILL))", "WD",
             _other_time_of_day),
        rule("(?<=(NO|NOR|CANT|BAD|NOT))(EL|LOS|LA)* (NUM|WD|WDS) (OF MON)? COMMA"
             "(?=(EL|LA|LOS)? (NUM|WD|WDS) (OF MON)? (YES|WORKS)(END|STOP|COMMA|Q))", "BUT", _then_yes),
        rule("(POSS|KIN|LOS|EL|LA) (X|VISIT|KIN)* (AVAIL|HAVEAPPT|X|THIS|NOT) (IN|LA|EL|X|VISIT)* UNTIL"
             "(?=(LAS|LA) (NUM|UN|CLOCK))", "AFTER", _busy_until),
        rule("(OR|NO) (EL|LA|LOS)? (WD|MANANA|REL) (FILL|COMMA|CORRECT)+(?=(EL|LA|LOS)? (WD|MANANA|REL))", "OR",
             _if_not_then),
        rule("NO X (OF|IN|POR) LA? PART", "NOT", _no_driving),
        rule("(ANYTIME|ANYOFFER|ANY) (WD|MANANA|REL) REPEAT (WD|REL|PASTADJ)(?=(END|STOP|COMMA))", "OR", _either_day),
        rule("(MOVE|MOVEUP|MOVEBACK) (POSS|LA|APPT|OF|KIN|X)* WHENQ", "TOW", _for_when),
        rule(f"(AVAIL|WORKS|NEED) (EL|LA|LOS|LAS|POR)* {_DAY} TO (EL|LA|LOS|LAS) {_DAY}(?=(END|STOP|COMMA))", "FILL",
             _rather_this),
    )
)  # fmt: skip
