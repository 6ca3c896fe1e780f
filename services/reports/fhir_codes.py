"""Which code of FHIR, DICOM or ISO 21089 an action of ours is (AuditEvent.type and subtype, R4; IHE BALP 1.1)."""

from dataclasses import dataclass
from functools import cache
from typing import Final

DCM: Final = "http://dicom.nema.org/resources/ontology/DCM"
_TYPES: Final = "http://terminology.hl7.org/CodeSystem/audit-event-type"
_REST: Final = "http://hl7.org/fhir/restful-interaction"
_LIFECYCLE: Final = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
OWN: Final = "https://sealdesk.invalid/fhir/CodeSystem/action"
"""The system of our own actions; every AuditEvent carries one as a subtype."""

Coding = dict[str, str]


def coding(system: str, code: str, display: str) -> Coding:
    """Return a FHIR Coding."""
    return {"system": system, "code": code, "display": display}


REST: Final = coding(_TYPES, "rest", "RESTful Operation")
EXPORT: Final = coding(DCM, "110106", "Export")
DISCLOSE: Final = coding(_LIFECYCLE, "disclose", "Disclose Record Lifecycle Event")
CLIENT_READS: Final = coding(DCM, "110152", "Destination Role ID")
SERVER_READS: Final = coding(DCM, "110153", "Source Role ID")


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of event it is: type, subtype, FHIR action letter, and the BALP interaction it is a case of."""

    type: Coding
    subtype: Coding
    action: str
    balp: str = ""


def _rest(code: str, letter: str) -> Kind:
    return Kind(REST, coding(_REST, code, code), letter, code.capitalize())


READ: Final = _rest("read", "R")
CREATE: Final = _rest("create", "C")
UPDATE: Final = _rest("update", "U")
_ACTIVITY: Final = coding(DCM, "110100", "Application Activity")
_SIGN_IN: Final = coding(DCM, "110114", "User Authentication")
_ALERT: Final = coding(DCM, "110113", "Security Alert")
_LOG_USED: Final = coding(DCM, "110101", "Audit Log Used")
_TRANSMIT: Final = coding(_LIFECYCLE, "transmit", "Transmit Record Lifecycle Event")


def _alert(code: str, display: str, letter: str = "E") -> Kind:
    return Kind(_ALERT, coding(DCM, code, display), letter)


_EXECUTED: Final = Kind(_ACTIVITY, coding(_REST, "operation", "operation"), "E")
_LOGIN: Final = Kind(_SIGN_IN, coding(DCM, "110122", "Login"), "E")
_SENT: Final = Kind(_TRANSMIT, _TRANSMIT, "E")
_DESTROYED: Final = Kind(
    coding(_LIFECYCLE, "destroy", "Destroy/Delete Record Lifecycle Event"), coding(_REST, "delete", "delete"), "D"
)
_SECURITY: Final = _alert("110129", "Security Configuration")
_USER_CHANGED: Final = _alert("110137", "User Security Attributes Changed", "U")
_LOOKED: Final = Kind(_LOG_USED, coding(_REST, "search", "search"), "R")

_BY_ACTION: Final = {
    "appointments.disclosed": READ,
    "slots.offered": READ,
    "case.shown": READ,
    "messages.shown": READ,
    "fee.looked_up": READ,
    "change.requested": CREATE,
    "person.asked": CREATE,
    "waitlist.joined": CREATE,
    "fee.raised": CREATE,
    "change.done": UPDATE,
    "change.undone": UPDATE,
    "consent.changed": UPDATE,
    "waitlist.changed": UPDATE,
    "chat.expired": _DESTROYED,
    "retention.applied": _DESTROYED,
    "ledger.quarter_removed": _DESTROYED,
    "keys.shredded": _DESTROYED,
    "staff.signed_in": _LOGIN,
    "staff.sign_in_failed": _LOGIN,
    "identity.verified": _LOGIN,
    "identity.failed": _LOGIN,
    "staff.signed_out": Kind(_SIGN_IN, coding(DCM, "110123", "Logout"), "E"),
    "staff.denied": _alert("110132", "Use of Restricted Function"),
    "service.started": Kind(_ACTIVITY, coding(DCM, "110120", "Application Start"), "E"),
    "service.stopped": Kind(_ACTIVITY, coding(DCM, "110121", "Application Stop"), "E"),
    "ledger.searched": _LOOKED,
    "review.signed": _LOOKED,
    "export.made": Kind(EXPORT, coding(_LIFECYCLE, "extract", "Extract Record Lifecycle Event"), "R"),
    "message.sent": _SENT,
    "text.received": Kind(
        coding(_LIFECYCLE, "receive", "Receive/Retain Record Lifecycle Event"),
        coding(_LIFECYCLE, "receive", "Receive/Retain Record Lifecycle Event"),
        "C",
    ),
    "break_glass.opened": _alert("110127", "Emergency Override Started"),
    "break_glass.closed": _alert("110138", "Emergency Override Stopped"),
}
_BY_FAMILY: Final = {
    "staff.": _USER_CHANGED,
    "keys.": _SECURITY,
    "ledger.": _SECURITY,
    "hold.": _SECURITY,
    "baa.": _SECURITY,
    "egress.": _SENT,
    "errand.": _SENT,
    "gateway.": _SENT,
    "summary.": _SENT,
    "case.": UPDATE,
    "waitlist.": UPDATE,
    "fee.": UPDATE,
}


@cache
def kind_of(action: str) -> Kind:
    """Return what sort of event an action is; one that is not listed is an activity of the application."""
    return _BY_ACTION.get(action) or _BY_FAMILY.get(f"{action.partition('.')[0]}.", _EXECUTED)
