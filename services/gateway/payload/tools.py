"""The tools of a request and the shape its reply must have: descriptions, schemas, enums."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.gateway.payload.keys import under
from services.gateway.payload.limits import Limits
from services.gateway.payload.messages import unchanged
from services.gateway.payload.shape import (
    Object,
    boolean_of,
    identifier_of,
    inside,
    list_of,
    object_of,
    one_of,
    only,
    text_of,
)
from services.gateway.payload.texts import Text, Visitor
from services.gateway.payload.values import visited_value
from services.gateway.refusals import FieldRefused, TooLarge

_NAMED: Final = frozenset({"properties", "$defs", "definitions", "dependentSchemas", "patternProperties"})
"""Keywords whose fields are named by the schema's author."""
_SUBSCHEMAS: Final = frozenset(
    {"items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "allOf", "anyOf"}
    | {"oneOf", "prefixItems", "unevaluatedProperties", "additionalItems"}
)
_VALUES: Final = frozenset({"enum", "const", "default", "examples"})
_LISTED: Final = frozenset({"required", "dependentRequired"})
_PROSE: Final = frozenset({"title", "description", "$comment"})
_WORDS: Final = frozenset({"type", "format", "contentEncoding", "contentMediaType"})
_FIGURE_WORDS: Final = (
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems uniqueItems"
    " minProperties maxProperties minContains maxContains deprecated readOnly writeOnly nullable"
)
_FIGURES: Final = frozenset(_FIGURE_WORDS.split())
_DROPPED: Final = frozenset({"$schema", "$id", "$anchor"})
_REFERENCE: Final = re.compile(r"#(?:/[A-Za-z0-9_$.~-]{1,64}){0,16}\Z")
_WORD: Final = re.compile(r"[A-Za-z0-9/+.-]{1,40}\Z")
_MODES: Final = ("none", "auto", "required")


@dataclass(frozen=True, slots=True)
class SchemaWalk:
    """One pass over JSON schemas (draft 2020-12, the keywords that models' servers know)."""

    visit: Visitor
    limits: Limits

    def schema(self, value: object, path: str, depth: int | None = None, key: str = "") -> object:
        """Return a schema visited; `key` is the name of the field whose values it describes.

        Raises:
            CallRefused: it has a keyword or a value that may not pass, or nests too deep.
        """
        left = self.limits.depth if depth is None else depth
        if left <= 0:
            raise TooLarge("A schema nests deeper than is read.", param=path)
        if isinstance(value, bool):
            return value
        if isinstance(value, list):
            return [self.schema(each, path, left - 1, key) for each in value]
        given = object_of(value, path)
        kept = ((name, each) for name, each in given.items() if name not in _DROPPED)
        return {name: self._keyword(name, each, inside(path, name), left, key) for name, each in kept}

    def _keyword(self, name: str, value: object, path: str, left: int, key: str) -> object:
        if name in _NAMED:
            fields = object_of(value, path)
            return {
                self._field(each): self.schema(below, path, left - 1, under(key, each))
                for each, below in fields.items()
            }
        if name in _SUBSCHEMAS:
            return self.schema(value, path, left - 1, key)
        if name in _VALUES:
            return visited_value(value, Text("", key=key, code=True), self.visit, left)
        if name in _LISTED:
            return self._listed(value, path)
        return self._leaf(name, value, path)

    def _leaf(self, name: str, value: object, path: str) -> object:
        if name in _PROSE:
            return self.visit(Text(text_of(value, path)))
        if name in _FIGURES:
            return self._figure(value, path)
        if name in _WORDS:
            return [self._word(each, path) for each in value] if isinstance(value, list) else self._word(value, path)
        if name == "pattern":
            return unchanged(text_of(value, path), self.visit, path)
        if name == "$ref" and _REFERENCE.match(text_of(value, path)):
            return unchanged(text_of(value, path), self.visit, path)
        raise FieldRefused("A keyword of a schema is not one that may pass.", "Leave it out.", param=path)

    def _figure(self, value: object, path: str) -> object:
        if isinstance(value, bool | int | float):
            if not isinstance(value, bool):
                unchanged(str(value), self.visit, path)
            return value
        raise FieldRefused("A keyword of a schema must be a number or true or false.", param=path)

    def _word(self, value: object, path: str) -> str:
        word = text_of(value, path)
        if not _WORD.match(word):
            raise FieldRefused("A keyword of a schema must be a single word.", param=path)
        return unchanged(word, self.visit, path)

    def _field(self, name: str) -> str:
        """Return the name of a field: an ordinary one stays, one that identifies somebody becomes a placeholder."""
        return self.visit(Text(name))

    def _listed(self, value: object, path: str) -> object:
        if isinstance(value, Mapping):
            return {self._field(name): self._listed(each, path) for name, each in value.items()}
        return [self._field(text_of(each, path)) for each in list_of(value, path)]


@dataclass(frozen=True, slots=True)
class ToolWalk:
    """One pass over `tools`, `tool_choice` and `response_format`."""

    visit: Visitor
    limits: Limits

    def tools(self, value: object) -> list[Object]:
        """Return the tools visited; function names stay and must be neutral.

        Raises:
            CallRefused: one may not pass, or there are too many.
        """
        given = list_of(value, "tools")
        if len(given) > self.limits.tools:
            raise TooLarge(f"There are more than {self.limits.tools} tools.", param="tools")
        return [self._tool(each, f"tools[{at}]") for at, each in enumerate(given)]

    def _tool(self, value: object, path: str) -> Object:
        tool = object_of(value, path)
        only(tool, frozenset({"type", "function"}), path)
        one_of(tool.get("type"), ("function",), inside(path, "type"))
        return {"type": "function", "function": self._shape(tool.get("function"), "parameters", f"{path}.function")}

    def _shape(self, value: object, schema: str, path: str) -> Object:
        """Return a named schema: a function's or a reply's."""
        given = object_of(value, path)
        only(given, frozenset({"name", "description", "strict", schema}), path)
        name = identifier_of(given.get("name"), inside(path, "name"))
        shape: dict[str, object] = {"name": unchanged(name, self.visit, inside(path, "name"))}
        if given.get("description") is not None:
            shape["description"] = self.visit(Text(text_of(given["description"], inside(path, "description"))))
        if given.get(schema) is not None:
            shape[schema] = SchemaWalk(self.visit, self.limits).schema(given[schema], inside(path, schema))
        if given.get("strict") is not None:
            shape["strict"] = boolean_of(given["strict"], inside(path, "strict"))
        return shape

    def response_format(self, value: object) -> Object:
        """Return the shape of the reply visited.

        Raises:
            CallRefused: it may not pass.
        """
        given = object_of(value, "response_format")
        kind = one_of(given.get("type"), ("text", "json_object", "json_schema"), "response_format.type")
        if kind != "json_schema":
            only(given, frozenset({"type"}), "response_format")
            return {"type": kind}
        only(given, frozenset({"type", "json_schema"}), "response_format")
        return {"type": kind, kind: self._shape(given.get(kind), "schema", "response_format.json_schema")}


def tool_choice(value: object, functions: frozenset[str]) -> object:
    """Return the choice of a tool, which must be one of those offered.

    Raises:
        CallRefused: it is not.
    """
    if isinstance(value, str):
        return one_of(value, _MODES, "tool_choice")
    given = object_of(value, "tool_choice")
    only(given, frozenset({"type", "function"}), "tool_choice")
    one_of(given.get("type"), ("function",), "tool_choice.type")
    function = object_of(given.get("function"), "tool_choice.function")
    only(function, frozenset({"name"}), "tool_choice.function")
    name = text_of(function.get("name"), "tool_choice.function.name")
    if name not in functions:
        raise FieldRefused("The chosen tool is not among the tools.", param="tool_choice.function.name")
    return {"type": "function", "function": {"name": name}}


def function_names(value: object) -> frozenset[str]:
    """Return the names of the functions that a request offers."""
    tools = value if isinstance(value, list) else []
    functions = (each.get("function") for each in tools if isinstance(each, Mapping))
    names = (each.get("name") for each in functions if isinstance(each, Mapping))
    return frozenset(name for name in names if isinstance(name, str))
