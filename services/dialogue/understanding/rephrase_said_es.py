"""Spanish turns of phrase as callers say them: "para la siguiente", "mejor hasta el 28", "de noche después de las 6"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import coming, month_start, next_day_of_month
from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, Days, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
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


def _with_another(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "con cualquier otro", "con otra" as any other provider."""
    last = match.symbols[-1]
    anyone = last.word in {"cualquier otro", "cualquier otra", "otro", "otra", "alguien mas", "otros", "otras"}
    return [as_cat(last, "ANYPROV")] if anyone else None


def _instead_of_coming(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "que me atiendan por videollamada en lugar de ir" as a question whether that can be."""
    *rest, _instead, going = match.symbols
    if match.get("TOPIC") != "telehealth" or going.word.split()[-1] not in _GOING:
        return None
    return [symbol for symbol in rest if symbol.cat != "BOOKAPPT"]


_GOING: Final = word_set("ir venir acudir presencial presencialmente persona")


def _see_someone(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "quiero ver a un especialista" as asking for an appointment."""
    see = next(symbol for symbol in match.symbols if symbol.cat == "X")
    return [match.symbols[0], as_cat(see, "BOOKAPPT", "ver a un")] if see.word == "ver" else None


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


def _place_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la sucursal que está por la calle Roosevelt" as the place of that name."""
    street, *name = [symbol for symbol in match.symbols if symbol.cat in {"X", "NUM", "ORD"}][-2:]
    if street.word not in _STREETS or not name:
        return None
    said = f"{street.word} {name[0].word}"
    return [Symbol("PLACE", said, match.symbols[0].first, match.symbols[-1].last, said)]


_STREETS: Final = word_set("calle avenida av ave carretera ruta plaza boulevard bulevar blvd carrera calzada colonia")


def _not_the_other(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "la del martes no" of "cancelar la del jueves, la del martes no"."""
    if scene.asked not in _OPENING:
        return None
    at = next(
        len(match.symbols) - 1 - index
        for index, symbol in enumerate(reversed(match.symbols))
        if symbol.cat in {"COMMA", "BUT", "AND", "EXCEPT"}
    )
    return list(match.symbols[:at])


def _dated_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "sábado 12 en la mañana" as that date and its morning, where the 12th is a Saturday."""
    weekday, number = match.get("WD"), match.get("NUM")
    day = coming(weekday, scene.today)
    for _ in range(_SOON):
        if day.day == number:
            return [Symbol("DATE", one_day(day), match.symbols[0].first, match.symbols[-1].last)]
        day += WEEK
    return None


def _to_know(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "quiero saber" before a question."""
    know = match.symbols[-1].word in {"saber", "preguntar", "preguntarle", "preguntarles", "preguntarte", "consultar"}
    return [as_cat(match.symbols[0], "FILL")] if know else None


def _whichever_first(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "lo que tengan primero" behind the days wished."""
    return [as_cat(match.symbols[0], "FILL")] if scene.asked in {Asked.WHEN, Asked.OFFER} else None


def _late_by(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "voy a llegar 15 minutos después de mi hora" as coming late."""
    if match.get("UNIT") not in {"minute", "hour"} or scene.asked not in _OPENING:
        return None
    return [Symbol("OTHERFLOW", "late", match.symbols[0].first, match.symbols[-1].last, "llegar tarde")]


def _any_of_that(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "no tengo preferencia de día" as any day."""
    return [match.symbols[0]]


def _none_of_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "ninguno de esos días" before the day wished."""
    return [as_cat(match.symbols[0], "COMMA", ",")] if scene.asked is Asked.WHEN else None


def _that_be(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "que sea esa", "pues esa" in answer to a proposal as a yes."""
    return [as_cat(match.symbols[-1], "YES")] if scene.asked is Asked.CONFIRM else None


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


def _some_weeks(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "unas dos semanas" behind a verb of moving as two weeks."""
    return [symbol for symbol in match.symbols if symbol.cat not in {"UNOS", "AROUND"}]


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


def _told_to_call(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the day of "me dijeron que llamara hoy": it says when to call."""
    call = next(symbol for symbol in reversed(match.symbols) if symbol.cat in {"X", "ASKPERSON", "FILL", "PERSON"})
    calls = any(word.startswith(_CALLS) for word in call.word.split())
    return [as_cat(match.symbols[0], "FILL")] if calls else None


_CALLS: Final = ("llamar", "hablar", "marcar", "viniera", "comunicar", "pasara", "escribier")


def _part_of_same_day(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "para la tarde del mismo día" like "para el mismo día en la tarde"."""
    the, part, _of, *day = match.symbols
    return [*day, as_cat(the, "IN", "en"), the, part]


def _by_half_an_hour(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "retrasen mi cita media hora" as half an hour later."""
    last = match.symbols[-1]
    way = "LATER" if match.has("MOVEBACK") else "EARLIER"
    return [*match.symbols, Symbol(way, None, last.last, last.last, way.lower())]


def _mine_to_be(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero que mi cita sea el jueves" as moving it to that day."""
    need, *mine, be = match.symbols
    if be.word not in {"sea", "que sea", "fuera", "quede", "quedara"} or scene.asked not in _OPENING:
        return None
    return [need, as_cat(need, "MOVE", "cambiar"), *mine, as_cat(be, "TOW")]


def _is_the_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "que es el día 2 a las 10" with its day apart from the verb."""
    head, *rest = match.symbols
    if not head.word.endswith(" el") or rest[0].value != "day":
        return None
    return [as_cat(head, "FILL", "es"), as_cat(head, "EL", "el"), *rest]


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


def _one_more_thing(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "otra cosa" before one more question."""
    other = match.symbols[0].word in {"otra cosa", "otra cosita"}
    return [as_cat(match.symbols[0], "FILL")] if other and scene.asked in _OPENING else None


def _already_done(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no, ya está" in answer to "anything else?" as a goodbye."""
    done = match.symbols[-1].word in {"ya esta", "listo", "ya", "hecho", "ya quedo", "asi esta bien", "con eso"}
    return [as_cat(match.symbols[-1], "BYE")] if done and scene.asked is Asked.ANYTHING_ELSE else None


def _about(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "lo de la cita de mañana" as the appointment that stands, with nothing said of it."""
    what, *rest = match.symbols
    return [as_cat(what, "POSS", "mi"), rest[-1]] if what.word == "lo" and scene.asked in _OPENING else None


def _wrong_booking(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me equivoqué al pedir la cita, la quería por la tarde" as moving it."""
    head, *_told, last = match.symbols
    if not any(word.startswith(("equivo", "confund")) for word in head.word.split()) or scene.asked not in _OPENING:
        return None
    return [as_cat(head, "MOVE", "cambiar"), as_cat(head, "APPT", "cita"), as_cat(last, "TOW")]


def _both_things(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "las dos cosas", which names no hour."""
    words = {symbol.word for symbol in match.symbols}
    return [as_cat(match.symbols[0], "X")] if {"cosas", "cositas"} & words and scene.asked in _OPENING else None


def _one_and_other(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave "cancelar una y mover la otra" open: which is which has to be asked."""
    return [as_cat(match.symbols[0], "ORIGINAL"), *match.symbols]


def _only_this(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "solo" of "cancelar solo la del jueves": nothing is looked for."""
    head, only = match.symbols
    return [head] if only.word in {"solo", "solamente", "nada mas", "nomas", "unicamente", "no mas"} else None


def _then_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "pues esa entonces" in answer to a proposal as a yes."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    settled = scene.asked is Asked.CONFIRM and {"entonces", "mero", "pues", "nomas", "misma", "mismo", "mera"} & words
    return [as_cat(match.symbols[-1], "YES")] if settled and not {"no", "ni"} & words else None


_NEXTS: Final = "(THIS UNIT|NEXT UNIT|UNIT (QUEVIENE|NEXT|COMING|FOLLOWING))"
_END: Final = "(END|STOP|COMMA|Q|FILL|THANKS|YES|WORKS|AND|BUT|REPEAT|X)"
_DAYWORDS: Final = "(EL|LA|LOS|OF|WD|NUM|ORD|MON|MANANA|REL|THIS|NEXT|UNIT|QUEVIENE|TO|LAS|CLOCK)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build))
    for each in (
        rule(f"(MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|UNIT)).)* {_NEXTS} ((?!(STOP|Q|UNIT)).)* (FOR|TO) (LA|EL)?"
             f" (FOLLOWING|OTHERONE|QUEVIENE|NEXT)(?={_END})", "DAYS", _for_the_following),
        rule("(CANCEL|MOVE|MOVEUP|MOVEBACK) (AVAIL|FILL|BYE)(?=(LA|EL|POSS) )", "CANCEL", _only_this),
        rule("^(FILL|COMMA)* (THAT|THATONE) FILL*(?=(END|STOP|THANKS|COMMA))", "YES", _then_that),
        rule("(MOVEBACK|MOVEUP) (POSS|LA|EL|APPT|VISIT|WE|FILL|KIN)* HALFHOUR(?!(LATER|EARLIER|AFTER|BEFORE))", "LATER",
             _by_half_an_hour),
        rule("NEED REPEAT? POSS (APPT|VISIT) (FILL|AVAIL)(?=(EL|LA|WD|FOR|IN|ANYPROV|WITH|MANANA|REL|NEXT|TO|POR))",
             "MOVE", _mine_to_be),
        rule("CODEIS UNIT NUM", "EL", _is_the_day),
        rule("(MANANA|REL) (NOR|AND|COMMA) PASTADJ(?!(EL|LA|LAS|WD|NUM|UNIT))", "REL", _nor_after),
        rule("REL NOW? EARLIER(?=(COMMA|BUT|STOP|MANANA|EL|WD))", "BAD", _too_late_today),
        rule("(EL|THIS|NEXT)? WEEKEND QUEVIENE? NO (COMMA|BUT)* (OTHERONE|EL (FOLLOWING|QUEVIENE|NEXT))"
             "(?=(END|STOP|COMMA|YES|FILL|WORKS))", "DAYS", _weekend_after),
        rule("ALTS(?=(COMMA|FILL|STOP|Q|WHENQ|TOPIC))", "FILL", _one_more_thing),
        rule("^(NO|COMMA|FILL|THANKS|STOP)* NO (NO|COMMA|FILL)* (YES|NOW|WORKS)(?=(END|STOP|COMMA|THANKS))", "BYE",
             _already_done),
        rule("WE OF (LA|EL|POSS) APPT(?=OF)", "POSS", _about),
        rule("(CORRECT|NO) (TO|OF|IN|EL|LA|BOOK|APPT|X|UNIT|FILL)* (COMMA|REPEAT|STOP)+ (LA|WE)? NEED"
             " (POR|IN|FOR|TO)(?=(LA|EL|LAS|WD))", "MOVE", _wrong_booking),
        rule("(LAS|LOS) NUM X", "X", _both_things),
        rule("CANCEL (UN|ONE) AND (MOVE|MOVEUP|MOVEBACK) (X|OTHERONE|LA|ALTS)", "ORIGINAL", _one_and_other),
        rule("FILL TARDE", "EARLIER", _so_late),
        rule("(LA|EL) OF EL NUM(?=(END|STOP|COMMA|YES|WORKS|THANKS|FILL|Q))", "DATE", _of_the),
        rule("^(FILL|AVAIL)* LATER(?=COMMA? (TO|AROUND|LAS|IN|BEFORE))", "COMMA", _very_early),
        rule("PASTADJ(?=EL? NOON)|PASTADJ(?=LAS? (NUM|CLOCK|UN))", "AFTER",
             lambda m, _s: [as_cat(m.symbols[0], "AFTER")]),
        rule("(X|NEED) REPEAT (WE|LES|LE)* (X|ASKPERSON|FILL) (REL|MANANA|THIS? WD|EL WD|IN LA (TARDE|MANANA))",
             "FILL", _told_to_call),
        rule("LA (TARDE|MANANA) OF EL? SAME UNIT", "SAME", _part_of_same_day),
        rule("WITH (ANYTIME|ALTS|OTHERONE|X|ANYOFFER)", "ANYPROV", _with_another),
        rule("BOOKAPPT? ((?!(STOP|Q)).)* TOPIC ((?!(STOP|Q)).)* INSTEAD (IN|WE)? (FILL|X)", "TOPIC",
             _instead_of_coming),
        rule("NEED X TO (UN|A|ANY|ALGUN)(?=X)", "BOOKAPPT", _see_someone),
        rule("(CORRECT|INSTEADADV|WORKS) (COMMA|FILL|FOR|WE)* UNTIL"
             "(?=(EL|LA|WD|NUM|MON|REL|MANANA|NEXT|AFTER|THIS|FIN|UNIT|OTHERONE))", "STARTING", _better_from),
        rule("NO X UNTIL(?=(EL|LA|WD|MON|NEXT))", "AFTER", _away_now),
        rule("(OF|IN|POR|LA|TO)* PART (BUT|COMMA|FILL|AND)* AFTER (LAS|LA) NUM(?!(AMPM|UNIT|MON))", "AFTER",
             _night_after),
        rule("THAT UNIT (WE|FILL)* (AFTER|NOT UNTIL) (LAS|LA)? (NUM|UN|CLOCK) ((AND (HALF|QUARTER))|AMPM)?"
             "(?=(COMMA|BUT|STOP) .*(WD|MANANA|REL|MON))", "COMMA", _that_day_busy),
        rule("(LA|EL)? (PLACEW|PERSON) REPEAT (X|THIS|FILL|AVAIL) (POR|IN|ON|TO|AROUND) (LA|EL)? X (X|NUM|ORD)",
             "PLACE", _place_on),
        rule(f"(CANCEL|MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|END|COMMA)).)* (WD|NUM|MON|MANANA|REL)"
             f" (COMMA|BUT|AND)+ (LA|EL) OF {_DAYWORDS}+ NO(?=(END|STOP|THANKS|COMMA))", "FILL", _not_the_other),
        rule(f"(CANCEL|MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|END|COMMA)).)* (WD|NUM|MON|MANANA|REL)"
             f" COMMA? (EXCEPT|BUT (NO|NOT)) (LA|EL) OF {_DAYWORDS}+(?=(END|STOP|THANKS|COMMA))", "FILL",
             _not_the_other),
        rule("WD COMMA? NUM(?=(IN|POR) LA (MANANA|TARDE|PART))", "DATE", _dated_weekday),
        rule("NEED (X|FILL)(?=(FILL|REPEAT)* TOPIC)", "FILL", _to_know),
        rule("(ANYTIME|REPEAT|X|AVAIL) (AVAIL|X|THIS|FILL)? (ORD|BEFORE|FIRST)(?=(END|STOP))", "FILL",
             _whichever_first),
        rule("(X TO)? (AROUND|LIKE|FILL)* NUM UNIT AFTER OF? (POSS|LA) (UNIT|APPT)", "OTHERFLOW", _late_by),
        rule("ANYTIME OF (UNIT|X)(?=(COMMA|BUT|FILL|AVAIL|END|STOP|IN|POR|AND))", "ANYTIME", _any_of_that),
        rule("ALTS UNIT? (COMMA|BUT|STOP|CORRECT)+(?=(EL|WD|MANANA|REL))", "COMMA", _none_of_those),
        rule("^(FILL|AVAIL|YES|COMMA|WORKS|NO)* AVAIL (THAT|THATONE)(?=(END|STOP|THANKS|FILL|COMMA))", "YES",
             _that_be),
        rule("LA ORD NO COMMA? LA ORD(?=(END|STOP|COMMA|YES|FILL|THANKS|WORKS))", "ORD", _not_this_but_that),
        rule("(BEFORE|AFTER) REPEAT (X|LOS|LAS|EL|LA|OF|POSS|KIN|TO|VISIT|FILL)+ (COMMA|FILL|OR)+ (BEFORE|AFTER)"
             "(?=(LAS|LA) )", "BEFORE", _in_other_words),
        rule("(BETWEEN|FROM|OF) (LAS|LA) NUM (AND|TO|UNTIL) LA (UN|NUM)(?!UNIT)", "NUM",
             lambda m, s: _to_one(m, s) if m.symbols[-1].value == 1 else None),
        rule("(MOVEBACK|MOVEUP) (POSS|LA|EL|APPT|VISIT|WE|FILL)* (UNOS|AROUND) (NUM|UN) UNIT", "MOVEBACK",
             _some_weeks),
    )
)  # fmt: skip
