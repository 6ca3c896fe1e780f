"""Spanish turns of phrase about hours and the visit they belong to: "22 a las 11", "la cita del 18 pásenla"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _given_for_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quería el turno para el 20 y me lo dieron para el 27" as moving it to the 20th."""
    wanted, *rest = match.symbols
    gave = max(index for index, symbol in enumerate(rest) if symbol.cat in {"X", "BOOK", "FILL", "TAKE"})
    given = not _GAVE.isdisjoint(rest[gave].word.split())
    if scene.asked not in _OPENING or not given or wanted.word.split()[0] not in {"queria", "pedi", "necesitaba"}:
        return None
    right = [symbol for symbol in rest[:gave] if symbol.cat in _DATED]
    wrong = [symbol for symbol in rest[gave + 1 :] if symbol.cat in _DATED]
    return [as_cat(wanted, "MOVE", "cambiar"), as_cat(wanted, "POSS", "mi"), as_cat(wanted, "APPT", "cita"),
            as_cat(wanted, "OF", "de"), *wrong, as_cat(wanted, "TOW", "para"), *right]  # fmt: skip


_GAVE: Final = word_set("dieron pusieron agendaron dio puso agendo programaron apuntaron anotaron asignaron")
_DATED: Final = frozenset({"EL", "WD", "NUM", "OF", "MON", "MANANA", "REL"})


def _cannot_that_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la de las tres del jueves no puedo" as the one that stands."""
    *before, the, _of = match.symbols
    return [*before, as_cat(the, "HAVEAPPT", "tengo")] if scene.asked in _OPENING else None


def _then_the_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "así que la cita del 18 pásenla después" as the patient's own."""
    first, the, *rest = match.symbols
    return [first, as_cat(the, "POSS", "mi"), *rest] if scene.asked in _OPENING else None


