from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.bridge.fhir.dialects.generic import Generic
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import IdentifierSystems, SiteProfile
from services.kernel.interval import Interval
from services.scheduling.errors import MalformedAnswer, NotFound, SystemBusy
from services.scheduling.model import SlotSearch
from tests.contract.fhir_harness import CHICAGO, a_client
from tests.contract.fhir_resources import APPOINTMENT, PATIENT, SLOT
from tests.contract.scripted_fhir import Scripted, ScriptedFhir, scripted_fhir
from tests.doubles.clock import ManualClock

BORN = date(1980, 5, 4)
SCHEDULE = {
    "resourceType": "Schedule",
    "id": "one",
    "actor": [
        {"reference": "Practitioner/prac-1", "display": "Elena Rivera, MD"},
        {"reference": "Location/loc-1", "display": "Main Street"},
    ],
}
MARCH = Interval(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC))


@pytest.fixture
def server() -> Iterator[ScriptedFhir]:
    with scripted_fhir() as running:
        running.say("GET Schedule/one", Scripted(SCHEDULE))
        yield running


@pytest.fixture
async def reading(server: ScriptedFhir) -> AsyncIterator[Generic]:
    profile = SiteProfile(base_url=server.fhir, zone=CHICAGO, limits=Limits(attempts=1))
    reading = Generic(a_client(profile), profile, ManualClock())
    yield reading
    await reading.client.aclose()


def with_profile(reading: Generic, **changes: object) -> Generic:
    return Generic(reading.client, replace(reading.profile, **changes), ManualClock())  # type: ignore[arg-type]


async def test_a_servers_filter_is_not_taken_at_its_word(server: ScriptedFhir, reading: Generic) -> None:
    others = [
        {**PATIENT, "id": "pat-2", "birthDate": "1980-05-05"},
        {**PATIENT, "id": "pat-3", "birthDate": "1980"},
        {**PATIENT, "id": "pat-4", "name": [{"family": "Okafor"}]},
        {**PATIENT, "id": "pat-5", "active": False},
    ]
    server.say("POST Patient/_search", server.bundle(PATIENT, *others))
    assert [p.id for p in await reading.find_patients(BORN, "García")] == ["pat-1"]


async def test_somebody_on_file_under_another_family_name_is_found(server: ScriptedFhir, reading: Generic) -> None:
    server.say("POST Patient/_search", server.bundle(), server.bundle(PATIENT))
    assert [p.id for p in await reading.find_patients(BORN, "lopez")] == ["pat-1"]


async def test_looking_for_nobody_takes_the_same_requests_as_looking_for_somebody(
    server: ScriptedFhir, reading: Generic
) -> None:
    server.say("POST Patient/_search", server.bundle(PATIENT))
    await reading.find_patients(BORN, "Garcia")
    somebody = len(server.asked)
    server.say("POST Patient/_search", server.bundle())
    await reading.find_patients(BORN, "Nobody")
    assert len(server.asked) == 2 * somebody


async def test_a_server_without_post_search_is_asked_by_get(server: ScriptedFhir, reading: Generic) -> None:
    server.say("POST Patient/_search", Scripted({}, 405))
    server.say("GET Patient", server.bundle(PATIENT))
    assert [p.id for p in await reading.find_patients(BORN, "Garcia Lopez")] == ["pat-1"]


async def test_a_server_that_cannot_search_by_family_is_asked_by_birth_date(
    server: ScriptedFhir, reading: Generic
) -> None:
    by_get = with_profile(reading, post_search=False)
    refuse = Scripted({}, 400)
    server.say("GET Patient", refuse, server.bundle(PATIENT))
    assert [p.id for p in await by_get.find_patients(BORN, "Garcia")] == ["pat-1"]
    server.say("GET Patient", refuse)
    with pytest.raises(Exception, match="400"):
        await by_get.find_patients(BORN, "Garcia")


async def test_a_busy_server_is_not_an_absent_patient(server: ScriptedFhir, reading: Generic) -> None:
    server.say("POST Patient/_search", server.bundle(), Scripted({}, 503))
    with pytest.raises(SystemBusy):
        await reading.find_patients(BORN, "Garcia")


async def test_what_separates_values_in_a_search_is_escaped(server: ScriptedFhir, reading: Generic) -> None:
    server.say("POST Patient/_search", server.bundle())
    await reading.find_patients(BORN, "a,b|c$d\\e")
    assert b"a%5C%2Cb%5C%7Cc%5C%24d%5C%5Ce" in b"".join(asked.body for asked in server.asked)


async def test_one_malformed_appointment_of_the_patient_spoils_the_list(server: ScriptedFhir, reading: Generic) -> None:
    server.say("GET Appointment", server.bundle(APPOINTMENT, {**APPOINTMENT, "id": "appt-2", "status": "?"}))
    with pytest.raises(MalformedAnswer):
        await reading.appointments("pat-1", MARCH.start)


