"""Puts a change that policy leaves to a person before staff: with everything they need, and its new time held."""

from dataclasses import replace
from datetime import datetime

from services.audit.model import Action
from services.handoff.gates import GateBook
from services.handoff.ports import HandoffTx
from services.handoff.task import Desked, Hold, Request, Task
from services.handoff.work import keep, record, renew_hold
from services.scheduling.answering_time import AnsweringTime
from services.scheduling.operation import Escalation


def open_task(tx: HandoffTx, case: Escalation, request: Request, gates: GateBook, answering: AnsweringTime) -> Task:
    """Open the case with its change, hold the new time, and record it, in the caller's commit; once for each case.

    A time that somebody else holds is not held again: the case is opened all the same, and staff see it.

    Args:
        tx: The transaction of the turn or step that came to the gate.
        case: What a person reads.
        request: What the patient asked for.
        gates: What each gate does on time-out.
        answering: The front desk's opening time.
    """
    known = tx.tasks.get(case.id)
    if known is not None:
        return known
    tx.escalations.add(case)
    gate = gates.first(finding.rule for finding in request.findings)
    rule = gates.rule(gate)
    due = replace(answering, within=rule.within).due(case.opened_at)
    task = Task(
        case.id,
        request=request,
        gate=gate,
        timeout_at=_before_the_visit(request, due, case.opened_at),
        on_timeout=rule.then,
        hold=Hold.NONE if request.slot is None else Hold.LOST,
    )
    task = keep(tx, task, hold=renew_hold(tx, task, case.opened_at))
    codes = ",".join(finding.rule for finding in request.findings)
    actor = request.actor
    record(tx, Desked(case, task), actor, Action.CASE_HELD, case.opened_at, gate=gate, rules=codes, hold=task.hold)
    return task


def _before_the_visit(request: Request, due: datetime, now: datetime) -> datetime:
    """Return the time-out: what the gate says, but before the old or the new time comes."""
    times = [place.interval.start for place in (request.appointment, request.slot) if place and place.interval]
    return max(now, min([due, *times]))
