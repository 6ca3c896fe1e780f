"""A date as found, with every way it can be read."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

_CENTURY: Final = 100
_LAST_MONTH: Final = 12
_LAST_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Moment(NamedTuple):
    """A stretch of the folded text that is a date.

    Attributes:
        start: Index of its first character.
        end: Index after its last.
        year: Its year; below 100 the century is not known; None where none was said.
        readings: Its (month, day) in every order that is possible; a day of 0 means month and year only,
            (0, 0) a year alone.
        sure: Whether it is a date wherever it stands; else only in birth context.
        long_end: Index after a short year behind it that may be a time of day instead ("March 8 04"), else 0.
    """

    start: int
    end: int
    year: int | None
    readings: tuple[tuple[int, int], ...]
    sure: bool = True
    long_end: int = 0

    def dates(self, today: date) -> Iterator[date]:
        """Yield every date it can be read as; one without a year is its next occurrence from `today` on."""
        for month, day in self.readings:
            for year in self._years(today, month, day):
                if month and (read := _date(year, month, day or 1)):
                    yield read

    def _years(self, today: date, month: int, day: int) -> tuple[int, ...]:
        """Return the years it can stand in."""
        if self.year is None:
            return (today.year + ((month, day) < (today.month, today.day)),)
        return (1900 + self.year, 2000 + self.year) if self.year < _CENTURY else (self.year,)


def possible(month: int, day: int) -> bool:
    """Return whether a month has such a day in some year."""
    return 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAYS[month - 1]


def orders(first: int, second: int) -> tuple[tuple[int, int], ...]:
    """Return the (month, day) that two numbers can be: US order first, then the order of Spanish."""
    both = ((first, second), (second, first)) if first != second else ((first, second),)
    return tuple(each for each in both if possible(*each))


def _date(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day (29 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
