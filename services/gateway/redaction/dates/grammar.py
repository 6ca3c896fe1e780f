"""Dates written or said in words: regular expressions over the letters of the items (see `items`).

Each form is one expression; every letter is one item, so a match's place in the letters is its place in the items.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.dates.items import YEARS, Item
from services.gateway.redaction.dates.moment import Moment, orders, possible
from services.gateway.redaction.dates.months import AMBIGUOUS, UNITS, WEAK
from services.gateway.redaction.word_list import word_set

_DAY: Final = "[abkod]"
_YEAR4: Final = "Y|k[abck]|kdd|[ad]ddd|ka"
_YEAR: Final = rf"(?P<year>{_YEAR4}|'?c|'[abk]|dd)"
_LINKED_YEAR: Final = rf"(?:[-/,.]?f?h?{_YEAR}|[-/](?P<short>[abk])|,?fh?(?P<of>[abk]))"
_RANGE: Final = rf"(?:[,.]?(?:r|-|r?h|,)h?{_DAY}){{0,2}}"
_WEEKDAY: Final = "(?:h?wr?[,.]?)?"
_FORMS: Final = (
    # Tuesday, March the 4th to 6th, 1984
    re.compile(rf"{_WEEKDAY}h?(?P<month>M)\.?[-/,]?h?(?P<day>{_DAY}){_RANGE}{_LINKED_YEAR}?"),
    # el martes 4 (al 6) de marzo del 84; the fourth of march nineteen eighty four; 4-Mar-84
    re.compile(rf"{_WEEKDAY}h?(?P<day>{_DAY}){_RANGE}[-/,.]?f?h?[-/.]?(?P<month>M)\.?(?:[-/,]?{_LINKED_YEAR})?"),
    # 1984 March 4
    re.compile(r"(?P<year>Y)[-/,]?(?P<month>M)[-/.]?h?(?P<day>[abo])"),
    # March 2019, marzo del 84
    re.compile(rf"(?P<month>M)\.?[-/,]?(?:f?h?(?P<year>{_YEAR4}|'[abck])|fh?(?P<of>c))"),
)
_NUMBERS: Final = re.compile(
    rf"(?<![abcdkonY'])(?P<one>[abkdo])(?:[-/,.]|fh?)?(?P<two>[abkdo])(?:[-/,.]|fh?)?(?:{_YEAR}|"
    rf"(?P<short>[abk]))(?![abcdkonY'])"
)
_YEAR_ALONE: Final = re.compile(rf"(?<![abcdkonY'])(?:{_YEAR4}|'[abck]|c)(?![abcdkonY'])")
_BEFORE_SHORT_YEAR: Final = frozenset({"in", "el", "del", "year", "ano"})
_PRONOUNS: Final = word_set("i we you he she they it be not have also need help cause want of")


def month_dates(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield the dates with the name of a month."""
    taken = 0
    for at in (at for at, letter in enumerate(letters) if letter == "M"):
        if at < taken:
            continue
        found = _around(items, letters, at)
        if found is not None:
            taken = found.end()
            yield _moment(items, found)


def _around(items: Sequence[Item], letters: str, at: int) -> "re.Match[str] | None":
    """Return the longest form that stands round the month at an index."""
    first = max(0, at - 12)
    best: re.Match[str] | None = None
    for form in _FORMS:
        for found in form.finditer(letters, first, at + 14):
            if found.start("month") == at and _holds(items, found) and (best is None or _size(found) > _size(best)):
                best = found
    return best


def _size(found: "re.Match[str]") -> int:
    return found.end() - found.start()


def _holds(items: Sequence[Item], found: "re.Match[str]") -> bool:
    """Return whether the numbers make a date, and the words beside it do not say otherwise."""
    month = items[found.start("month")]
    groups = found.groupdict()
    if groups.get("day") and not possible(month.value, items[found.start("day")].value):
        return False
    if _year_text(items, found) == "bad":
        return False
    follower = items[found.end()].digits if found.end() < len(items) else ""
    if follower in (":", "%") or (follower in UNITS and not _ranked(items, found)):
        return False
    return month.digits not in AMBIGUOUS or _clear(items, found, follower)


def _ranked(items: Sequence[Item], found: "re.Match[str]") -> bool:
    """Return whether a rank, a year or "of" shows that the number is a day: "march 4th days" is odd but a date."""
    return "o" in found[0] or bool(_year_text(items, found)) or "fM" in found[0]


def _clear(items: Sequence[Item], found: "re.Match[str]", follower: str) -> bool:
    """Return whether an ambiguous month ("may", "march", "ago") is one here."""
    month = items[found.start("month")].digits
    if _year_text(items, found) or "fM" in found[0]:
        return True
    if month in WEAK:
        return False
    before = items[found.start() - 1].digits if found.start() else ""
    return before not in _PRONOUNS and follower not in _PRONOUNS


def _year_text(items: Sequence[Item], found: "re.Match[str]") -> str:
    """Return the year's digits, "" where none was said, "bad" where its digits are none."""
    for group in ("year", "short", "of"):
        if group in found.re.groupindex and found[group]:
            start, end = found.span(group)
            digits = "".join(each.digits for each in items[start:end] if each.letter != "'")
            return digits if _is_year(digits) else "bad"
    return ""


def _is_year(digits: str) -> bool:
    return len(digits) == 2 or (len(digits) == 4 and int(digits) in YEARS)  # noqa: PLR2004


def _moment(items: Sequence[Item], found: "re.Match[str]") -> Moment:
    """Return the date of a form."""
    year = _year_text(items, found)
    day = items[found.start("day")].value if found.groupdict().get("day") else 0
    start, end = items[found.start()].start, items[found.end() - 1].end
    return Moment(start, end, int(year) if year else None, ((items[found.start("month")].value, day),))


def number_dates(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield dates said or typed as three numbers: "oh three oh four eighty four", "03 04 1984", "three slash four"."""
    for found in _NUMBERS.finditer(letters):
        one, two = items[found.start("one")], items[found.start("two")]
        readings = orders(one.value, two.value)
        digits = _year_text(items, found)
        if not readings or len(digits) not in (2, 4) or not digits.isdecimal():
            continue
        full = len(digits) == 4  # noqa: PLR2004
        slashes = found[0].count("/") > 1
        padded = one.digits[0] == "0" and two.digits[0] == "0"
        sure = slashes or (full and (padded or _after_on(items, found.start())))
        yield Moment(one.start, items[found.end() - 1].end, int(digits), readings, sure)


def _after_on(items: Sequence[Item], at: int) -> bool:
    return at > 0 and items[at - 1].digits in word_set("on el since date fecha desde until del dated")


def years_alone(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield years by themselves, which count in birth context only: "1984", "'84", "nineteen eighty four"."""
    for found in _YEAR_ALONE.finditer(letters):
        stretch = items[found.start() : found.end()]
        digits = "".join(each.digits for each in stretch if each.letter != "'")
        bare = found[0] == "c" and not (found.start() and items[found.start() - 1].digits in _BEFORE_SHORT_YEAR)
        if _is_year(digits) and not bare:
            yield Moment(stretch[0].start, stretch[-1].end, int(digits), ((0, 0),), sure=False)
