"""`sealdesk cases`: what waits for a person at the front desk, and their decisions."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from appliance.cli.opening import opened_bridge, opened_state, settings_of, staff_actor
from appliance.errors import ApplianceError
from appliance.settings.model import Settings
from appliance.wiring.handoff import build_decisions, build_desk, build_upkeep, changes_of_a_command
from services.audit.model import Actor
from services.handoff.deciding import Decisions
from services.handoff.service import FrontDesk
from services.handoff.task import DeclineReason, Desked, Task, TaskState
from services.handoff.wording import say_rules
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from services.kernel.wording import say_instant
from services.scheduling.operation import OperationState
from services.scheduling.settle import describe

T = TypeVar("T")
_WAIT = timedelta(seconds=60)


class WrongReason(ApplianceError):
    """The reason given with --reason is none of those that exist."""

    code = "wrong_reason"

    def __init__(self) -> None:
        known = ", ".join(DeclineReason)
        super().__init__("There is no such reason for declining.", f"Give one of: {known}.")


def list_open(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Print the open cases without what they hold of the patient."""
    settings = settings_of(config)
    staff_actor(staff)
    cases = _at_the_desk(settings, lambda desk: desk.queue())
    if as_json:
        sys.stdout.write(json.dumps({"cases": [_row(one) for one in cases]}) + "\n")
        return 0
    for one in cases:
        holder = one.task.held_by(SystemClock().now())
        in_hands = f"  in hand: {holder}" if holder else ""
        when = _when(one.wanted_by, settings)
        sys.stdout.write(f"{one.case.id}  {one.case.reason}  answer by {when}{in_hands}\n")
    if not cases:
        sys.stdout.write("No open cases.\n")
    return 0


def show(config: Path | None, case_id: str, staff: str) -> int:
    """Print one case with everything needed to finish it."""
    settings = settings_of(config)
    actor = staff_actor(staff)
    one = _at_the_desk(settings, lambda desk: desk.show(case_id, actor))
    facts = {
        "case": one.case.id,
        "reason": one.case.reason,
        "answer by": _when(one.case.due_at, settings),
        "patient": one.case.patient_id or "-",
        **_work(one.task, settings),
    }
    for name, value in {**facts, **one.case.context}.items():
        if value:
            sys.stdout.write(f"{name:14} {value}\n")
    return 0


def close(config: Path | None, case_id: str, staff: str) -> int:
    """Close a case that a person has finished."""
    settings = settings_of(config)
    actor = staff_actor(staff)
    _at_the_desk(settings, lambda desk: desk.close(case_id, actor))
    sys.stdout.write("Closed.\n")
    return 0


def approve(config: Path | None, case_id: str, staff: str, slot_id: str | None) -> int:
    """Approve the change that a case holds, or move the appointment to another time, and wait for its end."""
    settings = settings_of(config)
    actor = staff_actor(staff)
    return asyncio.run(_approve(settings, case_id, actor, slot_id))


def decline(config: Path | None, case_id: str, staff: str, reason: str, note: str) -> int:
    """Decline the change that a case holds; the patient is told."""
    settings = settings_of(config)
    actor = staff_actor(staff)
    if reason not in set(DeclineReason):
        raise WrongReason
    asyncio.run(_decline(settings, case_id, actor, DeclineReason(reason), note))
    sys.stdout.write("Declined.\n")
    return 0


async def _approve(settings: Settings, case_id: str, actor: Actor, slot_id: str | None) -> int:
    clock = SystemClock()
    async with opened_state(settings) as store, opened_bridge(settings) as system:
        decisions = build_decisions(settings, store, system, changes_of_a_command(settings, store, clock), clock)
        task = await build_desk(settings, store, clock).claim(case_id, actor)
        await _decided(decisions, task, actor, slot_id)
        operation = await decisions.outcome(case_id, _WAIT)
        await build_upkeep(settings, store, system, clock).finish(case_id)
    if operation is None or not operation.state.final:
        sys.stdout.write("Approved. The change is not finished yet: look at the case again.\n")
        return 1
    if operation.state is OperationState.DONE:
        sys.stdout.write("Approved and done.\n")
        return 0
    sys.stdout.write(f"Approved, but not done ({operation.reason}): look at the open cases.\n")
    return 1


async def _decided(decisions: Decisions, task: Task, actor: Actor, slot_id: str | None) -> None:
    if slot_id is None:
        await decisions.approve(task.id, actor, task.version)
    else:
        await decisions.change(task.id, actor, task.version, slot_id)


async def _decline(settings: Settings, case_id: str, actor: Actor, reason: DeclineReason, note: str) -> None:
    clock = SystemClock()
    async with opened_state(settings) as store, opened_bridge(settings) as system:
        decisions = build_decisions(settings, store, system, changes_of_a_command(settings, store, clock), clock)
        task = await build_desk(settings, store, clock).claim(case_id, actor)
        await decisions.decline(case_id, actor, task.version, reason, note)


def _at_the_desk(settings: Settings, work: Callable[[FrontDesk], Awaitable[T]]) -> T:
    async def run() -> T:
        async with opened_state(settings) as store:
            return await work(build_desk(settings, store, SystemClock()))

    return asyncio.run(run())


def _row(one: Desked) -> dict[str, str | None]:
    return {
        "id": one.case.id,
        "reason": one.case.reason,
        "due": one.wanted_by.isoformat(),
        "state": str(one.task.state),
        "gate": str(one.task.gate) if one.task.gate else None,
        "in_hand": one.task.held_by(SystemClock().now()),
    }


def _work(task: Task, settings: Settings) -> dict[str, str]:
    """Return how far the work on the case is, and the change that it holds."""
    request, zone = task.request, settings.clinic.zone_info
    facts = {"state": str(task.end or task.state), "in hand": task.held_by(SystemClock().now()) or ""}
    if request is None:
        return facts if task.state is not TaskState.OPEN else {"in hand": facts["in hand"]}
    return {
        **facts,
        "why": say_rules(request.findings, Language.EN),
        "change": str(request.kind),
        "visit now": describe(request.appointment, zone),
        "new time": describe(request.slot, zone) if request.slot else "",
        "hold": str(task.hold),
        "times out": f"{_when(task.timeout_at, settings)} ({task.on_timeout})" if task.timeout_at else "",
    }


def _when(instant: datetime, settings: Settings) -> str:
    return say_instant(instant, settings.clinic.zone_info, Language.EN)
