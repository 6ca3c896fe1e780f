"""A birth date put right while it is said: "3 de junio del 80, perdón, del 81", "the 3rd, sorry, the 4th"."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from services.dialogue.understanding.grammar.cascade import Symbol

Found = tuple[tuple[date, ...], int, int]
_NUMBERS: Final = frozenset({"NUM", "ORD", "ONE", "UN", "NDATE", "ISO", "MON", "MAY"})
_BACK: Final = frozenset({"CORRECT", "NO", "NOT"})


def corrected(symbols: Sequence[Symbol], read: Callable[[Sequence[Symbol]], Found | None]) -> Found | None:
    """Return the birth date that stands after a correction; None where nothing was put right, or it is not clear.

    What the correction leaves out is taken from what was said before it: the day, the month or the year.
    """
    turns = [at for at, symbol in enumerate(symbols) if symbol.cat in _BACK]
    turns = [at for at in turns if _numbers(symbols[:at]) and _numbers(symbols[at:])]
    if not turns:
        return None
    before, after = symbols[: turns[-1]], symbols[turns[-1] + 1 :]
    first = read(before)
    days = [symbol for symbol in before if symbol.cat in {"NUM", "ORD"}][:1]
    tries = [after]
    if first is not None:
        tries.append(
            [*after, Symbol("NUM", first[0][0].year, before[-1].first, before[-1].last, str(first[0][0].year))]
        )
    for each in tries:
        found = read(each)
        if found is not None:
            return found
    numbers = [symbol for symbol in after if symbol.cat in _NUMBERS]
    if first is not None and [symbol.cat for symbol in numbers] == ["NUM"]:
        return _other_number(first, numbers[0], after, plain_no=symbols[turns[-1]].cat != "CORRECT")
    return read([*days, *after]) if first is None else None


def _numbers(symbols: Sequence[Symbol]) -> bool:
    """Tell whether any part of a date was said."""
    return any(symbol.cat in _NUMBERS for symbol in symbols)


def _other_number(first: Found, number: Symbol, after: Sequence[Symbol], *, plain_no: bool) -> Found | None:
    """Return the date said first with its year or day put right; a day that is only denied changes nothing."""
    said, low, _high = first
    if number.value > _LONGEST_MONTH or after[0].cat == "OF":
        full = number.value if number.value >= 100 else said[0].year // 100 * 100 + number.value  # noqa: PLR2004
        return _replaced(said, low, number, year=full)
    return first if plain_no else _replaced(said, low, number, day=number.value)


_LONGEST_MONTH: Final = 31


def _replaced(said: Sequence[date], low: int, number: Symbol, **part: int) -> Found | None:
    """Return the dates with one part replaced, or None where there is no such day."""
    try:
        return tuple(each.replace(**part) for each in said), low, number.last
    except ValueError:
        return None
