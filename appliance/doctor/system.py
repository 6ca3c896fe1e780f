"""Checks of the clinic's scheduling system, all through the bridge process, as the portal does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.places import Places
from services.bridge.link.client import LinkedSchedulingSystem
from services.kernel.interval import Interval
from services.scheduling.errors import NotFound
from services.scheduling.model import SlotSearch

_AHEAD = timedelta(days=14)
_HOUR = timedelta(hours=1)
_NOBODY = "sealdesk-doctor"


@asynccontextmanager
async def _bridge(patient: Patient) -> AsyncIterator[LinkedSchedulingSystem]:
    system = LinkedSchedulingSystem(Places.of(patient.settings).bridge_socket, answer_seconds=25)
    try:
        yield system
    finally:
        await system.aclose()


async def _capabilities(patient: Patient) -> str:
    async with _bridge(patient) as system:
        can = await system.capabilities()
    return f"{can.system}: move {can.move}, cancel {'yes' if can.cancel else 'no'}, lock {can.lock}"


async def _slots(patient: Patient) -> str:
    now = patient.clock.now()
    async with _bridge(patient) as system:
        found = await system.free_slots(SlotSearch(Interval(now, now + _AHEAD), limit=50))
    return f"{len(found)} free slots read in the next {_AHEAD.days} days (at most 50 asked)"


async def _patients(patient: Patient) -> str:
    """Read a patient who cannot exist: the right answer is that there is none, and no PHI crosses."""
    async with _bridge(patient) as system:
        try:
            await system.patient(_NOBODY)
        except NotFound:
            return "the question for a patient who does not exist is answered so"
    return "the server knows a patient of that name"


async def _reminders(patient: Patient) -> str:
    """Ask for the visits of the next hour, as the reminders do; who comes is not shown."""
    hours = patient.settings.messaging.reminder_hours
    if not hours:
        raise NotUsed("messaging.reminder_hours is empty: patients are not reminded")
    async with _bridge(patient) as system:
        if not (await system.capabilities()).starting:
            raise Wrong("the scheduling system does not list everybody's visits, so nobody can be reminded")
        now = patient.clock.now()
        found = await system.starting(Interval(now, now + _HOUR))
    return f"{len(found)} visits begin within an hour; reminders {', '.join(map(str, hours))} hours before"


CAPABILITIES = Check("The scheduling system answers", "sealdesk status; see docs/runbooks/ehr-down.md", _capabilities)
SLOTS = Check("Slots can be read", "check the scopes at the scheduling system; see docs/runbooks/ehr-down.md", _slots)
PATIENTS = Check("Patients can be read", "check the scopes at the scheduling system", _patients)
REMINDERS = Check(
    "Visits can be listed for reminders",
    "empty messaging.reminder_hours; see docs/reference/fhir-dialects.md",
    _reminders,
)
