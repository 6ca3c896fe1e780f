"""Spanish turns of phrase about what is moved and where to: "es la de las diez", "hasta el mes que viene"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, days_between
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _no_other(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out the "y no quiero otra" behind what is cancelled; alone it is a no."""
    *before, more = match.symbols
    return before if any(symbol.cat == "CANCEL" for symbol in before) else [*before, as_cat(more, "NO", "no")]


def _job(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "trabajo" of "un examen para el trabajo" as the job, not as being busy."""
    *before, job = match.symbols
    return [*before, as_cat(job, "X", "chamba")] if job.word in {"trabajo", "turno", "clases", "clase"} else None


def _any_day_of_next(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cualquier día de la semana próxima" with its week."""
    head, *coming_ = match.symbols
    if not head.word.endswith("la semana"):
        return None
    return [as_cat(head, "ANY"), as_cat(head, "LA", "la"),
            Symbol("UNIT", "week", head.last, head.last, "semana"), *coming_]  # fmt: skip


def _put_off_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "aplazarla hasta el mes que viene" as to then."""
    *before, until = match.symbols
    fits = until.word == "hasta" and scene.asked in {*_OPENING, Asked.WHEN}
    return [*before, as_cat(until, "TOW", "hasta")] if fits else None


def _this_coming(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "esta semana que viene" as the coming one."""
    return list(match.symbols[1:])


def _the_one_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la semana que viene no, la otra sí" as the week after."""
    *before, other, last = match.symbols
    if other.word not in {"la otra", "otra"} or match.get("UNIT") != "week":
        return None
    named = Symbol("UNIT", "week", other.last, other.last, "semana")
    return [*before, as_cat(other, "LA", "la"), named, as_cat(other, "FOLLOWING", "siguiente"), last]


def _not_that_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cancele la de mañana no, la del lunes" as Monday's only."""
    if scene.asked not in _OPENING:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NO", "CORRECT"})
    return [match.symbols[0], *(each for each in match.symbols[at + 1 :] if each.cat not in {"COMMA", "STOP"})]


def _so_many(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the number of "mover dos citas, la del jueves y la del viernes"."""
    verb, number, appointments = match.symbols
    return [verb, appointments] if 1 < number.value <= _FEW and scene.asked in _OPENING else None


_FEW: Final = 5


def _which_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the ", la del 19" behind "pásemela al 23", ", es la del jueves" behind "mover mi cita", as the one meant."""
    if scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"COMMA", "STOP", "Q"})
    it = match.symbols[at]
    named = [symbol for symbol in match.symbols[at + 1 :] if symbol.cat not in {"CODEIS", "FILL", "LA", "OF"}]
    return [*match.symbols[: at + 1], as_cat(it, "HAVEAPPT", "la tengo"), *named]


