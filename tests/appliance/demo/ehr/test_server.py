import pytest
from fhir.resources.R4B import get_fhir_model_class

from tests.appliance.demo.clinic_client import Clinic, Opener, Resource, in_slot

READABLE = ["Patient/pat-001", "Slot/whitfield-main-20261124-0830", "Appointment/apt-001", "Schedule/whitfield-main"]


def new_appointment(slot: Resource) -> Resource:
    participant = [{"actor": {"reference": "Patient/pat-016"}, "status": "accepted"}]
    return in_slot({"resourceType": "Appointment", "status": "booked", "participant": participant}, slot)


@pytest.mark.parametrize("reference", READABLE)
async def test_what_is_read_is_valid_r4_and_carries_its_version(generic: Clinic, reference: str) -> None:
    answer = await generic.get(reference)
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["etag"] == 'W/"1"'
    assert "GMT" in answer.headers["last-modified"]
    get_fhir_model_class(reference.split("/", maxsplit=1)[0]).model_validate_json(answer.content)
    assert (await generic.get(reference, if_none_match='W/"1"')).status_code == 304


async def test_every_answer_of_a_story_is_valid_r4(generic: Clinic) -> None:
    answers = [
        await generic.get("metadata"),
        await generic.get("Slot?status=free&_count=20&_include=Slot:schedule"),
        await generic.get("Patient/nobody"),
        await generic.get("Appointment/apt-001/_history"),
        await generic.post("Appointment", new_appointment(generic.free_slots("whitfield-main")[0])),
    ]
    for answer in answers:
        get_fhir_model_class(answer.json()["resourceType"]).model_validate_json(answer.content)


async def test_create_answers_201_with_location_and_version(generic: Clinic) -> None:
    slot = generic.free_slots("whitfield-main")[0]
    answer = await generic.post("Appointment", new_appointment(slot))
    assert answer.status_code == 201
    assert answer.headers["location"].endswith("/_history/1")
    path = answer.headers["location"].split("/fhir/")[1]
    assert (await generic.get(path)).json() == answer.json()


async def test_return_minimal_has_no_body(generic: Clinic) -> None:
    slot = generic.free_slots("whitfield-main")[0]
    answer = await generic.post("Appointment", new_appointment(slot), prefer="return=minimal")
    assert (answer.status_code, answer.content) == (201, b"")


async def test_if_none_exist_creates_once(generic: Clinic) -> None:
    first, second = generic.free_slots("whitfield-main")[:2]
    mark = {"identifier": [{"system": "urn:operation", "value": "op-1"}]}
    condition = "identifier=urn:operation|op-1"
    made = await generic.post("Appointment", {**new_appointment(first), **mark}, if_none_exist=condition)
    again = await generic.post("Appointment", {**new_appointment(first), **mark}, if_none_exist=condition)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["id"] == again.json()["id"]
    await generic.post("Appointment", {**new_appointment(second), **mark})
    several = await generic.post("Appointment", new_appointment(first), if_none_exist=condition)
    assert several.status_code == 412


async def test_if_match_guards_an_update(generic: Clinic) -> None:
    body = {**generic.appointment_of("pat-001"), "comment": "changed"}
    assert (await generic.put("Appointment/apt-001", body, if_match='W/"1"')).status_code == 200
    assert (await generic.put("Appointment/apt-001", body, if_match='W/"1"')).status_code == 412
    assert (await generic.put("Appointment/apt-001", body)).status_code == 200
    assert (await generic.put("Appointment/apt-001", body, if_match="3")).status_code == 400


async def test_if_match_guards_a_patch(generic: Clinic) -> None:
    operations = [{"op": "add", "path": "/comment", "value": "changed"}]
    answer = await generic.patch("Appointment/apt-001", operations, if_match='W/"1"')
    assert (answer.status_code, answer.headers["etag"]) == (200, 'W/"2"')
    assert (await generic.patch("Appointment/apt-001", operations, if_match='W/"1"')).status_code == 412


async def test_history_keeps_every_version(generic: Clinic) -> None:
    await generic.patch("Appointment/apt-001", [{"op": "add", "path": "/comment", "value": "second"}])
    bundle = (await generic.get("Appointment/apt-001/_history")).json()
    assert [entry["resource"]["meta"]["versionId"] for entry in bundle["entry"]] == ["2", "1"]
    assert "comment" not in (await generic.get("Appointment/apt-001/_history/1")).json()
    assert (await generic.get("Appointment/apt-001/_history/9")).status_code == 404


async def test_extensions_survive_and_unknown_elements_are_refused_when_strict(open_clinic: Opener) -> None:
    extension = [{"url": "urn:x", "valueString": "kept"}]
    strict, lenient = await open_clinic(), await open_clinic(strict=False)
    for clinic, status in ((strict, 422), (lenient, 200)):
        body = {**clinic.appointment_of("pat-001"), "extension": extension}
        assert (await clinic.put("Appointment/apt-001", body)).json()["extension"] == extension
        assert (await clinic.put("Appointment/apt-001", {**body, "vendorColour": "teal"})).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "Patient/nobody", 404),
        ("GET", "Observation?code=x", 404),
        ("GET", "Appointment/apt-001/notes", 400),
        ("GET", "", 405),
        ("PUT", "Appointment", 405),
        ("DELETE", "Appointment/apt-001", 405),
        ("POST", "Appointment/apt-001", 405),
        ("POST", "Appointment/$find", 404),
        ("POST", "Appointment", 400),
        ("PUT", "Appointment/nobody", 404),
        ("PATCH", "Appointment/apt-001", 415),
    ],
)
async def test_what_it_does_not_do_is_said_with_an_outcome(
    generic: Clinic, method: str, path: str, status: int
) -> None:
    answer = await generic.http.request(method, f"/fhir/{path}".rstrip("/"), content=b"not json")
    assert answer.status_code == status
    assert answer.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("body", [[], "text", 5, None, {"resourceType": "Patient"}, {}])
async def test_a_body_that_is_no_appointment_is_400(generic: Clinic, body: object) -> None:
    assert (await generic.post("Appointment", body)).status_code == 400


async def test_the_id_in_the_body_must_be_the_one_in_the_url(generic: Clinic) -> None:
    body = generic.appointment_of("pat-001")
    assert (await generic.put("Appointment/apt-002", body)).status_code == 400


@pytest.mark.parametrize("dialect", ["generic", "generic-noetag", "oracle", "epic", "athena", "ihe-sched"])
async def test_the_capability_statement_names_the_dialect(open_clinic: Opener, dialect: str) -> None:
    clinic = await open_clinic(dialect=dialect)
    statement = (await clinic.get("metadata")).json()
    get_fhir_model_class("CapabilityStatement").model_validate(statement)
    assert statement["software"]["name"] == clinic.ehr.server.dialect.software
    assert statement["fhirVersion"] == "4.0.1"
