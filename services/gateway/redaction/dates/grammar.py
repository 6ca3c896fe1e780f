"""Dates written or said in words: regular expressions over the letters of the items (see `items`).

Each form is one expression; every letter is one item, so a match's place in the letters is its place in the items.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from services.gateway.redaction.dates.items import YEARS, Item
from services.gateway.redaction.dates.moment import Moment, possible
from services.gateway.redaction.dates.months import AMBIGUOUS, UNITS, WEAK
from services.gateway.redaction.word_list import word_set

_DAY: Final = "[abkod]"
YEAR4: Final = "Y|k[abck]|kdd|[ad]ddd"
"""A year in full, over the letters of the items."""
YEAR: Final = rf"(?P<year>{YEAR4}|'?c|'[abk]|dd)"
"""A year in full or of two digits that can be no day."""
_LINKED: Final = rf"(?P<linked>[-/,.]?f?g?h?{YEAR}|[-/](?P<short>[abk])|,?fg?h?(?P<of>[abk]))?"
_RANGE: Final = rf"(?P<range>(?:,{_DAY}(?=,?r))?(?:(?:,?rh?|-){_DAY}){{0,2}})"
_WEEKDAY: Final = "(?:h?wr?[,.]?)?"
_FORMS: Final = (
    # Tuesday, March the 4th to 6th, 1984
    re.compile(rf"{_WEEKDAY}h?(?P<month>M)\.?[-/,]?h?(?P<day>{_DAY}){_RANGE}{_LINKED}"),
    # el martes 4 (al 6) de marzo del 84; the fourth of march nineteen eighty four; 4-Mar-84
    re.compile(rf"(?<![abcdnY]/){_WEEKDAY}h?(?P<day>{_DAY}){_RANGE}[-/.]?f?h?[-/.]?(?P<month>M)(?:\.?[-/,]?{_LINKED})"),
    # 1984 March 4
    re.compile(r"(?P<year>Y)[-/,]?(?P<month>M)[-/.]?h?(?P<day>[abo])"),
    # March 2019, marzo del 84
    re.compile(rf"(?P<month>M)\.?[-/,]?(?:f?g?h?(?P<year>{YEAR4}|'[abck])|fh?(?P<of>c))"),
)
_MONTH: Final = re.compile("M")
_PRONOUNS: Final = word_set("i we you he she they it be not have also need help cause want of")
_NUMBERS: Final = frozenset("abcdko")
_CLOCK: Final = word_set("am pm a.m p.m p or to and o y a hours horas")


class _Reading(NamedTuple):
    """One way to read the items round a month: its first item, the item after its last, and its year's digits."""

    found: "re.Match[str]"
    end: int
    year: str

    @property
    def size(self) -> int:
        """How many items it has."""
        return self.end - self.found.start()


def month_dates(items: Sequence[Item], letters: str) -> Iterator[Moment]:
    """Yield the dates with the name of a month."""
    taken = 0
    for at in (found.start() for found in _MONTH.finditer(letters)):
        if at < taken:
            continue
        best = max(
            _around(items, letters, at),
            key=lambda each: ("fM" in each.found[0], each.size, -each.found.start()),
            default=None,
        )
        if best is not None:
            taken = best.end
            yield _moment(items, best)


def _around(items: Sequence[Item], letters: str, at: int) -> Iterator[_Reading]:
    """Yield the readings that hold of the month at an index."""
    first = max(0, at - 12)
    for form in _FORMS:
        for found in form.finditer(letters, first, at + 14):
            if found.start("month") == at:
                holding = (each for each in _readings(items, letters, found) if _holds(items, each))
                yield from islice(holding, 1)


def _readings(items: Sequence[Item], letters: str, found: "re.Match[str]") -> Iterator[_Reading]:
    """Yield a form as found, then without a year or a range that may belong to what follows."""
    year = _year(items, letters, found)
    if year is not None:
        yield _Reading(found, found.end(), year)
    if not found.groupdict().get("day") or "linked" not in found.re.groupindex:
        return
    if found["linked"]:
        yield _Reading(found, found.start("linked"), "")
    if found["range"] and found.start("range") > found.start("month"):
        yield _Reading(found, found.start("range"), "")


