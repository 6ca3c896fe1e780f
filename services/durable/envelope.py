"""What is stored for one step: its result, and to which step of which workflow it belongs."""

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from services.durable.errors import PayloadRejected

Envelope = dict[str, str]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 any type can be a step's
    return TypeAdapter(kind)


@cache
def _members(returns: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a union's members by name; two dataclasses with the same fields are told apart by it."""
    if get_origin(returns) not in (Union, UnionType):
        return {}
    return {member.__name__: member for member in get_args(returns) if isinstance(member, type)}


def seal_result(workflow_id: str, step: str, returns: Any, result: Any) -> Envelope:  # noqa: ANN401
    """Wrap the result of a step as JSON text by its declared type.

    Raises:
        pydantic_core.PydanticSerializationError: the result is not what the step declares.
    """
    kind = type(result).__name__
    declared = _members(returns).get(kind, returns)
    text = _adapter(declared).dump_json(result, warnings="error").decode()
    return {"workflow": workflow_id, "step": step, "kind": kind, "result": text}


def open_result(envelope: Envelope, workflow_id: str, step: str, returns: Any) -> Any:  # noqa: ANN401
    """Return the result of exactly this step of this workflow.

    Raises:
        PayloadRejected: the envelope belongs elsewhere, or does not hold the declared type.
    """
    if envelope.get("workflow") != workflow_id or envelope.get("step") != step:
        raise PayloadRejected
    declared = _members(returns).get(envelope["kind"], returns)
    try:
        return _adapter(declared).validate_json(envelope["result"])
    except ValidationError:
        raise PayloadRejected from None
