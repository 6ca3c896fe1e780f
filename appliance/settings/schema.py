"""The settings described for machines (JSON Schema 2020-12) and for people (docs/reference/settings.md)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from appliance.settings.model import Settings
from appliance.settings.problems import section_in

SCHEMA_FILE = Path(__file__).resolve().parents[1] / "appliance.schema.json"
_INTRODUCTION = """# Settings

Every key of `appliance.yaml`, made from the code by `make docs`. `sealdesk config check` names each problem with file,
line and what is allowed. A variable such as `SEALDESK_CHAT__PORT=8090` goes before the file. Secrets never stand here:
see [secrets](secrets.md).

| key | type | default | meaning |
|---|---|---|---|
"""


def schema_text() -> str:
    """Return the JSON schema of appliance.yaml."""
    schema = Settings.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "appliance.yaml"
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def reference_text() -> str:
    """Return the reference page of the settings."""
    return _INTRODUCTION + "\n".join(_rows(Settings, "")) + "\n"


def _rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        key = f"{prefix}{name}"
        section = section_in(info.annotation)
        mapping = section is not None and "dict[" in str(info.annotation)
        yield f"| `{key}` | {_type(info, section)} | {_default(info, section)} | {info.description} |"
        if section is not None:
            yield from _rows(section, f"{key}.<name>." if mapping else f"{key}.")


def _type(info: FieldInfo, section: type[BaseModel] | None) -> str:
    if section is not None:
        return "sections by name" if "dict[" in str(info.annotation) else "section"
    schema: dict[str, Any] = _field_schema(info)
    return _kind(schema).replace("|", "\\|")


def _field_schema(info: FieldInfo) -> dict[str, Any]:
    return TypeAdapter(info.rebuild_annotation()).json_schema()


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    if "$ref" in schema or "allOf" in schema:
        return "choice"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    kind = str(schema.get("type", "value"))
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None or high is not None:
        return f"{kind} {low} to {high}"
    return {"array": "list", "object": "mapping", "string": "text", "null": "null"}.get(kind, kind)


def _default(info: FieldInfo, section: type[BaseModel] | None) -> str:
    if info.is_required():
        return "**needed**"
    if section is not None and info.default_factory is not None:
        return ""
    value = info.get_default(call_default_factory=True)
    text = json.dumps(value, default=_plain, ensure_ascii=False)
    return f"`{text}`".replace("|", "\\|")


def _plain(value: object) -> object:
    return list(value) if isinstance(value, set | frozenset) else str(value)
