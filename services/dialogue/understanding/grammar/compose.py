"""From terms to the intervals that the words allow.

Negated terms are taken away from the others, or from the coming weeks.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from services.dialogue.understanding.grammar.calendar import coming
from services.dialogue.understanding.grammar.exclusions import biting
from services.dialogue.understanding.grammar.intervals import (
    Interval,
    each_day,
    merged,
    only_weekdays,
    ranges_meet,
    whole_days,
    without,
)
from services.dialogue.understanding.grammar.relations import related, unrelated
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.terms import Anchor, Composed, Part, Term, grouped
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, OPEN_DAYS, WEEK, Days, Range, Window
from services.dialogue.understanding.grammar.weekdays import bare_weekday

#: Days covered by a wish that names no day: times of day, and exclusions.
TIMES_HORIZON: Final = 14


EXCLUSION_HORIZON: Final = 30


_LIMIT: Final = 62


_NOON: Final = 720


#: Parts of the day whose denial leaves something on both sides.
_MIDDLE: Final = frozenset({"afternoon", "lunch", "early_afternoon", "mid_afternoon", "late_morning", "school_hours"})


def compose(parts: Sequence[Part], scene: Scene, anchor: Anchor, *, allow_past: bool = False) -> Composed:
    """Return the intervals that the parts allow together."""
    anchor = _within(parts, anchor, scene)
    parts = _without_reference(parts)
    terms = grouped(parts)
    positive = [term for term in terms if not term.negative]
    negative = [term for term in terms if term.negative]
    if not positive and not any(part.excepted for part in parts):
        positive, negative = _bounded(negative)
    intervals: list[Interval] = []
    alternatives: list[Interval] = []
    unsure = False
    for term in positive:
        first, others, doubtful = _resolve(term, scene, anchor)
        intervals.extend(first)
        alternatives.extend(others)
        unsure = unsure or doubtful
    if not positive and negative and any(_known(term, anchor) for term in negative):
        intervals = _horizon(negative, scene)
    ambiguous = bool(alternatives)
    if positive and negative:
        negative = biting(negative, [*intervals, *alternatives])
    if negative:
        removed = [each for term in negative for each in _removed(term, scene, anchor)]
        intervals, alternatives = without(intervals, removed), without(alternatives, removed)
    if not allow_past:
        intervals, alternatives = _ahead(intervals, scene), _ahead(alternatives, scene)
    tidy = merged(intervals)
    if ambiguous and not alternatives and tidy:
        unsure = False
    tidy.extend(each for each in alternatives if each not in tidy)
    return Composed(tuple(tidy), unsure or (not tidy and bool(parts)))


def _ahead(intervals: list[Interval], scene: Scene) -> list[Interval]:
    """Return the intervals that are not over yet."""
    return [each for each in intervals if each[1] > scene.now]


def _bounded(negative: list[Term]) -> tuple[list[Term], list[Term]]:
    """Turn "not before noon on Monday" into Monday without its morning: a bound denied for one day wishes that day."""
    positive = [
        Term(list(term.days), list(term.filters))
        for term in negative
        if term.windows and term.days and all(_is_bound(window) for window in term.windows) and not _recurs(term)
    ]
    return positive, negative


def _is_bound(window: Window) -> bool:
    """Tell whether a window is "before" or "after" a time."""
    return not window.part and not window.point and (window.low == 0) != (window.high == MINUTES_A_DAY)


def _recurs(term: Term) -> bool:
    """Tell whether any of the days come again and again."""
    return any(days.every for days in term.days)


def _known(term: Term, anchor: Anchor) -> bool:
    """Tell whether a term speaks of any known day or time, not only of "that day" when none is known."""
    return bool(term.windows) or any(not days.relative or anchor.day for days in term.days)


#: Weeks and months that only lie beside the day named before: "school starts on the 21st, the week before".
_BESIDE: Final = frozenset({"before_week", "before_month", "after_week", "after_month"})


def _without_reference(parts: Sequence[Part]) -> Sequence[Part]:
    """Drop the day that "after that" only refers to: "I'm back on the 12th, so after that"."""
    for at, part in enumerate(parts):
        if at and isinstance(part.value, Days) and part.value.relative in {"after_that", "before_that"}:
            dated = any(not isinstance(earlier.value, Window) for earlier in parts[:at])
            return parts[at:] if dated else parts[:at]
        if at and part.link not in {"or", "and"} and getattr(part.value, "relative", "") in _BESIDE:
            earlier = [each.value for each in parts[:at] if isinstance(each.value, Days)]
            if len(earlier) == 1 and earlier[0].ranges and not (earlier[0].broad or parts[0].negative):
                return parts[at:]
    return parts


def _is_stretch(days: Days) -> bool:
    """Tell whether days are a run of several: "I'm away from the 3rd to the 12th"."""
    return bool(days.ranges) and all(DAY < end - first < DAY * OPEN_DAYS for first, end in days.ranges)


def _within(parts: Sequence[Part], anchor: Anchor, scene: Scene) -> Anchor:
    """Return the anchor, or the last day named in the words themselves: "not this week, the week after"."""
    spoken = [part.value for part in parts if isinstance(part.value, Days)]
    before = takewhile(lambda days: not days.relative, spoken)
    named = list(before) if any(days.relative for days in spoken) else []
    named = named or [part.value for part in parts if part.negative and _is_week(part.value)]  # type: ignore[misc]
    beyond = any(days.relative == "after_that" for days in spoken)
    away = beyond and any(_is_stretch(days) or days.broad for days in named)
    if (anchor.day is not None and not away) or not named:
        return anchor
    if named[-1].ranges:
        first, end = named[-1].ranges[-1]
        closed = first == scene.today or end - first < DAY * OPEN_DAYS
        if closed and any(days.relative == "after_that" for days in spoken):
            first = end - DAY
        return Anchor(first, None, WEEK if end - first > DAY * 4 else DAY, spoken=True)
    if len(named[-1].weekdays) == 1 and not named[-1].every:
        return Anchor(coming(min(named[-1].weekdays), scene.today + DAY), spoken=True)
    return anchor


def _is_week(value: object) -> bool:
    """Tell whether a refused part is one week: "the week after, I'm away next week"."""
    return isinstance(value, Days) and value.broad and len(value.ranges) == 1 and not value.relative


def _resolve(term: Term, scene: Scene, anchor: Anchor) -> tuple[list[Interval], list[Interval], bool]:
    """Return the intervals of a term, those of its other readings, and whether it is unsure."""
    windows, doubtful = _window_pairs(term, anchor)
    readings, unsure = _readings(term, scene, anchor, timed=bool(windows))
    unsure = unsure or doubtful
    found = [each_day(ranges, windows, _LIMIT) if windows else whole_days(ranges) for ranges in readings]
    first = found[0] if found else []
    return first, [each for other in found[1:] for each in other], unsure


def _window_pairs(term: Term, anchor: Anchor) -> tuple[list[tuple[int, int]], bool]:
    """Return the windows as minutes; one relative to an unknown time leaves the day whole: its command says it."""
    pairs: list[tuple[int, int]] = []
    unsure = False
    for window in term.windows:
        unsure = unsure or window.unsure
        if not window.relative:
            pairs.append((window.low, window.high))
        elif anchor.minute is None:
            continue
        else:
            minute = anchor.minute + window.amount
            pairs.append((minute, minute + 1))
    return [pair for pair in pairs if 0 <= pair[0] < pair[1] <= MINUTES_A_DAY], unsure


def _readings(term: Term, scene: Scene, anchor: Anchor, *, timed: bool) -> tuple[list[list[Range]], bool]:
    """Return the days of each reading of a term, the likeliest first."""
    if not term.days and not term.filters:
        return _no_day(term, scene, anchor, timed=timed)
    first: list[Range] = []
    alternatives: list[list[Range]] = []
    unsure = False
    for days in term.days:
        ranges, others, doubtful = _ranges(days, scene, anchor, timed=timed, lazy=bool(term.filters))
        first.extend(ranges)
        alternatives.extend(others)
        unsure = unsure or doubtful
    readings = [_filtered(ranges, term.filters) for ranges in (first, *alternatives)]
    return [readings[0], *[each for each in readings[1:] if each]], unsure or not readings[0]


def _no_day(term: Term, scene: Scene, anchor: Anchor, *, timed: bool) -> tuple[list[list[Range]], bool]:
    """Return the days meant when only times were said."""
    if any(window.relative == "shift" for window in term.windows):
        return ([[(anchor.day, anchor.day + DAY)]], False) if anchor.day else ([[]], True)
    return ([[(scene.today, scene.today + DAY * TIMES_HORIZON)]] if timed else [[]]), False


def _filtered(ranges: list[Range], filters: Sequence[Days]) -> list[Range]:
    """Return the ranges narrowed by weekdays and other ranges."""
    for each in filters:
        ranges = only_weekdays(ranges, each.weekdays) if each.weekdays else ranges_meet(ranges, each.ranges)
    return ranges


def _ranges(
    days: Days, scene: Scene, anchor: Anchor, *, timed: bool, lazy: bool
) -> tuple[list[Range], list[list[Range]], bool]:
    """Return the ranges of days, further readings, and whether it is unsure."""
    if days.relative:
        found = related(days, anchor, scene)
        return (found, [], False) if found else (unrelated(days, scene), [], True)
    if days.weekdays and not days.ranges:
        return _weekday_ranges(days, scene, timed=timed)
    return list(days.ranges), [list(each) for each in days.alts], (days.unsure and not lazy) or days.unsure


def _weekday_ranges(days: Days, scene: Scene, *, timed: bool) -> tuple[list[Range], list[list[Range]], bool]:
    """Return the coming such weekday, a coming run of them, or all in the horizon."""
    if days.every:
        horizon = TIMES_HORIZON if timed else EXCLUSION_HORIZON
        return only_weekdays([(scene.today, scene.today + DAY * horizon)], days.weekdays), [], False
    if days.first >= 0:
        start = coming(days.first, scene.today)
        return [(start, start + DAY * len(days.weekdays))], [], False
    resolved = bare_weekday(min(days.weekdays), scene)
    return list(resolved.ranges), [list(each) for each in resolved.alts], resolved.unsure


def _horizon(negative: Sequence[Term], scene: Scene) -> list[Interval]:
    """Return the coming weeks, from which exclusions are taken."""
    timed = any(term.windows for term in negative)
    days = TIMES_HORIZON if timed else EXCLUSION_HORIZON
    begun = [] if timed else [day for term in negative for day in term.days if _has_begun(day, scene)]
    end = max([scene.today, *(day.ranges[-1][1] for day in begun)]) + DAY * days
    ranges = [(scene.today, end)]
    return each_day(ranges, [(0, MINUTES_A_DAY)], _LIMIT) if timed else whole_days(ranges)


def _has_begun(days: Days, scene: Scene) -> bool:
    """Tell whether refused days are a long period that has begun: "not this month" looks beyond it."""
    return days.broad and bool(days.ranges) and days.ranges[0][0] <= scene.today < days.ranges[-1][1] - WEEK * 2


def _removed(term: Term, scene: Scene, anchor: Anchor) -> list[Interval]:
    """Return what a negated term takes away: a weekday means each of them."""
    every = Term(
        [replace(days, every=True, first=-1) if days.weekdays else days for days in term.days],
        term.filters,
        term.windows,
        negative=True,
    )
    every.windows = [_stretched(window) for window in term.windows]
    first, others, _unsure = _resolve(every, scene, anchor)
    recurring = [days for days in every.days if days.every]
    if recurring and not term.filters and not term.windows and len(recurring) == len(every.days):
        horizon = [(scene.today, scene.today + DAY * EXCLUSION_HORIZON * 12)]
        first = whole_days([each for days in recurring for each in only_weekdays(horizon, days.weekdays)])
    if not term.days and term.windows:
        ranges = [(scene.today, scene.today + DAY * EXCLUSION_HORIZON * 3)]
        first = each_day(ranges, _window_pairs(every, anchor)[0], _LIMIT * 4)
    return first + others


def _stretched(window: Window) -> Window:
    """Return a denied part of the day up to the edge of the day: "no mornings" allows no 5 a.m. either."""
    if window.point and window.low == _NOON:
        return replace(window, high=_NOON + 60)
    if not window.part or window.part in _MIDDLE:
        return window
    return replace(window, low=0) if window.high <= _NOON else replace(window, high=MINUTES_A_DAY)
