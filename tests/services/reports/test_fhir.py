"""Every AuditEvent is valid R4, and is a case of the BALP profile that it names."""

from typing import Any

import orjson
import pytest
from fhir.resources.R4B.auditevent import AuditEvent

from services.audit.filing import Filing
from services.audit.leaf import entry_of, plaintext
from services.audit.model import Action, ActorKind, AuditOutcome
from services.audit.reading import Found
from services.reports.fhir import audit_event, fhir_line
from tests.doubles.ledger import a_filing

PATIENT = "ab" * 32
DCM = "http://dicom.nema.org/resources/ontology/DCM"
CASES = [
    (action.value, outcome.value, kind.value)
    for action in Action
    for outcome in AuditOutcome
    for kind in (ActorKind.STAFF, ActorKind.SERVICE)
]


def found(filing: Filing, sequence: int = 7) -> Found:
    recorded = filing.at + 5
    entry = entry_of(bytes(16), plaintext(filing, sequence, recorded), sequence, recorded)
    return Found(sequence, recorded, filing, entry, bytes(16))


def made(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 any field of the filing
    event = audit_event(found(a_filing(**changes)))
    AuditEvent.model_validate(event)
    return event


def codes(items: list[dict[str, Any]]) -> list[str]:
    return [item["type"]["coding"][0]["code"] for item in items if "type" in item]


def test_every_kind_of_event_is_valid() -> None:
    for action, outcome, kind in CASES:
        for patient, resource in ((PATIENT, "Appointment/12"), (None, None), (PATIENT, "case 12")):
            made(action=action, outcome=outcome, actor_kind=kind, patient=patient, resource=resource, operation="op-1")


@pytest.mark.parametrize(
    ("action", "profile", "client", "server", "user"),
    [
        ("appointments.disclosed", "PatientRead", "110152", "110153", "IRCP"),
        ("change.requested", "PatientCreate", "110153", "110152", "AUT"),
        ("change.done", "PatientUpdate", "110153", "110152", "AUT"),
    ],
)
def test_what_balp_asks_of_an_interaction(action: str, profile: str, client: str, server: str, user: str) -> None:
    event = made(action=action, actor_kind="staff", patient=PATIENT, resource="Appointment/12", operation="op-1")
    assert event["meta"]["profile"] == [
        f"https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.{profile}"
    ]
    assert event["type"]["code"] == "rest"
    assert event["subtype"][0]["code"] == profile.removeprefix("Patient").lower()
    assert event["action"] == profile.removeprefix("Patient")[0]
    assert event["outcome"] == "0"
    assert codes(event["agent"]) == [client, server, user]
    first, second, person = event["agent"]
    assert first["network"]
    assert second["network"]
    assert "network" not in person
    assert person["requestor"] is True
    assert [entity["type"]["code"] for entity in event["entity"]] == ["2", "1", "XrequestId"]
    data, patient, transaction = event["entity"]
    assert data["role"]["code"] == "4"
    assert data["what"]["reference"] == "Appointment/12"
    assert patient["role"]["code"] == "1"
    assert patient["what"]["type"] == "Patient"
    assert patient["what"]["identifier"]["value"] == PATIENT
    assert transaction["what"]["identifier"]["value"] == "op-1"


def test_an_event_without_a_patient_is_no_case_of_a_patients_profile() -> None:
    event = made(action="slots.offered", actor_kind="service", patient=None, resource=None)
    assert event["meta"]["profile"][0].endswith("IHE.BasicAudit.Read")
    assert [agent["requestor"] for agent in event["agent"]] == [True, False]


def test_what_was_refused_names_no_profile() -> None:
    event = made(action="appointments.disclosed", outcome="refused", patient=PATIENT)
    assert "meta" not in event
    assert event["outcome"] == "4"


def test_a_disclosure_that_counts() -> None:
    body = {"recipient": "County health department", "recipient_address": "4 Elm Street"}
    event = made(action="message.sent", actor_kind="staff", patient=PATIENT, accountable=True, body=body)
    assert event["meta"]["profile"][0].endswith("IHE.BasicAudit.PrivacyDisclosure.Source")
    assert (event["type"]["system"], event["type"]["code"], event["action"]) == (DCM, "110106", "R")
    assert "disclose" in [one["code"] for one in event["subtype"]]
    source, recipient, _ = event["agent"]
    assert codes([source, recipient]) == ["110153", "110152"]
    assert source["who"] == event["source"]["observer"]
    assert recipient["who"]["display"] == "County health department"
    assert recipient["network"]["address"] == "4 Elm Street"
    assert len(event["entity"]) >= 2


def test_a_shredded_event_says_only_that_it_stood_there() -> None:
    bare = found(a_filing(patient=PATIENT, body={}))
    shredded = Found(bare.sequence, bare.recorded, bare.filing, bare.entry, None, shredded=True)
    event = audit_event(shredded)
    AuditEvent.model_validate(event)
    assert "chat.opened" not in orjson.dumps(event).decode()


def test_the_same_event_gives_the_same_line() -> None:
    one = found(a_filing(body={"b": "2", "a": ""}))
    assert fhir_line(one) == fhir_line(one)
    assert fhir_line(one).endswith(b"\n")
    AuditEvent.model_validate(orjson.loads(fhir_line(one)))
