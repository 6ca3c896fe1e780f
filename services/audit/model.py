"""What one audit record says (45 CFR 164.312(b); fields after FHIR AuditEvent and ASTM E2147-18 section 7)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.audit.action import Action
from services.audit.facts import Purpose, purpose_of

__all__ = ["Action", "Actor", "ActorKind", "AuditEvent", "AuditOutcome", "Purpose"]

_REFERENCE: Final = re.compile(r"[0-9a-f]{64}")


class ActorKind(StrEnum):
    """Who acted. There is no anonymous actor: a person not yet verified is a `caller`."""

    PATIENT = "patient"
    CALLER = "caller"
    STAFF = "staff"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a kind and an opaque id (a chat id for a caller, a service name for a service).

    `role` is in what role a member of staff acted, empty where nobody knows; the trail keeps it beside the event.
    """

    kind: ActorKind
    id: str
    role: str = ""

    def __post_init__(self) -> None:
        """Refuse an actor without an id."""
        if not self.id:
            msg = "An audit record needs an actor. Pass the chat, the staff member or the service that acted."
            raise ValueError(msg)


class AuditOutcome(StrEnum):
    """FHIR AuditEvent.outcome in words."""

    SUCCESS = "success"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One fact for the trail.

    `patient_id` is turned into a keyed hash by the store before it is written; `patient_ref` is that hash where the
    caller has only this. `resource` is a FHIR reference such as `Appointment/12`; `operation` is the change it belongs
    to; `body` holds short values without free text. Without a `purpose` it is the usual one of its kind.
    `accountable` marks a disclosure that counts under 45 CFR 164.528.
    """

    at: datetime
    actor: Actor
    action: Action
    outcome: AuditOutcome = AuditOutcome.SUCCESS
    patient_id: str | None = field(default=None, repr=False)
    resource: str | None = None
    operation: str | None = None
    purpose: str = ""
    accountable: bool = False
    body: Mapping[str, str] = field(default_factory=dict, repr=False)
    patient_ref: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Fill in the usual purpose.

        Raises:
            ValueError: it names a patient twice, or by what is no keyed hash.
        """
        if self.patient_ref is not None and (self.patient_id is not None or not _REFERENCE.fullmatch(self.patient_ref)):
            msg = "An audit event names a patient once: by the id, or by the keyed hash of 64 hexadecimal digits."
            raise ValueError(msg)
        if not self.purpose:
            object.__setattr__(self, "purpose", purpose_of(self.action).value)
