"""More looks at an answer, at the days in it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.intervals import Interval
from services.dialogue.understanding.grammar.values import DAY, Days, Window
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH


def until_a_period(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A bare "hasta el mes que entra", which to many speakers means not before it."""
    words = [symbol.cat for symbol in facts.words if symbol.cat not in {"EL", "LA", "FILL", "X", "WE", "COMMA", "STOP"}]
    return facts.scene.language == "es" and (_until_a_day(words) or words in _UNTIL_PERIOD)


_UNTIL_PERIOD: Final = (
    ["UNTIL", "UNIT", "QUEVIENE", "END"],
    ["UNTIL", "NEXT", "UNIT", "END"],
    ["UNTIL", "MON", "END"],
)


def exception_misses(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """A day of the month excepted from a stretch that does not hold it: "the first week of May but not the first"."""
    if not any(symbol.cat in {"EXCEPT", "MENOS"} for symbol in facts.symbols) or not intervals:
        return False
    first, last = intervals[0][0].date() - DAY, intervals[-1][1].date()
    dated = [part for part in facts.roles.parts(WISH) if isinstance(part.value, Days) and part.value.ranges]
    return any(
        part.negative and part.value.domonth and not first <= part.value.ranges[0][0] <= last  # type: ignore[union-attr]
        for part in dated
    )


def _until_a_day(words: list[str]) -> bool:
    """Tell whether "hasta el lunes puedo", "puedo hasta el lunes" is all that was said: to many, not before it."""
    bare = [cat for cat in words if cat not in {"OF", "NUM", "ORD", "WD", "MON", "UNIT", "QUEVIENE", "OTHERONE", "END"}]
    return bare in (["UNTIL", "WORKS"], ["WORKS", "UNTIL"], ["UNTIL", "AVAIL"])


def until_beside_a_day(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A stretch from now until a day, and another day not joined to it: "the 18th, he is away till the 15th"."""
    items = [item for item in facts.roles.items if item.role == WISH and isinstance(item.symbol.value, Days)]
    wished = [item.symbol.value for item in items if not item.negative]
    joined = any(item.link in {"or", "and"} for item in items) or any(days.relative for days in wished)
    today = facts.scene.today
    stretched = any(len(days.ranges) == 1 and days.ranges[0][0] == today < days.ranges[0][1] - DAY for days in wished)
    until = any(symbol.cat == "UNTIL" for symbol in facts.words)
    return until and stretched and len(wished) > 1 and not joined


def no_between_two(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """Two days or times with a bare "no" between them: "a las diez no a las diez y media" may wish either."""
    if facts.asked is not Asked.WHEN or facts.scene.language != "es":
        return False
    kept = [symbol for symbol in facts.symbols if symbol.cat not in {"EL", "LA", "LAS", "LOS", "FILL", "TO"}]
    return (
        len(kept) == len(_EITHER)
        and all(symbol.cat in cats for symbol, cats in zip(kept, _EITHER, strict=True))
        and kept[0].cat == kept[2].cat
    )


def between_is_lost(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A "between" that took up no two times: "entre que dejo a los niños a las 8 y entro a trabajar a las 11"."""
    times = [item for item in facts.roles.items if item.symbol.cat == "WIN"]
    then = any(symbol.cat == "THENWORKS" for symbol in facts.symbols) and len(times) > 1
    return then or any(symbol.cat == "BETWEEN" for symbol in facts.symbols)


def exception_or_hour(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """Between two hours behind an excepted day: "any day except Wednesday between noon and two" may wish the hours."""
    items = [item for item in facts.roles.items if item.role == WISH]
    for one, two in pairwise(items):
        window = two.symbol.value
        bounded = isinstance(window, Window) and not window.part and 0 < window.low < window.high - 1 < _MIDNIGHT
        excepted = one.negative and isinstance(one.symbol.value, Days) and one.symbol.value.weekdays
        if bounded and excepted and two.negative and two.at == one.at + 1 and not two.link:
            return any(symbol.cat == "EXCEPT" for symbol in facts.symbols)
    return False


def exception_is_lost(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """An exception that took nothing away: "the first week of July minus the holiday"."""
    excepts = any(
        one.cat == "EXCEPT" and (two.cat == "X" or (two.cat in {"THE", "POSS"} and three.cat == "X"))
        for one, two, three in zip(facts.symbols, facts.symbols[1:], facts.symbols[2:], strict=False)
    )
    return excepts and not any(item.negative for item in facts.roles.items)


def exception_of_refusal(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A refusal with an exception: "no mornings next week except Wednesday" lets the exception in."""
    at = next((at for at, symbol in enumerate(facts.symbols) if symbol.cat == "EXCEPT"), 0)
    universal = at and facts.symbols[at].word.split()[0] in {"any", "every", "all", "anything", "cualquier", "todos"}
    items = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in _TIMES]
    before = [item for item in items if item.at < at]
    apart = any(symbol.cat in {"AND", "COMMA", "BUT", "STOP", "ANY"} for symbol in facts.symbols[:at])
    refused = (
        any(symbol.cat in {"NO", "NOT", "BAD", "CANT"} for symbol in facts.symbols[:at]) and not apart and not universal
    )
    return bool(before) and refused and all(item.negative for item in items) and len(items) > len(before)


def denied_verb(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A "no" before an unknown verb with a bound behind it: "no me suelen soltar antes de las 4"."""
    if facts.asked is not Asked.WHEN or facts.scene.language != "es":
        return False
    wished = {id(item.symbol) for item in facts.roles.items if item.role == WISH and not item.negative}
    denied = unknown = False
    for symbol in facts.symbols:
        if denied and unknown and id(symbol) in wished and symbol.cat == "WIN" and not symbol.value.point:
            return True
        denied = symbol.word in {"no", "que no"} or (denied and symbol.cat in {"X", "WE", "FILL", "TO", "NEVERMIND"})
        unknown = denied and (unknown or symbol.cat == "X")
    return False


def points_at_refused(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """Only refusals, and an "así que esa" at the end: "están de vacaciones la próxima semana, así que esa"."""
    items = [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in _TIMES]
    kept = [symbol for symbol in facts.symbols if symbol.cat not in {"END", "STOP", "FILL", "COMMA"}]
    ends = bool(kept) and kept[-1].cat in {"THAT", "THATONE", "THEN", "THENWORKS"}
    return ends and bool(items) and all(item.negative for item in items)


def days_disagree(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A weekday right before a date that is another weekday: "el lunes de aquí a dos semanas", "lunes 14"."""
    pairs = list(pairwise(facts.symbols))
    pairs += [(two, one) for one, two in pairs if facts.scene.language == "es"]
    for one, two in pairs:
        both = isinstance(one.value, Days) and isinstance(two.value, Days)
        if both and one.value.weekdays and not one.value.ranges and len(two.value.ranges) == 1:
            low, high = two.value.ranges[0]
            if high - low == DAY and low.weekday() not in one.value.weekdays:
                return True
    return False


_MIDNIGHT: Final = 1439


def bare_no(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A "no" right before one day or hour, and nothing else: "no Friday" may refuse it, or wish for it instead."""
    if facts.asked not in {Asked.OFFER, Asked.CONFIRM} or facts.scene.language != "en":
        return False
    cats = [symbol.cat for symbol in facts.words if symbol.cat not in {"FILL", "END", "STOP", "THANKS"}]
    return facts.words[0].word == "no" and len(cats) > 1 and set(cats[1:]) <= _SINGLE


def kept_until(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A "till Monday" behind something unknown: "the kids are off till Monday" may tell from when on, or how long."""
    if facts.asked not in {Asked.OFFER, Asked.CONFIRM, Asked.WHEN} or facts.scene.language != "en":
        return False
    told = any(
        one.cat in {"X", "FROMNOW"} and one.word not in _HERE and two.cat == "UNTIL"
        for one, two in pairwise(facts.words)
    )
    read = any(getattr(item.symbol.value, "relative", "") for item in facts.roles.items)
    return (
        told
        and not read
        and _WISHED.isdisjoint(symbol.cat for symbol in facts.words)
        and _begins_now(facts, _intervals)
    )


def _begins_now(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """Tell whether the wish was read as from today until then."""
    return bool(intervals) and intervals[0][0].date() <= facts.scene.today


_WISHED: Final = frozenset({"AVAIL", "TAKE", "WORKS", "YES", "NEED", "BEFORETHAT", "BEFORE"})
_HERE: Final = frozenset({"here", "around", "town", "there"})
_SINGLE: Final = frozenset(
    {"WD", "REL", "CLOCK", "NUM", "ORD", "MON", "AMPM", "OCLOCK", "NDATE", "MANANA", "THIS", "NEXT"}
)
_TIMES: Final = frozenset({"DAYS", "WIN", "MOMENT"})
_EITHER: Final = (_TIMES, {"NO"}, _TIMES, {"END"})
