"""What the contract does not ask: traps between us and the server, races without ETags, marks that are not allowed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from services.bridge.fhir import edits
from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.system import FhirSchedulingSystem
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, Refused, SlotTaken, SystemBusy, VersionConflict
from services.scheduling.model import Appointment, AppointmentStatus, Lock, SlotStatus
from tests.contract.fhir_harness import CHICAGO, FhirHarness, a_client, a_profile, no_pause
from tests.contract.fhir_resources import SLOT
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scheduling_world import MOVE, OTHER, a_world, carry_out
from tests.contract.scripted_fhir import Scripted, scripted_fhir
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.clock import ManualClock


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server() as running:
        yield running


@asynccontextmanager
async def a_harness(server: EhrServer, dialect: str = "generic", **profile: object) -> AsyncIterator[FhirHarness]:
    server.reset(dialect)
    site = a_profile(server, DialectName.GENERIC, **profile)
    harness = FhirHarness(server, site, keeps_marks=site.marks_allowed)
    yield harness
    await harness.system.aclose()


@pytest.fixture
async def harness(server: EhrServer) -> AsyncIterator[FhirHarness]:
    async with a_harness(server) as harness:
        yield harness


async def a_rival(harness: FhirHarness) -> Appointment:
    other = await harness.seed_patient(a_patient(id="pat-2", family="Okafor"))
    slot = await harness.seed_slot(a_slot(start=at(4, 9)))
    seeded = await harness.seed_appointment(an_appointment(slot=slot, patient_id=other.id), slot)
    return await harness.system.appointment(seeded.id)


def vendor_fields(harness: FhirHarness, appointment_id: str) -> dict[str, object]:
    resource = harness.server.resource("Appointment", appointment_id)
    assert resource is not None
    return {name: resource.get(name) for name in ("extension", "comment", "reasonCode", "description")}


async def test_a_move_and_a_cancellation_keep_what_only_the_vendor_understands(harness: FhirHarness) -> None:
    world = await a_world(harness)
    resource = harness.server.resource("Appointment", world.appointment.id)
    assert resource is not None
    extra = {
        "extension": [{"url": "http://vendor.example/x", "valueString": "kept"}],
        "comment": "Bring the brace",
        "reasonCode": [{"text": "Knee"}],
    }
    harness.server.load({**resource, **extra})
    before = vendor_fields(harness, world.appointment.id)
    seen = await harness.system.appointment(world.appointment.id)
    held = await harness.system.hold(world.new, MOVE)
    moved = await harness.system.move(seen, held, MOVE)
    assert vendor_fields(harness, world.appointment.id) == before
    await harness.system.cancel(moved, OTHER)
    assert vendor_fields(harness, world.appointment.id) == before


@pytest.mark.parametrize("trap", ["drop-after", "truncated"])
async def test_a_move_whose_answer_is_lost_is_found_done_when_repeated(harness: FhirHarness, trap: str) -> None:
    world = await a_world(harness)
    held = await harness.system.hold(world.new, MOVE)
    harness.server.trap(trap, match={"method": "PUT", "type": "Appointment"})
    with pytest.raises(OutcomeUnknown):
        await harness.system.move(world.appointment, held, MOVE)
    again = await harness.system.move(world.appointment, held, MOVE)
    assert again.slot_ids == (world.new.id,)
    assert len([w for w in harness.server.control("log")["log"] if w["reference"].startswith("Appointment/")]) == 1


@pytest.mark.parametrize("trap", ["malformed-json", "wrong-content-type", "wrong-types", "missing-status"])
async def test_a_spoilt_answer_to_a_write_is_read_again_or_unknown_never_believed(
    harness: FhirHarness, trap: str
) -> None:
    world = await a_world(harness)
    held = await harness.system.hold(world.new, MOVE)
    harness.server.trap(trap, match={"method": "PUT", "type": "Appointment"})
    try:
        moved = await harness.system.move(world.appointment, held, MOVE)
    except OutcomeUnknown:
        moved = await harness.system.appointment(world.appointment.id)
    assert moved.slot_ids == (world.new.id,)


async def test_a_server_that_lies_is_found_out_by_reading(harness: FhirHarness) -> None:
    world = await a_world(harness)
    held = await harness.system.hold(world.new, MOVE)
    harness.server.trap("lie", match={"method": "PUT", "type": "Appointment"})
    await harness.system.move(world.appointment, held, MOVE)
    assert (await harness.system.appointment(world.appointment.id)).slot_ids == (world.old.id,)


async def test_a_locked_appointment_asks_to_come_back(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.control("lock", {"reference": f"Appointment/{world.appointment.id}"})
    with pytest.raises(SystemBusy):
        await harness.system.cancel(world.appointment, MOVE)
    assert (await harness.system.appointment(world.appointment.id)).status is AppointmentStatus.BOOKED


async def test_a_refused_move_is_named_by_its_cause(harness: FhirHarness) -> None:
    world = await a_world(harness)
    held = await harness.system.hold(world.new, MOVE)
    harness.server.trap("status", match={"method": "PUT"}, params={"status": 422, "code": "business-rule"})
    with pytest.raises(Refused, match="422") as caught:
        await harness.system.move(world.appointment, held, MOVE)
    assert caught.value.rule == "business-rule"


async def test_an_appointment_that_is_over_is_not_moved(harness: FhirHarness) -> None:
    world = await a_world(harness)
    resource = harness.server.resource("Appointment", world.appointment.id)
    assert resource is not None
    harness.server.load({**resource, "status": "fulfilled"})
    seen = await harness.system.appointment(world.appointment.id)
    with pytest.raises(Refused, match="no longer be changed") as caught:
        await harness.system.move(seen, world.new, MOVE)
    assert caught.value.rule == "fulfilled"


async def test_a_move_back_takes_the_old_slot_again(harness: FhirHarness) -> None:
    world = await a_world(harness)
    held = await harness.system.hold(world.new, MOVE)
    moved = await harness.system.move(world.appointment, held, MOVE)
    back = await harness.system.move(moved, await harness.system.slot(world.old.id), MOVE)
    assert (back.slot_ids, back.interval) == ((world.old.id,), world.old.interval)
    await harness.system.release(held, MOVE)
    assert (await harness.slot_truth(world.new.id)).status is SlotStatus.FREE
    assert (await harness.slot_truth(world.old.id)).status is SlotStatus.BUSY


async def test_a_move_back_to_a_slot_somebody_else_is_in_is_refused(harness: FhirHarness) -> None:
    world = await a_world(harness)
    moved = await carry_out(harness.system, world)
    await harness.desk_takes(world.old)
    with pytest.raises(SlotTaken):
        await harness.system.move(moved, await harness.system.slot(world.old.id), MOVE)


async def test_a_release_again_does_not_end_the_hold_of_who_came_after(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await carry_out(harness.system, world)
    held = await harness.system.hold(await harness.system.slot(world.old.id), OTHER)
    fresh = await harness.system.slot(world.old.id)
    assert (await harness.system.release(fresh, MOVE)).held_by == OTHER
    assert held.held_by == OTHER


async def test_a_slot_with_the_mark_of_a_finished_operation_is_freed_when_it_is_left(harness: FhirHarness) -> None:
    world = await a_world(harness)
    moved = await carry_out(harness.system, world)
    cancelled = await harness.system.cancel(moved, OTHER)
    assert cancelled.status is AppointmentStatus.CANCELLED
    freed = await harness.system.release(await harness.system.slot(world.new.id), OTHER)
    assert (freed.status, freed.held_by) == (SlotStatus.FREE, None)


async def test_an_appointment_without_a_slot_moves_back_to_a_described_place(harness: FhirHarness) -> None:
    world = await a_world(harness)
    described = a_slot(id="", interval=world.old.interval, status=SlotStatus.BUSY)
    held = await harness.system.hold(world.new, MOVE)
    moved = await harness.system.move(world.appointment, held, MOVE)
    back = await harness.system.move(moved, described, MOVE)
    assert (back.slot_ids, back.interval) == ((), world.old.interval)


async def test_a_malformed_slot_is_never_held(harness: FhirHarness) -> None:
    world = await a_world(harness)
    harness.server.trap("wrong-types", times=0, match={"path": f"^Slot/{world.new.id}"})
    with pytest.raises(MalformedAnswer):
        await harness.system.hold(world.new, MOVE)


async def test_a_stale_read_conflicts_instead_of_overwriting(harness: FhirHarness) -> None:
    world = await a_world(harness)
    await harness.desk_touches(world.appointment)
    harness.server.trap("stale-read", match={"method": "GET", "path": f"^Appointment/{world.appointment.id}$"})
    with pytest.raises(VersionConflict):
        await harness.system.cancel(world.appointment, MOVE)


async def test_without_etags_two_at_once_do_not_both_get_the_slot(server: EhrServer) -> None:
    async with a_harness(server, "generic-noetag") as harness:
        world = await a_world(harness)
        answers = await asyncio.gather(
            *(harness.system.hold(world.new, f"op_{number}") for number in range(8)), return_exceptions=True
        )
        assert len([a for a in answers if not isinstance(a, BaseException)]) == 1
        assert len([a for a in answers if isinstance(a, SlotTaken)]) == 7


async def test_without_etags_a_changed_appointment_is_not_written_over(server: EhrServer) -> None:
    async with a_harness(server, "generic-noetag") as harness:
        world = await a_world(harness)
        other = await harness.seed_slot(a_slot(start=at(9, 10)))
        harness.server.control(
            "front-desk",
            {"action": "move", "appointment": f"Appointment/{world.appointment.id}", "slot": f"Slot/{other.id}"},
        )
        with pytest.raises(VersionConflict):
            await harness.system.cancel(world.appointment, MOVE)
        with pytest.raises(VersionConflict):
            await harness.system.move(world.appointment, world.new, MOVE)


async def test_without_etags_and_patches_the_mark_read_back_tells_who_wrote_last() -> None:
    resource = {"versioning": "no-version", "interaction": [{"code": "read"}, {"code": "update"}]}
    types = [{"type": name, **resource} for name in ("Slot", "Appointment")]
    statement = {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1", "rest": [{"resource": types}]}
    unversioned = {name: value for name, value in SLOT.items() if name != "meta"}
    overwritten = edits.held(unversioned, OTHER)
    with scripted_fhir() as scripted:
        scripted.say("GET metadata", Scripted(statement))
        scripted.say("GET Schedule/one", Scripted({"resourceType": "Schedule", "id": "one"}))
        scripted.say("PUT Slot/slot-1", Scripted(edits.held(unversioned, MOVE)))
        scripted.say("GET Slot/slot-1", Scripted(unversioned), Scripted(unversioned), Scripted(overwritten))
        profile = SiteProfile(base_url=scripted.fhir, zone=CHICAGO, dialect=DialectName.GENERIC)
        system = FhirSchedulingSystem(a_client(profile), profile, ManualClock())
        with pytest.raises(SlotTaken):
            await system.hold(await system.slot("slot-1"), MOVE)
        await system.aclose()


async def test_without_etags_a_slot_taken_and_let_go_meanwhile_is_tried_again(server: EhrServer) -> None:
    async with a_harness(server, "generic-noetag") as harness:
        world = await a_world(harness)
        harness.server.trap("status", match={"method": "PATCH"}, params={"status": 422, "code": "business-rule"})
        assert (await harness.system.hold(world.new, MOVE)).held_by == MOVE


async def test_without_etags_a_patch_refused_for_good_is_a_refusal(server: EhrServer) -> None:
    async with a_harness(server, "generic-noetag") as harness:
        world = await a_world(harness)
        harness.server.trap("status", times=0, match={"method": "PATCH"}, params={"status": 422})
        with pytest.raises(Refused):
            await harness.system.hold(world.new, MOVE)
        assert (await harness.slot_truth(world.new.id)).status is SlotStatus.FREE


async def test_a_rival_who_wrote_last_without_etags_has_the_slot(server: EhrServer) -> None:
    async with a_harness(server, "generic", lock=Lock.NONE) as harness:
        world = await a_world(harness)
        await harness.system.hold(world.new, MOVE)
        with pytest.raises(SlotTaken):
            await harness.system.hold(world.new, OTHER)


async def test_where_marks_are_not_allowed_nothing_of_ours_is_written(server: EhrServer) -> None:
    async with a_harness(server, marks_allowed=False) as harness:
        world = await a_world(harness)
        assert await harness.system.hold(world.new, MOVE) == world.new
        moved = await harness.system.move(world.appointment, world.new, MOVE)
        assert await harness.system.move(world.appointment, world.new, MOVE) == moved
        await harness.system.release(world.old, MOVE)
        rows = [harness.server.resource("Slot", key) for key in (world.old.id, world.new.id)]
        assert [row["status"] for row in rows if row] == ["free", "busy"]
        assert all("identifier" not in row for row in rows if row)
        with pytest.raises(SlotTaken):
            await harness.system.hold(world.new, OTHER)


async def test_two_appliances_at_once_leave_one_in_the_slot(server: EhrServer) -> None:
    async with a_harness(server) as harness:
        world = await a_world(harness)
        rival = await a_rival(harness)
        second = FhirSchedulingSystem(
            FhirClient(open_http(harness.profile, agent="Sealdesk east"), harness.profile.limits, pause=no_pause),
            harness.profile,
            harness.clock,
        )

        async def change(system: FhirSchedulingSystem, appointment: Appointment, operation: str) -> Appointment:
            return await system.move(appointment, await system.hold(world.new, operation), operation)

        answers = await asyncio.gather(
            change(harness.system, world.appointment, MOVE), change(second, rival, OTHER), return_exceptions=True
        )
        assert len([a for a in answers if isinstance(a, SlotTaken | VersionConflict)]) == 1
        assert len(await harness.system.occupants(world.new)) == 1
        await second.aclose()
