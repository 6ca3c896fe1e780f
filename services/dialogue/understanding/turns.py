"""Turns of phrase about days and times said another way: corrections, reasons, "not this one, the next".

Like `rephrase`, before the grammar reads the times; here are those that speak of which day is meant.
"""

from typing import Final

from services.dialogue.understanding.asides import RULES as ASIDES
from services.dialogue.understanding.grammar.calendar import coming, month_start
from services.dialogue.understanding.grammar.cascade import Match, Rule, Symbol, apply_rules, as_cat, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, WEEK, days_between, one_day
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.standing import RULES as STANDING
from services.dialogue.understanding.turns_es import RULES as SPANISH
from services.dialogue.understanding.words.word_set import word_set

_WISHING: Final = frozenset({Asked.WHEN, Asked.OFFER, Asked.CONFIRM})


def _gone(_match: Match, _scene: Scene) -> list[Symbol]:
    """Leave out what only tells why: "at noon, which is when I have my break"."""
    return []


def _because_it_is(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "que es domingo" of "mañana no, que es domingo"."""
    head = next(symbol for symbol in match.symbols if symbol.cat != "COMMA")
    return [] if head.word in _AS else None


_AS: Final = word_set("que q porque because cause cuz since as pues pq xq")


def _first_only(match: Match, _scene: Scene) -> list[Symbol]:
    """Keep the first of several symbols: "thursday is thanksgiving", "wednesday wednesday"."""
    return [match.symbols[0]]


def _stutter(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "wednesday wednesday" as one day."""
    first, last = match.symbols[0], match.symbols[-1]
    return [first] if first.value == last.value else None


def _no_after_correction(match: Match, _scene: Scene) -> list[Symbol]:
    """Read "tuesday, I mean no, wednesday" as the correction only."""
    return [symbol for symbol in match.symbols if symbol.cat != "NO"]


#: What people say of a day that they then take back.
_SPOKE: Final = word_set("dije dijimos puse pedi said asked puso dijo")


def _said_but(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read "I said Thursday but it's Friday" as a correction."""
    if match.symbols[0].word not in _SPOKE:
        return None
    return [*match.symbols[1:-1], as_cat(match.symbols[-1], "CORRECT")]


#: "It was", "it is" before a day that is put right.
_WAS: Final = word_set("era es its was were it is fue seria")


def _was_not(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "it wasn't Tuesday, it was Wednesday", where a time was asked for, as a refusal and a wish."""
    links = [symbol for symbol in match.symbols if symbol.cat in _ITIS]
    if scene.asked not in _WISHING or any(not set(symbol.word.split()) & _WAS for symbol in links):
        return None
    kept: list[Symbol] = []
    dated = False
    for symbol in match.symbols:
        dated = dated or symbol.cat in _DATED
        if symbol.cat in {"COMMA", "STOP", "BUT"}:
            continue
        if dated and symbol.cat in _ITIS and kept[-1].cat != "BUT":
            kept.append(as_cat(symbol, "BUT"))
        if symbol.cat not in _ITIS:
            kept.append(as_cat(symbol, "NOT") if symbol.cat in {"NO", "NOT"} else symbol)
        elif symbol.word.endswith("el"):
            kept.append(as_cat(symbol, "EL", "el"))
    return kept


_DATED: Final = word_set("WD WDS MANANA REL ORD NUM HOLIDAY NDATE")


_ITIS: Final = frozenset({"HAVEAPPT", "CODEIS", "NAMEIS", "FILL", "WE"})


def _other_weekday(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "este viernes no, el otro", "not this Friday, the next one" as the Friday after the coming one."""
    weekday = match.get("WD")
    if weekday is None or (match.has("OTHERONE") and _plain_other(match)):
        return None
    day = coming(weekday, scene.today + DAY) + WEEK
    return [Symbol("DATE", one_day(day), match.symbols[0].first, match.symbols[-1].last)]


def _plain_other(match: Match) -> bool:
    """Tell whether "the other one" points at an appointment or an offer, not at a day."""
    other = next(symbol for symbol in reversed(match.symbols) if symbol.cat == "OTHERONE")
    return other.word not in {"el otro", "la otra", "the other", "the other one"}


def _other_week(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "la semana que viene no, la otra" as the week after next, "este mes no, el que viene" as next month."""
    unit = match.get("UNIT")
    if unit not in {"week", "month"} or (match.has("OTHERONE") and _plain_other(match)):
        return None
    ahead = 1 if match.has("THIS") else 2
    if unit == "month":
        first, end = month_start(scene.today, ahead), month_start(scene.today, ahead + 1)
        return [Symbol("DAYS", days_between(first, end, broad=True), match.symbols[0].first, match.symbols[-1].last)]
    start = scene.monday + WEEK * ahead
    return [
        Symbol("DAYS", days_between(start, start + WEEK, broad=True), match.symbols[0].first, match.symbols[-1].last)
    ]


def _like(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "like" of "like three thirty" as "at", and that of "like Tuesday" as nothing."""
    head, following = match.symbols
    if head.word != "like":
        return None
    return [as_cat(head, "AT"), following] if following.cat in {"NUM", "CLOCK", "NOON"} else [following]


def _ish(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "más o menos" behind a time as belonging to it."""
    last = match.symbols[-1]
    return [as_cat(last, "ISH")] if last.word in _VAGUE else None


_VAGUE: Final = frozenset({"mas o menos", "aproximadamente", "aprox", "about", "approximately", "roughly", "like"})


def _too(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Read the "too" behind a second refused day as "neither": "Mondays I work, Tuesdays too"."""
    last = match.symbols[-1]
    return [*match.symbols[:-1], as_cat(last, "NOT", "tampoco")] if last.word in _ALSO else None


_ALSO: Final = frozenset({"too", "also", "as well", "tambien", "igual", "igualmente", "same", "either"})
_BREAK: Final = "(STOP|COMMA|Q|BUT|END)"
_ART: Final = "(EL|LA|LOS|LAS|THE|ON|IN|POR|FOR)"
_DAYPARTS: Final = (
    "(EL|LA|LOS|LAS|THE|ON|OF|WD|WDS|NUM|ORD|MON|MANANA|REL|PART|TARDE|IN|POR|AT|TO|THIS|NEXT|QUEVIENE|CLOCK)"
)
_DAY: Final = "(WD|WDS|MANANA|REL|ORD|NUM|HOLIDAY|NDATE)"
#: What may stand between a day refused and the one wished instead, and how that one is called.
_SO: Final = "(COMMA|BUT|STOP)*"
_NEXT_ONE: Final = (
    "(OTHERONE|(EL|THE) (FOLLOWING|NEXT|QUEVIENE|ONE AFTER|ONE FOLLOWING) ONE? THATONE?"
    "|EL OF (LA|OTHERONE|NEXT|FOLLOWING)* UNIT (QUEVIENE|FOLLOWING)?)"
)
_IS: Final = "(HAVEAPPT|CODEIS|NAMEIS|FILL|WE)"


def _any_of_them(match: Match, scene: Scene) -> list[Symbol] | None:
    """Read "cualquiera de las tres" in answer to offers as any of them, not as three o'clock."""
    if scene.asked is not Asked.OFFER or not 1 < match.get("NUM") <= _OFFERED:
        return None
    return [as_cat(match.symbols[0], "ANYTIME")]


_OFFERED: Final = 5


def _both(match: Match, _scene: Scene) -> list[Symbol] | None:
    """Leave out the "los dos" that sums up the days said before: "lunes o miércoles, por la mañana los dos"."""
    return [] if match.get("NUM") in {2, 3} else None


RULES: Final[tuple[Rule, ...]] = (
    rule(f"COMMA? WHICHIS ((?!{_BREAK}).)*", "COMMA", _gone),
    rule(
        f"(?<=(WD|REL|NO|CANT|BAD|MANANA|NUM|ORD|MON))(?<!ANYTIME WD)COMMA? (REPEAT|X|FILL|STARTING) (CODEIS"
        f"|FILL|NAMEIS)*"
        f" (WD|HOLIDAY|HOLIDAYS)(?={_BREAK})",
        "COMMA",
        _because_it_is,
    ),
    rule(
        "(EL|THE)? WD (CODEIS|FILL) HOLIDAY COMMA(?=((?!END).)*(WD|ORD|NUM|REL|MANANA))",
        "COMMA",
        lambda _m, s: [] if s.asked in _WISHING else None,
    ),
    rule("(WD|MANANA|REL) (CODEIS|FILL) HOLIDAY", "WD", _first_only),
    rule("WD WD", "WD", _stutter),
    rule(
        f"COMMA? CORRECT COMMA? NO(?=(EL|THE|ON|AT)? {_DAY}(?!(BUT|COMMA)* (EL|THE|ON)? {_DAY}))",
        "CORRECT",
        _no_after_correction,
    ),
    rule(f"X {_DAYPARTS}+ COMMA? BUT", "CORRECT", _said_but),
    rule(
        f"{_IS}? (NO|NOT) {_IS}? {_ART}? {_DAY} (OF MON)? (COMMA|STOP|BUT)* {_IS}+ {_ART}? (?={_DAY})",
        "NOT",
        _was_not,
    ),
    rule(
        f"(NO|NOT) (FOR|EL|ON)? THIS WD QUEVIENE? {_SO} {_NEXT_ONE}(?={_BREAK})"
        f"|(THIS WD|EL WD QUEVIENE|THIS WD QUEVIENE|EL NEXT WD) NO {_SO} {_NEXT_ONE}(?={_BREAK})"
        f"|(OTHERONE|EL|FOR EL) WD {_SO} (NO|NOT|EXCEPT) THIS WD? QUEVIENE? {_SO} {_NEXT_ONE}?(?={_BREAK})",
        "DATE",
        _other_weekday,
    ),
    rule(
        f"(LA|THIS) UNIT QUEVIENE? NO {_SO} (OTHERONE|(LA|EL) (FOLLOWING|QUEVIENE|REPEAT? QUEVIENE))(?={_BREAK})"
        f"|NEXT UNIT NO {_SO} OTHERONE(?={_BREAK})",
        "DAYS",
        _other_week,
    ),
    rule(
        "NEED (NUM|CLOCK|NOON|WD|ONE|AT|AROUND|IN|PART|AFTER|BEFORE|REL|MON|EARLY|LATE|NEXT|THIS|THE|ON)",
        "AROUND",
        _like,
    ),
    rule(
        f"(?<=(NOT|CANT|BAD)) (COMMA|AND) {_ART}? (WD|WDS|ORD|NUM|MANANA) (OF MON)? (FILL|ALSO|X|SAME)(?={_BREAK})",
        "NOT",
        _too,
    ),
    rule(
        "(ANYTIME|SOMETIME)(?=(ON|EL|THE|THIS|NEXT)* (WD|REL|MANANA|ORD|MON NUM|MON ORD) COMMA? OR)",
        "ALLDAY",
        lambda m, _s: [as_cat(m.symbols[0], "ALLDAY")],
    ),
    rule(
        "(?<=(NO|CANT|BAD)) X ((?!(STOP|COMMA|Q|BUT|END|WD|WDS|NUM|ORD|MON|PART|TARDE|MANANA|REL|CLOCK)).)+"
        "(?=(COMMA|STOP|BUT))",
        "COMMA",
        _because_it_is,
    ),
    rule("ANY (OF|LAS|LOS|THE|THATONE)* NUM(?!(OF|AND|CLOCK|UNIT))", "ANYTIME", _any_of_them),
    rule("(?<=(TARDE|MANANA|PART|WD)) COMMA? LOS NUM(?=(END|STOP|COMMA))", "FILL", _both),
    rule("UNOS(?=NUM)", "AROUND", lambda m, _s: [as_cat(m.symbols[0], "AROUND")]),
    rule("COMMA? AROUND(?=(END|STOP|COMMA|Q))", "ISH", _ish),
)


_EVERY: Final = SPANISH + RULES + ASIDES + STANDING


def plainly(symbols: list[Symbol], scene: Scene) -> list[Symbol]:
    """Return the symbols with these turns of phrase said plainly."""
    return apply_rules(symbols, _EVERY, scene)
