"""From a model's answer as text to the proposed commands, or to nothing."""

import json
from dataclasses import dataclass
from typing import Any, Final

from services.dialogue.understanding.proposed.schema import LONGEST_SPAN, MOST_COMMANDS, Proposed

_LONGEST_ANSWER: Final = 4096
_FIELDS: Final = frozenset({"command", "span"})


@dataclass(frozen=True, slots=True)
class Item:
    """A proposed command and the words it stands for; empty where it stands for none in particular."""

    command: Proposed
    span: str


def parsed(answer: str) -> tuple[Item, ...]:
    """Return the commands of an answer; none at all where any of it is not as the schema has it."""
    if len(answer) > _LONGEST_ANSWER:
        return ()
    try:
        whole = json.loads(answer, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(whole, dict) or whole.keys() != {"commands"}:
        return ()
    listed = whole["commands"]
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_COMMANDS:
        return ()
    items = [_item(each) for each in listed]
    return tuple(each for each in items if each is not None) if None not in items else ()


def _item(value: Any) -> Item | None:  # noqa: ANN401 anything may be in an answer
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        return None
    command, span = value["command"], value["span"]
    if not isinstance(command, str) or not isinstance(span, str) or len(span) > LONGEST_SPAN:
        return None
    return Item(Proposed(command), span) if command in tuple(Proposed) else None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object none of whose keys stands twice.

    Raises:
        ValueError: one does; which of the two counts differs between readers.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice; write each once")
    return found
