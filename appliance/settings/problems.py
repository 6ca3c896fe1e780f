"""What is wrong with the settings, one line each: file, line, key, what, and what would be right."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from appliance.settings.agreement import Disagreement
from services.kernel.lines import Document

_SHAPES = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text (put it in quotes)",
    "dict_type": "a section with keys of its own",
    "model_type": "a section with keys of its own",
    "tuple_type": "a list",
    "path_type": "a path",
    "date_from_datetime_parsing": "a date such as 2027-01-01",
    "date_parsing": "a date such as 2027-01-01",
    "date_type": "a date such as 2027-01-01",
    "time_parsing": 'a time of day such as "08:00"',
    "time_type": 'a time of day such as "08:00"',
}
_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
    "string_too_short": ("min_length", "at least this many characters:"),
    "string_too_long": ("max_length", "at most this many characters:"),
    "too_short": ("min_length", "at least this many entries:"),
    "string_pattern_mismatch": ("pattern", "text of the form"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `where` is the file or the environment, `line` is 0 where there is none."""

    where: str
    line: int
    key: str
    what: str
    allowed: str

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place} {self.key} - {self.what} - {self.allowed}"


def explain(error: ValidationError, root: type[BaseModel], where: str, document: Document) -> list[Problem]:
    """Turn the validator's findings into problems, in the order of the file."""
    found = [_explain(dict(detail), root, where, document) for detail in error.errors(include_url=False)]
    return sorted(found, key=lambda problem: (problem.line, problem.key))


def _explain(detail: Mapping[str, Any], root: type[BaseModel], where: str, document: Document) -> Problem:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, Disagreement):
        path = error.path
    key = ".".join(str(part) for part in path) or "(whole file)"
    what, allowed = _words(detail, root, path)
    return Problem(where, document.line_of(path), key, what, allowed)


def _words(detail: Mapping[str, Any], root: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str, str]:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]), keys_at(root, path[:-1]))
    if kind == "missing":
        return "is missing", f"add it: {_meaning(root, path)}"
    if kind in ("enum", "literal_error"):
        return "has a value that is not known", f"allowed: {context['expected']}"
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return "is out of range" if name in (
            "ge",
            "le",
            "gt",
            "lt",
        ) else "has the wrong form", f"{words} {_plain(context[name])}"
    if kind == "value_error":
        return "is not right", str(context.get("error", "")) or "see docs/reference/settings.md"
    return "has the wrong type", f"allowed: {_SHAPES.get(kind, 'see docs/reference/settings.md')}"


def _plain(bound: object) -> str:
    """Return a limit as people write it: 2160, not 2160.0."""
    return f"{bound:g}" if isinstance(bound, float) and bound.is_integer() else str(bound)


def _unknown(key: str, known: Iterable[str]) -> tuple[str, str]:
    names = sorted(known)
    near = difflib.get_close_matches(key, names, n=1)
    guess = f"did you mean {near[0]}? " if near else ""
    return "is not a known key", f"{guess}allowed: {', '.join(names)}"


def keys_at(root: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the section at `path` knows."""
    model = section_at(root, path)
    return list(model.model_fields) if model is not None else []


def section_at(root: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the section at `path`; a step that is no field (a key of a mapping) stays where the mapping is."""
    model: type[BaseModel] | None = root
    for part in path:
        if model is None:
            return None
        info = model.model_fields.get(str(part))
        if info is not None:
            model = section_in(info.annotation)
    return model


def section_in(annotation: object) -> type[BaseModel] | None:
    """Return the section inside an annotation such as `Smart | None` or `dict[str, Rules]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := section_in(inner)) is not None:
            return found
    return None


def _meaning(root: type[BaseModel], path: tuple[str | int, ...]) -> str:
    model = section_at(root, path[:-1])
    info = model.model_fields.get(str(path[-1])) if model is not None else None
    return (info.description or "") if info is not None else "see docs/reference/settings.md"
