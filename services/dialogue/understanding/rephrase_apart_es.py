"""Spanish turns of phrase that tell two times apart: "el 24 en la mañana no, en la tarde sí"."""

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


def _other_half(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "el 24 en la mañana no puedo, en la tarde sí" as that day's afternoon."""
    end = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"IN", "POR"})
    return list(match.symbols[:end])


def _away_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Part "mover mi cita" from the "salgo de vacaciones del 15 al 30" behind it, whose "al" leads nowhere."""
    *before, comma = match.symbols
    return [*before, as_cat(comma, "STOP", ".")] if scene.asked in {*_OPENING, Asked.WHEN} else None


def _made_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la cita que saqué por internet para el 25" as the one that stands."""
    appointment, _that, *told = match.symbols
    made = any(word in _MADE for symbol in told for word in symbol.word.split())
    return [appointment, as_cat(told[0], "HAVEAPPT", "tengo")] if made and scene.asked in _OPENING else None


_MADE: Final = word_set(
    "saque hice pedi agende reserve programe aparte tome solicite sacamos hicimos pedimos agendamos reservamos dieron"
    " agendaron programaron pusieron asignaron dio puso saco hizo pidio agendo reservo tenia teniamos quedo"
)


def _week_named(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esta semana ya no, la próxima miércoles o jueves" with its unit."""
    unit = next(symbol for symbol in match.symbols if symbol.cat == "UNIT")
    last = match.symbols[-1]
    if unit.value not in {"week", "month"}:
        return None
    return [*match.symbols, Symbol("UNIT", unit.value, last.last, last.last, unit.word)]


def _from_day_to_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi cita, del martes al jueves" as moving it from the one day to the other."""
    if scene.asked not in _OPENING:
        return None
    days = [symbol for symbol in match.symbols if symbol.cat not in {"POSS", "APPT", "VISIT", "COMMA", "FILL", "HELLO"}]
    at = next(index for index, symbol in enumerate(days) if symbol.cat == "TO")
    head = match.symbols[0]
    return [as_cat(head, "MOVE", "cambiar"), as_cat(head, "POSS", "mi"), as_cat(head, "APPT", "cita"), *days[:at],
            as_cat(days[at], "TOW", "para"), *days[at + 1 :]]  # fmt: skip


def _tell_them(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "dígale a la doctora Polanco" before what is to be told."""
    return [as_cat(match.symbols[0], "FILL")] if match.symbols[0].word.startswith(_TELL) else None


_TELL: Final = ("digal", "digan", "dile", "decile", "avise", "avisal", "avisen", "comuni", "inform")


def _the_one_is(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la cita es a las 8 y ..., muévala a las 9" as the one that stands."""
    *before, the, appointment, is_ = match.symbols
    if scene.asked not in _OPENING or is_.word.split()[0] not in {"es", "era", "esta", "cae"}:
        return None
    named = [as_cat(is_, "EL", "el")] if is_.word.endswith(" el") else []
    return [*before, as_cat(the, "POSS", "mi"), appointment, as_cat(is_, "HAVEAPPT", "es"), *named]


def _arrives_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "y mi camión llega a las 8:30" before what is to be done."""
    arrives = {word for symbol in match.symbols for word in symbol.word.split()} & _ARRIVING
    return [as_cat(match.symbols[-1], "COMMA", ",")] if arrives and scene.asked in _OPENING else None


_ARRIVING: Final = word_set(
    "llega llegan llego pasa sale salgo salen salimos llegamos entra entro entran termina acaba abre"
)


def _of_that_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "lo del jueves, pasarlo a otro día", "la del 29 una semana antes" as the one that stands."""
    *before, the, _of = match.symbols
    if scene.asked not in _OPENING or the.word not in {"lo", "la", "el"}:
        return None
    return [*before, as_cat(the, "HAVEAPPT", "tengo")]


def _should_be(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "que mi cita del 19 quede para la tarde" as moving it."""
    *before, stays, leads = match.symbols
    if scene.asked not in _OPENING or stays.word not in {"quede", "fuera", "quedara", "quedase", "pase", "cayera"}:
        return None
    return [as_cat(before[0], "MOVE", "cambiar"), *before, as_cat(leads, "TOW", "para")]


def _pass_it(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "pase la cita de hoy para el lunes" as moving it."""
    verb, *rest = match.symbols
    fits = (
        verb.word in {"pase", "pasen", "pasa", "pasad", "ponga", "pongan", "pon", "poned"} and scene.asked in _OPENING
    )
    return [as_cat(verb, "MOVE", "cambie"), *rest] if fits else None


def _to_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "póngala después de las 10" as to then."""
    verb = match.symbols[0]
    return [*match.symbols, as_cat(verb, "TOW", "para")] if scene.asked in _OPENING else None


_DAYS: Final = "EL? (WD|NUM|MON|OF MON|NUM OF MON)+"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(MOVE|MOVEUP|MOVEBACK) FILL*(?=(AFTER|BEFORE|STARTING|NOEARLIER|AROUND|BETWEEN) (OF|THE|EL|LA|LAS|NUM|WD"
             "|MON|NOON|CLOCK|HOLIDAY|UNIT))", "TOW", _to_then),
        rule("^(HELLO|COMMA|FILL|STOP|AND|REPEAT)* LA (APPT|VISIT) (FILL|CODEIS|THIS)(?=(TO LAS|EL|MANANA|REL"
            "|NUM|FOR))",
             "HAVEAPPT", _the_one_is),
        rule("(AND|BUT|COMMA) (POSS|LA|EL) (X|KIN|NOT|FILL)+ (X|YES|FILL|WORKS)* TO LAS? (NUM|CLOCK) (AND (HALF"
            "|QUARTER))?"
             " (OF (LA|EL) (X|NOT|PART|TARDE|MANANA))? (COMMA|STOP)(?=(FILL|WE|LA)* MOVE)", "COMMA", _arrives_then),
        rule("^(HELLO|COMMA|STOP|FILL|AND)* WE OF(?=((?!(STOP|Q|BUT|FOR|END)).)*(MOVE|MOVEUP|MOVEBACK|CANCEL))",
             "HAVEAPPT", _of_that_one),
        rule("^(HELLO|COMMA|STOP|FILL|AND)* LA OF(?=(EL|WD|NUM|MON|OF|MANANA|REL)+ (UN|NUM) UNIT (BEFORE|AFTER|LATER"
             "|EARLIER))", "HAVEAPPT", _of_that_one),
        rule("POSS (APPT|VISIT) ((?!(END|STOP|COMMA|Q|MOVE|CANCEL)).)* X (FOR|TO)(?=(LA|EL|WD|MANANA|REL|LAS"
            "|NEXT|THIS))",
             "MOVE", _should_be),
        rule("(X|FILL) (LA|POSS) (APPT|VISIT)(?=OF)", "MOVE", _pass_it),
        rule("X TO (LA|EL)? (DRTITLE X|DRTITLE|VISIT)(?=(NO|REPEAT|NOT|CANT|FILL))", "FILL", _tell_them),
        rule(
            "(EL (NUM|WD) (OF MON)?|MANANA|REL|WD|UNIT QUEVIENE|NEXT UNIT|UNIT) (IN|POR) LA (MANANA|TARDE|PART)"
            " (CANT|BAD|NO) (COMMA|BUT|AND)+(?=(IN|POR) LA (TARDE|MANANA|PART) (YES|WORKS))",
            "EL",
            _other_half,
        ),
        rule(
            "(MOVE|MOVEUP|MOVEBACK) ((?!(END|STOP|Q|TOW|FOR|COMMA)).)* COMMA"
            "(?=((?!(END|STOP|Q|COMMA|MOVE|FOR)).)* NOT (WE|FILL)* OF EL? (NUM|WD) (TO|UNTIL) EL? (NUM|WD))",
            "STOP",
            _away_then,
        ),
        rule("(APPT|VISIT) REPEAT (WE|FILL)* (X|BOOK) (X|TOPIC|FILL|IN|POR|WITH)* FOR(?=(EL|MANANA|REL|WD|LAS))",
             "HAVEAPPT", _made_one),
        rule("UNIT (NO|NOT|BAD|CANT|X|FILL)+ (COMMA|BUT|STOP)+ LA NEXT(?!(UNIT|WD (QUEVIENE|NEXT)))", "UNIT",
             _week_named),
        rule(
            f"^(FILL|COMMA|HELLO)* (POSS (APPT|VISIT) COMMA? OF {_DAYS} TO {_DAYS}"
            f"|OF {_DAYS} TO {_DAYS} COMMA? POSS (APPT|VISIT))(?=(END|STOP|FILL|THANKS|COMMA))",
            "MOVE",
            _from_day_to_day,
        ),
    )
)  # fmt: skip
