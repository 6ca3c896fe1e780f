"""English turns of phrase about days and hours said plainly: "the one after that", "5:30 would be the earliest"."""

from typing import Final

from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.word_set import word_set

_SUNDAY: Final = 6
_STEPS: Final = frozenset({None, Asked.WHAT, Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _week_after_those(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "not this week and not next week, the one after that" as that one week."""
    if any(unit != "week" for unit in match.all("UNIT")) or scene.asked is Asked.WHICH_APPOINTMENT:
        return None
    last = max(index for index, symbol in enumerate(match.symbols) if symbol.cat == "UNIT")
    ahead = 2 if match.symbols[last - 1].cat == "NEXT" else 1
    start = scene.monday + WEEK * ahead
    week = days_between(start, start + WEEK, broad=True)
    return [Symbol("DAYS", week, match.symbols[0].first, match.symbols[-1].last)]


def _or_half_past(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "one or one thirty" as two times."""
    first, *rest = match.symbols
    return [Symbol("NUM", 1, first.first, first.last, "one"), *rest]


def _is_earliest(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "five thirty would be the earliest" as from then on, "four is the latest" as until then."""
    *hour, last = match.symbols
    kept = [symbol for symbol in hour if symbol.cat not in {"FILL", "WE"}]
    if scene.asked not in {None, Asked.WHAT, Asked.WHEN} or not last.word.startswith("the "):
        return None
    early = last.cat in {"SOONEST", "EARLIEST"}
    return [as_cat(kept[0], "AFTER" if early else "BEFORE", "after" if early else "before"), *kept]


def _of_this_week(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read the "rest of the week" behind days ruled out as the week without them."""
    rest, which, unit = match.symbols[-3:]
    if not rest.word.endswith("rest of"):
        return None
    past = any(weekday <= scene.today.weekday() for weekday in match.all("WD"))
    if which.cat == "THE" and past:
        return [*match.symbols[:-3], as_cat(rest, "NEXT", "next"), unit]
    if which.cat != "THE":
        return [*match.symbols[:-3], which, unit]
    return [*match.symbols[:-3], as_cat(rest, "THIS", "this"), unit]


def _either_end(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "either end of next week, so Monday or Friday" as those days of that week."""
    head, _end, which, unit, *rest = match.symbols
    if head.word != "either":
        return None
    days = [symbol for symbol in rest if symbol.cat in {"WD", "OR"}]
    last = days[-1].last
    return [
        *days,
        Symbol("OF", None, last, last),
        *(Symbol(each.cat, each.value, last, last, each.word) for each in (which, unit)),
    ]


def _is_bad(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "Tuesday's bad" as a refusal."""
    day, how = match.symbols
    return [day, as_cat(how, "BAD", "is bad")] if how.word in _BAD and scene.asked in _STEPS else None


_BAD: Final = word_set("bad full busy packed tough rough hard tricky hectic iffy crazy swamped impossible booked shot")


def _part_first(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "mornings this week, afternoons next week" with each part of the day behind its days."""
    if match.has("UNIT") and scene.today.weekday() == _SUNDAY:
        return None
    made: list[Symbol] = []
    part: Symbol | None = None
    for symbol in match.symbols:
        if symbol.cat == "PART":
            part = symbol
        elif symbol.cat in {"COMMA", "AND", "OR", "BUT"}:
            made += [part] if part is not None else []
            made.append(as_cat(symbol, "OR", "or"))
            part = None
        elif symbol.cat != "ON":
            made.append(symbol)
    return [*made, part] if part is not None else made


def _on_those_days(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "on those days" of days said before."""
    return [] if any(symbol.word in {"those", "these", "both"} for symbol in match.symbols) else None


def _or_so_after(match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out "or a little after" behind a time that is only about so."""
    kept = [symbol for symbol in match.symbols if symbol.cat != "OR"][: -2 if match.symbols[-2].cat == "FILL" else -1]
    end = kept[-1]
    return [*kept[:-1], Symbol(end.cat, end.value, end.first, match.symbols[-1].last, end.word)]


def _day_after_next(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "tomorrow or the next day" as two days."""
    head, link, *rest = match.symbols
    if match.get("UNIT") != "day" or head.word not in {"today", "tomorrow", "tmrw", "tomorow"}:
        return None
    ahead = 1 if head.word == "today" else 2
    return [head, link, Symbol("DATE", one_day(scene.today + DAY * ahead), rest[0].first, rest[-1].last, "next day")]


def _no_waiting(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'd rather not wait until April" as before then."""
    *before, until = match.symbols
    words = {word for symbol in before for word in symbol.word.split()}
    if not words & {"wait", "waiting"} or not words & _REFUSES or scene.asked not in _STEPS:
        return None
    return [as_cat(until, "BEFORE", "before")]


_REFUSES: Final = word_set("not dont cant cannot wont didnt couldnt never")


def _told_moved(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the day of "my flight got moved to the 19th": that is the flight's."""
    verb = next((symbol for symbol in match.symbols if symbol.word in _MOVED), None)
    what = next((symbol for symbol in match.symbols if symbol.cat == "X" and symbol is not verb), None)
    if verb is None or what is None or what.word in {"slot", "spot", "session", "it"}:
        return None
    return [as_cat(what, "X", what.word)]


_MOVED: Final = word_set("moved changed switched rescheduled postponed delayed pushed bumped")


def _comes_in(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "I'd like to come in next week for my back" as asking for an appointment."""
    come = match.symbols[-1]
    return (
        [*match.symbols[:-1], as_cat(come, "BOOKAPPT", "come in")]
        if come.word in _COMING
        and scene.asked
        in {
            None,
            Asked.WHAT,
        }
        else None
    )


def _has_to_fetch(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out "I've got to pick up my kids at 3" behind the wish."""
    words = {word for symbol in match.symbols for word in symbol.word.split()}
    return [match.symbols[0]] if words & _FETCHING and words & {"have", "got", "gotta", "need", "had"} else None


_FETCHING: Final = word_set("pick get drop take bring meet collect leave catch")


def _out_by(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "in and out by noon" as before noon."""
    head = match.symbols[0]
    return [as_cat(head, "BY", "by")] if head.word in {"out by", "back by"} else None


def _about_that_day(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "your text about tomorrow's appointment" with that day, not with the days around it."""
    about = match.symbols[0]
    return [as_cat(about, "HAVEAPPT", "i have"), *match.symbols[1:]] if about.word == "about" else None


_COMING: Final = frozenset({"come in", "come", "be seen"})

_HOURS: Final = "(NUM|CLOCK|AMPM|OCLOCK|NOON|ONE)"
_WEEKS: Final = "(NOT|NO|NOR|OR|AND|THIS|NEXT|COMMA|STOP|BUT|THE|FILL|UNIT|CANT|BAD)"
_DAYS: Final = "(WDS?|WD|THIS UNIT|NEXT UNIT|REL|THE UNIT AFTERTHAT)".replace("WDS?|", "WDS|")
_PLAIN: Final = "(MOVE|CANCEL|INSTEAD|INSTEADADV|ALTS|HAVEAPPT|HAVEQ|EARLIER|LATER|BOOK|BOOKAPPT|STATUS|CANT|MOVEUP)"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        f"(NOT|NO) {_WEEKS}*(THIS|NEXT) UNIT (COMMA|STOP|BUT|FILL|WORKS)* (THE ONE (AFTERTHAT|AFTER|FOLLOWING)"
        "|THE NEXT ONE"
        f"|THE ONE AFTER THAT)(?=(END|COMMA|STOP|AND|BUT|FILL|YES|WORKS|AFTER|BEFORE|Q))",
        "DAYS",
        _week_after_those,
    ),
    rule("AROUND (THE|POSS)? REL(?=(APPT|VISIT|STOP|COMMA|BUT|END|AT))", "HAVEAPPT", _about_that_day),
    rule(
        "(COMMA|STOP|BUT|X) WE? (HAVEAPPT|HAVEQ|NEED) TO? (OPTION|X|FILL|TAKE|AVAIL|BOOK) (AHEADADV|X|FROM|FROMNOW)*"
        " (KIN|POSS X|THE X)+ (AHEADADV|X|FROM|FROMNOW|VISIT|IN)*"
        " (AT|BY|AROUND) (NUM|CLOCK|NOON|AMPM|OCLOCK)+(?=(END|STOP))",
        "COMMA",
        _has_to_fetch,
    ),
    rule("ONE (?=OR ONE NUM)", "NUM", _or_half_past),
    rule(f"{_HOURS}+ (FILL|WE)* (SOONEST|EARLIEST|LATEST)(?!(ONE|APPT))", "AFTER", _is_earliest),
    rule("WD (BAD|FROMNOW|NO|NOT|CANT) ((?!(END|LATERIN)).)* LATERIN (THE|NEXT|THIS) UNIT", "THIS", _of_this_week),
    rule("FILL ENDOF (NEXT|THIS|THE) UNIT (COMMA|STOP|FILL)* WD OR WD", "UNIT", _either_end),
    rule("(WD|REL|PART|WDS) X(?=(COMMA|STOP|BUT|END|AND))", "BAD", _is_bad),
    rule(
        f"PART ON? {_DAYS} (COMMA|AND|OR|BUT)+ PART ON? {_DAYS}(?=(END|COMMA|STOP|FILL|WORKS))",
        "WD",
        _part_first,
    ),
    rule("(ON|FOR)? (X|BOTH) UNIT(?=(END|STOP|COMMA))", "FILL", _on_those_days),
    rule(
        "(AROUND|PART|CLOCK|NUM|ISH) ((?!(END|COMMA|STOP|BUT|OR)).)* OR FILL? (AFTER|LATER)(?=(END|STOP|COMMA))",
        "FILL",
        _or_so_after,
    ),
    rule("REL (OR|AND) THE? NEXT UNIT", "DATE", _day_after_next),
    rule("(WE|FILL|NAMEIS|NO|NOT|CANT|NEED|CORRECT|X|TO|AVAIL)+ (UNTIL|NOEARLIER)", "BEFORE", _no_waiting),
    rule(
        "(POSS|THE|THEY|WE) X? X (FILL|X)* (MOVE|X) (TO|FOR|FROM|TOW)"
        " (THE|ON|AT|MON|ORD|NUM|WD|WDS|REL|NEXT|THIS|UNIT|CLOCK|AMPM|OCLOCK|PART|NDATE)+",
        "X",
        _told_moved,
    ),
    rule(
        f"^((?!{_PLAIN}).)*NEED TO? FILL(?=(IN|WITH|ON|SOMETIME|WD|REL|NEXT|THIS|EARLY|AROUND|AT|FOR|MON|COMMA"
        "|END|THE|A|BEFORE|AFTER|BY|BETWEEN|PART|LATE))"
        f"(?!.*({_PLAIN}|POSS (APPT|VISIT)))",
        "BOOKAPPT",
        _comes_in,
    ),
    rule("(BACKADV|AHEADADV)(?=(NOON|CLOCK|NUM (AMPM|OCLOCK|ON|END|NUM)))", "BY", _out_by),
)
