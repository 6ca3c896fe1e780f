"""Codes and telephone numbers, spelled in any way."""

import re
from collections.abc import Sequence
from typing import Final

from services.dialogue.understanding.words.numbers import number_of
from services.dialogue.understanding.words.tokens import Token
from services.kernel.language import Language

_DIGIT_WORDS: Final = {
    **dict.fromkeys(("oh", "o", "zero", "cero"), "0"),
    **dict.fromkeys(("one", "won", "uno", "una", "un"), "1"),
    **dict.fromkeys(("to", "too"), "2"),
    "tree": "3",
    "for": "4",
    "ate": "8",
    "niner": "9",
}
"""Digits as they are dictated, besides the number words."""


_REPEATS: Final = {"double": 2, "triple": 3, "doble": 2}


#: "Dos veces cinco" says a digit twice; "son seis números" says how many follow.
_TIMES: Final = frozenset({"veces", "times"})
_COUNTED: Final = _TIMES | {"numeros", "digitos", "cifras", "numeritos", "digits", "numbers"}


CODE_LENGTHS: Final = range(4, 9)


_PHONE: Final = 10


def digits_in(tokens: Sequence[Token], language: Language) -> str:
    """Return the digits that tokens spell: "four two nine", "42 91", "double five", "cuarenta y dos"."""
    digits = ""
    repeat = 1
    index = 0
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        if following in _COUNTED:
            repeat = _times(token, language) if following in _TIMES else repeat
            index += 2
            continue
        if token.text in _REPEATS:
            repeat = _REPEATS[token.text]
            index += 1
            continue
        found, index = _digits_at(tokens, index, language)
        digits += found * repeat
        if found:
            repeat = 1
    return digits


def _times(token: Token, language: Language) -> int:
    """Return how many times a digit is said to stand: "dos veces cinco"; once when that is no small number."""
    number = number_of(token.text, language)
    value = int(token.text) if token.kind == "num" else number[0] if number else 1
    return value if value < _PHONE else 1


def _digits_at(tokens: Sequence[Token], index: int, language: Language) -> tuple[str, int]:
    """Return the digits at a token and the index after them."""
    token = tokens[index]
    if token.kind in {"num", "clock", "date", "iso", "ord"}:
        return re.sub(r"\D", "", token.text), index + 1
    if token.kind != "word":
        return "", index + 1
    if token.text in _DIGIT_WORDS:
        return _DIGIT_WORDS[token.text], index + 1
    number = number_of(token.text, language)
    if number is None or number[1]:
        return "", index + 1
    value, after = number[0], index + 1
    if value >= 20 and value % 10 == 0 and after < len(tokens):  # noqa: PLR2004  "forty two"
        at = after + 1 if tokens[after].text == "y" else after
        unit = number_of(tokens[at].text, language) if at < len(tokens) else None
        if unit and 0 < unit[0] < 10 and not unit[1]:  # noqa: PLR2004
            return str(value + unit[0]), at + 1
    return str(value), after


#: Words that are digits only beside other digits: "sent to", "for", "the one I got".
_SOFT: Final = frozenset({"to", "too", "for", "ate", "won", "one", "oh", "o", "uno", "una", "un", "tree", "a"})


def _dictated(tokens: Sequence[Token], language: Language, wanted: int) -> str:
    """Return the digits dictated, without words that only sound like digits: "the one I got is 482 917".

    Args:
        tokens: The answer.
        language: Its language.
        wanted: How many digits are due; such words right before them are left out where that makes so many.
    """
    told: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "mark" or token.text in _REPEATS or digits_in([token], language):
            told[-1].append(token)
        elif told[-1]:
            told.append([])
    hard = [run for run in told if not all(token.kind == "mark" or token.text in _SOFT for token in run)]
    digits = "".join(digits_in(run, language) for run in hard)
    if len(digits) > wanted and hard and hard[0][0].text in _SOFT:
        rest = "".join(digits_in(run, language) for run in (hard[0][1:], *hard[1:]))
        digits = rest if len(rest) == wanted else digits
    return digits if hard else digits_in(tokens, language)


_CODE: Final = 6


def code_in(tokens: Sequence[Token], language: Language) -> str | None:
    """Return a one-time code: four to eight digits, or None."""
    digits = _dictated(put_right(tokens, language, CODE_LENGTHS), language, _CODE)
    return digits if len(digits) in CODE_LENGTHS else None


#: Words that take back what was dictated.
_TAKEN_BACK: Final = frozenset({"perdon", "digo", "corrijo", "disculpe", "sorry", "wait", "oops", "equivoque"})


_PHONES: Final = range(_PHONE, _PHONE + 4)


def put_right(tokens: Sequence[Token], language: Language, lengths: range) -> Sequence[Token]:
    """Return what was dictated after "perdón", when digits stand on both sides; everything else otherwise."""
    turns = [at for at, token in enumerate(tokens) if token.text in _TAKEN_BACK]
    if not turns or not digits_in(tokens[: turns[-1]], language):
        return tokens
    after = tokens[turns[-1] + 1 :]
    return after if len(digits_in(after, language)) in lengths else tokens


#: What begins something else behind a number: an extension, a time to call.
_BEHIND: Final = frozenset(
    {"ext", "extension", "anexo", "interno", "pero", "despues", "antes", "entre", "en", "por", "a", "but", "after", "x"}
)


def phone_in(tokens: Sequence[Token], language: Language) -> str | None:
    """Return a ten-digit number of the North American plan or of Mexico, or None."""
    whole = _phone(_dictated(put_right(tokens, language, _PHONES), language, _PHONE))
    ends = (at for at, token in enumerate(tokens) if token.text in _BEHIND)
    shorter = (_phone(digits_in(tokens[:at], language)) for at in ends)
    return whole or next((phone for phone in shorter if phone), None)


def _phone(digits: str) -> str | None:
    """Return the ten digits without the country, or None."""
    if len(digits) == _PHONE + 1 and digits.startswith("1"):
        digits = digits[1:]
    for country in ("521", "52"):
        if len(digits) == _PHONE + len(country) and digits.startswith(country):
            digits = digits[len(country) :]
    return digits if len(digits) == _PHONE else None
