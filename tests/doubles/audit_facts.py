"""Holds the events that the product records to the table of facts (`services.audit.facts`), in every test."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from services.audit.facts import FACTS, Field
from services.audit.model import AuditEvent

_PRODUCT: Final = ("services", "appliance", "compliance")
_ROOT: Final = Path(__file__).resolve().parents[2]
SEEN: Final[set[str]] = set()
"""Kinds that the product recorded so far in this run."""


def missing(event: AuditEvent) -> list[str]:
    """Return what the event lacks of what its kind must say."""
    facts = FACTS[event.action]
    said = {
        Field.PATIENT: event.patient_id or event.patient_ref,
        Field.RESOURCE: event.resource,
        Field.OPERATION: event.operation,
    }
    wrong = [] if event.actor.kind in facts.actors else [f"no {event.actor.kind} may do this"]
    wrong += sorted(field.value for field in facts.fields if not said[field])
    return wrong + [f"body: {key}" for key in facts.body if key not in event.body]


@contextmanager
def held_to_the_table() -> Iterator[None]:
    """Refuse each event that the product makes and that lacks something; what tests make by themselves passes."""
    filled = AuditEvent.__post_init__

    def checked(event: AuditEvent) -> None:
        filled(event)
        if _made_by_the_product(sys._getframe(1)):  # noqa: SLF001 who makes it is on the stack alone
            SEEN.add(event.action.value)
            lacks = missing(event)
            assert not lacks, f"{event.action} by {event.actor.kind} lacks: {', '.join(lacks)}"

    AuditEvent.__post_init__ = checked  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        AuditEvent.__post_init__ = filled  # type: ignore[method-assign]


def _made_by_the_product(frame: FrameType | None) -> bool:
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_ROOT):
            return path.relative_to(_ROOT).parts[0] in _PRODUCT
        frame = frame.f_back
    return False
