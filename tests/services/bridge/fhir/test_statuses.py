"""Every row of the two tables, against a server that really answers with that status."""

from collections.abc import AsyncIterator, Iterator

import pytest

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.statuses import READS, WRITES, Kind, retry_after, step_after
from services.scheduling.errors import (
    MalformedAnswer,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    Refused,
    SchedulingError,
    SystemBusy,
    VersionConflict,
)
from tests.contract.fhir_harness import a_client, a_profile
from tests.contract.fhir_server import EhrServer, ehr_server

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


async def reads(client: FhirClient) -> SchedulingError:
    with pytest.raises(SchedulingError) as caught:
        await client.read("Slot", "slot-1")
    return caught.value


async def writes(client: FhirClient) -> SchedulingError:
    with pytest.raises(SchedulingError) as caught:
        await client.update(SLOT, "1")
    return caught.value


@pytest.mark.parametrize("status", sorted(READS))
async def test_a_read_answered_with_this_status(server: EhrServer, client: FhirClient, status: int) -> None:
    server.trap("status", times=0, params={"status": status})
    error = await reads(client)
    assert type(error) is READS[status].error
    [trap] = server.control("traps")["traps"]
    assert trap["sprung"] == (client.limits.attempts if READS[status].retry else 1)


@pytest.mark.parametrize("status", sorted(WRITES))
async def test_a_write_answered_with_this_status(server: EhrServer, client: FhirClient, status: int) -> None:
    server.trap("status", times=0, params={"status": status})
    error = await writes(client)
    assert type(error) is WRITES[status].error
    [trap] = server.control("traps")["traps"]
    assert trap["sprung"] == 1


@pytest.mark.parametrize("status", [503, 429, 500])
async def test_a_read_that_fails_once_is_tried_again(server: EhrServer, client: FhirClient, status: int) -> None:
    server.trap("status", times=1, params={"status": status})
    assert (await client.read("Slot", "slot-1"))["id"] == "slot-1"


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (418, Kind.READ, Refused),
        (418, Kind.WRITE, Refused),
        (599, Kind.READ, SystemBusy),
        (599, Kind.WRITE, OutcomeUnknown),
        (305, Kind.READ, MalformedAnswer),
        (303, Kind.WRITE, OutcomeUnknown),
        (202, Kind.WRITE, OutcomeUnknown),
    ],
)
def test_a_status_nobody_listed_has_a_next_step_too(status: int, kind: Kind, error: type[SchedulingError]) -> None:
    assert step_after(status, kind, {}).error is error


async def test_a_write_turned_away_at_the_door_had_no_effect(server: EhrServer, client: FhirClient) -> None:
    server.trap("status", params={"status": 503, "retry_after": 7})
    error = await writes(client)
    assert isinstance(error, SystemBusy)
    assert error.retry_after == 7


async def test_a_read_does_not_wait_longer_than_a_patient_would(server: EhrServer, client: FhirClient) -> None:
    server.trap("status", times=0, params={"status": 429, "retry_after": 3600})
    error = await reads(client)
    assert isinstance(error, SystemBusy)
    assert error.retry_after == 3600
    assert server.control("traps")["traps"][0]["sprung"] == 1


async def test_a_refusal_keeps_the_code_and_not_the_words(server: EhrServer, client: FhirClient) -> None:
    server.trap("status", params={"status": 422, "code": "business-rule"})
    error = await writes(client)
    assert isinstance(error, Refused)
    assert error.rule == "business-rule"
    assert "Trap" not in str(error)


async def test_a_stale_write_of_a_real_server_conflicts(client: FhirClient) -> None:
    first = await client.read("Slot", "slot-1")
    await client.update({**SLOT, "comment": "one"}, first["meta"]["versionId"])
    with pytest.raises(VersionConflict):
        await client.update({**SLOT, "comment": "two"}, first["meta"]["versionId"])


async def test_a_missing_resource_is_not_found(client: FhirClient) -> None:
    with pytest.raises(NotFound):
        await client.read("Slot", "nowhere")


async def test_a_refused_token_without_credentials_is_not_permitted(server: EhrServer, client: FhirClient) -> None:
    server.trap("status", params={"status": 401})
    assert isinstance(await writes(client), NotPermitted)


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120.0), ("0", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0.0), ("99999999", 86_400.0)]
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float) -> None:
    assert retry_after({"retry-after": value}) == seconds
