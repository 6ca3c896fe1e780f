from datetime import timedelta

import pytest

from services.bridge.fhir.capability import CapabilityReader, read_statement
from services.bridge.fhir.profile import SiteProfile
from services.scheduling.errors import MalformedAnswer, NotFound
from tests.contract.fhir_harness import CHICAGO, a_client
from tests.contract.scripted_fhir import Scripted, scripted_fhir
from tests.doubles.clock import ManualClock

STATEMENT = {
    "resourceType": "CapabilityStatement",
    "fhirVersion": "4.0.1",
    "publisher": "The vendor",
    "software": {"name": "Some EHR"},
    "rest": [
        {
            "mode": "server",
            "operation": [{"name": "$export"}],
            "resource": [
                {
                    "type": "Appointment",
                    "versioning": "versioned-update",
                    "interaction": [{"code": "read"}, {"code": "patch"}],
                    "operation": [{"name": "find"}],
                },
                {"type": "Slot", "interaction": [{"code": "read"}]},
            ],
        }
    ],
}


def test_it_says_what_is_offered_for_each_type() -> None:
    found = read_statement(STATEMENT)
    assert found.software == "Some EHR The vendor"
    assert found.operations == {"export", "find"}
    assert (found.of("Appointment").changeable, found.of("Appointment").enforces_versions) == (True, True)
    assert (found.of("Slot").changeable, found.of("Slot").enforces_versions) == (False, False)
    assert not found.of("Schedule").interactions


@pytest.mark.parametrize(
    "body",
    [
        None,
        {"resourceType": "Bundle"},
        {**STATEMENT, "fhirVersion": "5.0.0"},
        {**STATEMENT, "fhirVersion": None},
        {**STATEMENT, "rest": "none"},
        {**STATEMENT, "rest": [{"resource": [None]}]},
    ],
)
def test_another_version_or_shape_is_refused(body: object) -> None:
    with pytest.raises(MalformedAnswer):
        read_statement(body)


async def test_it_is_read_once_an_hour() -> None:
    clock = ManualClock()
    with scripted_fhir() as server:
        server.say("GET metadata", Scripted(STATEMENT))
        client = a_client(SiteProfile(base_url=server.fhir, zone=CHICAGO))
        reader = CapabilityReader(client, clock)
        for _ in range(3):
            await reader.get()
        assert len(server.asked) == 1
        clock.advance(timedelta(hours=2))
        await reader.get()
        assert len(server.asked) == 2
        await client.aclose()


async def test_a_failure_is_not_kept() -> None:
    with scripted_fhir() as server:
        client = a_client(SiteProfile(base_url=server.fhir, zone=CHICAGO))
        reader = CapabilityReader(client, ManualClock())
        with pytest.raises(NotFound):
            await reader.get()
        server.say("GET metadata", Scripted(STATEMENT))
        assert (await reader.get()).software.startswith("Some")
        await client.aclose()
