"""Spanish turns of phrase said plainly, by what was asked last: "la de las tres", "ahí estaré", "se puede cancelar"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language


def _any_of_them(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read a lone "cualquiera", "me da igual" as any of the offers, where there are some."""
    return [as_cat(match.symbols[0], "ANYOFFER")] if scene.asked is Asked.OFFER else None


def _any_time(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la que usted diga" as any time where nothing was offered."""
    return None if scene.asked is Asked.OFFER else [as_cat(match.symbols[0], "ANYTIME")]


def _will_come(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "ahí estaré" as keeping the appointment, except where it answers a proposal."""
    return None if scene.asked is Asked.CONFIRM else [as_cat(match.symbols[0], "KEEP")]


_POLITE: Final = frozenset(
    {"se puede", "se podria", "podemos", "podriamos", "podria ser", "puede ser", "seria", "puedo", "podria"}
)


def _politely(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "se puede cancelar" as the cancelling: nothing is looked for."""
    head, *rest = match.symbols
    return [as_cat(head, "FILL"), *rest] if head.word in _POLITE else None


_AT_WORK: Final = frozenset({"trabajan", "atienden", "abren"})


def _open_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "trabajan los sábados?" at the start as a question for the opening days."""
    *before, works, small = match.symbols
    hours = Symbol("TOPIC", "hours", works.first, works.last, works.word)
    return [*before, hours, small] if works.word in _AT_WORK else None


def _my_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mi hora del jueves" as my appointment, as it is called in Chile and Spain."""
    mine, hour = match.symbols
    return [mine, as_cat(hour, "APPT")] if hour.word in {"hora", "horita"} and mine.word in {"mi", "su"} else None


def _tagged(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la segunda, ¿no?" without its tag, except where a no would count."""
    return [as_cat(match.symbols[-1], "STOP")] if scene.asked is not Asked.CONFIRM else None


_SEEN_BY: Final = frozenset({"que me atienda", "me atienda", "me puede atender", "atender por"})


def _seen_by(match: Match, _scene: Scene) -> bool | None:
    """Read "que me atienda la doctora Peña" as a visit, not as a wish for a person."""
    return True if match.symbols[0].word in _SEEN_BY else None


def _what_there_is(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "qué días tiene?", "qué horarios tienen?" in answer to "when?" as any time."""
    head = match.symbols[0]
    asks = head.cat == "WHENQ" or head.word.startswith(("que horario", "que horarios"))
    return [as_cat(head, "ANYTIME")] if asks and scene.asked is Asked.WHEN else None


def _my_days(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mis días libres son miércoles y jueves" as those days of every week."""
    last = match.symbols[-1]
    free = any(symbol.word.startswith(("libre", "descanso")) for symbol in match.symbols)
    return [Symbol("LOS", None, last.first, last.last, "los")] if free and scene.asked is not None else None


def _first_days(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "en octubre los primeros días" as the first days of October."""
    month = match.symbols[0]
    first = next(symbol for symbol in match.symbols if symbol.cat == "X")
    last = match.symbols[-1]
    if first.word not in {"primeros", "primeritos"} or last.value != "day":
        return None
    return [Symbol("EARLY", None, first.first, last.last, "los primeros dias de"), month]


def _that_hour_not(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "el lunes a esa hora no puedo, a las cinco sí" as Monday at five."""
    return [as_cat(match.symbols[-1], "FILL")] if match.symbols[0].word.split()[-1].startswith("hora") else None


_STAYING: Final = frozenset({"estoy", "estare", "ando", "estamos", "andamos", "estaremos", "andare"})
_NEAR: Final = frozenset({"casa", "camino", "tratamiento", "terapia", "contacto", "medio", "paz", "linea"})


def _elsewhere(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "del lunes al miércoles estoy en Miami" as not being free then."""
    head, last = match.symbols[0], match.symbols[-1]
    if scene.language is not Language.ES or head.word not in _STAYING or last.word in _NEAR:
        return None
    return [Symbol("CANT", None, head.first, last.last, "no puedo")]


def _for_that(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cambio la cita del 12 por la del 15" as the day to move to."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "POR")
    return [*match.symbols[:at], as_cat(match.symbols[at], "TOW")]


def _coming_units(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "las dos semanas que vienen" as the next two weeks, not as two o'clock."""
    the, number, unit, _coming = match.symbols
    return [Symbol("NEXT", None, the.first, the.last, "proximas"), number, unit]


def _on_a_holiday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me la agendaron el 25 y es Navidad" as not being able to come."""
    said = [symbol.word for symbol in match.symbols]
    if scene.asked not in {None, Asked.WHAT} or not {"es", "ese dia es", "cae", "es el"} & set(said):
        return None
    return [as_cat(match.symbols[0], "BUT"), as_cat(match.symbols[-1], "CANT")]


def _leading_to(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "para" of "déjemela para el lunes" as leading to the new time, though it belongs to the verb."""
    head = match.symbols[0]
    words = head.word.split()
    if scene.language is not Language.ES or words[-1] not in {"para", "el"} or words[0] in {"otro", "otra", "nueva"}:
        return None
    return [head, Symbol("TOW", None, head.last, head.last, words[-1])]


def _the_one_of(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la del martes cámbiemela para el jueves" as the appointment that stands."""
    if scene.asked not in {None, Asked.WHAT, Asked.ANYTHING_ELSE}:
        return None
    *before, the, _of = match.symbols
    return [*before, as_cat(the, "HAVEAPPT")]


def _day_after(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "déjela para pasado" as the day after tomorrow."""
    head, past = match.symbols
    return [head, Symbol("REL", 2, past.first, past.last, past.word)] if past.word == "pasado" else None


_DONE_TO_IT: Final = word_set(
    "cambie cambien cambies cancele cancelen canceles mueva muevan muevas quite quiten quites borre borren borres"
    " anule anulen anules pase pasen pases modifique modifiquen elimine eliminen corra corran reprogramen reagenden"
)


def _do_not(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "no me cambien la cita", "no vayan a cancelar mi cita" as keeping it; "no, cámbiela" is no such thing."""
    words = [word for symbol in match.symbols for word in symbol.word.split()]
    if words[0] not in {"no", "nunca", "que"} or not (
        _DONE_TO_IT & set(words) or {"vaya", "vayan", "vayas"} & set(words)
    ):
        return None
    return [as_cat(match.symbols[0], "KEEP")]


_STAFF: Final = word_set("doctor doctora quien clinica oficina recepcionista secretaria dentista enfermera consultorio")


def _was_cancelled(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la doctora canceló mi cita" as what was done to it: without its accent it looks like "cancelo"."""
    head, last = match.symbols[0], match.symbols[-1]
    if scene.language is not Language.ES or last.word not in {"cancelo", "anulo", "me cancelo"}:
        return None
    return [head, as_cat(last, "STATUS", "me cancelaron")] if head.word.split()[-1] in _STAFF else None


_MEANT: Final = frozenset({"era", "referia", "refiero", "hablaba", "decia", "hablo"})


def _meant_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me equivoqué, era la del jueves" as another appointment that is meant, not as a wish."""
    head, *rest = match.symbols
    if scene.asked is not Asked.CONFIRM or head.word not in _MEANT:
        return None
    return [as_cat(head, "MEANT"), *rest]


def _whichever_is(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "la que sea más cerca de mi salida" as something not known, "la que sea" as any of them."""
    head, *rest = match.symbols
    return [as_cat(head, "X"), *rest] if head.word.endswith((" sea", " quede")) else None


RULES: Final[tuple[Rule, ...]] = (
    rule("POSS UNIT(?=(OF|WITH|FOR) (EL|LA|MANANA|DRTITLE|VISIT|WD|REL))", "POSS", _my_hour),
    rule("(WHENQ AVAIL+|TOPIC)(?=(END|STOP|Q|COMMA|THANKS|FILL))", "ANYTIME", _what_there_is),
    rule("POSS UNIT (AVAIL|OF|X|WORKS)* (FILL|CODEIS)? (EL|LOS)?(?=WD)", "LOS", _my_days),
    rule("MON COMMA? (LOS|IN|EN)* X UNIT", "EARLY", _first_days),
    rule("(?<=WD) THENWORKS (CANT|BAD|NOT|NO) (COMMA|BUT)(?=(TO|FOR)? (LAS|LA))", "FILL", _that_hour_not),
    rule("MOVE(?!POSS)", "MOVE", _leading_to),
    rule("(FOR|TOW|OF) PASTADJ(?=(END|STOP|COMMA|Q|TO|IN|FILL|THANKS))", "REL", _day_after),
    rule(
        "^(HELLO|COMMA|STOP|FILL|WE|AND|NEED)* (LA|EL) OF(?=((?!(STOP|Q|BUT|FOR)).)*(MOVE|MOVEUP|MOVEBACK|CANCEL))",
        "HAVEAPPT",
        _the_one_of,
    ),
    rule("(NO|NOT) (WE|FILL)* (X TO)? (MOVE|CANCEL|MOVEUP|MOVEBACK)", "KEEP", _do_not),
    rule("(DRTITLE|VISIT|PERSON|PLACEW|X) WE? CANCEL", "STATUS", _was_cancelled),
    rule("X IN X", "CANT", _elsewhere),
    rule("(AND|BUT|COMMA) (CODEIS|X|FILL|NOW) (IN|FILL|EL|DE)* HOLIDAY(?=(END|STOP|COMMA))", "CANT", _on_a_holiday),
    rule("(LAS|LOS) NUM UNIT QUEVIENE", "NEXT", _coming_units),
    rule(
        "MOVE ((?!(COMMA|STOP|BUT|AND)).)* (NUM|WD|MON|REL|MANANA) POR (LA|EL) (APPT? OF)?(?=(EL|WD|NUM|REL))",
        "TOW",
        _for_that,
    ),
    rule("X (TO|OF)? (LA|EL)(?=OF)", "MEANT", _meant_one),
    rule("(ANYOFFER|ANYTIME)(?=FILL?(X|WITH|FROM|AROUND|POSS))", "X", _whichever_is),
    rule("ANYTIME(?=(END|STOP|COMMA|WORKS|YES|THANKS|FILL))", "ANYOFFER", _any_of_them),
    rule("ANY(?=(END|STOP|COMMA|WORKS|YES|THANKS))", "ANYOFFER", _any_of_them),
    rule("ANYOFFER", "ANYTIME", _any_time),
    rule("COMMA? NO Q(?=END)", "STOP", _tagged),
    rule("ASKPERSON(?=(EL|LA|A|TO|WITH|UN)* (DRTITLE|VISIT))", "BOOKAPPT", _seen_by),
    rule("ATTEND", "KEEP", _will_come),
    rule("^(HELLO|COMMA|STOP|FILL|WE|AND)* (X|NOT) (LOS|EL|LAS|IN|POR|TODAY|REL|MANANA|WEEKEND)", "TOPIC", _open_on),
    rule("(AVAIL|WORKS) FILL* CANCEL", "FILL", _politely),
)
