from base64 import b64encode

import orjson
import pytest

from tests.appliance.demo.clinic_client import Clinic, Opener, Resource, in_slot


def entry(method: str, url: str, resource: Resource | None = None, **request: str) -> Resource:
    made: Resource = {"request": {"method": method, "url": url, **request}}
    return {**made, "resource": resource} if resource else made


def bundle(kind: str, *entries: Resource) -> Resource:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def move_entries(clinic: Clinic, if_match: str = 'W/"1"') -> list[Resource]:
    """Return the three writes of a move: take the new slot, move, free the old one."""
    appointment = clinic.appointment_of("pat-001")
    slot = clinic.free_slots("whitfield-main")[0]
    old = clinic.stored(appointment["slot"][0]["reference"])
    return [
        entry("PUT", f"Slot/{slot['id']}", {**slot, "status": "busy"}, ifMatch='W/"1"'),
        entry("PUT", "Appointment/apt-001", in_slot(appointment, slot), ifMatch=if_match),
        entry("PUT", f"Slot/{old['id']}", {**old, "status": "free"}, ifMatch='W/"1"'),
    ]


async def test_a_transaction_moves_an_appointment_and_both_slots_at_once(generic: Clinic) -> None:
    answer = await generic.post("", bundle("transaction", *move_entries(generic)))
    assert answer.status_code == 200
    assert [e["response"]["etag"] for e in answer.json()["entry"]] == ['W/"2"'] * 3
    assert (await generic.control("audit"))["slot_mismatches"] == []


async def test_a_transaction_that_fails_leaves_nothing(generic: Clinic) -> None:
    entries = move_entries(generic, 'W/"9"')
    answer = await generic.post("", bundle("transaction", *entries))
    assert answer.status_code == 412
    assert generic.stored(entries[0]["request"]["url"])["status"] == "free"


async def test_a_transaction_that_is_not_atomic_keeps_what_came_before_the_failure(open_clinic: Opener) -> None:
    clinic = await open_clinic(dialect="generic-nonatomic")
    entries = move_entries(clinic, 'W/"9"')
    answer = await clinic.post("", bundle("transaction", *entries))
    assert answer.status_code == 412
    assert clinic.stored(entries[0]["request"]["url"])["status"] == "busy"
    assert clinic.stored("Appointment/apt-001")["meta"]["versionId"] == "1"


async def test_a_batch_answers_each_entry_for_itself(generic: Clinic) -> None:
    entries = [entry("GET", "Patient/pat-001"), entry("GET", "Patient/nobody"), entry("GET", "Slot?_count=1")]
    answer = await generic.post("", bundle("batch", *entries))
    assert [e["response"]["status"] for e in answer.json()["entry"]] == ["200", "404", "200"]


async def test_a_patch_travels_as_a_binary(generic: Clinic) -> None:
    operations = [{"op": "add", "path": "/comment", "value": "patched"}]
    binary = {"resourceType": "Binary", "data": b64encode(orjson.dumps(operations)).decode()}
    answer = await generic.post("", bundle("transaction", entry("PATCH", "Appointment/apt-001", binary)))
    assert answer.json()["entry"][0]["resource"]["comment"] == "patched"


async def test_a_reference_to_a_created_entry_becomes_its_id(generic: Clinic) -> None:
    organization = {"resourceType": "Organization", "name": "New"}
    location = {"resourceType": "Location", "name": "New", "managingOrganization": {"reference": "urn:uuid:1"}}
    entries = [
        {**entry("POST", "Organization", organization), "fullUrl": "urn:uuid:1"},
        entry("POST", "Location", location),
    ]
    made = [e["resource"] for e in (await generic.post("", bundle("transaction", *entries))).json()["entry"]]
    assert made[1]["managingOrganization"]["reference"] == f"Organization/{made[0]['id']}"


@pytest.mark.parametrize(
    "body",
    [
        {"resourceType": "Bundle", "type": "searchset"},
        {"resourceType": "Bundle", "type": "transaction", "entry": {}},
        {"resourceType": "Bundle", "type": "transaction", "entry": [{}]},
        {"resourceType": "Bundle", "type": "transaction", "entry": [{"request": {"method": "GET"}}]},
        {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [
                {
                    "request": {"method": "PATCH", "url": "Appointment/apt-001"},
                    "resource": {"resourceType": "Binary", "data": "!"},
                }
            ],
        },
    ],
)
async def test_a_malformed_bundle_is_400(generic: Clinic, body: object) -> None:
    assert (await generic.post("", body)).status_code == 400
