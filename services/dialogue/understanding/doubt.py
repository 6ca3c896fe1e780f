"""The last look at an answer: does it hold what the words say? If not, a question is due.

Each check names one way in which a reading has been silently wrong. A check only ever makes an answer unsure.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.doubt_days import (
    bare_no,
    between_is_lost,
    days_disagree,
    denied_verb,
    exception_is_lost,
    exception_misses,
    exception_of_refusal,
    exception_or_hour,
    kept_until,
    no_between_two,
    points_at_refused,
    until_a_period,
    until_beside_a_day,
)
from services.dialogue.understanding.doubt_life import only_tells
from services.dialogue.understanding.doubt_parts import of_unknown_week, recurring
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import Symbol
from services.dialogue.understanding.grammar.compose import EXCLUSION_HORIZON
from services.dialogue.understanding.grammar.intervals import Interval
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, Days, Moment, Window
from services.dialogue.understanding.lookahead import TIME
from services.dialogue.understanding.role_model import WISH, Item
from services.dialogue.understanding.words.word_set import word_set

_BOUNDS: Final = frozenset({"AFTER", "BEFORE", "UNTIL", "BY", "NOEARLIER", "ONWARD", "ORBEFORE", "STARTING"})
_NEGATIONS: Final = frozenset({"NOT", "CANT", "BAD", "NEGAVOID", "EXCEPT", "MENOS", "NOR"})
_WISHES: Final = frozenset(
    {"AVAIL", "TAKE", "NEED", "WORKS", "YES", "BOOK", "TOW", "MOVE", "APPT", "INSTEAD", "VISIT", "CANCEL", "HELLO"}
)
_REST: Final = word_set("demas resto rest")
#: "Lo demás" is everything else, not the other days.
_WHOLE: Final = ("lo demas", "todo lo demas")
_THE_OTHER: Final = frozenset({"la otra", "el otro", "otra", "otro", "the other", "the other one"})
_NOON: Final = 12
_HALF_DAY: Final = 720
_DAWN: Final = 300


def doubtful(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """Tell whether the wished intervals do not hold what was said."""
    return any(check(facts, intervals) for check in _CHECKS)


def _date_is_an_hour(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """A number after a weekday that no month has on that weekday soon, taken for an hour: "el martes trece"."""
    numbers = {two.value for one, two in pairwise(facts.words) if one.cat == "WD" and two.cat == "NUM"}
    return any(start.hour in numbers and start.hour > _NOON for start, _end in intervals)


def _wished(facts: Facts) -> list[Item]:
    """Return the times wished."""
    return [item for item in facts.roles.items if item.role == WISH and item.symbol.cat in TIME]


def _bound_is_lost(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A word like "before" that no time took up, while a time was said."""
    measured = TIME | {"EARLIER", "LATER"}
    spans = [(symbol.first, symbol.last) for symbol in facts.symbols if symbol.cat in measured]
    return any(
        one.cat in _BOUNDS
        and not _excuses(one)
        and not any(low <= one.first <= high for low, high in spans)
        and one.word not in {"since", "forward", "and on"}
        and not (two.cat == "END" and any(symbol.cat == "UNTIL" for symbol in facts.words))
        and not (one.cat in {"BEFORE", "AFTER"} and two.cat in {"NOT", "CANT", "BAD"})
        and not (one.cat in {"UNTIL", "BEFORE", "BY"} and two.cat in {"AFTER", "BEFORE"})
        and not (one.cat == "UNTIL" and facts.has("TOW"))
        and not (one.cat == "BY" and two.cat in {"DRTITLE", "VISIT"})
        for one, two in pairwise(facts.words)
    )


def _excuses(bound: Symbol) -> bool:
    """Tell whether a bound only says why: "I don't get off until five", said behind the time wished."""
    return not {"until", "hasta"}.isdisjoint(bound.word.split()[1:])


