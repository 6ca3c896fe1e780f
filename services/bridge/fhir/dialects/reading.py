"""Reading patients, appointments and slots: the part of the port that most FHIR servers answer alike."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from services.bridge.fhir.capability import CapabilityReader
from services.bridge.fhir.client import FhirClient, Params
from services.bridge.fhir.dialects.queries import (
    around,
    escape,
    fold,
    patients_appointments,
    service_codes,
    within,
)
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.mapping import Mapper, read_patient
from services.bridge.fhir.paging import collect, search
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.schedules import Schedules
from services.kernel.clock import Clock
from services.scheduling.errors import MalformedAnswer, NotFound, Refused
from services.scheduling.model import Appointment, Patient, Slot, SlotSearch, SlotStatus


class Reading:
    """Reads through one client; nothing here changes anything."""

    SORTS: ClassVar[bool] = True

    def __init__(self, client: FhirClient, profile: SiteProfile, clock: Clock) -> None:
        self.client = client
        self.profile = profile
        self.clock = clock
        self.mapper = Mapper(profile)
        self.schedules = Schedules(client, profile, clock)
        self.statement = CapabilityReader(client, clock)

    async def find_patients(self, birth_date: date, family: str) -> list[Patient]:
        """Return active patients born that day who share a word of the family name.

        Both searches always run, so that the time taken does not tell whether somebody exists; the second finds
        those on file under another of their family names.
        """
        born = ("birthdate", birth_date.isoformat())
        outcomes = await asyncio.gather(
            self._patients([born, ("family", escape(family))]), self._patients([born]), return_exceptions=True
        )
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not isinstance(outcome, Refused):
                raise outcome
        found = [resource for outcome in outcomes if not isinstance(outcome, BaseException) for resource in outcome]
        if not found and isinstance(outcomes[0], BaseException):
            raise outcomes[0]
        patients = {patient.id: patient for patient in map(read_patient, found)}
        wanted = fold(family)
        return [p for p in patients.values() if p.active and p.birth_date == birth_date and wanted & fold(p.family)]

    async def _patients(self, params: Params) -> list[Json]:
        if self.profile.post_search:
            with suppress(Refused, NotFound):
                return await collect(self.client, "Patient", await self.client.search_form("Patient", params))
        return await search(self.client, "Patient", params)

    async def patient(self, patient_id: str) -> Patient:
        """Return one patient."""
        return read_patient(await self.client.read("Patient", patient_id), self.profile.extensions.payer)

    async def appointments(self, patient_id: str, since: datetime) -> list[Appointment]:
        """Return the patient's appointments from `since` on; one malformed entry spoils the list (fail closed)."""
        query = patients_appointments(self.profile, patient_id, since)
        resources = await search(self.client, "Appointment", query)
        found = [self._with_links(self.read_appointment(r, patient_id), r, resources) for r in resources]
        own = [a for a in found if a.patient_id == patient_id and a.interval and a.interval.start >= since]
        return sorted(own, key=_start)

    async def appointment(self, appointment_id: str) -> Appointment:
        """Return one appointment as it is now."""
        return await self.appointment_from(await self.client.read("Appointment", appointment_id))

    def read_appointment(self, resource: Json, patient_id: str | None = None) -> Appointment:
        """Read an Appointment as this family writes it.

        Raises:
            MalformedAnswer: it breaks the standard.
        """
        return self.mapper.appointment(resource, patient_id)

    def read_occupant(self, resource: Json) -> Appointment:
        """Read an Appointment that may be in a slot.

        Raises:
            MalformedAnswer: it breaks the standard, so that nobody can say who is in the slot.
        """
        return self.read_appointment(resource)

    async def appointment_from(self, resource: Json) -> Appointment:
        """Read one appointment; those linked to it are looked up where the site links any.

        Raises:
            MalformedAnswer: it breaks the standard.
        """
        appointment = self.read_appointment(resource)
        keys = self.mapper.link_keys(resource)
        if not keys:
            return appointment
        system = self.profile.identifiers.linked
        query = [("identifier", ",".join(f"{system}|{escape(key)}" for key in sorted(keys)))]
        return self._with_links(appointment, resource, await search(self.client, "Appointment", query))

    def _with_links(self, appointment: Appointment, resource: Json, others: Iterable[Json]) -> Appointment:
        keys = self.mapper.link_keys(resource)
        if not keys:
            return appointment
        linked = (str(other["id"]) for other in others if keys & self.mapper.link_keys(other))
        ids = dict.fromkeys([*appointment.linked_ids, *(key for key in linked if key != appointment.id)])
        return replace(appointment, linked_ids=tuple(ids))

    async def free_slots(self, wanted: SlotSearch) -> list[Slot]:
        """Return free slots, soonest first; a malformed one is not offered."""
        query = await self.slot_query(wanted)
        if query is None:
            return []
        found = await self._first_slots(query, wanted)
        if found is None:
            found = await self.slots(await search(self.client, "Slot", query))
        fitting = [slot for slot in found if fits(slot, wanted)]
        return sorted(fitting, key=_soonest)[: wanted.limit]

    async def _first_slots(self, query: Params, wanted: SlotSearch) -> list[Slot] | None:
        """Read only as far as needed; None where the server does not sort or filter, so that all must be read."""
        if not (self.SORTS and self.profile.sorted_slots):
            return None
        try:
            found = await search(self.client, "Slot", [*query, ("_sort", "start")], wanted.limit)
        except Refused:
            return None
        slots = await self.slots(found)
        starts = [slot.interval.start for slot in slots]
        believable = starts == sorted(starts) and all(fits(slot, wanted) for slot in slots)
        return slots if believable or len(found) < wanted.limit else None

    async def slot_query(self, wanted: SlotSearch) -> Params | None:
        """Return the search for free slots; None when no schedule can fit."""
        query = [("status", "free"), *within("start", wanted.window)]
        if wanted.visit_type:
            query.append(("service-type", ",".join(service_codes(self.profile, wanted.visit_type))))
        schedules = await self._schedules_for(wanted)
        if schedules is not None:
            if not schedules:
                return None
            query.append(("schedule", ",".join(f"Schedule/{key}" for key in sorted(schedules))))
        return [*query, ("_count", str(min(wanted.limit, self.profile.page_size)))]

    async def _schedules_for(self, wanted: SlotSearch) -> set[str] | None:
        """Return the schedules of the wanted provider and place; None when any will do."""
        actors = []
        if wanted.practitioner_id:
            actors.append(f"Practitioner/{wanted.practitioner_id}")
        if wanted.location_id:
            actors.append(f"Location/{wanted.location_id}")
        if not actors:
            return None
        found = await asyncio.gather(*(self.schedules.of_actor(actor) for actor in actors))
        return set.intersection(*map(set, found))

    async def slots(self, resources: Iterable[Json]) -> list[Slot]:
        """Read slots with their schedules; malformed ones are left out, for nobody is owed them."""
        owned: list[tuple[str, Json]] = []
        for resource in resources:
            with suppress(MalformedAnswer):
                owned.append((self.mapper.schedule_id(resource), resource))
        schedules = await self.schedules.get(key for key, _ in owned)
        slots = []
        for key, resource in owned:
            with suppress(MalformedAnswer):
                slots.append(self.mapper.slot(resource, schedules[key]))
        return slots

    async def slot(self, slot_id: str) -> Slot:
        """Return one slot as it is now."""
        return await self.slot_from(await self.client.read("Slot", slot_id))

    async def slot_from(self, resource: Json) -> Slot:
        """Read one slot with its schedule.

        Raises:
            MalformedAnswer: it breaks the standard.
        """
        key = self.mapper.schedule_id(resource)
        return self.mapper.slot(resource, (await self.schedules.get([key]))[key])

    async def occupants(self, slot: Slot) -> list[Appointment]:
        """Return who occupies the slot, by its reference and by the practitioner's time, whatever the slot says."""
        searches = await self.occupant_queries(slot)
        pages = await asyncio.gather(*(search(self.client, "Appointment", query) for query in searches))
        found = {resource["id"]: self.read_occupant(resource) for page in pages for resource in page}
        return [a for a in found.values() if a.status.occupies and occupies(a, slot)]

    async def occupant_queries(self, slot: Slot) -> list[Params]:
        """Return the searches that together find every occupant."""
        count = ("_count", str(self.profile.page_size))
        queries: list[Params] = [[("slot", f"Slot/{slot.id}"), count]]
        if slot.practitioner is not None:
            who = ("practitioner", f"Practitioner/{slot.practitioner.id}")
            queries.append([who, *around(self.profile, slot.interval), count])
        return queries


