"""English turns of phrase said plainly: "calling about tomorrow", "Tuesday neither", "except the day itself"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import WEEK, days_between
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _about_the_one_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "calling about tomorrow" as about the appointment that stands on that day."""
    about = match.symbols[-1]
    if about.word.split()[-1] not in {"about", "regarding", "concerning"} or scene.asked not in _OPENING:
        return None
    return [*match.symbols[:-1], as_cat(about, "HAVEAPPT", "i have")]


def _neither(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "neither" of "Monday's no good. Tuesday neither" as a refusal of its day."""
    *day, last = match.symbols
    return [*day, as_cat(last, "BAD", "is bad")] if last.word in {"neither", "either", "me neither"} else None


def _is_out(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "this weekend's out" as a refusal."""
    *day, out = match.symbols
    if out.word not in {"out", "gone", "shot", "off the table", "a no go"} or scene.asked is Asked.WHICH_APPOINTMENT:
        return None
    return [*day, as_cat(out, "BAD", "is bad")]


def _day_itself(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Thanksgiving week except the day itself" as without that holiday."""
    holiday = match.symbols[0]
    except_ = next(symbol for symbol in match.symbols if symbol.cat in _EXCEPTS)
    behind = match.symbols[match.symbols.index(except_) + 1 :]
    words = {word for symbol in behind for word in symbol.word.split()}
    if not (words & {"itself", "actual", "holiday"} or "of" in words):
        return None
    again = Symbol("HOLIDAY", holiday.value, behind[0].first, behind[-1].last, holiday.word)
    return [*match.symbols[: match.symbols.index(except_)], as_cat(except_, "EXCEPT", "except"), again]


_EXCEPTS: Final = frozenset({"EXCEPT", "NOT", "NO", "BUT"})


def _then_the_next(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I have jury duty all next week so the one after" as the week after that."""
    if match.get("UNIT") != "week" or scene.asked is Asked.WHICH_APPOINTMENT:
        return None
    ahead = 2 if match.has("NEXT") else 1
    start = scene.monday + WEEK * ahead
    week = days_between(start, start + WEEK, broad=True)
    return [Symbol("DAYS", week, match.symbols[0].first, match.symbols[-1].last)]


def _own_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "next tuesdays" in answer to "which appointment?" as that Tuesday's."""
    if scene.asked is not Asked.WHICH_APPOINTMENT:
        return None
    *before, days = match.symbols
    return [*before, Symbol("WD", days.value, days.first, days.last, days.word.removesuffix("s"))]


def _ends_at(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "after school lets out at two forty five" as after that hour."""
    part = match.symbols[0]
    words = part.word.split()
    if words[0] != "after" or words[-1] not in _OVER:
        return None
    return [as_cat(part, "AFTER", "after"), *match.symbols[2:]]


_OVER: Final = word_set("out over ends end off done finishes finish")


def _after_my(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "after my eleven o'clock meeting" as after eleven."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"NUM", "CLOCK", "NOON"})
    last = match.symbols[-1]
    busy = last.word in _BUSY
    return [match.symbols[0], *match.symbols[at:-1]] if busy else None


_BUSY: Final = word_set("meeting class shift call lecture practice session interview game lesson service show staff")


def _little_time(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "even for fifteen minutes": how short it may be is no wish about when."""
    if match.get("UNIT") != "minute" or scene.asked not in {*_OPENING, Asked.WHEN}:
        return None
    little = {word for symbol in match.symbols for word in symbol.word.split()} & {"even", "just", "only"}
    return [match.symbols[0]] if little else None


def _in_the_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "in the day" of "make it later in the day"."""
    return [match.symbols[0]] if match.get("UNIT") == "day" else None


def _at_the_other(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "can I have my appointment at the downtown office instead of the north one" as moving it there."""
    need, *rest = match.symbols
    if scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(rest) if symbol.cat in {"AT", "IN"})
    rest[at] = as_cat(rest[at], "TO", "to")
    return [as_cat(need, "MOVE", "move"), *rest]


def _those_are_in(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "all of those are in the morning" of the offers as a refusal of them."""
    pointed = any(symbol.word in _POINTED for symbol in match.symbols)
    pointed = pointed and (match.has("FILL", "ANY") or any(symbol.word == "theyre" for symbol in match.symbols))
    return [as_cat(match.symbols[0], "NOT"), match.symbols[-1]] if pointed and scene.asked is Asked.OFFER else None


def _not_that_part(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "these are all in the afternoon, I wanted morning" as a refusal and a wish."""
    pointed = {symbol.word for symbol in match.symbols} & _POINTED
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "PART")
    if not pointed or scene.asked is not Asked.OFFER:
        return None
    return [as_cat(match.symbols[0], "NOT"), match.symbols[at], as_cat(match.symbols[-1], "BUT")]


_POINTED: Final = word_set("those these they them theyre thats")


def _of_that_month(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "June's easier for us, after the 10th" with the day in that month."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"AFTER", "BEFORE"})
    return [match.symbols[0], *match.symbols[at:]]


def _rather_this(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "than" of "I'd rather have the 24th than the 20th" as "instead of"."""
    *kept, than = match.symbols
    prefers = {word for symbol in kept for word in symbol.word.split()} & {"rather", "prefer", "sooner", "better"}
    if not prefers or than.word not in {"than", "over", "to"}:
        return None
    return [*(symbol for symbol in kept if symbol.cat != "HAVEAPPT"), as_cat(than, "INSTEAD", "instead of")]


def _like_may(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "more like May" as the month."""
    *before, may = match.symbols
    return [*before, Symbol("MON", _MAY, may.first, may.last, may.word)]


_MAY: Final = 5


def _books_kin(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "also book my wife in" as a booking."""
    book, kin = match.symbols[:2]
    if scene.asked not in _OPENING or book.word.split()[0] not in {"book", "schedule", "squeeze", "fit"}:
        return None
    return [as_cat(book, "BOOKAPPT", "book an appointment"), kin]


def _hour_not_hour(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "10 rather than 9" as two hours, where an appointment is spoken of."""
    hour, instead, other = match.symbols
    if not (0 < hour.value <= _HOURS and 0 < other.value <= _HOURS):
        return None
    return [as_cat(hour, "AT", "at"), hour, instead, as_cat(other, "AT", "at"), other]


_HOURS: Final = 12


def _for_mine(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "for my appointment on Monday, 10 rather than 9" as the one that stands, moved."""
    if scene.asked not in _OPENING:
        return None
    head, *rest = match.symbols
    return [as_cat(head, "MOVE", "move"), *rest[:-1], as_cat(rest[-1], "TOW", "to")]


def _or_at(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the last of "nine, nine thirty, or ten on Monday" as an hour too."""
    *link, number = match.symbols
    if not 0 < number.value <= _HOURS:
        return None
    return [*link, as_cat(number, "AT", "at"), number]


def _very(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "very" of "the very first appointment"."""
    return [match.symbols[-1]] if match.symbols[0].word == "very" else None


_DAY: Final = "(WD|WDS|REL|PART|WEEKEND|UNIT|HOLIDAY|MON|ORD|NDATE)"
_END: Final = "(COMMA|STOP|BUT|END|AND|FILL|Q|THANKS)"

#: What shows that another day is wished than the one called about.
_ELSE: Final = "(END|INSTEADADV|MOVE|MOVEUP|MOVEBACK|CANCEL|CANT|ALTS)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "^(HELLO|COMMA|STOP|WE|NAMEIS|YES|X)* FILL(?=(THE|NEXT|THIS|ON)* (WD|REL|ORD|MON|NDATE|NUM|UNIT))"
        f"(?!((?!{_ELSE}).)*(AVAIL|BOOKAPPT|BOOK)((?!{_ELSE}).)*END)",
        "HAVEAPPT",
        _about_the_one_on,
    ),
    rule(f"{_DAY} FILL? ALTS(?={_END})", "BAD", _neither),
    rule(
        f"((WD|WDS|REL|PART|WEEKEND|MON|ORD|NDATE)|(NEXT|THIS|HOLIDAY) UNIT) FILL? FROMNOW(?=(ALSO|X|{_END[1:]})",
        "BAD",
        _is_out,
    ),
    rule(
        "HOLIDAY UNIT (COMMA|STOP|BUT|FILL|WORKS|YES)* (EXCEPT|NOT|NO|BUT) (FILL|ON|FOR)* THE"
        " ((X|FILL)* (UNIT|HOLIDAY|HOLIDAYS) (X|FILL|OF HOLIDAY)?|X X?(?=(END|STOP|COMMA)))",
        "HOLIDAY",
        _day_itself,
    ),
    rule("(NEXT|THIS|THE|^) WDS(?=(END|COMMA|STOP|THANKS|FILL|ONE|APPT))", "WD", _own_weekday),
    rule("PART AT (?=(NUM|CLOCK))", "AFTER", _ends_at),
    rule("(AFTER|BEFORE) (POSS|THE|A) (NUM|CLOCK|NOON|AMPM|OCLOCK)+ X", "AFTER", _after_my),
    rule("(FILL|X)+ FOR (NUM|A|COUPLE|FEW|UN|OF|LIKE)* UNIT", "FILL", _little_time),
    rule("(MOVEBACK|MOVEUP|LATER|EARLIER) (IN|ON) (THE|THAT|SAME)* UNIT(?!OF)", "LATER", _in_the_day),
    rule(
        "NEED POSS (APPT|VISIT) (ON|FOR|WD|REL|MON|ORD|NUM|THE|NEXT)* (AT|IN) THE X+ PLACEW(?=(INSTEAD|INSTEADADV))",
        "MOVE",
        _at_the_other,
    ),
    rule(
        "(ANY OF? )?(X|FILL|WE|THEY) (FILL|ANY|X)* (IN|ON)? THE? PART (COMMA|STOP|BUT)* WE? (NEED|X)"
        "(?=(THE|A|SOMETIME)? PART)",
        "NOT",
        _not_that_part,
    ),
    rule("MON (X|WORKS|FILL|FOR|WE|YES)+ COMMA? FILL? (AFTER|BEFORE) THE? ORD(?!(OF|MON))", "AFTER", _of_that_month),
    rule(
        "(AVAIL|NEED|FILL|X|WORKS|INSTEADADV) (HAVEAPPT|TAKE|FILL|X|BOOK|IN)* (THE|ON)?"
        " (WD|WDS|REL|ORD|MON ORD|MON NUM|NDATE) (OF MON)? (X|WITHIN)(?=(THE|ON)? (WD|WDS|REL|ORD|MON|NDATE))",
        "INSTEAD",
        _rather_this,
    ),
    rule("(NEED|UNTIL|AROUND) MAY(?=(END|COMMA|STOP|FILL|Q|WORKS|THANKS))", "MON", _like_may),
    rule("BOOK KIN (IN|ALSO|X)?(?!(APPT|VISIT))", "BOOKAPPT", _books_kin),
    rule(
        "(ANY OF? )?X (FILL|ANY)* (IN|ON) THE PART(?!(COMMA|STOP|FILL)* (YES|WORKS|THANKS|CORRECT|TAKE))",
        "NOT",
        _those_are_in,
    ),
    rule("NUM (INSTEAD) NUM(?=(END|STOP|COMMA|THANKS|Q))", "NUM", _hour_not_hour),
    rule(
        "^FOR POSS (APPT|VISIT) (ON|AT|WD|REL|MON|ORD|NUM|THE|NEXT|THIS)*"
        " (COMMA|NEED|TO|WE|TAKE|FILL)+(?=AT NUM INSTEAD)",
        "MOVE",
        _for_mine,
    ),
    rule("(NUM|CLOCK) COMMA? OR NUM(?=ON (THE|WD|REL))", "NUM", _or_at),
    rule("^NUM(?=COMMA (NUM|CLOCK) NUM? COMMA? OR AT NUM ON)", "NUM", _or_at),
    rule("BAD ALSO(?=(STOP|COMMA|END|BUT|AND))", "BAD", lambda m, _s: [m.symbols[0]]),
    rule("(X|FILL) (SOONEST|ORD|LAST)(?=(APPT|AVAIL|ONE|X))", "ORD", _very),
)

#: Behind the rules that find what keeps somebody busy.
LAST: Final[tuple[Rule, ...]] = (
    rule(
        f"NOT (NEXT|THIS) UNIT (COMMA|STOP|BUT|FILL|AND)* THE (ONE|UNIT) (AFTERTHAT|AFTER|FOLLOWING) THAT?(?={_END})",
        "DAYS",
        _then_the_next,
    ),
)
