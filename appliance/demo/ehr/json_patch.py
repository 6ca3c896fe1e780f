"""JSON Patch for resources: add, replace, remove, test, move, copy (RFC 6902) over JSON Pointer (RFC 6901)."""

import re
from collections.abc import Callable
from typing import Any

from appliance.demo.ehr.outcome import FhirError, Resource, bad_request
from appliance.demo.ehr.store import copy_resource

_INDEX = re.compile(r"0|[1-9]\d*")


def apply_patch(resource: Resource, operations: object) -> Resource:
    """Return a patched copy; nothing changes unless every operation works.

    Raises:
        FhirError: 400 for a malformed patch, 422 when a path is missing or a test fails.
    """
    if not isinstance(operations, list) or not all(isinstance(op, dict) for op in operations):
        raise bad_request("A JSON Patch is a list of operations")
    patched = copy_resource(resource)
    for operation in operations:
        _apply(patched, operation)
    if patched.get("id") != resource.get("id") or patched.get("resourceType") != resource.get("resourceType"):
        raise FhirError(422, "invariant", "A patch may not change id or resourceType")
    return patched


def _apply(document: Resource, operation: dict[str, Any]) -> None:
    handler = _OPERATIONS.get(str(operation.get("op")))
    if handler is None or not isinstance(operation.get("path"), str):
        raise bad_request("A patch operation needs a known op and a path")
    if operation["op"] in ("add", "replace", "test") and "value" not in operation:
        raise bad_request(f"A patch operation {operation['op']} needs a value")
    handler(document, operation)


def _parent(document: Resource, pointer: str) -> tuple[Any, str]:
    if not pointer.startswith("/"):
        raise bad_request("A patch path must be a JSON Pointer below the root")
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
    node: Any = document
    for part in parts[:-1]:
        node = _child(node, part)
    return node, parts[-1]


def _child(node: Any, key: str) -> Any:  # noqa: ANN401 a JSON value
    if isinstance(node, dict) and key in node:
        return node[key]
    if isinstance(node, list) and _INDEX.fullmatch(key) and int(key) < len(node):
        return node[int(key)]
    raise FhirError(422, "not-found", "A patch path does not exist in the resource")


def _add(document: Resource, operation: dict[str, Any]) -> None:
    _insert(document, operation["path"], operation["value"])


def _insert(document: Resource, pointer: str, value: object) -> None:
    node, key = _parent(document, pointer)
    if isinstance(node, dict):
        node[key] = value
    elif isinstance(node, list) and (key == "-" or (_INDEX.fullmatch(key) and int(key) <= len(node))):
        node.insert(len(node) if key == "-" else int(key), value)
    else:
        raise FhirError(422, "not-found", "A patch path does not exist in the resource")


def _replace(document: Resource, operation: dict[str, Any]) -> None:
    node, key = _parent(document, operation["path"])
    _child(node, key)
    node[key if isinstance(node, dict) else int(key)] = operation["value"]


def _remove(document: Resource, operation: dict[str, Any]) -> None:
    node, key = _parent(document, operation["path"])
    _child(node, key)
    del node[key if isinstance(node, dict) else int(key)]


def _test(document: Resource, operation: dict[str, Any]) -> None:
    node, key = _parent(document, operation["path"])
    if _child(node, key) != operation["value"]:
        raise FhirError(422, "business-rule", "A patch test failed: the resource holds another value")


def _copy(document: Resource, operation: dict[str, Any]) -> None:
    node, key = _parent(document, str(operation.get("from", "")))
    value = _child(node, key)
    if operation["op"] == "move":
        del node[key if isinstance(node, dict) else int(key)]
    _insert(document, operation["path"], value)


_OPERATIONS: dict[str, Callable[[Resource, dict[str, Any]], None]] = {
    "add": _add,
    "replace": _replace,
    "remove": _remove,
    "test": _test,
    "move": _copy,
    "copy": _copy,
}
