"""What the stand-ins saw: every message, what was answered to it, and what the sender can know of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from appliance.demo.carriers.faults import Fault


class Way(StrEnum):
    """By which carrier a message came."""

    TEXT = "text"
    MAIL = "mail"
    NOTICE = "notice"
    PAYMENT = "payment"


class Outcome(StrEnum):
    """What became of a message at its carrier."""

    TAKEN = "taken"
    DELIVERED = "delivered"
    RECEIVED = "received"
    """A patient's own text; the clinic fetches it."""
    REFUSED = "refused"
    NOT_TAKEN = "not_taken"
    """The sender knows that it may try again."""
    NO_ANSWER = "no_answer"
    """It was not taken and nothing was answered: the sender cannot know."""
    TAKEN_UNTOLD = "taken_untold"
    """It was taken and no usable answer was given: the sender cannot know."""


@dataclass(slots=True)
class Entry:
    """One message at its carrier.

    Attributes:
        id: the carrier's own id, or one of ours where the carrier gave none.
        way: the carrier.
        party: the patient's number or mail address; empty for a payment.
        at: when it came.
        words: its text.
        outcome: what became of it.
        note: the carrier's code or words where it did not simply take it.
        subject: a mail's.
        calendar: a mail's invitation (RFC 5545), as it came.
    """

    id: str
    way: Way
    party: str = field(repr=False)
    at: datetime
    words: str = field(repr=False)
    outcome: Outcome
    note: str = ""
    subject: str = ""
    calendar: bytes = field(default=b"", repr=False)


class Journal:
    """Every message of every stand-in, the oldest first."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.watchers: set[Callable[[], None]] = set()

    def note(self, entry: Entry) -> None:
        """Keep a message."""
        self.entries.append(entry)
        self.changed()

    def clear(self) -> None:
        """Forget every message."""
        self.entries.clear()
        self.changed()

    def changed(self) -> None:
        """Tell whoever watches."""
        for watcher in list(self.watchers):
            watcher()

    def name(self, prefix: str) -> str:
        """Return an id for a message to which its carrier gave none."""
        return f"{prefix}-{len(self.entries) + 1}"


def outcome_of(fault: Fault | None) -> Outcome:
    """Return what becomes of a message under a fault."""
    if fault is None:
        return Outcome.TAKEN
    if fault.taken:
        return Outcome.TAKEN_UNTOLD
    if fault is Fault.HANG_BEFORE:
        return Outcome.NO_ANSWER
    return Outcome.REFUSED if fault is Fault.REFUSED else Outcome.NOT_TAKEN
