"""Spanish turns of phrase about what is wished: "el 16 puedo, el 17 no", "la última de marzo o la primera de abril"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


_WISHING: Final = frozenset({None, Asked.WHAT, Asked.WHEN})


def _but_not(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the comma of "tengo libre el 16 y el 18, el 17 no" as a but."""
    if scene.asked not in _WISHING:
        return None
    *before, comma = match.symbols
    return [*before, as_cat(comma, "BUT", "pero")]


def _works_apart(match: Match, scene: Scene) -> list[Symbol] | None:
    """Part "el 16 y el 18 puedo" from the "el 17 no" behind it."""
    if scene.asked not in _WISHING:
        return None
    *before, _comma = match.symbols
    return [*before, as_cat(before[-1], "BUT", "pero")]


def _to_that_part(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "pasarla a última hora de la mañana" as to then."""
    verb, part = match.symbols
    fits = part.word.startswith(("a ", "para ")) and scene.asked in _OPENING
    return [verb, as_cat(verb, "TOW", "a"), part] if fits else None


def _its_week_too(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la última semana de marzo o la primera de abril" as two weeks."""
    unit = next(symbol for symbol in match.symbols if symbol.cat == "UNIT")
    if unit.value not in {"week", "fortnight"}:
        return None
    return [*match.symbols, Symbol("UNIT", unit.value, match.symbols[-1].last, match.symbols[-1].last, unit.word)]


def _medical_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "anular la hora del viernes" as the appointment, as it is said in Chile."""
    verb, the, unit, of = match.symbols
    return [verb, the, as_cat(unit, "APPT", "hora"), of] if unit.value == "hour" else None


def _because_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "luego" of "porque luego entro a trabajar"."""
    why, then = match.symbols
    fits = why.word in {"porque", "pq", "xq", "que", "pues"} and then.word in {"luego", "despues", "mas tarde"}
    return [why] if fits else None


def _gone_from(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "adelantar mi cita, es que salgo de viaje el 20" as before that day."""
    *before, away = match.symbols
    leaves = away.word.startswith(_LEAVING) or away.word in _LEAVES
    if scene.asked not in {*_OPENING, Asked.WHEN} or not leaves:
        return None
    return [*before, as_cat(away, "COMMA", ","), as_cat(away, "TOW", "para"), as_cat(away, "BEFORE", "antes de")]


_LEAVES: Final = frozenset(
    {"voy", "va", "vamos", "viajo", "viajamos", "mudo", "mudamos", "opero", "operan", "internan"}
)
_LEAVING: Final = (
    "salgo de",
    "me voy",
    "viajo",
    "salimos",
    "nos vamos",
    "se va",
    "voy de viaje",
    "salgo fuera",
    "sale de",
)


def _week_past_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la otra semana" beside an appointment of the coming week as the week after that."""
    weekday = next(symbol for symbol in match.symbols if symbol.cat == "WD")
    *before, other, unit = match.symbols
    late = weekday.value < scene.today.weekday() and weekday is not match.symbols[-2]
    if scene.asked not in _OPENING or unit.value != "week" or other.word not in {"la otra", "otra"} or not late:
        return None
    return [*before, as_cat(other, "LA", "la"), unit, as_cat(other, "FOLLOWING", "siguiente")]


def _to_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "necesito otra fecha, después del 5" as moving it to then."""
    verb = match.symbols[0]
    named = verb.word.endswith(("otra fecha", "otro dia", "otro horario", "otra hora", "otra cita"))
    return [verb, as_cat(verb, "TOW", "para")] if named and scene.asked in _OPENING else None


def _has_it(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi mami tiene una cita el 22" as the one that stands."""
    has = next(symbol for symbol in match.symbols if symbol.cat == "AVAIL")
    if scene.asked not in _OPENING or has.word not in {"tiene", "tienen", "tenia", "tenian"}:
        return None
    return [as_cat(symbol, "HAVEAPPT", "tengo") if symbol is has else symbol for symbol in match.symbols]


def _hour_of_tomorrow(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi cita de las 10 de mañana" as tomorrow's, not as in the morning."""
    if scene.asked not in _OPENING:
        return None
    of, *hour, _of, tomorrow = match.symbols
    return [of, tomorrow, as_cat(tomorrow, "TO", "a"), *hour]


def _that_one_stays(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "la de mañana la dejo igual, pero" before what is to be done with another."""
    return [as_cat(match.symbols[0], "FILL")] if scene.asked in _OPENING else None


def _move_the_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cámbiame el turno de mañana" with its article apart from the verb."""
    verb, appointment = match.symbols
    if verb.word.split()[-1] != "el" or scene.asked not in _OPENING:
        return None
    return [as_cat(verb, "MOVE", "cambiame"), as_cat(verb, "POSS", "mi"), appointment]


def _nor_early(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "ni lunes ni viernes ni muy temprano" as a hint beside the days."""
    hint = match.symbols[0]
    return (
        [as_cat(hint, "BUT", "pero"), as_cat(hint, "NOTEARLY", "no muy temprano")] if hint.word[:3] == "ni " else None
    )


def _that_day_why(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "pero la van a operar ese día de los ojos" before what is to be done."""
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked in _OPENING else None


def _the_day_for(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cámbiame el lunes por el martes" as the one of Monday."""
    verb = match.symbols[0]
    if verb.word.split()[-1] != "el" or scene.asked not in _OPENING:
        return None
    *day, by = match.symbols[1:]
    named = [as_cat(verb, "APPT", "cita"), as_cat(verb, "OF", "de"), as_cat(verb, "EL", "el")]
    return [as_cat(verb, "MOVE", "cambiame"), as_cat(verb, "POSS", "mi"), *named, *day, as_cat(by, "TOW", "para")]


_DAY: Final = "(EL|LOS|LA|WD|WDS|NUM|ORD|OF|MON|MANANA|REL|THIS|NEXT|QUEVIENE|AND|OR|POR|IN|TARDE|PART)"
_ENDS: Final = "(END|STOP|COMMA|FILL|THANKS|BUT)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(
            "(AVAIL|TAKE|NEED) ((?!(END|STOP|BUT|NO|NOT|CANT|BAD|EXCEPT|MENOS|NOR|Q|COMMA)).)*"
            f" COMMA(?={_DAY}+ (NO|CANT|BAD) {_ENDS})",
            "BUT",
            _but_not,
        ),
        rule(
            f"{_DAY}+ (WORKS|YES|AVAIL) COMMA(?={_DAY}+ (NO|CANT|BAD|NOT) {_ENDS})",
            "BUT",
            _works_apart,
        ),
        rule("(MOVE|MOVEUP|MOVEBACK) PART", "TOW", _to_that_part),
        rule("LA (ORD|LAST) UNIT OF MON (OR|AND|COMMA)+ LA (ORD|LAST)(?=OF MON)", "UNIT", _its_week_too),
        rule("(CANCEL|MOVE|MOVEUP|MOVEBACK) (LA|POSS) UNIT OF(?=(EL|MANANA|WD|REL|THIS|LAS))", "APPT", _medical_hour),
        rule("(X|REPEAT|TOPIC|FILL) (LATERIN|LATER|AFTER)", "X", _because_then),
        rule(
            "(MOVEUP|EARLIER|BEFORE) ((?!(END|NOT|Q|UNTIL|WD)).)* (NOT|X)(?=(EL (NUM|WD)|MANANA|REL|WD))",
            "BEFORE",
            _gone_from,
        ),
        rule(
            "(HAVEAPPT|HAVEQ|POSS|VISIT|APPT) ((?!(END|Q|UNIT|MON|NUM)).)* (EL|CODEIS|HAVEAPPT) WD ((?!(END|Q"
            "|UNIT|MON|NUM)).)* OTHERONE UNIT",
            "UNIT",
            _week_past_that,
        ),
        rule("MOVE(?=(COMMA|FILL)* (AFTER|BEFORE|STARTING|IN|FOR|EL|LA|NEXT|TO))", "TOW", _to_another),
        rule("(POSS|EL|LA) (X|FILL|KIN|VISIT)+ (NOW)? AVAIL (UN|NUM)?(?=(APPT|VISIT))", "HAVEAPPT", _has_it),
        rule("OF LAS NUM (AND (HALF|QUARTER))? OF MANANA(?!(EN|IN|POR|OF))", "MANANA", _hour_of_tomorrow),
        rule(
            "(LA|EL) OF (EL|WD|NUM|OF|MON|MANANA|REL|LAS|THIS)+ KEEP (COMMA|BUT|AND|STOP)+(?=(LA|EL) OF)",
            "FILL",
            _that_one_stays,
        ),
        rule("MOVE (APPT|VISIT)(?=OF)", "MOVE", _move_the_one),
        rule("(?<!(COMMA|STOP|BUT))NOTEARLY", "NOTEARLY", _nor_early),
        rule(
            "(BUT|AND|COMMA) ((?!(END|COMMA|STOP|Q|BUT|MOVE|CANCEL|NEED|FOR|TOW|HAVEAPPT|HAVEQ)).)* THAT UNIT"
            " ((?!(END|COMMA|STOP|Q|BUT|MOVE|CANCEL|NEED|FOR|TOW)).)* (COMMA|STOP)(?=(FILL|WE|LA)* (MOVE|MOVEUP"
            "|MOVEBACK))",
            "COMMA",
            _that_day_why,
        ),
        rule("MOVE (WD|NUM|MANANA|REL) (OF MON)? (POR|TO|FOR|TOW)(?=(EL|WD|NUM|MANANA|REL))", "MOVE", _the_day_for),
        rule("FOR SLASH", "FOR", lambda m, _s: [m.symbols[0]]),
    )
)
