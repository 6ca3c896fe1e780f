"""Makes lines harder: case, accents, marks, fillers, slips, unheard-of names, plain words in place of plain words.

A line is cut into stretches, each with its group or none, so that no change moves a gold span.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Final

from scripts.redaction.corpus.lexicons import ambiguous, part_of
from scripts.redaction.corpus.pieces import Line
from scripts.redaction.tagger.tags import GoldSpan
from services.gateway.redaction.names.lexicon import CLASS, COMMON, GIVEN, SURNAME, SURNAME_SHIFT, lexicon

Stretch = tuple[str, str | None]
"""A text and its group; None where it identifies nobody."""

_FILLERS: Final = ("um", "uh", "like", "you know", "so", "well", "okay", "este", "eh", "pues", "o sea", "bueno", "mmm")
_MARKS: Final = re.compile(r"[.,;:!?\u00bf\u00a1\"()\[\]|]+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LONG_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_NAME: Final = "NAME"
_TOWNS: Final = (
    "{}ville",
    "{}ton",
    "{}burg",
    "{} City",
    "{} Springs",
    "{} Heights",
    "Fort {}",
    "Port {}",
    "New {}",
    "Lake {}",
    "San {}",
    "Santa {}",
    "Villa {}",
    "East {}",
    "North {}",
    "{} Beach",
    "{} Falls",
    "Mount {}",
    "Saint {}",
    "{}dale",
)
_VOWELS: Final = "aeiou"


def stretches(line: Line) -> list[Stretch]:
    """Return a line as stretches."""
    found: list[Stretch] = []
    at = 0
    for start, end, _kind, group in sorted(line.spans):
        if start < at:
            continue
        if start > at:
            found.append((line.text[at:start], None))
        found.append((line.text[start:end], group))
        at = end
    if at < len(line.text):
        found.append((line.text[at:], None))
    return found


def joined(found: Sequence[Stretch]) -> tuple[str, list[GoldSpan]]:
    """Return the text of stretches with its gold spans."""
    text = ""
    spans: list[GoldSpan] = []
    for words, group in found:
        if group is not None and words:
            spans.append((len(text), len(text) + len(words), group))
        text += words
    return text, spans


def augmented(rng: Random, found: list[Stretch]) -> list[Stretch]:
    """Return stretches changed in some of the ways that people and recognisers change them."""
    if rng.random() < 0.35:
        found = [(_renamed(rng, text), group) if group == _NAME else (text, group) for text, group in found]
    if rng.random() < 0.3:
        found = [(_town(rng, text), group) if group == "PLACE" else (text, group) for text, group in found]
    if rng.random() < 0.5:
        share = rng.choice((0.08, 0.15, 0.3))
        found = _plain(found, lambda text: _WORD.sub(lambda word: _other_word(rng, word[0], share), text))
    if rng.random() < 0.15:
        found = [(_LONG_WORD.sub(lambda word: _slip(rng, word[0]), text), group) for text, group in found]
    if rng.random() < 0.12:
        filler = f" {rng.choice(_FILLERS)} "
        found = _plain(found, lambda text: text.replace(" ", filler, 1) if rng.random() < 0.6 else text)
    if rng.random() < 0.2:
        found = _plain(found, lambda text: re.sub(r" {2,}", " ", _MARKS.sub(" ", text)))
    if rng.random() < 0.2:
        found = [(_bare(text), group) for text, group in found]
    return _recased(rng, found)


def _recased(rng: Random, found: list[Stretch]) -> list[Stretch]:
    """Return stretches in another case, most as they are."""
    chance = rng.random()
    if chance < 0.22:
        return [(text.lower(), group) for text, group in found]
    if chance < 0.34:
        return [(text.upper(), group) for text, group in found]
    if chance < 0.37:
        return [(re.sub(r"\b\w", lambda one: one[0].upper(), text), group) for text, group in found]
    if chance < 0.45:  # a typist who writes names small
        return [
            (text.lower(), group) if group in {_NAME, "PLACE", "ADDRESS"} else (text, group) for text, group in found
        ]
    return found


def _plain(found: list[Stretch], change: Callable[[str], str]) -> list[Stretch]:
    """Return stretches with those changed that identify nobody."""
    return [(change(text), group) if group is None else (text, group) for text, group in found]


def _bare(text: str) -> str:
    """Return a text without accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def _slip(rng: Random, word: str) -> str:
    """Return a word with a slip of the finger, most as they are."""
    if rng.random() > 0.25:
        return word
    at = rng.randrange(1, len(word) - 2)
    ways = (
        word[at + 1] + word[at],
        word[at + 1],
        word[at] * 2 + word[at + 1],
        rng.choice(string.ascii_lowercase) + word[at + 1],
    )
    return word[:at] + rng.choice(ways) + word[at + 2 :]


