"""The contract's harness for a FHIR server: seeds resources and reads the truth through the control plane."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import orjson
from fhir.resources.R4B import get_fhir_model_class

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.mapping import Mapper
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.schedules import Parties, Schedule
from services.bridge.fhir.system import FhirSchedulingSystem
from services.kernel.clock import Clock
from services.scheduling.model import Appointment, Party, Patient, Slot
from tests.contract.fhir_server import EhrServer, Json
from tests.doubles.clock import ManualClock

CHICAGO = ZoneInfo("America/Chicago")
_VISIT_SYSTEM = "https://maple-street.example/fhir/CodeSystem/visit-type"


def a_profile(server: EhrServer, dialect: DialectName = DialectName.AUTO, **changes: Any) -> SiteProfile:  # noqa: ANN401 any field
    """Return the profile of a simulated site."""
    return replace(SiteProfile(base_url=server.fhir, zone=CHICAGO, dialect=dialect), **changes)


async def no_pause(seconds: float) -> None:
    """Stand in for the pause between two attempts."""
    del seconds


async def require_valid_r4(request: httpx.Request) -> None:
    """Check each resource that leaves against the R4B models, which nobody here wrote."""
    if request.headers.get("content-type") == "application/fhir+json":
        body = orjson.loads(request.content)
        get_fhir_model_class(body["resourceType"]).model_validate(body)


def a_client(profile: SiteProfile, http: httpx.AsyncClient | None = None) -> FhirClient:
    """Return a client that does not wait between attempts and lets nothing leave that is not R4."""
    pool = http or open_http(profile)
    pool.event_hooks["request"].append(require_valid_r4)
    return FhirClient(pool, profile.limits, pause=no_pause)


class FhirHarness:
    """`tests.contract.scheduling_harness.Harness` on a simulated EHR."""

    page_size = 4

    def __init__(self, server: EhrServer, profile: SiteProfile, *, keeps_marks: bool = True) -> None:
        self.server = server
        self.profile = profile
        self.keeps_marks = keeps_marks
        self.clock: Clock = ManualClock()
        self.client = a_client(profile)
        self.system = FhirSchedulingSystem(self.client, profile, self.clock)
        self._walk_ins = 0

    async def seed_patient(self, patient: Patient) -> Patient:
        self.server.load(patient_json(patient))
        return patient

    async def seed_slot(self, slot: Slot) -> Slot:
        self.server.load(*parties_json(slot), schedule_json(slot), slot_json(slot))
        return slot

    async def seed_appointment(self, appointment: Appointment, slot: Slot) -> Appointment:
        loaded = [appointment_json(appointment, slot)]
        if appointment.status.occupies:
            loaded.append({**self._kept("Slot", slot.id), "status": "busy"})
        self.server.load(*loaded)
        return appointment

    async def truth(self, appointment_id: str) -> Appointment | None:
        found = self.server.resource("Appointment", appointment_id)
        return None if found is None else Mapper(self.profile).appointment(found)

    async def slot_truth(self, slot_id: str) -> Slot:
        found = self._kept("Slot", slot_id)
        return Mapper(self.profile).slot(found, Schedule(found["schedule"]["reference"].split("/")[1], Parties()))

    async def occupying(self, patient_id: str) -> list[Appointment]:
        rows = [Mapper(self.profile).appointment(row) for row in self.server.resources("Appointment")]
        return [row for row in rows if row.patient_id == patient_id and row.status.occupies]

    async def desk_takes(self, slot: Slot) -> Appointment:
        self._walk_ins += 1
        if self.server.resource("Patient", "pat-walk-in") is None:
            self.server.load({"resourceType": "Patient", "id": "pat-walk-in", "active": True})
        reference = self.server.control(
            "front-desk", {"action": "walk-in", "slot": f"Slot/{slot.id}", "patient": "Patient/pat-walk-in"}
        )["reference"]
        found = await self.truth(str(reference).split("/")[1])
        assert found is not None
        return found

    async def desk_blocks(self, slot: Slot) -> None:
        self.server.load({**self._kept("Slot", slot.id), "status": "busy-unavailable"})

    async def desk_touches(self, appointment: Appointment) -> None:
        self.server.control("front-desk", {"action": "edit", "appointment": f"Appointment/{appointment.id}"})

    async def desk_cancels(self, appointment: Appointment) -> None:
        self.server.control("front-desk", {"action": "cancel", "appointment": f"Appointment/{appointment.id}"})

    def _kept(self, resource_type: str, resource_id: str) -> Json:
        found = self.server.resource(resource_type, resource_id)
        assert found is not None
        return found


def patient_json(patient: Patient) -> Json:
    """Write a Patient."""
    return {
        "resourceType": "Patient",
        "id": patient.id,
        "active": patient.active,
        "name": [{"use": "official", "family": patient.family, "given": list(patient.given)}],
        "telecom": [{"system": "phone", "use": "mobile", "value": phone} for phone in patient.phones],
        "birthDate": patient.birth_date.isoformat() if patient.birth_date else None,
    }


def parties_json(slot: Slot) -> list[Json]:
    """Write the practitioner and the location of a slot."""
    found: list[Json] = []
    if slot.practitioner is not None:
        name = [{"text": slot.practitioner.name, "family": slot.practitioner.name}]
        found.append({"resourceType": "Practitioner", "id": slot.practitioner.id, "active": True, "name": name})
    if slot.location is not None:
        found.append({"resourceType": "Location", "id": slot.location.id, "name": slot.location.name})
    return found


def _reference(kind: str, party: Party) -> Json:
    return {"reference": f"{kind}/{party.id}", "display": party.name}


def _actors(slot: Slot) -> list[Json]:
    actors = []
    if slot.practitioner is not None:
        actors.append(_reference("Practitioner", slot.practitioner))
    if slot.location is not None:
        actors.append(_reference("Location", slot.location))
    return actors


def schedule_json(slot: Slot) -> Json:
    """Write the schedule of a slot."""
    return {"resourceType": "Schedule", "id": slot.schedule_id, "active": True, "actor": _actors(slot)}


def _concept(code: str) -> Json:
    return {"coding": [{"system": _VISIT_SYSTEM, "code": code, "display": code}], "text": code}


def slot_json(slot: Slot) -> Json:
    """Write a Slot."""
    written: Json = {
        "resourceType": "Slot",
        "id": slot.id,
        "status": slot.status.value,
        "schedule": {"reference": f"Schedule/{slot.schedule_id}"},
        "start": slot.interval.start.isoformat(),
        "end": slot.interval.end.isoformat(),
    }
    if slot.visit_types:
        written["serviceType"] = [_concept(code) for code in sorted(slot.visit_types)]
    return written


def appointment_json(appointment: Appointment, slot: Slot) -> Json:
    """Write an Appointment in its slot."""
    patient = {"reference": f"Patient/{appointment.patient_id}"}
    written: Json = {
        "resourceType": "Appointment",
        "id": appointment.id,
        "status": appointment.status.value,
        "serviceType": [_concept(appointment.visit_type or "follow-up")],
        "slot": [{"reference": f"Slot/{slot.id}"}],
        "participant": [{"actor": actor, "status": "accepted"} for actor in [patient, *_actors(slot)]],
    }
    if appointment.interval is not None:
        written["start"] = appointment.interval.start.isoformat()
        written["end"] = appointment.interval.end.isoformat()
    return written
