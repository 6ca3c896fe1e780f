"""One change to one appointment: what was asked, how far it got, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.audit.model import Actor
from services.kernel.errands import Visit
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.scheduling.model import Appointment, Slot


class ChangeKind(StrEnum):
    """What the patient asked for."""

    MOVE = "move"
    CANCEL = "cancel"


class OperationState(StrEnum):
    """Where a change stands. The last three are final."""

    REQUESTED = "requested"
    WRITING = "writing"
    DONE = "done"
    UNDONE = "undone"
    WITH_PERSON = "with_person"

    @property
    def final(self) -> bool:
        """Tell whether nothing more happens by itself."""
        return self in (OperationState.DONE, OperationState.UNDONE, OperationState.WITH_PERSON)


class Reason(StrEnum):
    """Why a change was undone or went to a person."""

    SLOT_TAKEN = "slot_taken"
    APPOINTMENT_CHANGED = "appointment_changed"
    ALREADY_CANCELLED = "already_cancelled"
    POLICY = "policy"
    SYSTEM_REFUSED = "system_refused"
    SYSTEM_UNREACHABLE = "system_unreachable"
    NO_WRITE_BACK = "no_write_back"
    OUTCOME_UNKNOWN = "outcome_unknown"
    READ_BACK_DIFFERS = "read_back_differs"
    OLD_SLOT_NOT_FREED = "old_slot_not_freed"
    NEW_SLOT_STILL_FREE = "new_slot_still_free"
    OLD_APPOINTMENT_REMAINS = "old_appointment_remains"
    UNDO_FAILED = "undo_failed"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Operation:
    """A change request; `id` is the idempotency key everywhere.

    `appointment` is what the patient saw when saying yes; `slot` is the chosen new slot (None for a cancellation).
    `late`, `fee_cents` and `offence` are what the patient heard and agreed to: the notice had passed, what that costs,
    and the how manieth late change it is (from 1; 0 where it does not matter).
    `result` is the appointment as read back; `reason` says why it ended `undone` or `with_person`.
    `series` and `sequence` are the calendar's, given at the end: the appointment whose UID the visit's entries have,
    and a number that rises from one change of it to the next (`services.scheduling.visit_entry`).
    Where policy left the change to a person, `approver` is who approved it and `asked_at` when the patient had asked.
    """

    id: str
    kind: ChangeKind
    appointment: Appointment
    slot: Slot | None
    actor: Actor
    conversation_id: str
    requested_at: datetime
    language: Language
    late: bool = False
    fee_cents: int = 0
    offence: int = 0
    phone: str = field(repr=False, default="")
    words: str = field(repr=False, default="")
    state: OperationState = OperationState.REQUESTED
    reason: Reason | None = None
    result: Appointment | None = None
    finished_at: datetime | None = None
    approver: Actor | None = None
    asked_at: datetime | None = None
    mail: str = field(repr=False, default="")
    series: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A local, expiring hold of one resource (a schedule or a practitioner) for one interval."""

    resource: str
    interval: Interval
    operation_id: str
    expires_at: datetime


def resource_of(slot: Slot) -> str:
    """Return the name under which a slot is claimed: its provider's, else its schedule's."""
    return f"practitioner:{slot.practitioner.id}" if slot.practitioner else f"schedule:{slot.schedule_id}"


class MessageKind(StrEnum):
    """By which way a message leaves."""

    TEXT = "text"
    MAIL = "mail"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message to send once the commit that holds it is durable. `id` makes sending idempotent.

    `template` names a reviewed text; `values` are its typed values, already worded for `language`. `zone` is the IANA
    zone of the patient's record, where it has one. After `not_after` the message is of no use any more; one with an
    `appointment_id` is true only while that appointment starts at `not_after`. `to` is a telephone number, or the
    address of a mail or a notice; `visit` is the entry for the calendar that goes with a mail. `patient_id` says whom
    it is about where no operation does.
    """

    id: str
    to: str = field(repr=False)
    template: str
    language: Language
    values: Mapping[str, str] = field(repr=False)
    created_at: datetime
    operation_id: str | None = None
    zone: str | None = None
    not_after: datetime | None = None
    appointment_id: str | None = None
    kind: MessageKind = MessageKind.TEXT
    visit: Visit | None = field(repr=False, default=None)
    patient_id: str | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Escalation:
    """A case for a person: why, and what they need to finish it without asking again.

    `due_at` is by when the patient was told to hear, or their visit where it begins before. `context` holds facts in
    plain words (PHI).
    """

    id: str
    reason: str
    opened_at: datetime
    due_at: datetime
    conversation_id: str
    patient_id: str | None = field(repr=False)
    operation_id: str | None
    context: Mapping[str, str] = field(repr=False)
