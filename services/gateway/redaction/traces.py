"""What a text must hold for a value to be found in it again: a look that costs far less than reading the text.

A conversation's history comes with every call. What was made of a text holds on after further values were learned, as
long as none of them can stand in it. Everything here is kept as hashes (Python's keyed string hash), as in `Seen`.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.digit_runs import digit_runs, windows
from services.gateway.redaction.labels import Label
from services.gateway.redaction.shadow import fold
from services.gateway.redaction.view import View

_WORD: Final = re.compile(r"[^\W_]+")
_GROUP: Final = 4
"""The last four digits of a number are found by themselves, longer numbers whole."""

Traces = array
"""Of a text: its words, and all its groups of four digits, however they are written."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What shows a value in a text.

    Attributes:
        parts: Any of these: the words of a name, the first and the last four digits of a number.
        words: All of these.
    """

    parts: frozenset[int]
    words: frozenset[int]

    def may_be_in(self, traces: frozenset[int]) -> bool:
        """Tell whether the value can stand in a text with these traces."""
        return not self.parts.isdisjoint(traces) or (bool(self.words) and self.words <= traces)


def trace_of(label: Label, text: str) -> Trace:
    """Return the trace of a value; nothing that `Seen` finds of it is without."""
    words = _WORD.findall(fold(text).text)
    digits = "".join(each for each in "".join(words) if each.isdecimal())
    parts = {hash(word) for word in words} if label is Label.NAME else set()
    if len(digits) > _GROUP:
        parts |= {_group(digits[:_GROUP]), _group(digits[-_GROUP:])}
    return Trace(frozenset(parts), frozenset(map(hash, words)))


def traces_of(texts: Iterable[str]) -> "Traces[int]":
    """Return the traces of texts."""
    found: set[int] = set()
    for text in dict.fromkeys(texts):
        view = View(text)
        found.update(map(hash, _WORD.findall(view.folded.text)))
        for run in digit_runs(view):
            found.update(_group(digits) for _start, digits in windows(run, _GROUP))
    return array("q", found)


def meet(values: Sequence[Trace], traces: "Traces[int]") -> bool:
    """Tell whether any of the values can stand in texts with these traces."""
    there = frozenset(traces) if values else frozenset()
    return any(value.may_be_in(there) for value in values)


def _group(digits: str) -> int:
    """Return the trace of digits within a number, which is none of a word."""
    return hash(f"#{digits}")
