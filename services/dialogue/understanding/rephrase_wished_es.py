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


_LEAVES: Final = frozenset({"voy", "va", "vamos", "viajo", "viajamos", "mudo", "mudamos", "opero", "operan", "internan"})
_LEAVING: Final = ("salgo de", "me voy", "viajo", "salimos", "nos vamos", "se va", "voy de viaje", "salgo fuera", "sale de")


def _week_past_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la otra semana" beside an appointment of the coming week as the week after that."""
    weekday = next(symbol for symbol in match.symbols if symbol.cat == "WD")
    *before, other, unit = match.symbols
    late = weekday.value < scene.today.weekday() and weekday is not match.symbols[-2]
    if scene.asked not in _OPENING or unit.value != "week" or other.word not in {"la otra", "otra"} or not late:
        return None
    return [*before, as_cat(other, "LA", "la"), unit, as_cat(other, "FOLLOWING", "siguiente")]


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
        rule("(MOVEUP|EARLIER|BEFORE) ((?!(END|NOT|Q|UNTIL|WD)).)* (NOT|X)(?=(EL (NUM|WD)|MANANA|REL|WD))", "BEFORE", _gone_from),
        rule(
            "(HAVEAPPT|HAVEQ|POSS|VISIT|APPT) ((?!(END|Q|UNIT|MON|NUM)).)* (EL|CODEIS|HAVEAPPT) WD ((?!(END|Q|UNIT|MON|NUM)).)* OTHERONE UNIT",
            "UNIT",
            _week_past_that,
        ),
        rule("FOR SLASH", "FOR", lambda m, _s: [m.symbols[0]]),
    )
)
