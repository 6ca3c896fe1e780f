"""Check digits and shapes that tell a real number from any other."""

import re
from typing import Final

_NOT_CODE: Final = re.compile(r"[^a-z0-9]+")
_VIN_VALUES: Final = dict(zip("0123456789abcdefghjklmnprstuvwxyz", [*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True))  # fmt: skip # noqa: E501 one table
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NPI_PREFIX: Final = "80840"
_NINE: Final = 9
_TEN: Final = 10


def bare(value: str) -> str:
    """Return only the letters and digits of a value."""
    return _NOT_CODE.sub("", value)


def luhn(digits: str) -> bool:
    """Return whether digits pass the Luhn check (ISO/IEC 7812-1)."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        total += value - _NINE if value > _NINE else value
    return total % 10 == 0


def npi(digits: str) -> bool:
    """Return whether ten digits are a National Provider Identifier (45 CFR 162.406: Luhn with the prefix 80840)."""
    return len(digits) == _TEN and digits[0] in "12" and luhn(_NPI_PREFIX + digits)


def aba(digits: str) -> bool:
    """Return whether nine digits are a routing number (weights 3, 7, 1)."""
    return len(digits) == _NINE and sum(int(d) * w for d, w in zip(digits, (3, 7, 1) * 3, strict=True)) % 10 == 0


def social_security(digits: str) -> bool:
    """Return whether nine digits may be a social security or taxpayer number: area, group and serial are not zero."""
    return len(digits) == _NINE and digits[:3] not in {"000", "666"} and digits[3:5] != "00" and digits[5:] != "0000"


def iban(value: str) -> bool:
    """Return whether a value passes the IBAN check (ISO 13616: modulo 97)."""
    code = bare(value)
    return int("".join(str(int(each, 36)) for each in code[4:] + code[:4])) % 97 == 1


def vin(value: str) -> bool:
    """Return whether 17 characters pass the check of a vehicle identification number (49 CFR 565.15)."""
    code = bare(value)
    if len(code) != len(_VIN_WEIGHTS) or not all(each in _VIN_VALUES for each in code):
        return False
    rest = sum(_VIN_VALUES[each] * weight for each, weight in zip(code, _VIN_WEIGHTS, strict=True)) % 11
    return code[8] == ("x" if rest == _TEN else str(rest))


def dea(value: str) -> bool:
    """Return whether a DEA registration number's last digit fits (21 CFR 1301; two letters, seven digits)."""
    digits = [int(each) for each in value[-7:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def north_american(digits: str) -> bool:
    """Return whether ten digits may be a telephone number of the North American plan."""
    return len(digits) == _TEN and digits[0] in "23456789" and digits[3] in "23456789"
