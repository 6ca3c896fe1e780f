"""Rules on the appointment that is to be moved or cancelled."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.scheduling.fee_rule import LateCase, Past, possible_fees
from services.scheduling.model import Appointment, AppointmentStatus, Modality, Patient
from services.scheduling.operation import ChangeKind
from services.scheduling.policy_model import Finding, Late, PolicyBook, Ruling, VisitPolicy

_OVER = frozenset(
    {
        AppointmentStatus.CANCELLED,
        AppointmentStatus.FULFILLED,
        AppointmentStatus.NOSHOW,
        AppointmentStatus.ENTERED_IN_ERROR,
    }
)


def standing(kind: ChangeKind, appointment: Appointment, now: datetime) -> list[Finding]:
    """Find what the appointment's own state forbids: over, past, locked by the system, without a time."""
    found = []
    if not appointment.status.changeable:
        ruling = Ruling.REFUSED if appointment.status in _OVER else Ruling.PERSON
        found.append(Finding("not_changeable", {"status": appointment.status.value}, ruling))
    if appointment.interval is None:
        found.append(Finding("no_time"))
    elif appointment.interval.start <= now:
        found.append(Finding("past", ruling=Ruling.REFUSED))
    if kind is ChangeKind.CANCEL and appointment.cancelable is False:
        found.append(Finding("system_forbids_cancel"))
    if kind is ChangeKind.MOVE and appointment.reschedulable is False:
        found.append(Finding("system_forbids_move"))
    return found


def company(appointment: Appointment, policy: VisitPolicy) -> list[Finding]:
    """Find what else hangs on the appointment: other patients, a series, linked appointments."""
    found = []
    if appointment.patient_count > 1 and policy.group is not Ruling.ALLOWED:
        found.append(Finding("group", {"patients": str(appointment.patient_count)}, policy.group))
    if appointment.series_id is not None and policy.series is not Ruling.ALLOWED:
        found.append(Finding("series", ruling=policy.series))
    if appointment.linked_ids and policy.linked is not Ruling.ALLOWED:
        found.append(Finding("linked", {"others": str(len(appointment.linked_ids))}, policy.linked))
    return found


def who(appointment: Appointment, patient: Patient | None, policy: VisitPolicy, today: date) -> list[Finding]:
    """Find what follows from the patient: somebody else's appointment, a minor, a new or inactive patient."""
    found = [Finding("new_patient")] if policy.new_patient else []
    if patient is None:
        return found
    if patient.id != appointment.patient_id:
        found.append(Finding("not_theirs", ruling=Ruling.REFUSED))
    if not patient.active:
        found.append(Finding("inactive_patient"))
    if policy.adult_age and patient.birth_date is None:
        found.append(Finding("age_unknown"))
    elif policy.adult_age and patient.birth_date and age(patient.birth_date, today) < policy.adult_age:
        found.append(Finding("minor", {"adult_age": str(policy.adult_age)}))
    return found


def papers(appointment: Appointment, policy: VisitPolicy, today: date) -> list[Finding]:
    """Find the referral or authorisation that a move would need and that is missing or has run out."""
    found = []
    if policy.needs_referral and appointment.referral_id is None:
        found.append(Finding("referral_missing"))
    referral_ends = appointment.referral_expires
    if referral_ends is not None and referral_ends < today:
        found.append(Finding("referral_expired", {"expires": referral_ends.isoformat()}))
    expires = appointment.authorization_expires
    if expires is None:
        if policy.needs_authorization:
            found.append(Finding("authorization_missing"))
    elif expires < today:
        found.append(Finding("authorization_expired", {"expires": expires.isoformat()}))
    return found


def too_often(policy: VisitPolicy, moves: int) -> list[Finding]:
    """Find that the appointment was moved as often as it may be."""
    if policy.max_moves is None or moves < policy.max_moves:
        return []
    return [Finding("too_many_moves", {"max_moves": str(policy.max_moves)})]


def missed_often(policy: VisitPolicy, past: Past, now: datetime) -> list[Finding]:
    """Find that the patient missed so many visits that only people change anything."""
    if policy.max_no_shows is None or past.missed_since(now - policy.no_show_window) < policy.max_no_shows:
        return []
    return [Finding("no_shows", {"max_no_shows": str(policy.max_no_shows)})]


def arranged(appointment: Appointment, patient: Patient | None, policy: VisitPolicy) -> list[Finding]:
    """Find what was arranged for the old time and does not follow by itself: an interpreter, a video link."""
    found = []
    if patient is not None and patient.needs_interpreter and policy.interpreter is not Ruling.ALLOWED:
        found.append(Finding("interpreter", ruling=policy.interpreter))
    if appointment.modality is Modality.VIDEO and policy.telehealth_link is not Ruling.ALLOWED:
        found.append(Finding("telehealth_link", ruling=policy.telehealth_link))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a change and when: the patient (None where the rules on the person were applied before)."""

    patient: Patient | None
    past: Past
    now: datetime


def notice(kind: ChangeKind, appointment: Appointment, book: PolicyBook, asked: Asked) -> tuple[list[Finding], int]:
    """Find a change that comes too late, and what it costs in cents.

    Notice is real elapsed time: 24 hours are 24 hours, also over the night in which the clocks change.
    """
    policy = book.for_visit(appointment.visit_type)
    moving = kind is ChangeKind.MOVE
    needed = policy.notice_move if moving else policy.notice_cancel
    if appointment.interval is None or elapsed(asked.now, appointment.interval.start) >= needed:
        return [], 0
    late = policy.late_move if moving else policy.late_cancel
    params = {"notice_hours": _hours(needed)}
    if book.day_of(appointment.interval.start).weekday() in policy.prepaid_weekdays and late is not Late.REFUSE:
        return [Finding("prepaid", params)], 0
    if late is Late.ALLOW_WITH_FEE:
        ahead = elapsed(asked.now, appointment.interval.start)
        return _fee(kind, policy, asked, ahead, params)
    return [Finding("late", params, Ruling.PERSON if late is Late.PERSON else Ruling.REFUSED)], 0


def _fee(
    kind: ChangeKind, policy: VisitPolicy, asked: Asked, ahead: timedelta, params: dict[str, str]
) -> tuple[list[Finding], int]:
    before = asked.past.late_since(asked.now - policy.offence_window)
    params = {**params, "offence": str(before + 1)}
    if before < policy.free_offences:
        return [Finding("late_free", {**params, "free_offences": str(policy.free_offences)}, Ruling.ALLOWED)], 0
    case = LateCase(kind, ahead, before + 1, asked.patient.payer if asked.patient else None)
    usual = policy.fee_cents_late_move if kind is ChangeKind.MOVE else policy.fee_cents_late_cancel
    amounts = possible_fees(policy.fees, usual, case)
    if len(amounts) > 1 and asked.patient is not None:
        return [Finding("payer_unknown", params)], 0
    cents = min(amounts)
    return [Finding("late_fee", {**params, "fee_cents": str(cents)}, Ruling.ALLOWED)], cents


def elapsed(earlier: datetime, later: datetime) -> timedelta:
    """Return the real time between two instants, whatever zones they are written in."""
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def age(birth_date: date, today: date) -> int:
    """Return the age in completed years; who was born on February 29 ages on March 1 of other years."""
    before_birthday = (today.month, today.day) < (birth_date.month, birth_date.day)
    return today.year - birth_date.year - before_birthday


def _hours(duration: timedelta) -> str:
    return f"{duration / timedelta(hours=1):g}"
