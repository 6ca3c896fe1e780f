"""The flow's state as JSON text and back, by the types of its dataclasses; free of any library.

A reader is made once for each type and kept, since every turn reads and writes the whole state.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def dump(value: object) -> str:
    """Return a dataclass as JSON text; empty tuples are left out."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """Return the dataclass of `kind` that `dump` wrote; fields that are not there keep their defaults."""
    readable: Any = kind
    value: T = _reader(readable)(json.loads(text))
    return value


@cache
def _names(kind: Any) -> tuple[str, ...] | None:  # noqa: ANN401 the argument is itself a type
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _plain(value: object) -> object:
    kind: Any = type(value)
    names = _names(kind)
    if names is not None:
        return {name: _plain(part) for name in names if (part := getattr(value, name)) != ()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value.value if isinstance(value, Enum) else value


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401 the argument is itself a type
    origin, args = get_origin(kind), get_args(kind)
    if origin is Union or origin is types.UnionType:
        inner = _reader(next(arg for arg in args if arg is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin in (tuple, frozenset):
        item = _reader(args[0])
        return lambda data: origin(map(item, data))
    if origin is not None or kind in (str, bool, int):
        return lambda data: data
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    return kind.fromisoformat if kind in (datetime, date) else kind  # type: ignore[no-any-return]


def _dataclass_reader(kind: Any) -> Reader:  # noqa: ANN401 the argument is itself a type
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return lambda data: kind(**{name: readers[name](part) for name, part in data.items()})
