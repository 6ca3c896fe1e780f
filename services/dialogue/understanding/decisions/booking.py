"""A new appointment: "book me in", "need appt asap", "una cita, por favor"."""

from itertools import pairwise
from typing import Final

from services.dialogue.commands import AppointmentRef, Command, StartBook
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.decisions.wishes import constraint
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import compile_pattern, encode
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET
from services.dialogue.understanding.words.word_set import word_set

#: "Hay turno más temprano?" looks for another time, not for a first appointment.
_SEEKING: Final = word_set("hay habra habria tienen tendran tendrian tendria teneis tendriais tenes queda quedan")


def _seeks(facts: Facts) -> bool:
    """Tell whether it is only asked what is free."""
    return any(symbol.cat == "BOOKAPPT" and symbol.word.split()[0] in _SEEKING for symbol in facts.symbols)


def _puts_in(facts: Facts) -> bool:
    """Tell whether "get me in tomorrow", "book me in for Friday" opens the conversation: an appointment goes unsaid."""
    wished = facts.wishes or facts.has("SOONEST", "EARLIEST", "PROV", "ANYPROV", "SAMEPROV")
    return facts.asked in {None, Asked.WHAT} and facts.has("BOOK") and wished and not facts.roles.parts(TARGET)


#: What may stand beside "una cita".
_OPENS_WITH_ONE: Final = compile_pattern(
    "^(HELLO|COMMA|STOP)* (UN APPT ((FOR|WITH) (POSS|LA|EL)?)? (KIN|X|VISIT|PROV)"
    "|APPT X (COMMA|WITH|DAYS|WIN)|APPT (X|SOONEST) (DAYS|MOMENT)|APPT FOR? WITH (LA|EL|THE|A)? VISIT|SOONEST"
    " UN APPT|(A|UN) APPT (FOR|ON)? (EL|LA)? (DAYS|MOMENT)"
    "|(A|UN) APPT BUT? EXCEPT PROV|APPT FOR (POSS|LA|EL|X|UN|DAYS|VISIT))"
)
_AROUND_ONE: Final = frozenset({"A", "UN", "APPT", "BOOK", "HELLO", "THANKS", "COMMA", "STOP", "END", "Q"})


def _only_an_appointment(facts: Facts) -> bool:
    """Tell whether "una cita, por favor" is all that was said."""
    cats = {symbol.cat for symbol in facts.symbols}
    one = "BOOK" in cats or ("APPT" in cats and bool(cats & {"A", "UN"}))
    around = _AROUND_ONE | {"WE", "NEED", "TO"} if "BOOK" in cats else _AROUND_ONE
    return (cats <= around and one) or _OPENS_WITH_ONE.search(encode(facts.symbols)) is not None


#: "Need appt asap", "want appointment friday".
_WANTS_ONE: Final = compile_pattern("NEED (NUM (BACKADV|TO|X)*)? APPT(?!(CANT|BAD|NOT|NO))")


def _wants_one(facts: Facts) -> bool:
    """Tell whether an appointment is wished without an article, or the next one that is free."""
    next_one = any(symbol.cat == "SOONEST" and symbol.word.endswith("appointment") for symbol in facts.symbols)
    opening = facts.asked in {None, Asked.WHAT}
    last_one = any(symbol.cat == "PART" and "appointment" in symbol.word for symbol in facts.words)
    wanted = (next_one or last_one) and facts.has("NEED")
    return opening and (wanted or _WANTS_ONE.search(encode(facts.symbols)) is not None)


#: "Quiero la vacuna de la gripe": a visit that is wished, not one that stands.
_THE_VISIT: Final = compile_pattern("NEED (LA|EL|THE) VISIT (?!(OF|DAYS|WIN|MOMENT|PROV|CANT|BAD|NOT|NO))")


#: "Just a checkup": what the patient came for, named in answer to "what can I do for you?".
_NAMED: Final = compile_pattern(
    "^(HELLO|COMMA|STOP|X|FILL)* (FOR|NEED)? (A|UN) X? VISIT (FOR|X|POSS|KIN|THANKS|STOP)* END"
)


#: "Una limpieza para mi esposo el lunes": a visit named first, and its time.
_NAMED_WITH_TIME: Final = compile_pattern(
    "^(HELLO|COMMA|STOP|X|FILL|FOR)* (A|UN)? X? VISIT"
    "((?!(MOVE|MOVEUP|MOVEBACK|CANCEL|HAVEAPPT|HAVEQ|STATUS|TOPIC|Q|POSS|CANT|BAD|REPEAT)).)*END"
)
#: "Una consulta, ..." may ask something.
_ASKS: Final = frozenset({"consulta", "consult", "visit"})


