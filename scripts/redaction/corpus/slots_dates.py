"""Dates: of birth, in the past, of appointments; days and ages. Written in every form, and spoken."""

import datetime as dt
from typing import Final

from scripts.redaction.corpus import say
from scripts.redaction.corpus.people import TODAY
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene

_MONTHS: Final = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
_ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]


def _ordinal(number: int) -> str:
    if number <= 20:
        return _ORDINALS[number - 1]
    if number == 30:
        return "thirtieth"
    return f"{'twenty' if number < 30 else 'thirty'} {_ORDINALS[number % 10 - 1]}"


def _suffix(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _written(scene: Scene, day: dt.date) -> str:
    """Return a date with its year, as people write it."""
    month = _MONTHS[scene.lang][day.month - 1]
    if scene.lang == "es":
        return scene.rng.choice(
            (
                f"{day:%d/%m/%Y}",
                f"{day:%d-%m-%Y}",
                f"{day.day}/{day.month}/{day:%y}",
                f"{day:%d.%m.%Y}",
                f"{day.day} de {month} de {day.year}",
                f"{day.day} de {month} del {day.year}",
                f"{day:%m/%d/%Y}",
                f"{day.day} de {month} de {day:%y}",
                f"{day.day}-{month[:3]}-{day.year}",
                f"{day:%Y-%m-%d}",
                f"{day.day} {month} {day.year}",
                f"{month} {day.day}, {day.year}",
            )
        )
    return scene.rng.choice(
        (
            f"{day:%m/%d/%Y}",
            f"{day.month}/{day.day}/{day:%y}",
            f"{day.month}/{day.day}/{day.year}",
            f"{day:%m-%d-%Y}",
            f"{day:%m.%d.%Y}",
            f"{month} {day.day}, {day.year}",
            f"{month[:3]} {day.day} {day.year}",
            f"{day:%m/%d/%y}",
            f"{month} {day.day}{_suffix(day.day)}, {day.year}",
            f"{day.day} {month} {day.year}",
            f"{day:%Y-%m-%d}",
            f"{day.day}-{month[:3].upper()}-{day.year}",
            f"{month} {day.day} {day:%y}",
            f"{day:%m%d%Y}",
            f"{day:%m %d %Y}",
        )
    )


def _spoken_day(scene: Scene, day: dt.date) -> str:
    month = _MONTHS[scene.lang][day.month - 1]
    if scene.lang == "es":
        number = "primero" if day.day == 1 and scene.rng.random() < 0.6 else say.number(day.day, "es")
        return f"{number} de {month}"
    said = _ordinal(day.day) if scene.rng.random() < 0.8 else say.number(day.day, "en")
    return f"the {said} of {month}" if scene.rng.random() < 0.15 else f"{month} {said}"


def _spoken(scene: Scene, day: dt.date) -> str:
    """Return a date with its year, as people say it."""
    year = say.year(day.year, scene.lang, scene.rng)
    chance = scene.rng.random()
    if scene.lang == "es":
        link = scene.rng.choice(("de", "del", "de", "del año"))
        if chance < 0.75:
            return f"{_spoken_day(scene, day)} {link} {year}"
        return f"{say.number(day.day, 'es')} del {say.number(day.month, 'es')} {link} {year}"
    if chance < 0.65:
        return f"{_spoken_day(scene, day)} {year}"
    if chance < 0.85:
        return f"{say.number(day.month, 'en')} {say.number(day.day, 'en')} {year}"
    return f"{say.digits(f'{day:%m%d}', 'en', scene.rng)} {year}"


def dob(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's birth date."""
    born = scene.person(number).born
    return [Piece(_spoken(scene, born) if scene.spoken else _written(scene, born), "BIRTH_DATE")]


def _near(scene: Scene, first: int, final: int, key: str) -> dt.date:
    offset = scene.once(key, str(scene.rng.randint(first, final)))
    return TODAY + dt.timedelta(days=int(offset))


def _short(scene: Scene, day: dt.date) -> str:
    """Return month and day without a year."""
    if scene.spoken:
        return _spoken_day(scene, day)
    month = _MONTHS[scene.lang][day.month - 1]
    if scene.lang == "es":
        return scene.rng.choice(
            (f"{day.day} de {month}", f"{day.day}/{day.month}", f"{day.day} de {month}", f"{day.day} {month[:3]}")
        )
    forms = (
        f"{month} {day.day}",
        f"{month[:3]} {day.day}",
        f"{month} {day.day}{_suffix(day.day)}",
        f"{day.month}/{day.day}",
    )
    return scene.rng.choice((*forms, f"the {day.day}{_suffix(day.day)} of {month}", f"{day:%m/%d}"))


def past(scene: Scene, number: int) -> list[Piece]:
    """Return a past date; a year after month and day in words is neutral (years are no identifiers)."""
    day = _near(scene, -2600, -31, f"past{number}")
    chance = scene.rng.random()
    if chance < 0.45:
        return [Piece(_short(scene, day), "PAST_DATE")]
    if chance < 0.75 and not scene.spoken:
        return [Piece(_written(scene, day), "PAST_DATE")]
    spanish = scene.lang == "es"
    year = ("de " if spanish else "") + (say.year(day.year, scene.lang, scene.rng) if scene.spoken else str(day.year))
    gap = Piece(" " if spanish or scene.spoken else ", ")
    return [Piece(_short_words(scene, day), "PAST_DATE"), gap, Piece(year, "neutral")]


def _short_words(scene: Scene, day: dt.date) -> str:
    """Return month and day with the month in words."""
    if scene.spoken:
        return _spoken_day(scene, day)
    month = _MONTHS[scene.lang][day.month - 1]
    return f"{day.day} de {month}" if scene.lang == "es" else f"{month} {day.day}"


def when(scene: Scene, number: int) -> list[Piece]:
    """Return the date of an appointment: an identifier in strict use, left readable where the model schedules."""
    day = _near(scene, 1, 200, f"when{number}")
    if scene.rng.random() < 0.12 and not scene.spoken:
        return [Piece(_written(scene, day), "APPOINTMENT_DATE")]
    return [Piece(_short(scene, day), "APPOINTMENT_DATE")]


def day(scene: Scene, _number: int) -> list[Piece]:
    """Return a day relative to today: neutral."""
    return [Piece(scene.word("day"), "neutral")]


def dob_iso(scene: Scene, number: int) -> list[Piece]:
    """Return a birth date as ISO 8601."""
    return [Piece(scene.person(number).born.isoformat(), "BIRTH_DATE")]


def dob_compact(scene: Scene, number: int) -> list[Piece]:
    """Return a birth date as HL7 version 2 writes it."""
    return [Piece(f"{scene.person(number).born:%Y%m%d}", "BIRTH_DATE")]


def dob_w(scene: Scene, number: int) -> list[Piece]:
    """Return a birth date in figures."""
    return [Piece(f"{scene.person(number).born:%m/%d/%Y}", "BIRTH_DATE")]


def past_iso(scene: Scene, number: int) -> list[Piece]:
    """Return a past date as ISO 8601."""
    return [Piece(_near(scene, -900, -31, f"past{number}").isoformat(), "PAST_DATE")]


def past_w(scene: Scene, number: int) -> list[Piece]:
    """Return a past date in figures."""
    return [Piece(f"{_near(scene, -900, -31, f'past{number}'):%m/%d/%Y}", "PAST_DATE")]


def when_iso(scene: Scene, number: int) -> list[Piece]:
    """Return an appointment's date as ISO 8601."""
    return [Piece(_near(scene, 1, 200, f"when{number}").isoformat(), "APPOINTMENT_DATE")]


def when_compact(scene: Scene, number: int) -> list[Piece]:
    """Return an appointment's date as iCalendar writes it."""
    return [Piece(f"{_near(scene, 1, 200, f'when{number}'):%Y%m%d}", "APPOINTMENT_DATE")]


def age(scene: Scene, _number: int) -> list[Piece]:
    """Return an age up to 89: no identifier."""
    value = scene.rng.randint(18, 88)
    return [Piece(say.number(value, scene.lang) if scene.spoken else str(value))]


def age90(scene: Scene, _number: int) -> list[Piece]:
    """Return an age over 89: an identifier."""
    value = scene.rng.randint(90, 104)
    return [Piece(say.number(value, scene.lang) if scene.spoken else str(value), "AGE_OVER_89")]
