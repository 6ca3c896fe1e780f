"""Invented people: names (frequent, rare, made-up, also words), birth dates, numbers and addresses."""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from random import Random
from typing import Final

from scripts.redaction.corpus.lexicons import Part, ambiguous, part_of, rare, words

TODAY: Final = dt.date(2026, 11, 23)
"""The day on which everything is said."""

_ONSETS: Final = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
    "zh",
]
_NUCLEI: Final = ["a", "e", "i", "o", "u", "ai", "ea", "ei", "io", "oa", "ou", "ee", "ae"]
_CODAS: Final = [
    "n",
    "r",
    "l",
    "s",
    "m",
    "nd",
    "rt",
    "x",
    "k",
    "th",
    "la",
    "ra",
    "na",
    "ri",
    "do",
    "lia",
    "ndo",
    "va",
    "ski",
    "son",
    "ez",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who never lived.

    Attributes:
        given: First given name.
        second: Second given name, or empty.
        family: First family name.
        mother: Second family name, or empty.
        born: Birth date.
        phone: Ten digits.
        mrn: The record number as the clinic writes it.
    """

    given: str
    second: str
    family: str
    mother: str
    born: dt.date
    phone: str
    mrn: str

    @property
    def name(self) -> str:
        """The whole name in reading order."""
        return " ".join(each for each in (self.given, self.second, self.family, self.mother) if each)


@dataclass(frozen=True, slots=True)
class Clinic:
    """Those whom a clinic knows: what a roster holds.

    Attributes:
        patients: Its patients.
        providers: Its providers, of whom only the names are kept.
    """

    patients: tuple[Person, ...] = ()
    providers: tuple[Person, ...] = ()


NOBODY: Final = Clinic()


def person(rng: Random, part: Part, lang: str, family: str | None = None) -> Person:
    """Return an invented person; `family` names a relative of the same name."""
    spanish = rng.random() < (0.8 if lang == "es" else 0.25)
    second = given_name(rng, part, spanish=spanish) if rng.random() < 0.15 else ""
    mother = family_name(rng, part, spanish=True) if spanish and rng.random() < (0.45 if lang == "es" else 0.12) else ""
    return Person(
        given=given_name(rng, part, spanish=spanish),
        second=second,
        family=family or family_name(rng, part, spanish=spanish),
        mother=mother,
        born=TODAY - dt.timedelta(days=rng.randint(200, 33_500)),
        phone=phone_digits(rng),
        mrn=record_number(rng),
    )


def given_name(rng: Random, part: Part, *, spanish: bool) -> str:
    """Return a given name: mostly frequent, sometimes rare, also a word, or made up."""
    chance = rng.random()
    if chance < 0.10:
        return _invented(rng, part)
    if chance < 0.22:
        return rng.choice(rare("given_tail", part))
    if chance < 0.28 and not spanish:
        return rng.choice(ambiguous("given"))
    if chance < 0.42 and not spanish:
        return rng.choice(rare("given_world", part))
    return rng.choice(words("given_es" if spanish else "given_head"))


def family_name(rng: Random, part: Part, *, spanish: bool) -> str:
    """Return a family name: frequent, rare, also a word, double, or made up."""
    chance = rng.random()
    if chance < 0.12:
        return _invented(rng, part)
    if chance < 0.28:
        return rng.choice(rare("family_tail", part))
    if chance < 0.34 and not spanish:
        return rng.choice(ambiguous("family"))
    if chance < 0.50 and not spanish:
        return rng.choice(rare("family_world", part))
    if chance < 0.54:
        return _shaped(rng, part)
    return rng.choice(words("family_es" if spanish else "family_head"))


def _shaped(rng: Random, part: Part) -> str:
    """Return a name of a less plain shape: O'Hara, McNeal, de la Torre, Smith-Kline, St. Clair, van Dyke."""
    tail = rng.choice(rare("family_tail", part))
    shapes = (f"O'{tail}", f"Mc{tail}", f"De La {tail}", f"{rng.choice(words('family_head'))}-{tail}")
    return rng.choice((*shapes, f"St. {tail}", f"van {tail}", f"Del {tail}", f"D'{tail}"))


def _invented(rng: Random, part: Part) -> str:
    """Return a name that is in no list, of the wanted part."""
    while True:
        name = rng.choice(_ONSETS) + rng.choice(_NUCLEI)
        if rng.random() < 0.7:
            name += rng.choice(_ONSETS) + rng.choice(_NUCLEI)
        name = (name + rng.choice(_CODAS)).capitalize()
        if part_of(name) == part and len(name) > 3:
            return name


def phone_digits(rng: Random) -> str:
    """Return ten digits of a North American number; over half on the fictional exchange 555."""
    area = f"{rng.randint(2, 9)}{rng.randint(0, 8)}{rng.randint(1, 9)}"
    exchange = "555" if rng.random() < 0.6 else f"{rng.randint(2, 9)}{rng.randint(0, 9)}{rng.randint(2, 9)}"
    return f"{area}{exchange}{rng.randint(0, 9999):04d}"


def record_number(rng: Random) -> str:
    """Return a medical record number in one of the shapes that systems use."""
    digits = "".join(rng.choices("0123456789", k=rng.choice((6, 7, 7, 8, 8, 9, 10))))
    dashed = (f"00-{digits[:2]}-{digits[2:4]}", f"{digits[:3]}-{digits[3:]}")
    return rng.choice((digits, digits, digits, *dashed, f"MRN-{digits}", f"E{digits}", f"PT{digits}", f"M{digits[:6]}"))


def plain(text: str) -> str:
    """Return a text without accents, of the same length."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)
