"""Dates, times and money as people read them, in both languages, always in the clinic's zone.

Babel's times carry U+202F, which would turn a text message from 160 characters into 70, so it becomes a plain space.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from services.kernel.language import Language

_LOCALES = {Language.EN: "en_US", Language.ES: "es_US"}
_DAY_PATTERNS = {Language.EN: "EEEE, MMMM d", Language.ES: "EEEE d 'de' MMMM"}
_NOON = 12
_A_MONDAY = date(2024, 1, 1)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def say_day(day: date, language: Language, *, year: bool = False) -> str:
    """Return "Tuesday, March 4" or "martes 4 de marzo"; with `year` the year follows."""
    text = _plain(format_date(day, _DAY_PATTERNS[language], locale=_LOCALES[language]))
    if not year:
        return text
    return f"{text}, {day.year}" if language is Language.EN else f"{text} de {day.year}"


def say_time(instant: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return "2:30pm", "noon", "2:30 p. m." or "mediodía" for the clinic's wall clock."""
    local = instant.astimezone(zone)
    if (local.hour, local.minute) == (_NOON, 0):
        return "noon" if language is Language.EN else "mediodía"
    if language is Language.ES:
        return _plain(format_time(local, "h:mm a", locale="es_US"))
    pattern = "h:mma" if local.minute else "ha"
    return _plain(format_time(local, pattern, locale="en_US")).lower()


def say_clock(moment: time, language: Language) -> str:
    """Return a time of the wall clock on no day in particular: "2:30pm", "noon"."""
    return say_time(datetime.combine(date.min, moment, UTC), ZoneInfo("UTC"), language)


def say_weekday(weekday: int, language: Language) -> str:
    """Return "Tuesday" or "martes"; Monday is 0."""
    return _plain(format_date(_A_MONDAY + timedelta(days=weekday), "EEEE", locale=_LOCALES[language]))


def say_instant(instant: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return weekday, date and time: "Tuesday, March 4 at 2:30pm", "martes 4 de marzo a las 2:30 p. m."."""
    local = instant.astimezone(zone)
    day = say_day(local.date(), language)
    time = say_time(instant, zone, language)
    if language is Language.EN:
        return f"{day} at {time}"
    if (local.hour, local.minute) == (_NOON, 0):
        return f"{day} al {time}"
    article = "a la" if local.hour in (1, 13) else "a las"
    return f"{day} {article} {time}"


def one_full_stop(text: str) -> str:
    """Return a sentence whose last value already ended in a full stop ("a.m..") with one; an ellipsis stays."""
    return _TWO_STOPS.sub(".", text)


def say_money(cents: int) -> str:
    """Return a dollar amount: "$25" or "$12.50"."""
    dollars, rest = divmod(cents, 100)
    return f"${dollars}.{rest:02d}" if rest else f"${dollars}"
