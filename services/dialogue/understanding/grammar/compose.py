"""From the parts that the grammar found to the intervals that the words allow.

Parts that stand together make a term: days, windows of the day, or both. Terms are joined by "or"; a window said after
several days counts for all of them. Negated terms are taken away from the others, or from the coming weeks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from services.dialogue.understanding.grammar.calendar import coming, monday_of, month_start
from services.dialogue.understanding.grammar.intervals import (
    Interval,
    each_day,
    merged,
    only_weekdays,
    ranges_meet,
    whole_days,
    windows_meet,
    without,
)
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, WEEK, Days, Moment, Range, Window
from services.dialogue.understanding.grammar.weekdays import bare_weekday

#: Days covered by a wish that names no day: times of day, and exclusions.
TIMES_HORIZON: Final = 14
EXCLUSION_HORIZON: Final = 30
_LIMIT: Final = 62
_NOON: Final = 720
#: Parts of the day whose denial leaves something on both sides.
_MIDDLE: Final = frozenset({"afternoon", "lunch", "early_afternoon", "mid_afternoon", "late_morning", "school_hours"})


@dataclass(slots=True)
class Term:
    """Days and windows that belong together; `days` are alternatives, `filters` narrow them."""

    days: list[Days] = field(default_factory=list)
    filters: list[Days] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    negative: bool = False
    window_first: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether nothing was said yet."""
        return not (self.days or self.windows or self.filters)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece found by the grammar, with the connective before it ("or", "and", ",", "but", "")."""

    value: Days | Window | Moment
    link: str = ""
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The appointment that relative words refer to, where known: its day and its minute of the day."""

    day: date | None = None
    minute: int | None = None
    span: timedelta = DAY


@dataclass(frozen=True, slots=True)
class Composed:
    """Intervals, most likely first, and whether a question is due."""

    intervals: tuple[Interval, ...]
    unsure: bool


def compose(parts: Sequence[Part], scene: Scene, anchor: Anchor, *, allow_past: bool = False) -> Composed:
    """Return the intervals that the parts allow together."""
    anchor = _within(parts, anchor)
    terms = _terms(parts)
    positive = [term for term in terms if not term.negative]
    negative = [term for term in terms if term.negative]
    intervals: list[Interval] = []
    alternatives: list[Interval] = []
    unsure = False
    for term in positive:
        first, others, doubtful = _resolve(term, scene, anchor)
        intervals.extend(first)
        alternatives.extend(others)
        unsure = unsure or doubtful
    if not positive and negative:
        intervals = _horizon(negative, scene)
    ambiguous = bool(alternatives)
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


def _within(parts: Sequence[Part], anchor: Anchor) -> Anchor:
    """Return the anchor, or the first day named in the words themselves: "not this week, the week after"."""
    for part in parts:
        if isinstance(part.value, Days) and not part.value.relative and part.value.ranges and anchor.day is None:
            first, end = part.value.ranges[0]
            return Anchor(first, None, WEEK if end - first > DAY * 4 else DAY)
    return anchor


def _terms(parts: Sequence[Part]) -> list[Term]:
    """Group parts into terms."""
    terms: list[Term] = []
    for at, part in enumerate(parts):
        current = terms[-1] if terms else None
        if isinstance(part.value, Moment):
            terms.append(_moment_term(part.value, negative=part.negative))
        elif current is None or current.negative is not part.negative:
            terms.append(_new_term(part))
        elif isinstance(part.value, Days):
            _add_days(terms, part.value, part.link, own_window=_has_window(parts, at))
        else:
            _add_window(terms, part.value, part.link)
    return terms


def _moment_term(moment: Moment, *, negative: bool) -> Term:
    """Return the term of a moment."""
    days = Days(ranges=((moment.day, moment.day + DAY),))
    return Term([days], [], [Window(moment.low, moment.high)], negative=negative)


def _new_term(part: Part) -> Term:
    """Return a term of one part."""
    term = Term(negative=part.negative)
    if isinstance(part.value, Days):
        term.days.append(part.value)
    elif isinstance(part.value, Window):
        term.windows.append(part.value)
        term.window_first = True
    return term


def _has_window(parts: Sequence[Part], at: int) -> bool:
    """Tell whether the days at a place are followed by a window of their own."""
    following = parts[at + 1] if at + 1 < len(parts) else None
    return following is not None and isinstance(following.value, Window) and not following.link


def _add_days(terms: list[Term], days: Days, link: str, *, own_window: bool) -> None:
    """Add days to the last term, as a narrowing, an alternative or a new term."""
    term = terms[-1]
    narrowing = _narrows(term, days)
    if not term.days:
        if link == "or" and term.windows:
            terms.append(Term([days], negative=term.negative))
        else:
            term.days.append(days)
    elif narrowing and link != "or":
        _narrow(term, days)
    elif _continues_list(term, days, link):
        term.filters[-1] = replace(term.filters[-1], weekdays=term.filters[-1].weekdays | days.weekdays)
    elif term.windows and not (term.window_first and not own_window):
        terms.append(Term([days], negative=term.negative))
    else:
        term.days.append(days)


def _narrows(term: Term, days: Days) -> bool:
    """Tell whether weekdays meet a broad range, or specific days lie in it."""
    if not term.days or term.filters:
        return False
    if bool(days.weekdays) and all(each.broad for each in term.days):
        return True
    if days.broad and all(each.weekdays for each in term.days):
        return True
    if days.broad or all(each.broad for each in term.days):
        return any(ranges_meet(each.ranges, days.ranges) for each in term.days)
    return False


