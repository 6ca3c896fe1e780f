"""Days and hours told by what happens then: "before my trip on the 3rd", "after my shift, which ends at two".

Like `rephrase`, before the grammar reads the times; both languages.
"""

from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.grammar.calendar import next_day_of_month, safe_date
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.rephrase_narrowed import covering
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})
#: What happens on a day that the patient knows.
_EVENTS: Final = word_set(
    "birthday trip vacation wedding surgery exam exams finals flight holiday graduation anniversary recital due"
    " starts start begins begin leave leaving cumpleanos viaje boda operacion cirugia examen examenes graduacion"
    " mudanza aniversario vacaciones vuelo empiezan empieza empiece empiecen comienzan salimos viajo"
)
#: What ends at an hour.
_ENDS: Final = word_set(
    "ends end finishes finish over done out off lets gets get dismissed sale salgo salgan salen salimos termina termino"
    " terminan acaba acabo acaban cierra cierro"
)
_WHICH: Final = word_set("which thats that que is es on del el at")


def _words(symbols: Sequence[Symbol]) -> set[str]:
    """Return the single words of symbols."""
    return {word for symbol in symbols for word in symbol.word.split()}


def _bound_by_event(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "after my birthday, which is the ninth" as after that day."""
    head, *inner = match.symbols
    words = _words(inner)
    bare = {"on", "el", "del", "the"} & words or words & _WHICH
    if not (words & _EVENTS and bare):
        return None
    return [head, as_cat(inner[-1], "THE", "the")]


def _bound_by_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "after my shift, which ends at two" as after that hour."""
    head, *inner, last = match.symbols
    return [head, last] if _words(inner) & _ENDS else None


def _of_that_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Saturday morning, October 7" as that one morning."""
    weekday = match.symbols[0]
    part_at = next(at for at, symbol in enumerate(match.symbols) if symbol.cat in _HALVES)
    part, rest = match.symbols[part_at], match.symbols[part_at + 1 :]
    month = next((symbol.value for symbol in rest if symbol.cat == "MON"), None)
    number = next((symbol.value for symbol in rest if symbol.cat in {"NUM", "ORD"}), 0)
    if month is None:
        day = next_day_of_month(number, scene.today)
    else:
        day = safe_date(scene.today.year, month, number)
        day = safe_date(scene.today.year + 1, month, number) if day is not None and day < scene.today else day
    if day is None or day.weekday() != weekday.value:
        return None
    dated = [symbol for symbol in rest if symbol.cat in {"MON", "NUM", "ORD", "OF", "THE", "EL"}]
    before = match.symbols[1:part_at]
    return [*dated, *(symbol for symbol in before if symbol.cat in {"IN", "POR", "LA"}), covering(part, rest[-1])]


_HALVES: Final = frozenset({"PART", "MANANA", "TARDE"})


def _told_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the weekday of "today, it's Saturday I know", "hoy aunque sea sábado"."""
    day = match.symbols[0]
    weekday = next(symbol for symbol in match.symbols if symbol.cat == "WD")
    said = scene.today + DAY * int(day.value or 0)
    told = _words(match.symbols[1:-1]) & _TELLING
    return [covering(day, match.symbols[-1])] if told and said.weekday() == weekday.value else None


_TELLING: Final = word_set("its is being aunque sea es que even though if")


def _back_in(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la doctora dijo que volviera en un mes" as a booking for then."""
    words = _words(match.symbols)
    if scene.asked not in _OPENING or not (words & _SAYING and words & _RETURNING):
        return None
    title, name = match.symbols[:2]
    named = title.cat == "DRTITLE" and name.cat == "X" and name.word not in _SAYING
    return [as_cat(title, "BOOKAPPT", "una cita"), *([title, name] if named else [])]


_SAYING: Final = word_set("dijo dice pidio recomendo said told says wants asked ordered")
_RETURNING: Final = word_set(
    "volviera regresara viniera vuelva regrese venga volver regresar verme come back return see again followup"
)


def _they_need(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mi hijo necesita el examen físico" as a wish."""
    who, need = match.symbols
    needs = need.word in {"necesita", "ocupa", "requiere", "necesitan", "ocupan", "precisa"}
    return [as_cat(need, "NEED", "necesita"), as_cat(who, "FILL")] if needs and scene.asked in _OPENING else None


def _week_before_that(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the week before that" as the week before."""
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "BEFORE")]


def _or_the_coming(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "este sábado o el que viene" with its weekday."""
    this, day, link, *_the, last = match.symbols
    return [
        this,
        day,
        link,
        Symbol("NEXT", None, link.last, last.first),
        Symbol("WD", day.value, last.first, last.last),
    ]


def _day_or_two(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the next day or two", "una semana o dos" as one or two of them."""
    unit, link, count = match.symbols[-3:]
    before = list(match.symbols[:-3])
    one = before.pop() if before and before[-1].cat in {"A", "UN"} else unit
    if count.value != 2:  # noqa: PLR2004
        return None
    first = Symbol("NUM", 1, one.first, one.last, "1")
    return [*before, first, link, Symbol("NUM", 2, count.first, count.first, "2"), covering(unit, count)]


def _any_but_of_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "any time but lunchtime tomorrow" as tomorrow without that time."""
    head, *window, day = match.symbols
    if not head.word.startswith(("any time", "anytime", "cualquier hora", "a cualquier hora")):
        return None
    return [day, head, *window]


def _brings_forward(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "bring my appointment on May 2nd forward to April" as moving it up."""
    head, last = match.symbols[0], match.symbols[-1]
    verb = head.word in {"bring", "pull", "move", "get", "bringing"} and last.word in {"forward", "up", "ahead"}
    return [as_cat(head, "MOVEUP"), *match.symbols[1:-1]] if verb else None


def _nothing_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "nothing on Saturday?" as asking for that day."""
    head = match.symbols[0]
    asks = head.word in {"nothing", "nada", "none", "ninguna", "ninguno"} and scene.asked in _WISHING
    return [as_cat(head, "AVAIL", "anything"), *match.symbols[1:]] if asks else None


def _which_half(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿es de la mañana o de la tarde?" of what was read back as asking to hear it again."""
    if scene.asked not in {Asked.OFFER, Asked.CONFIRM}:
        return None
    return [as_cat(match.symbols[0], "REPEAT", "cual dijo"), match.symbols[-1]]


def _first_they_have(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la primera hora que tenga" as the first that is free, not as early in the morning."""
    head = match.symbols[-3]
    has = match.symbols[-1].word.startswith(("teng", "hay", "qued"))
    return [as_cat(head, "SOONEST", "la primera")] if has and head.word in {"1 hora", "primera hora"} else None


def _dated_alike(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "del 9/11 al 16/11" both day first, since one of them can be read no other way."""
    first, last = match.symbols[0], match.symbols[-1]
    day, month, year = first.value
    other = last.value[0] > _MONTHS
    if not other or day > _MONTHS or month > _MONTHS:
        return None
    rest = match.symbols[1:]
    return [Symbol("NUM", day, first.first, first.first, str(day)), as_cat(first, "OF", "de"),
            Symbol("MON", month, first.first, first.last), *rest] if year is None else None  # fmt: skip


_MONTHS: Final = 12


def _sooner_than_these(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿algo antes?" of the offers as sooner."""
    head, bound = match.symbols
    if scene.asked not in {Asked.OFFER, Asked.CONFIRM}:
        return None
    return [head, as_cat(bound, "EARLIER" if bound.cat == "BEFORE" else "LATER")]


def _that_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "that Thursday or Friday" behind the appointment as the ones that follow it."""
    if scene.asked not in _OPENING:
        return None
    kept: list[Symbol] = []
    for symbol in match.symbols:
        if symbol.cat == "WD":
            kept.append(Symbol("FOLLOWING", None, symbol.first, symbol.first, "following"))
        if symbol.cat != "THAT":
            kept.append(symbol)
    return kept


def _neither_kind(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "no mornings no Fridays" as two refusals, not as no Friday mornings."""
    *first, second = match.symbols
    return [*first, as_cat(second, "NOR", "nor")]


def _all_that_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "el 2 a cualquier hora o el 3 después de la una" as all of the second."""
    *day, whole, link = match.symbols
    if not whole.word.endswith(("hora", "dia", "time", "day")):
        return None
    return [*day, as_cat(whole, "ALLDAY", "todo el dia"), as_cat(link, "OR", "o")]


_DATE: Final = "(WD|NUM|ORD|MON|NDATE|HOLIDAY|REL|MANANA)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        f"(AFTER|BEFORE|UNTIL|BY) (POSS|THE|EL|LA|LAS|X|KIN|BORN|NOT|FILL|WE|OF|HAVEAPPT|REPEAT)+ COMMA?"
        f" (X|REPEAT|FILL|CODEIS|ON|OF|WE|YES)* (?=(THE|EL)? {_DATE})",
        "AFTER",
        _bound_by_event,
    ),
    rule(
        "(AFTER|BEFORE|UNTIL) (POSS|THE|EL|LA|LAS|X|KIN|NOT|FILL|WE|OF|HAVEAPPT|REPEAT|APPT)+ COMMA?"
        " (X|REPEAT|FILL|WE|OUT|NOT)* (AT|TO|AROUND)(?=(LAS|LA)? (NUM|CLOCK|UN|NOON))",
        "AFTER",
        _bound_by_hour,
    ),
    rule(
        "WD (IN|POR|LA|EN)* (PART|MANANA|TARDE) COMMA? (THE|EL)? (MON THE? (ORD|NUM)|(ORD|NUM) OF MON|ORD)"
        "(?=(END|STOP|COMMA|Q|FILL|AT))",
        "WD",
        _of_that_day,
    ),
    rule(
        "REL (COMMA|X|FILL|CODEIS|WE|YES|EL|A|NAMEIS)+ WD (X|WE|FILL|DUNNO)*(?=(END|STOP|COMMA|Q|BUT))",
        "REL",
        _told_weekday,
    ),
    rule(
        "(DRTITLE|VISIT|PROV|X) (X|WE|FILL|DRTITLE|NEED|TO|VISIT|REPEAT|COMMA|ASKPERSON|NEEDS)*"
        " (X|REPEAT|BACKADV|BOOKAPPT|BOOK|WE|FILL|NEED)+(?=(IN|WITHIN|AROUND|NEXT|TO|FOR|AFTER|UN|A|NUM))",
        "BOOKAPPT",
        _back_in,
    ),
    rule("(POSS|KIN) X(?=(EL|LA|UN|VISIT|LAS|LOS|THE|A|APPT))", "NEED", _they_need),
    rule("(THE|LA|EL) UNIT BEFORETHAT", "BEFORE", _week_before_that),
    rule("THIS WD OR (THE|EL) QUEVIENE", "WD", _or_the_coming),
    rule("(NEXT|IN|A|UN)* UNIT OR NUM(?=(END|STOP|COMMA|Q|FILL))", "UNIT", _day_or_two),
    rule("EXCEPT (PART|NOON|AT NUM|CLOCK|LUNCH) (REL|MANANA|WD)(?=(END|STOP|COMMA|Q))", "EXCEPT", _any_but_of_day),
    rule(
        "(X|MOVE|FILL) (POSS|THE) (APPT|VISIT|ONE) (ON|AT|THE|FOR|MON|MAY|ORD|NUM|WD|NDATE|REL|OF)+ (ONWARD|AHEADADV)",
        "MOVEUP",
        _brings_forward,
    ),
    rule("(NOT|NO|ANY|X) (ON|IN|FOR|EL|THE|THIS|NEXT|LA)* (WD|REL|MANANA|PART|TARDE) Q", "AVAIL", _nothing_then),
    rule(
        "(CODEIS|YES|X|FILL) (OF|IN|LA|POR)* (MANANA|PART|NUM AMPM) OR (OF|IN|LA|POR)* (TARDE|PART|NIGHT) Q",
        "REPEAT",
        _which_half,
    ),
    rule("THAT WD ((OR|AND) THAT? WD)?(?=(END|STOP|Q|COMMA|WORKS|IN|AT|INSTEADADV|FILL|YES))", "WD", _that_weekday),
    rule("AVAIL (BEFORE|AFTER)(?=(Q|END|STOP))", "EARLIER", _sooner_than_these),
    rule("(THE|LA)? PART REPEAT X", "SOONEST", _first_they_have),
    rule("NDATE (TO|UNTIL|AND|OR|FOR|COMMA) (EL|THE)? NDATE", "NUM", _dated_alike),
    rule("^(NO|NOT) (PART|WDS|WEEKENDS|LOS? WD|NOON|LA MANANA)+ (NO|NOT)(?=(PART|WDS|WEEKENDS))", "NOR", _neither_kind),
    rule(f"(EL|THE)? {_DATE} ANYTIME (OR|AND)", "ALLDAY", _all_that_day),
    rule(
        "(NUM|ALLOF) APPT ((?!END).)* SAME UNIT(?=(END|COMMA|STOP|AVAIL|Q|IN|FILL))",
        "APPT",
        lambda m, _s: [s for s in m.symbols[:-2] if s.cat not in {"ON", "EL", "THE"}],
    ),
)