def _negation_is_lost(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A refusal, two or more days or times of one kind, and none of them ruled out."""
    if not any(symbol.cat in _NEGATIONS for symbol in facts.symbols):
        return False
    items = _wished(facts)
    if any(item.negative for item in items) or len(items) < len([i for i in facts.roles.items if i.symbol.cat in TIME]):
        return False
    kinds = [item.symbol.cat for item in items]
    return max(kinds.count("DAYS"), kinds.count("WIN")) > 1


def _token_counts_twice(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """One word that belongs to two times: a number as both day and hour."""
    spans = sorted((item.symbol.first, item.symbol.last) for item in _wished(facts))
    return any(two[0] <= one[1] and one != two for one, two in pairwise(spans))


def _time_is_lost(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """A day or time wished that left no trace in the answer."""
    items = _wished(facts)
    if facts.roles.corrected or any(getattr(item.symbol.value, "relative", "") for item in items):
        return False
    today = facts.scene.today
    return any(
        not item.negative and not _is_past(item.symbol, today) and not _traced(item.symbol, intervals) for item in items
    )


def _is_past(symbol: Symbol, today: date) -> bool:
    """Tell whether a symbol names only days gone by: "I called yesterday"."""
    value = symbol.value
    return isinstance(value, Days) and bool(value.ranges) and value.ranges[-1][1] <= today


def _traced(symbol: Symbol, intervals: Sequence[Interval]) -> bool:
    """Tell whether some interval is on the day, or at the time, that a symbol names."""
    value = symbol.value
    if isinstance(value, Days):
        return _day_traced(value, intervals)
    if isinstance(value, Window):
        return bool(value.relative) or any(_overlaps(value, each) for each in intervals)
    return not isinstance(value, Moment) or any(start.date() <= value.day <= end.date() for start, end in intervals)


def _day_traced(days: Days, intervals: Sequence[Interval]) -> bool:
    """Tell whether some interval lies in the days."""
    if days.relative or (days.broad and days.domonth):
        return True
    if days.ranges:
        every = [each for ranges in (days.ranges, *days.alts) for each in ranges]
        return any(
            low <= (end - timedelta(minutes=1)).date() and start.date() < high
            for low, high in every
            for start, end in intervals
        )
    return any(days.weekdays & _weekdays(each) for each in intervals)


def _weekdays(interval: Interval) -> set[int]:
    """Return the weekdays an interval touches."""
    start, end = interval
    count = min(((end - timedelta(minutes=1)).date() - start.date()).days + 1, 7)
    return {(start.weekday() + step) % 7 for step in range(count)}


def _overlaps(window: Window, interval: Interval) -> bool:
    """Tell whether an interval and a window share time of day; a guessed half of the day may be the other one."""
    start, end = interval
    if end - start >= DAY:
        return window.high - window.low >= MINUTES_A_DAY
    low = _minute(start)
    high = low + int((end - start).total_seconds() // 60)
    shifts = (0, _HALF_DAY, -_HALF_DAY) if window.loose or window.point else (0,)
    return any(window.low + shift < high and low < window.high + shift for shift in shifts)


def _minute(moment: datetime) -> int:
    """Return the minute of the day."""
    return moment.hour * 60 + moment.minute


def _stranger_beside_time(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """An unknown word where the day or the hour should stand: "wends at 10", "a las dies"."""
    for one, two in pairwise(facts.symbols):
        if one.cat == "LAS" and two.cat == "X" and not any(item.symbol.cat == "WIN" for item in _wished(facts)):
            return True
    if any(isinstance(item.symbol.value, Days | Moment) for item in facts.roles.items):
        return False
    return facts.symbols[0].cat == "X" and facts.symbols[1].cat == "WIN"


def _is_at_night(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """A wish that starts in the small hours, when nobody said "am"."""
    early = any(0 < _minute(start) < _DAWN for start, _end in intervals)
    return early and not any(symbol.cat in {"AMPM", "CLOCK"} for symbol in facts.words)


def _next_is_lost(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A "next" or "following" of nothing: "not this Friday, the next"."""
    refused = [item.negative for item in _wished(facts)]
    other = bool(refused) and all(refused) and any(symbol.word in _THE_OTHER for symbol in facts.words)
    return other or any(symbol.cat in {"QUEVIENE", "FOLLOWING"} for symbol in facts.symbols)


def _rest_is_lost(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """The other days are wished, but none is ruled out: "Tuesdays I have therapy, the other days are fine"."""
    if any(symbol.cat == "LATERIN" for symbol in facts.words):
        return False
    whole = any(symbol.cat == "ANYTIME" and symbol.word.startswith(_WHOLE) for symbol in facts.words)
    rest = set() if whole else _REST & {token.text for token in facts.tokens}
    return bool(rest) and not any(item.negative for item in _wished(facts))


def _points_collide(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """Two times on one day with nothing between them that joins them: "out by noon, something at 10"."""
    items = [item for item in _wished(facts) if not item.negative]
    points = [item for item in items if isinstance(item.symbol.value, Window) and item.symbol.value.point]
    days = sum(isinstance(item.symbol.value, Days) for item in items)
    return days < len(points) and any(not item.link for item in points[1:])


def _replaced_goes_on(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A time behind "instead of" that may belong to the wish: "Monday instead of Tuesday and after lunch"."""
    linked = any(item.role != WISH and item.link == "and" and item.symbol.cat in TIME for item in facts.roles.items)
    return linked and any(symbol.cat == "INSTEAD" for symbol in facts.symbols)


def _exception_swallows_day(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """Only exceptions, of a time and of its day: "any time but one o'clock on Friday" may wish that Friday."""
    items = _wished(facts)
    excepts = any(symbol.cat in {"EXCEPT", "MENOS"} for symbol in facts.symbols)
    return excepts and all(item.negative for item in items) and [item.symbol.cat for item in items] == ["WIN", "DAYS"]


def _is_other_business(facts: Facts, _intervals: Sequence[Interval]) -> bool:
    """A clause with a time and unknown words, and no word of wishing, before another clause with a time."""
    clauses: list[list[Symbol]] = [[]]
    for symbol in facts.symbols:
        if symbol.cat in {"COMMA", "STOP", "BUT", "Q"}:
            clauses.append([])
        clauses[-1].append(symbol)
    kept = {id(item.symbol) for item in _wished(facts) if not item.negative}
    timed = [clause for clause in clauses if any(id(symbol) in kept for symbol in clause)]
    return len(timed) > 1 and (any(_tells(clause) for clause in timed[:-1]) or _differ(timed))


def _differ(timed: Sequence[Sequence[Symbol]]) -> bool:
    """Tell whether a time alone stands before a "but" with a day and time: "mornings, but Tuesday at 3 is fine"."""
    first = {symbol.cat for symbol in timed[0]}
    return any(
        {"BUT", "DAYS"} <= {symbol.cat for symbol in clause} and "WIN" in first and "DAYS" not in first
        for clause in timed[1:]
        if any(symbol.cat == "WIN" and (symbol.value.point or _apart(symbol, timed[0])) for symbol in clause)
    )


def _apart(window: Symbol, clause: Sequence[Symbol]) -> bool:
    """Tell whether a part of the day is none of those in a clause: "mornings, but Thursday afternoon too"."""
    parts = [symbol.value for symbol in clause if symbol.cat == "WIN" and symbol.value.part]
    return bool(parts) and all(each.high <= window.value.low or window.value.high <= each.low for each in parts)


def _tells(clause: Sequence[Symbol]) -> bool:
    """Tell whether a clause tells of something unknown and wishes nothing."""
    cats = {symbol.cat for symbol in clause}
    return "X" in cats and cats.isdisjoint(_WISHES)


def _horizon_is_open(facts: Facts, intervals: Sequence[Interval]) -> bool:
    """Only refusals of single dates, yet whole weeks come out: "not the 22nd the 23rd"."""
    items = _wished(facts)
    dated = [item for item in items if isinstance(item.symbol.value, Days) and item.symbol.value.ranges]
    if len(dated) < 2 or not all(item.negative for item in items) or any(item.link for item in dated[1:]):  # noqa: PLR2004
        return False
    return bool(intervals) and intervals[-1][1] - intervals[0][0] > DAY * (EXCLUSION_HORIZON - 7)


_CHECKS: Final[tuple[Callable[[Facts, Sequence[Interval]], bool], ...]] = (
    _bound_is_lost,
    _negation_is_lost,
    _token_counts_twice,
    _time_is_lost,
    _stranger_beside_time,
    _horizon_is_open,
    _is_at_night,
    _next_is_lost,
    _rest_is_lost,
    _is_other_business,
    _points_collide,
    _replaced_goes_on,
    _exception_swallows_day,
    _date_is_an_hour,
    until_a_period,
    until_beside_a_day,
    exception_is_lost,
    exception_misses,
    exception_of_refusal,
    exception_or_hour,
    no_between_two,
    between_is_lost,
    denied_verb,
    days_disagree,
    bare_no,
    kept_until,
    points_at_refused,
    only_tells,
    recurring,
    of_unknown_week,
)
