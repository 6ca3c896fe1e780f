from typing import Any

import pytest

from tests.appliance.demo.clinic_client import Clinic, Opener

CODE = {
    "extension": [
        {
            "url": "https://docs.mydata.athenahealth.com/fhir-r4/StructureDefinition/athena-originalCode",
            "valueCoding": {"code": "Cancelled by Patient"},
        }
    ]
}


@pytest.fixture
async def athena(open_clinic: Opener) -> Clinic:
    return await open_clinic(dialect="athena")


def new_appointment(slot: dict[str, Any]) -> dict[str, Any]:
    return {
        "resourceType": "Appointment",
        "status": "pending",
        "start": slot["start"],
        "end": slot["end"],
        "slot": [{"reference": f"Slot/{slot['id']}"}],
        "participant": [{"actor": {"reference": "Patient/pat-016"}, "status": "accepted"}],
    }


async def test_every_third_booking_lands_in_another_slot(athena: Clinic) -> None:
    slots = athena.free_slots("whitfield-main")[:3]
    booked = [(await athena.post("Appointment", new_appointment(slot))).json() for slot in slots]
    assert [made["slot"][0]["reference"] == f"Slot/{s['id']}" for made, s in zip(booked, slots, strict=True)] == [
        True,
        True,
        False,
    ]
    assert booked[2]["start"] > slots[2]["start"]
    assert athena.stored(booked[2]["slot"][0]["reference"])["status"] == "busy"


async def test_a_slot_that_is_gone_is_400_no_slot_found(athena: Clinic) -> None:
    slot = athena.free_slots("whitfield-main")[0]
    await athena.post("Appointment", new_appointment(slot))
    answer = await athena.post("Appointment", new_appointment(slot))
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["diagnostics"] == "No slot found"


async def test_a_cancelled_appointment_keeps_its_slot_busy_and_loses_its_status(athena: Clinic) -> None:
    appointment = athena.appointment_of("pat-001")
    answer = await athena.put(f"Appointment/{appointment['id']}", {**appointment, "status": "cancelled"})
    assert answer.status_code == 200
    assert "status" not in (await athena.get(f"Appointment/{appointment['id']}")).json()
    assert athena.stored(f"Appointment/{appointment['id']}")["status"] == "cancelled"
    assert athena.stored(appointment["slot"][0]["reference"])["status"] == "busy"


async def test_the_vendor_code_keeps_the_status(athena: Clinic) -> None:
    appointment = athena.appointment_of("pat-001")
    body = {**appointment, "status": "cancelled", "_status": CODE}
    await athena.put(f"Appointment/{appointment['id']}", body)
    assert (await athena.get(f"Appointment/{appointment['id']}")).json()["status"] == "cancelled"


async def test_moving_by_an_update_is_refused(athena: Clinic) -> None:
    appointment = athena.appointment_of("pat-001")
    slot = athena.free_slots("whitfield-main")[0]
    moved = {**appointment, "start": slot["start"], "end": slot["end"], "slot": [{"reference": f"Slot/{slot['id']}"}]}
    assert (await athena.put(f"Appointment/{appointment['id']}", moved)).status_code == 422


async def test_slots_are_read_only(athena: Clinic) -> None:
    slot = athena.free_slots("whitfield-main")[0]
    assert (await athena.put(f"Slot/{slot['id']}", slot)).status_code == 405
