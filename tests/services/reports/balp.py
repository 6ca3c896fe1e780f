"""What IHE's Basic Audit Log Patterns 1.1 ask of an AuditEvent: our reading, apart from the code that makes one.

https://github.com/IHE/ITI.BasicAudit (input/fsh: PatientRead, PatientCreate, PatientUpdate, Disclose): slices of agents
and entities told apart by their type, how often each may stand there, and what it must hold.
"""

from collections.abc import Iterator
from typing import Any, Final

Json = dict[str, Any]

PREFIX: Final = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
DCM: Final = "http://dicom.nema.org/resources/ontology/DCM"
TYPES: Final = "http://terminology.hl7.org/CodeSystem/audit-event-type"
REST: Final = "http://hl7.org/fhir/restful-interaction"
LIFECYCLE: Final = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
PARTICIPATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
ENTITY: Final = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
ROLE: Final = "http://terminology.hl7.org/CodeSystem/object-role"
TRANSACTION: Final = ("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId")
SOURCE, DESTINATION = (DCM, "110153"), (DCM, "110152")
AUTHORS: Final = frozenset((PARTICIPATION, code) for code in ("AUT", "INF", "CST"))
INTERACTIONS: Final = {
    "Read": ("R", "read", DESTINATION, SOURCE, frozenset({(PARTICIPATION, "IRCP")})),
    "Create": ("C", "create", SOURCE, DESTINATION, AUTHORS),
    "Update": ("U", "update", SOURCE, DESTINATION, AUTHORS),
}
"""For each: the action, the subtype, the types of client, server and user."""


def faults(event: Json) -> list[str]:
    """Return what an event lacks of the profile that it names; empty where it names none."""
    found: list[str] = []
    for profile in event.get("meta", {}).get("profile", []):
        name = profile.removeprefix(PREFIX)
        rules = _disclosure(event) if name == "PrivacyDisclosure.Source" else _interaction(event, name)
        found += [f"{name}: {fault}" for fault in rules]
    return found


def _interaction(event: Json, name: str) -> Iterator[str]:
    action, code, client, server, users = INTERACTIONS[name.removeprefix("Patient")]
    if _code(event["type"]) != (TYPES, "rest"):
        yield "type is not rest"
    if (REST, code) not in [_code(each) for each in event.get("subtype", [])]:
        yield f"no subtype {code}"
    if event.get("action") != action:
        yield f"action is not {action}"
    if not event.get("recorded") or event.get("outcome") != "0":
        yield "it is not recorded, or was no success"
    yield from _peer(event, client, "client")
    yield from _peer(event, server, "server")
    yield from _user(event, users)
    yield from _data(event)
    if name.startswith("Patient"):
        yield from _patient(event)


def _disclosure(event: Json) -> Iterator[str]:
    if _code(event["type"]) != (DCM, "110106") or event.get("action") != "R":
        yield "type is not Export, or the action not R"
    if (LIFECYCLE, "disclose") not in [_code(each) for each in event.get("subtype", [])]:
        yield "no subtype disclose"
    if not event.get("recorded") or "outcome" not in event or "modifierExtension" in event:
        yield "it has no time or no outcome, or a modifier"
    yield from _peer(event, SOURCE, "source")
    yield from _peer(event, DESTINATION, "recipient")
    observer = event.get("source", {}).get("observer")
    if [each.get("who") for each in _agents(event, {SOURCE})] != [observer]:
        yield "the source is not the observer (val-audit-source)"
    yield from _patient(event)


def _peer(event: Json, wanted: tuple[str, str], name: str) -> Iterator[str]:
    agents = _agents(event, {wanted})
    if len(agents) != 1:
        yield f"{len(agents)} agents are the {name}"
    for agent in agents:
        if not agent.get("who") or not agent.get("network", {}).get("address") or "media" in agent:
            yield f"the {name} lacks who or network, or has media"


def _user(event: Json, types: frozenset[tuple[str, str]]) -> Iterator[str]:
    users = _agents(event, types)
    if len(users) > 1:
        yield "more than one user"
    for user in users:
        if not user.get("who") or user.get("requestor") is not True or "network" in user or "media" in user:
            yield "the user lacks who, did not request it, or has a network"


def _data(event: Json) -> Iterator[str]:
    data = _entities(event, (ENTITY, "2"))
    if len(data) != 1:
        yield f"{len(data)} entities are the data"
    for each in data:
        if not each.get("what") or _code(each.get("role", {})) not in {(ROLE, code) for code in ("4", "3", "20")}:
            yield "the data lack what or their role"
    transactions = _entities(event, TRANSACTION)
    if len(transactions) > 1 or not all(each["what"]["identifier"].get("value") for each in transactions):
        yield "the transaction has no value"


def _patient(event: Json) -> Iterator[str]:
    patients = _entities(event, (ENTITY, "1"))
    if len(patients) != 1 or len(event["entity"]) < 2:
        yield f"{len(patients)} entities are the patient, of {len(event['entity'])}"
    for each in patients:
        if _code(each.get("role", {})) != (ROLE, "1") or each.get("what", {}).get("type") != "Patient":
            yield "the patient lacks the role, or is no reference to a Patient"


def _agents(event: Json, types: frozenset[tuple[str, str]] | set[tuple[str, str]]) -> list[Json]:
    return [each for each in event["agent"] if types & {_code(one) for one in each.get("type", {}).get("coding", [])}]


def _entities(event: Json, wanted: tuple[str, str]) -> list[Json]:
    return [each for each in event["entity"] if _code(each.get("type", {})) == wanted]


def _code(coding: Json) -> tuple[str | None, str | None]:
    return coding.get("system"), coding.get("code")
