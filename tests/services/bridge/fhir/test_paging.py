from collections.abc import AsyncIterator, Iterator

import pytest

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import SiteProfile
from services.scheduling.errors import MalformedAnswer
from tests.contract.fhir_harness import CHICAGO, a_client, a_profile
from tests.contract.fhir_server import EhrServer, Json, ehr_server
from tests.contract.scripted_fhir import Scripted, ScriptedFhir, scripted_fhir


def slot(number: int) -> Json:
    return {
        "resourceType": "Slot",
        "id": f"slot-{number}",
        "status": "free",
        "schedule": {"reference": "Schedule/one"},
        "start": f"2027-03-09T{number % 10 + 10}:00:00-06:00",
        "end": f"2027-03-09T{number % 10 + 10}:30:00-06:00",
    }


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server(page_size=4) as running:
        yield running


@pytest.fixture
async def client(server: EhrServer) -> AsyncIterator[FhirClient]:
    server.reset()
    server.load(*(slot(number) for number in range(10)))
    client = a_client(a_profile(server, limits=Limits(pages=5, entries=8, attempts=1)))
    yield client
    await client.aclose()


@pytest.fixture
def scripted() -> Iterator[ScriptedFhir]:
    with scripted_fhir() as running:
        yield running


@pytest.fixture
async def asking(scripted: ScriptedFhir) -> AsyncIterator[FhirClient]:
    limits = Limits(pages=5, entries=8, attempts=1, search_bytes=10_000)
    client = a_client(SiteProfile(base_url=scripted.fhir, zone=CHICAGO, limits=limits))
    yield client
    await client.aclose()


async def test_every_page_is_read(client: FhirClient) -> None:
    found = await search(client, "Slot", [("start", "lt2027-03-09T18:00:00-06:00")])
    assert len({resource["id"] for resource in found}) == 8


async def test_reading_stops_at_enough(server: EhrServer, client: FhirClient) -> None:
    server.trap("status", times=0, match={"path": "^Slot"}, skip=1)
    assert len(await search(client, "Slot", [], enough=4)) == 4


async def test_an_entry_that_comes_twice_counts_once(server: EhrServer, client: FhirClient) -> None:
    server.trap("duplicate-entries")
    found = await search(client, "Slot", [("_count", "6"), ("start", "lt2027-03-09T16:00:00-06:00")])
    assert len(found) == 6


async def test_more_entries_than_we_take_are_refused(client: FhirClient) -> None:
    with pytest.raises(MalformedAnswer, match="more entries"):
        await search(client, "Slot", [])


async def test_a_page_that_leads_to_itself_is_refused(server: EhrServer, client: FhirClient) -> None:
    server.trap("endless-paging", times=0)
    with pytest.raises(MalformedAnswer, match=r"circles|more"):
        await search(client, "Slot", [("_id", "slot-1")])


async def test_pages_without_end_are_refused(server: EhrServer, client: FhirClient) -> None:
    server.trap("endless-paging-new", times=0)
    with pytest.raises(MalformedAnswer, match=r"circles|more"):
        await search(client, "Slot", [("_id", "slot-1")])


async def test_empty_pages_without_end_are_refused(scripted: ScriptedFhir, asking: FhirClient) -> None:
    pages = [scripted.bundle(next=f"{scripted.fhir}/Slot?page={number}") for number in range(9)]
    scripted.say("GET Slot", *pages)
    with pytest.raises(MalformedAnswer, match="more pages"):
        await search(asking, "Slot", [])
    assert len(scripted.asked) == 6


async def test_pages_that_are_small_alone_and_large_together_are_refused(
    scripted: ScriptedFhir, asking: FhirClient
) -> None:
    big = [{**slot(number), "comment": "x" * 4000} for number in range(4)]
    pages = [scripted.bundle(big[n], next=f"{scripted.fhir}/Slot?page={n}") for n in range(4)]
    scripted.say("GET Slot", *pages)
    with pytest.raises(MalformedAnswer, match="larger than we take"):
        await search(asking, "Slot", [])


@pytest.mark.parametrize(
    "url",
    ["http://elsewhere.example/fhir/Slot", "https://127.0.0.1/fhir/Slot", "file:///etc/passwd", "//evil.example/"],
)
async def test_a_page_on_another_origin_is_refused(scripted: ScriptedFhir, asking: FhirClient, url: str) -> None:
    scripted.say("GET Slot", scripted.bundle(slot(1), next=url))
    with pytest.raises(MalformedAnswer, match="another server"):
        await search(asking, "Slot", [])


async def test_a_relative_page_is_followed(scripted: ScriptedFhir, asking: FhirClient) -> None:
    scripted.say("GET Slot", scripted.bundle(slot(1), next="Slot?page=2"), scripted.bundle(slot(2)))
    found = await search(asking, "Slot", [])
    assert [resource["id"] for resource in found] == ["slot-1", "slot-2"]
    assert scripted.asked[1].query == "page=2"


@pytest.mark.parametrize(
    "body",
    [
        {"resourceType": "Bundle", "type": "batch-response"},
        {"resourceType": "Slot"},
        [],
        {"resourceType": "Bundle", "type": "searchset", "entry": "none"},
        {"resourceType": "Bundle", "type": "searchset", "entry": [None]},
        {"resourceType": "Bundle", "type": "searchset", "entry": [{"fullUrl": "x"}]},
        {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": {"resourceType": "Slot", "id": 7}}]},
        {"resourceType": "Bundle", "type": "searchset", "link": {"relation": "next"}},
        {"resourceType": "Bundle", "type": "searchset", "link": [{"relation": "next", "url": 7}]},
        {"resourceType": "Bundle", "type": "searchset", "link": [{"relation": "next", "url": "http://[bad"}]},
    ],
)
async def test_what_is_no_searchset_is_refused(scripted: ScriptedFhir, asking: FhirClient, body: object) -> None:
    scripted.say("GET Slot", Scripted(body))
    with pytest.raises(MalformedAnswer):
        await search(asking, "Slot", [])


async def test_included_resources_and_outcomes_are_passed_over(scripted: ScriptedFhir, asking: FhirClient) -> None:
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "information", "code": "informational"}]}
    schedule = {"resourceType": "Schedule", "id": "one"}
    scripted.say("GET Slot", scripted.bundle(outcome, slot(1), schedule))
    assert [resource["id"] for resource in await search(asking, "Slot", [])] == ["slot-1"]
