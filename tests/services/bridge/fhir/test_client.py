from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest

from services.bridge.fhir.client import FhirClient, if_match
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.statuses import Kind
from services.scheduling.errors import NotPermitted, SystemBusy
from tests.contract.fhir_harness import CHICAGO, a_client
from tests.contract.fhir_resources import SLOT
from tests.contract.scripted_fhir import Scripted, ScriptedFhir, scripted_fhir

BUSY = Scripted({}, 503)


class Tokens:
    """Gives `Bearer 1`, `Bearer 2`, ... each time one was refused."""

    def __init__(self) -> None:
        self.given = 1
        self.refused: list[str] = []

    async def header(self) -> str | None:
        return f"Bearer {self.given}"

    def invalidate(self, header: str) -> None:
        self.refused.append(header)
        self.given += 1


class Pauses:
    """Notes how long each pause would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def server() -> Iterator[ScriptedFhir]:
    with scripted_fhir() as running:
        yield running


@pytest.fixture
async def client(server: ScriptedFhir) -> AsyncIterator[FhirClient]:
    client = a_client(SiteProfile(base_url=server.fhir, zone=CHICAGO))
    yield client
    await client.aclose()


async def test_pauses_between_reads_grow_with_jitter_and_end(server: ScriptedFhir) -> None:
    limits, pauses = Limits(attempts=5, backoff_seconds=1.0, longest_backoff_seconds=6.0), Pauses()
    client = FhirClient(open_http(SiteProfile(base_url=server.fhir, zone=CHICAGO)), limits, pause=pauses)
    server.say("GET Slot/slot-1", BUSY)
    with pytest.raises(SystemBusy):
        await client.read("Slot", "slot-1")
    assert len(server.asked) == 5
    for seconds, ceiling in zip(pauses.seconds, (2.0, 4.0, 6.0, 6.0), strict=True):
        assert ceiling / 2 <= seconds <= ceiling
    assert all(first != second for first, second in pairwise(pauses.seconds))
    await client.aclose()


async def test_a_pause_is_as_long_as_the_system_asks(server: ScriptedFhir) -> None:
    pauses = Pauses()
    client = FhirClient(open_http(SiteProfile(base_url=server.fhir, zone=CHICAGO)), Limits(), pause=pauses)
    server.say("GET Slot/slot-1", Scripted({}, 429, {"retry-after": "3"}), Scripted(SLOT))
    assert (await client.read("Slot", "slot-1"))["id"] == "slot-1"
    assert pauses.seconds == [3.0]
    await client.aclose()


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_a_refused_token_is_renewed_once_even_for_a_write(server: ScriptedFhir, method: str) -> None:
    tokens = Tokens()
    client = FhirClient(open_http(SiteProfile(base_url=server.fhir, zone=CHICAGO)), Limits(), tokens)
    server.say(f"{method} Slot/slot-1", Scripted({}, 401), Scripted(SLOT))
    if method == "GET":
        await client.read("Slot", "slot-1")
    else:
        await client.update(SLOT, "3")
    assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer 1", "Bearer 2"]
    assert tokens.refused == ["Bearer 1"]
    await client.aclose()


async def test_a_token_refused_twice_is_a_matter_of_permission(server: ScriptedFhir) -> None:
    client = FhirClient(open_http(SiteProfile(base_url=server.fhir, zone=CHICAGO)), Limits(), Tokens())
    server.say("GET Slot/slot-1", Scripted({}, 401))
    with pytest.raises(NotPermitted):
        await client.read("Slot", "slot-1")
    assert len(server.asked) == 2
    await client.aclose()


async def test_writes_are_conditional_and_say_what_they_are(server: ScriptedFhir, client: FhirClient) -> None:
    for request in ("PUT Slot/slot-1", "PATCH Slot/slot-1", "POST Slot", "POST Appointment/$book"):
        server.say(request, Scripted(SLOT))
    await client.update(SLOT, "3")
    await client.patch("Slot", "slot-1", [{"op": "replace", "path": "/status", "value": "busy"}], "3")
    await client.create(SLOT, "identifier=a|b")
    await client.operation("Appointment/$book", {"resourceType": "Parameters"}, Kind.WRITE)
    put, patch, post, operation = server.asked
    assert (put.headers["if-match"], put.headers["content-type"]) == ('W/"3"', "application/fhir+json")
    assert (patch.headers["if-match"], patch.headers["content-type"]) == ('W/"3"', "application/json-patch+json")
    assert post.headers["if-none-exist"] == "identifier=a|b"
    assert operation.json() == {"resourceType": "Parameters"}
    assert put.json() == SLOT


async def test_names_travel_in_the_body(server: ScriptedFhir, client: FhirClient) -> None:
    server.say("POST Patient/_search", server.bundle())
    await client.search_form("Patient", [("family", "García & López"), ("birthdate", "1980-05-04")])
    [asked] = server.asked
    assert asked.query == ""
    assert asked.body == b"family=Garc%C3%ADa+%26+L%C3%B3pez&birthdate=1980-05-04"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


async def test_an_etag_fills_in_for_a_missing_version(server: ScriptedFhir, client: FhirClient) -> None:
    bare = {name: value for name, value in SLOT.items() if name != "meta"}
    server.say("GET Slot/slot-1", Scripted(bare, headers={"etag": 'W/"9"'}), Scripted(SLOT, headers={"etag": '"9"'}))
    assert (await client.read("Slot", "slot-1"))["meta"] == {"versionId": "9"}
    assert (await client.read("Slot", "slot-1"))["meta"]["versionId"] == "3"


def test_without_a_version_nothing_is_claimed() -> None:
    assert if_match(None) == {}
