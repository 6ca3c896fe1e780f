"""The two kinds of rule: words that announce a value, and shapes that are one by themselves."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.gateway.redaction.labels import Label
from services.gateway.redaction.lazy import lazy
from services.gateway.redaction.patterns.values import announced, is_measure, is_year, number_of_digits, told_before
from services.gateway.redaction.spans import Span

_REACH = 24
#: A code of letters and digits may hold fewer digits: "qx7r9p".
_MIXED = 6
_LEAST_MIXED = 2


class Rule(Protocol):
    """Something to look for where one of its triggers matched."""

    @property
    def triggers(self) -> Sequence[str]:
        """Expressions in Hyperscan's dialect over the shadow text; where one matches, the rule looks."""
        ...

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return what is found at a trigger's match from `start` to `end`, in the shadow's own offsets."""
        ...


@dataclass(frozen=True)
class Cue:
    """Words that announce a value, which follows them ("mrn is 44719") or is told before ("44719 is my mrn").

    Attributes:
        label: What the value is.
        triggers: The words.
        value: An expression for the value.
        least: How many digits the value holds at least.
        weight: How sure the rule is.
        unless: An expression for words that stand right before the cue and make it mean something else.
        strict: Whether dates, measures and years are values, too (a wrong number near "ssn" is still one).
    """

    label: Label
    triggers: Sequence[str]
    value: str
    least: int = 4
    weight: int = 3
    unless: str | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        """Compile the expressions when the rule is made, not under its first text."""
        _ = self._after, self._unless

    @lazy
    def _after(self) -> re.Pattern[str]:
        return announced(self.value)

    @lazy
    def _unless(self) -> re.Pattern[str] | None:
        return re.compile(rf"(?:{self.unless})\Z", re.ASCII) if self.unless else None

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the value after the cue, else the one before it."""
        if self._unless and self._unless.search(text[max(0, start - _REACH) : start]):
            return []
        found = self._after.match(text, end)
        if found and self._stands(text, *found.span("v")):
            return [Span(*found.span("v"), self.label, self.weight)]
        told = told_before(text, start)
        if told and self._stands(text, *told) and not is_measure(text, *told):
            return [Span(*told, self.label, self.weight)]
        return []

    def _stands(self, text: str, start: int, end: int) -> bool:
        digits = number_of_digits(text, start, end)
        if digits < self.least and (digits < _LEAST_MIXED or end - start < _MIXED or text[start:end].isdigit()):
            return False
        return self.strict or not (is_measure(text, start, end) or is_year(text, start, end))


def always(_value: str) -> int:
    """Weigh a shape that needs no check."""
    return 3


@dataclass(frozen=True)
class Shape:
    """A value known by its shape.

    Attributes:
        label: What it is.
        triggers: Its shape for the prefilter, from its first character on.
        pattern: Its exact shape, matched where the trigger begins.
        weigh: Returns how sure the find is; 0 is none.
    """

    label: Label
    triggers: Sequence[str]
    pattern: re.Pattern[str]
    weigh: Callable[[str], int] = always

    def look(self, text: str, start: int, end: int) -> list[Span]:  # noqa: ARG002 the pattern finds its own end
        """Return the value that begins where the trigger does."""
        found = self.pattern.match(text, start)
        weight = self.weigh(found[0]) if found else 0
        return [Span(found.start(), found.end(), self.label, weight)] if found and weight else []
