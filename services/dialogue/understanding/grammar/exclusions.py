"""What is excepted must lie in what is wished: "from the 8th to the 15th, but not the weekend"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.dialogue.understanding.grammar.intervals import Interval
from services.dialogue.understanding.grammar.terms import Term
from services.dialogue.understanding.grammar.values import DAY, Days

_SATURDAY: Final = 5
_WEEKEND: Final = frozenset({5, 6})


def biting(negative: Sequence[Term], wished: Sequence[Interval]) -> list[Term]:
    """Return the exclusions, with a weekend outside of the wish read as those in it."""
    return [
        replace(term, days=[Days(weekdays=_WEEKEND, every=True)])
        if wished and _is_weekend(term) and not _meets(term, wished)
        else term
        for term in negative
    ]


def _meets(term: Term, wished: Sequence[Interval]) -> bool:
    """Tell whether some day of the term is a day wished."""
    return any(
        first < end.date() + DAY and start.date() < last
        for days in term.days
        for first, last in days.ranges
        for start, end in wished
    )


def _is_weekend(term: Term) -> bool:
    """Tell whether a term names one Saturday and Sunday, and nothing more."""
    if len(term.days) != 1 or term.filters or len(term.days[0].ranges) != 1:
        return False
    first, end = term.days[0].ranges[0]
    return first.weekday() == _SATURDAY and (end - first).days == len(_WEEKEND)
