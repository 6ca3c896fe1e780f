from collections.abc import Iterator
from datetime import date

import pytest

from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.roster import roster_entry, roster_pages
from services.bridge.fhir.system import FhirSchedulingSystem
from services.kernel.roster import IdentifierKind, RosterEntry, RosterIdentifier, RosterName
from services.scheduling.errors import MalformedAnswer, Refused
from tests.contract.fhir_harness import CHICAGO, a_client, a_profile
from tests.contract.fhir_server import ehr_server
from tests.contract.scripted_fhir import Scripted, ScriptedFhir, scripted_fhir
from tests.doubles.clock import ManualClock

PATIENT = {
    "resourceType": "Patient",
    "id": "pat-7",
    "identifier": [
        {"type": {"coding": [{"code": "MR"}]}, "value": "MRN0048213"},
        {"type": {"coding": [{"code": "SS"}]}, "value": "219-09-9999"},
        {"value": "A77"},
        {"system": "urn:x"},
    ],
    "name": [
        {"use": "official", "family": "Ruiz", "given": ["Ana", "Maria"]},
        {"use": "nickname", "text": "Anita Ruiz"},
        {"use": "old"},
    ],
    "birthDate": "1980-04-12",
    "telecom": [
        {"system": "phone", "value": "512 555 0143"},
        {"system": "email", "value": "ana@example.com"},
        {"system": "url", "value": "https://example.com"},
    ],
    "address": [{"line": ["412 N Maple Street", "Apt 5"], "city": "Austin"}],
    "contact": [
        {"name": {"family": "Ruiz", "given": ["Omar"]}, "telecom": [{"system": "phone", "value": "512 555 0199"}]}
    ],
}


def test_a_patient_resource_gives_all_that_identifies_the_patient_and_relatives() -> None:
    entry = roster_entry(PATIENT)
    assert entry.id == "pat-7"
    assert entry.names == (RosterName("Ana Maria", "Ruiz"), RosterName(text="Anita Ruiz"), RosterName("Omar", "Ruiz"))
    assert entry.birth_date == date(1980, 4, 12)
    assert entry.phones == ("512 555 0143", "512 555 0199")
    assert entry.emails == ("ana@example.com",)
    assert entry.addresses == ("412 N Maple Street", "Apt 5")
    assert entry.identifiers == (
        RosterIdentifier(IdentifierKind.MRN, "MRN0048213"),
        RosterIdentifier(IdentifierKind.SSN, "219-09-9999"),
        RosterIdentifier(IdentifierKind.MRN, "A77"),
    )
    assert "Ruiz" not in repr(entry)
    assert "48213" not in repr(entry)


def test_a_resource_with_odd_or_missing_parts_is_taken_as_far_as_it_goes() -> None:
    odd = {"resourceType": "Patient", "name": "Ana", "birthDate": "1980-04", "telecom": [None, {"system": "phone"}]}
    assert roster_entry(odd) == RosterEntry("")


@pytest.fixture
def scripted() -> Iterator[ScriptedFhir]:
    with scripted_fhir() as server:
        yield server


def patient(number: int) -> dict[str, object]:
    return {"resourceType": "Patient", "id": f"p{number}", "name": [{"family": f"Quackenbush{number}"}]}


async def listed(server: ScriptedFhir, most: int = 100) -> list[list[str]]:
    client = a_client(SiteProfile(base_url=server.fhir, zone=CHICAGO))
    try:
        return [[entry.id for entry in page] async for page in roster_pages(client, 2, most)]
    finally:
        await client.aclose()


async def test_every_page_is_followed_and_each_patient_comes_once(scripted: ScriptedFhir) -> None:
    scripted.say(
        "GET Patient",
        scripted.bundle(patient(1), patient(2), next=f"{scripted.fhir}/Patient?page=2"),
        scripted.bundle(patient(2), patient(3), {"resourceType": "OperationOutcome", "id": "o"}),
    )
    assert await listed(scripted) == [["p1", "p2"], ["p3"]]
    assert scripted.asked[0].query == "_count=2"


async def test_a_list_that_goes_in_circles_or_never_ends_is_refused(scripted: ScriptedFhir) -> None:
    scripted.say("GET Patient", scripted.bundle(patient(1), next=f"{scripted.fhir}/Patient?page=2"))
    with pytest.raises(MalformedAnswer, match="circles"):
        await listed(scripted)
    pages = [scripted.bundle(patient(at), next=f"{scripted.fhir}/Patient?page={at}") for at in range(9)]
    scripted.say("GET Patient", *pages)
    with pytest.raises(MalformedAnswer, match="longer than we take"):
        await listed(scripted, most=5)


async def test_a_list_that_leads_elsewhere_or_is_not_given_is_refused(scripted: ScriptedFhir) -> None:
    scripted.say("GET Patient", scripted.bundle(patient(1), next="https://elsewhere.example/Patient"))
    with pytest.raises(MalformedAnswer, match="another server"):
        await listed(scripted)
    scripted.say("GET Patient", Scripted({"resourceType": "OperationOutcome"}, 400))
    with pytest.raises(Refused):
        await listed(scripted)


async def test_the_simulated_system_lists_its_patients() -> None:
    with ehr_server() as server:
        server.load(*(patient(number) for number in range(7)))
        profile = a_profile(server, page_size=3)
        system = FhirSchedulingSystem(a_client(profile), profile, ManualClock())
        found = [entry.id async for page in system.roster() for entry in page]
        await system.aclose()
    assert set(found) >= {f"p{number}" for number in range(7)}
    assert len(found) == len(set(found))
