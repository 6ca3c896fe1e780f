"""Names of fields and components, out of `names.json` (`scripts/hl7_dictionary.py`)."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A field or component: its name and data type, both empty where the standard has none (a Z segment)."""

    name: str = ""
    type: str = ""


@cache
def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = json.loads(files(__package__).joinpath("names.json").read_bytes())
    return tables


def field_named(segment: str, number: int) -> Named:
    """Return a field's name: `PID`, 3."""
    return _at(_tables()["segments"].get(segment, ()), number)


def component_named(type_: str, number: int) -> Named:
    """Return the name of a component of a data type: `CX`, 4."""
    return _at(_tables()["types"].get(type_, ()), number)


def _at(entries: Any, number: int) -> Named:  # noqa: ANN401 a part of a JSON file of our own
    return Named(*entries[number - 1]) if 1 <= number <= len(entries) else Named()
