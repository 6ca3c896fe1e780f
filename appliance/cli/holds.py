"""`sealdesk keys hold`: asked of the running audit process, which records each try in the ledger before it counts."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from appliance.cli.audit_asking import patient_named
from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.cli.permission import in_role
from appliance.errors import ApplianceError
from appliance.places import Places
from appliance.settings.model import Settings
from services.audit.holding import Hold
from services.audit.model import Actor
from services.audit_line.holds import HOLD, HOLDS, HoldLine
from services.reports.fields import short

T = TypeVar("T")


class WrongHold(ApplianceError):
    """What was asked of the legal holds cannot be done like that."""

    code = "wrong_hold"


def place(config: Path | None, staff: str, reason: str, covered: tuple[str, bool], *, as_json: bool) -> int:
    """Place a hold.

    Raises:
        WrongHold: it is not said whom it covers.
    """
    settings, (patient, everything) = settings_of(config), covered
    if bool(patient) is everything:
        raise WrongHold(
            "A legal hold covers one patient's records, or the records of everybody.",
            "Give either --patient ID or --everything.",
        )
    reference = patient_named(settings, patient) or None
    hold = _with(settings, staff, lambda line, actor: line.place(actor, reason, reference))
    if as_json:
        return _print(HOLD.dump_json(hold).decode())
    return _print(f"{hold.id} stands on {_whom(hold)}: nothing that it covers is destroyed until it is lifted.")


def lift(config: Path | None, staff: str, hold: str, reason: str, *, as_json: bool) -> int:
    """Lift a hold."""
    lifted = _with(settings_of(config), staff, lambda line, actor: line.lift(actor, hold, reason))
    if as_json:
        return _print(HOLD.dump_json(lifted).decode())
    return _print(f"{lifted.id} is lifted. Other holds may still cover the same records: sealdesk keys hold list")


def list_all(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Print every hold, those that stand first."""
    settings = settings_of(config)
    holds = _with(settings, staff, lambda line, actor: line.list(actor))
    if as_json:
        return _print(HOLDS.dump_json(holds).decode())
    for each in sorted(holds, key=lambda hold: hold.lifted is not None):
        sys.stdout.write(_lines(each, settings))
    if not any(each.lifted is None for each in holds):
        sys.stdout.write("No legal hold stands.\n")
    return 0


def _lines(hold: Hold, settings: Settings) -> str:
    zone = settings.clinic.zone_info
    placed = hold.placed.astimezone(zone)
    lines = [
        f"{hold.id}  {'STANDS' if hold.lifted is None else 'lifted'}  on {_whom(hold)}",
        f"    placed {placed:%Y-%m-%d %H:%M} by {hold.placed_by}: {hold.reason}",
    ]
    if hold.lifted is not None:
        lines.append(
            f"    lifted {hold.lifted.astimezone(zone):%Y-%m-%d %H:%M} by {hold.lifted_by}: {hold.lift_reason}"
        )
    return "\n".join(lines) + "\n"


def _whom(hold: Hold) -> str:
    return "all records" if hold.patient is None else f"the records of patient {short(hold.patient)}"


def _with(settings: Settings, staff: str, work: Callable[[HoldLine, Actor], Awaitable[T]]) -> T:
    """Ask the audit process, in the person's roles."""
    named = staff_actor(staff)

    async def run() -> T:
        async with opened_state(settings) as store:
            actor = await in_role(store, named)
        line = HoldLine(Places.of(settings).audit_socket)
        try:
            return await work(line, actor)
        finally:
            await line.aclose()

    return asyncio.run(run())


def _print(line: str) -> int:
    sys.stdout.write(f"{line}\n")
    return 0