def _narrow(term: Term, days: Days) -> None:
    """Narrow the days of a term by others."""
    if days.weekdays:
        term.filters.append(days)
    elif all(each.weekdays for each in term.days):
        weekdays = frozenset(day for each in term.days for day in each.weekdays)
        term.filters.append(replace(term.days[0], weekdays=weekdays))
        term.days = [days]
    else:
        term.filters.append(days)


def _continues_list(term: Term, days: Days, link: str) -> bool:
    """Tell whether "next week, Tuesday or Wednesday" goes on."""
    return bool(term.filters and days.weekdays and link in {"or", "and", ","} and term.filters[-1].weekdays)


def _add_window(terms: list[Term], window: Window, link: str) -> None:
    """Add a window to the last term: the common part with the one before, or an alternative."""
    term = terms[-1]
    if not term.windows:
        term.windows.append(window)
        return
    previous = term.windows[-1]
    common = _common(previous, window)
    if link == "or" or common is None or previous.relative or window.relative:
        term.windows.append(window)
    else:
        term.windows[-1] = common


def _common(first: Window, second: Window) -> Window | None:
    """Return the common part; a bare hour moves to the other half of the day where only that fits."""
    for one, two in ((first, second), (_shifted(first), second), (first, _shifted(second))):
        if one and two:
            meet = windows_meet((one.low, one.high), (two.low, two.high))
            if meet:
                return Window(*meet, point=first.point or second.point, loose=False)
    return None


def _shifted(window: Window) -> Window | None:
    """Return the window half a day later or earlier, where its half was only guessed."""
    if not window.loose:
        return None
    by = 720 if window.low < 720 else -720  # noqa: PLR2004  noon
    if window.high == MINUTES_A_DAY:
        return replace(window, low=window.low + by)
    if window.low == 0:
        return (
            replace(window, high=window.high + 720) if window.high <= 720 else replace(window, high=window.high - 720)
        )
    return replace(window, low=window.low + by, high=window.high + by)


def _resolve(term: Term, scene: Scene, anchor: Anchor) -> tuple[list[Interval], list[Interval], bool]:
    """Return the intervals of a term, those of its other readings, and whether it is unsure."""
    windows, doubtful = _window_pairs(term, anchor)
    readings, unsure = _readings(term, scene, anchor, timed=bool(windows))
    unsure = unsure or doubtful
    found = [each_day(ranges, windows, _LIMIT) if windows else whole_days(ranges) for ranges in readings]
    first = found[0] if found else []
    return first, [each for other in found[1:] for each in other], unsure


def _window_pairs(term: Term, anchor: Anchor) -> tuple[list[tuple[int, int]], bool]:
    """Return the windows as minutes; those relative to an unknown time are unsure."""
    pairs: list[tuple[int, int]] = []
    unsure = False
    for window in term.windows:
        unsure = unsure or window.unsure
        if not window.relative:
            pairs.append((window.low, window.high))
        elif anchor.minute is None:
            unsure = True
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
        found = _related(days, anchor)
        return (found, [], False) if found else (_unrelated(days, scene), [], True)
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


def _related(days: Days, anchor: Anchor) -> list[Range]:
    """Return the days in relation to the appointment talked about; empty when it is unknown."""
    if anchor.day is None:
        return []
    day = anchor.day
    if days.relative == "shift":
        return [(day + DAY * days.amount, day + DAY * (days.amount + 1))]
    if days.relative == "after_it":
        following = day - DAY * day.weekday() + WEEK if anchor.span == WEEK else day + WEEK
        return [(following, following + anchor.span)]
    if days.relative == "weekday":
        found = coming(days.amount, day + DAY)
        return [(found, found + DAY)]
    verb, _, unit = days.relative.partition("_")
    start, end = _around(day, unit)
    if verb == "later":
        return [(day + DAY, end)] if day + DAY < end else []
    if verb == "earlier":
        return [(start, day)] if start < day else []
    if verb == "after":
        return [(end, _around(end, unit)[1])]
    if verb == "before":
        return [_around(start - DAY, unit)]
    return [(start, end)]


def _unrelated(days: Days, scene: Scene) -> list[Range]:
    """Return the likeliest days of a relation to an appointment nobody named: the following week is next week."""
    if days.relative == "after_week":
        return [(scene.next_monday, scene.next_monday + WEEK)]
    if days.relative == "weekday":
        found = coming(days.amount, scene.today + DAY)
        return [(found, found + DAY)]
    if days.relative == "after_month":
        return [(month_start(scene.today, 1), month_start(scene.today, 2))]
    return []


def _around(day: date, unit: str) -> Range:
    """Return the day, week or month around a day."""
    if unit == "week":
        return monday_of(day), monday_of(day) + WEEK
    if unit == "month":
        return month_start(day), month_start(day, 1)
    return day, day + DAY


def _horizon(negative: Sequence[Term], scene: Scene) -> list[Interval]:
    """Return the coming weeks, from which exclusions are taken."""
    timed = any(term.windows for term in negative)
    days = TIMES_HORIZON if timed else EXCLUSION_HORIZON
    ranges = [(scene.today, scene.today + DAY * days)]
    return each_day(ranges, [(0, MINUTES_A_DAY)], _LIMIT) if timed else whole_days(ranges)


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
    if not term.days and term.windows:
        ranges = [(scene.today, scene.today + DAY * EXCLUSION_HORIZON * 3)]
        first = each_day(ranges, _window_pairs(every, anchor)[0], _LIMIT * 4)
    return first + others


def _stretched(window: Window) -> Window:
    """Return a denied part of the day up to the edge of the day: "no mornings" allows no 5 a.m. either."""
    if not window.part or window.part in _MIDDLE:
        return window
    return replace(window, low=0) if window.high <= _NOON else replace(window, high=MINUTES_A_DAY)
