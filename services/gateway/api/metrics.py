"""Counts for Prometheus (text format 0.0.4): closed sets of labels, no text of a request anywhere."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

SECONDS: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
CHARACTERS: Final = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)


@dataclass(slots=True)
class Histogram:
    """A distribution in fixed buckets."""

    name: str
    help: str
    bounds: tuple[float, ...]
    counts: list[int] = field(default_factory=list)
    total: float = 0.0

    def __post_init__(self) -> None:
        """Start every bucket at nought."""
        self.counts = [0] * (len(self.bounds) + 1)

    def observe(self, value: float) -> None:
        """Count one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def lines(self) -> list[str]:
        """Return the distribution as Prometheus reads it."""
        sums = list(accumulate(self.counts))
        named = [*map(str, self.bounds), "+Inf"]
        buckets = [f'{self.name}_bucket{{le="{bound}"}} {count}' for bound, count in zip(named, sums, strict=True)]
        head = [f"# HELP {self.name} {self.help}", f"# TYPE {self.name} histogram"]
        return [*head, *buckets, f"{self.name}_sum {self.total:.6f}", f"{self.name}_count {sums[-1]}"]


@dataclass(slots=True)
class Counts:
    """A counter with one label."""

    name: str
    help: str
    label: str
    values: Counter[str] = field(default_factory=Counter)

    def add(self, value: str, number: int = 1) -> None:
        """Count."""
        self.values[value] += number

    def lines(self) -> list[str]:
        """Return the counter as Prometheus reads it."""
        head = [f"# HELP {self.name} {self.help}", f"# TYPE {self.name} counter"]
        return [*head, *(f'{self.name}{{{self.label}="{value}"}} {n}' for value, n in sorted(self.values.items()))]


class Metrics:
    """Everything that is counted."""

    def __init__(self) -> None:
        self.calls = Counts("sealdesk_gateway_calls_total", "Calls by route.", "route")
        self.found = Counts("sealdesk_gateway_found_total", "Identifiers replaced, by type.", "type")
        self.refused = Counts("sealdesk_gateway_refused_total", "Calls refused, by code.", "code")
        self.withheld = Counts("sealdesk_gateway_withheld_total", "Replies withheld, by failed check.", "check")
        self.dropped = Counts("sealdesk_gateway_dropped_total", "Unknown placeholders dropped, by type.", "type")
        self.redaction = Histogram("sealdesk_gateway_redaction_seconds", "Time to redact a request.", SECONDS)
        self.first = Histogram("sealdesk_gateway_first_piece_seconds", "Time to the first piece of a reply.", SECONDS)
        self.whole = Histogram("sealdesk_gateway_call_seconds", "Time of a whole call.", SECONDS)
        self.held = Histogram("sealdesk_gateway_held_characters", "Most characters held back in a reply.", CHARACTERS)

    def text(self, conversations: int) -> str:
        """Return all counts as Prometheus reads them."""
        gauge = "sealdesk_gateway_conversations"
        lines = [f"# HELP {gauge} Conversations with a vault.", f"# TYPE {gauge} gauge", f"{gauge} {conversations}"]
        for each in (self.calls, self.found, self.refused, self.withheld, self.dropped):
            lines += each.lines()
        for histogram in (self.redaction, self.first, self.whole, self.held):
            lines += histogram.lines()
        return "\n".join(lines) + "\n"
