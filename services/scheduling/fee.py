"""A fee for one late change: what is asked, why, and how far it got.

The fee is asked of the patient alone: there is no field that could name an insurer, and none is ever billed. Every
step is a function from a record to the next one; who keeps it records it in the audit trail in the same commit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.errors import SealdeskError
from services.scheduling.operation import ChangeKind, Operation


class FeeState(StrEnum):
    """Where a fee stands. The last four are final; only a paid one can become refunded."""

    DUE = "due"
    HANDED_OVER = "handed_over"
    PAID = "paid"
    WAIVED = "waived"
    VOID = "void"
    REFUNDED = "refunded"

    @property
    def final(self) -> bool:
        """Tell whether nothing is asked of the patient any more."""
        return self not in (FeeState.DUE, FeeState.HANDED_OVER)


class WaiverReason(StrEnum):
    """Why a fee is not asked. The first is the clinic's rule, the others are a person's decision."""

    FREE_BY_RULE = "free_by_rule"
    EMERGENCY = "emergency"
    CLINIC_AT_FAULT = "clinic_at_fault"
    PAYER_FORBIDS = "payer_forbids"
    HARDSHIP = "hardship"
    GOODWILL = "goodwill"


class VoidReason(StrEnum):
    """Why a fee was raised by mistake."""

    NOT_LATE = "not_late"
    WRONG_VISIT = "wrong_visit"
    OTHER = "other"


PERSONS_REASONS = tuple(reason for reason in WaiverReason if reason is not WaiverReason.FREE_BY_RULE)
"""The reasons that a person may give."""


class PayableBy(StrEnum):
    """Who may be asked for the fee. There is one answer: a late change is never billed to an insurer."""

    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who decided that the fee is not asked, and why."""

    by: Actor
    reason: WaiverReason


@dataclass(frozen=True, slots=True)
class Handover:
    """One try to let the patient pay: an opaque reference for this fee alone, good until `expires_at`.

    `reference` is all that leaves the building; `key` is the idempotency key of the request that opens the channel;
    `url` is where the patient pays, empty until the channel has answered.
    """

    reference: str = field(repr=False)
    key: str = field(repr=False)
    channel: str
    created_at: datetime
    expires_at: datetime
    url: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class FeeRecord:
    """A late change and what it costs. A free one is kept too, with 0 cents, because the next one counts it.

    `tried`: it was handed over once, so the patient could hear where to pay.
    """

    id: str
    operation_id: str
    patient_id: str = field(repr=False)
    appointment_id: str
    kind: ChangeKind
    amount_cents: int
    raised_at: datetime
    state: FeeState = FeeState.DUE
    handover: Handover | None = None
    waiver: Waiver | None = None
    settled_at: datetime | None = None
    payable_by: PayableBy = PayableBy.PATIENT
    tried: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether the next late change counts this one: not what a person pardoned, and not a mistake."""
        if self.state is FeeState.VOID:
            return False
        return self.waiver is None or self.waiver.reason is WaiverReason.FREE_BY_RULE


class FeeError(SealdeskError):
    """A fee could not be changed."""

    code = "fee_error"


class FeeSettled(FeeError):
    """The fee is paid, waived or void already."""

    code = "fee_settled"

    def __init__(self) -> None:
        super().__init__("This fee is settled already.", "Nothing was changed. Look at the list of open fees.")


class NotPaid(FeeError):
    """Only what was paid can be given back."""

    code = "fee_not_paid"

    def __init__(self) -> None:
        super().__init__(
            "This fee was not paid, or is given back already.", "Look at it again; waive it, if it shall not be asked."
        )


class HumanOnly(FeeError):
    """Only a person may waive a fee, and only for a person's reason."""

    code = "human_only"

    def __init__(self) -> None:
        super().__init__("Only a person may waive a fee.", "Give a staff member and one of their reasons.")


def raised(operation: Operation, fee_id: str, by: Actor, at: datetime) -> FeeRecord | None:
    """Return the fee of a change that was done, None where the change was not late."""
    if not operation.late:
        return None
    record = FeeRecord(
        id=fee_id,
        operation_id=operation.id,
        patient_id=operation.appointment.patient_id,
        appointment_id=operation.appointment.id,
        kind=operation.kind,
        amount_cents=operation.fee_cents,
        raised_at=at,
    )
    if record.amount_cents:
        return record
    return replace(record, state=FeeState.WAIVED, waiver=Waiver(by, WaiverReason.FREE_BY_RULE), settled_at=at)


