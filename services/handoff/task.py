"""A case in work: the change that waits for a person's decision, who has it in hand, and how it was decided."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.audit.model import Actor
from services.handoff.gates import Gate, OnTimeout
from services.kernel.language import Language
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind, Escalation, Reason
from services.scheduling.policy_model import Finding


class TaskState(StrEnum):
    """Open: waits for a person. Decided: the approved change is being written. Closed: nothing more happens."""

    OPEN = "open"
    DECIDED = "decided"
    CLOSED = "closed"


class End(StrEnum):
    """How a closed case ended. `with_person`: the approved write has a doubt that a case of its own tells."""

    CHANGED = "changed"
    DECLINED = "declined"
    TIMED_OUT = "timed_out"
    WITH_PERSON = "with_person"
    BY_HAND = "by_hand"


class Hold(StrEnum):
    """What stands of the proposed time: nothing to hold, held, lost to somebody else, or given back."""

    NONE = "none"
    HELD = "held"
    LOST = "lost"
    RELEASED = "released"


class DecisionKind(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    CHANGE = "change"
    DECLINE = "decline"


class DeclineReason(StrEnum):
    """Why a change was declined; the patient's words of it are reviewed, the note beside it is for staff alone."""

    PROVIDER_SAID_NO = "provider_said_no"
    INSURANCE = "insurance"
    REFERRAL = "referral"
    NO_RESOURCE = "no_resource"
    TOO_LATE = "too_late"
    GUARDIAN_NEEDED = "guardian_needed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Transcript:
    """Where the patient's words stand: the conversation, the last line then, and the words themselves as an excerpt."""

    conversation_id: str
    last_line: int
    excerpt: tuple[str, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Request:
    """The change that waits: as the patient wanted it, of the appointment as the patient saw it.

    `slot` is None for a cancellation, and for a move whose new time a person has to find. `actor` is who asked.
    """

    kind: ChangeKind
    appointment: Appointment
    slot: Slot | None
    actor: Actor
    asked_at: datetime
    language: Language
    transcript: Transcript
    findings: tuple[Finding, ...] = ()
    phone: str = field(repr=False, default="")
    mail: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has the case in hand, and until when nobody else may claim it."""

    staff: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided. `operation_id` is the change it started; `failed` says why that had no effect."""

    kind: DecisionKind
    by: Actor
    at: datetime
    reason: DeclineReason | None = None
    note: str = field(repr=False, default="")
    operation_id: str | None = None
    failed: Reason | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One case in work; its id is the case's, and `version` rises with each saving.

    A case that holds no change (a patient wants to talk) has no `request` and no time-out. `tried` are decisions whose
    change had no effect, so that the case is open again.
    """

    id: str
    version: int = 0
    state: TaskState = TaskState.OPEN
    request: Request | None = None
    gate: Gate | None = None
    timeout_at: datetime | None = None
    on_timeout: OnTimeout | None = None
    hold: Hold = Hold.NONE
    assignment: Assignment | None = None
    decision: Decision | None = None
    tried: tuple[Decision, ...] = ()
    end: End | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None

    def held_by(self, now: datetime) -> str | None:
        """Return who has the case in hand now, or None."""
        alive = self.assignment is not None and self.assignment.until > now
        return self.assignment.staff if self.assignment and alive else None


@dataclass(frozen=True, slots=True)
class Desked:
    """A case as the front desk sees it: what it says, and how far the work on it is."""

    case: Escalation
    task: Task

    @property
    def wanted_by(self) -> datetime:
        """By when somebody should look at it: the time told to the patient, or the time-out, whichever comes first."""
        return min(self.case.due_at, self.task.timeout_at or self.case.due_at)
