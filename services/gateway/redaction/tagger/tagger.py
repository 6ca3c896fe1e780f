"""The layer of the trained tagger: what it finds counts least beside another layer's find."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.tagger.decode import finds
from services.gateway.redaction.tagger.features import Features, features
from services.gateway.redaction.tagger.left import added, something_left
from services.gateway.redaction.tagger.model import model
from services.gateway.redaction.tagger.plain import plain, trimmed
from services.gateway.redaction.tagger.sorts import sorts
from services.gateway.redaction.view import View

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "tagger.onnx"
"""The committed network."""

_DATES: Final = frozenset({Label.DATE, Label.DOB})
_log: Final = logging.getLogger(__name__)


class Tagger:
    """Finds names, addresses and the like by how a text runs; safe to share between threads."""

    __slots__ = ("_dates", "_file")

    def __init__(self, file: Path = FILE, *, dates: bool = True) -> None:
        """Keep where the network is; it is loaded at the first text.

        Args:
            file: The network; its manifest lies beside it.
            dates: Dates are found too; not where those of appointments must stay readable.
        """
        self._file = file
        self._dates = dates

    def rest(self, view: View, found: list[Span]) -> list[Span]:
        """Return what the network finds beyond what was found; nothing where no word is left that may be a name.

        Raises:
            TaggerUnusable: The network cannot be used; see `model`.
        """
        if not something_left(view, found):
            return []
        return [each for each in added(self.find(view), found) if not plain(view, each)]

    def find(self, view: View) -> list[Span]:
        """Return what the network takes for an identifier.

        Raises:
            TaggerUnusable: The network cannot be used; see `model`.
        """
        network = model(self._file)
        read = features(view)
        spans: list[Span] = []
        if not read.starts:
            return spans
        for first, last, label in finds(network.chances(read.rows), sorts(read.rows), network.least):
            if self._dates or label not in _DATES:
                spans += _span(view, read, first, last, label)
        return spans


def _span(view: View, read: Features, first: int, last: int, label: Label) -> list[Span]:
    """Return a find without marks around it and without a possessive's ending; nothing when it is marks alone."""
    text = view.folded.text
    while first < last and not text[read.starts[first]].isalnum():
        first += 1
    while last > first and not text[read.starts[last - 1]].isalnum():
        last -= 1
    if label is Label.NAME:
        first, last = trimmed(text, read, first, last)
    if first == last:
        return []
    end = read.ends[last - 1]
    if label is Label.NAME and text.endswith("'s", read.starts[last - 1], end):
        end -= 2
    return [view.span(read.starts[first], end, label)]


def default_tagger(*, dates: bool = True) -> Tagger | None:
    """Return the tagger with the committed network; None, which is logged once, where there is no such file."""
    return Tagger(dates=dates) if _there(FILE) else None


@lru_cache(maxsize=4)
def _there(file: Path) -> bool:
    """Return whether a network is there; where it is not, the log says so, once for the process."""
    if file.is_file():
        return True
    _log.warning("No trained tagger at %s: names are found by rules and word lists alone.", file)
    return False
