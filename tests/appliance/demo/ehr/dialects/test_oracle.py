from typing import Any

import pytest

from tests.appliance.demo.clinic_client import Clinic, Opener, Resource

EXTENSION = "https://fhir-ehr.cerner.com/r4/StructureDefinition/"
WEEK = "start=ge2026-11-23T00:00:00Z&start=lt2026-11-30T00:00:00Z"
DATES = "date=ge2026-11-23T00:00:00Z&date=lt2026-12-30T00:00:00Z"


@pytest.fixture
async def oracle(open_clinic: Opener) -> Clinic:
    return await open_clinic(dialect="oracle")


def new_appointment(free: str, **changes: object) -> dict[str, Any]:
    patient = {"actor": {"reference": "Patient/pat-016"}, "status": "accepted"}
    return {
        "resourceType": "Appointment",
        "status": "booked",
        "slot": [{"reference": f"Slot/{free}"}],
        "participant": [patient],
        **changes,
    }


async def test_slot_search_returns_only_free_slots_between_both_bounds(oracle: Clinic) -> None:
    answer = await oracle.get(f"Slot?service-type=cleaning&{WEEK}&schedule.actor=Practitioner/whitfield&-location=main")
    assert answer.status_code == 200
    slots = [entry["resource"] for entry in answer.json()["entry"]]
    assert slots
    assert {slot["status"] for slot in slots} == {"free"}


@pytest.mark.parametrize(
    "query",
    [
        WEEK,
        "service-type=cleaning",
        "service-type=cleaning&start=ge2026-11-23T00:00:00Z",
        "service-type=cleaning&start=ge2026-11-23&start=lt2026-11-30",
        f"service-type=cleaning&{WEEK}&status=free",
        f"service-type=cleaning&{WEEK}&-location=main&-location=riverside",
    ],
)
async def test_slot_search_without_what_it_needs_is_refused(oracle: Clinic, query: str) -> None:
    assert (await oracle.get(f"Slot?{query}")).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "patient=pat-001",
        "patient=pat-001&date=ge2026-11-23T00:00:00Z",
        f"patient=pat-001&practitioner=whitfield&{DATES}",
        f"patient=pat-001&patient=pat-002&{DATES}",
        f"_id=apt-001&patient=pat-001&{DATES}",
        f"slot=x&patient=pat-001&{DATES}",
    ],
)
async def test_appointment_search_without_what_it_needs_is_refused(oracle: Clinic, query: str) -> None:
    assert (await oracle.get(f"Appointment?{query}")).status_code == 400


async def test_appointment_search_takes_one_party_and_a_range(oracle: Clinic) -> None:
    answer = await oracle.get(f"Appointment?patient=pat-001,pat-002&{DATES}")
    starts = [entry["resource"]["start"] for entry in answer.json()["entry"]]
    assert len(starts) == 3
    assert starts == sorted(starts)


async def test_booking_answers_201_without_a_body_and_fills_in_times_provider_and_place(oracle: Clinic) -> None:
    slot = oracle.free_slots("whitfield-main")[5]
    answer = await oracle.post("Appointment", new_appointment(slot["id"]))
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (201, b"", 'W/"0"')
    location = answer.headers["location"].split("/fhir/")[1].split("/_history")[0]
    booked = (await oracle.get(location)).json()
    assert booked["start"] == slot["start"]
    assert {p["actor"]["reference"].split("/")[0] for p in booked["participant"]} == {
        "Patient",
        "Practitioner",
        "Location",
    }
    assert oracle.stored(f"Slot/{slot['id']}")["status"] == "busy"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "proposed"},
        {"slot": [{"reference": "Slot/a"}, {"reference": "Slot/b"}]},
        {"participant": [{"actor": {"reference": "Patient/pat-016"}, "status": "tentative"}]},
        {"participant": [{"actor": {"reference": "Practitioner/brooks"}, "status": "accepted"}]},
        {
            "participant": [
                {"actor": {"reference": "Patient/pat-016"}, "status": "accepted", "type": [{"text": "patient"}]}
            ]
        },
        {"slot": [{"reference": "Slot/unknown"}]},
    ],
)
async def test_booking_anything_else_is_refused(oracle: Clinic, changes: Resource) -> None:
    slot = oracle.free_slots("whitfield-main")[5]
    answer = await oracle.post("Appointment", new_appointment(slot["id"], **changes))
    assert answer.status_code == 422


async def test_a_taken_slot_is_422(oracle: Clinic) -> None:
    slot = oracle.free_slots("whitfield-main")[5]
    await oracle.post("Appointment", new_appointment(slot["id"]))
    other = {"actor": {"reference": "Patient/pat-015"}, "status": "accepted"}
    assert (await oracle.post("Appointment", new_appointment(slot["id"], participant=[other]))).status_code == 422