def occupies(appointment: Appointment, slot: Slot) -> bool:
    """Tell whether the appointment refers to the slot or takes its practitioner's time in it."""
    if slot.id in appointment.slot_ids:
        return True
    if appointment.practitioner is None or slot.practitioner is None or appointment.interval is None:
        return False
    return appointment.practitioner.id == slot.practitioner.id and appointment.interval.overlaps(slot.interval)


def fits(slot: Slot, wanted: SlotSearch) -> bool:
    """Tell whether a slot is what was asked for: a server's filter is not taken at its word."""
    return (
        slot.status is SlotStatus.FREE
        and wanted.window.contains(slot.interval.start)
        and (wanted.visit_type is None or not slot.visit_types or wanted.visit_type in slot.visit_types)
        and (wanted.practitioner_id is None or _is(slot.practitioner, wanted.practitioner_id))
        and (wanted.location_id is None or _is(slot.location, wanted.location_id))
    )


def _is(party: object, party_id: str) -> bool:
    return getattr(party, "id", None) == party_id


def _soonest(slot: Slot) -> tuple[datetime, str]:
    return slot.interval.start, slot.id


def _start(appointment: Appointment) -> tuple[datetime, str]:
    if appointment.interval is None:
        raise MalformedAnswer("An appointment without a time cannot be sorted.")
    return appointment.interval.start, appointment.id
