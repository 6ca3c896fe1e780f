import pytest

from tests.appliance.demo.clinic_client import Clinic, Opener, Resource, in_slot

ONE, TWO = {"user_agent": "one"}, {"user_agent": "two"}


@pytest.fixture
def slot(generic: Clinic) -> Resource:
    return generic.free_slots("whitfield-main")[0]


async def move(clinic: Clinic, patient: str, slot: Resource, **headers: str) -> int:
    appointment = clinic.appointment_of(patient)
    body = in_slot(appointment, slot)
    return (await clinic.put(f"Appointment/{appointment['id']}", body, **headers)).status_code


async def test_a_free_slot_may_be_taken_once(generic: Clinic, slot: Resource) -> None:
    assert await move(generic, "pat-001", slot) == 200
    assert await move(generic, "pat-018", slot) == 409


async def test_a_slot_made_busy_by_one_client_is_not_free_for_another(generic: Clinic, slot: Resource) -> None:
    await generic.put(f"Slot/{slot['id']}", {**slot, "status": "busy"}, **ONE)
    assert await move(generic, "pat-018", slot, **TWO) == 409
    assert await move(generic, "pat-001", slot, **ONE) == 200


@pytest.mark.parametrize("status", ["busy-unavailable", "entered-in-error"])
async def test_a_closed_slot_is_never_taken(generic: Clinic, slot: Resource, status: str) -> None:
    await generic.put(f"Slot/{slot['id']}", {**slot, "status": status}, **ONE)
    assert await move(generic, "pat-001", slot, **ONE) == 409


async def test_an_appointment_may_be_written_again_in_its_own_slot(generic: Clinic) -> None:
    body = {**generic.appointment_of("pat-001"), "comment": "the same slot"}
    assert (await generic.put("Appointment/apt-001", body)).status_code == 200


async def test_the_slots_times_and_the_appointments_agree(generic: Clinic, slot: Resource) -> None:
    appointment = generic.appointment_of("pat-001")
    late = {**in_slot(appointment, slot), "start": appointment["start"], "end": appointment["end"]}
    assert (await generic.put("Appointment/apt-001", late)).status_code == 422


async def test_an_unknown_slot_is_422(generic: Clinic, slot: Resource) -> None:
    assert await move(generic, "pat-001", {**slot, "id": "unknown"}) == 422


async def test_the_client_keeps_slot_statuses_unless_the_server_does(open_clinic: Opener) -> None:
    for side_effects, expected in (("none", ("free", "busy")), ("server", ("busy", "free"))):
        clinic = await open_clinic(slot_side_effects=side_effects)
        old = clinic.appointment_of("pat-001")["slot"][0]["reference"]
        slot = clinic.free_slots("whitfield-main")[0]
        assert await move(clinic, "pat-001", slot) == 200
        assert (clinic.stored(f"Slot/{slot['id']}")["status"], clinic.stored(old)["status"]) == expected


async def test_a_server_that_keeps_slots_frees_a_cancelled_one(open_clinic: Opener) -> None:
    clinic = await open_clinic(slot_side_effects="server")
    appointment = clinic.appointment_of("pat-001")
    await clinic.put("Appointment/apt-001", {**appointment, "status": "cancelled"})
    assert clinic.stored(appointment["slot"][0]["reference"])["status"] == "free"


async def test_a_group_class_stays_free_until_it_is_full(open_clinic: Opener) -> None:
    clinic = await open_clinic(slot_side_effects="server")
    slot = next(s for s in clinic.free_slots("raman-main") if "extension" in s)
    places = slot["extension"][0]["valuePositiveInt"] - len(clinic.ehr.store.occupants(f"Slot/{slot['id']}"))
    people = [f"pat-{number:03d}" for number in range(20, 20 + places + 1)]
    answers = []
    for person in people:
        participant = [{"actor": {"reference": f"Patient/{person}"}, "status": "accepted"}]
        body = in_slot({"resourceType": "Appointment", "status": "booked", "participant": participant}, slot)
        answers.append((await clinic.post("Appointment", body)).status_code)
    assert answers == [201] * places + [409]
    assert clinic.stored(f"Slot/{slot['id']}")["status"] == "busy"


async def test_without_etags_the_last_write_wins(open_clinic: Opener) -> None:
    clinic = await open_clinic(dialect="generic-noetag")
    slot = clinic.free_slots("whitfield-main")[0]
    answer = await clinic.get(f"Slot/{slot['id']}")
    assert "etag" not in answer.headers
    assert "meta" not in answer.json()
    assert await move(clinic, "pat-001", slot, if_match='W/"77"') == 200
    assert await move(clinic, "pat-018", slot) == 200
    assert len(clinic.ehr.store.double_booking_log) == 1
