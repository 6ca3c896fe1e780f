"""Counts that are no hours, bounds said twice or behind, and hours of one of two days, said plainly.

Like `rephrase`, before the grammar reads the times; both languages.
"""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.rephrase_narrowed import covering

_OPENING: Final = frozenset({None, Asked.WHAT, Asked.ANYTHING_ELSE})
_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _dated_offer(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Thursday the 6th at 2", "the 2nd at 10" of the offers as a date, not as the second of them."""
    *before, day, last = match.symbols if match.symbols[-1].cat == "AT" else (*match.symbols, None)
    if scene.asked is not Asked.OFFER or day is None or not day.word.endswith(("st", "nd", "rd", "th")):
        return None
    the = Symbol("EL", None, day.first, day.first, "the")
    number = Symbol("NUM", day.value, day.first, day.last, day.word)
    return [*(each for each in before if each is not None and each.cat != "THE"), the, number,
            *([last] if last is not None else [])]  # fmt: skip


def _comes_along(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Keep "can I bring my son?" without a time from being read as a booking."""
    head = match.symbols[0]
    along = "bring" in head.word.split() or {"llevar", "traer"} & set(head.word.split())
    return [as_cat(head, "X"), *match.symbols[1:]] if along else None


def _later_of_day(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "the later one on Monday" of the offers as the last of that day."""
    one, *rest = match.symbols
    if scene.asked is not Asked.OFFER or not one.word.endswith(("one", "slot")):
        return None
    return [as_cat(one, "LATEST" if one.cat == "LATER" else "EARLIEST"), *rest]


def _counted_people(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out how many of "two kids", "los dos niños", "two appointments": no hour, no date."""
    *before, _count, who = match.symbols
    return [*before, who]


def _put_down(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "put my daughter down for July 2nd" as a booking."""
    head, *_who, down = match.symbols
    books = head.word in {"put", "pencil", "sign", "mark", "get", "write"} and down.word in {"down", "up", "in"}
    return [as_cat(head, "BOOKAPPT", "book")] if books and scene.asked in _OPENING else None


def _ranked_weekday(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "the first Tuesday after New Year" as the Tuesday after it."""
    return list(match.symbols[1:]) if match.symbols[0].value == 1 else list(match.symbols)


def _bound_twice(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "by Friday at the latest" with one bound."""
    *kept, last_day, again = match.symbols
    return [*kept, covering(last_day, again)]


def _at_most(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "a las tres a más tardar", "al mediodía cuando mucho" as until then."""
    hour, *behind = match.symbols
    if behind[0].cat == "WHENQ" and behind[-1].word not in {"mucho", "mas"}:
        return None
    return [hour, Symbol("ORBEFORE", None, behind[0].first, behind[-1].last, "at the latest")]


def _but_the_next(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "not this Friday but next" as a week after that Friday."""
    _not, *_the, day, link = match.symbols[: -1 - match.has("THE", "EL")]
    last = match.symbols[-1]
    week = Symbol("UNIT", "week", link.first, link.last, "week")
    same = Symbol("WD", day.value, day.first, last.last)
    return [Symbol("NUM", 1, link.first, link.first, "1"), week, as_cat(link, "FROM", "from"), same]


def _week_bounded(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "this week before Thursday" as the days of the week before that one."""
    this, unit, bound = match.symbols
    return [this, unit, as_cat(unit, "COMMA", ","), bound] if unit.value == "week" else None


def _time_now(_match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out "and it's 3:40 now"."""
    return []


def _made_it(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "any chance of making it 5" as five for the new time."""
    head, _it, hour = match.symbols
    return [as_cat(head, "TOW", "to"), as_cat(head, "AT", "at"), hour] if head.word in {"making", "make"} else None


_BOUNDS: Final = frozenset({"AFTER", "BEFORE", "UNTIL", "STARTING"})


def _hour_on_one(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "Wednesday or Thursday, after three on Thursday though" as all of Wednesday, or Thursday after three."""
    days = [symbol for symbol in match.symbols if symbol.cat == "WD"]
    first, second, again = days
    if again.value not in {first.value, second.value}:
        return None
    other = second if again.value == first.value else first
    start = next(at for at, symbol in enumerate(match.symbols) if symbol.cat in _BOUNDS)
    end = next(at for at in range(start, len(match.symbols)) if match.symbols[at].cat in {"ON", "EL", "WD"})
    whole = Symbol("ALLDAY", None, other.last, other.last, other.word)
    link = Symbol("OR", None, again.first, again.first, "or")
    wished = as_cat(first, "AVAIL", "maybe")
    return [wished, other, whole, link, covering(again, match.symbols[-1]), *match.symbols[start:end]]


def _any_but_that(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "anything but that week" as a refusal of the week just named."""
    head, unit = match.symbols
    return [covering(head, unit)] if head.word.endswith(("that", "esa", "ese")) else None


def _sooner_will_do(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "lo que tengan antes me sirve" as sooner."""
    head, bound, *rest = match.symbols
    return [head, as_cat(bound, "EARLIER", "antes"), *rest]


def _than_that(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the bare "antes de eso" as sooner."""
    head = match.symbols[0]
    if scene.asked not in _WISHING:
        return None
    return [as_cat(head, "EARLIER" if head.cat == "BEFORETHAT" else "LATER", "antes")]


_LATER: Final = ("corr", "recorr", "atras", "retras", "aplaz", "push", "pos")


def _few_later(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "atrasar lo de mañana un par de horas" as two hours later, "correr la cita unos días" as later."""
    verb, count, unit = match.symbols[0], match.symbols[-2], match.symbols[-1]
    later = verb.cat == "MOVEBACK" or verb.word.startswith(_LATER)
    if not later:
        return None
    before = match.symbols[:-2]
    if count.cat == "COUPLE":
        two = [Symbol("NUM", 2, count.first, count.first, "2"), covering(unit, unit)]
        return [*before, *two, Symbol("LATER", None, unit.last, unit.last, "later")]
    return [*before, Symbol("LATER", None, count.first, unit.last, "later")]


_NO_TIME: Final = (
    "((?!(REL|WD|WDS|MANANA|TARDE|PART|NUM|ORD|MON|THIS|NEXT|SOONEST|CLOCK|NOW|NOON|AVAIL|HOLIDAY|SOMETIME|END)).)*"
)

RULES: Final[tuple[Rule, ...]] = (
    rule(f"BOOKAPPT {_NO_TIME} (?=END)", "X", _comes_along),
    rule("(LATER|EARLIER) (ON|FOR|OF) (?=(WD|REL))", "LATEST", _later_of_day),
    rule("WD THE ORD AT|THE ORD AT(?=(NUM|CLOCK|NOON))", "EL", _dated_offer),
    rule(
        "(?<!(AT|LAS|OF|ON|THE|FOR|FROM|TO|BY|AFTER|BEFORE))(POSS|BOOK|BOOKAPPT|HAVEAPPT|LOS|ALLOF|BOTH|FOR|TAKE"
        "|X|TO LOS) NUM (?:X|KIN)(?=(WD|REL|MANANA|EL|THE|NEXT|THIS|FOR|IN|ON|POR|OF|END|COMMA|STOP))",
        "X",
        _counted_people,
    ),
    rule(
        "HAVEAPPT NUM APPT(?=(ON|THE|WD|REL|NEXT|THIS|MON|EL))",
        "APPT",
        _counted_people,
    ),
    rule(
        "X (POSS? X? (KIN|X)|KIN|WE) X(?=(FOR|ON|AT|WD|REL))",
        "BOOKAPPT",
        _put_down,
    ),
    rule(
        "ORD WD (AFTER|FOLLOWING)(?=(THE|EL|LA|OF|HOLIDAY|NEWYEAR|ORD|NUM|MON|HOLIDAYS))",
        "WD",
        _ranked_weekday,
    ),
    rule(
        "BY (THE|EL|NEXT|THIS|COMING)* (WD|MON ORD|ORD|MON NUM|NUM) (ORBEFORE|BY)(?=(END|STOP|COMMA|FILL))",
        "BY",
        _bound_twice,
    ),
    rule(
        "(NUM|CLOCK|NOON|UN|AMPM) (BY|WHENQ X|ORBEFORE)(?=(END|STOP|COMMA|FILL))",
        "ORBEFORE",
        _at_most,
    ),
    rule(
        "(NOT|NO) (THIS|COMING|NEXT|EL|THE)+ WD (BUT|COMMA) (THE|EL)? (NEXT|FOLLOWING)(?=(END|STOP|COMMA|FILL))",
        "WD",
        _but_the_next,
    ),
    rule(
        "(THIS|NEXT) UNIT (BEFORE|AFTER)(?=(THE|EL)? WD)",
        "UNIT",
        _week_bounded,
    ),
    rule(
        "(AND|COMMA|STOP)? (NAMEIS|X) CLOCK (NOW|FILL)+(?=(COMMA|STOP|AND|BUT))",
        "COMMA",
        _time_now,
    ),
    rule(
        "X WE (NUM|CLOCK|NOON)(?=(END|Q|STOP|INSTEADADV|FILL))",
        "TOW",
        _made_it,
    ),
    rule(
        "WD (OR|AND) WD (COMMA|BUT|FILL)* (AFTER|BEFORE|UNTIL|STARTING) (LAS|LA)? (NUM|CLOCK|NOON|UN) AMPM?"
        " (ON|EL) THE? WD X?",
        "WD",
        _hour_on_one,
    ),
    rule(
        "(BAD|EXCEPT|NOT) UNIT(?=(END|STOP|COMMA|FILL))",
        "BAD",
        _any_but_that,
    ),
    rule(
        "(ANYTIME|AVAIL|ANY) BEFORE (WORKS|YES|TAKE)",
        "EARLIER",
        _sooner_will_do,
    ),
    rule(
        "^(FILL)* (BEFORETHAT|AFTERTHAT)(?=(END|STOP|Q))",
        "EARLIER",
        _than_that,
    ),
    rule(
        "(MOVE|MOVEBACK) (POSS|LA|EL|LO|WE|APPT|VISIT|OF|NUM|MON|WD|REL|MANANA|ORD|THE|ON|FILL|LAS|X)*"
        " (UNOS|FEW|COUPLE|UN COUPLE) UNIT(?=(END|STOP|COMMA|FILL|Q))",
        "LATER",
        _few_later,
    ),
)
