"""Words that mean something else in their place: "pasar mi cita", "not to cancel", "will call back to rebook"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.words.word_set import phrase_set, word_set


def _pass_on(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "me puede pasar mi cita al viernes" as moving, not as being put through."""
    head, *rest = match.symbols
    return [as_cat(head, "MOVE", "pasar"), *rest] if head.word.split()[-1] in _PASSING else None


_PASSING: Final = word_set("pasar pase pasan pasas pasarme pasa")


def _not_for_that(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "no es para cancelar" before what it is about."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    if words.isdisjoint(_ABOUT):
        return None
    return [as_cat(match.symbols[-1], "COMMA")]


_ABOUT: Final = word_set("es era llamo hablo vengo nada calling here looking trying im not nothing")


def _later_on_my_own(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I'll call back to rebook" behind a cancelling: nothing is asked for now."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"ASKPERSON_ALONE", "PUTOFF"})
    head = match.symbols[at].word
    if head not in _CALLING_LATER and not head.startswith(_LATER):
        return None
    before = list(match.symbols[:at])
    while before and before[-1].cat in {"FILL", "WE", "AND", "COMMA", "STOP"}:
        before.pop()
    return [*before, as_cat(match.symbols[-1], "STOP")]


_LATER: Final = ("luego", "despues", "ya despues", "mas tarde", "later", "call", "ill call", "i will call", "will call")
_CALLING_LATER: Final = phrase_set("call back|call you back|call again|be in touch|llamo|hablo|vuelvo a llamar")


def _sometime(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I'll reschedule later" behind a cancelling."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"COMMA", "STOP", "AND", "BUT"})
    words = {word for symbol in match.symbols[at:] for word in symbol.word.split()}
    if not words & {"ill", "will", "luego", "despues"} or words & {"you", "ustedes", "me"}:
        return None
    return [*match.symbols[:at], as_cat(match.symbols[-1], "STOP")]


def _other_than(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a different doctor than Dr. Brandt", "anyone but Dr. Wells" as anyone without that one."""
    _any, than, *rest = match.symbols
    known = than.cat in {"EXCEPT", "BUT"} or than.word in {"than", "from", "besides"}
    return [as_cat(than, "EXCEPT"), *rest] if known else None


def _first_thing(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "the first thing you have in March" as the soonest, not as an early hour."""
    head, last = match.symbols
    if not head.word.endswith("thing") or last.word.split()[0] not in {"you", "available", "youve", "that", "u"}:
        return None
    return [as_cat(head, "SOONEST"), last]


def _free_first(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "whoever is free first" as anyone, the soonest."""
    *rest, last = match.symbols
    return [*rest, as_cat(last, "SOONEST", "soonest")]


def _leave_that_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "pero la del 24 déjela como está" behind what is cancelled or moved."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"BUT", "COMMA", "AND", "STOP"})
    kept = {symbol.cat for symbol in match.symbols[at:]}
    if kept & {"CANCEL", "MOVE"} or not kept & {"NUM", "WD", "ORD", "DRTITLE", "VISIT", "OTHERONE", "MANANA", "REL"}:
        return None
    return [*match.symbols[:at], as_cat(match.symbols[-1], "STOP")]


def _if_one_opens(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "if there's a cancellation" as the waiting list, not as a wish to cancel."""
    head, last = match.symbols[0], match.symbols[-1]
    if head.word not in {"if", "when", "case"} or not last.word.startswith("cancellation"):
        return None
    return [as_cat(last, "WAITLIST")]


def _gone_elsewhere(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cancel it, I found another doctor" as a reason, not as a wish for anyone."""
    *before, found, _anyone = match.symbols
    return before if found.word.split()[-1] in _FOUND else None


_FOUND: Final = word_set(
    "found have got seeing see saw chose picked with switched switching to encontre tengo consegui veo vi con a"
)


def _no_longer(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Part "hoy ya no" from the day that follows it."""
    day, denied, following = match.symbols
    return [day, denied, as_cat(denied, "COMMA"), following] if denied.word == "ya no" else None


def _not_moved_either(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cancel it, I don't want to change it any more" as cancelling."""
    *before, kept = match.symbols
    return before if set(kept.word.split()) & {"cambiar", "cambiarla", "mover", "moverla", "change", "move"} else None


def _after_that_one(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the Thursday after that" as the Thursday after."""
    *before, last = match.symbols
    return [*before, as_cat(last, "AFTER", "after")]


RULES: Final[tuple[Rule, ...]] = (
    rule("(ASKPERSON|ASKPERSON_ALONE) (POSS|LA|EL) (APPT|VISIT|OF)", "ASKPERSON", _pass_on),
    rule(
        "(NO|NOT) (HAVEAPPT|FOR|WE|FILL|CODEIS|NAMEIS|X|TO|NEED)+ (CANCEL|MOVE) (APPT|POSS)* (COMMA|STOP|BUT)",
        "NO",
        _not_for_that,
    ),
    rule(
        "CANCEL ((?!(END|Q)).)* (FILL|WE|X)* (ASKPERSON_ALONE|PUTOFF)"
        " (TO|FOR|WE|FILL)* (MOVE|BOOKAPPT|BOOK|ALTS)? (FILL|STOP|LATER|APPT)*(?=END)",
        "CANCEL",
        _later_on_my_own,
    ),
    rule(
        "CANCEL ((?!(END|Q)).)* (COMMA|STOP|AND|BUT) (FILL|WE|LATER|LATERIN|PUTOFF|X)* (MOVE|BOOKAPPT|BOOK)"
        " (APPT|FILL|LA|ALTS|WE|LATERIN|LATER|SOMETIME|STOP)*(?=END)",
        "CANCEL",
        _sometime,
    ),
    rule("ANYPROV (X|EXCEPT|BUT) DRTITLE", "ANYPROV", _other_than),
    rule("CANCEL ((?!(END|MOVE|BOOK)).)+ ANYPROV(?=(END|STOP))", "ANYPROV", _gone_elsewhere),
    rule("X (FILL|A|ANY|AVAIL|WE|X)* (CANCEL|X)", "X", _if_one_opens),
    rule("(REL|WD|MANANA) NO (MANANA|WD|EL|REL)", "NO", _no_longer),
    rule("CANCEL (COMMA|STOP|BUT|FILL)* KEEP", "KEEP", _not_moved_either),
    rule("(THE|EL) WD AFTERTHAT(?=(END|STOP|COMMA|AT|IN))", "AFTERTHAT", _after_that_one),
    rule("(BEFORE|BY) (THE|LA|EL)? ENDOF", "BEFORE", lambda m, _s: [as_cat(m.symbols[0], "BY"), *m.symbols[1:]]),
    rule("PART (AVAIL|X)(?!(ON|FILL)? (WD|WDS|REL|MANANA|THE|PART))", "PART", _first_thing),
    rule("ANYPROV (FILL|X)* AVAIL ORD(?=(END|STOP))", "ANYPROV", _free_first),
    rule(
        "(CANCEL|MOVE) ((?!END).)+ (BUT|COMMA|AND|STOP) (FILL|WE)* KEEP"
        " (LA|EL|THE|ONE|ON|OF|FOR|WD|NUM|ORD|MON|MANANA|REL|DRTITLE|X|VISIT|APPT|POSS|HAVEAPPT)+ STOP?(?=END)",
        "KEEP",
        _leave_that_one,
    ),
    rule(
        "(CANCEL|MOVE) ((?!END).)+ (BUT|COMMA|AND|STOP)"
        " (LA|EL|THE|ONE|ON|OF|FOR|WD|NUM|ORD|MON|MANANA|REL|DRTITLE|X|VISIT|APPT)+ KEEP STOP?(?=END)",
        "KEEP",
        _leave_that_one,
    ),
)
