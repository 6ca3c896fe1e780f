"""English turns of phrase about days and hours said plainly: "Tuesday's out", "nothing after 3", "the week after"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import add_months
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import WEEK, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})
_LAST_SAFE: Final = 28


def _of_the_month(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the first of the month" as the next one to come."""
    day = match.get("ORD", "NUM")
    if match.get("UNIT") != "month" or not 1 <= day <= _LAST_SAFE:
        return None
    date = scene.today.replace(day=day)
    if date < scene.today:
        date = add_months(date, 1)
    return [Symbol("DATE", one_day(date), match.symbols[0].first, match.symbols[-1].last)]


def _other_half(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I can't do Friday morning but the afternoon is fine" as that Friday afternoon."""
    if scene.asked not in _WISHING:
        return None
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "BUT")
    day = [symbol for symbol in match.symbols[:at] if symbol.cat in {"WD", "REL", "ORD", "MON", "NUM", "NEXT", "THIS"}]
    if day[0].cat == "ORD":
        day.insert(0, as_cat(day[0], "THE", "the"))
    return [as_cat(match.symbols[at], "BUT"), *day, match.symbols[-1]]


def _nothing_beyond(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the "nothing after 3" of "no weekends and nothing after 3" as a bound of its own."""
    link, _no, bound = match.symbols
    return [as_cat(link, "BUT"), as_cat(bound, "BEFORE" if bound.cat == "AFTER" else "NOEARLIER")]


def _is_out(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Tuesday's out" as a refusal of that day."""
    *day, out = match.symbols
    return [*day, as_cat(out, "BAD", "is out")] if out.word == "out" else None


def _after_that_week(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I've got finals next week, so the week after" as the week after next."""
    if match.all("UNIT") != ["week", "week"]:
        return None
    ahead = 2 if match.has("NEXT") else 1
    start = scene.monday + WEEK * ahead
    first, last = match.symbols[0], match.symbols[-1]
    week = Symbol("DAYS", days_between(start, start + WEEK, broad=True), last.first, last.last)
    return [as_cat(first, "BUT"), week]


def _works_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "she works mornings" as hours refused; "that works mornings" is something else."""
    who, *_between, works = match.symbols
    busy = works.word in {"works", "work"} and (who.cat == "KIN" or who.word in {"she", "he", "they", "we"})
    return [as_cat(works, "NOT", "is working")] if busy else None


def _if_open(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "if you're open Saturdays", "if you have evening hours" behind the time wished."""
    return [] if match.symbols[0].word.split(" ")[0] == "if" else None


def _both_days(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "both days" of "the 17th or the 18th, morning both days"."""
    return [] if scene.asked is Asked.WHEN and match.symbols[-1].word in _DAYS else None


def _busy_with(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I've got finals next week" in answer to "when?" as a week refused."""
    what = {symbol.word for symbol in match.symbols if symbol.cat == "X"}
    return [as_cat(match.symbols[0], "NOT")] if scene.asked in _WISHING and not what & _FREE else None


#: What people have in a week when they are free.
_FREE: Final = word_set("off free time break opening availability")


def _nothing_more(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave "nothing later than that" open: it may refuse what is later, or complain that there is nothing."""
    than = match.symbols[-1].word.endswith(("than that", "than those", "than this"))
    return [as_cat(match.symbols[0], "X"), as_cat(match.symbols[-1], "X")] if than and scene.asked in _WISHING else None


def _one_coming_up(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the one coming up" in answer to "which appointment?" as the next one."""
    last = match.symbols[-1]
    if scene.asked is not Asked.WHICH_APPOINTMENT or not last.word.endswith("coming up"):
        return None
    return [Symbol("CHOICE", 1, match.symbols[0].first, last.last, "the next one")]


def _so_manyth(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave "the third time you changed it" from being read as a date."""
    last = match.symbols[-1]
    times = last.word in {"time", "times"} and scene.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}
    return [as_cat(last, "X")] if times else None


def _two_others(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave "two different days" from being read as asking for another day."""
    return [match.symbols[0], as_cat(match.symbols[1], "X")]


def _not_before(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "I won't have childcare until the 20th" as not before then."""
    return [as_cat(match.symbols[-1], "NOEARLIER", "not until")]


def _since_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out "since Monday" of "I've been sick since Monday": it says how long, not when."""
    return [] if match.symbols[0].word == "since" and scene.asked in {None, Asked.WHAT} else None


def _has_it_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "my husband has the car till noon" as after noon; "I have the car till noon" is before it."""
    head = match.symbols[0]
    what = {symbol.word for symbol in match.symbols if symbol.cat == "X"}
    own = head.word not in {"has", "she has", "he has"}
    if scene.asked not in _WISHING or what & (_FREE | (_NEEDED if own else set())):
        return None
    return [as_cat(match.symbols[-1], "AFTER", "busy until")]


_NEEDED: Final = word_set("car ride truck babysitter sitter van")


def _is_my(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the 14th is my birthday" in answer to "when?" as told of that day, not as a question."""
    *day, asks = match.symbols
    return [*day, as_cat(asks, "X")] if asks.word.startswith("is my") and scene.asked in _WISHING else None


def _is_it_too(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave "is next week too soon?" open: it asks, and refuses nothing."""
    first, last = match.symbols[0], match.symbols[-1]
    if first.word not in {"is", "would", "are"} or not last.word.startswith("too "):
        return None
    return [*match.symbols[:-1], as_cat(last, "X"), as_cat(last, "X")]


def _that_hour_works(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "10 would be good" in answer to "when?" as that hour."""
    number = match.symbols[0]
    hour = 1 <= number.value <= 12  # noqa: PLR2004  the hours of a clock
    return [as_cat(number, "AT", "at"), *match.symbols] if hour and scene.asked is Asked.WHEN else None


_DAYS: Final = word_set("days day")
_DAY: Final = "(NEXT|THIS|THE|WD|REL|ORD|MON|NUM)"


def _whether_free(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "tell me if there's anything on Saturday" as a wish, not as a question what is booked."""
    return [as_cat(match.symbols[0], "FILL")] if match.symbols[0].word.split()[-1] in {"if", "whether"} else None


def _early_in_it(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "next month sometime early in the month" as early next month."""
    units = [symbol for symbol in match.symbols if symbol.cat == "UNIT"]
    part = next(symbol for symbol in match.symbols if symbol.cat in {"EARLY", "LATE", "ENDOF"})
    return [part, match.symbols[0], units[0]] if units[0].value == units[-1].value else None


RULES: Final[tuple[Rule, ...]] = (
    rule("STATUS(?=(FILL|X)* AVAIL)", "FILL", _whether_free),
    rule("NEXT UNIT (SOMETIME|FILL|COMMA)* (EARLY|LATE|ENDOF) (IN|OF) THE UNIT", "EARLY", _early_in_it),
    rule("HAVEAPPT (A|AN)? X X? (ALLDAY|ALLOF|ANY)? (?=(NEXT|THIS) UNIT)", "NOT", _busy_with),
    rule("NOT (LATER|EARLIER)", "X", _nothing_more),
    rule("STARTING (LAST|THE|THIS|EARLY|LATE)* (WD|REL|UNIT|MON|NUM|ORD|HOLIDAY|WEEKEND|PART)+", "FILL", _since_then),
    rule("HAVEAPPT (THE|A|AN|POSS)? X X? UNTIL(?=(NUM|CLOCK|NOON|AROUND))", "AFTER", _has_it_until),
    rule("(ORD|WD|NUM|REL|WDS) STATUS", "X", _is_my),
    rule("^FILL+ (NEXT|THIS|THE|UNIT|WD|REL|ORD|MON|NUM|IN|A|PART)+ (LATER|EARLIER)", "X", _is_it_too),
    rule(
        "(?<!(MON|THE|OF|ON|AND|OR|TO|NUM|WD|AT|AROUND|AFTER|BEFORE|BY|OPTION|DASH|LA|LAS|EL))NUM (OR NUM)?(?=WORKS)",
        "AT",
        _that_hour_works,
    ),
    rule("THE? (ORD|LAST) FILL", "X", _so_manyth),
    rule("NUM ALTS", "X", _two_others),
    rule("(NOT|NO) HAVEAPPT (A|AN|POSS|THE)? X X? UNTIL", "NOEARLIER", _not_before),
    rule("THE? (ORD|NUM) OF THE UNIT", "DATE", _of_the_month),
    rule(
        f"(CANT|NOT|NO) (THE|ON)* (PART (OF|ON)? {_DAY}+|{_DAY}+ PART) BUT (THE|IN|FILL|MAYBE)* PART"
        "(?=(END|WORKS|YES|FILL|STOP|AVAIL))",
        "BUT",
        _other_half,
    ),
    rule("(AND|COMMA) (NOT|NO) (AFTER|BEFORE)(?=(NUM|CLOCK|NOON))", "BUT", _nothing_beyond),
    rule(
        "(WD|WDS|REL|ORD|PART|(NEXT|THIS) UNIT|WEEKENDS) FILL? FROMNOW(?=(END|COMMA|STOP|AND|BUT|FOR))", "BAD", _is_out
    ),
    rule(
        "(NEXT|THIS) UNIT (COMMA|STOP|FILL|BUT)+ (MAYBE|FILL)* THE UNIT AFTER(?=(END|STOP|FILL|COMMA))",
        "DAYS",
        _after_that_week,
    ),
    rule(
        "(KIN|WE) FILL? (YES|WORKS|X)(?=(PART|WDS|WD|UNTIL|FROM|WEEKENDS|ON|EVERY|TONIGHT|REL|IN))", "NOT", _works_then
    ),
    rule("TOPIC (ON|THE|WDS|WD|WEEKEND|WEEKENDS|THEN|FILL)*(?=(END|STOP|COMMA))", "FILL", _if_open),
    rule("X AVAIL (A|AN|ANY|PART|UNIT|AVAIL|APPT|THATONE|THEN|TIME|X)*(?=(END|STOP|COMMA))", "FILL", _if_open),
    rule("ALLOF UNIT", "FILL", _both_days),
    rule("THE? (ONE|APPT) FILL? STATUS", "CHOICE", _one_coming_up),
)
