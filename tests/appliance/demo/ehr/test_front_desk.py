import asyncio

import pytest

from appliance.demo.ehr.outcome import FhirError
from tests.appliance.demo.clinic_client import Clinic, Opener

EVERYTHING = ("walk-in", "cancel", "move", "edit", "block", "unblock")


async def test_a_walk_in_takes_a_free_slot(generic: Clinic) -> None:
    slot = f"Slot/{generic.free_slots('whitfield-main')[0]['id']}"
    body = {"action": "walk-in", "slot": slot, "patient": "Patient/pat-016"}
    made = generic.stored((await generic.control("front-desk", body))["reference"])
    assert (made["status"], made["slot"], generic.stored(slot)["status"]) == ("booked", [{"reference": slot}], "busy")
    assert {p["actor"]["reference"].split("/")[0] for p in made["participant"]} == {
        "Patient",
        "Practitioner",
        "Location",
    }
    assert (await generic.http.post("/_control/front-desk", json=body)).status_code == 409


async def test_an_edit_only_raises_the_version(generic: Clinic) -> None:
    await generic.control("front-desk", {"action": "edit", "appointment": "Appointment/apt-001"})
    answer = await generic.put("Appointment/apt-001", generic.appointment_of("pat-001"), if_match='W/"1"')
    assert answer.status_code == 412


async def test_a_closed_slot_can_be_opened_again(generic: Clinic) -> None:
    slot = f"Slot/{generic.free_slots('whitfield-main')[0]['id']}"
    await generic.control("front-desk", {"action": "block", "slot": slot})
    assert generic.stored(slot)["status"] == "busy-unavailable"
    await generic.control("front-desk", {"action": "unblock", "slot": slot})
    assert generic.stored(slot)["status"] == "free"


async def test_a_move_leaves_the_old_slot_free(generic: Clinic) -> None:
    old = generic.appointment_of("pat-001")["slot"][0]["reference"]
    await generic.control("front-desk", {"action": "move", "appointment": "Appointment/apt-001"})
    assert generic.stored(old)["status"] == "free"
    new = generic.stored("Appointment/apt-001")["slot"][0]["reference"]
    assert generic.stored(new)["status"] == "busy"


@pytest.mark.parametrize(
    ("action", "argument"),
    [
        ("cancel", {"appointment": "Appointment/nobody"}),
        ("cancel", {"appointment": "Appointment/apt-012"}),
        ("walk-in", {"slot": "Slot/unknown"}),
        ("unblock", {"slot": "Slot/whitfield-main-20261124-0900"}),
    ],
)
async def test_what_cannot_be_done_is_refused(generic: Clinic, action: str, argument: dict[str, str]) -> None:
    with pytest.raises(FhirError):
        generic.ehr.front_desk.actions[action](**argument)


@pytest.mark.parametrize("dialect", ["generic", "generic-noetag", "oracle"])
async def test_a_busy_front_desk_keeps_the_schedule_in_order(open_clinic: Opener, dialect: str) -> None:
    clinic = await open_clinic(dialect=dialect)
    done = [clinic.ehr.front_desk.step(EVERYTHING) for _ in range(300)]
    assert set(EVERYTHING) <= set(done)
    found = await clinic.control("audit")
    assert {name: value for name, value in found.items() if name != "writes"} == {
        "double_bookings": [],
        "double_bookings_ever": [],
        "lost_appointments": [],
        "duplicate_appointments": [],
        "slot_mismatches": [],
    }


async def test_the_same_seed_does_the_same(open_clinic: Opener) -> None:
    first, second = await open_clinic(seed=4), await open_clinic(seed=4)
    for clinic in (first, second):
        for _ in range(30):
            clinic.ehr.front_desk.step(EVERYTHING)
    assert [line.reference for line in first.ehr.store.log] == [line.reference for line in second.ehr.store.log]


async def changed(clinic: Clinic, times: int) -> None:
    """Wait until the store has changed that often."""
    enough, heard = asyncio.Event(), [0]

    def watch() -> None:
        heard[0] += 1
        if heard[0] >= times:
            enough.set()

    clinic.ehr.store.watchers.add(watch)
    await enough.wait()


async def test_it_works_in_the_background_until_it_is_stopped(generic: Clinic) -> None:
    await generic.control("front-desk/run", {"per_second": 1000, "actions": ["edit"]})
    await changed(generic, 3)
    await generic.control("front-desk/stop")
    count = len(generic.ehr.store.log)
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(generic.ehr.store.log) == count
    assert (await generic.http.post("/_control/front-desk/run", json={"actions": ["dance"]})).status_code == 400
