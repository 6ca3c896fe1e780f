"""Birth dates: always in the past, with a year, never a wish."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from services.dialogue.understanding.grammar.calendar import safe_date
from services.dialogue.understanding.grammar.cascade import Match, Symbol, apply_rules, rule
from services.dialogue.understanding.grammar.scene import Scene
from services.dialogue.understanding.identity.corrected import corrected
from services.dialogue.understanding.identity.spoken_date import Ways, spelt_dates
from services.kernel.language import Language

_CENTURY: Final = 100
_MONTHS: Final = 12


_OLDEST: Final = 130


def _full_year(year: int, scene: Scene) -> int:
    """Return a four-digit year: of two digits, the latest that is not in the future."""
    if year >= _CENTURY:
        return year
    current = scene.today.year
    return current - (current - year) % _CENTURY


def _valid(year: int, month: int, day: int, scene: Scene) -> date | None:
    """Return the date when someone alive can be born on it."""
    found = safe_date(_full_year(year, scene), month, day)
    if found is None or found > scene.today or found.year < scene.today.year - _OLDEST:
        return None
    return found


Readings = tuple[date, ...]


def _readings(first: int, second: int, year: int, scene: Scene) -> Readings | None:
    """Return the readings of three numbers: month first in English; both orders in Spanish."""
    us, other = _valid(year, first, second, scene), _valid(year, second, first, scene)
    if us and other and us != other and scene.language is Language.ES:
        return (other, us)
    found = us or other
    return (found,) if found else None


def _numeric(match: Match, scene: Scene) -> Readings | None:
    """Read 3/4/1984."""
    first, second, year = match.get("NDATE")
    return _readings(first, second, year, scene) if year is not None else None


def _numeric_and_year(match: Match, scene: Scene) -> Readings | None:
    """Read 3/4 1984 and "three four eighty four"."""
    if match.has("NDATE"):
        first, second, _year = match.get("NDATE")
        return _readings(first, second, _year_of(match.all("NUM"))[0], scene)
    numbers = match.all("NUM", "ORD", "ONE", "UN")
    year, count = _year_of(numbers[2:])
    if count != len(numbers) - 2:
        return None
    found = _readings(numbers[0], numbers[1], year, scene)
    return found[:1] if found and match.has("EL") and match.has("OF") and scene.language is Language.ES else found


def _iso(match: Match, scene: Scene) -> Readings | None:
    """Read 1984-03-04."""
    year, month, day = match.get("ISO")
    found = _valid(year, month, day, scene)
    return (found,) if found else None


def _compact(match: Match, scene: Scene) -> Readings | None:
    """Read 03041984 and 030484."""
    symbol = match.symbols[0]
    digits = symbol.word
    if len(digits) == 8 and digits[:2] in {"19", "20"} and int(digits[2:4]) > _MONTHS:  # noqa: PLR2004  YYYYMMDD
        found = _valid(int(digits[:4]), int(digits[4:6]), int(digits[6:]), scene)
        return (found,) if found else None
    if len(digits) == 8:  # noqa: PLR2004  MMDDYYYY
        return _readings(int(digits[:2]), int(digits[2:4]), int(digits[4:]), scene)
    if len(digits) == 6:  # noqa: PLR2004  MMDDYY
        return _readings(int(digits[:2]), int(digits[2:4]), int(digits[4:]), scene)
    return None


#: "Mil nueve setenta", short for 1970.
_MIL_NUEVE: Final = 1009


def _year_of(numbers: Sequence[int]) -> tuple[int, int]:
    """Return a year from one number or two halves ("nineteen oh four"), and how many were used."""
    if len(numbers) >= 3 and numbers[0] in {19, 20} and numbers[1] == 0 and numbers[2] < 10:  # noqa: PLR2004
        return numbers[0] * _CENTURY + numbers[2], 3
    if len(numbers) >= 2 and numbers[0] == _MIL_NUEVE and numbers[1] < _CENTURY:  # noqa: PLR2004
        return 19 * _CENTURY + numbers[1], 2
    if len(numbers) >= 2 and numbers[0] in {19, 20} and numbers[1] < _CENTURY:  # noqa: PLR2004
        return numbers[0] * _CENTURY + numbers[1], 2
    if len(numbers) >= 2 and numbers[0] == 0:  # noqa: PLR2004  "oh four"
        return numbers[1], 2
    return (numbers[0], 1) if numbers else (-1, 0)


def _named(match: Match, scene: Scene) -> Readings | None:
    """Read "March 4 1984", "4 de marzo de 1984", "the fourth of march eighty four"."""
    numbers = match.all("NUM", "ORD", "ONE", "UN")
    year, used = _year_of(numbers[1:])
    if used != len(numbers) - 1:
        return None
    found = _valid(year, match.get("MON", "MAY"), numbers[0], scene)
    return (found,) if found else None


def _day_ran_into_year(match: Match, scene: Scene) -> Readings | None:
    """Read "marzo siete mil novecientos noventa y uno", whose day and year were heard as one number."""
    number = match.get("NUM")
    day, rest = divmod(number, 1000)
    found = _valid(1000 + rest, match.get("MON", "MAY"), day, scene) if number > scene.today.year else None
    return (found,) if found else None


def _year_first(match: Match, scene: Scene) -> Readings | None:
    """Read "nineteen sixty-five, June 7th"."""
    numbers = match.all("NUM", "ORD", "ONE", "UN")
    year, used = _year_of(numbers[:-1])
    told = match.has("UNIT") or year > _LONGEST_MONTH
    if used != len(numbers) - 1 or not told:
        return None
    found = _valid(year, match.get("MON", "MAY"), numbers[-1], scene)
    return (found,) if found else None


_LONGEST_MONTH: Final = 31
_N: Final = "(NUM|ORD|ONE|UN)"


def _halved(match: Match, scene: Scene) -> Readings | None:
    """Read "0304 1984": day and month run together, and the year."""
    head, year = match.symbols[0], match.symbols[-1]
    digits = head.word
    if len(digits) != 4 or not digits.isdigit() or year.value < _CENTURY:  # noqa: PLR2004  MMDD
        return None
    return _readings(int(digits[:2]), int(digits[2:]), year.value, scene)


_OF: Final = "(OF|AND|OF EL|COMMA|IN|STOP|DASH|SLASH|THE|EL)*"


#: What else may stand between the parts, in Spanish: "del mes de", "año", "nací en el".
_SO: Final = "(OF|COMMA|IN|STOP|DASH|THE|EL|LA|UNIT|BORN|AND|CODEIS|NAMEIS)*"


_YEAR: Final = "NUM NUM? NUM?"


_RULES: Final = (
    rule("(UN|ONE) NUM(?=OF)", "NUM", lambda m, _s: [m.symbols[-1]]),
    rule("ISO", "BIRTH", _iso),
    rule(
        "NDATE (COMMA|OF)? NUM NUM?",
        "BIRTH",
        lambda m, s: _numeric_and_year(m, s) if m.get("NDATE")[2] is None else None,
    ),
    rule("NDATE", "BIRTH", _numeric),
    rule(f"(THE|EL)? UNIT? {_N} {_OF} (MON|MAY) {_OF} UNIT? {_YEAR}", "BIRTH", _named),
    rule(f"(MON|MAY) {_OF} {_N} {_OF} UNIT? {_YEAR}", "BIRTH", _named),
    rule("(MON|MAY) (OF|COMMA|EL|THE)* NUM", "BIRTH", _day_ran_into_year),
    rule(f"{_N} {_SO} (MON|MAY) {_SO} {_YEAR}", "BIRTH", _named),
    rule(f"UNIT? NUM NUM? NUM? {_SO} (MON|MAY) {_SO} {_N}", "BIRTH", _year_first),
    rule(f"UNIT? NUM NUM? {_SO} {_N} {_SO} (MON|MAY)", "BIRTH", _year_first),
    rule(f"NUM NUM? NUM? COMMA? (ON|THE|COMMA)* (MON|MAY) THE? {_N}", "BIRTH", _year_first),
    rule(
        f"{_N} (SLASH|DASH|OF|STOP|COMMA)? (EL|THE|UNIT)* {_N} (SLASH|DASH|OF|OF EL|STOP|COMMA|UNIT)* {_YEAR}",
        "BIRTH",
        _numeric_and_year,
    ),
    rule("NUM (COMMA|DASH|SLASH|STOP)? NUM", "BIRTH", _halved),
    rule("NUM", "BIRTH", _compact),
)


def _leading_zeros(symbols: list[Symbol]) -> list[Symbol]:
    """Join the spoken noughts of "oh five oh four nineteen eighty"; "nineteen oh four" stays a year."""
    joined: list[Symbol] = []
    for symbol in symbols:
        digit = symbol.cat == "NUM" and symbol.value < 10  # noqa: PLR2004
        nought = digit and bool(joined) and joined[-1].cat == "NUM" and joined[-1].value == 0
        century = len(joined) > 1 and joined[-2].cat == "NUM" and joined[-2].value in {19, 20}
        if nought and not century:
            joined[-1] = Symbol("NUM", symbol.value, joined[-1].first, symbol.last, symbol.word)
        else:
            joined.append(symbol)
    return joined


def birth_date_in(symbols: list[Symbol], scene: Scene) -> Readings | None:
    """Return the readings of a birth date in the symbols, the likeliest first, or None."""
    found = birth_date_with_span(symbols, scene)
    return found[0] if found else None


def birth_date_with_span(symbols: list[Symbol], scene: Scene) -> tuple[Readings, int, int] | None:
    """Return the readings of a birth date and the first and last token it was said with, or None."""
    told = [_september(symbol) for symbol in symbols if symbol.cat not in {"FILL", "END"}]
    return corrected(told, lambda part: _read(part, scene)) or _read(told, scene)


def _september(symbol: Symbol) -> Symbol:
    """Return "sep" as the month where it would else be a yes."""
    return Symbol("MON", 9, symbol.first, symbol.last, "sep") if symbol.word == "sep" else symbol


def _read(symbols: Sequence[Symbol], scene: Scene) -> tuple[Readings, int, int] | None:
    """Return the first birth date in the symbols."""
    copies = [Symbol(each.cat, each.value, each.first, each.last, each.word) for each in symbols]
    if (spelt := spelt_dates(copies)) is not None:
        return _digit_by_digit(spelt, scene)
    read = apply_rules(_leading_zeros(copies), _RULES, scene)
    found = [symbol for symbol in read if symbol.cat == "BIRTH"]
    if not found or _beside_numbers(read):
        return None
    every = dict.fromkeys(each for symbol in found for each in symbol.value)
    return tuple(every), found[0].first, found[-1].last


def _beside_numbers(read: list[Symbol]) -> bool:
    """Tell whether a number stands right beside a date: it belongs to it, and the date was misread."""
    pairs = [{one.cat, two.cat} for one, two in pairwise(read)]
    return {"BIRTH", "NUM"} in pairs


def _digit_by_digit(spelt: tuple[Ways, int, int], scene: Scene) -> tuple[Readings, int, int] | None:
    """Return the readings of a date said digit by digit."""
    ways, first, last = spelt
    found = dict.fromkeys(each for way in ways for each in _readings(*way, scene) or ())
    return (tuple(found), first, last) if found else None
