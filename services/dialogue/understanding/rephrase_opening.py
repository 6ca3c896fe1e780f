"""English turns of phrase that open a conversation, said plainly: "I'm away until the 22nd", "would Monday work?"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})


def _away_until(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "move it because I'm away until the 22nd" as wishing a day from then on."""
    *kept, away, until = match.symbols
    if scene.language is not Language.EN or scene.asked not in _OPENING or not set(away.word.split()) & _AWAY:
        return None
    while kept and (kept[-1].word in _BECAUSE or kept[-1].cat in {"COMMA", "FILL", "WE", "AND", "STOP"}):
        kept.pop()
    through = until.word.split()[0] in {"through", "thru"}
    return [*kept, as_cat(away, "STOP", "."), as_cat(until, "AFTER" if through else "STARTING")]


_AWAY: Final = word_set(
    "away town vacation traveling travelling gone trip busy leave country state abroad city unavailable out"
)
_BECAUSE: Final = word_set("because since as cause cuz coz bc")


def _back_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "because I won't be back until the 22nd" as from then on, not as a refusal."""
    head, start = match.symbols
    if scene.language is not Language.EN or head.word not in _BECAUSE or len(start.word.split()) < 2:  # noqa: PLR2004
        return None
    return [as_cat(head, "STOP", "."), start]


def _asks_another(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I can't come Friday, would Monday work" with Monday asked for."""
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.word in _ASKING)
    return [*match.symbols[:at], as_cat(match.symbols[at], "AVAIL", "is there"), *match.symbols[at + 1 :]]


_ASKING: Final = frozenset(
    {"is", "are", "would", "does", "will", "could", "can", "may", "how about", "what about", "hows", "might", "do"}
)


