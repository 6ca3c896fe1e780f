"""`sealdesk cases`: what waits for a person at the front desk."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.errors import ApplianceError
from appliance.settings.model import Settings
from services.audit.model import Action, Actor, AuditEvent
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from services.kernel.wording import say_instant
from services.scheduling.operation import Escalation
from services.state.transaction import SealedTx

T = TypeVar("T")


class NoSuchCase(ApplianceError):
    """The case is unknown, or closed already."""

    code = "no_such_case"

    def __init__(self) -> None:
        super().__init__("There is no such open case.", "`sealdesk cases list` shows the open ones.")


def list_open(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Print the open cases without what they hold of the patient."""
    settings = settings_of(config)
    staff_actor(staff)
    cases = _in_state(settings, lambda tx: tx.escalations.open())
    if as_json:
        rows = [{"id": case.id, "reason": case.reason, "due": case.due_at.isoformat()} for case in cases]
        sys.stdout.write(json.dumps({"cases": rows}) + "\n")
        return 0
    for case in cases:
        sys.stdout.write(f"{case.id}  {case.reason}  answer by {_when(case, settings)}\n")
    if not cases:
        sys.stdout.write("No open cases.\n")
    return 0


def show(config: Path | None, case_id: str, staff: str) -> int:
    """Print one case with everything needed to finish it."""
    settings = settings_of(config)
    actor = staff_actor(staff)

    def work(tx: SealedTx) -> Escalation:
        case = tx.escalations.get(case_id)
        if case is None:
            raise NoSuchCase
        _record(tx, actor, case, Action.CASE_SHOWN)
        return case

    case = _in_state(settings, work)
    facts = {
        "case": case.id,
        "reason": case.reason,
        "answer by": _when(case, settings),
        "patient": case.patient_id or "-",
    }
    for name, value in {**facts, **case.context}.items():
        if value:
            sys.stdout.write(f"{name:14} {value}\n")
    return 0


def close(config: Path | None, case_id: str, staff: str) -> int:
    """Close a case that a person has finished."""
    settings = settings_of(config)
    actor = staff_actor(staff)

    def work(tx: SealedTx) -> None:
        case = tx.escalations.get(case_id)
        if case is None or not tx.escalations.close(case_id, actor.id, SystemClock().now()):
            raise NoSuchCase
        _record(tx, actor, case, Action.CASE_CLOSED)

    _in_state(settings, work)
    sys.stdout.write("Closed.\n")
    return 0


def _record(tx: SealedTx, actor: Actor, case: Escalation, action: Action) -> None:
    """Record who saw or closed the case, in the same commit."""
    tx.audit.record(
        AuditEvent(
            at=SystemClock().now(),
            actor=actor,
            action=action,
            patient_id=case.patient_id,
            operation=case.operation_id,
            purpose="HOPERAT",
            body={"case": case.id},
        )
    )


def _in_state(settings: Settings, work: Callable[[SealedTx], T]) -> T:
    async def run() -> T:
        async with opened_state(settings) as store:
            return await store.write(work)

    return asyncio.run(run())


def _when(case: Escalation, settings: Settings) -> str:
    return say_instant(case.due_at, settings.clinic.zone_info, Language.EN)
