from tests.appliance.demo.clinic_client import Clinic, Resource, in_slot

NOTHING = {
    "double_bookings": [],
    "double_bookings_ever": [],
    "lost_appointments": [],
    "duplicate_appointments": [],
    "slot_mismatches": [],
    "writes": 0,
}


async def audit(clinic: Clinic, **cancelled: int) -> Resource:
    return await clinic.control("audit", {"cancelled": {f"Patient/{who}": count for who, count in cancelled.items()}})


async def test_a_fresh_clinic_is_in_order(generic: Clinic) -> None:
    assert await audit(generic) == NOTHING


async def test_two_in_one_slot_and_at_one_time(generic: Clinic) -> None:
    store = generic.ehr.store
    other = {**generic.appointment_of("pat-001"), "id": "extra"}
    other["participant"] = [
        {"actor": {"reference": "Patient/pat-016"}, "status": "accepted"},
        *other["participant"][1:],
    ]
    store.write(other, "somebody", "POST")
    found = await audit(generic)
    both = ["Appointment/apt-001", "Appointment/extra"]
    assert [entry["appointments"] for entry in found["double_bookings"]] == [both, both]
    assert len(found["double_bookings_ever"]) == 1
    assert found["duplicate_appointments"] == ["Patient/pat-016"]


async def test_a_cancellation_nobody_asked_for_is_a_loss(generic: Clinic) -> None:
    generic.ehr.store.write({**generic.appointment_of("pat-001"), "status": "cancelled"}, "somebody", "PUT")
    assert (await audit(generic))["lost_appointments"] == ["Patient/pat-001"]
    found = await generic.control("audit", {"cancelled": {"Patient/pat-001": 1}})
    assert (found["lost_appointments"], found["duplicate_appointments"]) == ([], [])
    assert [entry["status"] for entry in found["slot_mismatches"]] == ["busy"]


async def test_what_the_front_desk_does_is_neither_lost_nor_doubled(generic: Clinic) -> None:
    await generic.control("front-desk", {"action": "cancel", "appointment": "Appointment/apt-001"})
    await generic.control("front-desk", {"action": "walk-in", "patient": "Patient/pat-016"})
    await generic.control("front-desk", {"action": "move", "appointment": "Appointment/apt-002"})
    assert {**await audit(generic), "writes": 0} == NOTHING


async def test_a_move_is_neither_a_loss_nor_a_duplicate(generic: Clinic) -> None:
    slot = generic.free_slots("whitfield-main")[0]
    await generic.put("Appointment/apt-001", in_slot(generic.appointment_of("pat-001"), slot))
    found = await audit(generic)
    assert (found["lost_appointments"], found["duplicate_appointments"]) == ([], [])
    mismatched = [entry["status"] for entry in found["slot_mismatches"]]
    assert sorted(mismatched) == ["busy", "free"]
