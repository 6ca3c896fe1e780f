"""Servers that show no Slots and propose times instead (`Appointment/$find`): a slot is a described place and time.

Its id is made of practitioner, place, start and end, so that it can be looked for again and an appointment in it
can be recognised. Whether it is free is asked anew each time.
"""

import base64
import binascii
from abc import abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from services.bridge.fhir.client import Params
from services.bridge.fhir.dialects.base import Dialect
from services.bridge.fhir.dialects.names import Names
from services.bridge.fhir.dialects.queries import around
from services.bridge.fhir.dialects.reading import fits
from services.bridge.fhir.instants import read_interval, write_instant
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.paging import matches, require_searchset
from services.kernel.interval import Interval
from services.scheduling.errors import MalformedAnswer, NotFound
from services.scheduling.model import Appointment, Party, Slot, SlotSearch, SlotStatus

_PREFIX = "at-"
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A practitioner at a location for an interval; either may be missing."""

    practitioner_id: str
    location_id: str
    interval: Interval

    @property
    def slot_id(self) -> str:
        """Return the id under which the core knows this slot."""
        times = (write_instant(moment.astimezone(UTC)) for moment in (self.interval.start, self.interval.end))
        text = "|".join((self.practitioner_id, self.location_id, *times))
        return _PREFIX + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(slot_id: str) -> Place:
    """Read a slot id.

    Raises:
        NotFound: it was not made by `Place.slot_id`.
    """
    coded = slot_id.removeprefix(_PREFIX)
    with suppress(binascii.Error, UnicodeError, MalformedAnswer):
        fields = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode().split("|")
        if slot_id.startswith(_PREFIX) and len(fields) == _FIELDS:
            return Place(fields[0], fields[1], read_interval(fields[2], fields[3], "Slot"))
    raise NotFound("There is no such slot.", "Offer another.")


def place_of_appointment(appointment: Appointment) -> Place | None:
    """Return where and when an appointment is, or None when it has no time."""
    if appointment.interval is None:
        return None
    practitioner, location = appointment.practitioner, appointment.location
    return Place(practitioner.id if practitioner else "", location.id if location else "", appointment.interval)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to ask `$find` for."""

    window: Interval
    visit_type: str | None = None
    practitioner_id: str = ""
    location_id: str = ""
    patient_id: str = ""


class Proposing(Dialect):
    """Reads slots as proposals; the server checks when booking and frees by itself."""

    @abstractmethod
    async def find(self, wish: Wish) -> Json:
        """Ask `$find` and return the Bundle of proposed Appointments."""

    def read_appointment(self, resource: Json, patient_id: str | None = None) -> Appointment:
        """Read an Appointment; its slot is described by itself."""
        appointment = self.mapper.appointment(resource, patient_id)
        place = place_of_appointment(appointment)
        return replace(appointment, slot_ids=(place.slot_id,) if place else ())

    async def free_slots(self, wanted: SlotSearch) -> list[Slot]:
        """Return the proposed times, soonest first."""
        wish = Wish(wanted.window, wanted.visit_type, wanted.practitioner_id or "", wanted.location_id or "")
        slots: dict[str, Slot] = {}
        for _ in range(self.client.limits.pages):
            found = [self._proposed(a) for a in await self.proposals(wish)]
            fresh = {slot.id: slot for slot in found if slot.id not in slots}
            slots.update((key, slot) for key, slot in fresh.items() if fits(slot, wanted))
            last = max((slot.interval.start for slot in fresh.values()), default=None)
            if last is None or len(slots) >= wanted.limit or last >= wanted.window.end:
                break
            wish = replace(wish, window=Interval(last, wanted.window.end))
        return sorted(slots.values(), key=lambda slot: (slot.interval.start, slot.id))[: wanted.limit]

    async def proposals(self, wish: Wish) -> list[Appointment]:
        """Return the proposed appointments, those that are malformed left out; their ids are temporary."""
        bundle = require_searchset(await self.find(wish))
        found = []
        for resource in matches(bundle, "Appointment"):
            with suppress(MalformedAnswer):
                if isinstance(resource.get("id"), str):
                    found.append(self.read_appointment(resource))
        return [a for a in found if a.interval is not None]

    def _proposed(self, appointment: Appointment) -> Slot:
        types = frozenset({appointment.visit_type}) if appointment.visit_type else frozenset[str]()
        place = place_of(appointment.slot_ids[0])
        parties = (appointment.practitioner, appointment.location)
        slot = _slot(place, SlotStatus.FREE, parties)
        return replace(slot, visit_types=types, modality=appointment.modality, resources=appointment.resources)

    async def slot(self, slot_id: str) -> Slot:
        """Say whether the described time is proposed now; if not, it counts as busy."""
        place = place_of(slot_id)
        found = await self.proposal_at(Wish(place.interval, None, place.practitioner_id, place.location_id), slot_id)
        if found is not None:
            return replace(self._proposed(found), visit_types=frozenset())
        return _slot(place, SlotStatus.BUSY, await self._parties(place))

    async def proposal_at(self, wish: Wish, slot_id: str) -> Appointment | None:
        """Return the proposal for exactly this place and time, of the wished visit type where one is named."""
        for found in await self.proposals(wish):
            if slot_id in found.slot_ids and wish.visit_type in (None, found.visit_type):
                return found
        return None

    async def _parties(self, place: Place) -> tuple[Party | None, Party | None]:
        names = Names(self.client)
        practitioner = await names.party("Practitioner", place.practitioner_id)
        return practitioner, await names.party("Location", place.location_id)

    async def occupant_queries(self, slot: Slot) -> list[Params]:
        """Ask by practitioner, or by place where there is none."""
        count = ("_count", str(self.profile.page_size))
        bounds = around(self.profile, slot.interval)
        if slot.practitioner is not None:
            return [[("practitioner", f"Practitioner/{slot.practitioner.id}"), *bounds, count]]
        if slot.location is not None:
            return [[("location", f"Location/{slot.location.id}"), *bounds, count]]
        return []


def _slot(place: Place, status: SlotStatus, parties: tuple[Party | None, Party | None]) -> Slot:
    return Slot(
        id=place.slot_id,
        version=None,
        status=status,
        interval=place.interval,
        schedule_id=place.practitioner_id or place.location_id,
        practitioner=parties[0],
        location=parties[1],
    )


def parameters(values: Iterable[tuple[str, Json]]) -> Json:
    """Write a Parameters resource (http://hl7.org/fhir/R4/parameters.html)."""
    return {"resourceType": "Parameters", "parameter": [{"name": name, **value} for name, value in values]}


def instant_value(moment: datetime) -> Json:
    """Write a dateTime parameter."""
    return {"valueDateTime": write_instant(moment)}


def reference_value(resource_type: str, resource_id: str) -> Json:
    """Write a Reference parameter."""
    return {"valueReference": {"reference": f"{resource_type}/{resource_id}"}}


def code_value(code: str) -> Json:
    """Write a CodeableConcept parameter."""
    return {"valueCodeableConcept": {"coding": [{"code": code}]}}
