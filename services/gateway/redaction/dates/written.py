"""Dates written in digits: 3/4/1984, 03-04-84, 1984-03-04T10:00, 3.4.84, 03/04, 04/2019, 03041984."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from services.gateway.redaction.dates.moment import Moment, orders, possible
from services.gateway.redaction.dates.months import WEEKDAYS
from services.gateway.redaction.dates.number_dates import compact
from services.gateway.redaction.dates.scores import scored_of_ten, told_dotted
from services.gateway.redaction.view import View

_PARTED: Final = re.compile(r"\d\s?[/.\-]\s?'?\d")
_IN_A_ROW: Final = frozenset({6, 8})

_DAY_DIGITS: Final = 2
_YEAR_DIGITS: Final = 4
_AFTER: Final = r"(?!\w|[-.:]\d|/\d{1,2}(?!\d))"
_FREE: Final = r"(?<![\w.$#/])(?<!\d-)"
_ISO: Final = re.compile(
    r"(?<![\w.$#])(?<!\d-)(?P<year>(?:1[89]|20|21)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    rf"(?:(?=t\d\d:?\d\d)|\ \d\d?:\d\d:\d\d(?:\.\d{{1,9}})?(?:z|[+-]\d\d:?\d\d)?{_AFTER}|{_AFTER})"
)
_FULL: Final = re.compile(
    _FREE
    + r"(?P<one>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<two>\d{1,2})\s?(?P=sep)\s?'?(?P<year>(?:1[89]|20|21)\d\d|\d\d)"
    + _AFTER
)
_MONTH_YEAR: Final = re.compile(
    _FREE + r"(?:(?P<month>0[1-9]|1[0-2]|[1-9](?=/))[/-](?P<year>(?:19|20)\d\d)"
    r"|(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>0[1-9]|1[0-2]))" + _AFTER
)
_SHORT: Final = re.compile(_FREE + r"(?P<one>\d{1,2})(?P<sep>[/-])(?P<two>\d{1,2})(?![\w%/]|[-.:]\d)")
_DAY_BEFORE: Final = re.compile(
    r"(?:(?<!\w)(?:on|by|until|till|from|since|before|after|dated?|starting|el|del|hasta|desde|para|dia|fecha|"
    r"antes|este"
    rf"|{'|'.join(sorted(WEEKDAYS))})[,.:]?\s{{0,2}}(?:the\s|el\s|del\s)?|\d/\d\d?\s?(?:-|,|to|and|or|thru|y|al|"
    rf"o)\s?)$"
)
_COUNTED: Final = re.compile(
    r"\s?(?:of\b|cups?\b|tsp|tbsp|tablet|pill|inch|mile|dose|units?\b|pain|scale|hours?\b|hrs?\b|days?\b|weeks?\b|"
    r"months?\b|years?\b|times?\b|am\b|pm\b|a\.m|p\.m|mg\b|ml\b|de la\b|de taza|murmur|strength|systolic|"
    r"dias?\b|semanas?\b|mes|horas?\b|"
    r"veces)"
)
_SCORE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:pain|score|apgars?|scale|grade|stage|strength|reflex(?:es)?|gcs|moca|mmse|phq|gad|vision|dolor|bp|ta)"
    r"\s?(?:is|was|of|at|a|de|:|-?\d)?\s?$"
)
#: Words of texts in which "7/10" is a score.
_SCORES: Final = re.compile(
    r"pain|hurt|ache|aching|sore|dolor|duele|score|scale|escala|strength|fuerza|murmur|soplo|reflex|pulses|"
    r"out of|rating|rate|"
    r"(?:down|up|went|dropped|improved|eased|bajo|subio|mejoro|paso)\s(?:de\s|from\s)?\d\d?/10|"
    r"phalen|tinel|deltoid|biceps|triceps|\bquads?\b|\behl\b|\bapb\b|grip|flexion|extension|abduction|dorsiflex|plantar|"
    r"monofilament|semmes|cuadriceps|"
    r"severity|intensidad|motor|bilateral|level|nivel|phq|gad|would recommend"
)
_TO_BEFORE: Final = re.compile(
    r"(?<!\w)(?:to|al|find|fecha|cita|control|visit|appt|appointment|accidente|for|implanted|note|cancel|"
    r"ingreso|egreso|alta|reprogramar|colocado):?\s$|[\[(]$"
)
_CLOCK_AFTER: Final = re.compile(r",?\s(?:at\s|@\s?|a\slas?\s)?\d{1,2}:\d\d(?!\d)")
_FRACTIONS: Final = frozenset({"1/2", "1/3", "1/4", "3/4", "2/3", "1/8", "1/1", "2/2"})
_COMPACT: Final = re.compile(r"(?<![\w.$#/-])(\d{8}|\d{6})(?![\w/]|[-.]\d)")


def hinted(view: View) -> bool:
    """Return whether a text has what a date in digits has: a mark between digits, or six or eight digits in a row."""
    numbers = view.numbers
    return not _IN_A_ROW.isdisjoint([end - start for start, end in numbers]) or (
        len(numbers) > 1 and _PARTED.search(view.folded.text) is not None
    )


def written(view: View) -> tuple[Moment, ...]:
    """Return the dates in digits of a text; the unsure ones count only in birth context; for `View.once`."""
    text = view.folded.text
    if not view.once(hinted):
        return ()
    numbers = view.numbers
    short = [start for start, end in numbers if end - start <= _DAY_DIGITS]
    years = [start for start, end in numbers if end - start == _YEAR_DIGITS]
    long = [start for start, end in numbers if end - start > _YEAR_DIGITS]
    months = sorted((*short, *years)) if years else short
    forms = ((_isos, years), (_fulls, short), (_month_years, months), (_shorts, short), (_compacts, long))
    return tuple(moment for form, starts in forms if starts for moment in form(text, starts))


def _found(pattern: "re.Pattern[str]", text: str, numbers: Sequence[int]) -> "Iterator[re.Match[str]]":
    """Yield where a pattern stands, as `finditer` does: all of them begin where a number begins."""
    end = 0
    for start in numbers:
        found = pattern.match(text, start) if start >= end else None
        if found:
            end = found.end()
            yield found


def _isos(text: str, numbers: Sequence[int]) -> Iterator[Moment]:
    for found in _found(_ISO, text, numbers):
        month, day = int(found["month"]), int(found["day"])
        if readings := orders(month, day)[:1] if possible(month, day) else orders(day, month):
            yield Moment(*found.span(), int(found["year"]), readings)


def _fulls(text: str, numbers: Sequence[int]) -> Iterator[Moment]:
    for found in _found(_FULL, text, numbers):
        one, two = int(found["one"]), int(found["two"])
        if readings := orders(one, two) or _no_such_day(one, two, found["year"]):
            # 1.2.20 may be a version and 3-4-20 a score: a dot with a short year counts in birth context only.
            sure = found["sep"] != "." or len(found["year"]) > 2 or len(found["one"]) == len(found["two"]) == 2  # noqa: PLR2004
            sure = sure or told_dotted(text, found.start())
            yield Moment(*found.span(), int(found["year"]), readings, sure)


def _no_such_day(month: int, day: int, year: str) -> tuple[tuple[int, int], ...]:
    """Return a day of the month for one that the calendar doesn't have: 2/30/1970 is somebody's birthday, mistyped."""
    whole = len(year) > 2 and 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004 - months of a year, days of a month
    return ((month, 28),) if whole else ()


def _month_years(text: str, numbers: Sequence[int]) -> Iterator[Moment]:
    for found in _found(_MONTH_YEAR, text, numbers):
        month, year = found["month"] or found["iso_month"], found["year"] or found["iso_year"]
        yield Moment(*found.span(), int(year), ((int(month), 0),))


def _shorts(text: str, numbers: Sequence[int]) -> Iterator[Moment]:
    """Yield month and day without a year.

    They are sure after "on", a weekday or another date, and where their numbers are no common fraction ("1/2") and no
    score ("5/10").
    """
    listed = list(_found(_SHORT, text, numbers))
    scored = bool(listed) and _SCORES.search(text) is not None
    for found in listed:
        readings = orders(int(found["one"]), int(found["two"]))
        if not readings or _COUNTED.match(text, found.end()) or (scored and scored_of_ten(text, found)):
            continue
        before = text[max(0, found.start() - 24) : found.start()]
        sure = bool(_DAY_BEFORE.search(before) or _CLOCK_AFTER.match(text, found.end()))
        if found["sep"] == "/":
            sure = sure or _dated(found[0], before, scored=scored)
        else:
            sure = sure and (found["one"][0] == "0" or len(found["two"]) > 1)
        yield Moment(*found.span(), None, readings, sure)


def _dated(words: str, before: str, *, scored: bool) -> bool:
    """Return whether "6/23", "03/04" or "to 1/9" is a date by its numbers."""
    one, two = words.split("/")
    if words == "24/7" or _SCORE_BEFORE.search(before):
        return False
    if "0" in (one[0], two[0]) or max(int(one), int(two)) > 12:  # noqa: PLR2004
        return True
    if words in _FRACTIONS:
        return False
    return two not in ("10", "5", "6") or not scored or bool(_TO_BEFORE.search(before))


def _compacts(text: str, numbers: Sequence[int]) -> Iterator[Moment]:
    """Yield MMDDYYYY and YYYYMMDD, and MMDDYY, which is a date in birth context only."""
    for found in _found(_COMPACT, text, numbers):
        readings = compact(found[1])
        if readings is not None:
            yield Moment(found.start(), found.end(), *readings, sure=len(found[1]) == 8)  # noqa: PLR2004