async def test_a_cancellation_is_a_patch_of_status_and_reason_and_frees_the_slot(oracle: Clinic) -> None:
    appointment = oracle.appointment_of("pat-001")
    system = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
    reason = {"coding": [{"system": system, "code": "pat-cpp"}]}
    operations = [
        {"op": "replace", "path": "/status", "value": "cancelled"},
        {"op": "add", "path": "/cancelationReason", "value": reason},
    ]
    answer = await oracle.patch(f"Appointment/{appointment['id']}", operations, if_match='W/"0"')
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (200, b"", 'W/"1"')
    assert oracle.stored(appointment["slot"][0]["reference"])["status"] == "free"


async def test_a_reschedule_replaces_the_slot_and_keeps_the_id(oracle: Clinic) -> None:
    appointment = oracle.appointment_of("pat-001")
    old = appointment["slot"][0]["reference"]
    slot = oracle.free_slots("whitfield-main")[3]
    operations = [{"op": "replace", "path": "/slot", "value": [{"reference": f"Slot/{slot['id']}"}]}]
    answer = await oracle.patch(f"Appointment/{appointment['id']}", operations, if_match='W/"0"')
    assert answer.status_code == 200
    moved = oracle.stored(f"Appointment/{appointment['id']}")
    assert moved["start"] == slot["start"]
    assert oracle.stored(f"Slot/{slot['id']}")["status"] == "busy"
    assert oracle.stored(old)["status"] == "free"


async def test_versions_are_compulsory_and_stale_ones_are_409(oracle: Clinic) -> None:
    operations = [{"op": "replace", "path": "/status", "value": "cancelled"}]
    assert (await oracle.patch("Appointment/apt-001", operations)).status_code == 412
    await oracle.control("front-desk", {"action": "edit", "appointment": "Appointment/apt-001"})
    assert (await oracle.patch("Appointment/apt-001", operations, if_match='W/"0"')).status_code == 409


async def test_somebody_editing_is_423(oracle: Clinic) -> None:
    await oracle.control("lock", {"reference": "Appointment/apt-001"})
    operations = [{"op": "replace", "path": "/status", "value": "cancelled"}]
    assert (await oracle.patch("Appointment/apt-001", operations, if_match='W/"0"')).status_code == 423
    await oracle.control("lock", {"reference": "Appointment/apt-001", "locked": False})
    assert (await oracle.patch("Appointment/apt-001", operations, if_match='W/"0"')).status_code == 200


@pytest.mark.parametrize(
    "operations",
    [
        [{"op": "replace", "path": "/status", "value": "fulfilled"}],
        [{"op": "replace", "path": "/start", "value": "2026-12-01T10:00:00-05:00"}],
        [
            {"op": "replace", "path": "/slot", "value": [{"reference": "Slot/x"}]},
            {"op": "replace", "path": "/status", "value": "cancelled"},
        ],
        [{"op": "replace", "path": "/slot", "value": [{"reference": "Slot/a"}, {"reference": "Slot/b"}]}],
        [
            {"op": "replace", "path": "/status", "value": "cancelled"},
            {"op": "add", "path": "/cancelationReason", "value": {"text": "no coding"}},
        ],
    ],
)
async def test_an_undocumented_patch_is_422(oracle: Clinic, operations: list[Resource]) -> None:
    assert (await oracle.patch("Appointment/apt-001", operations, if_match='W/"0"')).status_code == 422


async def test_appointments_say_whether_they_may_change(oracle: Clinic) -> None:
    ahead = (await oracle.get("Appointment/apt-001")).json()
    past = oracle.appointment_of("pat-009")
    behind = (await oracle.get(f"Appointment/{past['id']}")).json()
    flags = [{e["url"]: e["valueBoolean"] for e in found["extension"]} for found in (ahead, behind)]
    assert flags[0] == {EXTENSION + "is-cancelable": True, EXTENSION + "is-reschedulable": True}
    assert flags[1] == {EXTENSION + "is-cancelable": False, EXTENSION + "is-reschedulable": False}


async def test_what_is_not_offered_is_refused(oracle: Clinic) -> None:
    slot = oracle.free_slots("whitfield-main")[0]
    assert (await oracle.put(f"Slot/{slot['id']}", slot)).status_code == 405
    assert (await oracle.put("Appointment/apt-001", {})).status_code == 405
    assert (await oracle.post("", {"resourceType": "Bundle", "type": "transaction"})).status_code == 405
    assert (await oracle.get("HealthcareService/cleaning")).status_code == 404
