"""Spanish turns of phrase about times of everyday life: "ese día hay examen", "tengo mucha fiebre"."""

from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.calendar import next_date
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})
_LAST_DAY: Final = 31
_NEAR: Final = 3


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _is_on_the(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mi cita es el cuatro a las diez" with its day apart from the verb."""
    *before, head, number = match.symbols
    if not head.word.endswith(" el") or not 1 <= number.value <= _LAST_DAY:
        return None
    return [*before, as_cat(head, "HAVEAPPT", "es"), as_cat(head, "EL", "el"), number]


def _i_can(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "hay que mover mi cita, puedo martes o jueves" as turning to the new time."""
    *before, able = match.symbols
    fits = scene.asked in _OPENING and able.word.split()[0] in {"puedo", "podria", "podemos", "podriamos"}
    return [*before, as_cat(able, "TOW", "para")] if fits else None


def _any_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mueva mi cita del nueve, cualquier tarde de esa semana" as turning to the new time."""
    *before, comma, anything = match.symbols
    return [*before, comma, as_cat(comma, "TOW", "para"), anything] if scene.asked in _OPENING else None


def _busy_that_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "ese día hay examen" before what is wished."""
    if _words(match) & {
        "cita",
        "citas",
        "puedo",
        "lugar",
        "espacio",
        "prefiero",
        "libre",
        "disponible",
        "hueco",
        "cupo",
    }:
        return None
    return [as_cat(match.symbols[-1], "COMMA", ",")]


def _about_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "dentro de quince días, de preferencia un miércoles" as the Wednesday nearest to then."""
    days = match.get("NUM") * {"day": 1, "week": 7}.get(match.get("UNIT"), 0)
    if days < WEEK.days:
        return None
    then: date = scene.today + DAY * days
    off = (match.get("WD") - then.weekday() + _NEAR) % 7 - _NEAR
    return [Symbol("DATE", one_day(then + DAY * off), match.symbols[0].first, match.symbols[-1].last, "dia")]


def _downtown(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "en el centro de Chamberí" as the place of that name."""
    lead, *_the, centre, _of, name = [symbol for symbol in match.symbols if symbol.cat not in {"EL", "LA"}]
    if centre.word != "centro" or name.word in {"salud", "ciudad"}:
        return None
    return [lead, Symbol("PLACE", f"centro de {name.word}", centre.first, name.last, name.word)]


def _not_that_early(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a cualquier hora menos muy temprano" as not early."""
    hint = match.symbols[-1]
    if match.symbols[0].cat == "EXCEPT" and not match.symbols[0].word.startswith("cualquier"):
        return None
    kinds = {"muy temprano": "NOTEARLY", "demasiado temprano": "NOTEARLY", "muy tarde": "NOTLATE",
             "demasiado tarde": "NOTLATE"}  # fmt: skip
    return [as_cat(hint, kinds[hint.word])] if hint.word in kinds else None


def _week_after_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ni esta semana ni la otra, la que sigue" as the week after next."""
    if scene.asked not in {Asked.WHEN, Asked.OFFER} or match.get("UNIT") != "week":
        return None
    start = scene.monday + WEEK * 2
    days = days_between(start, start + WEEK, broad=True)
    return [Symbol("DAYS", days, match.symbols[0].first, match.symbols[-1].last, "semana")]


def _after_that_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "entonces esos días después de esa hora", which only says it again."""
    return [as_cat(match.symbols[0], "COMMA", ",")] if "hora" in match.symbols[-1].word.split() else None


def _and_the_following(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la próxima semana por la mañana, la siguiente por la tarde" as two weeks."""
    *before, following, by = match.symbols
    if match.get("UNIT") != "week":
        return None
    the = following
    while before[-1].cat in {"LA", "UNIT"}:
        the = before.pop()
    start = scene.monday + WEEK * (1 if match.symbols[0].cat == "THIS" and match.symbols[1].cat == "UNIT" else 2)
    days = days_between(start, start + WEEK, broad=True)
    return [*before, Symbol("DAYS", days, the.first, following.last, "semana"), by]


def _month_goes_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la tengo el 28 de mayo y la quisiera antes del 25" with the month for both days."""
    excepted = match.symbols[-3].cat in {"MENOS", "EXCEPT"}
    if scene.asked not in _OPENING and not excepted:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "MON")
    first, month, last = match.symbols[at - 2].value, match.symbols[at], match.symbols[-1]
    if not 1 <= last.value <= _LAST_DAY:
        return None
    same = last.value > first or match.has("MOVEUP", "EARLIER") or match.symbols[-3].cat in {"BEFORE", "BY", "UNTIL"}
    same = same or excepted or _lies_nearer(month.value, first, last.value, scene)
    value = month.value if same else month.value % 12 + 1
    of = Symbol("OF", None, last.last, last.last, "de")
    return [*match.symbols, of, Symbol("MON", value, last.last, last.last, month.word)]


def _lies_nearer(month: int, first: int, last: int, scene: Scene) -> bool:
    """Tell whether the 12th beside the 20th of May is of May too: it is to come, and the next is further off."""
    named, meant = next_date(month, first, scene.today), next_date(month, last, scene.today)
    return named is not None and meant is not None and meant < named and first - last <= _HALF_MONTH


_HALF_MONTH: Final = 15


def _is_on_weekday(match: Match) -> list[Symbol] | None:
    """Read "lo que tengo es el lunes" with its day apart from the verb."""
    mine, head = match.symbols
    return [mine, as_cat(head, "HAVEAPPT", "es"), as_cat(head, "EL", "el")] if head.word.endswith(" el") else None


def _because_that_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "ese día" of "porque ese día opero a mi mamá"."""
    why = match.symbols[0]
    return [why] if why.word.split()[-1] in _WHY or why.word == "es que" else None


_WHY: Final = word_set("porque pq xq xk pues puesto")


def _is_ill(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "tengo mucha fiebre" as a reason, not as an appointment that stands."""
    head, *rest = match.symbols
    return [as_cat(head, "X"), *rest] if rest[-1].word in _AILING else None


_AILING: Final = word_set(
    "fiebre dolor dolores tos gripe gripa mareos mareo nauseas vomito diarrea alergia infeccion migrana calentura"
    " hinchazon hinchada hinchado prisa miedo catarro resfriado roncha ronchas comezon sarpullido inflamada inflamado"
    " molestia molestias ardor sangrado temperatura hambre"
)


def _free_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "del 14 al 18 tengo vacaciones, ahí cualquier día" as those days."""
    there = any(symbol.word in {"ahi", "alli", "entonces"} or symbol.cat == "THAT" for symbol in match.symbols)
    return [as_cat(match.symbols[-1], "AVAIL", "puedo")] if there else None


def _closed_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "el catorce no abren, verdad?" before the day that is wished."""
    closed = next(symbol for symbol in match.symbols if symbol.cat == "TOPIC").value == "hours"
    return [as_cat(match.symbols[-1], "COMMA", ",")] if closed and scene.asked in {Asked.WHEN, Asked.OFFER} else None


def _in_the_morning(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the "de mañana" behind a day as its morning."""
    comma, of, morning = match.symbols[:3]
    return [comma, as_cat(of, "IN", "en"), as_cat(of, "LA", "la"), morning]


def _weekends(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "que sea fin de semana", without an article, as any weekend."""
    *before, weekend = match.symbols
    plain = not {"el", "este", "ese", "proximo"} & set(weekend.word.split())
    return [*before, as_cat(weekend, "WEEKENDS", "fines de semana")] if plain else None


def _some_days(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "retrasar la consulta del lunes unos tres días" as three days."""
    return [symbol for symbol in match.symbols if symbol.cat not in {"UNOS", "AROUND"}]


def _names_its_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "hoy sábado" on a Saturday as today."""
    day = match.symbols[0]
    ahead = 1 if day.cat == "MANANA" else day.value
    if not isinstance(ahead, int) or (scene.today + DAY * ahead).weekday() != match.get("WD"):
        return None
    return [day]


def _of_the_eyes(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la de la vista" in answer to "which appointment?" as that visit."""
    *before, part = match.symbols
    if scene.asked is not Asked.WHICH_APPOINTMENT or part.word not in _BODY:
        return None
    return [before[0], before[1], Symbol("VISIT", None, part.first, part.last, part.word)]


_BODY: Final = word_set(
    "vista ojos ojo dientes muelas muela pie pies corazon piel oido oidos espalda rodilla presion azucar sangre huesos"
    " cabeza estomago pulmones garganta nariz brazo hombro cadera tobillo mano manos rinon"
)


RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(POSS|APPT|VISIT) (FILL|X)* CODEIS NUM(?=(TO|OF|IN|POR|COMMA|STOP|AND|BUT|END))", "EL", _is_on_the),
        rule("(MOVE|MOVEUP|MOVEBACK) (POSS|LA|APPT|VISIT|FILL)* (COMMA|STOP|AND) (FILL|WE)* WORKS(?=(EL|LOS)?"
             " (WD|WDS|MANANA|REL|NUM))",
             "TOW", _i_can),
        rule("(MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|TOW|FOR|CANT|BAD)).)* COMMA (ANY|ANYTIME)(?!(END"
             "|STOP))", "TOW", _any_then),
        rule("(BUT|COMMA|AND|STOP) THAT UNIT (FILL|WE)* (AVAIL|HAVEAPPT|X) (UN|FILL|X|VISIT|EL|LA|OTHERONE)+"
             " (COMMA|STOP|BUT|Q)+",
             "COMMA", _busy_that_day),
        rule("(IN|FROMNOW)? NUM UNIT COMMA? (AVAIL|FILL|NEED|IN)* (UN|IN|EL)* WD(?!(TO|FROMNOW|NEXT|QUEVIENE))", "DATE",
             lambda m, s: _about_then(m, s) if m.has("UN", "AVAIL") else None),
        rule("(IN|TO|WITH) (EL|LA)? X OF (EL|LA)? X", "PLACE", _downtown),
        rule("ANYTIME (MENOS|EXCEPT) (LATER|EARLIER)|EXCEPT (LATER|EARLIER)", "NOTEARLY", _not_that_early),
        rule("(NO|NOT|NOR) THIS UNIT (NOR|AND) (OTHERONE|LA (QUEVIENE|FOLLOWING)|NEXT) UNIT? (COMMA|BUT|FILL)*"
             " (LA|EL)? UNIT? (QUEVIENE|FOLLOWING|OTHERONE|AFTERTHAT) (AFTERTHAT|FILL)*", "DAYS", _week_after_those),
        rule("(COMMA|AND|STOP) FILL* THAT UNIT AFTERTHAT", "COMMA", _after_that_hour),
        rule("(THIS|NEXT|UNIT|LA)+ (UNIT|QUEVIENE|NEXT) (IN|POR) LA (MANANA|TARDE) (COMMA|AND|OR|BUT)+"
             " (LA UNIT? (FOLLOWING|QUEVIENE|NEXT)|OTHERONE UNIT?) (IN|POR)(?=LA (MANANA"
             "|TARDE))", "DAYS", _and_the_following),
        rule("((MOVE|MOVEUP|MOVEBACK|HAVEAPPT|POSS) ((?!(END|STOP|Q|MON)).)*)? EL (NUM|ORD) OF MON ((?!(END|MON|OR"
             "|NOR)).)* EL NUM"
             "(?!(OF|MON|UNIT|AMPM|COLON|OCLOCK|NUM))", "MON", _month_goes_on),
        rule("POSS CODEIS(?=(WD|MANANA|REL))", "EL", lambda m, _s: _is_on_weekday(m)),
        rule("(X|FILL|STARTING) (FILL|WE)* THAT UNIT", "X", _because_that_day),
        rule("HAVEAPPT (UN|FILL|X|LOS|LA|EL)* X", "X", _is_ill),
        rule("(HAVEAPPT X|NOT) (COMMA|AND|FILL)+ (X|THAT UNIT|FILL) (WE|FILL|YES)* (ANYTIME|WORKS"
             "|AVAIL)", "AVAIL", _free_then),
        rule("((EL NUM|EL WD|WD|REL|MANANA) )? (OF MON)? NO TOPIC (COMMA|X|FILL|YES|REPEAT)* (Q|COMMA|STOP|BUT)"
             "(?=.*(WD|NUM|MANANA|REL))", "COMMA", _closed_then),
        rule("(?<=(TARDE|MANANA|PART)) LOS NUM UNIT(?=(END|STOP|COMMA))", "FILL", lambda _m, _s: []),
        rule("COMMA OF MANANA (LOS NUM UNIT?)?(?=(END|STOP))", "MANANA", _in_the_morning),
        rule("(AVAIL|NEED|IN|FOR|UN|WORKS) WEEKEND(?!(QUEVIENE|NEXT|FOLLOWING|OF))", "WEEKENDS", _weekends),
        rule("(MOVEBACK|MOVEUP) ((?!(STOP|Q|END|TOW|FOR|COMMA)).)* (UNOS|AROUND) NUM UNIT", "MOVEBACK", _some_days),
        rule("(LA|EL) OF (LA|EL|LOS|LAS)? X(?=(END|STOP))", "VISIT", _of_the_eyes),
        rule("(REL|MANANA) COMMA? WD", "REL", _names_its_weekday),
    )
)  # fmt: skip
