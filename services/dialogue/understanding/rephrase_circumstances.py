"""What a caller tells around the request, said plainly: the day that is a holiday, what is needed no longer, "if not".

Like `rephrase`, before the grammar reads the times; both languages.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.rephrase_narrowed import covering
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _needless(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "no necesitamos el turno de hoy" as cancelling it."""
    if scene.asked not in {*_OPENING, Asked.WHICH_APPOINTMENT}:
        return None
    head, mine = match.symbols[0], match.symbols[-1]
    return [as_cat(head, "CANCEL", "cancelar"), as_cat(mine, "POSS", "mi")]


#: A day of which this is said is one on which nobody comes.
_CLOSED: Final = word_set("festivo feriado asueto puente fiesta holiday closed cerrado")


def _falls_on_holiday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "el lunes es festivo, ¿me pasa la cita para el martes?" as the appointment that stands on that Monday."""
    at = next((at for at, symbol in enumerate(match.symbols) if symbol.word in _CLOSED), None)
    if at is None or scene.asked not in _OPENING:
        return None
    day = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "WD")
    comma = next(index for index, symbol in enumerate(match.symbols) if index > at and symbol.cat in _PAUSES)
    head, verb = match.symbols[0], match.symbols[-1]
    target = [as_cat(head, "HAVEAPPT", "tengo"), as_cat(head, "APPT", "cita"), *match.symbols[: day + 1]]
    return [*target, *match.symbols[comma:-1], verb]


_PAUSES: Final = frozenset({"COMMA", "STOP", "BUT", "AND"})


def _lets_out(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "después de que salga de mi turno a las tres" as after three."""
    words = {word for symbol in match.symbols[1:-1] for word in symbol.word.split()}
    return [match.symbols[0], match.symbols[-1]] if words & _ENDING else None


_ENDING: Final = word_set(
    "salga salgo salgamos sale salgan termine termino terminen termina acabe acabo acabe acaben deje dejo"
    " recoja recojo"
    " regrese vuelva llegue get gets finish finishes end ends done off drop dropping pick"
)


