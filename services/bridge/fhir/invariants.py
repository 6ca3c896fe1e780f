"""Our own checks of what an EHR sends, before anything in it is believed. No message holds a value from the answer."""

from typing import Any, TypeAlias

from services.scheduling.errors import MalformedAnswer
from services.scheduling.model import AppointmentStatus, SlotStatus

Json: TypeAlias = dict[str, Any]
"""A FHIR resource or element as JSON."""

APPOINTMENT_STATUSES = {status.value: status for status in AppointmentStatus}
SLOT_STATUSES = {status.value: status for status in SlotStatus}
_ASK_VENDOR = "Ask the vendor of the scheduling system to correct it."
_WITHOUT_TIMES = frozenset({"proposed", "cancelled"})
_WITH_REASON = frozenset({"cancelled", "noshow"})


def broken(what: str) -> MalformedAnswer:
    """Return the error for an answer that breaks the standard."""
    return MalformedAnswer(what, _ASK_VENDOR)


def require_resource(body: object, resource_type: str, resource_id: str | None = None) -> Json:
    """Return the body when it is the resource that was asked for.

    Raises:
        MalformedAnswer: it is something else.
    """
    if not isinstance(body, dict) or body.get("resourceType") != resource_type:
        raise broken(f"The answer is not a {resource_type}.")
    found = body.get("id")
    if not isinstance(found, str) or not found:
        raise broken(f"{resource_type}.id is missing.")
    if resource_id is not None and found != resource_id:
        raise broken(f"The answer is another {resource_type} than the one asked for.")
    return body


def objects(parent: Json, name: str, where: str) -> list[Json]:
    """Return a list element; absent is empty.

    Raises:
        MalformedAnswer: it is not a list of objects.
    """
    value = parent.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise broken(f"{where}.{name} is not a list of objects.")
    return value


def text(parent: Json, name: str) -> str | None:
    """Return a string element, or None when it is absent or something else."""
    value = parent.get(name)
    return value if isinstance(value, str) and value else None


def appointment_status(resource: Json) -> AppointmentStatus:
    """Return the status.

    Raises:
        MalformedAnswer: it is missing or not a code of the required binding.
    """
    found = resource.get("status")
    status = APPOINTMENT_STATUSES.get(found) if isinstance(found, str) else None
    if status is None:
        raise broken("Appointment.status is missing or not a code of FHIR R4.")
    return status


def slot_status(resource: Json) -> SlotStatus:
    """Return the status.

    Raises:
        MalformedAnswer: it is missing or not a code of the required binding.
    """
    found = resource.get("status")
    status = SLOT_STATUSES.get(found) if isinstance(found, str) else None
    if status is None:
        raise broken("Slot.status is missing or not a code of FHIR R4.")
    return status


def check_appointment(resource: Json, participants: list[Json]) -> None:
    """Check app-1 to app-4 (http://hl7.org/fhir/R4/appointment.html), app-4 with the code as it is spelled: noshow.

    Raises:
        MalformedAnswer: a rule is broken.
    """
    status = resource.get("status")
    if not participants:
        raise broken("Appointment.participant is missing.")
    if any(not item.get("type") and not item.get("actor") for item in participants):
        raise broken("Appointment breaks app-1: a participant has neither type nor actor.")
    has_start, has_end = resource.get("start") is not None, resource.get("end") is not None
    if has_start != has_end:
        raise broken("Appointment breaks app-2: start and end come together or not at all.")
    if not has_start and status not in _WITHOUT_TIMES:
        raise broken("Appointment breaks app-3: only a proposed or cancelled one may lack its time.")
    if resource.get("cancelationReason") is not None and status not in _WITH_REASON:
        raise broken("Appointment breaks app-4: a cancelation reason without a cancelation.")
