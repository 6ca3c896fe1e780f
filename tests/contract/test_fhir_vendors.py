"""The vendors' dialects keep the contract, each on the simulated server of that vendor."""

from collections.abc import AsyncIterator, Iterator

import pytest

from services.bridge.fhir.profile import DialectName
from services.scheduling.model import SlotStatus
from tests.contract.fhir_harness import FhirHarness, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.proposing_harness import ProposingHarness
from tests.contract.scheduling_harness import Harness
from tests.contract.scheduling_system import ChangingContract, ReadingContract, ServerCheckContract
from tests.contract.scheduling_world import MOVE, a_world, carry_out

TYPES = {"follow-up": "follow-up", "mri": "mri"}


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server(page_size=4) as running:
        yield running


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
