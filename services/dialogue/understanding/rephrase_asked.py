"""English turns of phrase of answers said plainly: "I said 3, not 2", "did that get canceled", "half past two"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_REACTING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})
_HOURS: Final = 12


def _bring_to(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I need to bring it to the afternoon" as moving it."""
    head, *rest = match.symbols
    return [as_cat(head, "MOVE", "move"), *rest] if head.word in _SHIFTING else None


_SHIFTING: Final = word_set("bring bump slide scoot shift flip nudge swing take put get")


def _or_cancelled(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "do I still have it or did that get canceled" as the question only."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "OR")
    asks = match.symbols[at + 1].word.split()[0] in {"did", "was", "has", "is", "were"}
    return list(match.symbols[:at]) if asks else None


def _than_another(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "than a Wednesday" of "I'd rather come on a Tuesday than a Wednesday" as a refusal."""
    *rest, than = match.symbols
    words = {word for symbol in rest for word in symbol.word.split()}
    return [*rest, as_cat(than, "NOT", "not")] if than.word == "than" and words & _RATHER else None


_RATHER: Final = word_set("rather prefer better prefers preferable best easier")


def _office_hours(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "what days is the downtown office open" as a question about the hours."""
    opened = match.symbols[-1].word in {"open", "opened", "you open", "closed"}
    return [Symbol("TOPIC", "hours", match.symbols[0].first, match.symbols[-1].last, "open")] if opened else None


def _past(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "half past two" as one time."""
    hour = match.get("NUM")
    if not 1 <= hour <= _HOURS:
        return None
    minute = 30 if match.has("HALF") else 15
    return [Symbol("CLOCK", (hour, minute), match.symbols[0].first, match.symbols[-1].last)]


def _said_not(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I said 3, not 2" as a no with what is wished."""
    hour = next(symbol for symbol in match.symbols if symbol.cat in {"NUM", "CLOCK"})
    said = {"said", "meant", "asked", "wanted", "told"} & {word for s in match.symbols for word in s.word.split()}
    if scene.asked not in _REACTING or not said or (hour.cat == "NUM" and not 1 <= hour.value <= _HOURS):
        return None
    first = match.symbols[0]
    return [as_cat(first, "NO", "no"), as_cat(first, "COMMA", ","), as_cat(first, "AT", "at"), hour]


def _gets_in(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "get the twins in for their shots" as a booking."""
    opening = scene.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE}
    gets = any({"get", "getting", "bring", "squeeze"} & set(symbol.word.split()) for symbol in match.symbols)
    return [*match.symbols[:-1], as_cat(match.symbols[-1], "BOOKAPPT", "get in")] if gets and opening else None


def _yes_cancel(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "yes, I'd like to cancel it" in answer to "shall I?" as the yes alone."""
    return [match.symbols[0]] if scene.asked is Asked.CONFIRM else None


def _for_both(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "yes, for both of us" as a yes that is none for certain: one visit was proposed."""
    words = " ".join(symbol.word for symbol in match.symbols)
    both = scene.asked is Asked.CONFIRM and ("both" in words.split() or "all of us" in words)
    return [*match.symbols, as_cat(match.symbols[-1], "MAYBE")] if both else None


def _this_works(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "I can't do 8, 8:30 is fine" as a refusal and a wish, not as a list."""
    head, *day, comma = match.symbols
    at = [as_cat(head, "AT", "at")] if day[0].cat == "NUM" else []
    return [head, *at, *day, as_cat(comma, "BUT", "but")]


def _rebooks_later(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I'll rebook later" behind "cancel Monday"."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"STOP", "COMMA", "AND", "BUT"})
    words = {word for symbol in match.symbols[at:] for word in symbol.word.split()}
    return list(match.symbols[:at]) if words & {"ill", "will", "i", "well"} else None


def _is_for(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "it's for my dog", "it's for me" as told: a visit for whom, not one that stands."""
    head, *rest = match.symbols
    return (
        [as_cat(head, "X"), *rest] if head.word in {"its for", "this is for", "it is for", "it would be for"} else None
    )


def _later_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "1" of "the later 1" as "one"."""
    *the, head, one = match.symbols
    cat = "EARLIER" if head.cat == "EARLIER" else "LATER"
    return [*the, Symbol(cat, None, head.first, one.last, f"{cat.lower()} one")] if one.word == "1" else None


def _the_tenth(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read a bare "10th" in answer to "which?" as that day."""
    day = match.symbols[0]
    asks = scene.asked in {Asked.WHICH_APPOINTMENT, Asked.OFFER} and day.value > _CHOICES
    return [Symbol("THE", None, day.first, day.first, "the"), day] if asks else None


_CHOICES: Final = 6


def _moves_then(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "reschedule please, Wednesday or Thursday" as moving it to then."""
    head, *rest = match.symbols
    link = next(symbol for symbol in rest if symbol.cat in {"COMMA", "STOP"})
    return [head, as_cat(link, "TO", "to")]


def _maybe_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "we have to postpone, maybe April" as moving it to then."""
    head, *_links, maybe = match.symbols
    perhaps = maybe.word in {"maybe", "perhaps", "preferably", "hopefully", "possibly", "ideally", "like"}
    return [head, as_cat(maybe, "TO", "to")] if perhaps else None


def _since(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "since I'm feeling better" as a reason, not as a beginning."""
    since, who = match.symbols
    return [as_cat(since, "X", "because"), who] if since.word == "since" else None


def _new_year(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "after the new year" as after the first of January, "early in the new year" as its beginning."""
    bound, year = match.symbols
    if bound.cat == "EARLY":
        return [Symbol("NEWYEAR", year.value, bound.first, year.last, year.word)]
    return [bound, Symbol("HOLIDAY", "new_year", year.first, year.last, year.word)]


def _in_may(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the "May" beside another month, or alone, as the month."""
    return [Symbol("MON", 5, each.first, each.last, "may") if each.cat == "MAY" else each for each in match.symbols]


def _weekdays_through(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Tuesdays through Thursdays" as the days between them, each week."""
    first, last = match.all("WDS", "WD")
    first, last = (min(each) if isinstance(each, frozenset) else each for each in (first, last))
    if not first < last:
        return None
    start, end = match.symbols[0], match.symbols[-1]
    days: list[Symbol] = []
    for weekday in range(first, last + 1):
        days += [
            Symbol("WDS", weekday, start.first, end.last, start.word),
            Symbol("AND", None, start.first, start.first),
        ]
    return days[:-1]


_TIMES: Final = "(WD|WDS|REL|MON|ORD|PART|NEXT|THIS|NUM|CLOCK|NOON|WEEKEND)"

_CLOCK: Final = "(AT|THE|ON)* (NUM|CLOCK|WD|ORD|REL) (AMPM|OCLOCK)?"

RULES: Final[tuple[Rule, ...]] = (
    rule(f"(CANT|NOT|NO) {_CLOCK} COMMA(?={_CLOCK} (WORKS|YES|AVAIL))", "BUT", _this_works),
    rule(
        "CANCEL ((?!(MOVE|BOOK|BOOKAPPT|END)).)* (STOP|COMMA|AND|BUT)+ (WE|FILL|COMMA|X|NEED|TO|ASKPERSON|BACKADV)*"
        " (MOVE|BOOK|BOOKAPPT) (WE|ONE|THATONE|APPT|ALTS|FILL|A|X)* (LATER|LATERIN|WHENQ .*|ALTS|ANYTIME)"
        " (?=(END|STOP))",
        "CANCEL",
        _rebooks_later,
    ),
    rule("(HALF|QUARTER) (PAST|AFTER) NUM(?!(UNIT|TO|MON))", "CLOCK", _past),
    rule(f"X (WE|THATONE|THAT|POSS (APPT|VISIT)) TO (?=(THE|A|AT|ON)* {_TIMES})", "MOVE", _bring_to),
    rule(
        "STATUS ((?!(STOP|END)).)* OR X (THAT|WE|THATONE|POSS|APPT|FILL|HAVEAPPT|VISIT)* (CANCEL|MOVE)",
        "OR",
        _or_cancelled,
    ),
    rule(f"(AVAIL|WORKS|NEED|TAKE|X) ((?!(STOP|Q|END)).)* X(?=(A|THE|ON|IN|AT)* {_TIMES})", "NOT", _than_another),
    rule("HAVEAPPT (POSS|WE|KIN|THE)", "X", _is_for),
    rule("THE? (LATER|LATERIN|EARLIER) NUM(?=(END|STOP|COMMA|FILL|THANKS))", "ONE", _later_one),
    rule("^ORD(?=(END|STOP|THANKS|FILL|COMMA))", "THE", _the_tenth),
    rule("^MOVE FILL* COMMA FILL?(?=(WD|REL|NEXT|THIS WD|ANY))", "MOVE", _moves_then),
    rule("(MOVE|MOVEBACK) (COMMA|STOP)+ FILL(?=(THE|IN|ON|FOR)* (WD|REL|NEXT|THIS|MON|ORD))", "MOVE", _maybe_then),
    rule("MAY THE?(?=(ORD|NUM (APPT|VISIT|ONE|AT|END)))", "MON", _in_may),
    rule("(WDS|WD) (UNTIL|TO|DASH) WDS", "WDS", _weekdays_through),
    rule(
        "MON (OR|AND|TO|COMMA|UNTIL) (IN|FILL)? MAY|MAY (OR|AND|TO|COMMA|UNTIL) (IN|FILL)? MON"
        "|^FILL* MAY (?=(END|STOP|FILL|WORKS|YES|THANKS))",
        "MON",
        _in_may,
    ),
    rule("(AFTER|BEFORE|UNTIL|BY|NOEARLIER|EARLY) NEWYEAR", "HOLIDAY", _new_year),
    rule("STARTING (NAMEIS|WE|POSS|KIN|HAVEAPPT)", "X", _since),
    rule("WHENQ (FILL|THE|POSS|WE)* X? (PLACEW|PERSON) (FILL|X)* AVAIL(?=(END|Q|STOP|COMMA))", "TOPIC", _office_hours),
    rule("WE X COMMA? AT? (NUM|CLOCK) COMMA? (NOT|NO) AT? (NUM|CLOCK)(?=(END|STOP|COMMA))", "AT", _said_not),
    rule(
        "(NEED|FILL|BOOK|WE|X|TO)* (THE|POSS) X IN(?=(FOR|BEFORE|ON|THIS|NEXT|REL|TO|AFTER|BY|WD))",
        "BOOKAPPT",
        _gets_in,
    ),
    rule(
        "YES COMMA? (NEED|FILL) (TO|FILL)* CANCEL (WE|THATONE|THAT)? (?=(END|STOP|THANKS|FILL END))", "YES", _yes_cancel
    ),
    rule("YES COMMA? ((?!(END)).)*(?=END)", "YES", _for_both),
)