def _names_visit(facts: Facts) -> bool:
    """Tell whether a visit's name, with or without its time, is all that the patient came for."""
    if facts.asked not in {None, Asked.WHAT}:
        return False
    timed = facts.wishes and not any(symbol.cat == "VISIT" and symbol.word in _ASKS for symbol in facts.symbols)
    named = facts.has("A", "UN") or any(
        symbol.cat == "VISIT" and symbol.word.startswith("cita ") for symbol in facts.symbols
    )
    if timed and named and _NAMED_WITH_TIME.search(encode(facts.symbols)) is not None:
        return True
    return facts.asked is Asked.WHAT and _NAMED.search(encode(facts.symbols)) is not None


def _wants_the_visit(facts: Facts) -> bool:
    """Tell whether a visit is wished by its name, at the start."""
    opening = facts.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}
    stands = facts.has("HAVEAPPT", "HAVEQ", "STATUS", "MOVE", "MOVEUP", "MOVEBACK", "CANCEL", "POSS", "NOT", "CANT")
    return opening and not stands and _THE_VISIT.search(encode(facts.symbols)) is not None


#: "Need to see Dr. Patel", "I'd like to come in the last week of May".
_COMES: Final = compile_pattern("(NEED TO?|^(HELLO|COMMA|STOP)* TO) WITH (EL|LA|THE|POSS)? (VISIT|PROV)")


def _wants_to_come(facts: Facts) -> bool:
    """Tell whether a visit to somebody, or coming at all, is wished at the start."""
    if facts.asked not in {None, Asked.WHAT} or facts.has("HAVEAPPT", "INSTEAD", "INSTEADADV", "ALTS", "NOT", "STATUS"):
        return False
    comes = any(
        one.cat in {"NEED", "TO"} and two.cat == "FILL" and two.word in {"come", "come in", "get in"}
        for one, two in pairwise(facts.words)
    )
    sees = any(symbol.cat == "WITH" and symbol.word.split()[0] in {"see", "ver"} for symbol in facts.symbols)
    return (sees and _COMES.search(encode(facts.symbols)) is not None) or (comes and facts.wishes)


def _has_one(facts: Facts) -> bool:
    """Tell whether an appointment that stands is spoken of: "my cleaning", not "an appointment for my knee"."""
    mine = any(
        one.cat == "POSS" and {two.cat, three.cat} & {"APPT", "VISIT", "ONE", "DAYS", "WIN", "END"}
        for one, two, three in zip(facts.symbols, facts.symbols[1:], facts.symbols[2:], strict=False)
    )
    return facts.has("HAVEAPPT") or mine


def _kind(facts: Facts) -> AppointmentRef | None:
    """Return the kind of visit that is wished: "cita con el dermatólogo", "a cleaning"."""
    said = (symbol.word for symbol in facts.symbols if symbol.cat == "VISIT")
    kind = next((word for word in said if word not in _ANY_KIND), None)
    return AppointmentRef(visit=kind) if kind is not None else None


_ANY_KIND: Final = word_set("doctor doctora doctors medico medica visit visita dr dra doc")


def book(facts: Facts) -> Decision | None:
    """A new appointment."""
    if facts.asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM, Asked.WHICH_APPOINTMENT}:
        return None
    indefinite = (
        facts.has("BOOK", "NEED", "AVAIL", "TAKE") and facts.has("APPT", "VISIT") and facts.has("A", "UN", "BOOK")
    )
    comes = _wants_to_come(facts)
    opens = (
        comes
        or facts.has("BOOKAPPT")
        or _wants_the_visit(facts)
        or _puts_in(facts)
        or _names_visit(facts)
        or (facts.asked is Asked.ANYTHING_ELSE and facts.has("NEED") and facts.has("BOOK"))
        or _only_an_appointment(facts)
        or _wants_one(facts)
    )
    if not (indefinite or opens):
        return None
    if _has_one(facts) and not facts.has("BOOK", "BOOKAPPT") and not comes:
        return None
    if facts.has("EARLIER", "LATER") and not facts.has("BOOK", "NEED") and _seeks(facts):
        return None
    commands: list[Command] = [StartBook(_kind(facts))]
    wish = constraint(facts)
    if wish is not None:
        commands.append(wish)
    return commands, False


def for_another(facts: Facts) -> bool:
    """Tell whether the new visit is somebody else's: "cancel, and then set up a new one for my son"."""
    cats = [symbol.cat for symbol in facts.words]
    return any(cat in {"BOOK", "BOOKAPPT"} and "KIN" in cats[at:] for at, cat in enumerate(cats))
