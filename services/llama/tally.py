"""Counts of what became of each message: a closed set of words and no text of anybody."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import Final

SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5)


class Outcome(StrEnum):
    """What became of a message, beside the reasons why there was no answer."""

    NOT_ASKED = "not_asked"
    RESTING = "resting"
    USED = "used"
    UNUSABLE = "unusable"


@dataclass(slots=True)
class Tally:
    """Counts since the process began."""

    outcomes: Counter[str] = field(default_factory=Counter)
    waits: Counter[int] = field(default_factory=Counter)
    waited: float = 0.0

    def add(self, outcome: str) -> None:
        """Count what became of a message."""
        self.outcomes[outcome] += 1

    def wait(self, seconds: float) -> None:
        """Count how long a question took, in seconds."""
        self.waits[bisect_left(SECONDS, seconds)] += 1
        self.waited += seconds

    def lines(self) -> list[str]:
        """Return the counts as Prometheus reads them (text format 0.0.4)."""
        counts = [
            f'sealdesk_adviser_messages_total{{outcome="{name}"}} {n}' for name, n in sorted(self.outcomes.items())
        ]
        sums = list(accumulate(self.waits[place] for place in range(len(SECONDS) + 1)))
        named = [*map(str, SECONDS), "+Inf"]
        buckets = [f'sealdesk_adviser_seconds_bucket{{le="{at}"}} {n}' for at, n in zip(named, sums, strict=True)]
        ends = [f"sealdesk_adviser_seconds_sum {self.waited:.6f}", f"sealdesk_adviser_seconds_count {sums[-1]}"]
        return [
            "# HELP sealdesk_adviser_messages_total Messages of patients, by what became of them at the adviser.",
            "# TYPE sealdesk_adviser_messages_total counter",
            *counts,
            "# HELP sealdesk_adviser_seconds How long the language model took.",
            "# TYPE sealdesk_adviser_seconds histogram",
            *buckets,
            *ends,
        ]
