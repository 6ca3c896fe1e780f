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


CODE_LENGTHS: Final = range(4, 9)


_PHONE: Final = 10


def digits_in(tokens: Sequence[Token], language: Language) -> str:
    """Return the digits that tokens spell: "four two nine", "42 91", "double five", "cuarenta y dos"."""
    digits = ""
    repeat = 1
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text in _REPEATS:
            repeat = _REPEATS[token.text]
            index += 1
            continue
        found, index = _digits_at(tokens, index, language)
        digits += found * repeat
        if found:
            repeat = 1
    return digits


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
    digits = _dictated(tokens, language, _CODE)
    return digits if len(digits) in CODE_LENGTHS else None


def phone_in(tokens: Sequence[Token], language: Language) -> str | None:
    """Return a ten-digit number of the North American plan or of Mexico, or None."""
    digits = _dictated(tokens, language, _PHONE)
    if len(digits) == _PHONE + 1 and digits.startswith("1"):
        digits = digits[1:]
    for country in ("521", "52"):
        if len(digits) == _PHONE + len(country) and digits.startswith(country):
            digits = digits[len(country) :]
    return digits if len(digits) == _PHONE else None
