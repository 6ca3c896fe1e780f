"""Small readers of JSON values: each returns the value in its type or refuses it with its place."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from services.gateway.refusals import FieldRefused, Malformed

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}\Z")
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
Object = Mapping[str, object]


def inside(path: str, name: str) -> str:
    """Return the place of a field; a name that could be somebody's words is not repeated."""
    shown = name if _PLAIN.match(name) else "?"
    return f"{path}.{shown}" if path else shown


def text_of(value: object, path: str) -> str:
    """Return a string.

    Raises:
        Malformed: it is not one.
    """
    if isinstance(value, str):
        return value
    raise Malformed("A field must be a string.", param=path)


def object_of(value: object, path: str) -> Object:
    """Return an object.

    Raises:
        Malformed: it is not one.
    """
    if isinstance(value, Mapping):
        return value
    raise Malformed("A field must be an object.", param=path)


def list_of(value: object, path: str) -> Sequence[object]:
    """Return a list.

    Raises:
        Malformed: it is not one.
    """
    if isinstance(value, list):
        return value
    raise Malformed("A field must be a list.", param=path)


def boolean_of(value: object, path: str) -> bool:
    """Return a boolean.

    Raises:
        Malformed: it is not one.
    """
    if isinstance(value, bool):
        return value
    raise Malformed("A field must be true or false.", param=path)


def number_of(value: object, path: str) -> float:
    """Return a number of ordinary size: a long one could be an identifier.

    Raises:
        Malformed: it is not one.
    """
    largest = 100_000
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= largest:
        return value if isinstance(value, int) else round(value, 4)
    raise Malformed("A field must be a number of at most 100,000.", param=path)


def identifier_of(value: object, path: str) -> str:
    """Return the name of a function or a schema, as OpenAI's API allows them.

    Raises:
        FieldRefused: it has other characters than letters, digits, `_`, `-` and `.`, or more than 64.
    """
    name = text_of(value, path)
    if _IDENTIFIER.match(name):
        return name
    raise FieldRefused("A name may have 64 letters, digits, '_', '-' and '.' at most.", param=path)


def one_of(value: object, allowed: Sequence[str], path: str) -> str:
    """Return a word of a closed set.

    Raises:
        FieldRefused: it is another one.
    """
    if isinstance(value, str) and value in allowed:
        return value
    raise FieldRefused(f"Only {', '.join(allowed)} may stand here.", param=path)


def only(value: Object, allowed: frozenset[str], path: str) -> None:
    """Check that an object has no other fields than these.

    Raises:
        FieldRefused: it has another one.
    """
    for name in value:
        if name not in allowed:
            raise FieldRefused(
                "A field is not one that may reach the model server.", "Leave it out.", param=inside(path, name)
            )
