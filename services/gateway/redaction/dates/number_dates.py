"""Dates said or typed as bare numbers: "oh three oh four eighty four", "03 04 1984", "one one two six seventy one"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.dates.grammar import YEAR, YEAR4, is_year, year_digits
from services.gateway.redaction.dates.items import YEARS, Item
from services.gateway.redaction.dates.items import items as items_of
from services.gateway.redaction.dates.moment import Moment, orders
from services.gateway.redaction.view import View
from services.gateway.redaction.word_list import word_set

FEWEST: Final = 3
"""How many numbers there are at least in a date without a month's name; fewer need no look."""

_LINK: Final = "(?:[-/,.]|fg?h?)?"
_NUMBERS: Final = re.compile(
    rf"(?<![abcdkonY'])(?P<one>[abkdo]){_LINK}(?P<two>[abkdo]){_LINK}(?:{YEAR}|(?P<short>[abk]))(?:(?<=Y)|"
    rf"(?![abcdkonY']))"
)
_RUN: Final = re.compile(r"(?<![abcdkonY'])[abcdkY]{3,8}(?![abcdkonY'])")
_PAIRED: Final = re.compile(r"d.*k[abck]$")
_YEAR_ALONE: Final = re.compile(rf"(?<![abcdkonY'])(?:{YEAR4}|'[abck]|c)(?![abcdkonY'])")
_BEFORE_SHORT_YEAR: Final = frozenset({"in", "el", "del", "year", "ano"})
_ANSWERS: Final = word_set("yes yeah ok okay sure um uh its it's is si pues es eh bueno this")
_MEASURES: Final = word_set("""
    dollars minutes mins min hours days weeks months years pounds lbs miles percent mg cents bucks degrees times
    dolares pesos minutos horas dias semanas meses anos libras kilos grados veces
""")
_OPENING: Final = 4
_OLD: Final = "30"
_SAID: Final = 4
_BEFORE_DATE: Final = word_set("on el since date fecha desde until del dated")


def bare_dates(view: View) -> tuple[Moment, ...]:
    """Return the dates of bare numbers of a text; for `View.once`."""
    listed = view.once(items_of)
    return (*number_dates(listed, listed.letters), *digit_runs(listed, listed.letters))


def number_dates(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield dates of three numbers; the unsure ones count in birth context only."""
    for found in _NUMBERS.finditer(letters):
        one, two = items[found.start("one")], items[found.start("two")]
        digits = year_digits(items[slice(*found.span("year" if found["year"] else "short"))])
        readings = orders(one.value, two.value)
        if readings and is_year(digits):
            sure = _sure(items, found, digits)
            yield Moment(one.start, items[found.end() - 1].end, int(digits), readings, sure)


def _sure(items: Sequence[Item], found: "re.Match[str]", digits: str) -> bool:
    """Return whether three numbers are a date without words of birth round them."""
    one, two = items[found.start("one")], items[found.start("two")]
    if found[0].count("/") > 1:
        return True
    if len(digits) < 4:  # noqa: PLR2004
        return _answers(items, found, digits)
    said = any(each.end - each.start > len(each.digits) for each in items[found.start() : found.end()])
    long = len(one.digits) == len(two.digits) == 2  # noqa: PLR2004
    return said or long or found[0].count("f") > 1 or _after_on(items, found.start())


def _answers(items: Sequence[Item], found: "re.Match[str]", digits: str) -> bool:
    """Return whether three numbers said in words open a text, as the answer to a question does: "twelve two fifty"."""
    start, year = found.start(), found.end() - 1
    said = all(items[at].end - items[at].start > len(items[at].digits) for at in (start, found.start("two"), year))
    opens = start == 0 or (start < _OPENING and items[start - 1].digits in _ANSWERS)
    if found.end() < len(items) and items[found.end()].digits in _MEASURES:
        return False
    return said and opens and len(digits) == 2 and digits >= _OLD and items[year].end - items[year].start > _SAID  # noqa: PLR2004


def _after_on(items: Sequence[Item], at: int) -> bool:
    return at > 0 and items[at - 1].digits in _BEFORE_DATE


def digit_runs(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield runs of numbers whose digits together are MMDDYYYY or MMDDYY; sure with a year said in pairs at the end."""
    for found in _RUN.finditer(letters):
        stretch = items[found.start() : found.end()]
        digits = "".join(each.digits for each in stretch)
        readings = compact(digits)
        if readings is not None:
            sure = len(digits) == 8 and _PAIRED.search(found[0]) is not None  # noqa: PLR2004
            yield Moment(stretch[0].start, stretch[-1].end, *readings, sure=sure)


def compact(digits: str) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """Return the year and the (month, day) of MMDDYYYY, DDMMYYYY, YYYYMMDD or MMDDYY; None for other digits."""
    pieces = [(digits[:2], digits[2:4], digits[4:])] if len(digits) in (6, 8) else []
    if len(digits) == 8:  # noqa: PLR2004
        pieces.append((digits[4:6], digits[6:], digits[:4]))
    for one, two, year in pieces:
        readings = orders(int(one), int(two))
        if readings and (len(year) == 2 or int(year) in YEARS):  # noqa: PLR2004
            return int(year), readings
    return None


def years_alone(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield years by themselves, which count in birth context only: "1984", "'84", "nineteen eighty four"."""
    for found in _YEAR_ALONE.finditer(letters):
        if found[0] == "c" and not (found.start() and items[found.start() - 1].digits in _BEFORE_SHORT_YEAR):
            continue
        stretch = items[found.start() : found.end()]
        digits = year_digits(stretch)
        if is_year(digits):
            yield Moment(stretch[0].start, stretch[-1].end, int(digits), ((0, 0),), sure=False)
