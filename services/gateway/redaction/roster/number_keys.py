"""The forms in which numbers are kept and looked up."""

import re
from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.shadow import folded

PHONE: Final = 10
LOCAL: Final = 7
FEWEST: Final = 5
"""A medical record number of fewer digits than this is found only in its full form with letters."""

_NOT_DIGIT: Final = re.compile(r"\D+", re.ASCII)
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")


def phone_keys(phone: str) -> Iterator[int]:
    """Return the ten digits of a number of the North American plan, and its last seven, as whole numbers."""
    digits = _NOT_DIGIT.sub("", phone)
    if len(digits) == PHONE + 1 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) >= PHONE:
        yield int(digits[-PHONE:])
    if len(digits) >= LOCAL:
        yield int(digits[-LOCAL:])


def identifier_keys(value: str) -> set[str]:
    """Return what a number is looked up by: all of it, and its digits without leading noughts."""
    whole = plain(value)
    digits = _NOT_DIGIT.sub("", whole).lstrip("0")
    found = {whole} if len(whole) >= FEWEST - 1 else set()
    return found | ({digits} if len(digits) >= FEWEST else set())


def plain(value: str) -> str:
    """Return the letters and digits of a number, folded."""
    return _NOT_PLAIN.sub("", folded(value))
