"""How a change ends, and what each step of it found."""

from dataclasses import dataclass, field

from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import OperationState, Reason


@dataclass(frozen=True, slots=True)
class Ending:
    """The final word on a change.

    `result` is the appointment as read back. `leftovers` are things a person must still tidy although the patient's
    own matter is settled (an old slot the system did not free).
    """

    state: OperationState
    reason: Reason | None = None
    result: Appointment | None = None
    leftovers: tuple[Reason, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a step found: the appointment and slot as they stand, or the problem that stops the change.

    `unsure` means that a write may or may not have been applied.
    """

    appointment: Appointment | None = None
    slot: Slot | None = None
    problem: Reason | None = None
    unsure: bool = False
    evidence: str = ""


def done(result: Appointment, leftovers: tuple[Reason, ...] = ()) -> Ending:
    """Return the ending of a change that was read back."""
    return Ending(OperationState.DONE, result=result, leftovers=leftovers)


def undone(reason: Reason, evidence: str = "", result: Appointment | None = None) -> Ending:
    """Return the ending of a change that had no effect; `result` is the appointment as it was found, if it was read."""
    return Ending(OperationState.UNDONE, reason, result, evidence={"answer": evidence} if evidence else {})


def with_person(reason: Reason, evidence: str = "", result: Appointment | None = None) -> Ending:
    """Return the ending of a change that only a person can finish or confirm."""
    return Ending(OperationState.WITH_PERSON, reason, result, evidence={"answer": evidence} if evidence else {})
