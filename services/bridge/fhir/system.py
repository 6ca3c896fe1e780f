"""The FHIR adapter as the core sees it: the port, spoken in the dialect of the site's server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime

from services.bridge.fhir.capability import CapabilityReader, Statement
from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.dialects.athena import Athena
from services.bridge.fhir.dialects.base import Dialect
from services.bridge.fhir.dialects.epic import Epic
from services.bridge.fhir.dialects.generic import Generic
from services.bridge.fhir.dialects.ihe_sched import IheSched
from services.bridge.fhir.dialects.oracle import Oracle
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.roster import roster_pages
from services.bridge.fhir.waiting import FhirWaitlist
from services.kernel.clock import Clock
from services.kernel.interval import Interval
from services.kernel.roster import RosterEntry
from services.scheduling.model import Appointment, Capabilities, Patient, Slot, SlotSearch

DIALECTS: dict[DialectName, type[Dialect]] = {
    DialectName.GENERIC: Generic,
    DialectName.ORACLE: Oracle,
    DialectName.EPIC: Epic,
    DialectName.ATHENA: Athena,
    DialectName.IHE_SCHED: IheSched,
}
_VENDORS = (
    (("cerner", "oracle"), DialectName.ORACLE),
    (("epic",), DialectName.EPIC),
    (("athena",), DialectName.ATHENA),
)
_SCHED = frozenset({"find", "hold", "book"})


def choose_dialect(statement: Statement, profile: SiteProfile) -> DialectName:
    """Return the site's own choice, else what the server's name says, else what it offers."""
    if profile.dialect is not DialectName.AUTO:
        return profile.dialect
    software = statement.software.lower()
    for words, name in _VENDORS:
        if any(word in software for word in words):
            return name
    if statement.of("Appointment").changeable:
        return DialectName.GENERIC
    return DialectName.IHE_SCHED if statement.operations >= _SCHED else DialectName.GENERIC


class FhirSchedulingSystem:
    """`services.scheduling.ports.SchedulingSystem` over FHIR; asks the server for its dialect when first used."""

    def __init__(self, client: FhirClient, profile: SiteProfile, clock: Clock) -> None:
        self._client = client
        self._profile = profile
        self._clock = clock
        self._chosen: Dialect | None = None
        self._choosing = asyncio.Lock()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def dialect(self) -> Dialect:
        """Return the dialect in use.

        Raises:
            SchedulingError: it depends on the CapabilityStatement, which cannot be read.
        """
        async with self._choosing:
            if self._chosen is None:
                self._chosen = await self._choose()
            return self._chosen

    async def _choose(self) -> Dialect:
        name = self._profile.dialect
        if name is DialectName.AUTO:
            name = choose_dialect(await CapabilityReader(self._client, self._clock).get(), self._profile)
        return DIALECTS[name](self._client, self._profile, self._clock)

    async def capabilities(self) -> Capabilities:
        """Say what the system can do."""
        return await (await self.dialect()).capabilities()

    def waitlist(self) -> FhirWaitlist:
        """Return the clinic's own waitlist; only where `capabilities` says that it has one."""
        return FhirWaitlist(self._client, self._profile)

    def roster(self) -> AsyncIterator[list[RosterEntry]]:
        """Yield what every patient is recognised by, a page at a time."""
        return roster_pages(self._client, self._profile.page_size)

    async def find_patients(self, birth_date: date, family: str) -> list[Patient]:
        """Return active patients with this birth date and a word of this family name."""
        return await (await self.dialect()).find_patients(birth_date, family)

    async def patient(self, patient_id: str) -> Patient:
        """Return one patient."""
        return await (await self.dialect()).patient(patient_id)

    async def appointments(self, patient_id: str, since: datetime) -> list[Appointment]:
        """Return the patient's appointments that start at or after `since`, soonest first."""
        return await (await self.dialect()).appointments(patient_id, since)

    async def starting(self, window: Interval) -> list[Appointment]:
        """Return everybody's booked appointments that start within the window, soonest first."""
        return await (await self.dialect()).starting(window)

    async def appointment(self, appointment_id: str) -> Appointment:
        """Return one appointment as it is now."""
        return await (await self.dialect()).appointment(appointment_id)

    async def free_slots(self, search: SlotSearch) -> list[Slot]:
        """Return slots the system shows as free, soonest first."""
        return await (await self.dialect()).free_slots(search)

    async def slot(self, slot_id: str) -> Slot:
        """Return one slot as it is now."""
        return await (await self.dialect()).slot(slot_id)

    async def occupants(self, slot: Slot) -> list[Appointment]:
        """Return every appointment that occupies the slot."""
        return await (await self.dialect()).occupants(slot)

    async def hold(self, slot: Slot, operation_id: str) -> Slot:
        """Take the free slot for this operation."""
        return await (await self.dialect()).hold(slot, operation_id)

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Move the appointment to the slot in one write."""
        return await (await self.dialect()).move(appointment, slot, operation_id)

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Book a new appointment like the template in the slot."""
        return await (await self.dialect()).book(template, slot, operation_id)

    async def written_by(self, operation_id: str, template: Appointment, slot: Slot) -> Appointment | None:
        """Return what `book` made for this operation, found by reading only."""
        return await (await self.dialect()).written_by(operation_id, template, slot)

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Cancel the appointment with the site's reason code."""
        return await (await self.dialect()).cancel(appointment, operation_id)

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        """Free a slot that no appointment occupies any more."""
        return await (await self.dialect()).release(slot, operation_id)
