"""English turns of phrase of the daily round said plainly: "I have soccer Tuesdays", "have a lovely evening"."""

from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


_GOOD: Final = word_set(
    "good great nice lovely wonderful blessed pleasant fantastic beautiful safe happy super awesome amazing relaxing"
    " restful merry terrific excellent"
)


def _good_evening(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "have a lovely evening", "enjoy your weekend" as a goodbye."""
    head, *rest = match.symbols
    words = {word for symbol in rest for word in symbol.word.split()}
    greets = head.word == "have" and not _GOOD.isdisjoint(words)
    return [as_cat(head, "BYE")] if greets or head.word in {"enjoy", "enjoy the", "enjoy your"} else None


#: What people have on a day when they are free.
_FREE: Final = word_set("off free time car ride day break opening availability chance")


def _has_something(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I have soccer on Tuesdays" in answer to "when?" as a day refused."""
    head = match.symbols[0]
    what = {symbol.word for symbol in match.symbols if symbol.cat == "X"}
    if scene.asked not in _WISHING or what & _FREE or head.word.split()[-1] not in {"have", "has", "got", "had"}:
        return None
    return [as_cat(head, "NOT")]


def _has_none(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I don't have a car on Fridays" in answer to "when?" as a day refused."""
    return [as_cat(match.symbols[0], "NOT")] if scene.asked in _WISHING else None


_WHAT_THERE_IS: Final = word_set("have got open available")


def _whatever(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "what do you have?" in answer to "when?" as any time."""
    head = match.symbols[0]
    asks = head.word.startswith("what") and head.word.split()[-1] in _WHAT_THERE_IS
    return [as_cat(head, "ANYTIME")] if asks and scene.asked is Asked.WHEN else None


def _extreme_of(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the later one" of several offers as the latest of them; "a later one" asks for others."""
    last = match.symbols[-1]
    if last.word.startswith(("a ", "an ")):
        return None
    if scene.asked is not Asked.OFFER or last.word.split()[-1] not in {"one", "time", "slot", "appointment", "date"}:
        return None
    return [as_cat(last, "EARLIEST" if last.cat == "EARLIER" else "LATEST")]


def _so_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Keep "at 3 so 3:30 or later" from being read as one time."""
    number, filler = match.symbols
    return [number, as_cat(filler, "COMMA")] if filler.word in {"so", "maybe", "perhaps", "or so"} else None


def _those_are(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "those are all mornings" of the offers as a refusal of them."""
    if scene.asked is not Asked.OFFER or match.symbols[0].word not in {"those", "these", "they"}:
        return None
    return [as_cat(match.symbols[0], "NOT"), match.symbols[-1]]


def _i_said(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I said afternoon" as what is wished in place of what was understood."""
    last = match.symbols[-1]
    said = last.word in {"said", "told", "asked"}
    return [as_cat(last, "BUT")] if said and scene.asked in _WISHING else None


def _same_weekday(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "same day of the week" behind so many weeks: it is that day anyway."""
    count, unit, *_rest = match.symbols
    return [count, unit] if unit.value == "week" else None


def _named_break(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "spring break is the 15th to the 19th" as those days."""
    return [symbol for symbol in match.symbols if symbol.cat not in {"VAGUEDAY", "FILL", "HAVEAPPT", "FROM"}]


def _the_one_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the one on the 12th" as an appointment that stands."""
    if scene.asked in {Asked.OFFER, Asked.CONFIRM, Asked.WHEN}:
        return None
    return [as_cat(match.symbols[0], "HAVEAPPT", "i have"), *match.symbols[1:]]


def _thought(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "my appointment is tomorrow, but I thought it was next week" as a question about that appointment."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "X")
    return [as_cat(match.symbols[at], "STATUS", "do i have")] if match.symbols[at].word == "thought" else None


def _the_one_after(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Monday or the Monday after" as that Monday and the next."""
    weekdays = match.all("WD")
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "OR")
    if len(set(weekdays)) > 1 or match.has("NEXT") or (len(weekdays) == 1 and not match.has("ONE", "UNIT")):
        return None
    if match.get("UNIT") not in {None, "week"}:
        return None
    day = coming(weekdays[0], scene.today + DAY) + WEEK
    last = match.symbols[-1]
    return [*match.symbols[: at + 1], Symbol("DATE", one_day(day), match.symbols[at + 1].first, last.last, last.word)]


def _around_ish(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "around nineish" as "nineish"."""
    return list(match.symbols[1:])


def _event_on(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "before my flight on the tenth" as before that day."""
    return [match.symbols[0]]


def _one_more(match: Match, _scene: Scene) -> list[Symbol]:
    """Read the second "one" of "one on Monday and one on Tuesday" as an appointment, not as an hour."""
    link, one = match.symbols
    return [link, as_cat(one, "X")]


def _bare_clock(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read a bare "330" or "1430" in answer to "when?" as a time."""
    number = match.symbols[0]
    hour, minute = divmod(number.value, 100)
    fits = number.word.isdigit() and len(number.word) > 2 and hour < 24 and minute % 5 == 0 and minute < 60  # noqa: PLR2004
    if scene.asked is not Asked.WHEN or not fits:
        return None
    return [Symbol("CLOCK", (hour, minute), number.first, number.last, number.word)]


def _mine_later(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "can my appointment be later in the day on the 31st" as moving it."""
    if scene.asked not in {None, Asked.WHAT} or match.symbols[0].word not in {"my", "our", "his", "her"}:
        return None
    return [as_cat(match.symbols[0], "MOVE", "move"), *match.symbols]


def _day_first(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "any time Friday and after 2 on Thursday" with each day before its own time."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat in {"AND", "OR"})
    inner = [symbol for symbol in match.symbols[at + 1 : -1] if symbol.cat not in {"ANYTIME", "AVAIL", "FILL", "ON"}]
    first = match.symbols[0]
    whole = [as_cat(first, "ALLDAY", "all day")] if at == 1 else []
    return [first, *whole, *match.symbols[1 : at + 1], match.symbols[-1], *inner]


_TOLD: Final = word_set(
    "told said says wants wanted asked recommended recommends suggested suggests ordered needs thinks mentioned"
)


def _doctor_said(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "the doctor told me to": whose idea it was does not matter."""
    title = next(symbol.word for symbol in match.symbols if symbol.cat in {"VISIT", "DRTITLE"})
    told = any(symbol.word in _TOLD for symbol in match.symbols)
    return [] if told and title in {"doctor", "dr", "doc", "dentist", "surgeon", "specialist", "therapist"} else None


def _has_with(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I have an appointment with" as one that stands, not as a booking."""
    have, one = match.symbols
    if not one.word.startswith("an appointment ") or have.word.split()[-1] in {"get", "make"}:
        return None
    link = "WITH" if one.word.endswith("with") else "FOR"
    return [have, as_cat(one, "UN", "an"), as_cat(one, "APPT", "appointment"), as_cat(one, link)]


def _cancelled(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I cancelled my appointment" as told, not as asked for."""
    who, *rest, did = match.symbols
    told = who.word in {"i", "we"} and did.word in {"cancelled", "canceled"}
    return [who, *rest, as_cat(did, "X")] if told else None


def _got_cancelled(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "my appointment got cancelled and I need a new one" as the new one only."""
    return list(match.symbols[1:]) if match.symbols[0].word.startswith(("got ", "was ", "is ")) else None


RULES: Final[tuple[Rule, ...]] = (
    rule("(THE|POSS|KIN)? (VISIT|DRTITLE) (X|NEED|FILL|REPEAT) (WE|TO|FILL)*", "FILL", _doctor_said),
    rule("^NUM(?=(END|STOP|THANKS|FILL|WORKS))", "CLOCK", _bare_clock),
    rule("POSS (APPT|VISIT) FILL? (?=(LATER|EARLIER|LATERIN))", "MOVE", _mine_later),
    rule(
        "(WD|WDS|REL) (AT? (NUM|CLOCK|AMPM|OCLOCK|NOON)+)? (AND|OR) (ANYTIME|AVAIL|FILL)*"
        " (AFTER|BEFORE|AT|AROUND) (NUM|CLOCK|AMPM|OCLOCK|NOON)+ ON (WD|WDS)",
        "WD",
        _day_first,
    ),
    rule("(HAVEAPPT|HAVEQ) BOOKAPPT", "HAVEAPPT", _has_with),
    rule("WE (X|FILL)? CANCEL", "X", _cancelled),
    rule("STATUS (AND|STOP|COMMA|FILL|BUT)+ (WE|FILL|CAN)* BOOKAPPT", "BOOKAPPT", _got_cancelled),
    rule(
        "(HAVEAPPT|X) (A|AN|POSS|THE|WE)* (X|YES|WORKS|FILL)* (PART|UNIT|WEEKEND|HOLIDAY|WD|REL)", "BYE", _good_evening
    ),
    rule(
        "NO HAVEAPPT (A|AN|ANY|POSS)? X X? (ON|FOR|IN)? (?=(THE|NEXT|THIS)? (WD|WDS|PART|REL|MON|ORD))",
        "NOT",
        _has_none,
    ),
    rule("HAVEAPPT (A|AN|POSS)? X X? (ON|EVERY|ANY)? (?=(WD|WDS))", "NOT", _has_something),
    rule("(AVAIL|REPEAT)(?=(END|STOP|Q|COMMA|THANKS))", "ANYTIME", _whatever),
    rule(
        "(?<!(A|UN|ANY|AVAIL|ALTS|NO|NOT)) THE? (EARLIER|LATER)(?=(END|STOP|COMMA|FILL|THANKS|WORKS|YES|FOR))",
        "LATEST",
        _extreme_of,
    ),
    rule(
        "WD OR (THE|FILL)* (WD|ONE|UNIT) (AFTER|AFTERTHAT|FOLLOWING)(?=(END|STOP|COMMA|Q|FILL|YES|WORKS))",
        "DATE",
        _the_one_after,
    ),
    rule("AROUND (NUM|CLOCK) ISH", "NUM", _around_ish),
    rule(
        "(BEFORE|AFTER) (POSS|THE|A) (NEXT|X|VISIT|APPT|SKIP)+ (ON|FILL)+(?=(THE|WD|MON|REL|NDATE|ORD))",
        "BEFORE",
        _event_on,
    ),
    rule("(AND|OR) ONE(?=(ON|WITH|FOR|IN))", "X", _one_more),
    rule("(NUM|CLOCK|AMPM|OCLOCK) FILL(?=(NUM|CLOCK|AROUND|AFTER))", "COMMA", _so_then),
    rule("X FILL? ANY? (?=PART)|X FILL? ANY PART", "NOT", _those_are),
    rule("(STOP|COMMA)? WE X(?=(PART|WD|NEXT|THE|ON|AFTER|IN|REL|MON|WDS))", "BUT", _i_said),
    rule("(NUM|UN|A|COUPLE|FEW) UNIT COMMA? SAME UNIT OF (THE|LA)? UNIT", "UNIT", _same_weekday),
    rule(
        "(COMMA|STOP|BUT)+ WE? X (WE|FILL|POSS|APPT|HAVEAPPT|ON|FOR|AT|IN|THE)*"
        " (WD|REL|NEXT|THIS|UNIT|MON|ORD|NUM|PART|AMPM|OCLOCK|CLOCK|NDATE)+",
        "STATUS",
        _thought,
    ),
    rule("(POSS|OUR|FILL)* VAGUEDAY (FILL|HAVEAPPT|NAMEIS)? FROM? (?=(THE|MON|ORD|NDATE|NUM))", "COMMA", _named_break),
    rule("THE ONE (ON|AT|FOR|IN)(?=(THE|WD|MON|NEXT|THIS|REL|NDATE|ORD))", "HAVEAPPT", _the_one_on),
)
