"""Numbers said as words, in English and Spanish: "eighty four", "oh three", "mil novecientos ochenta y cuatro"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import attrgetter
from typing import Final, NamedTuple

from services.gateway.redaction.view import View, Word
from services.gateway.redaction.word_list import word_list

_ENGLISH_UNITS: Final = word_list("one two three four five six seven eight nine")
_SPANISH_UNITS: Final = word_list("uno dos tres cuatro cinco seis siete ocho nueve")
_UNITS: Final = {word: at + 1 for units in (_ENGLISH_UNITS, _SPANISH_UNITS) for at, word in enumerate(units)} | {
    "un": 1,
    "una": 1,
}
_TEENS: Final = (
    {
        word: at + 10
        for teens in (
            word_list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
            word_list("diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"),
        )
        for at, word in enumerate(teens)
    }
    | {
        word: at + 21
        for at, word in enumerate(
            word_list(
                "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
            )
        )
    }
    | {"veintiun": 21}
)
_TENS: Final = {
    word: (at + 2) * 10
    for tens in (
        word_list("twenty thirty forty fifty sixty seventy eighty ninety"),
        word_list("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    )
    for at, word in enumerate(tens)
} | {"fourty": 40, "ninty": 90}
_ORDINAL_UNITS: Final = {
    word: at + 1 for at, word in enumerate(word_list("first second third fourth fifth sixth seventh eighth ninth"))
} | {"nineth": 9, "forth": 4}
_ORDINALS: Final = {
    word: at + 10
    for at, word in enumerate(
        word_list(
            "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth"
        )
    )
} | {"thirtieth": 30, "twelveth": 12, "primero": 1, "primer": 1}
_HUNDREDS: Final = {
    word: (at + 1) * 100
    for at, word in enumerate(
        word_list(
            "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
        )
    )
} | {"cien": 100}
_ZEROS: Final = frozenset({"oh", "zero", "cero", "o"})
_THOUSANDS: Final = frozenset({"thousand", "mil"})
_LINKS: Final = frozenset({"and", "y"})
_start: Final = attrgetter("start")
#: Every word a number can be said with; the prefilter of those who look for numbers.
NUMBER_WORDS: Final = frozenset(
    {*_UNITS, *_TEENS, *_TENS, *_ORDINAL_UNITS, *_ORDINALS, *_HUNDREDS, *_THOUSANDS, "oh", "zero", "cero", "hundred"}
)

SAID: Final = NUMBER_WORDS | {"o"}
"""These and "o", with which a number can only begin."""


class Number(NamedTuple):
    """A number that was said.

    Attributes:
        value: What it comes to.
        digits: How it would be typed: "oh three" is "03".
        ordinal: Whether it is a rank: "third".
        end: Index of the word after it.
    """

    value: int
    digits: str
    ordinal: bool
    end: int


def apart(view: View) -> list[Word]:
    """Return the words of a text with "eighty-four" as two; for `View.once`."""
    texts = view.cut.texts
    hyphened = [texts[at].partition("-") for at in view.lettered if "-" in texts[at]] if "-" in view.folded.text else []
    split = any(head in NUMBER_WORDS and tail in NUMBER_WORDS for head, _, tail in hyphened)
    return split_hyphens(view.words) if split else view.words


def turns(view: View) -> list[int]:
    """Return which of the words `apart` are numbers or follow a line break, in order; for `View.once`.

    All other words are what they are by themselves.
    """
    words = view.once(apart)
    texts = texts_of(view, words)
    numbers = list(compress(count(), map(str.isdecimal, texts)))
    said = () if SAID.isdisjoint(texts) else compress(count(), map(SAID.__contains__, texts))
    breaks = _after_breaks(view.folded.text, words) if "\n" in view.folded.text else ()
    return sorted({*numbers, *said, *breaks}) if said or breaks else numbers


def texts_of(view: View, words: Sequence[Word]) -> list[str]:
    """Return the texts of the words `apart`, which nearly always are those of the view."""
    return view.cut.texts if words is view.words else [word.text for word in words]


def _after_breaks(text: str, words: Sequence[Word]) -> Iterator[int]:
    """Yield the words that line breaks stand before."""
    at = text.find("\n")
    while at >= 0:
        place = bisect_left(words, at, key=_start)
        if place == len(words):
            return
        yield place
        at = text.find("\n", words[place].start)


def split_hyphens(words: Sequence[Word]) -> list[Word]:
    """Return the words with "eighty-four" as two, where both halves are number words."""
    result: list[Word] = []
    for word in words:
        head, dash, tail = word.text.partition("-")
        if dash and head in NUMBER_WORDS and tail in NUMBER_WORDS:
            cut = word.start + len(head)
            result += [Word(head, word.start, cut), Word(tail, cut + 1, word.end)]
        else:
            result.append(word)
    return result


def read(words: Sequence[Word], at: int) -> Number | None:
    """Return the longest number said from word `at` on, or None; years read in pairs come as two numbers."""
    text = words[at].text
    if text in _ZEROS:
        return _zero_led(words, at)
    if text not in NUMBER_WORDS:
        return None
    return _thousands(words, at) or _hundreds(words, at) or _below_hundred(words, at)


def _text(words: Sequence[Word], at: int) -> str:
    """Return the word at an index, "" after the last."""
    return words[at].text if at < len(words) else ""


def _number(value: int, end: int, *, ordinal: bool = False) -> Number:
    return Number(value, str(value), ordinal, end)


def _zero_led(words: Sequence[Word], at: int) -> Number | None:
    """Return "oh three" as 03, "zero" as 0; "o" (Spanish for "or") counts only before an English digit."""
    follower = _text(words, at + 1)
    if words[at].text == "o":
        return _below("0", follower, at) if follower in _ENGLISH_UNITS else None
    return _below("0", follower, at) or Number(0, "0", ordinal=False, end=at + 1)


def _below(zero: str, unit: str, at: int) -> Number | None:
    return Number(_UNITS[unit], zero + str(_UNITS[unit]), ordinal=False, end=at + 2) if unit in _UNITS else None


def _below_hundred(words: Sequence[Word], at: int) -> Number | None:
    """Return a number from 1 to 99, ordinals included."""
    text = _text(words, at)
    for table, ordinal in ((_UNITS, False), (_TEENS, False), (_ORDINAL_UNITS, True), (_ORDINALS, True)):
        if text in table:
            return _number(table[text], at + 1, ordinal=ordinal)
    return _tens(words, at) if text in _TENS else None


def _tens(words: Sequence[Word], at: int) -> Number:
    """Return "eighty", "ochenta y cuatro"; of "twenty two thousand" the twenty, a day before its year."""
    ten = _TENS[words[at].text]
    follower = _text(words, at + 1)
    if follower in _UNITS and _text(words, at + 2) in _THOUSANDS:
        return _number(ten, at + 1)
    if follower == "y" and _text(words, at + 2) in _UNITS:
        return _number(ten + _UNITS[_text(words, at + 2)], at + 3)
    if follower in _UNITS and _text(words, at + 2) in _THOUSANDS:
        return _number(ten, at + 1)  # "january thirty, two thousand"
    if follower in _UNITS:
        return _number(ten + _UNITS[follower], at + 2)
    if follower in _ORDINAL_UNITS:
        return _number(ten + _ORDINAL_UNITS[follower], at + 2, ordinal=True)
    return _number(ten, at + 1)


def _hundreds(words: Sequence[Word], at: int) -> Number | None:
    """Return "nineteen hundred and five", "two hundred", "novecientos ochenta y cuatro"."""
    text = _text(words, at)
    if text in _HUNDREDS:
        return _rest(words, at + 1, _HUNDREDS[text])
    many = 1 if text == "hundred" else _UNITS.get(text, _TEENS.get(text, 0))
    if not many or _text(words, at + (text != "hundred")) != "hundred":
        return None
    return _rest(words, at + 1 + (text != "hundred"), many * 100)


def _thousands(words: Sequence[Word], at: int) -> Number | None:
    """Return "two thousand and five", "mil novecientos ochenta y cuatro", "dos mil veintiseis"."""
    text = _text(words, at)
    if text in _THOUSANDS:
        many, end = 1, at + 1
    else:
        many, end = _UNITS.get(text, _TEENS.get(text, 0)), at + 2
        if not many or _text(words, at + 1) not in _THOUSANDS:
            return None
    hundreds = _hundreds(words, end)
    if hundreds and hundreds.value < 1000:  # noqa: PLR2004
        return _number(many * 1000 + hundreds.value, hundreds.end)
    return _rest(words, end, many * 1000)


def _rest(words: Sequence[Word], at: int, base: int) -> Number:
    """Return `base` with the number below a hundred that follows, if one does."""
    linked = at + (_text(words, at) in _LINKS)
    rest = _below_hundred(words, linked)
    return _number(base + rest.value, rest.end, ordinal=rest.ordinal) if rest else _number(base, at)
