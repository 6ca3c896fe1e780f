"""Spanish turns of phrase about visits as they stand: "no voy a asistir", "quiero que lo vea la pediatra"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Builder, Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import phrase_set, word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT})


def _spanish(build: Builder) -> Builder:
    """Return a builder that leaves other languages alone."""
    return lambda match, scene: build(match, scene) if scene.language is Language.ES else None


def _words(match: Match) -> set[str]:
    """Return all words of a match."""
    return {word for symbol in match.symbols for word in symbol.word.split()}


def _will_not_come(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no voy a asistir a la consulta del cinco" with no other wish as calling it off."""
    head, *rest = match.symbols
    if scene.asked not in _OPENING or head.word not in _NOT_COMING:
        return None
    return [as_cat(head, "CANCEL", "cancelar"), *(symbol for symbol in rest if symbol.cat != "TO")]


_NOT_COMING: Final = phrase_set(
    "no voy a ir|no voy a asistir|no voy a acudir|no asistire|no ire|no acudire|no vamos a ir|no vamos a asistir"
    "|no iremos|no asistiremos|no voy a presentarme|no me voy a presentar|no me presentare"
)


def _other_doctor(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me cambian de doctor, no quiero que me vea el doctor salas" as moving it away from him."""
    move, *rest = match.symbols
    no = next(index for index, symbol in enumerate(rest) if symbol.cat in {"NO", "NOT", "BAD", "EXCEPT"})
    sees, name = rest[-2], rest[-1]
    who = sees.word.split()[-1]
    if scene.asked not in _OPENING or who not in _TITLES:
        return None
    visits = [symbol for symbol in rest[:no] if symbol.cat in {"VISIT", "DRTITLE", "ANYPROV"}]
    any_ = [as_cat(visits[0], "ANYPROV", "otro doctor")] if visits else []
    head = [as_cat(move, "MOVE", "cambiar"), as_cat(move, "APPT", "cita"), as_cat(move, "TOW"), *any_]
    return [*head, as_cat(rest[no], "COMMA", ","), as_cat(rest[no], "EXCEPT", "que no sea con"),
            as_cat(sees, "DRTITLE", f"el {who}"), name]  # fmt: skip


_TITLES: Final = word_set("doctor doctora dr dra medico medica licenciado licenciada dentista")


def _was_it_made(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "hice una cita por internet y quisiera saber si quedó confirmada" as asking what is booked."""
    words = _words(match)
    fits = bool(words & _MADE) and bool(words & _KNOWING) and bool(words & _STANDS)
    return [as_cat(match.symbols[0], "STATUS", "tengo cita")] if fits and scene.asked in _OPENING else None


_MADE: Final = word_set(
    "hice hicimos pedi pedimos saque sacamos agende agendamos reserve reservamos programe programamos aparte apartamos"
    " solicite solicitamos hizo pidio saco agendo tome llene registre aparto"
)
_KNOWING: Final = word_set("saber confirmar confirme ver verificar revisar checar verifique comprobar asegurarme")
_STANDS: Final = word_set(
    "quedo queda quedaron quedado confirmada confirmado registrada registrado esta aparece apartada agendada guardada"
    " entro paso guardo registro hecha salio existe"
)


def _made_for(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "hice una cita para el lunes y quiero cambiarla" as having it on Monday."""
    made = match.symbols[0]
    return [as_cat(made, "HAVEQ", "tengo cita")] if scene.asked in _OPENING and made.word in _MADE else None


def _to_be_seen(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero que lo vea la pediatra" as asking for an appointment."""
    need, *rest = match.symbols
    if scene.asked not in _OPENING or not _words(match) & _SEEING or need.word.startswith("no "):
        return None
    return [as_cat(need, "NEED", "quiero"), as_cat(need, "BOOKAPPT", "una cita"), as_cat(need, "WITH", "con"), rest[-1]]


_SEEING: Final = word_set(
    "vea vean veamos atienda atiendan revise revisen cheque chequee chequen examine examinen valore valoren mire miren"
    " ausculte evalue evaluen consulte vuelva"
)


def _seen_by_one(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "necesito que un doctor vea a mi mamá" as asking for an appointment."""
    need = match.symbols[0]
    if scene.asked not in _OPENING or not _words(match) & _SEEING:
        return None
    visit = [symbol for symbol in match.symbols if symbol.cat == "VISIT"]
    return [as_cat(need, "NEED", "quiero"), as_cat(need, "BOOKAPPT", "una cita"),
            *([as_cat(need, "WITH", "con"), *visit] if visit else [])]  # fmt: skip


def _wants_to_see(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "me toca control" before a wish as asking for that visit."""
    due = match.symbols[0]
    visit = next(symbol for symbol in match.symbols if symbol.cat == "VISIT")
    if scene.asked not in _OPENING or not _words(match) & {"toca", "tocaba", "tocan", "corresponde"}:
        return None
    return [as_cat(due, "NEED", "quiero"), as_cat(due, "BOOKAPPT", "una cita"), as_cat(due, "OF", "de"), visit,
            as_cat(due, "COMMA", ",")]  # fmt: skip


def _not_in(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "el doctor no va a estar el jueves así que quiero otra fecha" as moving Thursday's."""
    if scene.asked not in _OPENING or not _words(match) & _PRESENT:
        return None
    move = match.symbols[-1]
    day = [symbol for symbol in match.symbols if symbol.cat in _DAY_CATS]
    return [as_cat(move, "MOVE", "cambiar"), as_cat(move, "APPT", "cita"), as_cat(move, "OF", "de"), *day]


_PRESENT: Final = word_set(
    "estar esta viene venir atiende atender atendera estara vendra trabaja trabajara consulta hay habra puede ira"
    " consultara abren abriran abre cancelo cancelaron"
)
_DAY_CATS: Final = word_set("EL WD NUM OF MON MANANA REL QUEVIENE NEXT THIS")


def _cancel_at_once(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cancélela de una vez, ya no la quiero cambiar" as cancelling."""
    keep = match.symbols[-1]
    drops = keep.word.startswith(("ya no", "no la quiero", "no quiero"))
    return [*match.symbols[:-1], as_cat(keep, "APPT", "cita")] if drops else None


def _rather_cancel(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "ya no la quiero cambiar, mejor cancélela" as cancelling."""
    keep, cancel = match.symbols[0], match.symbols[-1]
    drops = keep.word.startswith(("ya no", "no la quiero", "no quiero"))
    return [cancel, as_cat(keep, "APPT", "cita")] if drops and "cancelar" not in keep.word else None


def _the_other_stays(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "la otra es en abril y esa la dejo" behind the one that is meant."""
    if scene.asked is not Asked.WHICH_APPOINTMENT:
        return None
    if _words(match) & {"tambien", "igual", "igualmente", "ambas"}:
        return [as_cat(match.symbols[0], "ALLOF", "las dos")]
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "OTHERONE")
    before = [symbol for symbol in match.symbols[:at] if symbol.cat not in {"COMMA", "BUT", "AND", "REPEAT", "STOP"}]
    return before if any(symbol.cat in _NAMING for symbol in before) else None


_NAMING: Final = frozenset({"WD", "NUM", "ORD", "MANANA", "REL", "DRTITLE", "VISIT", "CLOCK", "MON", "THIS"})


def _in_the_name_of(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "a nombre de Rubén Cárdenas" behind an act: the identity check asks for it."""
    *before, named = [symbol for symbol in match.symbols if symbol.cat != "X"]
    plain = named.word in {"a nombre de", "esta a nombre de", "que esta a nombre de"} and scene.asked in _OPENING
    return before if plain else None


def _cannot_then_put(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "hoy no llego a la de las seis, ponédmela el lunes" as moving that one."""
    day, _cant, *rest = match.symbols
    put = rest[-1]
    if scene.asked not in _OPENING or not _puts(put):
        return None
    named = [symbol for symbol in rest[:-1] if symbol.cat in {"LAS", "LA", "NUM", "CLOCK", "AND", "HALF"}]
    hour = named[1:] if named and named[0].cat == "LA" else named
    at = [as_cat(put, "TO", "a")]
    return [as_cat(put, "MOVE", "cambiar"), as_cat(put, "APPT", "cita"), as_cat(put, "OF", "de"), day, *at, *hour,
            as_cat(put, "TOW")]  # fmt: skip


def _at_that_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "póngamela el lunes a esa hora" as at the hour it has now."""
    *before, hour = match.symbols
    return [*before, as_cat(hour, "SAMETIME", "a la misma hora")] if hour.word.endswith("esa hora") else None


def _puts(symbol: Symbol) -> bool:
    """Tell whether a word asks to have it put elsewhere."""
    return symbol.cat == "MOVE" or symbol.word.startswith(("pon", "pong", "dej", "dem", "pas"))


def _read_them(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no me acuerdo cuál, ¿me las puede leer?" as asking to hear them again."""
    if scene.asked not in {Asked.WHICH_APPOINTMENT, Asked.OFFER} or not _words(match) & _READING:
        return None
    return [Symbol("REPEAT", None, match.symbols[0].first, match.symbols[-1].last, "repita")]


_READING: Final = word_set(
    "leer leerme leermelas leermela lea leame leamelas lee leeme leemelas lees repita repite repetir repetirme"
    " repetirmelas repitamelas repitemelas decir decirme decirmelas digame dime digamelas dimelas dice recordar"
    " recuerda recuerdeme recuerdame recordarme recordarmelas mencionar nombrar"
)


def _asks_whether_there(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "¿no trabaja los viernes?" as a question about when they are there, not as a refusal."""
    said = _words(match) & {"trabaja", "trabajan", "atiende", "atienden", "consulta", "consultan", "viene", "vienen"}
    if not said or scene.asked not in {*_OPENING, Asked.WHEN, Asked.OFFER, Asked.ANYTHING_ELSE}:
        return None
    return [Symbol("TOPIC", "hours", match.symbols[0].first, match.symbols[-1].last, "horario")]


def _half_hour_later(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "recórrala media hora" as half an hour later, as it is meant in Mexico."""
    head, *_rest = match.symbols
    if not any(word.startswith(("recorr", "corr", "corre")) for word in head.word.split()):
        return None
    last = match.symbols[-1]
    told = [symbol for symbol in match.symbols if symbol.cat not in {"FOR", "AFTER", "LATER"}]
    return [*told, Symbol("LATER", None, last.last, last.last, "mas tarde")]


_DAYS: Final = "(EL|WD|NUM|OF|MON|MANANA|REL|QUEVIENE|NEXT|THIS)"
_ACT: Final = "(MOVE|NEED|AVAIL|BOOK|BOOKAPPT|TAKE|CANCEL|ALTS|MOVEUP|MOVEBACK|TOW|WORKS|INSTEAD|BUT|Q|KEEP|CORRECT)"

RULES: Final[tuple[Rule, ...]] = tuple(
    Rule(each.pattern, each.cat, _spanish(each.build), each.needs)
    for each in (
        rule(f"CANT ({_DAYS}|TO|LA|POSS|VISIT|FILL)* (APPT|VISIT)(?!.*{_ACT})", "CANCEL", _will_not_come),
        rule("MOVE OF (VISIT|DRTITLE) (FILL|COMMA|STOP|REPEAT|X)* (NO|NOT|BAD) BOOKAPPT X", "MOVE", _other_doctor),
        rule("MOVE (POSS|LA|APPT|OF|TO|WITH|FILL|COMMA|STOP|REPEAT|X|ANYPROV)* (NO|NOT|BAD) BOOKAPPT X", "MOVE",
             _other_doctor),
        rule("(X|BOOK) (WE|UN|LA|A|POSS)* (APPT|VISIT) ((?!(END|STOP|MOVE|CANCEL|Q)).)* (FILL|X|NEED|CONFIRM|STATUS)"
             " (X|WE|FILL|STATUS|HAVEAPPT|THIS|YES|CONFIRM)+ Q?(?=END)", "STATUS", _was_it_made),
        rule(f"(X|BOOK) (UN|LA|WE|A)* APPT FOR? (?={_DAYS}+ .*(MOVE|CANCEL|BUT|MOVEUP|MOVEBACK|THAT UNIT NOT|CANT))",
            "HAVEQ",
            _made_for),
        rule("NEED REPEAT? (WE|KIN|X|FILL|AVAIL|LA)+ (EL|LA|UN|A|POSS)? (VISIT|DRTITLE)(?!X? (MOVE|CANCEL))",
             "BOOKAPPT", _to_be_seen),
        rule("NEED REPEAT? (UN|A|ALTS) ?DRTITLE X|NEED REPEAT? UN VISIT (WE|TO)* X (TO|WE)?", "BOOKAPPT", _seen_by_one),
        rule("(HAVEAPPT|WE X) VISIT ((TO|IN) (LOS|LAS|UN)? NUM? UNIT)? (COMMA|AND)*"
             " (NEED|AVAIL) (X|FILL|SEE)*(?=(FOR|AVAIL))",
             "BOOKAPPT", _wants_to_see),
        rule(f"(DRTITLE|(EL|LA) VISIT|PERSON) X? (NO|NOT|CANT|BAD|WE CANCEL) (YES|X|TO|FILL|AVAIL|WE|APPT|NOT"
             f"|TOPIC)* {_DAYS}+"
             " (FILL|REPEAT|COMMA|AND|STOP|NEED)* MOVE(?=(END|STOP|FILL|THANKS|COMMA))", "MOVE", _not_in),
        rule(f"REPEAT {_DAYS}+ (NO|NOT|AVAIL|CANT|BAD) (YES|X|TO|FILL|AVAIL|APPT|NOT|DRTITLE|VISIT|LA|EL)*"
             " (FILL|REPEAT|COMMA|AND|STOP|NEED)* MOVE(?=(END|STOP|FILL|THANKS|COMMA))", "MOVE", _not_in),
        rule("CANCEL (FILL|COMMA|STOP|X)* KEEP(?=(END|STOP|THANKS|COMMA))", "CANCEL", _cancel_at_once),
        rule("KEEP (COMMA|CORRECT|BUT|FILL|STOP|NEED|REPEAT)* CANCEL(?=(END|STOP|FILL|THANKS|COMMA))", "CANCEL",
             _rather_cancel),
        rule("((?!(END|OTHERONE|STOP)).)+ (COMMA|BUT|AND|REPEAT|STOP)+ OTHERONE (ALSO|CODEIS|FILL|HAVEAPPT|X|YES|WE"
             "|NO|NOT|LA|NOR|KEEP|WORKS)"
             " .*(?=END)", "COMMA", _the_other_stays),
        rule("(CANCEL|MOVE|MOVEUP|MOVEBACK) ((?!(END|STOP)).)* NAMEIS X X?X?X?(?=(END|STOP|COMMA|TO|FOR))", "FILL",
             _in_the_name_of),
        rule("(REL|MANANA|WD) CANT TO? LA (APPT|VISIT)? OF (LAS|LA) (NUM|CLOCK|UN) (AND (HALF|QUARTER|NUM))?"
             " (COMMA|BUT|AND|STOP)* (X|MOVE|YES|KEEP|FILL)", "MOVE", _cannot_then_put),
        rule("(TOW|MOVE) (EL|LA|FOR|TO|TOW)* (WD|MANANA|REL|NUM) (OF MON)? THENWORKS(?=(END|STOP|FILL|THANKS))",
             "SAMETIME", _at_that_hour),
        rule("DUNNO (X|COMMA|FILL|WHENQ)* (WE|LAS|LA|FILL|REPEAT)* (X|REPEAT)(?=(END|STOP|Q|FILL|COMMA))",
             "REPEAT", _read_them),
        rule("^(AND|COMMA|FILL|BUT|HELLO)* ((DRTITLE|(EL|LA) VISIT|PERSON) X?)? NO (NOT|TOPIC|X|AVAIL) (LOS|LAS"
             "|EL|LA|ON|IN|POR|WD|WDS|WEEKEND|WEEKENDS"
             "|MANANAS|TARDE|PART|MANANA|AND|OR)+ Q(?=END)", "TOPIC", _asks_whether_there),
        rule("MOVE (POSS|LA|APPT|VISIT|FILL|WE|UN|NUM|OF)* (HALFHOUR|UN UNIT|NUM UNIT) (FOR (AFTER"
             "|LATER))?(?=(END|STOP|FILL|THANKS|COMMA))",
             "LATER", _half_hour_later),
    )
)  # fmt: skip