def _of_the_morning(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "es de tarde, la quiero de mañana" as in the morning."""
    *before, morning = match.symbols
    return [*before, as_cat(morning, "LA", "la"), morning]


def _rather_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "puede ser en la mañana mi cita del 22" as moving it to that day's morning."""
    may, *rest = match.symbols
    if scene.asked not in _OPENING:
        return None
    at = next(index for index, symbol in enumerate(rest) if symbol.cat == "POSS")
    return [as_cat(may, "MOVE", "cambiar"), *rest[at:], as_cat(may, "TOW", "para"), *rest[:at]]


def _else_the_other(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esta semana, si no la otra" as this week or the next."""
    unit = next(symbol for symbol in match.symbols if symbol.cat == "UNIT")
    *before, other = match.symbols
    if unit.value != "week" or other.word not in {"la otra", "otra"}:
        return None
    kept = [symbol for symbol in before if symbol.cat not in {"Q", "COMMA", "STOP"}]
    named = Symbol("UNIT", "week", other.last, other.last, "semana")
    return [*kept, as_cat(other, "LA", "la"), named, as_cat(other, "QUEVIENE", "que viene")]


def _day_and_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "22 a las 11" as a day and its hour."""
    *before, day, to, las, hour = match.symbols
    number = hour.value if hour.cat == "NUM" else hour.value[0]
    if scene.asked is not Asked.WHEN or not _NOON < day.value <= _LAST_DAY or number > day.value:
        return None
    return [*before, as_cat(day, "EL", "el"), day, to, las, hour]


_NOON: Final = 12
_LAST_DAY: Final = 31


def _whichever(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "el que sea" in answer to "when?" as any day."""
    any_ = match.symbols[0]
    fits = scene.asked is Asked.WHEN and any_.word in {"el que sea", "la que sea", "cualquiera", "el que haya"}
    return [as_cat(any_, "ANYTIME", "el que sea")] if fits else None


def _not_until_then(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "no puedo los lunes hasta después de las cinco" as Mondays from five on."""
    return [*(symbol for symbol in match.symbols[1:] if symbol.cat in {"LOS", "EL", "WD", "WDS", "AND"}),
            as_cat(match.symbols[0], "AFTER", "despues de")]  # fmt: skip


def _to_that_half(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿me la podéis poner por la tarde?" as to then."""
    verb = match.symbols[0]
    return [verb, as_cat(verb, "TOW", "para")] if scene.asked in _OPENING else None


def _so_long_before(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "póngame la del 24 dos días antes" as moving that one."""
    verb, _the, of = match.symbols
    if scene.asked not in _OPENING:
        return None
    return [as_cat(verb, "MOVE", "cambiar"), as_cat(verb, "POSS", "mi"), as_cat(verb, "APPT", "cita"), of]


def _of_day_move(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "de mañana pasarla a pasado" as moving tomorrow's."""
    *before, of = [symbol for symbol in match.symbols if symbol.cat != "FILL"]
    return [*before, as_cat(of, "HAVEAPPT", "tengo")] if scene.asked in _OPENING else None


def _to_day_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "pasarla a pasado" as to the day after tomorrow."""
    *before, past = match.symbols
    return [*before, Symbol("REL", 2, past.first, past.last, "pasado manana")]


_DATE: Final = "(EL|WD|NUM|OF|MON|MANANA|REL)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(MOVE|MOVEUP|MOVEBACK)(?=(POR|IN) LA (TARDE|MANANA|PART))", "TOW", _to_that_half),
        rule(f"(MOVE|BOOK|BOOKAPPT|TAKE) LA OF(?={_DATE}+ (UN|NUM) UNIT (BEFORE|AFTER|LATER|EARLIER))", "MOVE",
             _so_long_before),
        rule("^FILL* OF(?=(MANANA|REL|EL WD|EL NUM|WD) COMMA? (MOVE|MOVEUP|MOVEBACK))", "HAVEAPPT", _of_day_move),
        rule("(MOVE|MOVEUP|MOVEBACK) (TO|FOR|TOW) PASTADJ(?=(END|STOP|COMMA|Q|FILL|TO|IN|POR))", "REL", _to_day_after),
        rule(f"NEED (LA|EL|UN|POSS)* (APPT|VISIT)? FOR {_DATE}+ (AND|BUT|COMMA)+ (WE|FILL|LA|EL)* (X|BOOK|FILL|TAKE)"
             f" (LA|APPT)* (FOR|IN)? {_DATE}+(?=(END|STOP|COMMA|Q|FILL))", "MOVE", _given_for_another),
        rule("^(HELLO|COMMA|FILL|STOP)* (LA|EL) OF(?=(EL|LAS|NUM|CLOCK|AND|HALF|OF|WD|MANANA|REL)+ CANT"
             " ((?!(END)).)*(WORKS|AVAIL|NEED|MOVE|YES))", "HAVEAPPT", _cannot_that_one),
        rule("(REPEAT|COMMA|BUT|AND|STOP) LA (APPT|VISIT) (OF|FOR)(?=((?!(END|Q|STOP|NEED)).)*(MOVE|MOVEUP|MOVEBACK))",
             "POSS", _then_the_one),
        rule("OF TARDE ((?!(END|STOP)).)* (OF|FOR) MANANA(?=(END|STOP|COMMA|Q))", "LA", _of_the_morning),
        rule("AVAIL (IN|POR) LA (MANANA|TARDE|PART) POSS (APPT|VISIT) OF "
             f"{_DATE}+(?=(END|STOP|Q|COMMA))", "MOVE", _rather_then),
        rule("(THIS|LA) UNIT (Q|COMMA|STOP|FILL)* OR OTHERONE(?=(END|STOP|COMMA|FILL|THANKS|Q))", "OR",
             _else_the_other),
        rule("^(FILL|COMMA)* NUM TO LAS (NUM|CLOCK)", "EL", _day_and_hour),
        rule("ANYPROV", "ANYTIME", _whichever),
        rule("CANT (LOS|EL)? (WD|WDS) ((AND|LOS|EL)* (WD|WDS))* UNTIL AFTER", "AFTER", _not_until_then),
    )
)  # fmt: skip
