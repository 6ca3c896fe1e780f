"""The generic dialect keeps the contract on a server nobody here wrote: Medplum's router and memory repository."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from services.bridge.fhir.mapping import Mapper
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.schedules import Parties, Schedule
from services.bridge.fhir.system import FhirSchedulingSystem
from services.scheduling.model import Appointment, AppointmentStatus, Patient, Slot, SlotStatus
from tests.contract.fhir_harness import (
    CHICAGO,
    a_client,
    appointment_json,
    parties_json,
    patient_json,
    schedule_json,
    slot_json,
)
from tests.contract.fhir_server import Json
from tests.contract.scheduling_system import ChangingContract, HoldingContract, ReadingContract, VersionedContract
from tests.doubles.builders import an_appointment
from tests.doubles.clock import ManualClock
from tests.peers.medplum.peer import MedplumPeer, medplum_peer

pytestmark = pytest.mark.peer


@pytest.fixture(scope="module")
def peer() -> Iterator[MedplumPeer]:
    with medplum_peer() as running:
        yield running


class MedplumHarness:
    """Loads and looks past the adapter; the front desk writes whole resources."""

    page_size = 4
    keeps_marks = True

    def __init__(self, peer: MedplumPeer) -> None:
        self.peer = peer
        self.profile = SiteProfile(base_url=peer.fhir, zone=CHICAGO, dialect=DialectName.AUTO, page_size=4)
        self.system = FhirSchedulingSystem(a_client(self.profile), self.profile, ManualClock())
        self._walk_ins = 0

    async def seed_patient(self, patient: Patient) -> Patient:
        self.peer.load([patient_json(patient)])
        return patient

    async def seed_slot(self, slot: Slot) -> Slot:
        self.peer.load([*parties_json(slot), schedule_json(slot), slot_json(slot)])
        return slot

    async def seed_appointment(self, appointment: Appointment, slot: Slot) -> Appointment:
        self.peer.load([appointment_json(appointment, slot)])
        if appointment.status.occupies:
            self._put_slot(slot.id, SlotStatus.BUSY)
        return appointment

    async def truth(self, appointment_id: str) -> Appointment | None:
        rows = [row for row in self.peer.state("Appointment") if row["id"] == appointment_id]
        return Mapper(self.profile).appointment(rows[0]) if rows else None

    async def slot_truth(self, slot_id: str) -> Slot:
        found = self._kept("Slot", slot_id)
        return Mapper(self.profile).slot(found, Schedule(found["schedule"]["reference"].split("/")[1], Parties()))

    async def occupying(self, patient_id: str) -> list[Appointment]:
        rows = [Mapper(self.profile).appointment(row) for row in self.peer.state("Appointment")]
        return [row for row in rows if row.patient_id == patient_id and row.status.occupies]

    async def desk_takes(self, slot: Slot) -> Appointment:
        self._walk_ins += 1
        walk_in = an_appointment(id=f"walk-in-{self._walk_ins}", slot=slot, patient_id="pat-walk-in")
        return await self.seed_appointment(walk_in, slot)

    async def desk_blocks(self, slot: Slot) -> None:
        self._put_slot(slot.id, SlotStatus.BUSY_UNAVAILABLE)

    async def desk_touches(self, appointment: Appointment) -> None:
        self.peer.load([{**self._kept("Appointment", appointment.id), "comment": "A note of the front desk"}])

    async def desk_cancels(self, appointment: Appointment) -> None:
        cancelled = replace(appointment, status=AppointmentStatus.CANCELLED)
        self.peer.load([{**self._kept("Appointment", appointment.id), "status": cancelled.status.value}])
        for slot_id in appointment.slot_ids:
            self._put_slot(slot_id, SlotStatus.FREE)

    def _put_slot(self, slot_id: str, status: SlotStatus) -> None:
        self.peer.load([{**self._kept("Slot", slot_id), "status": status.value}])

    def _kept(self, resource_type: str, resource_id: str) -> Json:
        return next(row for row in self.peer.state(resource_type) if row["id"] == resource_id)


class TestMedplum(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    async def harness(self, peer: MedplumPeer) -> AsyncIterator[MedplumHarness]:
        peer.reset()
        harness = MedplumHarness(peer)
        yield harness
        await harness.system.aclose()
