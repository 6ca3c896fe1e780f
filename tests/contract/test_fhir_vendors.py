"""The vendors' dialects keep the contract, each on the simulated server of that vendor."""

import dataclasses
from collections.abc import AsyncIterator, Iterator

import pytest

from services.bridge.fhir.dialects.proposing import Place
from services.bridge.fhir.profile import DialectName
from services.scheduling.model import Appointment, Slot, SlotStatus
from tests.contract.fhir_harness import FhirHarness, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scheduling_harness import Harness
from tests.contract.scheduling_system import ChangingContract, ReadingContract, ServerCheckContract
from tests.contract.scheduling_world import MOVE, a_world, carry_out

TYPES = {"follow-up": "follow-up", "mri": "mri"}


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server(page_size=4) as running:
        yield running


class ProposingHarness(FhirHarness):
    """For servers that hide their slots: the adapter's ids describe place and time, the server's own stay inside."""

    def __init__(self, server: EhrServer, dialect: DialectName) -> None:
        super().__init__(server, a_profile(server, dialect, page_size=4))
        self._real: dict[str, str] = {}

    async def seed_slot(self, slot: Slot) -> Slot:
        await super().seed_slot(slot)
        place = Place(
            slot.practitioner.id if slot.practitioner else "", slot.location.id if slot.location else "", slot.interval
        )
        self._real[place.slot_id] = slot.id
        return dataclasses.replace(slot, id=place.slot_id)

    def _own(self, slot: Slot) -> Slot:
        return dataclasses.replace(slot, id=self._real[slot.id])

    async def seed_appointment(self, appointment: Appointment, slot: Slot) -> Appointment:
        return await super().seed_appointment(appointment, self._own(slot))

    async def truth(self, appointment_id: str) -> Appointment | None:
        found = await super().truth(appointment_id)
        return None if found is None else self._described(found)

    async def slot_truth(self, slot_id: str) -> Slot:
        return await super().slot_truth(self._real[slot_id])

    async def occupying(self, patient_id: str) -> list[Appointment]:
        return [self._described(found) for found in await super().occupying(patient_id)]

    async def desk_takes(self, slot: Slot) -> Appointment:
        return await super().desk_takes(self._own(slot))

    async def desk_blocks(self, slot: Slot) -> None:
        await super().desk_blocks(self._own(slot))

    def _described(self, found: Appointment) -> Appointment:
        ids = {real: described for described, real in self._real.items()}
        return dataclasses.replace(found, slot_ids=tuple(ids[real] for real in found.slot_ids))


class TestOracle(ReadingContract, ChangingContract, ServerCheckContract):
    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[FhirHarness]:
        server.reset("oracle")
        profile = a_profile(server, DialectName.ORACLE, page_size=4, service_types=TYPES)
        harness = FhirHarness(server, profile, keeps_marks=False)
        yield harness
        await harness.system.aclose()


class TestEpic(ReadingContract, ChangingContract, ServerCheckContract):
    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[ProposingHarness]:
        server.reset("epic")
        harness = ProposingHarness(server, DialectName.EPIC)
        yield harness
        await harness.system.aclose()


class TestIheSched(ReadingContract, ChangingContract, ServerCheckContract):
    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[ProposingHarness]:
        server.reset("ihe-sched")
        harness = ProposingHarness(server, DialectName.IHE_SCHED)
        yield harness
        await harness.system.aclose()


class TestAthena(ReadingContract, ChangingContract, ServerCheckContract):
    """Nobody but the clinic can free a slot there: the adapter says so instead of claiming it."""

    @pytest.fixture
    async def harness(self, server: EhrServer) -> AsyncIterator[FhirHarness]:
        server.reset("athena", displace_every=0)
        harness = FhirHarness(server, a_profile(server, DialectName.ATHENA, page_size=4))
        yield harness
        await harness.system.aclose()

    async def test_a_move_ends_in_the_new_slot_with_the_old_one_free(self, harness: Harness) -> None:
        world = await a_world(harness)
        moved = await carry_out(harness.system, world)
        [kept] = await harness.occupying(world.patient.id)
        assert (kept.id, kept.interval, kept.slot_ids) == (moved.id, world.new.interval, (world.new.id,))
        assert (await harness.system.release(world.old, MOVE)).status is SlotStatus.BUSY

    async def test_a_whole_change_replayed_three_times_is_one_change(self, harness: Harness) -> None:
        world = await a_world(harness)
        moved = [(await carry_out(harness.system, world)).id for _ in range(3)]
        assert [a.id for a in await harness.occupying(world.patient.id)] == moved[:1]
        assert len(set(moved)) == 1

    async def test_a_cancelled_appointment_is_cancelled_and_its_slot_free(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.cancel(world.appointment, MOVE)
        assert await harness.occupying(world.patient.id) == []
        assert (await harness.system.release(world.old, MOVE)).status is SlotStatus.BUSY

    async def test_release_leaves_a_slot_alone_that_is_occupied_again(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.system.release(world.old, MOVE)
        assert (await harness.slot_truth(world.old.id)).status is SlotStatus.BUSY