async def test_appointments_of_others_and_of_the_past_are_left_out(server: ScriptedFhir, reading: Generic) -> None:
    other = {**APPOINTMENT, "id": "appt-2", "participant": [{"actor": {"reference": "Patient/pat-2"}}]}
    past = {**APPOINTMENT, "id": "appt-3", "start": "2027-02-01T09:00:00Z", "end": "2027-02-01T10:00:00Z"}
    timeless = {**APPOINTMENT, "id": "appt-4", "status": "proposed", "start": None, "end": None}
    server.say("GET Appointment", server.bundle(APPOINTMENT, other, past, timeless))
    assert [a.id for a in await reading.appointments("pat-1", MARCH.start)] == ["appt-1"]


async def test_linked_appointments_know_of_each_other(server: ScriptedFhir, reading: Generic) -> None:
    linked = with_profile(reading, identifiers=IdentifierSystems(linked="urn:x:linked"))
    pair = [
        {**APPOINTMENT, "id": key, "identifier": [{"system": "urn:x:linked", "value": "pair"}]}
        for key in ("a-1", "a-2")
    ]
    server.say("GET Appointment", server.bundle(*pair, APPOINTMENT))
    server.say("GET Appointment/a-1", Scripted(pair[0]))
    found = {a.id: a.linked_ids for a in await linked.appointments("pat-1", MARCH.start)}
    assert found == {"a-1": ("a-2",), "a-2": ("a-1",), "appt-1": ()}
    assert (await linked.appointment("a-1")).linked_ids == ("a-2",)


async def test_malformed_slots_are_not_offered(server: ScriptedFhir, reading: Generic) -> None:
    broken = [
        {**SLOT, "id": "b-1", "start": "2027-03-09"},
        {**SLOT, "id": "b-2", "status": "?"},
        {**SLOT, "id": "b-3", "schedule": None},
        {**SLOT, "id": "b-4", "end": "2027-03-09T09:00:00-06:00"},
    ]
    server.say("GET Slot", server.bundle(*broken, SLOT))
    assert [slot.id for slot in await reading.free_slots(SlotSearch(MARCH))] == ["slot-1"]


async def test_slots_outside_the_window_or_not_free_are_not_offered(server: ScriptedFhir, reading: Generic) -> None:
    late = {**SLOT, "id": "s-2", "start": "2027-04-09T10:00:00-06:00", "end": "2027-04-09T10:30:00-06:00"}
    server.say("GET Slot", server.bundle(SLOT, late, {**SLOT, "id": "s-3", "status": "busy"}))
    assert [slot.id for slot in await reading.free_slots(SlotSearch(MARCH))] == ["slot-1"]


async def test_slots_that_come_unsorted_are_all_read(server: ScriptedFhir, reading: Generic) -> None:
    early = {**SLOT, "id": "s-2", "start": "2027-03-08T10:00:00-06:00", "end": "2027-03-08T10:30:00-06:00"}
    first = {**SLOT, "id": "s-3", "start": "2027-03-02T10:00:00-06:00", "end": "2027-03-02T10:30:00-06:00"}
    pages = [server.bundle(SLOT, early, next="Slot?page=2"), server.bundle(first)]
    server.say("GET Slot", pages[0], *pages)
    assert [slot.id for slot in await reading.free_slots(SlotSearch(MARCH, limit=2))] == ["s-3", "s-2"]


async def test_a_server_that_cannot_sort_is_read_whole(server: ScriptedFhir, reading: Generic) -> None:
    server.say("GET Slot", Scripted({}, 400), server.bundle(SLOT))
    assert [slot.id for slot in await reading.free_slots(SlotSearch(MARCH))] == ["slot-1"]


async def test_a_schedule_is_read_once_in_a_while(server: ScriptedFhir, reading: Generic) -> None:
    server.say("GET Slot/slot-1", Scripted(SLOT))
    for _ in range(3):
        assert (await reading.slot("slot-1")).practitioner is not None
    assert [asked.path for asked in server.asked].count("Schedule/one") == 1


async def test_a_slot_whose_schedule_cannot_be_read_has_nobody(server: ScriptedFhir, reading: Generic) -> None:
    server.say("GET Schedule/one", Scripted({}, 404))
    server.say("GET Slot/slot-1", Scripted(SLOT))
    assert (await reading.slot("slot-1")).practitioner is None


async def test_a_wanted_provider_without_a_schedule_has_no_slots(server: ScriptedFhir, reading: Generic) -> None:
    server.say("GET Schedule", server.bundle())
    assert await reading.free_slots(SlotSearch(MARCH, practitioner_id="prac-9")) == []
    assert "GET Slot" not in {f"{asked.method} {asked.path}" for asked in server.asked}


async def test_whoever_cannot_be_read_may_be_in_the_slot(server: ScriptedFhir, reading: Generic) -> None:
    server.say("GET Slot/slot-1", Scripted(SLOT))
    server.say("GET Appointment", server.bundle({**APPOINTMENT, "status": None}))
    with pytest.raises(MalformedAnswer):
        await reading.occupants(await reading.slot("slot-1"))


async def test_a_missing_patient_is_not_found(reading: Generic) -> None:
    with pytest.raises(NotFound):
        await reading.patient("nobody")
