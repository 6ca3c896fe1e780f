"""The quarter of a year, UTC: the time that one segment of the ledger and one data key of a patient last.

A quarter is written `2026Q4`; these words sort by time. Times are microseconds since 1970-01-01 UTC.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

RETENTION_YEARS: Final = 6
"""45 CFR 164.316(b)(2)(i): six years from its creation."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_WORD: Final = re.compile(r"(\d{4})Q([1-4])")
_MONTHS: Final = 3


def quarter_of(micros: int) -> str:
    """Return the quarter that an instant lies in."""
    at = _EPOCH + timedelta(microseconds=micros)
    return f"{at.year:04}Q{(at.month - 1) // _MONTHS + 1}"


@lru_cache(maxsize=256)
def bounds(quarter: str) -> tuple[int, int]:
    """Return the first instant of a quarter and the first one behind it.

    Raises:
        ValueError: the word is no quarter.
    """
    read = _WORD.fullmatch(quarter)
    if read is None:
        msg = f"{quarter!r} is no quarter. Write it like 2026Q4."
        raise ValueError(msg)
    year, number = int(read[1]), int(read[2])
    start = datetime(year, _MONTHS * (number - 1) + 1, 1, tzinfo=UTC)
    end = datetime(year + number // 4, _MONTHS * (number % 4) + 1, 1, tzinfo=UTC)
    return (start - _EPOCH) // _MICROSECOND, (end - _EPOCH) // _MICROSECOND


def retained_until(quarter: str, years: int = RETENTION_YEARS) -> datetime:
    """Return when its retention is over: six years after its last instant, or more where a state's law says so."""
    _, end = bounds(quarter)
    last = _EPOCH + timedelta(microseconds=end)
    return last.replace(year=last.year + max(years, RETENTION_YEARS))
