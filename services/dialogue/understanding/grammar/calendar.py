"""Calendar arithmetic: coming weekdays, days of a month, holidays of the United States."""

from collections.abc import Callable
from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.values import DAY, WEEK


def coming(weekday: int, start: date) -> date:
    """Return the first day on or after `start` that is this weekday (0 is Monday)."""
    return start + DAY * ((weekday - start.weekday()) % 7)


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`; weeks run from Monday."""
    return day - DAY * day.weekday()


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_start(day: date, months: int = 0) -> date:
    """Return the first day of the month `months` after that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    first = month_start(day, months)
    last = month_start(first, 1) - DAY
    return first.replace(day=min(day.day, last.day))


def next_date(month: int, day: int, start: date) -> date | None:
    """Return the first such date on or after `start`, at most eight years ahead (leap days)."""
    for year in range(start.year, start.year + 9):
        found = safe_date(year, month, day)
        if found and found >= start:
            return found
    return None


def next_day_of_month(day: int, start: date) -> date | None:
    """Return the first date on or after `start` with this day of the month."""
    for months in range(13):
        first = month_start(start, months)
        found = safe_date(first.year, first.month, day)
        if found and found >= start:
            return found
    return None


def next_month_start(month: int, start: date) -> date:
    """Return the first day of the named month that is not wholly past."""
    year = start.year + (1 if month < start.month else 0)
    return date(year, month, 1)


def nth_weekday(first: date, weekday: int, count: int) -> date | None:
    """Return the `count`-th such weekday of the month that starts at `first`, or None; -1 is the last."""
    end = month_start(first, 1)
    if count < 0:
        return coming(weekday, end - WEEK)
    found = coming(weekday, first) + WEEK * (count - 1)
    return found if found < end else None


def _easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, left = divmod(century, 4)
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, odd = divmod(rest, 4)
    shift = (32 + 2 * left + 2 * leaps - epact - odd) % 7
    late = (golden + 11 * epact + 19 * shift) // 433
    month, day = divmod(epact + shift - 7 * late + 90, 25), 0
    day = (epact + shift - 7 * late + 33 * month[0] + 19) % 32
    return date(year, month[0], day)


def _nth(month: int, weekday: int, count: int) -> Callable[[int], date]:
    """Return a function from year to the n-th weekday of a month."""

    def find(year: int) -> date:
        """Return that day in `year`."""
        found = nth_weekday(date(year, month, 1), weekday, count)
        return found or date(year, month, 1)

    return find


def _fixed(month: int, day: int) -> Callable[[int], date]:
    """Return a function from year to a fixed date."""
    return lambda year: date(year, month, day)


_HOLIDAYS: Final[dict[str, Callable[[int], date]]] = {
    "christmas": _fixed(12, 25),
    "christmas_eve": _fixed(12, 24),
    "new_year": _fixed(1, 1),
    "new_year_eve": _fixed(12, 31),
    "thanksgiving": _nth(11, 3, 4),
    "black_friday": lambda year: _nth(11, 3, 4)(year) + DAY,
    "labor_day": _nth(9, 0, 1),
    "memorial_day": _nth(5, 0, -1),
    "independence_day": _fixed(7, 4),
    "veterans_day": _fixed(11, 11),
    "mlk_day": _nth(1, 0, 3),
    "presidents_day": _nth(2, 0, 3),
    "columbus_day": _nth(10, 0, 2),
    "juneteenth": _fixed(6, 19),
    "halloween": _fixed(10, 31),
    "valentines": _fixed(2, 14),
    "easter": _easter,
    "good_friday": lambda year: _easter(year) - DAY * 2,
    "holy_thursday": lambda year: _easter(year) - DAY * 3,
    "holy_saturday": lambda year: _easter(year) - DAY,
    "palm_sunday": lambda year: _easter(year) - WEEK,
    "easter_monday": lambda year: _easter(year) + DAY,
    "mothers_day": _nth(5, 6, 2),
    "fathers_day": _nth(6, 6, 3),
    "st_patricks": _fixed(3, 17),
    "epiphany": _fixed(1, 6),
    "day_of_dead": _fixed(11, 2),
    "boxing_day": _fixed(12, 26),
    "election_day": lambda year: _nth(11, 0, 1)(year) + DAY,
}


def holiday(name: str, start: date) -> date:
    """Return the coming holiday of that name, on or after `start`."""
    find = _HOLIDAYS[name]
    this_year = find(start.year)
    return this_year if this_year >= start else find(start.year + 1)
