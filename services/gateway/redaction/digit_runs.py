"""Digits in a row, typed or said, in any grouping: "(512) 555-0143", "five one two double five", "quinientos doce"."""

import re
from collections.abc import Iterator
from itertools import accumulate, compress
from typing import Final, NamedTuple

from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import Shadow
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

_RUN: Final = re.compile(r"\d(?:[ \t().,+/#\-]{0,3}\d)*")
_GROUP: Final = re.compile(r"\d+")


class Run(NamedTuple):
    """Digits in a row.

    Attributes:
        digits: The digits, joined.
        at: For each digit, where it stands in the shadow.
        groups: For each group of digits, the index of its first digit.
        shadow: The shadow it was found in.
    """

    digits: str
    at: list[int]
    groups: list[int]
    shadow: Shadow

    def span(self, start: int, end: int, label: Label, weight: int) -> Span:
        """Return the digits `start` to `end` as a find."""
        first, last = self.shadow.original(self.at[start], self.at[end - 1] + 1)
        return Span(first, last, label, weight)


def digit_runs(view: View) -> list[Run]:
    """Return the rows of digits of a text, in order."""
    shadow = view.spoken or view.folded
    if not (view.numbers or view.spoken):
        return []
    return [_run(found, shadow) for found in _RUN.finditer(shadow.text)]


def _run(found: "re.Match[str]", shadow: Shadow) -> Run:
    """Return one row of digits."""
    whole = found[0]
    if whole.isdecimal() and whole.isascii():
        return Run(whole, list(range(*found.span())), [0], shadow)
    pieces = _GROUP.findall(whole)
    at = list(compress(range(*found.span()), map(str.isdecimal, whole)))
    groups = list(accumulate(map(len, pieces[:-1]), initial=0))
    digits = "".join(pieces)
    return Run(digits if digits.isascii() else "".join(str(int(each)) for each in digits), at, groups, shadow)


def windows(run: Run, length: int) -> Iterator[tuple[int, str]]:
    """Yield every stretch of `length` digits of a run with the index of its first digit."""
    for start in range(len(run.digits) - length + 1):
        yield start, run.digits[start : start + length]
