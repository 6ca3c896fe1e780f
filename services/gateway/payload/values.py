"""JSON inside a request: tool-call arguments, tool results, and JSON in strings in them, to any allowed depth."""

from dataclasses import replace
from typing import Final, Protocol

import orjson

from services.gateway.payload.exactly import exactly, says_all, written_exactly
from services.gateway.payload.keys import likely_label, named_beside, sure_label, telling, under
from services.gateway.payload.texts import Text, Visitor, readable
from services.gateway.redaction.labels import Label
from services.gateway.refusals import TooLarge

_LONG_NUMBER: Final = 100_000
#: In a schema these name a part that somebody plays ("patient": self or child), not a person.
_ROLES: Final = frozenset({"patient", "paciente", "guardian"})
#: Above this JSON's readers differ, and no count or measure is so large: it is somebody's number.
_LARGEST_COUNT: Final = 2**63
_IDENTIFIER_KEYS: Final = frozenset({"type", "object", "format", "resourceType", "status", "system", "use", "unit"})


class PassageVisitor(Protocol):
    """What is done with a text that may be JSON: `visited_text`, or something that does without where it can."""

    def __call__(self, text: Text, visit: Visitor, depth: int) -> str:
        """Return what stands in the text's place."""
        ...


def visited_text(text: Text, visit: Visitor, depth: int) -> str:
    """Return a text visited: as JSON where it is an object or a list, else as words.

    Raises:
        TooLarge: it nests deeper than is read.
    """
    if text.raw[:1] not in "{[" and text.raw.lstrip()[:1] not in ("{", "["):
        return visit(text)
    try:
        value = orjson.loads(text.raw)
    except orjson.JSONDecodeError:
        return visit(text)
    if not isinstance(value, dict | list):
        return visit(text)
    if not says_all(text.raw):
        return written_exactly(visited_value(exactly(text.raw), text, visit, depth))
    changed = visited_value(value, text, visit, depth)
    return text.raw if changed == value else orjson.dumps(changed).decode()


def visited_value(value: object, around: Text, visit: Visitor, depth: int) -> object:
    """Return a JSON value with all its strings, its long numbers and its keys visited.

    Args:
        value: What was parsed.
        around: The text it stands in: who wrote it, and the key it is the value of.
        visit: What is done with each text.
        depth: How much deeper it may nest.

    Raises:
        TooLarge: it nests deeper than is read.
    """
    if depth <= 0:
        raise TooLarge("JSON nests deeper than is read.", "Send it flatter.")
    if isinstance(value, dict):
        if value.get("resourceType") == "Patient":
            around = replace(around, key="patient")
        elif named := named_beside(value):
            around = replace(around, key=named)
        return {
            visit(Text(name, around.typed)): visited_value(each, _under(around, name), visit, depth - 1)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [visited_value(each, around, visit, depth - 1) for each in value]
    if isinstance(value, str):
        return visited_text(_valued(around, value), visit, depth - 1)
    return _number(value, around, visit)


def _under(around: Text, name: str) -> Text:
    return Text("", around.typed, key=under(around.key, name), code=around.code)


def _valued(around: Text, value: str) -> Text:
    if around.key in _IDENTIFIER_KEYS:
        return Text(value, around.typed, code=around.code)
    role = around.code and readable(around.key) in _ROLES
    whole = None if role else sure_label(around.key, value)
    return Text(value, around.typed, likely_label(around.key), around.key, whole, around.code)


def _number(value: object, around: Text, visit: Visitor) -> object:
    """Return a number, or a string with its placeholder where it identifies somebody; true, false and null stay."""
    if value is None or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    long = abs(value) >= _LARGEST_COUNT
    written = f"{value:.0f}" if long and isinstance(value, float) else str(value)
    sure = sure_label(around.key, written) or (Label.ID if long else None)
    sure = None if sure is Label.NAME else sure
    if sure is None and abs(value) < _LONG_NUMBER and not telling(around.key):
        return value
    seen = visit(Text(written, around.typed, likely_label(around.key), around.key, sure))
    return value if seen == written else seen
