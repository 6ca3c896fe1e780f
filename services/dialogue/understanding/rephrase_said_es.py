"""Spanish turns of phrase about times as callers say them: "para la siguiente", "de noche después de las 6"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import coming, month_start, next_day_of_month
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, Days, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_EVENING: Final = 4
_NOON: Final = 12
_SOON: Final = 5


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _unit_after(unit: str, ahead: int, scene: Scene) -> Days:
    """Return the week or month so many ahead of the present one."""
    if unit == "month":
        return days_between(month_start(scene.today, ahead), month_start(scene.today, ahead + 1), broad=True)
    start = scene.monday + WEEK * ahead
    return days_between(start, start + WEEK, broad=True)


def _for_the_following(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cambiar mi cita de esta semana para la siguiente" as the week after that one."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "UNIT")
    unit = match.symbols[at].value
    to = next(len(match.symbols) - 1 - i for i, symbol in enumerate(reversed(match.symbols)) if symbol.cat in _TO)
    if unit not in {"week", "month"} or _PLAIN_OTHER.isdisjoint({match.symbols[-1].word}):
        return None
    last = match.symbols[-1]
    days = _unit_after(unit, 1 if match.symbols[at - 1].cat == "THIS" else 2, scene)
    return [
        *match.symbols[:to],
        as_cat(match.symbols[to], "TOW"),
        Symbol("DAYS", days, match.symbols[to + 1].first, last.last, last.word),
    ]


_TO: Final = frozenset({"TO", "FOR"})
_PLAIN_OTHER: Final = word_set("siguiente proxima proximo otra otro") | frozenset({"la otra", "el otro", "que viene"})


def _better_from(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "esa semana no, mejor hasta el 28" as from that day on, as it is meant in Mexico."""
    *rest, until = match.symbols
    if until.word != "hasta" or not any("mejor" in symbol.word.split() for symbol in rest):
        return None
    return [*rest, as_cat(until, "STARTING")]


