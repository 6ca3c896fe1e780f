from typing import Any

import httpx
import pytest

from tests.appliance.demo.clinic_client import Clinic, Opener


@pytest.fixture
async def ihe(open_clinic: Opener) -> Clinic:
    return await open_clinic(dialect="ihe-sched")


def parameters(**values: object) -> dict[str, Any]:
    kinds = {
        "start": "valueDateTime",
        "end": "valueDateTime",
        "visit_type": "valueCodeableConcept",
        "appointment_resource": "resource",
    }
    entries = [{"name": name.replace("_", "-"), kinds.get(name, "valueReference"): v} for name, v in values.items()]
    return {"resourceType": "Parameters", "parameter": entries}


async def find(ihe: Clinic, count: int = 10, **more: object) -> dict[str, Any]:
    wanted = {"start": "2026-11-23", "end": "2026-11-28", "visit_type": {"coding": [{"code": "cleaning"}]}, **more}
    answer = await ihe.post(f"Appointment/$find?_count={count}", parameters(**wanted))
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def is_gone(answer: httpx.Response) -> bool:
    issue = answer.json()["issue"][0]
    return (answer.status_code, issue["severity"], issue["code"]) == (404, "fatal", "not-found")


async def test_find_honours_count_and_says_the_total(ihe: Clinic) -> None:
    bundle = await find(ihe, 2)
    assert len(bundle["entry"]) == 2
    assert bundle["total"] > 2


@pytest.mark.parametrize("missing", ["start", "end"])
async def test_find_needs_start_and_end(ihe: Clinic, missing: str) -> None:
    given = {"start": "2026-11-23", "end": "2026-11-28"}
    del given[missing]
    assert (await ihe.post("Appointment/$find", parameters(**given))).status_code == 400


async def test_a_held_appointment_is_pending_and_is_not_found_again(ihe: Clinic) -> None:
    proposal = (await find(ihe))["entry"][0]["resource"]
    held = await ihe.post("Appointment/$hold", parameters(appointment_reference={"reference": proposal["id"]}))
    assert held.json()["status"] == "pending"
    others = [entry["resource"] for entry in (await find(ihe))["entry"]]
    assert proposal["start"] not in [other["start"] for other in others]
    again = await ihe.post("Appointment/$hold", parameters(appointment_reference={"reference": proposal["id"]}))
    assert is_gone(again)


async def test_a_hold_lapses(ihe: Clinic) -> None:
    proposal = (await find(ihe))["entry"][0]["resource"]
    await ihe.post("Appointment/$hold", parameters(appointment_reference={"reference": proposal["id"]}))
    await ihe.control("clock", {"advance_seconds": 601})
    starts = [entry["resource"]["start"] for entry in (await find(ihe))["entry"]]
    assert proposal["start"] in starts


async def test_book_a_held_appointment_with_its_patient(ihe: Clinic) -> None:
    patient = {"reference": "Patient/pat-016"}
    proposal = (await find(ihe, patient_reference=patient))["entry"][0]["resource"]
    reference = {"reference": f"Appointment/{proposal['id']}"}
    await ihe.post("Appointment/$hold", parameters(appointment_reference=reference))
    booked = await ihe.post("Appointment/$book", parameters(appointment_reference=reference))
    resource = booked.json()["entry"][0]["resource"]
    assert (resource["status"], resource["participant"][0]["actor"]) == ("booked", patient)
    await ihe.control("clock", {"advance_seconds": 601})
    await find(ihe)
    assert ihe.stored(f"Appointment/{resource['id']}")["status"] == "booked"


async def test_book_a_proposal_without_a_hold(ihe: Clinic) -> None:
    proposal = (await find(ihe))["entry"][0]["resource"]
    patient = {"actor": {"reference": "Patient/pat-016"}, "status": "accepted"}
    wish = {**proposal, "status": "booked", "participant": [patient, *proposal["participant"]]}
    booked = await ihe.post("Appointment/$book", parameters(appointment_resource=wish))
    assert booked.json()["entry"][0]["resource"]["status"] == "booked"


async def test_a_change_is_a_book_with_new_times_and_frees_the_old_time(ihe: Clinic) -> None:
    before = ihe.appointment_of("pat-001")
    target = (await find(ihe))["entry"][3]["resource"]
    shown = (await ihe.get(f"Appointment/{before['id']}")).json()
    wish = {**shown, "start": target["start"], "end": target["end"]}
    answer = await ihe.post("Appointment/$book", parameters(appointment_resource=wish))
    moved = answer.json()["entry"][0]["resource"]
    assert (moved["id"], moved["start"]) == (before["id"], target["start"])
    assert ihe.stored(before["slot"][0]["reference"])["status"] == "free"
    stale = await ihe.post("Appointment/$book", parameters(appointment_resource=wish))
    assert stale.status_code == 409


async def test_a_change_to_a_taken_time_is_gone(ihe: Clinic) -> None:
    before = (await ihe.get("Appointment/apt-001")).json()
    other = ihe.appointment_of("pat-002")
    wish = {**before, "start": other["start"], "end": other["end"]}
    assert is_gone(await ihe.post("Appointment/$book", parameters(appointment_resource=wish)))


async def test_a_cancellation_is_a_book_with_status_cancelled(ihe: Clinic) -> None:
    before = ihe.appointment_of("pat-001")
    shown = (await ihe.get(f"Appointment/{before['id']}")).json()
    answer = await ihe.post("Appointment/$book", parameters(appointment_resource={**shown, "status": "cancelled"}))
    assert answer.json()["entry"][0]["resource"]["status"] == "cancelled"
    assert ihe.stored(before["slot"][0]["reference"])["status"] == "free"


async def test_booking_an_unknown_proposal_is_gone(ihe: Clinic) -> None:
    reference = {"reference": "Appointment/never"}
    assert is_gone(await ihe.post("Appointment/$book", parameters(appointment_reference=reference)))
