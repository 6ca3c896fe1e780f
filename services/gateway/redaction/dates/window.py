"""Which dates stay readable for a model that keeps a calendar."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.gateway.redaction.dates.moment import Moment

_PAST: Final = re.compile(
    r"(?<!\w)(?:since|died|passed away|diagnosed|was (?:admitted|discharged|hospitalized|operated)|married|desde el|"
    r"desde|murio|fallecio|operaron|diagnosticaron|hospitalizaron|ingresaron|me case|"
    r"nos casamos)(?!\w)[^.?!\n]{0,24}$"
)


@dataclass(frozen=True, slots=True)
class Window:
    """The dates an appointment can be about; those of birth and of the past are outside.

    Attributes:
        today: Returns the clinic's date.
        before: Days before today that are inside.
        after: Days after today that are inside.
    """

    today: Callable[[], date]
    before: int = 30
    after: int = 400

    def holds(self, text: str, moment: Moment) -> bool:
        """Return whether a date of a folded text lies inside, read in whichever order brings it there."""
        today = self.today()
        first, last = today - timedelta(self.before), today + timedelta(self.after)
        if moment.year is None and _PAST.search(text[max(0, moment.start - 48) : moment.start]):
            # The last such day, not the next: about a year before it, to within the day a leap year shifts.
            return any(first <= each - timedelta(365) <= today for each in moment.dates(today))
        return any(first <= each <= last for each in moment.dates(today))
