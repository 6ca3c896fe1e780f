"""A birth date said digit by digit: "zero five zero two one nine seven zero"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol

#: Day, month and year digit by digit: from 5 2 7 0 to 0 5 0 2 1 9 7 0.
_LENGTHS: Final = range(4, 9)
_YEAR: Final = 4
#: The longest with a year of two digits.
_SHORT: Final = 6
_CENTURIES: Final = ("19", "20")
_SAID: Final = frozenset({"NUM", "ONE", "UN"})


Ways = list[tuple[int, int, int]]


def spelt_dates(symbols: Sequence[Symbol]) -> tuple[Ways, int, int] | None:
    """Return what digits said one by one may be (first, second, year), and their first and last token; else None."""
    said = [symbol for symbol in symbols if symbol.cat in _SAID]
    if len(said) not in _LENGTHS or not all(_is_digit(symbol) for symbol in said):
        return None
    if any(two.first - one.last > 2 for one, two in pairwise(said)):  # noqa: PLR2004  a comma at most
        return None
    return _split("".join(str(symbol.value) for symbol in said)), said[0].first, said[-1].last


def _is_digit(symbol: Symbol) -> bool:
    """Tell whether a symbol is one digit."""
    return isinstance(symbol.value, int) and 0 <= symbol.value <= 9 and symbol.first == symbol.last  # noqa: PLR2004


def _split(digits: str) -> Ways:
    """Return the ways to take digits apart, the one with the whole year first."""
    ways: Ways = []
    if len(digits) > _SHORT - 1 and digits[-_YEAR:].startswith(_CENTURIES):
        ways += _headed(digits[:-_YEAR], digits[-_YEAR:])
    if len(digits) <= _SHORT and not (len(digits) == _YEAR and digits.startswith(_CENTURIES)):
        ways += _headed(digits[:-2], digits[-2:])
    return [way for way in ways if way[0] and way[1]]


def _headed(head: str, year: str) -> Ways:
    """Return the ways to take the first two numbers apart."""
    return [(int(head[:at]), int(head[at:]), int(year)) for at in (1, 2) if 1 <= len(head[at:]) <= 2]  # noqa: PLR2004