def _the_one_of(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la cita de mañana a las 8:30 muévamela" as the patient's own."""
    the = next(symbol for symbol in match.symbols if symbol.cat in {"LA", "EL"})
    if scene.asked not in _OPENING:
        return None
    return [as_cat(symbol, "POSS", "mi") if symbol is the else symbol for symbol in match.symbols]


def _coming_week(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que viene" in answer to "when?", or "esta no, la otra", as the coming week."""
    if scene.asked is not Asked.WHEN:
        return None
    other = match.symbols[-1]
    if other.cat == "OTHERONE" and other.word not in {"la otra", "otra"}:
        return None
    unit = Symbol("UNIT", "week", other.first, other.first, "semana")
    return [as_cat(match.symbols[0], "LA", "la"), unit, as_cat(other, "QUEVIENE", "que viene")]


def _in_that_week(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la próxima semana, a partir del miércoles" as from that week's Wednesday on."""
    if match.get("UNIT") != "week":
        return None
    start = scene.monday if match.has("THIS") else scene.monday + WEEK
    day = coming(match.get("WD"), start)
    low, high = _stretch(match, start, day)
    low = max(low, scene.today)
    if low >= high:
        return None
    first, last = match.symbols[0], match.symbols[-1]
    return [Symbol("DAYS", days_between(low, high, broad=True), first.first, last.last, "semana")]


def _stretch(match: Match, start: date, day: date) -> tuple[date, date]:
    """Return the first day and the end of the part of a week that a bound leaves."""
    if match.has("BEFORE"):
        return start, day
    if match.has("UNTIL", "BY"):
        return start, day + DAY
    return (day + DAY if match.has("AFTER") else day), start + WEEK


def _moved_to_them(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero cambiarla con la doctora Luna" as to her."""
    verb, with_ = match.symbols
    hangs = verb.word.split()[-1].endswith(("la", "lo", "las", "los"))
    return [verb, as_cat(verb, "TOW", "para"), with_] if hangs and scene.asked in _OPENING else None


def _of_the_week(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "de la semana" of "otro día de la semana"."""
    return [match.symbols[0]] if match.get("UNIT") == "week" and "dia" in match.symbols[0].word else None


def _out_and_back(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "salgo a comer a la una y regreso a las dos, en ese rato" as between one and two."""
    if _BACK.isdisjoint(_words(match)):
        return None
    hours = [symbol for symbol in match.symbols if symbol.cat in _HOUR]
    at = next(index for index, symbol in enumerate(hours) if symbol.cat in {"NUM", "UN", "CLOCK"}) + 1
    at = next((index for index in range(at, len(hours)) if hours[index].cat in {"LAS", "LA"}), at)
    head = match.symbols[0]
    return [as_cat(head, "BETWEEN", "entre"), *hours[:at], as_cat(head, "AND", "y"), *hours[at:]]


_BACK: Final = word_set("regreso vuelvo entro reentro regresamos volvemos entramos retorno")
_HOUR: Final = frozenset({"LAS", "LA", "NUM", "UN", "CLOCK", "HALF", "QUARTER"})


def _why_that_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "y ese día sale a las seis de la escuela" before what is to be done."""
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked in _OPENING and match.has("X", "YES") else None


def _named_week(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "la semana patria" before its days, "del trece al diecisiete"."""
    return [] if match.get("UNIT") == "week" else None


def _that_is(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "antes de las posadas" of "antes de las posadas, o sea antes del 16"."""
    says = any(symbol.word in {"o sea", "es decir", "osea", "digo"} for symbol in match.symbols)
    return [as_cat(match.symbols[0], "FILL")] if says else None


def _seen_by_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "tengo cita el 17 pero quiero que me vea otro doctor" as moving it to another."""
    *before, need, _me, sees = [symbol for symbol in match.symbols if symbol.cat != "ANYPROV"]
    if scene.asked not in _OPENING or sees.word not in _SEES:
        return None
    any_ = [as_cat(need, "ANYPROV", "otro doctor")] if match.has("ANYPROV") else []
    return [*before, as_cat(need, "MOVE", "cambiar"), as_cat(need, "TOW", "para"), *any_, as_cat(sees, "COMMA", ",")]


_SEES: Final = word_set("vea atienda revise cheque toque mire vean atiendan revisen")


def _as_you_wish(match: Match, scene: Scene) -> list[Symbol]:
    """Read "como usted quiera" in answer to "when?" as any time."""
    return [as_cat(match.symbols[0], "ANYTIME" if scene.asked is Asked.WHEN else "X")]


def _no_good(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no me sirve el lunes" as a refusal of what follows, where nothing stands before it."""
    *before, bad = match.symbols
    if scene.asked not in {Asked.WHEN, Asked.OFFER}:
        return None
    return [*before, as_cat(bad, "NOT", "que no sea")]


_DATE: Final = "(EL|WD|NUM|ORD|OF|MON|MANANA|REL|QUEVIENE|THIS|NEXT|UNIT|TO|LAS|CLOCK|AND|HALF)"
_WEEK: Final = "(THIS|(LA|EL)? (NEXT|FOLLOWING))? UNIT"
_MOVING: Final = "(MOVE|MOVEUP|MOVEBACK|CANCEL)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("ASWISHED", "ANYTIME", _as_you_wish),
        rule(
            "^(FILL|COMMA|NO|HELLO|STOP|REPEAT|BUT)* BAD(?=(NOR|EL|LA|LOS|LAS|THIS|NEXT|WD|WDS|MANANA|REL|IN"
            "|POR|PART|UNIT|TO LAS?|TARDE|WEEKEND))",
            "NOT",
            _no_good,
        ),
        rule("((?!END).)* NOMORE", "NO", _no_other),
        rule("(FOR|OF|IN|POR|WITH) (EL|POSS|UN) NOT", "X", _job),
        rule("ANYTIME (NEXT|FOLLOWING)", "ANY", _any_day_of_next),
        rule(
            f"(MOVEBACK|MOVE) (POSS|LA|APPT|VISIT|WE|FILL|{_DATE[1:]}* UNTIL(?=(AFTER|EL|LA|NEXT|WD|MON|REL|MANANA"
            "|UNIT|THIS|OTHERONE))",
            "TOW",
            _put_off_until,
        ),
        rule("THIS(?=UNIT QUEVIENE)|THIS (?=NEXT UNIT)", "FILL", _this_coming),
        rule(
            "(LA|THIS)? (NEXT)? UNIT (QUEVIENE|NEXT|FOLLOWING)? (NO|BAD|CANT|NOT|X|FILL)* (COMMA|BUT|STOP)*"
            " OTHERONE (YES|WORKS)",
            "UNIT",
            _the_one_after,
        ),
        rule(
            f"{_MOVING} (LA|EL) OF {_DATE}+ (NO COMMA|CORRECT) (LA|EL) OF {_DATE}+(?=(END|STOP|COMMA|FILL|THANKS))",
            "CANCEL",
            _not_that_one,
        ),
        rule(f"{_MOVING} NUM APPT", "MOVE", _so_many),
        rule(
            f"{_MOVING} (POSS|LA|APPT|VISIT|WE|FILL|TOW|FOR|UN|X|LATER|EARLIER|HALFHOUR|{_DATE[1:]}* (COMMA|Q)"
            f" (FILL|CODEIS)* (CODEIS (LA"
            f"|EL)|LA|EL)"
            f" (APPT)? OF {_DATE}+(?=(END|STOP|COMMA|THANKS|FILL|Q))",
            "HAVEAPPT",
            _which_one,
        ),
        rule(
            f"^(HELLO|COMMA|FILL|STOP|AND)* (LA|EL) (APPT|VISIT) (OF|FOR)(?=((?!(END|Q|NEED)).)*{_MOVING})",
            "POSS",
            _the_one_of,
        ),
        rule("^(FILL|COMMA|FOR|IN)* LA QUEVIENE(?=(END|STOP|COMMA|FILL|THANKS))", "UNIT", _coming_week),
        rule(
            "^THIS UNIT? (NO|NOT|BAD|CANT) COMMA? (BUT|FOR|COMMA)* OTHERONE(?=(END|STOP|COMMA|FILL|THANKS|YES|WORKS))",
            "UNIT",
            _coming_week,
        ),
        rule(
            f"({_WEEK} (QUEVIENE|FOLLOWING|NEXT)|THIS UNIT|(LA|EL)? (NEXT|FOLLOWING) UNIT) (COMMA|BUT|FILL)*"
            " (STARTING|AFTER|BEFORE|UNTIL|BY) EL? WD",
            "DAYS",
            _in_that_week,
        ),
        rule("MOVE WITH(?=(DRTITLE|ANYPROV))", "TOW", _moved_to_them),
        rule("ALTS OF LA UNIT(?!(QUEVIENE|NEXT|FOLLOWING|OF))", "ALTS", _of_the_week),
        rule(
            "(FILL|X|AFTER|YES) TO? (LAS|LA) (NUM|UN|CLOCK) (AND (HALF|QUARTER))? (AND|COMMA)+ X TO? (LAS|LA)"
            " (NUM|UN|CLOCK) (AND (HALF|QUARTER))? (COMMA|STOP|AND)* THENWORKS",
            "BETWEEN",
            _out_and_back,
        ),
        rule(
            f"(AND|COMMA) THAT UNIT ((?!(END|COMMA|STOP|Q|FOR|TOW|NEED|CANT|NOT|AVAIL|{_MOVING[1:]}).)+"
            f" (COMMA|STOP)(?=(FILL|WE|LA)* {_MOVING})",
            "COMMA",
            _why_that_day,
        ),
        rule("LA UNIT X(?=OF EL? NUM (TO|UNTIL) EL? NUM)", "FILL", _named_week),
        rule(
            "(BEFORE|AFTER) (LAS|LOS|LA|EL)? (X|HOLIDAYS|HOLIDAY)+ COMMA? FILL(?=(BEFORE|AFTER|UNTIL))",
            "FILL",
            _that_is,
        ),
        rule(
            "(HAVEQ|HAVEAPPT) ((?!(END|NEED|MOVE|CANCEL)).)* (BUT|AND|COMMA|STOP)+ NEED WE X ANYPROV?",
            "MOVE",
            _seen_by_another,
        ),
    )
)
