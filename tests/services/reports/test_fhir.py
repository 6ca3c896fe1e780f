"""Every AuditEvent is valid R4, and is a case of the BALP profile that it names."""

from collections.abc import Callable
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
from tests.services.reports import balp

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


def test_every_kind_of_event_is_valid_and_fits_the_profile_that_it_names() -> None:
    named: set[str] = set()
    for action, outcome, kind in CASES:
        for patient, resource in ((PATIENT, "Appointment/12"), (None, None), (PATIENT, "case 12")):
            event = made(
                action=action, outcome=outcome, actor_kind=kind, patient=patient, resource=resource, operation="op-1"
            )
            assert balp.faults(event) == []
            named.update(event.get("meta", {}).get("profile", ()))
    interactions = {f"{balp.PREFIX}{patient}{name}" for patient in ("", "Patient") for name in balp.INTERACTIONS}
    assert named == interactions


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "no client": lambda event: event["agent"].pop(0),
    "no server": lambda event: event["agent"].pop(1),
    "a server without a network": lambda event: event["agent"][1].pop("network"),
    "a user with a network": lambda event: event["agent"][2].update(network={"address": "x"}),
    "a user who did not ask": lambda event: event["agent"][2].update(requestor=False),
    "no patient": lambda event: event["entity"].pop(1),
    "no data": lambda event: event["entity"].pop(0),
    "a patient in another role": lambda event: event["entity"][1].update(role=event["entity"][0]["role"]),
    "a failure": lambda event: event.update(outcome="8"),
    "no subtype": lambda event: event["subtype"].pop(0),
    "another action": lambda event: event.update(action="D"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_a_profile_asks_for_is_missed_where_it_is_not(what: str) -> None:
    event = made(action="change.done", actor_kind="staff", patient=PATIENT, resource="Appointment/12")
    assert balp.faults(event) == []
    SPOILT[what](event)
    assert balp.faults(event)


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
    assert recipient["location"]["display"] == "4 Elm Street"
    assert recipient["network"]["address"] == "County health department"
    assert len(event["entity"]) >= 2
    assert balp.faults(event) == []
    source["who"] = {"display": "somebody else"}
    assert balp.faults(event) == ["PrivacyDisclosure.Source: the source is not the observer (val-audit-source)"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("+1 (212) 555-0142", "3"),
        ("212-555-0142", "3"),
        ("reports@health.example", "4"),
        ("https://health.example/in", "5"),
        ("4 Elm Street", "1"),
        ("", "1"),
    ],
)
def test_a_recipients_address_has_its_own_code(address: str, code: str) -> None:
    body = {"recipient": "County health department", "recipient_address": address}
    event = made(action="message.sent", actor_kind="staff", patient=PATIENT, accountable=True, body=body)
    network = event["agent"][1]["network"]
    assert network == {"address": address if code != "1" else "County health department", "type": code}
    assert ("location" in event["agent"][1]) == (address == "4 Elm Street")
    assert balp.faults(event) == []


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
