"""Counting what a redactor found, per alphanumeric character, against gold spans."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Found = Sequence[tuple[int, int, str]]
"""A redactor's finds in one text: start, end, label."""

NEUTRAL: Final = "neutral"
FAMILIES: Final = {"ADDRESS": "PLACE", "DOB": "DATE", "FAX": "PHONE"}
"""Labels that count for each other: of an address, of a date, of a number that is called."""
_YEAR: Final = re.compile(r"\d{4}|[/.-]\d\d$")


def family(label: str) -> str:
    """Return the family that a label is judged in."""
    return FAMILIES.get(label, label)


@dataclass(slots=True)
class Tally:
    """What was found in the texts counted so far.

    Attributes:
        gold: Gold characters by label.
        hit: Gold characters found, by gold label, whatever the find was called.
        named: Gold characters found under a label of the right family, by gold label.
        found: Characters found that are not neutral, by the find's label.
        right: Of those, the gold ones.
        texts: Texts with something in them.
        whole: Of those, the ones with no character left.
        empty: Texts with nothing in them.
        touched: Of those, the ones with a find.
        missed: What was left of each span that was not wholly found, by gold label.
        false: What was found that identifies nobody, by the find's label.
    """

    gold: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    whole: int = 0
    empty: int = 0
    touched: int = 0
    missed: dict[str, list[str]] = field(default_factory=dict)
    false: dict[str, list[str]] = field(default_factory=dict)

    def add(self, text: str, gold: Sequence[Sequence[Any]], found: Found) -> None:
        """Count one text; gold spans are start, end, type, group."""
        truth = _marked(text, ((start, end, group) for start, end, _type, group in _painted(gold)))
        guess = _marked(text, found)
        hits = self._count(truth, guess)
        gold_characters = sum(label != NEUTRAL for label in truth.values())
        if gold_characters:
            self.texts += 1
            self.whole += hits == gold_characters
        else:
            self.empty += 1
            self.touched += any(truth.get(at) != NEUTRAL for at in guess)
        self._show(text, gold, found, truth, guess)

    def _count(self, truth: dict[int, str], guess: dict[int, str]) -> int:
        hits = 0
        for at, label in truth.items():
            if label == NEUTRAL:
                continue
            self.gold[label] += 1
            if at in guess:
                hits += 1
                self.hit[label] += 1
                self.named[label] += family(guess[at]) == family(label)
        for at, label in guess.items():
            actual = truth.get(at)
            if actual != NEUTRAL:
                self.found[label] += 1
                self.right[label] += actual is not None
        return hits

    def _show(
        self, text: str, gold: Sequence[Sequence[Any]], found: Found, truth: dict[int, str], guess: dict[int, str]
    ) -> None:
        """Keep what was missed and what was found in vain, each with its surroundings."""
        for start, end, _type, group in gold:
            if group != NEUTRAL and any(at in truth and at not in guess for at in range(start, end)):
                self.missed.setdefault(group, []).append(_shown(text, start, end))
        for start, end, label in found:
            if any(at in guess and at not in truth for at in range(start, end)):
                self.false.setdefault(label, []).append(_shown(text, start, end))

    def recall(self, label: str | None = None) -> float:
        """Return the share of gold characters that were found, of one label or of all."""
        return _share(self.hit, self.gold, label)

    def precision(self, label: str | None = None) -> float:
        """Return the share of found characters that are gold, of one of the finder's labels or of all."""
        return _share(self.right, self.found, label)

    def naming(self, label: str) -> float:
        """Return the share of the gold characters found that were given a label of the right family."""
        return _share(self.named, self.hit, label)

    @property
    def f2(self) -> float:
        """Return F2: recall counts four times as much as precision."""
        precision, recall = self.precision(), self.recall()
        return 5 * precision * recall / (4 * precision + recall) if precision + recall else 0.0


def for_scheduling(gold: Sequence[Sequence[Any]], text: str) -> list[list[Any]]:
    """Return gold spans as they are where the model schedules: dates of appointments must stay readable.

    A past date without a year could be one of next year: it is neutral there.
    """
    spans: list[list[Any]] = []
    for start, end, kind, group in gold:
        if kind == "APPOINTMENT_DATE":
            continue
        bare = kind == "PAST_DATE" and not _YEAR.search(text[start:end])
        spans.append([start, end, kind, NEUTRAL if bare else group])
    return spans


def _painted(gold: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Return spans so that neutral ones come first and give way to the others."""
    return sorted(gold, key=lambda span: span[3] != NEUTRAL)


def _marked(text: str, spans: Any) -> dict[int, str]:  # noqa: ANN401 - any iterable of start, end, label
    return {at: label for start, end, label in spans for at in range(start, end) if text[at].isalnum()}


def _share(part: Counter[str], whole: Counter[str], label: str | None) -> float:
    top, bottom = (part.total(), whole.total()) if label is None else (part[label], whole[label])
    return top / bottom if bottom else 1.0


def _shown(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 40) : start], text[end : end + 25]
    return f"{before}[[{text[start:end]}]]{after}".replace("\n", " / ")
