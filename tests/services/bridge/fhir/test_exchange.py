"""Answers no honest server would give, and connections that break at every point."""

import gzip
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import SiteProfile
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, Refused, SystemUnreachable
from tests.contract.fhir_harness import CHICAGO, a_client, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server
from tests.contract.scripted_fhir import Scripted, ScriptedFhir, scripted_fhir

SLOT = {
    "resourceType": "Slot",
    "id": "slot-1",
    "status": "free",
    "schedule": {"reference": "Schedule/one"},
    "start": "2027-03-09T10:00:00-06:00",
    "end": "2027-03-09T10:30:00-06:00",
}


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server() as running:
        yield running


@pytest.fixture
async def client(server: EhrServer) -> AsyncIterator[FhirClient]:
    server.reset()
    server.load(SLOT)
    client = a_client(a_profile(server))
    yield client
    await client.aclose()


@pytest.fixture
def scripted() -> Iterator[ScriptedFhir]:
    with scripted_fhir() as running:
        yield running


@pytest.fixture
async def asking(scripted: ScriptedFhir) -> AsyncIterator[FhirClient]:
    client = a_client(SiteProfile(base_url=scripted.fhir, zone=CHICAGO, limits=Limits(body_bytes=100_000)))
    yield client
    await client.aclose()


async def test_a_50_megabyte_bundle_is_refused_before_it_fills_the_memory(
    server: EhrServer, client: FhirClient
) -> None:
    server.trap("huge", params={"megabytes": 50})
    with pytest.raises(MalformedAnswer, match="larger than we take"):
        await search(client, "Slot", [])


async def test_a_body_that_admits_its_size_is_not_even_read(scripted: ScriptedFhir, asking: FhirClient) -> None:
    scripted.say("GET Slot/slot-1", Scripted(b"x" * 100_001, headers={"content-length": "100001"}))
    with pytest.raises(MalformedAnswer, match="larger than we take"):
        await asking.read("Slot", "slot-1")


async def test_a_compressed_answer_is_refused_for_it_may_be_a_bomb(scripted: ScriptedFhir, asking: FhirClient) -> None:
    scripted.say("GET Slot/slot-1", Scripted(gzip.compress(b" " * 10_000_000), headers={"content-encoding": "gzip"}))
    with pytest.raises(MalformedAnswer, match="compressed"):
        await asking.read("Slot", "slot-1")
    assert scripted.asked[0].headers["accept-encoding"] == "identity"


async def test_nesting_without_end_is_refused(scripted: ScriptedFhir, asking: FhirClient) -> None:
    scripted.say("GET Slot/slot-1", Scripted(b"[" * 40_000 + b"]" * 40_000))
    with pytest.raises(MalformedAnswer, match="not valid JSON"):
        await asking.read("Slot", "slot-1")


@pytest.mark.parametrize(
    "body", [b"", b"null", b'"text"', b"[]", b"{}", b'{"resourceType":"Slot"}', b"\xff\xfe", b"NaN"]
)
async def test_a_body_that_is_no_resource_is_refused(scripted: ScriptedFhir, asking: FhirClient, body: bytes) -> None:
    scripted.say("GET Slot/slot-1", Scripted(body))
    with pytest.raises(MalformedAnswer):
        await asking.read("Slot", "slot-1")


@pytest.mark.parametrize("change", [{"resourceType": "Patient"}, {"id": "slot-2"}, {"id": 7}, {"id": ["slot-1"]}])
async def test_another_resource_than_asked_for_is_refused(
    scripted: ScriptedFhir, asking: FhirClient, change: dict[str, object]
) -> None:
    scripted.say("GET Slot/slot-1", Scripted({**SLOT, **change}))
    with pytest.raises(MalformedAnswer):
        await asking.read("Slot", "slot-1")


async def test_a_sign_in_page_is_not_fhir(server: EhrServer, client: FhirClient) -> None:
    server.trap("wrong-content-type")
    with pytest.raises(MalformedAnswer, match="not FHIR JSON"):
        await client.read("Slot", "slot-1")


