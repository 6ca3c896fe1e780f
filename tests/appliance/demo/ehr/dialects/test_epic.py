from typing import Any

import httpx
import pytest

from tests.appliance.demo.clinic_client import Clinic, Opener


@pytest.fixture
async def epic(open_clinic: Opener) -> Clinic:
    return await open_clinic(dialect="epic")


def parameters(**values: object) -> dict[str, Any]:
    kinds = {"startTime": "valueDateTime", "endTime": "valueDateTime", "serviceType": "valueCodeableConcept"}
    entries = [
        {"name": name.replace("_", "-"), kinds.get(name, "valueReference"): v} for name, v in values.items() if v
    ]
    return {"resourceType": "Parameters", "parameter": entries}


def wanted(code: str = "cleaning", **more: object) -> dict[str, Any]:
    concept = {"coding": [{"code": code}]}
    return parameters(startTime="2026-11-23", endTime="2026-11-28", serviceType=concept, **more)


async def find(epic: Clinic, location_reference: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    bundle = (await epic.post("Appointment/$find", wanted(location_reference=location_reference))).json()
    return [entry["resource"] for entry in bundle.get("entry", []) if entry["search"]["mode"] == "match"]


async def book(epic: Clinic, proposal: str, patient: str = "pat-016") -> httpx.Response:
    body = parameters(patient={"reference": f"Patient/{patient}"}, appointment={"reference": f"Appointment/{proposal}"})
    return await epic.post("Appointment/$book", body)


async def test_find_returns_proposals_that_are_not_stored(epic: Clinic) -> None:
    found = await find(epic, location_reference={"reference": "Location/main"})
    assert found
    assert {proposal["status"] for proposal in found} == {"proposed"}
    assert all("slot" not in proposal for proposal in found)
    assert (await epic.get(f"Appointment/{found[0]['id']}")).status_code == 404


async def test_find_ignores_an_unknown_service_type_and_says_so(epic: Clinic) -> None:
    bundle = (await epic.post("Appointment/$find", wanted("unheard-of"))).json()
    notes = [entry["resource"] for entry in bundle["entry"] if entry["search"]["mode"] == "outcome"]
    assert notes[0]["issue"][0]["severity"] == "information"
    assert notes[0]["issue"][0]["details"]["coding"][0]["code"] == "59109"
    assert len(bundle["entry"]) > 1


async def test_book_makes_a_booked_appointment_with_its_own_id(epic: Clinic) -> None:
    proposal = (await find(epic))[0]
    answer = await book(epic, proposal["id"])
    booked = answer.json()["entry"][0]["resource"]
    assert (answer.status_code, booked["status"], booked["start"]) == (200, "booked", proposal["start"])
    assert booked["id"] != proposal["id"]
    found = (await epic.get("Appointment?patient=Patient/pat-016")).json()
    assert [entry["resource"]["id"] for entry in found["entry"]] == [booked["id"]]
    assert (await book(epic, proposal["id"], "pat-015")).status_code == 409


async def test_a_proposal_expires(epic: Clinic) -> None:
    proposal = (await find(epic))[0]
    await epic.control("clock", {"advance_seconds": 601})
    assert (await book(epic, proposal["id"])).status_code == 404


async def test_book_refuses_an_unknown_patient(epic: Clinic) -> None:
    proposal = (await find(epic))[0]
    assert (await book(epic, proposal["id"], "nobody")).status_code == 400


async def test_the_stand_in_cancels_with_a_reason_and_frees_the_time(epic: Clinic) -> None:
    appointment = epic.appointment_of("pat-001")
    reason = {"system": "urn:x", "code": "pat"}
    body = {"resourceType": "Parameters", "parameter": [{"name": "reason", "valueCoding": reason}]}
    answer = await epic.post(f"Appointment/{appointment['id']}/$cancel", body)
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert epic.stored(appointment["slot"][0]["reference"])["status"] == "free"
    again = await epic.post(f"Appointment/{appointment['id']}/$cancel", body)
    assert again.status_code == 422


async def test_too_close_to_start_time_is_a_business_failure(epic: Clinic) -> None:
    appointment = epic.appointment_of("pat-001")
    await epic.control("clock", {"now": "2026-12-01T09:00:00-05:00"})
    answer = await epic.post(f"Appointment/{appointment['id']}/$cancel", parameters())
    assert answer.status_code == 422
    assert "Too close" in answer.json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize("body", [{}, {"resourceType": "Parameters", "parameter": [1]}, parameters(endTime="x"), []])
async def test_a_malformed_find_is_400(epic: Clinic, body: object) -> None:
    assert (await epic.post("Appointment/$find", body)).status_code == 400


async def test_there_is_no_slot_no_update_and_no_version(epic: Clinic) -> None:
    assert (await epic.get("Slot?status=free")).status_code == 404
    assert (await epic.put("Appointment/apt-001", {})).status_code == 405
    assert (await epic.patch("Appointment/apt-001", [])).status_code == 405
    answer = await epic.get("Appointment/apt-001")
    assert "etag" not in answer.headers
    assert "meta" not in answer.json()
    assert (await epic.get("Appointment/apt-001%20")).status_code == 404