def _holds(items: Sequence[Item], reading: _Reading) -> bool:
    """Return whether the numbers make a date, and the words beside it do not say otherwise."""
    found = reading.found
    month = items[found.start("month")]
    if found.groupdict().get("day") and not possible(month.value, items[found.start("day")].value):
        return False
    follower = items[reading.end].digits if reading.end < len(items) else ""
    if not reading.year and items[reading.end - 1].letter != "M" and _clock_or_share(items, reading.end):
        return False
    if follower in UNITS and items[reading.end - 1].letter != "M" and not _ranked(reading):
        return False
    return month.digits not in AMBIGUOUS or _clear(items, reading, follower)


def _clock_or_share(items: Sequence[Item], at: int) -> bool:
    """Return whether a number before an index is an hour ("8:30") or a share; "Apr 8: pt called" has a day."""
    mark = items[at].digits if at < len(items) else ""
    if mark != ":":
        return mark == "%"
    return at + 1 < len(items) and items[at + 1].letter in _NUMBERS and items[at + 1].start == items[at].end


def _ranked(reading: _Reading) -> bool:
    """Return whether a rank, a year or "of" shows that the number is a day: "march 4th days" is odd but a date."""
    return "o" in reading.found[0] or bool(reading.year) or "fM" in reading.found[0]


def _clear(items: Sequence[Item], reading: _Reading, follower: str) -> bool:
    """Return whether an ambiguous month ("may", "march", "ago") is one here."""
    found = reading.found
    if reading.year or "fM" in found[0] or (_month_first(found) and "o" in found[0]):
        return True
    if items[found.start("month")].digits in WEAK:
        # "3 ago" is August, "weeks ago 3" is not.
        return found.start("day") < found.start("month")
    before = items[found.start() - 1].digits if found.start() else ""
    if before == "of" and found.start() > 1 and items[found.start() - 2].digits == "instead":
        before = ""
    return before not in _PRONOUNS and follower not in _PRONOUNS


def _month_first(found: "re.Match[str]") -> bool:
    """Return whether the day follows the month: "may nineteenth"."""
    return bool(found.groupdict().get("day")) and found.start("month") < found.start("day")


def _year(items: Sequence[Item], letters: str, found: "re.Match[str]") -> str | None:
    """Return the digits of a form's year, "" where none was said, None where its digits are none."""
    for group in ("year", "short", "of"):
        if group in found.re.groupindex and found[group]:
            digits = year_digits(items[slice(*found.span(group))])
            more = letters[found.end() : found.end() + 1] in _NUMBERS and found[group] in {"c", "dd", "dddd"}
            return None if more or not is_year(digits) else digits
    return ""


def year_digits(items: Sequence[Item]) -> str:
    """Return the digits of the items of a year."""
    return "".join(each.digits for each in items if each.letter != "'")


def is_year(digits: str) -> bool:
    """Return whether digits can be a year, in full or short."""
    return len(digits) == 2 or (len(digits) == 4 and int(digits) in YEARS)  # noqa: PLR2004


def _moment(items: Sequence[Item], reading: _Reading) -> Moment:
    """Return the date of a form."""
    found = reading.found
    day = items[found.start("day")].value if found.groupdict().get("day") else 0
    first = found.start() + (found[0][0] == "h")
    start, end = items[first].start, items[reading.end - 1].end
    year = int(reading.year) if reading.year else None
    moment = Moment(start, end, year, ((items[found.start("month")].value, day),))
    bare = items[reading.end] if reading.end < len(items) else None
    after = items[reading.end + 1].digits if reading.end + 1 < len(items) else ""
    if year is None and bare and bare.letter in "abc" and len(bare.digits) == 2:  # noqa: PLR2004
        typed = bare.end - bare.start == len(bare.digits)
        if typed and after not in _CLOCK and after not in UNITS and after != ":":
            return moment._replace(long_end=bare.end)
    return moment