async def test_broken_json_is_refused(server: EhrServer, client: FhirClient) -> None:
    server.trap("malformed-json")
    with pytest.raises(MalformedAnswer, match="not valid JSON"):
        await client.read("Slot", "slot-1")


async def test_a_redirect_elsewhere_is_never_followed(
    server: EhrServer, scripted: ScriptedFhir, client: FhirClient
) -> None:
    server.trap("redirect", times=2, params={"location": scripted.address})
    with pytest.raises(MalformedAnswer, match="redirects are never followed"):
        await client.read("Slot", "slot-1")
    with pytest.raises(Refused, match="redirects are never followed"):
        await client.update(SLOT, "1")
    assert scripted.asked == []


@pytest.mark.parametrize("trap", ["drop-before", "drop-after", "truncated"])
async def test_a_read_that_breaks_off_is_tried_again(server: EhrServer, client: FhirClient, trap: str) -> None:
    server.trap(trap, times=2)
    assert (await client.read("Slot", "slot-1"))["id"] == "slot-1"


@pytest.mark.parametrize("trap", ["drop-before", "drop-after", "truncated"])
async def test_a_read_that_breaks_off_every_time_is_unreachable(
    server: EhrServer, client: FhirClient, trap: str
) -> None:
    server.trap(trap, times=0)
    with pytest.raises(SystemUnreachable):
        await client.read("Slot", "slot-1")


@pytest.mark.parametrize("trap", ["drop-before", "drop-after", "truncated"])
async def test_a_write_that_breaks_off_is_sent_once_and_its_outcome_unknown(
    server: EhrServer, client: FhirClient, trap: str
) -> None:
    server.trap(trap, times=0, match={"method": "PUT"})
    with pytest.raises(OutcomeUnknown):
        await client.update(SLOT, "1")
    assert server.control("traps")["traps"][0]["sprung"] == 1


async def test_silence_after_a_write_is_an_unknown_outcome(server: EhrServer) -> None:
    server.reset()
    server.load(SLOT)
    trap = server.trap("pause-after", match={"method": "PUT"})
    client = a_client(a_profile(server, limits=Limits(read_seconds=0.05)))
    with pytest.raises(OutcomeUnknown):
        await client.update(SLOT, "1")
    server.control("traps/release", {"id": trap})
    await client.aclose()


async def test_an_answer_that_trickles_is_given_up(server: EhrServer) -> None:
    server.reset()
    trap = server.trap("pause")
    client = a_client(a_profile(server, limits=Limits(total_seconds=0.05, attempts=1)))
    with pytest.raises(SystemUnreachable):
        await client.read("Slot", "slot-1")
    server.control("traps/release", {"id": trap})
    await client.aclose()


async def test_nobody_listening_had_no_effect_not_even_for_a_write(server: EhrServer) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/fhir"
        client = a_client(replace(a_profile(server), base_url=address))
        with pytest.raises(SystemUnreachable, match="cannot be reached"):
            await client.update(SLOT, "1")
        await client.aclose()


async def test_no_answer_leaks_into_an_error(scripted: ScriptedFhir, asking: FhirClient) -> None:
    secret = "Garcia"
    outcome = {"resourceType": "OperationOutcome", "issue": [{"code": secret + " Lopez", "diagnostics": secret}]}
    for status in (400, 404, 409, 422, 500):
        scripted.say("PUT Slot/slot-1", Scripted(outcome, status))
        with pytest.raises(Exception, match="scheduling system") as caught:
            await asking.update(SLOT, "1")
        assert secret not in repr(caught.value)
        assert caught.value.__cause__ is None


async def test_a_header_of_the_pool_goes_with_every_request(scripted: ScriptedFhir, asking: FhirClient) -> None:
    scripted.say("GET Slot/slot-1", Scripted(SLOT))
    await asking.read("Slot", "slot-1")
    headers = scripted.asked[0].headers
    assert (headers["user-agent"], headers["accept"]) == ("Sealdesk", "application/fhir+json")
    assert isinstance(asking.http, httpx.AsyncClient)