def _calls_again(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "luego les hablo para sacar otra": the patient will call again."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    return [match.symbols[0]] if words & _CALLING else None


_CALLING: Final = word_set(
    "saco hago agendo pido reagendo sacare hare hablo llamo marco aviso llamare hablare avisare busco contacto"
    " call llamamos hablamos escribo text contact reach"
)


def _mine_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "change doctors for my appointment on the eighth" with the appointment that stands."""
    if scene.asked not in _OPENING:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"FOR", "IN", "TO", "OF", "WITH"})
    head = match.symbols[at]
    return [*match.symbols[:at], as_cat(head, "HAVEAPPT", "tengo"), *match.symbols[at + 1 :]]


def _for_my_child(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "algo para mi hijo este viernes" as a wish, not as the son's appointment."""
    head, kin = match.symbols
    child = len(kin.word.split()) > 1 and scene.asked in {*_OPENING, Asked.WHEN}
    return [head] if child and head.word.split()[-1] in {"para", "for"} else None


def _fronted(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la cita del viernes la quiero mover" as "quiero mover mi cita del viernes"."""
    verb = match.symbols[-1]
    if scene.asked not in _OPENING:
        return None
    head = match.symbols[0]
    rest = [symbol for symbol in match.symbols[1:-1] if symbol.cat not in {"NEED", "LO"}]
    while rest and rest[-1].cat in {"LA", "EL", "LOS", "LAS", "WE", "COMMA", "FILL"}:
        rest.pop()
    return [verb, as_cat(head, "POSS", "mi"), *rest]


def _meant_other(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I booked the 2nd by mistake, I meant the 12th" as moving the one to the other."""
    if scene.asked not in _OPENING:
        return None
    head, last = match.symbols[0], match.symbols[-1]
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if not words & _BOOKED:
        return None
    stop = next(at for at, symbol in enumerate(match.symbols) if symbol.cat in {"COMMA", "STOP", "BUT", "BY"})
    days = [symbol for symbol in match.symbols[1:stop] if symbol.cat in _DATES]
    moved = [as_cat(head, "MOVE", "move"), as_cat(head, "POSS", "my"), as_cat(head, "APPT", "appointment")]
    if not days:
        return None
    return [*moved, *days[:-1], covering(days[-1], match.symbols[-2]), as_cat(last, "TOW", "to")]


_BOOKED: Final = word_set("booked scheduled picked chose saque agende reserve pedi elegi puse agarre")
_DATES: Final = frozenset(
    {"THE", "EL", "ORD", "NUM", "MON", "WD", "OF", "REL", "NDATE", "MANANA", "AT", "LAS", "CLOCK"}
)


def _away_for(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "we'll still be at my mother's for Thanksgiving": it only tells why."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    told = bool(words & _THERE) and scene.asked in {*_OPENING, *_WISHING}
    return [match.symbols[-1]] if told and not words & {"can", "need", "want", "quiero", "puedo"} else None


_THERE: Final = word_set("at with visiting gone hosting still fuera traveling travelling sigo andamos estamos ando out")


def _like_then(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "my 4:30 a bit earlier today, like 3" with the new time behind."""
    *before, comma, _like, hour = match.symbols
    return [*before, as_cat(comma, "TOW", "to"), hour]


def _keeps_the_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "quiero dejarla a la misma hora pero el martes" as moving it to that day."""
    head = match.symbols[0]
    if scene.asked not in _OPENING or not head.word.startswith(
        ("dej", "mant", "keep", "leave", "conserv", "quiero dej")
    ):
        return None
    return [as_cat(head, "MOVE", "cambiar"), *match.symbols[1:-1], as_cat(match.symbols[-1], "TOW", "para")]


def _agrees_or_not(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "yeah no that's perfect" as a yes that is none for certain."""
    if scene.asked is not Asked.CONFIRM:
        return None
    return [as_cat(match.symbols[0], "DUNNO", "not sure")]


def _of_mine(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "pasar para más tarde el turno de las once" with the appointment that stands behind the new time."""
    *before, the, turn, of = match.symbols
    return [*before, as_cat(the, "POSS", "mi"), turn, of] if scene.asked in _OPENING else None


def _later_today(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "más tarde hoy" beside an appointment's hour as later in the day."""
    head, day, mine, turn, of = match.symbols
    later = Symbol(head.cat, head.value, head.first, head.last, "later in the day")
    return [later, mine, turn, day, of] if day.value == 0 else None


_DAYWORD: Final = "(WD|REL|MANANA|NDATE|HOLIDAY|MON|ORD|NUM)"
_PAUSE: Final = "(END|STOP|COMMA|Q|THANKS|FILL|INSTEADADV|BUT)"


RULES: Final[tuple[Rule, ...]] = (
    rule("NO NEED (EL|LA|POSS|THE|LOS|LAS)(?=X? (APPT|VISIT))", "CANCEL", _needless),
    rule(
        "(EL|THE|NEXT|THIS)* WD (QUEVIENE|NEXT)? (CODEIS|FILL|YES|IS|A|UN|UNIT|OF|DIA|X|LA|EL)+ (COMMA|STOP|BUT|AND)"
        " (FILL|X|WE|NEED|AVAIL|POSS|TO|SO)* (MOVE|MOVEBACK|MOVEUP|ASKPERSON)",
        "MOVE",
        _falls_on_holiday,
    ),
    rule(
        "AFTER (OF|REPEAT|WE|X|POSS|APPT|VISIT|KIN|FILL|EL|LA|TO|THE)+ (?=(LAS|LA|AT|AROUND) (NUM|UN|CLOCK))",
        "AFTER",
        lambda m, s: _lets_out(Match([*m.symbols, as_cat(m.symbols[-1], "FILL", "")]), s),
    ),
    rule(
        "(COMMA|STOP|AND|BUT) (LATER|WE|FILL|X|AFTER|ASKPERSON|ASKPERSON_ALONE|YES)+ (FOR|TO)?"
        " (BOOKAPPT|ALTS|BOOK|MOVE)(?=(END|STOP|COMMA))|(COMMA|STOP|AND|BUT) (LATER|AFTER|NOW|FILL)+ (BOOKAPPT"
        "|BOOK)(?=(END|STOP|COMMA))",
        "COMMA",
        _calls_again,
    ),
    rule(
        f"OTHERFLOW (FOR|IN|TO|OF|WITH) (POSS|LA|THE|EL) (APPT|VISIT) (ON|OF|FOR|AT|EL|THE)* (?={_DAYWORD})",
        "HAVEAPPT",
        _mine_on,
    ),
    rule("(AVAIL|BOOK|BOOKAPPT|ANY) POSS(?=(THIS|EL|WD|REL|MANANA|NEXT|FOR|LA))", "AVAIL", _for_my_child),
    rule(
        f"^(HELLO|FILL|COMMA)* LA (APPT|VISIT) (OF|EL|ON|IN|AT|LA|LAS|PART|MANANA|TARDE|NUM|POR|{_DAYWORD})+"
        " (LA|COMMA|WE|FILL)* NEED MOVE",
        "MOVE",
        _fronted,
    ),
    rule(
        "(WE|X|FILL|HAVEAPPT|BOOKAPPT|BOOK|TAKE)* X? (FOR|ON|FILL|WE|A|X|THE|EL|ORD|NUM|MON|WD|OF|REL|NDATE|AT|LAS"
        "|APPT|BOOK|BOOKAPPT)+ (BY X|BYMISTAKE|COMMA|STOP|BUT|AND|X)*"
        " (CORRECT|BUT (HAVEAPPT|NEED) (FOR|TO)*(?=(THE|EL|NUM|ORD|MON|WD)))",
        "MOVE",
        _meant_other,
    ),
    rule("(COMMA|WE|X|FILL|BE|AT|WITH|IN|POSS|KIN|NOT)+ (FOR|POR) (THE|EL)? HOLIDAY COMMA", "COMMA", _away_for),
    rule(
        "(EARLIER|LATER) (REL|THAT UNIT)? COMMA (NEED|AROUND|X|FILL|AT) (NUM|CLOCK)(?=(END|Q|STOP|FILL))",
        "TOW",
        _like_then,
    ),
    rule(
        "(KEEP|NEED KEEP|X) (TO|THE|LA|AT|SAMETIME|SAME|UNIT|IT|WE)* SAMETIME (BUT|COMMA|ONLY)+(?=(EL|ON|THE|WD|FOR))",
        "MOVE",
        _keeps_the_hour,
    ),
    rule("YES NO COMMA? WORKS|NO YES WORKS|NO COMMA? YES COMMA? WORKS", "DUNNO", _agrees_or_not),
    rule(
        "MOVE (FOR|TO) (LATER|EARLIER|WD|REL|EL|LA|MANANA|IN|POR|OF|LAS|NUM|PART|TARDE)+ (EL|LA) APPT OF(?!MON)",
        "POSS",
        _of_mine,
    ),
    rule("(LATER|EARLIER) REL POSS APPT OF(?=(LAS|LA))", "LATER", _later_today),
)
