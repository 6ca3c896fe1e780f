"""English turns of phrase around a request said plainly: "please don't cancel it", "booked for the wrong day"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _moved_house(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "we moved to another state": nobody asks for that."""
    who, *rest = match.symbols
    verb = next(symbol for symbol in rest if symbol.cat == "MOVE")
    last = match.symbols[-1].word.split()[-1]
    moves = verb.word in {"moved", "moving", "transferred", "transferring"} and who.word in _MOVERS
    away = last in _ELSEWHERE or match.symbols[-1].cat == "NOT"
    return [as_cat(who, "X", who.word)] if moves and away else None


_MOVERS: Final = word_set("i ive im we weve were am are been hes shes he she just recently")
_ELSEWHERE: Final = word_set(
    "state states city town country county apartment house place home area away texas florida california out overseas"
    " abroad college school job jobs schools cities towns in"
)


def _come_back(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I want to come back in" as asking for an appointment."""
    if scene.asked not in _OPENING or not any(symbol.word in _COMES for symbol in match.symbols):
        return None
    head = match.symbols[0]
    return [head, as_cat(match.symbols[-1], "BOOKAPPT", "come in")]


_COMES: Final = word_set("come coming go")


def _looks_at(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I need someone to look at this rash" as asking for an appointment."""
    looks = any(symbol.word in _LOOKING for symbol in match.symbols)
    return [as_cat(match.symbols[0], "BOOKAPPT", "need to be seen")] if looks and scene.asked in _OPENING else None


_LOOKING: Final = word_set("look check examine see treat take checkout")


def _wrong_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'm scheduled for the wrong day" as asking to move it."""
    wrong = match.symbols[-1]
    if scene.asked not in _OPENING or wrong.word not in _WRONG:
        return None
    return [as_cat(wrong, "MOVE", "move"), as_cat(wrong, "COMMA")]


_WRONG: Final = frozenset({"wrong day", "wrong time", "wrong date", "wrong week", "wrong one", "wrong month"})


def _saying(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "got a letter saying my visit is the 21st, I'll be away" as telling of the appointment."""
    head, *rest = match.symbols
    return [as_cat(head, "HAVEAPPT", "i have"), *rest] if head.word.endswith(" saying my") else None


def _nothing_new(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I won't be rebooking" behind a cancelling."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"COMMA", "STOP", "AND", "BUT"})
    words = {word for symbol in match.symbols[at:] for word in symbol.word.split()}
    return list(match.symbols[:at]) if words & _REBOOKING else None


def _not_to_be(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "please don't cancel my appointment" as keeping it."""
    head, verb = match.symbols[0], match.symbols[-1]
    told = head.word.endswith((" dont", " do not", " not", " never")) or head.word in {"dont", "never"}
    if not told or verb.word not in _BARE:
        return None
    return [Symbol("KEEP", None, head.first, verb.last, "dont cancel" if verb.cat == "CANCEL" else "dont move")]


_BARE: Final = word_set("cancel move change reschedule switch delete drop")


def _birthday(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the 20th is my birthday" as told, not as a question."""
    day, *rest = match.symbols
    return [day, as_cat(rest[0], "X", "its"), *(as_cat(symbol, "X", "birthday") for symbol in rest[1:])]


def _sees_same(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I want to see the same doctor" as asking for an appointment."""
    need, *_to, see, who = match.symbols
    if see.word != "see" or scene.asked not in {None, Asked.WHAT}:
        return None
    return [need, as_cat(see, "BOOKAPPT", "see someone"), who]


def _another_kind(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "make my telehealth visit an in person one" as a question of how, not as a booking."""
    kind = {word for symbol in match.symbols for word in symbol.word.split()}
    if scene.asked not in _OPENING or match.symbols[0].word != "make" or not kind & _KINDS:
        return None
    return [Symbol("TOPIC", "modality", match.symbols[0].first, match.symbols[-1].last, "modality")]


def _looks_up(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "up" of "look up my appointment"."""
    head = match.symbols[0]
    return [as_cat(head, "FILL", "look up")] if head.word.split()[-1] in {"look", "looking", "pull"} else None


def _has_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I've got to" as having to do something, not as having an appointment."""
    head = match.symbols[0]
    return [as_cat(head, "NEED", "have to")] if head.word.split()[-1] in {"got", "have", "had"} else None


def _unsure_when(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I can't remember if I'm supposed to come in the 18th or the 19th" as a question about it."""
    return [as_cat(match.symbols[-1], "STATUS", "do i have")] if scene.asked in _OPENING else None


_KINDS: Final = word_set("person virtual video phone telehealth zoom")


def _and_come(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "cancel and come in Tuesday" as moving it there."""
    head, *rest, come = match.symbols
    comes = come.word.startswith("come")
    kept = [symbol for symbol in rest if symbol.cat not in {"AND", "COMMA", "FILL"}]
    return [as_cat(head, "MOVE", "move"), *kept, as_cat(come, "TO", "to")] if comes else None


_REBOOKING: Final = word_set("rebooking rebook rescheduling reschedule booking book schedule scheduling another")


RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(NO|NOT) FILL? (CANCEL|MOVE(?!.*CANCEL))(?=(POSS|THE|WE|APPT|THATONE|ON|WD|REL|END|COMMA|STOP))",
        "KEEP",
        _not_to_be,
    ),
    rule("DUNNO X? HAVEAPPT(?=(ON|THE|IN|AT|FOR)* (ORD|WD|NUM|MON|REL|CLOCK))", "STATUS", _unsure_when),
    rule("(HAVEAPPT|HAVEQ) TO (?=(MOVE|CANCEL|MOVEUP|MOVEBACK|BOOK|BOOKAPPT|X|FILL|TAKE))", "NEED", _has_to),
    rule("(X|AVAIL|FILL) AHEADADV(?=(POSS|THE|WE))", "FILL", _looks_up),
    rule("(WD|ORD|REL|NUM|MON) STATUS BORN", "X", _birthday),
    rule("NEED TO? WITH SAMEPROV(?!.*(MOVE|CANCEL|INSTEAD))", "BOOKAPPT", _sees_same),
    rule(
        "BOOK (POSS|THE) ((?!(END|STOP|COMMA|BUT|AND)).)+(?=(END|STOP|COMMA|Q|INSTEADADV|FILL))", "TOPIC", _another_kind
    ),
    rule(
        "CANCEL (WE|POSS|APPT|THATONE|THE)* (AND|COMMA)+ FILL* FILL(?=(ON|THE|NEXT|THIS)* (WD|REL|MON|ORD|UNIT))",
        "MOVE",
        _and_come,
    ),
    rule(
        "(WE|X|NAMEIS) (FILL|X)? MOVE (TO|FILL|X|OUT|IN|OF|A|ANOTHER|ALTS|FROMNOW|THE|OTHERONE|FROM|AHEADADV)*(X|NOT)",
        "X",
        _moved_house,
    ),
    rule("NEED TO? FILL? BACKADV (IN|FILL)?(?!(TO|ON|FOR) (WD|THE|MON|NUM))", "BOOKAPPT", _come_back),
    rule(
        "NEED (A|THE|SOME)? (PERSON|VISIT|DRTITLE|X) TO (X|WITH|TAKE|CHECK|AVAIL|STATUS) (AT|A|X)*",
        "BOOKAPPT",
        _looks_at,
    ),
    rule(
        "(WE|NAMEIS|POSS|APPT|FILL|THEY)* (HAVEAPPT|STATUS|BOOK|X|FILL) (FOR|ON|IN|AT|WE|FILL)* (THE|A)? NO",
        "MOVE",
        _wrong_day,
    ),
    rule("STATUS (?=((?!(Q|WHENQ)).)*(NOT|CANT|BAD))", "HAVEAPPT", _saying),
    rule(
        "CANCEL ((?!(END|COMMA|STOP|AND|BUT)).)* (COMMA|STOP|AND|BUT) (WE|FILL|NAMEIS)* (NOT|NO|KEEP|CANT)"
        " (FILL|NEED|TO|X|WE|MOVE|BOOK|BOOKAPPT|A|APPT|ALTS|SOMETIME|REL|NOW)*(?=(END|STOP END|THANKS))",
        "CANCEL",
        _nothing_new,
    ),
)