def _renamed(rng: Random, text: str) -> str:
    """Return a name of the same shape made of other words."""
    if len(text) < 3 or re.fullmatch(r"(?:\w[\s.\-]+)+\w", text):
        return text  # spelled, or an initial
    return _WORD.sub(lambda word: _like(word[0], _any_name(rng)) if len(word[0]) > 2 else word[0], text)


def _town(rng: Random, text: str) -> str:
    """Return a town that is in no list, or one called after somebody."""
    name = _any_name(rng).capitalize()
    town = rng.choice((*_TOWNS, *("{}",) * 6)).format(name)
    return town.lower() if text.islower() else town.upper() if text.isupper() else town


def _like(word: str, other: str) -> str:
    """Return the other word in the case of the first."""
    if word.islower():
        return other.lower()
    return other.upper() if word.isupper() and len(word) > 1 else other.capitalize()


def _any_name(rng: Random) -> str:
    """Return a name: of the census, a word as well, or one that nobody bears."""
    chance = rng.random()
    if chance < 0.45:
        return rng.choice(_census(common=False))
    if chance < 0.6:
        return rng.choice(_census(common=True))
    if chance < 0.68:
        return rng.choice(ambiguous(rng.choice(("given", "family"))))
    while True:
        name = _unheard(rng)
        if part_of(name) == "train":
            return name


def _unheard(rng: Random) -> str:
    """Return a made-up name: letters drawn pair by pair as census names have them."""
    pairs = _pairs()
    name = rng.choice("abcdefghijklmnoprstvwyz")
    length = rng.randint(4, 9)
    while len(name) < length:
        name += rng.choice(pairs.get(name[-2:]) or pairs.get(name[-1]) or _VOWELS)
    return name


@cache
def _census(*, common: bool) -> tuple[str, ...]:
    """Return the lexicon's names that are no words, those of the training part alone: frequent ones, or the rest."""
    table = lexicon()
    return tuple(
        word
        for word, code in table.items()
        if not code & CLASS
        and word.isalpha()
        and len(word) > 2
        and ((code & GIVEN) > 5 or (code & SURNAME) >> SURNAME_SHIFT > 5) == common
        and code & (GIVEN | SURNAME)
        and part_of(word) == "train"
    )


@cache
def _pairs() -> dict[str, str]:
    """Return which letters follow one or two letters in names."""
    found: dict[str, list[str]] = {}
    for word in _census(common=False)[::7]:
        for at in range(1, len(word)):
            found.setdefault(word[at - 1], []).append(word[at])
            if at > 1:
                found.setdefault(word[at - 2 : at], []).append(word[at])
    return {key: "".join(letters) for key, letters in found.items()}


@cache
def _dictionary() -> tuple[str, ...]:
    """Return words of everyday language, those that some people are called too included."""
    table = lexicon()
    plain = [word for word, code in table.items() if code & CLASS and not code & (GIVEN | SURNAME)]
    common = [word for word, code in table.items() if code & CLASS >= COMMON]
    return tuple(word for word in (*plain[::3], *common, *common) if word.isalpha() and len(word) > 1)


def _other_word(rng: Random, word: str, share: float) -> str:
    """Return another word in place of some: what surrounds a name is not always what our templates say."""
    if len(word) < 3 or rng.random() > share:
        return word
    return _like(word, rng.choice(_dictionary()))
