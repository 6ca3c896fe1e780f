"""The patients' birth dates in a text, where the date rules alone would not be sure: "four twelve eighty", 041280."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from services.gateway.redaction.dates.moment import Moment
from services.gateway.redaction.dates.number_dates import bare_dates
from services.gateway.redaction.dates.spoken import NUMBER_WORDS
from services.gateway.redaction.dates.written import written
from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.index import RosterIndex
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

_WEIGHT: Final = 3
_CENTURY: Final = 100
_FEWEST: Final = 3
#: With more different birth dates than these, any date with a two-digit year is some patient's by chance.
_FEW_DATES: Final = 3000
#: `Moment.dates` needs a date for moments without a year; there are none among those looked at here.
_ANY_DAY: Final = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class RosterBirthDates:
    """Finds dates of three numbers that are a patient's birth date.

    Attributes:
        index: The roster.
    """

    index: RosterIndex

    def find(self, view: View) -> list[Span]:
        """Return the patients' birth dates in the text."""
        text = view.folded.text
        numbers = len(view.numbers) + len(view.among(NUMBER_WORDS))
        if not numbers or not len(self.index.birth_dates):
            return []
        moments = self._moments(view, said=numbers >= _FEWEST)
        born = [each for each in moments if text[each.end : each.end + 1] != ":" and self._born(each)]
        return [view.span(each.start, each.end, Label.DOB, _WEIGHT) for each in born]

    def _moments(self, view: View, *, said: bool) -> Iterator[Moment]:
        """Yield the dates of three numbers; those of bare numbers only where there are so many."""
        if not said:
            return iter(view.once(written))
        return chain(view.once(written), view.once(bare_dates))

    def _born(self, moment: Moment) -> bool:
        """Tell whether a patient was born then, and chance is an unlikely cause of it."""
        if moment.year is None or (moment.year < _CENTURY and len(self.index.birth_dates) > _FEW_DATES):
            return False
        whole = any(day for _month, day in moment.readings)
        return whole and any(each.toordinal() in self.index.birth_dates for each in moment.dates(_ANY_DAY))
