"""The flow's state as JSON text and back, by the types of its dataclasses; free of any library."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dump(value: object) -> str:
    """Return a dataclass as JSON text; empty tuples are left out."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """Return the dataclass of `kind` that `dump` wrote; fields that are not there keep their defaults."""
    value: T = _typed(kind, json.loads(text))
    return value


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(part) for name, part in parts.items() if part != ()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value.value if isinstance(value, Enum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, data: Any) -> Any:  # noqa: ANN401 the value's type is the argument `kind`
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        return None if data is None else _typed(next(arg for arg in get_args(kind) if arg is not type(None)), data)
    if origin in (tuple, frozenset):
        return origin(_typed(get_args(kind)[0], item) for item in data)
    if origin is not None:
        return data
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], part) for name, part in data.items()})
    if kind in (datetime, date):
        return kind.fromisoformat(data)
    return kind(data)