def prepared(fee: FeeRecord, handover: Handover) -> FeeRecord:
    """Return the fee with a new try to let the patient pay; an earlier reference is good for nothing from now on.

    Raises:
        FeeSettled: nothing is asked any more.
    """
    return replace(_open(fee), state=FeeState.DUE, handover=handover)


def handed_over(fee: FeeRecord, url: str) -> FeeRecord:
    """Return the fee once the patient can pay it at `url`.

    Raises:
        FeeSettled: nothing is asked any more.
    """
    handover = _open(fee).handover
    if handover is None:
        msg = "A fee is handed over only after it was prepared."
        raise ValueError(msg)
    return replace(fee, state=FeeState.HANDED_OVER, handover=replace(handover, url=url), tried=True)


def returned(fee: FeeRecord) -> FeeRecord:
    """Return the fee as due again: its reference was not used in time.

    The reference stays in the record, so that a payment made in its last minute still finds its fee.

    Raises:
        FeeSettled: nothing is asked any more.
    """
    return replace(_open(fee), state=FeeState.DUE)


def paid(fee: FeeRecord, at: datetime) -> FeeRecord:
    """Return the fee as paid.

    Raises:
        FeeSettled: nothing is asked any more.
    """
    return replace(_open(fee), state=FeeState.PAID, settled_at=at)


def waived(fee: FeeRecord, waiver: Waiver, at: datetime) -> FeeRecord:
    """Return the fee as waived by a person.

    Raises:
        FeeSettled: nothing is asked any more.
        HumanOnly: no person, or not a person's reason.
    """
    _by_a_person(waiver)
    return replace(_open(fee), state=FeeState.WAIVED, waiver=waiver, settled_at=at)


def voided(fee: FeeRecord, at: datetime) -> FeeRecord:
    """Return the fee as raised by mistake; it counts for nothing.

    Raises:
        FeeSettled: nothing is asked any more.
    """
    return replace(_open(fee), state=FeeState.VOID, settled_at=at)


def refunded(fee: FeeRecord, waiver: Waiver, at: datetime) -> FeeRecord:
    """Return the paid fee as given back by a person, outside this appliance; the late change counts no more.

    Raises:
        NotPaid: it was not paid, or is given back already.
        HumanOnly: no person, or not a person's reason.
    """
    _by_a_person(waiver)
    if fee.state is not FeeState.PAID:
        raise NotPaid
    return replace(fee, state=FeeState.REFUNDED, waiver=waiver, settled_at=at)


def _by_a_person(waiver: Waiver) -> None:
    if waiver.by.kind is not ActorKind.STAFF or waiver.reason is WaiverReason.FREE_BY_RULE:
        raise HumanOnly


def _open(fee: FeeRecord) -> FeeRecord:
    if fee.state.final:
        raise FeeSettled
    return fee


def may_close(fee: FeeRecord | None) -> bool:
    """Tell whether the case of a change may be closed: its fee was handed over or settled, or there is none."""
    return fee is None or fee.state is not FeeState.DUE


def past_late_changes(fees: Iterable[FeeRecord]) -> tuple[datetime, ...]:
    """Return when the late changes happened that count."""
    return tuple(sorted(fee.raised_at for fee in fees if fee.counts))


def fee_event(fee: FeeRecord, actor: Actor, action: Action, at: datetime, **body: str) -> AuditEvent:
    """Return the audit event of one step of a fee. Payment is outside treatment: purpose HPAYMT (HL7 v3)."""
    waiver = {"reason": str(fee.waiver.reason)} if fee.waiver else {}
    return AuditEvent(
        at=at,
        actor=actor,
        action=action,
        outcome=AuditOutcome.SUCCESS,
        patient_id=fee.patient_id,
        resource=f"Appointment/{fee.appointment_id}",
        operation=fee.operation_id,
        purpose="HPAYMT",
        body={"fee": fee.id, "state": str(fee.state), "cents": str(fee.amount_cents), **waiver, **body},
    )
