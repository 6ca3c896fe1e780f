"""Spanish turns of phrase about what is kept and what stands: "el día cámbielo, la hora déjela", "la tengo mañana"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.life_words import LIFE
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _given_later(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me pueden dar la cita un poquito más tarde" as moving it."""
    give, *rest = match.symbols
    fits = scene.asked in _OPENING and not _GIVING.isdisjoint(give.word.split())
    return [as_cat(give, "MOVE", "cambiar"), *rest] if fits else None


_GIVING: Final = word_set("dar darme darnos dan da poner ponerme ponernos dejar dejarme pasar pasarme den diera dieran")


def _the_one_there(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read ", la del 16, muévanla" as the one that is to be moved."""
    the, _of, *day = match.symbols[1:]
    if scene.asked not in _OPENING:
        return None
    return [match.symbols[0], as_cat(the, "HAVEAPPT", "la tengo"), *day]


def _next_week(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "toda la semana no puedo, pásemela a la próxima" with its unit."""
    unit = next(symbol for symbol in match.symbols if symbol.cat == "UNIT")
    last = match.symbols[-1]
    if unit.value not in {"week", "month"}:
        return None
    return [*match.symbols[:-1], last, Symbol("UNIT", unit.value, last.last, last.last, unit.word)]


def _he_has(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi hermano, él tiene consulta el viernes" as the one that stands."""
    has = match.symbols[-1]
    if scene.asked not in _OPENING or has.word not in {"tiene", "tienen", "tenia", "tenian"}:
        return None
    return [*match.symbols[:-1], as_cat(has, "HAVEAPPT", "tengo")]


def _hour_stays(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cámbiame el día nomás, la hora déjala igual" as another day at the same hour, and the other way round."""
    unit = match.symbols[-2]
    kept = match.symbols[-1]
    stays = kept.cat == "KEEP" or not {"igual", "misma", "mismo", "bien"}.isdisjoint(kept.word.split())
    if scene.asked not in {*_OPENING, Asked.WHEN} or unit.value not in {"hour", "day"} or not stays:
        return None
    before = list(match.symbols[:-3])
    if unit.value == "hour":
        return [*before, as_cat(unit, "SAMETIME", "a la misma hora")]
    return [*before, as_cat(unit, "EL", "el"), as_cat(unit, "SAME", "mismo"), unit]


def _mine_is(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la mía que es el 20" as the one that stands."""
    mine, *_that, is_ = match.symbols
    if scene.asked not in _OPENING or is_.word.split()[0] not in {"es", "era", "esta", "cae"}:
        return None
    the = [as_cat(is_, "EL", "el")] if is_.word.endswith(" el") else []
    return [mine, as_cat(is_, "HAVEAPPT", "es"), *the]


def _named_only(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "una cita con Rivas" as with a provider of that name."""
    with_, name = match.symbols
    if name.word not in NAMES or name.word in LIFE or with_.word != "con" or scene.asked not in {*_OPENING, Asked.WHEN}:
        return None
    return [with_, as_cat(name, "DRTITLE", "doctor"), name]


def _will_not_go(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi niño no va a ir a su terapia" with no other wish as calling it off."""
    said = " ".join(symbol.word for symbol in match.symbols)
    if scene.asked not in _OPENING or not any(word in said for word in _GOING):
        return None
    return [as_cat(match.symbols[0], "CANCEL", "cancelar")]


_GOING: Final = (
    "no va a ir",
    "no va a asistir",
    "no va a poder ir",
    "no va a acudir",
    "no van a ir",
    "no ira",
    "no asistira",
)


def _other_days_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "diálisis martes y jueves, así que otro día" as any day but those."""
    if scene.asked is not Asked.WHEN:
        return None
    days = [symbol for symbol in match.symbols if symbol.cat in {"WD", "WDS"}]
    head = match.symbols[0]
    spread = [[as_cat(day, "AND", "y"), Symbol("WDS", day.value, day.first, day.last, day.word)] for day in days]
    listed = [symbol for each in spread for symbol in each][1:]
    listed[-1].last = match.symbols[-1].last
    return [as_cat(head, "ANYTIME", "cualquier dia"), as_cat(head, "EXCEPT", "menos"), as_cat(head, "LOS", "los"),
            *listed]  # fmt: skip


def _days_off(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "descanso miércoles y jueves" as every such day."""
    head, *days = match.symbols
    if head.word not in _OFF or scene.asked is not Asked.WHEN:
        return None
    every = [Symbol("WDS", day.value, day.first, day.last, day.word) if day.cat == "WD" else day for day in days]
    return [as_cat(head, "AVAIL", "puedo"), as_cat(head, "LOS", "los"), *(each for each in every if each.cat != "EL")]


_OFF: Final = word_set("descanso libro descansamos libramos libre")


def _from_here_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "de aquí a fin de mes", "de aquí al viernes" as by then."""
    head, *rest = match.symbols
    if head.word not in {"de aqui", "de aca", "desde ahora", "desde hoy", "de hoy", "de ahora", "desde ya"}:
        return None
    return [as_cat(head, "UNTIL", "hasta"), *(symbol for symbol in rest if symbol.cat != "TO")]


def _said_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "ayer" of "ayer saqué una cita para el 19"."""
    when, *rest = match.symbols
    return rest if scene.asked in _OPENING and when.value is not None and when.value < 0 else None


def _soonest_of(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "lo más temprano de la semana próxima" as the soonest in that week, not as before it."""
    head = match.symbols[0]
    fits = head.word.startswith(("mas temprano", "mas pronto")) and match.get("UNIT") in {"week", "month"}
    return [as_cat(head, "SOONEST", "lo mas pronto"), *match.symbols[1:]] if fits else None


def _near_to(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "muévame la cita lo más cerca posible del 20" as around that day."""
    *before, near, _of = match.symbols
    if scene.asked not in {*_OPENING, Asked.WHEN} or "cerca" not in near.word:
        return None
    moves = [as_cat(near, "TOW", "para")] if before else []
    return [*before, *moves, as_cat(near, "AROUND", "alrededor de")]


def _these_days_of_month(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "los días 22, 23 y 24" like "el 22, 23 y 24"."""
    return [as_cat(match.symbols[0], "EL", "el")] if match.get("UNIT") == "day" else None


def _week_of_it(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a mayo, cualquier día de la primera semana" as the first week of May."""
    month = next(symbol for symbol in match.symbols if symbol.cat == "MON")
    *_rest, the, place, unit = match.symbols
    if unit.value not in {"week", "fortnight"}:
        return None
    return [the, place, unit, as_cat(unit, "OF", "de"), month]


def _once_off(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "trabajo de 8 a 5, saliendo" as after that."""
    if _AFTERWARDS.isdisjoint(match.symbols[-1].word.split()):
        return None
    hours = [symbol for symbol in match.symbols if symbol.cat in {"NUM", "CLOCK", "AND", "HALF"}]
    last = max(index for index, symbol in enumerate(hours) if symbol.cat in {"NUM", "CLOCK"})
    head = match.symbols[0]
    return [as_cat(head, "AFTER", "despues de"), as_cat(head, "LAS", "las"), *hours[last:]]


_AFTERWARDS: Final = word_set("saliendo salir luego despues salida")


def _not_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mañana, o si no hasta el lunes" as Monday."""
    return [match.symbols[0]] if match.symbols[1].word == "hasta" and scene.asked is Asked.WHEN else None


def _so_much_more(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "dos semanas más" in answer to "when?" as so much later."""
    *before, more = match.symbols
    return [*before, as_cat(more, "LATER", "mas tarde")] if more.word == "mas" and scene.asked is Asked.WHEN else None


_DATE: Final = "(EL|WD|NUM|ORD|OF|MON|MANANA|REL|THIS|NEXT|QUEVIENE)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(AVAIL|TAKE|X|FILL) (LA|POSS) (APPT|VISIT) (?=(UN|X|FILL)* (LATER|EARLIER))", "MOVE", _given_later),
        rule(
            f"(COMMA|STOP) (LA|EL) OF {_DATE}+ (?=(COMMA|AND|STOP)* (FILL|WE|LA)* (MOVE|MOVEUP|MOVEBACK|CANCEL))",
            "HAVEAPPT",
            _the_one_there,
        ),
        rule("UNIT ((?!(END|UNIT|Q)).)* (MOVE|MOVEBACK|BOOK|YES) (TO|FOR|TOW|IN) LA NEXT(?=(END|STOP|COMMA|FILL"
            "|THANKS|Q))",
             "UNIT", _next_week),
        rule("(KIN|POSS (X|FILL)+) (COMMA|AND|REPEAT|EL|X|FILL)* AVAIL(?=(UN|NUM)? (APPT|VISIT))", "HAVEAPPT", _he_has),
        rule("(MOVE|NEED|MOVEUP|MOVEBACK) ((?!(END|Q)).)* (COMMA|BUT|AND) (LA|EL) UNIT (KEEP|X|FILL|SAME|WORKS|YES)"
             "(?=(END|STOP|THANKS|FILL|COMMA|REPEAT))", "SAMETIME", _hour_stays),
        rule("POSS REPEAT? (CODEIS|FILL|THIS)(?=(EL|NUM|WD|MANANA|REL))", "HAVEAPPT", _mine_is),
        rule("WITH X(?=(END|STOP|COMMA|EL|LA|FOR|THIS|NEXT|MANANA|REL|WD|IN|POR|TO|Q|FILL))", "DRTITLE", _named_only),
        rule("(NO|CANT) (YES|X|WE|TO|FILL|WORKS)+(?=TO? (LA|POSS|EL)? (APPT|VISIT) ((?!(MOVE|CANCEL|NEED|TOW|FOR|MOVEUP"
             "|MOVEBACK|ALTS|AVAIL|Q)).)*END)", "CANCEL", _will_not_go),
        rule("^((?!(END|STOP|BUT|AVAIL|WORKS|YES|CANT|NO|CLOCK|NUM|PART|TARDE)).)* WD ((COMMA|AND|LOS|EL|OR)* WD)*"
             " (COMMA|FILL|STOP)* ALTS UNIT?(?=(END|STOP|FILL|THANKS))", "ANYTIME", _other_days_then),
        rule("X (EL|LOS)? (WD|WDS) ((AND|COMMA|OR|EL|LOS)* (WD|WDS))*", "AVAIL", _days_off),
        rule("FROMNOW TO?(?=(ENDOF|EL|WD|UNIT|MON))", "UNTIL", _from_here_to),
        rule("WITH X(?=APPT)", "X", lambda m, _s: [m.symbols[-1]] if m.symbols[-1].word in {"otra", "otro"} else None),
        rule("BEFORE (LA|EL|THIS)* (NEXT|FOLLOWING)? UNIT", "SOONEST", _soonest_of),
        rule("((MOVE|MOVEUP|MOVEBACK) (POSS|LA|APPT|VISIT|WE|FILL)*)? SOONEST OF(?=(EL|WD|MANANA))", "AROUND",
             _near_to),
        rule("LOS UNIT(?=NUM)", "EL", _these_days_of_month),
        rule("MON (COMMA|BUT|FILL|TOW)* (ANY|ANYTIME|ALTS)? (OF|IN)? LA (ORD|LAST) UNIT(?!OF)", "UNIT", _week_of_it),
        rule("NOT LAS? (NUM|CLOCK) (AND HALF)? TO LAS? (NUM|CLOCK) (AND HALF)? (COMMA|AND|STOP)* (X|LATERIN"
            "|AFTER)(?=END)",
             "AFTER", _once_off),
        rule("OR UNTIL(?=(EL|LA|WD|NEXT))", "OR", _not_until),
        rule("^(FILL|COMMA)* (NUM|UN) UNIT FILL(?=(END|STOP|THANKS))", "LATER", _so_much_more),
        rule("REL (WE|X|BOOK)(?=(UN|LA|POSS)? (APPT|VISIT))", "X", _said_then),
    )
)  # fmt: skip