def _away_now(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ahorita no estoy hasta el quince" as being away until then."""
    head, last = match.symbols[0], match.symbols[1]
    if last.word not in {"estoy", "ando", "estamos", "andamos"} or scene.asked not in {Asked.WHEN, Asked.OFFER}:
        return None
    return [as_cat(head, "COMMA", ","), as_cat(match.symbols[2], "AFTER")]


def _night_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "de noche después de las seis" as after six in the evening, not only at night."""
    hour = match.symbols[-1]
    if match.get("PART") != "night" or not _EVENING <= hour.value < _NOON:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "AFTER")
    return [*match.symbols[at:], Symbol("AMPM", "pm", hour.last, hour.last, "pm")]


def _that_day_busy(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "ese día trabajo hasta las 6" before another day that is wished."""
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked in {Asked.WHEN, Asked.OFFER} else None


def _dated_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "sábado 12 en la mañana" as that date and its morning, where the 12th is a Saturday."""
    weekday, number = match.get("WD"), match.get("NUM")
    day = coming(weekday, scene.today)
    for _ in range(_SOON):
        if day.day == number:
            return [Symbol("DATE", one_day(day), match.symbols[0].first, match.symbols[-1].last)]
        day += WEEK
    return None


def _whichever_first(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "lo que tengan primero" behind the days wished."""
    return [as_cat(match.symbols[0], "FILL")] if scene.asked in {Asked.WHEN, Asked.OFFER} else None


def _any_of_that(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "no tengo preferencia de día" as any day."""
    return [match.symbols[0]]


def _none_of_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "ninguno de esos días" before the day wished."""
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked is Asked.WHEN else None


def _not_this_but_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la primera no, la tercera" in answer to offers as the third, with or without the comma."""
    return [match.symbols[-2], match.symbols[-1]] if scene.asked is Asked.OFFER else None


def _in_other_words(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "antes de que salgan los niños, o sea antes de las 2" as before two."""
    head, last = match.symbols[0], match.symbols[-1]
    return [Symbol(last.cat, None, head.first, last.last, last.word)] if last.cat == head.cat else None


def _to_one(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "entre las 10 y la 1" like "entre las 10 y las 2"."""
    *rest, the, one = match.symbols
    return [*rest, as_cat(the, "LAS", "las"), Symbol("NUM", 1, one.first, one.last, one.word)]


def _so_late(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no puedo tan tarde" as too late, not as a refusal of afternoons."""
    so, late = match.symbols
    return [as_cat(late, "EARLIER", "muy tarde")] if so.word == "tan" else None


def _of_the(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la del 3" in answer to offers as the one on the third."""
    *rest, number = match.symbols
    day = next_day_of_month(number.value, scene.today) if 1 <= number.value <= _LONGEST else None
    if day is None or scene.asked not in {Asked.OFFER, Asked.WHICH_APPOINTMENT}:
        return None
    return [*rest[:-1], Symbol("DATE", one_day(day), rest[-1].first, number.last, number.word)]


_LONGEST: Final = 31


def _very_early(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "muy temprano, a las 7" in answer to "when?" as that hour, not as a complaint."""
    early = scene.asked is Asked.WHEN and match.symbols[-1].word.startswith("muy tempran")
    return [as_cat(match.symbols[-1], "COMMA", ",")] if early else None


def _part_of_same_day(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "para la tarde del mismo día" like "para el mismo día en la tarde"."""
    the, part, _of, *day = match.symbols
    return [*day, as_cat(the, "IN", "en"), the, part]


def _nor_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "ni mañana ni pasado" as the day after tomorrow."""
    *rest, past = match.symbols
    return [*rest, Symbol("REL", 2, past.first, past.last, past.word)]


def _too_late_today(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "hoy ya es muy tarde, mañana" as a refusal of today only."""
    *day, late = match.symbols
    return [*day, as_cat(late, "BAD", "no puedo")] if "tarde" in late.word.split() else None


def _weekend_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "el fin de semana que viene no, el siguiente" as the weekend after the coming one."""
    if _PLAIN_OTHER.isdisjoint({match.symbols[-1].word, match.symbols[-1].word.split()[-1]}):
        return None
    start = coming(5, scene.today) + WEEK
    last = match.symbols[-1]
    return [Symbol("DAYS", days_between(start, start + DAY * 2), match.symbols[0].first, last.last, last.word)]


_NEXTS: Final = "(THIS UNIT|NEXT UNIT|UNIT (QUEVIENE|NEXT|COMING|FOLLOWING))"
_END: Final = "(END|STOP|COMMA|Q|FILL|THANKS|YES|WORKS|AND|BUT|REPEAT|X)"


RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(f"(MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|UNIT)).)* {_NEXTS} ((?!(STOP|Q|UNIT)).)* (FOR|TO) (LA|EL)?"
             f" (FOLLOWING|OTHERONE|QUEVIENE|NEXT)(?={_END})", "DAYS", _for_the_following),
        rule("(MANANA|REL) (NOR|AND|COMMA) PASTADJ(?!(EL|LA|LAS|WD|NUM|UNIT))", "REL", _nor_after),
        rule("REL NOW? EARLIER(?=(COMMA|BUT|STOP|MANANA|EL|WD))", "BAD", _too_late_today),
        rule("(EL|THIS|NEXT)? WEEKEND QUEVIENE? NO (COMMA|BUT)* (OTHERONE|EL (FOLLOWING|QUEVIENE|NEXT))"
             "(?=(END|STOP|COMMA|YES|FILL|WORKS))", "DAYS", _weekend_after),
        rule("FILL TARDE", "EARLIER", _so_late),
        rule("(LA|EL) OF EL NUM(?=(END|STOP|COMMA|YES|WORKS|THANKS|FILL|Q))", "DATE", _of_the),
        rule("^(FILL|AVAIL)* LATER(?=COMMA? (TO|AROUND|LAS|IN|BEFORE))", "COMMA", _very_early),
        rule("PASTADJ(?=EL? NOON)|PASTADJ(?=LAS? (NUM|CLOCK|UN))", "AFTER",
             lambda m, _s: [as_cat(m.symbols[0], "AFTER")]),
        rule("LA (TARDE|MANANA) OF EL? SAME UNIT", "SAME", _part_of_same_day),
        rule("(CORRECT|INSTEADADV|WORKS) (COMMA|FILL|FOR|WE)* UNTIL"
             "(?=(EL|LA|WD|NUM|MON|REL|MANANA|NEXT|AFTER|THIS|FIN|UNIT|OTHERONE))", "STARTING", _better_from),
        rule("NO X UNTIL(?=(EL|LA|WD|MON|NEXT))", "AFTER", _away_now),
        rule("(OF|IN|POR|LA|TO)* PART (BUT|COMMA|FILL|AND)* AFTER (LAS|LA) NUM(?!(AMPM|UNIT|MON))", "AFTER",
             _night_after),
        rule("THAT UNIT (WE|FILL)* (AFTER|NOT UNTIL) (LAS|LA)? (NUM|UN|CLOCK) ((AND (HALF|QUARTER))|AMPM)?"
             "(?=(COMMA|BUT|STOP) .*(WD|MANANA|REL|MON))", "COMMA", _that_day_busy),
        rule("WD COMMA? NUM(?=(IN|POR) LA (MANANA|TARDE|PART))", "DATE", _dated_weekday),
        rule("(ANYTIME|REPEAT|X|AVAIL) (AVAIL|X|THIS|FILL)? (ORD|BEFORE|FIRST)(?=(END|STOP))", "FILL",
             _whichever_first),
        rule("ANYTIME OF (UNIT|X)(?=(COMMA|BUT|FILL|AVAIL|END|STOP|IN|POR|AND))", "ANYTIME", _any_of_that),
        rule("ALTS UNIT? (COMMA|BUT|STOP|CORRECT)+(?=(EL|WD|MANANA|REL))", "COMMA", _none_of_those),
        rule("LA ORD NO COMMA? LA ORD(?=(END|STOP|COMMA|YES|FILL|THANKS|WORKS))", "ORD", _not_this_but_that),
        rule("(BEFORE|AFTER) REPEAT (X|LOS|LAS|EL|LA|OF|POSS|KIN|TO|VISIT|FILL)+ (COMMA|FILL|OR)+ (BEFORE|AFTER)"
             "(?=(LAS|LA) )", "BEFORE", _in_other_words),
        rule("(BETWEEN|FROM|OF) (LAS|LA) NUM (AND|TO|UNTIL) LA (UN|NUM)(?!UNIT)", "NUM",
             lambda m, s: _to_one(m, s) if m.symbols[-1].value == 1 else None),
    )
)  # fmt: skip
