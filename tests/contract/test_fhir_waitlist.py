"""The clinic's own waitlist over FHIR keeps the contract, at the adapter and through the bridge's socket."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.profile import DialectName
from services.bridge.fhir.system import FhirSchedulingSystem
from services.bridge.link.app import create_bridge_app
from services.bridge.link.client import LinkedSchedulingSystem
from services.scheduling.waitlist.ports import NativeWaitlist
from tests.contract.fhir_harness import a_profile
from tests.contract.fhir_server import EhrServer, Json, ehr_server
from tests.contract.link_server import serving_on
from tests.contract.native_waitlist import LISTED, NativeWaitlistContract
from tests.doubles.builders import FOLLOW_UP
from tests.doubles.clock import ManualClock
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.waitlist import FakeNativeWaitlist

_SYSTEM = "https://maple-street.example/fhir/CodeSystem/visit-type"


@pytest.fixture(scope="module")
def server() -> Iterator[EhrServer]:
    with ehr_server(page_size=4) as running:
        yield running


def patient(number: int) -> Json:
    return {"resourceType": "Patient", "id": f"pat-{number}", "active": True, "birthDate": "1980-05-04"}


def waits(number: int, created: str, **more: Any) -> Json:  # noqa: ANN401 any element
    return {
        "resourceType": "Appointment",
        "id": f"wl-{number}",
        "status": "waitlist",
        "serviceType": [{"coding": [{"system": _SYSTEM, "code": FOLLOW_UP}]}],
        "created": created,
        "participant": [{"actor": {"reference": f"Patient/pat-{number}"}, "status": "tentative"}],
        **more,
    }


def periods(*days: str) -> list[Json]:
    return [{"start": f"2027-03-{day}T08:00:00-06:00", "end": f"2027-03-{day}T12:00:00-06:00"} for day in days]


@pytest.fixture
async def system(server: EhrServer) -> AsyncIterator[FhirSchedulingSystem]:
    server.reset("generic")
    held = {**waits(1, "2027-02-01T14:00:00Z"), "id": "appt-1", "status": "proposed"}
    early = waits(
        1,
        "2027-02-20T14:00:00Z",
        priority=9,
        requestedPeriod=periods("03", "09"),
        supportingInformation=[{"reference": "Appointment/appt-1"}],
    )
    server.load(patient(1), patient(2), held, early, waits(2, "2027-02-27T14:00:00Z"))
    profile = a_profile(server, DialectName.GENERIC)
    made = FhirSchedulingSystem(FhirClient(open_http(profile, agent="test")), profile, ManualClock())
    yield made
    await made.aclose()


class TestFhirWaitlist(NativeWaitlistContract):
    @pytest.fixture
    def native(self, system: FhirSchedulingSystem) -> NativeWaitlist:
        return system.waitlist()


class TestLinkedWaitlist(NativeWaitlistContract):
    @pytest.fixture
    async def native(self, tmp_path: Path) -> AsyncIterator[NativeWaitlist]:
        app = create_bridge_app(FakeSchedulingSystem(), FakeNativeWaitlist(*LISTED))
        with serving_on(tmp_path / "bridge.sock", app) as path:
            link = LinkedSchedulingSystem(path)
            yield link.waitlist()
            await link.aclose()


async def test_a_server_that_can_be_searched_and_changed_declares_it(system: FhirSchedulingSystem) -> None:
    assert (await system.capabilities()).native_waitlist


async def test_who_is_removed_is_cancelled_with_the_site_s_reason(
    system: FhirSchedulingSystem, server: EhrServer
) -> None:
    await system.waitlist().remove("wl-1")
    stored = server.resource("Appointment", "wl-1")
    assert stored is not None
    assert (stored["status"], "cancelationReason" in stored) == ("cancelled", True)


async def test_an_entry_without_a_date_of_joining_is_left_out(system: FhirSchedulingSystem, server: EhrServer) -> None:
    nameless = waits(2, "2027-02-27T14:00:00Z")
    del nameless["created"]
    server.load({**nameless, "id": "wl-3"})
    assert [entry.id for entry in await system.waitlist().entries()] == ["wl-1", "wl-2"]