def _mornings_rather(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'd rather come in the morning than the afternoon on my Thursday visit" as that day's morning."""
    than = next((symbol for symbol in match.symbols if symbol.word == "than"), None)
    if than is None or scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    return [match.symbols[0], as_cat(than, "INSTEADADV", "instead"), *match.symbols[-2:]]


def _at_another_place(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I want my next visits at the other location" as moving them there."""
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    need, *rest = match.symbols
    return [as_cat(need, "MOVE", "move"), *rest[:-1], as_cat(rest[-1], "TO", "to")]


def _ill_today(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "today" of "I'm not feeling well today, can we do another day like Friday"."""
    ill, day, *rest = match.symbols
    if scene.asked not in _OPENING or day.value != 0 or not set(ill.word.split()) & _ILL:
        return None
    return [ill, as_cat(day, "COMMA", ","), *rest]


_ILL: Final = word_set("well sick bad ill fever good great weather awful terrible horrible")


def _comes_from(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out "I'm coming from far away": it keeps no appointment."""
    return [as_cat(match.symbols[0], "X", "coming from")]


def _found_another(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the clinic of "I found another clinic": nobody wishes to come to it here."""
    head, place = match.symbols
    return [head] if head.word.split()[-1] in _FINDS and place.value == "other" else None


_FINDS: Final = word_set("found joined chose picked using switched went going")


def _books_next(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "schedule my next cleaning six months from now" as a new one."""
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    book, poss, *_next, visit = match.symbols
    return [book, Symbol("A", 1, poss.first, poss.last, "a"), visit]


def _busy_each_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "rebook his checkup, he has school until three" as wishing a time after that."""
    at = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "HAVEAPPT")
    if scene.language is not Language.EN or scene.asked not in _OPENING:
        return None
    has, until = match.symbols[at], match.symbols[-1]
    kept = [symbol for symbol in match.symbols[:at] if symbol.cat != "COMMA"]
    return [*kept, as_cat(has, "STOP", "."), as_cat(until, "AFTER", "after")]


def _mine_that_day(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "change mine that day to the 19th" without its day, which was named before."""
    return [match.symbols[0]]


def _both_booked(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "we're both booked for the 25th" as having appointments on that day."""
    *kept, booked, _for = match.symbols
    if booked.word not in _BOOKED or scene.asked not in _OPENING:
        return None
    return [*kept, as_cat(booked, "HAVEAPPT", "have appointments"), as_cat(_for, "ON", "on")]


_BOOKED: Final = word_set("booked scheduled down signed")


def _anything_open(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "anything at all open today or tomorrow" as asking for a time, not for the opening hours."""
    *kept, topic = match.symbols
    when = {"today": 0, "tomorrow": 1}.get(topic.word.split()[-1])
    if topic.value != "hours" or when is None or not match.has("AVAIL"):
        return None
    return [*kept, Symbol("REL", when, topic.last, topic.last, topic.word.split()[-1])]


def _cancels_one(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "cancel one and keep the other" as cancelling one, which is to be asked."""
    return [match.symbols[0]]


def _but_not_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cancel the afternoon one but not the morning one" as cancelling the first only."""
    at = next(index for index, symbol in enumerate(match.symbols) if symbol.cat == "EXCEPT")
    kept = match.symbols[:at]
    named = any(symbol.cat in {"WD", "PART", "ORD", "NUM", "VISIT", "REL", "CLOCK", "PROV"} for symbol in kept)
    every = any(symbol.cat in {"ALLOF", "ANY", "ANYTIME", "UNIT", "MON", "WDS"} for symbol in kept)
    if scene.language is not Language.EN or not named or every or match.symbols[at].word not in _BUT_NOT:
        return None
    return list(kept)


_BUT_NOT: Final = frozenset({"but not", "just not", "and not", "not"})


def _day_early(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "can I come an hour early" as so much earlier."""
    *kept, early = match.symbols
    return [*kept, as_cat(early, "EARLIER", "earlier")] if scene.language is Language.EN else None


def _done_then(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "can we do my appointment at 4 instead" as moving it there."""
    head, *kept = match.symbols
    if scene.language is not Language.EN or scene.asked not in _OPENING or head.word.split()[-1] not in _DONE:
        return None
    kept = [symbol for symbol in kept if symbol.cat not in {"ON", "FOR"}]
    return [as_cat(head, "MOVE", "move"), *kept, Symbol("TO", None, kept[-1].last, kept[-1].last, "to")]


_DONE: Final = word_set("do have")


def _same_day_hour(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "move my 2:45 to 3:15, same day" without its day: no other was spoken of."""
    *kept, _same, unit = match.symbols
    if scene.language is not Language.EN or unit.value != "day":
        return None
    while kept[-1].cat in {"ON", "COMMA", "FILL", "FOR"}:
        kept.pop()
    return kept


def _why_today(match: Match, scene: Scene) -> list[Symbol] | None:
    """Leave out the "today" of "gotta cancel, snowed in today": it tells why."""
    *kept, day = match.symbols
    return kept if day.value == 0 and scene.asked in _OPENING else None


def _digits(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "move my 245 to 315" as times typed without a colon."""
    made = [_as_clock(symbol) if symbol.cat == "NUM" else symbol for symbol in match.symbols]
    return made if scene.language is Language.EN and None not in made else None  # type: ignore[return-value]


def _as_clock(number: Symbol) -> Symbol | None:
    """Return a number such as 245 as a time of day."""
    hour, minute = divmod(number.value, 100)
    fits = 1 <= hour <= _NOON and minute in _MINUTES
    return Symbol("CLOCK", (hour, minute), number.first, number.last, number.word) if fits else None


_NOON: Final = 12
_MINUTES: Final = frozenset(range(0, 60, 5))


_TIMED: Final = "(WD|REL|ORD|NUM|MON|NDATE|PART|CLOCK|AMPM|UNIT|APPT|OCLOCK|NOON|VISIT)"
_ON: Final = "(THE|ON|AT|NEXT|THIS|SOMETIME|IN)*"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "(MOVE|MOVEBACK|CANT) ((?!(STOP|UNTIL|CANCEL|Q)).)* NOT UNTIL(?=(THE|NEXT|WD|MON|ORD|NDATE|HOLIDAY|AFTER))",
        "STOP",
        _away_until,
    ),
    rule("(X|STARTING|FILL) STARTING", "STARTING", _back_then),
    rule(
        f"(CANT|CANCEL|MISSED) ((?!(STOP|Q|BUT|AVAIL|TAKE|BOOK|BOOKAPPT|NEED|WORKS|MOVE)).)* {_TIMED} COMMA?"
        f" FILL (WE|FILL|X|TAKE)* (?={_ON} (WD|REL|ORD|MON|NUM|NDATE|PART|CLOCK))",
        "AVAIL",
        _asks_another,
    ),
    rule("X REL ((?!(END|MOVE|CANCEL)).)* (ALTS|WD|NEXT|MON|ORD|NDATE)", "COMMA", _ill_today),
    rule("ATTEND FROM (X|THE|POSS|AWAY|WITH|NOT)+", "X", _comes_from),
    rule("(X|FILL) PLACE", "X", _found_another),
    rule("BOOK POSS (NEXT|FOLLOWING|COMING|FILL)+ (VISIT|APPT)", "BOOK", _books_next),
    rule(
        "(MOVE|BOOK|BOOKAPPT) ((?!(STOP|UNTIL|Q|HAVEAPPT)).)* HAVEAPPT (A|X|FILL|VISIT|PART)+ UNTIL"
        "(?=(ABOUT|AROUND|LIKE)* (NUM|CLOCK|NOON))",
        "STOP",
        _busy_each_day,
    ),
    rule("(POSS|APPT) ON? THAT UNIT(?=(TO|TOW))", "POSS", _mine_that_day),
    rule("ALLOF (FILL|X)* X (FOR|ON)(?=(THE|MON|WD|REL|NEXT|ORD|NDATE))", "HAVEAPPT", _both_booked),
    rule("AVAIL (AT|ANY|FILL)* TOPIC", "AVAIL", _anything_open),
    rule(
        "CANCEL ONE (OF|FILL|X|THE|WE)* (AND|BUT|COMMA)+ (FILL|JUST)* KEEP (X|OTHERONE|ONE|THE)*(?=(END|STOP|FILL))",
        "CANCEL",
        _cancels_one,
    ),
    rule("CANCEL ((?!(STOP|Q|EXCEPT)).)* EXCEPT (POSS|THE) .*(?=(END|STOP))", "CANCEL", _but_not_that),
    rule(
        "(A|NUM|ONE|COUPLE|FEW|HALF) UNIT EARLY(?=(END|ON|COMMA|STOP|FOR|Q|THANKS|FILL|THE|WD|REL|IF))",
        "EARLIER",
        _day_early,
    ),
    rule(
        "(AVAIL|NEED|FILL|X|TAKE) (POSS|KIN) APPT (ON|FOR)?(?=(AT|ON|THE|THIS|NEXT|WD|REL|MON|ORD|NUM|CLOCK|NOON|LATER"
        "|EARLIER|PART|AROUND|AFTER|BEFORE))",
        "MOVE",
        _done_then,
    ),
    rule(
        "CANCEL (WE|POSS|APPT|FILL)* (COMMA|STOP|AND)+ (X|NAMEIS|WE|FILL|IN|NOT|A|HAVEAPPT|KIN|POSS|AT|THE|BAD)+ REL"
        "(?=(END|STOP))",
        "CANCEL",
        _why_today,
    ),
    rule("POSS NUM ((?!(END|NUM)).)* (TO|FOR) NUM|POSS NUM(?=APPT)", "CLOCK", _digits),
    rule("(AVAIL|NEED|FILL|X|TAKE) (POSS|KIN) VISIT (ON|FOR)?(?=.*(INSTEAD|INSTEADADV))", "MOVE", _done_then),
    rule(
        "MOVE POSS (NUM|CLOCK|OCLOCK|AMPM|APPT|FROM|AT)+ TO (AT|NUM|CLOCK|AMPM|OCLOCK|NOON|AROUND)+"
        " (ON|FOR|COMMA|FILL)* SAME UNIT",
        "MOVE",
        _same_day_hour,
    ),
    rule("PART X THE? PART (ON|FOR|OF|WITH|AT) POSS", "PART", _mornings_rather),
    rule(
        "NEED POSS (NEXT|FILL|ALLOF|COMING|SKIP)* (APPT|VISIT) (TO|FILL)* (AT|IN)(?=PLACE)", "MOVE", _at_another_place
    ),
)
