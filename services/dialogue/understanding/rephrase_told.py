"""English turns of phrase of what callers tell said plainly: "she has a rash", "the Monday after", "or what"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
_GREETINGS: Final = word_set("morning afternoon evening")


def _greets(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "morning, I'm supposed to come in Friday" as a greeting, not as a part of the day."""
    part, rest = match.symbols[0], match.symbols[1:]
    if part.word not in _GREETINGS or scene.asked not in _OPENING:
        return None
    return [as_cat(part, "HELLO"), *rest]


def _ails(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "she has a rash" beside a booking as told, not as an appointment that stands."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "HAVEAPPT")
    has = match.symbols[at]
    if has.word.split()[-1] not in {"has", "have", "had", "got", "having"} or match.symbols[-1].word in _APPOINTED:
        return None
    return [*match.symbols[:at], as_cat(has, "X"), *match.symbols[at + 1 :]]


#: Unknown words that may stand for an appointment.
_APPOINTED: Final = word_set("slot spot opening time thing meeting session consult booking reservation")


def _aged(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "she's four", "he is 6 years old" as told, not as an hour."""
    who, *rest = match.symbols
    last = rest[-1]
    if who.word not in _WHO or (last.cat == "UNIT" and last.value not in {"year", "month", "week"}):
        return None
    return [who, Symbol("X", None, rest[0].first, last.last, "aged")]


_WHO: Final = word_set("shes hes whos im is theyre turning aged")


def _weekday_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the Monday after" as the following Monday."""
    the, day, after = match.symbols
    return [
        the,
        Symbol("FOLLOWING", None, day.first, day.first, "following"),
        Symbol("WD", day.value, day.first, after.last, day.word),
    ]


def _one_around(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "not this week, the one after New Year's" as the week after New Year's."""
    unit = match.get("UNIT")
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "ONE")
    if unit not in {"week", "month"}:
        return None
    one = match.symbols[at]
    return [
        *match.symbols[:at],
        Symbol("UNIT", unit, one.first, one.last, str(unit)),
        *match.symbols[at + 1 :],
    ]


def _one_before_it(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "not the week of Thanksgiving, the one before it" as the week before Thanksgiving."""
    head = match.symbols[0]
    unit = next(symbol for symbol in match.symbols if symbol.cat == "UNIT")
    day = next(symbol for symbol in match.symbols if symbol.cat in {"HOLIDAY", "MON"})
    rest = match.symbols[match.symbols.index(day) :]
    bound = next(symbol for symbol in rest if symbol.cat in {"BEFORE", "AFTER", "BEFORETHAT", "AFTERTHAT"})
    if unit.value != "week" or day.cat != "HOLIDAY":
        return None
    place = bound.first
    return (
        [
            *match.symbols[: match.symbols.index(bound) - 1],
            Symbol("UNIT", "week", place, place, "week"),
            as_cat(bound, bound.cat.removesuffix("THAT")),
            Symbol("HOLIDAY", day.value, place, match.symbols[-1].last, day.word),
        ]
        if head.cat in {"NOT", "NO"}
        else None
    )


def _or_the_next(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "if there's nothing this week then the week after" as this week, else the next one."""
    this = match.symbols.index(next(symbol for symbol in match.symbols if symbol.cat == "THIS"))
    head = match.symbols[:this]
    words = {word for symbol in head for word in symbol.word.split()}
    if "if" not in words or not words & {"nothing", "not", "cant", "no", "dont", "isnt", "arent", "full", "none"}:
        return None
    unit, last = match.symbols[this + 1], match.symbols[-1]
    return [
        match.symbols[this],
        unit,
        Symbol("OR", None, last.first, last.first, "or else"),
        Symbol("NEXT", None, last.first, last.first, "next"),
        Symbol("UNIT", unit.value, last.first, last.last, unit.word),
    ]


def _asks_what_was_said(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "did you say seven in the morning or at night?" as asking to hear it again."""
    words = " ".join(symbol.word for symbol in match.symbols).split()
    heard = words[:1] == ["did"] and bool({"say", "mean"} & set(words))
    if not heard or scene.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE, Asked.NAME, Asked.BIRTH_DATE}:
        return None
    first, last = match.symbols[0], match.symbols[-1]
    return [Symbol("REPEAT", None, first.first, last.last, "say that again")]


def _already_found(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I've already found another doctor", which tells why."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    return [] if words & _FOUND and match.symbols[-1].word.split()[0] in {"another", "a", "other"} else None


_FOUND: Final = word_set("found got seeing saw using have switched gone going went")


def _away_then(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I got a reminder for the 30th and I'll be away until the 8th" as two clauses."""
    link, away = match.symbols
    return [as_cat(link, "BUT"), away] if _AWAY & set(away.word.split()) else None


_AWAY: Final = word_set("away out gone traveling travelling vacation outta")


def _after_return(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out the "so after that" behind "I'm away until the 8th": it is from then on anyway."""
    return list(match.symbols[:-1])


def _than(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "come in earlier than March 3rd" as before that day."""
    head, than = match.symbols
    if than.word != "than":
        return None
    bound = as_cat(than, "BEFORE" if head.cat in {"MOVEUP", "EARLIER"} else "AFTER")
    return [head, *([as_cat(than, "AVAIL")] if head.cat.startswith("MOVE") else []), bound]


def _than_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "anything later than those" of the offers as later."""
    pointed = match.symbols[-1].word in {"those", "these", "them", "that", "this", "what"}
    if not pointed or scene.asked not in {Asked.OFFER, Asked.CONFIRM}:
        return None
    head = match.symbols[0]
    if head.cat in {"EARLIER", "LATER"}:
        return [head]
    return [as_cat(head, "LATER" if head.cat == "AFTER" else "EARLIER")]


def _of_mine(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "for my visit on the 12th" behind "switch to the other office" as the appointment that stands."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "FOR")
    return [
        as_cat(symbol, "HAVEAPPT", "i have") if index == at else symbol for index, symbol in enumerate(match.symbols)
    ]


def _place_called(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "to the one in Glendale" as that place."""
    to, the, *_, name = match.symbols
    return None if name.word in _NO_PLACE else [to, Symbol("PLACE", name.word, the.first, name.last)]


_NO_PLACE: Final = word_set("person general particular case fact charge here there")


def _is_vague(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "fine, whatever", "I guess so or what" as a yes that is none for certain."""
    if scene.asked is not Asked.CONFIRM:
        return None
    last = match.symbols[-1]
    words = " ".join(symbol.word for symbol in match.symbols)
    vague = words.endswith(_VAGUE) or (words.endswith("whatever") and not match.has("YES"))
    return [*match.symbols[:-1], as_cat(last, "MAYBE")] if vague else None


_VAGUE: Final = ("or what", "or not", "or whatever", "whatever you say", "whatever you want")


def _latest_on(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the latest you have on Thursdays" as late on those days."""
    if scene.asked in {Asked.OFFER, Asked.CONFIRM, Asked.WHICH_APPOINTMENT}:
        return None
    head = match.symbols[0]
    rest = [symbol for symbol in match.symbols[1:] if symbol.cat not in {"AVAIL", "X", "HAVEAPPT", "WE", "APPT"}]
    return [
        Symbol("LATE", None, head.first, head.first, "late"),
        Symbol("PART", "afternoon", head.first, head.last, "afternoon"),
        *rest,
    ]


def _in_days_or_so(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out the "or so" of "within the next ten days or so"."""
    return list(match.symbols[:-1])


def _down_for(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'm down for Monday" at the start as the appointment that stands."""
    down, link = match.symbols
    stands = down.word.endswith(" down") and scene.asked in {*_OPENING, Asked.WHICH_APPOINTMENT}
    return [as_cat(down, "HAVEAPPT", "i have"), as_cat(link, "ON", "on")] if stands else None


def _then_other(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Thursday. If not, Wednesday afternoon" as all of Thursday."""
    link = next(symbol for symbol in match.symbols if symbol.cat == "OR")
    if link.word not in {"or else", "otherwise", "or otherwise", "if not", "or if not", "and if not", "failing that"}:
        return None
    day, *rest = match.symbols
    whole = Symbol("ALLDAY", None, day.last, day.last, day.word)
    return [day, whole, *(symbol for symbol in rest if symbol.cat not in {"COMMA", "STOP"})]


def _only_that_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Monday or Tuesday, but if it's Tuesday, before 10" as all of Monday, or Tuesday before 10."""
    days = [symbol for symbol in match.symbols if symbol.cat == "WD"]
    first, second, again = days[0], days[1], days[-1]
    if not any(symbol.word == "if" for symbol in match.symbols) or again.value not in {first.value, second.value}:
        return None
    other = second if again.value == first.value else first
    whole = Symbol("ALLDAY", None, other.last, other.last, other.word)
    return [other, whole, Symbol("OR", None, again.first, again.first, "or"), again]


_END: Final = "(END|STOP|COMMA|Q|THANKS|FILL|INSTEADADV|WORKS|YES|BUT|OR|AT|IN)"

RULES: Final[tuple[Rule, ...]] = (
    rule("^PART (COMMA|STOP|HELLO|WE|FILL)(?=.)", "HELLO", _greets),
    rule("(BOOKAPPT|BOOK) ((?!(MOVE|CANCEL|BUT|END)).)* HAVEAPPT (A|AN|SOME|THIS)? X", "X", _ails),
    rule("YES FOR(?=(THE|WD|REL|NEXT|THIS|MON|ORD|NUM|A|CLOCK|NOON))", "HAVEAPPT", _down_for),
    rule(
        "WD (COMMA|STOP)+ OR COMMA? (THE|ON|NEXT|THIS)* WD PART|WD OR COMMA (THE|ON|NEXT|THIS)* WD PART",
        "WD",
        _then_other,
    ),
    rule(
        "WD (OR|AND) WD (COMMA|STOP|BUT|FILL|AND)+ X (NAMEIS|WE|ON|FILL|TAKE|X)* WD (AVAIL|NEED|COMMA|WE|FILL|X)*",
        "WD",
        _only_that_day,
    ),
    rule("X NUM (UNIT X?)? (?=(AND|COMMA|STOP|X|WE|NEED|BUT|HAVEAPPT))", "X", _aged),
    rule(f"THE WD AFTER(?={_END})", "WD", _weekday_after),
    rule("(NOT|NO) (THIS|NEXT) UNIT (COMMA|STOP|BUT|FILL)* THE ONE (?=(AFTER|BEFORE) HOLIDAY)", "UNIT", _one_around),
    rule(
        "(NOT|NO) THE? UNIT OF HOLIDAY (COMMA|STOP|BUT|FILL)* THE ONE (BEFORE|AFTER|BEFORETHAT|AFTERTHAT) WE?",
        "UNIT",
        _one_before_it,
    ),
    rule(
        "(FILL|X|WE|NO|NOT|AVAIL|CANT|ANY|OR|ALTS|HAVEAPPT|FOR|IN|ON|STATUS)+ THIS UNIT"
        " (AVAIL|COMMA|FILL|X|STOP|OR|WORKS|NEED|TAKE)*"
        " (NEXT (UNIT|ONE)?|THE? (UNIT (AFTER|AFTERTHAT|FOLLOWING)|(FOLLOWING|NEXT) UNIT?|ONE AFTER|UNIT AFTERTHAT))",
        "UNIT",
        _or_the_next,
    ),
    rule("X WE FILL* X? ((?!END).)*", "REPEAT", _asks_what_was_said),
    rule("(WE|X|FILL|HAVEAPPT|NEED)+ (ANYPROV|ALTS|A (VISIT|DRTITLE))", "X", _already_found),
    rule("AND NOT", "BUT", _away_then),
    rule(
        "NOT UNTIL (THE|ORD|NUM|MON|WD|NDATE|NEXT)+ (FILL|COMMA|STOP|X|NEED|WE|TO|AND|BUT)* AFTERTHAT",
        "AFTER",
        _after_return,
    ),
    rule("(MOVEUP|EARLIER|LATER|MOVEBACK) X(?=(THE|MON|WD|ORD|REL|NDATE|NEXT|NUM|CLOCK|NOON))", "BEFORE", _than),
    rule(
        "(EARLIER|LATER|AFTER|BEFORE) X? (X|THATONE|THAT|WE|HAVEAPPT)(?=(END|Q|STOP|COMMA|THANKS))",
        "LATER",
        _than_those,
    ),
    rule(
        "MOVE ((?!(END|STOP|Q)).)* FOR(?=POSS X? (APPT|VISIT) (ON|AT|THE|THIS|NEXT|WD|REL|MON|NUM))", "MOVE", _of_mine
    ),
    rule("TO THE ONE (IN|ON|AT|BY|OF) X(?=(FOR|END|STOP|COMMA|Q|ON|THANKS|HAVEAPPT|FILL))", "PLACE", _place_called),
    rule("^((?!YES).)* (ANY|X) (?=END)|OR (REPEAT|NOT|NO|ANY|X) (?=END)", "MAYBE", _is_vague),
    rule("LATEST (AVAIL|X|HAVEAPPT|WE|APPT)* (?=(ON|FOR|THIS|NEXT|WD|WDS|REL))", "LATE", _latest_on),
    rule("WITHIN (THE|NEXT|COMING)* (NUM|A|COUPLE|FEW|UN|OF)+ UNIT ISH", "WITHIN", _in_days_or_so),
)
