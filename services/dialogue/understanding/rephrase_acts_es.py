"""Spanish turns of phrase about what to do: "cancelar solo la del jueves", "quiero que mi cita sea el lunes"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


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


def _to_know(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "quiero saber" before a question."""
    know = match.symbols[-1].word in {"saber", "preguntar", "preguntarle", "preguntarles", "preguntarte", "consultar"}
    return [as_cat(match.symbols[0], "FILL")] if know else None


def _late_by(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "voy a llegar 15 minutos después de mi hora" as coming late."""
    if match.get("UNIT") not in {"minute", "hour"} or scene.asked not in _OPENING:
        return None
    return [Symbol("OTHERFLOW", "late", match.symbols[0].first, match.symbols[-1].last, "llegar tarde")]


def _that_be(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "que sea esa", "pues esa" in answer to a proposal as a yes."""
    return [as_cat(match.symbols[-1], "YES")] if scene.asked is Asked.CONFIRM else None


def _some_weeks(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "unas dos semanas" behind a verb of moving as two weeks."""
    return [symbol for symbol in match.symbols if symbol.cat not in {"UNOS", "AROUND"}]


def _told_to_call(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the day of "me dijeron que llamara hoy": it says when to call."""
    call = next(symbol for symbol in reversed(match.symbols) if symbol.cat in {"X", "ASKPERSON", "FILL", "PERSON"})
    calls = any(word.startswith(_CALLS) for word in call.word.split())
    return [as_cat(match.symbols[0], "FILL")] if calls else None


_CALLS: Final = ("llamar", "hablar", "marcar", "viniera", "comunicar", "pasara", "escribier")


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


def _put_wrongly(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "puse la cita para el 3 y era para el 13" as moving it from the one day to the other."""
    told = [index for index, symbol in enumerate(match.symbols) if symbol.cat in {"FOR", "IN", "APPT"}]
    was = match.symbols[-1]
    if scene.asked not in _OPENING or not was.word.startswith("era"):
        return None
    at = max(told)
    kept = [symbol for symbol in match.symbols[at + 1 : -1] if symbol.cat not in {"AND", "BUT", "COMMA"}]
    head = match.symbols[0]
    return [as_cat(head, "MOVE", "cambiar"), as_cat(head, "APPT", "cita"), as_cat(head, "OF"), *kept,
            as_cat(was, "TOW"), *([as_cat(was, "EL", "el")] if was.word.endswith(" el") else [])]  # fmt: skip


def _want_it(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "tengo cita con el doctor Leal y la quiero con la doctora Paz" as moving it."""
    *_link, it, want = match.symbols
    if scene.asked not in _OPENING or it.word not in {"la", "lo"}:
        return None
    return [as_cat(it, "COMMA", ","), as_cat(want, "MOVE", "cambiar"), as_cat(want, "TOW")]


def _too_far(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "me queda muy lejos esa clínica" as a wish for another place."""
    far = next(symbol for symbol in match.symbols if symbol.cat == "EARLIER")
    if "lejos" not in far.word.split():
        return None
    return [Symbol("PLACE", "other", match.symbols[0].first, match.symbols[-1].last, far.word)]


_DAYWORDS: Final = "(EL|LA|LOS|OF|WD|NUM|ORD|MON|MANANA|REL|THIS|NEXT|UNIT|QUEVIENE|TO|LAS|CLOCK)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule("(CANCEL|MOVE|MOVEUP|MOVEBACK) (AVAIL|FILL|BYE)(?=(LA|EL|POSS) )", "CANCEL", _only_this),
        rule("^(FILL|COMMA)* (THAT|THATONE) FILL*(?=(END|STOP|THANKS|COMMA))", "YES", _then_that),
        rule("(MOVEBACK|MOVEUP) (POSS|LA|EL|APPT|VISIT|WE|FILL|KIN)* HALFHOUR(?!(LATER|EARLIER|AFTER|BEFORE))", "LATER",
             _by_half_an_hour),
        rule("NEED REPEAT? POSS (APPT|VISIT) (FILL|AVAIL)(?=(EL|LA|WD|FOR|IN|ANYPROV|WITH|MANANA|REL|NEXT|TO|POR))",
             "MOVE", _mine_to_be),
        rule("CORRECT (AND|REPEAT|COMMA|X|LA|APPT|FILL)+ (FOR|IN)? (EL|LA)? (NUM|WD) (OF MON)? (AND|BUT|COMMA)+"
             " HAVEAPPT(?=(EL|FOR|NUM|WD))", "MOVE", _put_wrongly),
        rule("(?<=(WD|NUM|X|MON|PART|TARDE|MANANA|REL|PLACEW))(AND|COMMA|BUT)+ (LA|WE) NEED(?=WITH)", "MOVE", _want_it),
        rule("(THAT|LA|POSS) PLACEW (WE|X|FILL)* EARLIER|WE? (X|FILL)* EARLIER (THAT|LA|POSS) PLACEW", "PLACE",
             _too_far),
        rule("CODEIS UNIT NUM", "EL", _is_the_day),
        rule("ALTS(?=(COMMA|FILL|STOP|Q|WHENQ|TOPIC))", "FILL", _one_more_thing),
        rule("^(NO|COMMA|FILL|THANKS|STOP)* (NO|CORRECT) (NO|COMMA|FILL)* (YES|NOW|WORKS)"
             "(?=(END|STOP|COMMA|THANKS))", "BYE", _already_done),
        rule("WE OF (LA|EL|POSS) APPT(?=OF)", "POSS", _about),
        rule("(CORRECT|NO) (TO|OF|IN|EL|LA|BOOK|APPT|X|UNIT|FILL)* (COMMA|REPEAT|STOP)+ (LA|WE)? NEED"
             " (POR|IN|FOR|TO)(?=(LA|EL|LAS|WD))", "MOVE", _wrong_booking),
        rule("(LAS|LOS) NUM X", "X", _both_things),
        rule("CANCEL (UN|ONE) AND (MOVE|MOVEUP|MOVEBACK) (X|OTHERONE|LA|ALTS)", "ORIGINAL", _one_and_other),
        rule("(X|NEED) REPEAT (WE|LES|LE)* (X|ASKPERSON|FILL) (REL|MANANA|THIS? WD|EL WD|IN LA (TARDE|MANANA))",
             "FILL", _told_to_call),
        rule("WITH (ANYTIME|ALTS|OTHERONE|X|ANYOFFER)", "ANYPROV", _with_another),
        rule("BOOKAPPT? ((?!(STOP|Q)).)* TOPIC ((?!(STOP|Q)).)* INSTEAD (IN|WE)? (FILL|X)", "TOPIC",
             _instead_of_coming),
        rule("NEED X TO (UN|A|ANY|ALGUN)(?=X)", "BOOKAPPT", _see_someone),
        rule("(LA|EL)? (PLACEW|PERSON) REPEAT (X|THIS|FILL|AVAIL) (POR|IN|ON|TO|AROUND) (LA|EL)? X (X|NUM|ORD)",
             "PLACE", _place_on),
        rule(f"(CANCEL|MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|END|COMMA)).)* (WD|NUM|MON|MANANA|REL)"
             f" (COMMA|BUT|AND)+ (LA|EL) OF {_DAYWORDS}+ NO(?=(END|STOP|THANKS|COMMA))", "FILL", _not_the_other),
        rule(f"(CANCEL|MOVE|MOVEUP|MOVEBACK) ((?!(STOP|Q|END|COMMA)).)* (WD|NUM|MON|MANANA|REL)"
             f" COMMA? (EXCEPT|BUT (NO|NOT)) (LA|EL) OF {_DAYWORDS}+(?=(END|STOP|THANKS|COMMA))", "FILL",
             _not_the_other),
        rule("NEED (X|FILL)(?=(FILL|REPEAT)* TOPIC)", "FILL", _to_know),
        rule("(X TO)? (AROUND|LIKE|FILL)* NUM UNIT AFTER OF? (POSS|LA) (UNIT|APPT)", "OTHERFLOW", _late_by),
        rule("^(FILL|AVAIL|YES|COMMA|WORKS|NO)* AVAIL (THAT|THATONE)(?=(END|STOP|THANKS|FILL|COMMA))", "YES",
             _that_be),
        rule("(MOVEBACK|MOVEUP) (POSS|LA|EL|APPT|VISIT|WE|FILL)* (UNOS|AROUND) (NUM|UN) UNIT", "MOVEBACK",
             _some_weeks),
    )
)  # fmt: skip
