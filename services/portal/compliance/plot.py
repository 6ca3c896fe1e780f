"""Activity over time: bars drawn by the server, and the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.audit.reading import Bar
from services.portal.compliance.period import Slice

HEIGHT: Final = 100
_SLOT: Final = 10
_BAR: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """One piece of a bar, in units of the drawing: how many events of one outcome."""

    outcome: str
    x: int
    y: float
    width: int
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers of one part of the period."""

    name: str
    success: int
    refused: int
    failed: int
    first: date | None
    last: date | None

    @property
    def total(self) -> int:
        """Every event of it."""
        return self.success + self.refused + self.failed


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing and its numbers."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    width: int
    most: int

    @property
    def total(self) -> int:
        """Every event of the period."""
        return sum(line.total for line in self.lines)

    @property
    def refused(self) -> int:
        """Those that were refused."""
        return sum(line.refused for line in self.lines)

    @property
    def failed(self) -> int:
        """Those that failed."""
        return sum(line.failed for line in self.lines)

    @property
    def busiest(self) -> Line:
        """The part with most events, the first of them where there are several."""
        return max(self.lines, key=lambda line: line.total)


def plotted(parts: Sequence[Slice], bars: Sequence[Bar]) -> Plot:
    """Return the drawing of the bars of a period's parts."""
    lines = tuple(
        Line(part.name, bar.success, bar.refused, bar.failed, part.first, part.last)
        for part, bar in zip(parts, bars, strict=True)
    )
    most = max((line.total for line in lines), default=0)
    boxes = tuple(box for place, line in enumerate(lines) for box in _boxes(place, line, most))
    return Plot(lines, boxes, max(1, len(lines)) * _SLOT, most)


def _boxes(place: int, line: Line, most: int) -> list[Box]:
    """Return a bar's pieces from below: done, refused, failed."""
    found, foot = [], float(HEIGHT)
    for outcome in ("success", "refused", "failed"):
        count: int = getattr(line, outcome)
        if count:
            height = max(1.0, round(HEIGHT * count / most, 2))
            foot = max(0.0, foot - height)
            found.append(Box(outcome, place * _SLOT + (_SLOT - _BAR) // 2, round(foot, 2), _BAR, height))
    return found
