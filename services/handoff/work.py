"""What every use case of the front desk does inside its commit: find, guard, keep, hold, close, record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.handoff.errors import AlreadyDecided, NoSuchCase, NotInHand, StaleCase, WithColleague
from services.handoff.ports import HandoffTx
from services.handoff.task import Desked, End, Hold, Task, TaskState
from services.scheduling.operation import Claim, OutboxMessage, resource_of
from services.scheduling.settle import ClinicFacts

SERVICE = Actor(ActorKind.SERVICE, "handoff")
HOLD_LASTS = timedelta(minutes=15)
"""A hold that nobody renews (the appliance is down) is free again after this long."""


def find(tx: HandoffTx, case_id: str) -> Desked:
    """Return the case with the work on it, open or closed.

    Raises:
        NoSuchCase: It is unknown.
    """
    case = tx.escalations.get(case_id)
    if case is None:
        raise NoSuchCase
    return Desked(case, tx.tasks.get(case_id) or Task(case_id))


def find_open(tx: HandoffTx, case_id: str, seen: int | None = None) -> Desked:
    """Return a case that is still to be decided; `seen` is the version the person looked at.

    Raises:
        NoSuchCase: It is unknown, or was closed before there was any work on it.
        AlreadyDecided: Somebody decided or closed it.
        StaleCase: It changed since it was looked at.
    """
    found = find(tx, case_id)
    task = found.task
    if task.decision is not None:
        raise AlreadyDecided(task.decision.by.id, task.decision.at, str(task.decision.kind))
    if task.state is TaskState.CLOSED and task.closed_at is not None:
        raise AlreadyDecided(task.closed_by or SERVICE.id, task.closed_at, str(task.end))
    if task.version == 0 and all(each.id != case_id for each in tx.escalations.open()):
        raise NoSuchCase
    if seen is not None and seen != task.version:
        raise StaleCase(task.version)
    return found


def refuse_colleagues(task: Task, staff: Actor, now: datetime) -> None:
    """Let only the person act who has the case in hand, or anybody while nobody has.

    Raises:
        WithColleague: Somebody else has it.
    """
    if task.assignment is not None and task.held_by(now) not in (None, staff.id):
        raise WithColleague(task.assignment.staff, task.assignment.until)


def require_in_hand(task: Task, staff: Actor, now: datetime) -> None:
    """Let only the person act who has the case in hand.

    Raises:
        WithColleague: Somebody else has it.
        NotInHand: Nobody has it.
    """
    refuse_colleagues(task, staff, now)
    if task.held_by(now) is None:
        raise NotInHand


def keep(tx: HandoffTx, task: Task, **changes: Any) -> Task:  # noqa: ANN401 any field of the task
    """Save the task with these changes as its next version.

    Raises:
        StaleCase: Somebody else saved it meanwhile.
    """
    saved = replace(task, version=task.version + 1, **changes)
    if not tx.tasks.save(saved):
        raise StaleCase(task.version + 1)
    return saved


def renew_hold(tx: HandoffTx, task: Task, now: datetime) -> Hold:
    """Take or renew the hold of the proposed time; return how it stands then."""
    slot = task.request.slot if task.request else None
    if slot is None or task.hold is Hold.RELEASED:
        return task.hold
    if slot.interval.start <= now:
        tx.claims.release(task.id)
        return Hold.RELEASED
    until = min(now + HOLD_LASTS, slot.interval.start)
    taken = tx.claims.take(Claim(resource_of(slot), slot.interval, task.id, until), now)
    return Hold.HELD if taken else Hold.LOST


def shut(tx: HandoffTx, found: Desked, end: End, actor: Actor, now: datetime, **changes: Any) -> Task:  # noqa: ANN401 any field of the task
    """Close the case and its task, and give the hold back, in one commit.

    Raises:
        StaleCase: Somebody else saved the task meanwhile.
        NoSuchCase: The case is closed already.
    """
    tx.claims.release(found.task.id)
    if not tx.escalations.close(found.case.id, actor.id, now):
        raise NoSuchCase
    hold = Hold.NONE if found.task.hold is Hold.NONE else Hold.RELEASED
    closed: dict[str, Any] = {"state": TaskState.CLOSED, "end": end, "closed_by": actor.id, "closed_at": now}
    return keep(tx, found.task, **closed, hold=hold, assignment=None, **changes)


def tell_patient(
    tx: HandoffTx, task: Task, template: str, values: Mapping[str, str], clinic: ClinicFacts, now: datetime
) -> None:
    """Queue one text to the patient, if a number is known; its id is the case's, so it is sent once."""
    request = task.request
    if request is None or not request.phone:
        return
    tx.outbox.add(
        OutboxMessage(
            id=f"{task.id}:{template}",
            to=request.phone,
            template=template,
            language=request.language,
            values={"clinic": clinic.name, **values},
            created_at=now,
            patient_id=request.appointment.patient_id,
        )
    )


def record(
    tx: HandoffTx,
    found: Desked,
    actor: Actor,
    action: Action,
    now: datetime,
    outcome: AuditOutcome = AuditOutcome.SUCCESS,
    **body: str,
) -> None:
    """Record what happened to the case, in the same commit; `body` holds codes and names of staff, never PHI."""
    request, decision = found.task.request, found.task.decision
    tx.audit.record(
        AuditEvent(
            at=now,
            actor=actor,
            action=action,
            outcome=outcome,
            patient_id=found.case.patient_id,
            resource=f"Appointment/{request.appointment.id}" if request else f"Task/{found.case.id}",
            operation=(decision.operation_id if decision else None) or found.case.operation_id,
            purpose="HOPERAT",
            body={"case": found.case.id, **body},
        )
    )
