"""`sealdesk appointments`: a patient's coming appointments as Sealdesk sees them; the look itself is audited."""

import asyncio
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from appliance.cli.opening import opened_bridge, opened_state, settings_of, staff_actor
from appliance.settings.model import Settings
from services.audit.model import Action, Actor, AuditEvent
from services.kernel.clock import SystemClock
from services.scheduling.errors import NotFound
from services.scheduling.model import Appointment
from services.scheduling.settle import describe

_FHIR_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
"""FHIR R4, datatype id."""


def run(config: Path | None, patient_id: str, staff: str, *, as_json: bool) -> int:
    """Print the appointments, soonest first.

    Raises:
        NotFound: there is no such patient; an empty answer would read as "no appointments".
    """
    if not _FHIR_ID.fullmatch(patient_id):
        raise NotFound("That is no id of a patient.", "Give the Patient's id in the EHR: letters, digits, - and dots.")
    settings, actor = settings_of(config), staff_actor(staff)
    found = asyncio.run(look(settings, patient_id, actor, SystemClock().now()))
    if as_json:
        sys.stdout.write(json.dumps({"appointments": [_row(settings, each) for each in found]}) + "\n")
        return 0
    for each in found:
        sys.stdout.write(f"Appointment/{each.id}  {describe(each, settings.clinic.zone_info)}\n")
    if not found:
        sys.stdout.write("No coming appointments.\n")
    return 0


async def look(settings: Settings, patient_id: str, actor: Actor, now: datetime) -> list[Appointment]:
    """Record the disclosure first, then read: what cannot be audited is not shown."""
    event = AuditEvent(
        at=now, actor=actor, action=Action.APPOINTMENTS_DISCLOSED, patient_id=patient_id, purpose="HOPERAT"
    )
    async with opened_state(settings) as store, opened_bridge(settings) as system:
        await store.write(lambda tx: tx.audit.record(event))
        await system.patient(patient_id)
        return await system.appointments(patient_id, now)


def _row(settings: Settings, appointment: Appointment) -> dict[str, str | None]:
    start = appointment.interval.start.astimezone(settings.clinic.zone_info) if appointment.interval else None
    return {
        "id": appointment.id,
        "status": str(appointment.status),
        "start": start.isoformat() if start else None,
        "visit": appointment.visit_name,
        "provider": appointment.practitioner.name if appointment.practitioner else None,
        "place": appointment.location.name if appointment.location else None,
    }
