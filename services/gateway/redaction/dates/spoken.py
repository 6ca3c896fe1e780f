"""Numbers said as words, in English and Spanish: "eighty four", "oh three", "mil novecientos ochenta y cuatro"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress, count
from typing import Final, NamedTuple

from services.gateway.redaction.view import Cut, View
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


def apart(view: View) -> Cut:
    """Return the words of a text with "eighty-four" as two; nearly always those of the view. For `View.once`."""
    hyphened = [text for text in view.places if "-" in text] if "-" in view.folded.text else []
    return split_hyphens(view.cut) if any(map(_two_numbers, hyphened)) else view.cut


def _two_numbers(text: str) -> bool:
    """Return whether a word is two number words with a hyphen between them."""
    head, dash, tail = text.partition("-")
    return bool(dash) and head in NUMBER_WORDS and tail in NUMBER_WORDS


def turns(view: View) -> list[int]:
    """Return which of the words `apart` begin a number that is said or follow a line break, in order; for `View.once`.

    All other words are what they are by themselves.
    """
    words = view.once(apart)
    said = among(words, view, SAID)
    return sorted({*said, *_after_breaks(view.folded.text, words)}) if "\n" in view.folded.text else said


def among(words: Cut, view: View, wanted: frozenset[str]) -> list[int]:
    """Return which of the words `apart` are any of those wanted, in order."""
    if words is view.cut:
        return view.among(wanted)
    return list(compress(count(), map(wanted.__contains__, words.texts)))


def ranked(words: Cut, view: View, ranks: frozenset[str]) -> list[int]:
    """Return the numbers typed right before a word that makes them ranks: the "4" of "4th"."""
    behind = among(words, view, ranks)
    texts, starts, ends = words.texts, words.starts, words.ends
    return [at - 1 for at in behind if at and texts[at - 1].isdecimal() and ends[at - 1] == starts[at]]


def _after_breaks(text: str, words: Cut) -> Iterator[int]:
    """Yield the words that line breaks stand before."""
    at = text.find("\n")
    while at >= 0:
        place = bisect_left(words.starts, at)
        if place == len(words.starts):
            return
        yield place
        at = text.find("\n", words.starts[place])


def split_hyphens(words: Cut) -> Cut:
    """Return the words with "eighty-four" as two, where both halves are number words; of their gaps there are none."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text, start, end in zip(words.texts, words.starts, words.ends, strict=True):
        if _two_numbers(text):
            head, _dash, tail = text.partition("-")
            cut = start + len(head)
            texts += [head, tail]
            starts += [start, cut + 1]
            ends += [cut, end]
        else:
            texts.append(text)
            starts.append(start)
            ends.append(end)
    return Cut(texts, starts, ends, [])


def read(texts: Sequence[str], at: int) -> Number | None:
    """Return the longest number said from word `at` on, or None; years read in pairs come as two numbers."""
    text = texts[at]
    if text in _ZEROS:
        return _zero_led(texts, at)
    if text not in NUMBER_WORDS:
        return None
    if _text(texts, at + 1) in (_MANY if text in _UNITS else _FOLLOWERS):
        return _several(texts, at)
    alone = _ALONE.get(text)
    return alone and Number(alone.value, alone.digits, alone.ordinal, at + 1)


def _several(texts: Sequence[str], at: int) -> Number | None:
    """Return the longest number of one word or more that begins with a word."""
    return _thousands(texts, at) or _hundreds(texts, at) or _below_hundred(texts, at)


def _text(texts: Sequence[str], at: int) -> str:
    """Return the word at an index, "" after the last."""
    return texts[at] if at < len(texts) else ""


def _number(value: int, end: int, *, ordinal: bool = False) -> Number:
    return Number(value, str(value), ordinal, end)


def _zero_led(texts: Sequence[str], at: int) -> Number | None:
    """Return "oh three" as 03, "zero" as 0; "o" (Spanish for "or") counts only before an English digit."""
    follower = _text(texts, at + 1)
    if texts[at] == "o":
        return _below("0", follower, at) if follower in _ENGLISH_UNITS else None
    return _below("0", follower, at) or Number(0, "0", ordinal=False, end=at + 1)


def _below(zero: str, unit: str, at: int) -> Number | None:
    return Number(_UNITS[unit], zero + str(_UNITS[unit]), ordinal=False, end=at + 2) if unit in _UNITS else None


def _below_hundred(texts: Sequence[str], at: int) -> Number | None:
    """Return a number from 1 to 99, ordinals included."""
    text = _text(texts, at)
    for table, ordinal in ((_UNITS, False), (_TEENS, False), (_ORDINAL_UNITS, True), (_ORDINALS, True)):
        if text in table:
            return _number(table[text], at + 1, ordinal=ordinal)
    return _tens(texts, at) if text in _TENS else None


def _tens(texts: Sequence[str], at: int) -> Number:
    """Return "eighty", "ochenta y cuatro"; of "twenty two thousand" the twenty, a day before its year."""
    ten = _TENS[texts[at]]
    follower = _text(texts, at + 1)
    if follower in _UNITS and _text(texts, at + 2) in _THOUSANDS:
        return _number(ten, at + 1)
    if follower == "y" and _text(texts, at + 2) in _UNITS:
        return _number(ten + _UNITS[_text(texts, at + 2)], at + 3)
    if follower in _UNITS and _text(texts, at + 2) in _THOUSANDS:
        return _number(ten, at + 1)  # "january thirty, two thousand"
    if follower in _UNITS:
        return _number(ten + _UNITS[follower], at + 2)
    if follower in _ORDINAL_UNITS:
        return _number(ten + _ORDINAL_UNITS[follower], at + 2, ordinal=True)
    return _number(ten, at + 1)


def _hundreds(texts: Sequence[str], at: int) -> Number | None:
    """Return "nineteen hundred and five", "two hundred", "novecientos ochenta y cuatro"."""
    text = _text(texts, at)
    if text in _HUNDREDS:
        return _rest(texts, at + 1, _HUNDREDS[text])
    many = 1 if text == "hundred" else _UNITS.get(text, _TEENS.get(text, 0))
    if not many or _text(texts, at + (text != "hundred")) != "hundred":
        return None
    return _rest(texts, at + 1 + (text != "hundred"), many * 100)


def _thousands(texts: Sequence[str], at: int) -> Number | None:
    """Return "two thousand and five", "mil novecientos ochenta y cuatro", "dos mil veintiseis"."""
    text = _text(texts, at)
    if text in _THOUSANDS:
        many, end = 1, at + 1
    else:
        many, end = _UNITS.get(text, _TEENS.get(text, 0)), at + 2
        if not many or _text(texts, at + 1) not in _THOUSANDS:
            return None
    hundreds = _hundreds(texts, end)
    if hundreds and hundreds.value < 1000:  # noqa: PLR2004
        return _number(many * 1000 + hundreds.value, hundreds.end)
    return _rest(texts, end, many * 1000)


def _rest(texts: Sequence[str], at: int, base: int) -> Number:
    """Return `base` with the number below a hundred that follows, if one does."""
    linked = at + (_text(texts, at) in _LINKS)
    rest = _below_hundred(texts, linked)
    return _number(base + rest.value, rest.end, ordinal=rest.ordinal) if rest else _number(base, at)


_MANY: Final = _THOUSANDS | {"hundred"}
"""What may go on with a number behind a unit."""
_FOLLOWERS: Final = NUMBER_WORDS | _LINKS
"""The same behind any other first word."""
_ALONE: Final = {word: number for word in NUMBER_WORDS - _ZEROS if (number := _several([word], 0))}
"""What each word comes to by itself."""
