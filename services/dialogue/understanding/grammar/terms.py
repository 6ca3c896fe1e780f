"""Terms: parts of time that belong together.

Parts that stand together make a term: days, windows of the day, or both. Terms are joined by "or"; a window said
after several days counts for all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from services.dialogue.understanding.grammar.intervals import (
    Interval,
    ranges_meet,
    windows_meet,
)
from services.dialogue.understanding.grammar.values import DAY, MINUTES_A_DAY, Days, Moment, Window

_NOON: Final = 720
#: Nobody means the hours before 6 when another half of the day fits.
_DAYTIME: Final = 360


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
    """A piece found by the grammar, with the connective before it ("or", "and", ",", "but", "").

    A negative piece that is `excepted` ("any day except Monday") is taken away from all days.
    """

    value: Days | Window | Moment
    link: str = ""
    negative: bool = False
    excepted: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The appointment that relative words refer to, where known; `spoken` when the message itself names its day."""

    day: date | None = None
    minute: int | None = None
    span: timedelta = DAY
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """Intervals, most likely first, and whether a question is due."""

    intervals: tuple[Interval, ...]
    unsure: bool


def grouped(parts: Sequence[Part]) -> list[Term]:
    """Group parts into terms."""
    terms: list[Term] = []
    for at, part in enumerate(parts):
        current = terms[-1] if terms else None
        if isinstance(part.value, Moment):
            terms.append(_moment_term(part.value, negative=part.negative))
        elif current is None or current.negative is not part.negative or _starts_anew(parts, at, current):
            terms.append(_new_term(part))
        elif isinstance(part.value, Days):
            _add_days(terms, part.value, part.link, own_window=_has_window(parts, at))
        else:
            _add_window(terms, part.value, part.link)
    return _with_their_day(terms)


def _with_their_day(terms: list[Term]) -> list[Term]:
    """Join the time and the days on both sides of a refusal: "after four, any day but Wednesday, next week"."""
    for first, refused, last in zip(terms, terms[1:], terms[2:], strict=False):
        around = not first.negative and refused.negative and not last.negative
        one_kind = bool(refused.windows) != bool(refused.days)
        if around and first.days and not first.windows and not last.days and one_kind:
            first.windows.extend(last.windows)
            return [term for term in terms if term is not last]
        bare = first.windows and not first.days and not last.windows and last.days
        if around and bare and all(days.broad for days in last.days):
            first.days.extend(last.days)
            first.filters.extend(last.filters)
            return [term for term in terms if term is not last]
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


def _starts_anew(parts: Sequence[Part], at: int, current: Term) -> bool:
    """Tell whether "the morning of the 2nd or the afternoon of the 3rd" goes on to a new pair of window and day."""
    part, following = parts[at], parts[at + 1] if at + 1 < len(parts) else None
    if _refused_apart(part, current):
        return True
    joined = part.link in {"or", "and", ","} and bool(current.windows)
    if not (isinstance(part.value, Window) and (joined or part.link == "or") and current.days):
        return False
    return (
        following is not None and isinstance(following.value, Days) and not following.link and not following.value.broad
    )


def _refused_apart(part: Part, current: Term) -> bool:
    """Tell whether a time and a day are refused one by one: "no evenings and no weekends"."""
    if not (part.negative and current.negative) or part.link not in {"and", ",", "but"}:
        return False
    if isinstance(part.value, Days):
        return bool(current.windows) and not current.days
    return bool(current.days) and not current.windows


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
    elif _continues_list(term, days, link) and term.windows and own_window:
        terms.append(Term(list(term.days), [days], negative=term.negative))
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
    if link == "or" or common is None or term.negative or previous.relative or window.relative:
        term.windows.append(window)
    else:
        term.windows[-1] = common


def _common(first: Window, second: Window) -> Window | None:
    """Return the common part; a bare hour moves to the other half of the day where only that fits."""
    if _adds_nothing(first, second):
        second = _shifted(second) or second
    found: list[Window] = []
    for one, two in ((first, second), (first, _shifted(second)), (_shifted(first), second)):
        if one and two:
            meet = windows_meet((one.low, one.high), (two.low, two.high))
            if meet:
                found.append(Window(*meet, point=first.point or second.point, loose=False))
    return next((window for window in found if window.low >= _DAYTIME), found[0] if found else None)


def _adds_nothing(part: Window, bound: Window) -> bool:
    """Tell whether "after seven" read as the morning would leave "in the evening" as it is, and later would not."""
    later = _shifted(bound)
    holds = bound.low < part.low and bound.high == MINUTES_A_DAY
    return bool(part.part) and holds and later is not None and part.low < later.low < part.high


def _shifted(window: Window) -> Window | None:
    """Return the window half a day later or earlier, where its half was only guessed."""
    if not window.loose:
        return None
    by = _NOON if window.low < _NOON else -_NOON
    if window.high == MINUTES_A_DAY:
        return replace(window, low=window.low + by)
    if window.low == 0:
        return replace(window, high=window.high + (_NOON if window.high <= _NOON else -_NOON))
    return replace(window, low=window.low + by, high=window.high + by)
