from collections.abc import Iterator
from zoneinfo import ZoneInfo

import httpx
import pytest

from appliance.demo.clinic import build_clinic
from tests.peers.medplum.peer import MedplumPeer, medplum_peer

pytestmark = pytest.mark.peer

APPOINTMENT = "Appointment/apt-001"
SLOT = "Slot/whitfield-main-20261124-0900"


@pytest.fixture(scope="module")
def running() -> Iterator[MedplumPeer]:
    with medplum_peer() as peer:
        yield peer


@pytest.fixture
def peer(running: MedplumPeer) -> MedplumPeer:
    running.reset()
    running.load(build_clinic("2026-11-23", ZoneInfo("America/New_York")).resources)
    return running


def test_it_names_itself(peer: MedplumPeer) -> None:
    statement = httpx.get(f"{peer.fhir}/metadata").json()
    assert statement["fhirVersion"] == "4.0.1"
    assert "Medplum" in statement["software"]["name"]


def test_it_finds_patients_appointments_and_free_slots_page_by_page(peer: MedplumPeer) -> None:
    people = httpx.get(f"{peer.fhir}/Patient", params={"family": "Santos", "birthdate": "1985-03-14"}).json()
    assert [entry["resource"]["id"] for entry in people["entry"]] == ["pat-001"]
    mine = httpx.get(f"{peer.fhir}/Appointment?patient=Patient/pat-001").json()
    assert [entry["resource"]["id"] for entry in mine["entry"]] == ["apt-001"]
    url = (
        f"{peer.fhir}/Slot?schedule=Schedule/whitfield-main&status=free&start=ge2026-11-24&start=lt2026-11-26&_count=7"
    )
    found, total = [], 0
    while url:
        page = httpx.get(url).json()
        total = page["total"]
        found += [entry["resource"]["id"] for entry in page["entry"]]
        url = next((link["url"] for link in page["link"] if link["relation"] == "next"), "")
    assert len(found) == len(set(found)) == total > 7


def test_it_searches_by_post_so_that_names_stay_out_of_urls(peer: MedplumPeer) -> None:
    form = {"family": "Santos", "birthdate": "1985-03-14"}
    assert httpx.post(f"{peer.fhir}/Patient/_search", data=form).json()["total"] == 1


def test_it_keeps_versions_and_refuses_a_stale_one(peer: MedplumPeer) -> None:
    before = httpx.get(f"{peer.fhir}/{APPOINTMENT}")
    fresh = {"if-match": before.headers["etag"]}
    body = {**before.json(), "comment": "changed"}
    assert httpx.put(f"{peer.fhir}/{APPOINTMENT}", json=body, headers=fresh).status_code == 200
    assert httpx.put(f"{peer.fhir}/{APPOINTMENT}", json=body, headers=fresh).status_code == 412
    patch = [{"op": "replace", "path": "/comment", "value": "again"}]
    assert httpx.patch(f"{peer.fhir}/{APPOINTMENT}", json=patch, headers=fresh).status_code == 412


def test_it_creates_once_with_if_none_exist(peer: MedplumPeer) -> None:
    before = httpx.get(f"{peer.fhir}/{APPOINTMENT}").json()
    fresh = {name: value for name, value in before.items() if name not in ("id", "meta")}
    fresh["identifier"] = [{"system": "urn:example:operation", "value": "op-1"}]
    condition = {"if-none-exist": "identifier=urn:example:operation|op-1"}
    first = httpx.post(f"{peer.fhir}/Appointment", json=fresh, headers=condition)
    again = httpx.post(f"{peer.fhir}/Appointment", json=fresh, headers=condition)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["location"].endswith(first.json()["id"])
    assert first.json()["id"] == again.json()["id"]


def test_a_failing_transaction_is_not_rolled_back(peer: MedplumPeer) -> None:
    slot = httpx.get(f"{peer.fhir}/{SLOT}").json()
    appointment = httpx.get(f"{peer.fhir}/{APPOINTMENT}").json()
    entries = [
        {"request": {"method": "PUT", "url": SLOT}, "resource": {**slot, "status": "busy"}},
        {"request": {"method": "PUT", "url": APPOINTMENT, "ifMatch": 'W/"stale"'}, "resource": appointment},
    ]
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    httpx.post(f"{peer.fhir}", json=bundle)
    assert httpx.get(f"{peer.fhir}/{SLOT}").json()["status"] == "busy"


def test_it_never_checks_that_a_slot_is_free(peer: MedplumPeer) -> None:
    taken = httpx.get(f"{peer.fhir}/{APPOINTMENT}").json()["slot"]
    other = httpx.get(f"{peer.fhir}/Appointment/apt-002").json()
    assert httpx.put(f"{peer.fhir}/Appointment/apt-002", json={**other, "slot": taken}).status_code == 200
    assert len([a for a in peer.state("Appointment") if a.get("slot") == taken]) == 2


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe"])
def test_a_body_that_is_not_json_is_400(peer: MedplumPeer, body: bytes) -> None:
    assert httpx.post(f"{peer.fhir}/Appointment", content=body).status_code == 400
