"""The quarters of the year, and how long what they hold is kept."""

import re
from datetime import date
from typing import Final

RETENTION_YEARS: Final = 6
"""45 CFR 164.316(b)(2)(i): six years from its making, or from when it was last in effect."""
_QUARTER: Final = re.compile(r"(\d{4})Q([1-4])")
_MONTHS: Final = 3


def end_of(quarter: str) -> date:
    """Return the first day after a quarter such as `2026Q4`.

    Raises:
        ValueError: it is none.
    """
    found = _QUARTER.fullmatch(quarter)
    if found is None:
        msg = f"{quarter!r} is no quarter; write it like 2026Q4."
        raise ValueError(msg)
    year, number = int(found[1]), int(found[2])
    return date(year + 1, 1, 1) if number * _MONTHS == 12 else date(year, number * _MONTHS + 1, 1)  # noqa: PLR2004


def kept_until(quarter: str, years: int = RETENTION_YEARS) -> date:
    """Return the first day on which what a quarter holds may go: never sooner than six years after its end."""
    end = end_of(quarter)
    return end.replace(year=end.year + max(years, RETENTION_YEARS))
