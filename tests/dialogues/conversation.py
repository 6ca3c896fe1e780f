"""A conversation as data: who wants what, what they say, and how it has to end."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Accept:
    """Which new times the patient would take: days after Monday, March 1, 2027, local hours, provider's last name."""

    days: tuple[int, ...] = ()
    first: int = 0
    last: int = 24
    provider: str = ""
    differs: bool = True


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the data.

    Attributes:
        id: Its name, for the report.
        lang: The patient's language.
        style: `typed` or `dictated` (lower case, no punctuation, numbers as words).
        topic: What it is about; the report counts by it.
        persona: Who speaks.
        visits: The patient's visits as `day@hour kind [provider]`.
        target: Which of them is meant.
        goal: What the patient finally wants: move, cancel, status, person, nothing.
        open: The first message.
        say: What is said at each prompt, in order, before the usual phrases.
        accept: Which new times suit.
        happens: What others do meanwhile: `slot_taken`, `moved`, `cancelled`.
        end: How it has to end: moved, cancelled, kept, told, person, emergency, refused.
        reason: The case's reason where it ends with a person.
    """

    id: str
    lang: str
    style: str
    topic: str
    persona: str
    visits: tuple[str, ...]
    open: str
    goal: str
    end: str
    target: int = 0
    say: dict[str, list[str]] = field(default_factory=dict)
    accept: Accept = field(default_factory=Accept)
    happens: str = ""
    reason: str = ""


def load_all() -> list[Conversation]:
    """Return every conversation of the set, in the order of the files."""
    lines = [line for path in sorted(DATA.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line]
    return [_conversation(json.loads(line)) for line in lines]


def phrases() -> dict[str, dict[str, list[str]]]:
    """Return the usual phrases by language and style, then by prompt."""
    loaded: dict[str, dict[str, list[str]]] = json.loads((DATA / "phrases.json").read_text("utf-8"))
    return loaded


def _conversation(row: dict[str, Any]) -> Conversation:
    accept = row.pop("accept", {})
    if "days" in accept:
        accept["days"] = tuple(accept["days"])
    row["visits"] = tuple(row["visits"])
    return Conversation(**row, accept=Accept(**accept))
