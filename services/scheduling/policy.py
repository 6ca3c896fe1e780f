"""Policy: what a patient may change without a person. Pure functions from values to a verdict.

Three questions, asked in this order, and all again just before writing:

* `rule_on_cancel`: may this appointment be cancelled?
* `rule_on_move`: may it be moved at all?
* `rule_on_slot`: may it be moved to this slot?

Days, hours and days off are read from the clinic's wall clock and calendar; notice, lead and horizon are real time.

Rule codes, by the gravest ruling they can have. Refused: `not_changeable` `past` `not_theirs` `late` `same_time`
`too_short` `other_visit_type` `slot_label` `too_soon` `too_far` `closed_day` `outside_hours` `blackout`. For a person:
`no_time` `system_forbids_cancel` `system_forbids_move` `group` `series` `linked` `new_patient` `inactive_patient`
`age_unknown` `minor` `referral_missing` `referral_expired` `referral_expires` `authorization_missing`
`authorization_expired` `authorization_expires` `too_many_moves` `no_shows` `prepaid` `payer_unknown` `interpreter`
`telehealth_link` `reserved_slot` `provider_approval` `resource` `other_provider` `other_place` `other_modality`.
Only told: `late_fee` `late_free`.
"""

from datetime import datetime

from services.scheduling import policy_change as change
from services.scheduling import policy_slot
from services.scheduling.fee_rule import FeeRule, Past
from services.scheduling.model import Appointment, Patient, Slot
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.policy_model import (
    Blackout,
    Finding,
    Late,
    PolicyBook,
    Ruling,
    Same,
    Verdict,
    VisitPolicy,
    verdict_of,
)

__all__ = [
    "Blackout",
    "FeeRule",
    "Finding",
    "Late",
    "Past",
    "PolicyBook",
    "Ruling",
    "Same",
    "Verdict",
    "VisitPolicy",
    "rule_on_cancel",
    "rule_on_move",
    "rule_on_slot",
    "still_allowed",
]


_CLEAN = Past()


def rule_on_cancel(
    appointment: Appointment, patient: Patient | None, book: PolicyBook, now: datetime, past: Past = _CLEAN
) -> Verdict:
    """Rule on cancelling the appointment.

    Args:
        appointment: As it is now.
        patient: Who asks; None leaves out the rules on the person, where they were applied before.
        book: The clinic's policy.
        now: The present instant.
        past: What is remembered of the patient's late changes and missed visits.
    """
    return _rule_on(ChangeKind.CANCEL, appointment, book, change.Asked(patient, past, now))


def rule_on_move(
    appointment: Appointment,
    patient: Patient | None,
    book: PolicyBook,
    now: datetime,
    history: int = 0,
    past: Past = _CLEAN,
) -> Verdict:
    """Rule on moving the appointment to any other time.

    Args:
        appointment: As it is now.
        patient: Who asks; None leaves out the rules on the person, where they were applied before.
        book: The clinic's policy.
        now: The present instant.
        history: How often it was moved already.
        past: What is remembered of the patient's late changes and missed visits.
    """
    policy = book.for_visit(appointment.visit_type)
    more = (
        *change.papers(appointment, policy, book.day_of(now)),
        *change.too_often(policy, history),
        *change.arranged(appointment, patient, policy),
    )
    return _rule_on(ChangeKind.MOVE, appointment, book, change.Asked(patient, past, now)).plus(verdict_of(more))


def _rule_on(kind: ChangeKind, appointment: Appointment, book: PolicyBook, asked: change.Asked) -> Verdict:
    policy = book.for_visit(appointment.visit_type)
    late, fee = change.notice(kind, appointment, book, asked)
    findings = (
        *change.standing(kind, appointment, asked.now),
        *change.who(appointment, asked.patient, policy, book.day_of(asked.now)),
        *change.missed_often(policy, asked.past, asked.now),
        *change.company(appointment, policy),
        *late,
    )
    return verdict_of(findings, fee)


def rule_on_slot(appointment: Appointment, slot: Slot, book: PolicyBook, now: datetime) -> Verdict:
    """Rule on this slot as the appointment's new time. Whether the slot is free is not policy's question.

    The appointment's own present time never counts against the slot, even where the two overlap.
    """
    policy = book.for_visit(appointment.visit_type)
    findings = (
        *policy_slot.shape(appointment, slot, policy),
        *policy_slot.distance(slot, policy, now),
        *policy_slot.opening(appointment, slot, policy, book),
        *policy_slot.sameness(appointment, slot, policy),
        *policy_slot.consent(appointment, slot, policy, book),
    )
    return verdict_of(findings)


def still_allowed(
    operation: Operation, appointment: Appointment, slot: Slot | None, book: PolicyBook, now: datetime
) -> bool:
    """Ask the policy once more, just before writing.

    Notice and lead count from the moment the patient said yes, so that our own delay never costs anybody a fee or a
    slot; but nothing is moved, moved to, or cancelled once its time has come. The rules on the person and on the
    number of moves were applied when the change was asked for. What this operation already wrote (a replay after a
    crash) stays allowed. What policy leaves to a person is allowed once one approved it; what it refuses never is.

    Args:
        operation: What was asked, and when.
        appointment: As it is now.
        slot: The new slot as it is now; None for a cancellation.
        book: The clinic's policy.
        now: The present instant.
    """
    if operation.id in appointment.operations:
        return True
    if appointment.interval is not None and appointment.interval.start <= now:
        return False
    asked = operation.asked_at or operation.requested_at
    approved = operation.approver is not None
    if slot is None:
        return _passes(rule_on_cancel(appointment, None, book, asked), approved=approved)
    verdict = rule_on_move(appointment, None, book, asked).plus(rule_on_slot(appointment, slot, book, asked))
    return _passes(verdict, approved=approved) and slot.interval.start > now


def _passes(verdict: Verdict, *, approved: bool) -> bool:
    """Tell whether the change may be written: allowed, or left to a person who approved it."""
    return verdict.allowed or (approved and verdict.ruling is Ruling.PERSON)
