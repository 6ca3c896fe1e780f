"""Spanish turns of phrase heard at the front desk: "los demás días puedo", "la quería para el jueves, no el martes"."""

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


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


_REST: Final = word_set("demas otros resto otro")
_DAYS: Final = frozenset({"LOS", "WD", "WDS", "AND", "OR", "COMMA"})


def _other_days(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "los martes llevo a mi hijo a terapia, los demás días puedo" as any day but Tuesdays."""
    rest = match.symbols[-1]
    if _REST.isdisjoint(rest.word.split()):
        return None
    end = next(at for at, symbol in enumerate(match.symbols) if symbol.cat not in _DAYS)
    named = [_recurring(symbol) for symbol in match.symbols[:end] if symbol.cat in {"WD", "WDS"}]
    head = match.symbols[0]
    return [rest, as_cat(head, "EXCEPT", "menos"), as_cat(head, "LOS", "los"), *_listed(named), as_cat(rest, "COMMA")]


def _recurring(day: Symbol) -> Symbol:
    """Return a weekday as one that comes again and again."""
    return Symbol("WDS", day.value, day.first, day.last, day.word)


def _listed(days: list[Symbol]) -> list[Symbol]:
    """Return days with an "and" between them."""
    spread = [[as_cat(day, "AND", "y"), day] for day in days]
    return [symbol for each in spread for symbol in each][1:]


def _any_such_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "que caiga en sábado", "una cita en lunes o martes" as any such day."""
    head = next(symbol for symbol in match.symbols if symbol.cat == "IN")
    if head.word != "en" or scene.asked not in {*_OPENING, Asked.WHEN}:
        return None
    return [_recurring(symbol) if symbol.cat == "WD" else symbol for symbol in match.symbols if symbol is not head]


def _both_of_them(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "los dos" of "miércoles o jueves, los dos en la mañana"."""
    *before, _the, number = [symbol for symbol in match.symbols if symbol.cat != "UNIT"]
    return before if number.value in _FEW else None


_FEW: Final = range(2, 6)


def _all_of_mine(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mis dos citas de diciembre" as all of them."""
    mine, number, *appointments = match.symbols
    if scene.asked not in _OPENING or number.value not in _FEW:
        return None
    return [mine, *appointments, as_cat(number, "ALLOF", "todas")]


def _after_tomorrow(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the "pasado" of "mañana a primera hora o pasado a última" as the day after tomorrow."""
    *before, past = match.symbols
    return [*before, Symbol("REL", 2, past.first, past.last, "pasado manana")]


def _meant_this_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la quería para el jueves, no para el martes" as moving it from the one day to the other."""
    if scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NO", "NOT", "EXCEPT"})
    it = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NEED", "HAVEAPPT"})
    right = [symbol for symbol in match.symbols[it + 1 : at] if symbol.cat not in {"FOR", "COMMA", "AND", "BUT"}]
    wrong = [symbol for symbol in match.symbols[at + 1 :] if symbol.cat not in {"FOR", "COMMA"}]
    head = match.symbols[0]
    return [as_cat(head, "MOVE", "cambiar"), as_cat(head, "APPT", "cita"), as_cat(head, "OF", "de"), *wrong,
            as_cat(head, "TOW", "para"), *right]  # fmt: skip


def _it_is_at(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero mi cita más temprano, está a las once" as the hour it has now."""
    *before, is_ = match.symbols
    if scene.asked not in _OPENING or is_.word not in {"esta", "es", "estaba", "seria", "era", "cae", "quedo"}:
        return None
    return [*before, as_cat(is_, "HAVEAPPT", "la tengo")]


def _both_are(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "las dos son" of "las dos son el viernes" as both of them, not as an hour."""
    if scene.asked not in {*_OPENING, Asked.WHICH_APPOINTMENT} or match.get("NUM") not in _FEW:
        return None
    are = match.symbols[-1]
    if are.word not in {"son", "eran", "estan", "caen", "las tengo", "tengo"}:
        return None
    return [as_cat(match.symbols[0], "ALLOF", "las dos"), as_cat(are, "HAVEAPPT", "tengo")]


def _from_then_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "de ahí en adelante" behind "estoy ocupada hasta el 25", which says it already."""
    bound = match.symbols[0]
    open_ended = bound.cat == "STARTING" or "hasta" in bound.word.split()
    return [symbol for symbol in match.symbols if symbol.cat != "AFTERTHAT"] if open_ended else None


def _better_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "mejor" of "cambiar la del lunes porque trabajo hasta las seis, mejor un sábado" as what is wished."""
    *told, better = match.symbols
    if scene.asked not in _OPENING or better.word != "mejor":
        return None
    why = next((at for at, symbol in enumerate(told) if symbol.word in _BECAUSE), len(told))
    return [*told[:why], as_cat(better, "TOW", "para")]


_BECAUSE: Final = word_set("porque pq xq pk xk")


def _all_recur(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "miércoles y domingos" as every Wednesday and every Sunday."""
    return [_recurring(symbol) if symbol.cat == "WD" else symbol for symbol in match.symbols]


_WDS: Final = "(WD|WDS)"
_LIST: Final = f"LOS {_WDS} ((COMMA|AND|OR|LOS)* {_WDS})*"
_DATE: Final = "(EL|WD|WDS|NUM|ORD|OF|MON|MANANA|REL|QUEVIENE|THIS|NEXT)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(
            f"{_LIST} ((?!(END|STOP|BUT|AVAIL|WORKS|YES|NEED|ANYTIME|CANT|EXCEPT|Q)).)+ ANYTIME", "ANYTIME", _other_days
        ),
        rule(
            "^((?!(END|HAVEAPPT|HAVEQ|POSS|CANCEL|STATUS|MOVE)).)* IN WD ((OR|AND|COMMA)+ (IN|EL)? WD)*"
            "(?!(NUM|QUEVIENE|PASTADJ|NEXT|ENOCHO|EL NUM|OF|IN DUR|FOLLOWING))",
            "WDS",
            _any_such_day,
        ),
        rule(
            "(?<!(AFTER|BEFORE|UNTIL|BETWEEN|TO)) (LOS|LAS) NUM UNIT?(?=(IN|POR|TO LAS|BEFORE|AFTER|PART|EARLY))",
            "FILL",
            _both_of_them,
        ),
        rule("POSS NUM APPT", "ALLOF", _all_of_mine),
        rule(
            "(MANANA|REL) ((?!(END|STOP|WD|MON|UNIT)).)* (OR|AND|COMMA)"
            " PASTADJ(?=(PART|IN|POR|TO|TARDE|EARLY|AFTER|BEFORE|END|STOP|COMMA|Q|FILL|WORKS|YES))",
            "REL",
            _after_tomorrow,
        ),
        rule(
            "(CORRECT ((?!(END|Q|WD|NUM)).)*|(LA|WE|COMMA|REPEAT)) (NEED|HAVEAPPT) FOR "
            f"{_DATE}+ (COMMA|AND|BUT)* (NO|NOT|EXCEPT) FOR? {_DATE}+(?=(END|STOP|COMMA|FILL|THANKS))",
            "MOVE",
            _meant_this_day,
        ),
        rule(
            "(APPT|VISIT) ((?!(END|Q|THIS|HAVEAPPT)).)* (COMMA|STOP|AND|REPEAT)+ (FILL|THIS|CODEIS)"
            "(?=(TO LAS|FOR (EL|LAS|MANANA)|EL (WD|NUM)|MANANA|NUM))",
            "HAVEAPPT",
            _it_is_at,
        ),
        rule(
            "(MOVE|MOVEUP|MOVEBACK) ((?!(END|Q|TOW|TO|FOR|CORRECT|OR|NOT)).)* CORRECT"
            "(?=(FOR|UN|EL|LA|LOS|IN|POR|NEXT|THIS)* (WD|WDS|NUM|MANANA|REL|PART|TARDE|UNIT|WEEKEND|MON))",
            "TOW",
            _better_then,
        ),
        rule("(?<!(EL|OF|THIS|NEXT|LA))WD ((COMMA|AND|OR) WD)* (AND|OR|COMMA) WDS", "WDS", _all_recur),
        rule("LAS NUM (FILL|HAVEAPPT|X)(?=(EL|LOS|MANANA|WD|REL|IN|THIS|FOR|OF))", "ALLOF", _both_are),
        rule(f"(AFTER|STARTING) {_DATE}+ (COMMA|AND|STOP)* AFTERTHAT", "AFTER", _from_then_on),
    )
)
