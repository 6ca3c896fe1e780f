"""English turns of phrase of callers said plainly: "I need to see someone", "mine isn't until the 9th"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_REACTING: Final = frozenset({Asked.OFFER, Asked.CONFIRM})
_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _break_begins(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "before spring break, it starts on the twentieth" as before that day."""
    return [] if any(symbol.word in _BEGINS for symbol in match.symbols) else None


_BEGINS: Final = word_set("starts begins start begin") | {
    "i leave",
    "we leave",
    "i leave on",
    "we leave on",
    "she leaves",
    "he leaves",
    "they leave",
}


def _to_see(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I need to see someone", "to see the heart doctor" as asking for an appointment."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "WITH")
    see = match.symbols[at]
    if see.word != "see":
        return None
    rest = [symbol for symbol in match.symbols[at + 1 :] if symbol.cat in {"VISIT", "DRTITLE"}]
    return [*match.symbols[:at], as_cat(see, "BOOKAPPT", "see someone"), *rest]


def _see_me(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "can somebody see me today", "the doctor wants to see me in a month" as asking for an appointment."""
    see, whom = match.symbols[-2:]
    if see.word != "see" or whom.word not in _WHOM:
        return None
    return [*(each for each in match.symbols[:-2] if each.cat != "PERSON"), as_cat(see, "BOOK", "get me in")]


_WHOM: Final = word_set("me us him her them")


def _not_until(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "mine isn't until the 9th" as the one day it is on."""
    if any(symbol.word.startswith("antes") for symbol in match.symbols):
        return None
    head = [symbol for symbol in match.symbols if symbol.cat not in {"NOT", "UNTIL", "NOEARLIER", "HAVEAPPT"}]
    return [*head, as_cat(match.symbols[-1], "HAVEAPPT", "its on")]


def _put_off_to(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "put off my consult till February" as moving it to then."""
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "TO", "to")]


def _late_part(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "it would have to be late afternoon" as that part of the day, not as being late."""
    late = match.symbols[0]
    return [as_cat(late, "LATE", "late")] if late.word.endswith("be late") else None


def _takes_earliest(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'll take the earliest" of several offers as a choice among them."""
    last = match.symbols[-1]
    takes = len(match.symbols) == 1 or match.symbols[0].word in _TAKES or match.symbols[0].cat == "TAKE"
    if scene.asked is not Asked.OFFER or not takes or last.word not in _EARLIEST:
        return None
    return [as_cat(last, "EARLIEST")]


_TAKES: Final = word_set("take grab choose pick want") | {"i want", "id like", "would like", "well take"}
_EARLIEST: Final = frozenset({"the earliest", "earliest", "the soonest", "soonest"})


def _again(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "what day is that again", "could you read me those again" as asking to hear it once more."""
    asks = any(symbol.word.split(" ")[0] in _ASKS for symbol in match.symbols)
    ends = match.symbols[-1].word.endswith("again")
    return (
        [as_cat(match.symbols[-1], "REPEAT", "say that again")] if asks and ends and scene.asked in _REACTING else None
    )


_ASKS: Final = word_set("what when where who which read tell say go hear list name give run whats whens wheres whos")


def _day_of_month(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the 15th of "any Tuesday in February except the 15th" as one of February."""
    month = next(symbol for symbol in match.symbols if symbol.cat == "MON")
    last = match.symbols[-1]
    return [*match.symbols, Symbol("OF", None, last.first, last.last, "of"), _copied(month, last)]


def _copied(symbol: Symbol, place: Symbol) -> Symbol:
    """Return a symbol again at another place."""
    return Symbol(symbol.cat, symbol.value, place.first, place.last, symbol.word)


def _quarter_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "quarter past nine" before "on the ninth" as one time."""
    hour = match.get("NUM")
    if not 1 <= hour <= 12:  # noqa: PLR2004  the hours of a clock
        return None
    minute = 15 if match.has("QUARTER") else 30
    return [Symbol("CLOCK", (hour, minute), match.symbols[0].first, match.symbols[-1].last)]


def _week_and_half(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a week and a half", "two and a half weeks" as about so many days."""
    count = match.get("NUM", "UN", "ONE", "A")
    first, last = match.symbols[0], match.symbols[-1]
    if match.get("UNIT") != "week" or count is None:
        return None
    return [
        Symbol("NUM", 7 * count + 3, first.first, last.last),
        Symbol("UNIT", "day", first.first, last.last, "days"),
        Symbol("ISH", None, last.first, last.last, "or so"),
    ]


def _confirms_mine(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I just want to confirm that my appointment is at ten" as a question about it."""
    if scene.asked not in _OPENING or not match.symbols[0].word.endswith(("confirm", "sure")):
        return None
    return [as_cat(match.symbols[0], "STATUS", "confirm my"), *match.symbols[-2:]]


def _waits(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "wait" of "I'd rather wait until after the 1st" as waiting, not as taking back."""
    head, bound = match.symbols
    return [as_cat(bound, "AFTER" if bound.cat == "NOEARLIER" else bound.cat)] if head.word == "wait" else None


def _greeted_early(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "early" of "happy new year early"."""
    return [match.symbols[0]] if match.symbols[0].word.startswith(("happy", "merry", "sorry")) else None


def _one_of_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "so one of those" behind the days that were named."""
    return [] if scene.asked is Asked.WHEN and match.symbols[-1].word in {"those", "these", "them"} else None


def _was_moved(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "they moved my surgery", "my shift got changed" as told, not as asked for."""
    who, *rest, did = match.symbols
    told = who.word in _OTHERS_DID and did.word in _DID
    return [who, *rest, as_cat(did, "X")] if told else None


_OTHERS_DID: Final = word_set("they he she you have was were been got its is has gets getting it be")
_DID: Final = word_set(
    "moved changed switched rescheduled postponed delayed cancelled canceled transferred pushed bumped"
    " shifted swapped rebooked"
)


def _needs_visit(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "my grandson needs his shots" as asking for an appointment."""
    if scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NEED", "POSS"})
    return [match.symbols[0], as_cat(match.symbols[at], "BOOKAPPT", "need one"), *match.symbols[at + 1 :]]


def _not_cancelling(_match: Match, _scene: Scene) -> list[Symbol]:
    """Read "I don't want to cancel, I just want to know what time it is" as the question only."""
    return []


def _so_far_out(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "push it two weeks out" as so much later."""
    *rest, out = match.symbols
    return [*rest, as_cat(out, "LATER", "later")] if out.word in {"out", "down the road"} else None


def _was_it(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "was it the 9th or the 10th?" as a question about what is booked."""
    was, it = match.symbols
    asks = was.word in {"was", "is"} and it.word in {"it", "that"} and scene.asked in _OPENING
    return [as_cat(was, "STATUS", "do i have")] if asks else None


def _just_the_other(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I don't need the Friday one, just the Monday" as cancelling the first only."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"FILL", "AVAIL"})
    return list(match.symbols[:at]) if match.symbols[at].word in {"just", "only"} else None


_TIMES: Final = "(WD|THE|MON|REL|NEXT|THIS|AFTER|NUM|ORD|NDATE|HOLIDAY|A|UNIT|LATERIN|SOMETIME|MID|ENDOF|EARLY|LATE)"
_NAMED: Final = "(WD|REL|ORD|MON|VISIT|NUM)"
_THING: Final = "(POSS|THE|APPT|VISIT|WE|KIN|FILL|WD|NUM|CLOCK|AMPM|AT|REL|ON|ORD|OF|WITH|DRTITLE|THATONE|THAT|X)"

RULES: Final[tuple[Rule, ...]] = (
    rule("FILL EARLY(?=(STOP|COMMA|END|BUT))", "FILL", _greeted_early),
    rule("(NEED|X|HAVEAPPT|FILL) TO? WITH (A|THE)? X? (PERSON|VISIT|DRTITLE(?!X))", "BOOKAPPT", _to_see),
    rule("(NEED|X|HAVEAPPT) TO WITH(?=(DRTITLE|POSS (VISIT|DRTITLE)))(?!.*INSTEAD)", "BOOKAPPT", _to_see),
    rule("(WE|FILL|HAVEAPPT) FILL? (MOVE|MOVEBACK|CANCEL)(?!TO? (POSS|THE)? (APPT) TO)", "X", _was_moved),
    rule(
        "NEED POSS (VISIT|X VISIT)(?!.*(MOVE|CANCEL|MOVEBACK|MOVEUP|STATUS|OTHERFLOW|TOPIC))", "BOOKAPPT", _needs_visit
    ),
    rule("(NOT|KEEP) (TO|NEED|FILL)* CANCEL (?=.*(STATUS|WHENQ))", "FILL", _not_cancelling),
    rule(
        "(MOVE|MOVEBACK) (WE|THATONE|THAT|POSS|APPT|VISIT|FILL)* (NUM|A|UN|COUPLE|FEW|OF|ONE)+ UNIT FROMNOW",
        "LATER",
        _so_far_out,
    ),
    rule("FILL (WE|THAT|THATONE)(?=(THE|ON|FOR|THIS|NEXT|WD|REL|AT)+ .* OR )", "STATUS", _was_it),
    rule(
        f"CANCEL (THE|POSS)? {_NAMED}+ (ONE|APPT)? COMMA? (FILL|AVAIL) (THE|POSS)? {_NAMED}+ (ONE|APPT)?",
        "CANCEL",
        _just_the_other,
    ),
    rule("PERSON? WITH WE", "BOOK", _see_me),
    rule("POSS (APPT|VISIT|NEXT|ONE|FILL|HAVEAPPT)* (NOT UNTIL|NOEARLIER)", "HAVEAPPT", _not_until),
    rule("NOT HAVEAPPT UNTIL", "HAVEAPPT", _not_until),
    rule(f"(MOVEBACK|MOVE) {_THING}* UNTIL(?=(AFTER )?{_TIMES})", "MOVE", _put_off_to),
    rule("OTHERFLOW(?=(FILL|IN|THE)* (PART|TARDE))", "LATE", _late_part),
    rule("(TAKE|X|NEED)? SOONEST(?=(END|STOP|COMMA|THANKS|FILL END))", "EARLIEST", _takes_earliest),
    rule(
        "(FILL|WE|THAT|THATONE|X|WHENQ|HAVEAPPT|CORRECT|COMMA|REPEAT|APPT|TO)+(?=(END|Q|STOP|FILL|THANKS))",
        "REPEAT",
        _again,
    ),
    rule("MON EXCEPT (FOR|THE|ON)* (ORD|NUM)(?!(OF|UNIT|MON|AMPM|OCLOCK))", "EXCEPT", _day_of_month),
    rule("(QUARTER|HALF) (PAST|AFTER) NUM(?=ON THE? (ORD|NUM|MON|WD))", "CLOCK", _quarter_hour),
    rule("(A|UN|NUM|ONE) UNIT AND A? HALF ISH?|(NUM|UN|ONE) AND A? HALF UNIT ISH?", "UNIT", _week_and_half),
    rule("(YES|STATUS) (THAT|FILL)* POSS (APPT|VISIT)", "STATUS", _confirms_mine),
    rule("CORRECT (UNTIL|AFTER|NOEARLIER)", "AFTER", _waits),
    rule("(BEFORE|BY) (?=BEFORE)", "BEFORE", lambda _m, _s: []),
    rule("FILL? ONE OF X", "FILL", _one_of_those),
    rule(
        "(?<=BEFORE)(POSS|A|THE)? (X|VISIT) (COMMA|STOP|FILL|WE)+ X (ON)?(?=(THE|MON|ORD|NDATE|WD|NEXT|THIS|REL))",
        "COMMA",
        _break_begins,
    ),
    rule("VAGUEDAY (COMMA|STOP|FILL|WE|X|HAVEAPPT)* (ON|FROM)* (?=(THE|MON|ORD|NDATE))", "COMMA", _break_begins),
)
