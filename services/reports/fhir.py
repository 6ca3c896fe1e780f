"""Events as FHIR R4 AuditEvent, after IHE Basic Audit Log Patterns (BALP) where an event is a case of one.

BALP's profiles speak of RESTful interactions that succeeded, so they are named in `meta.profile` where that is so; a
refused or failed one, and what BALP has no pattern for, is a plain AuditEvent. A patient is a logical reference: the
keyed hash, which only the clinic can lead back to a person. Nothing random: the id is the sequence number.

https://hl7.org/fhir/R4/auditevent.html, https://profiles.ihe.net/ITI/BALP/
"""

import re
from collections.abc import Mapping
from typing import Any, Final

import orjson

from services.audit.export import instant
from services.audit.filing import Filing
from services.audit.quarter import quarter_of
from services.audit.reading import Found
from services.reports.fhir_codes import (
    CLIENT_READS,
    CREATE,
    DISCLOSE,
    EXPORT,
    OWN,
    READ,
    SERVER_READS,
    UPDATE,
    Kind,
    coding,
    kind_of,
)

_BALP: Final = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
_TRANSACTION: Final = {
    "system": "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType",
    "code": "XrequestId",
}
_PARTICIPATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
_REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
_OUTCOMES: Final = {"success": "0", "refused": "4", "failed": "8"}
_PERSON: Final = coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "1", "Person")
_SYSTEM: Final = coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "2", "System Object")
_PATIENT: Final = coding("http://terminology.hl7.org/CodeSystem/object-role", "1", "Patient")
_RESOURCE: Final = coding("http://terminology.hl7.org/CodeSystem/object-role", "4", "Domain Resource")
_SERVER: Final = coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server")
_RECIPIENT: Final = coding(_PARTICIPATION, "IRCP", "information recipient")
_AUTHOR: Final = coding(_PARTICIPATION, "AUT", "author (originator)")
_MACHINE: Final = "1"
_NETWORKS: Final = (
    ("3", re.compile(r"\+?[0-9][0-9 ().-]{5,}[0-9]")),
    ("4", re.compile(r"[^@\s]+@[^@\s]+")),
    ("5", re.compile(r"[a-z][a-z0-9+.-]*://\S+")),
)
"""Addresses of a network by their shape, with their codes (http://hl7.org/fhir/R4/valueset-network-type.html)."""
_SPACE: Final = "https://sealdesk.invalid/"

Json = dict[str, Any]


def _identified(system: str, value: str) -> Json:
    return {"identifier": {"system": f"{_SPACE}{system}", "value": value}}


def _concept(code: Mapping[str, str]) -> Json:
    return {"coding": [code]}


def audit_event(found: Found) -> Json:
    """Return an event as a FHIR R4 AuditEvent; of a shredded one only what can still be proven."""
    if found.shredded:
        return _shredded(found)
    filing = found.filing
    kind = kind_of(filing.action)
    disclosure = filing.accountable and filing.patient is not None
    if disclosure:
        kind = Kind(EXPORT, DISCLOSE, "R")
    event: Json = {
        "resourceType": "AuditEvent",
        "id": str(found.sequence),
        **_profile(filing, kind, disclosure=disclosure),
        "type": kind.type,
        "subtype": [kind.subtype, {"system": OWN, "code": filing.action}],
        "action": kind.action,
        "period": {"start": instant(filing.at), "end": instant(filing.at)},
        "recorded": instant(found.recorded),
        "outcome": _OUTCOMES[filing.outcome],
        "outcomeDesc": filing.outcome,
        "purposeOfEvent": [_concept({"system": _REASON, "code": filing.purpose})],
        "agent": _disclosing(filing) if disclosure else _agents(filing, kind),
        "source": _source(filing.node),
        "entity": _entities(found),
    }
    return event


def _profile(filing: Filing, kind: Kind, *, disclosure: bool) -> Json:
    if disclosure:
        return {"meta": {"profile": [f"{_BALP}PrivacyDisclosure.Source"]}}
    if not kind.balp or filing.outcome != "success":
        return {}
    return {"meta": {"profile": [f"{_BALP}{'Patient' if filing.patient else ''}{kind.balp}"]}}


def _source(node: str) -> Json:
    return {"site": node, "observer": _identified("node", node), "type": [_SERVER]}


def _machine(code: Mapping[str, str], who: Json, address: str, *, requestor: bool) -> Json:
    network = {"address": address, "type": _MACHINE}
    return {"type": _concept(code), "who": who, "requestor": requestor, "network": network}


def _person(filing: Filing, code: Mapping[str, str] | None) -> Json:
    """Return who asked; a user has no network of their own in BALP."""
    agent: Json = {} if code is None else {"type": _concept(code)}
    if filing.role:
        agent["role"] = [{"text": filing.role}]
    agent["who"] = _identified(f"actor/{filing.actor_kind}", filing.actor_id)
    agent["requestor"] = True
    agent["purposeOfUse"] = [_concept({"system": _REASON, "code": filing.purpose})]
    return agent


def _agents(filing: Filing, kind: Kind) -> list[Json]:
    """Return the process that acted (client), the appliance that holds the data (server), and the person."""
    reads = kind is READ
    service = filing.actor_kind == "service"
    client, server = (CLIENT_READS, SERVER_READS) if reads else (SERVER_READS, CLIENT_READS)
    name = filing.actor_id if service else filing.source
    agents = [
        _machine(client, _identified("process", name), filing.node, requestor=service),
        _machine(server, _identified("node", filing.node), filing.node, requestor=False),
    ]
    if not service:
        used = _RECIPIENT if reads else _AUTHOR if kind in (CREATE, UPDATE) else None
        agents.append(_person(filing, used))
    return agents


def _reached(address: str, recipient: str) -> Json:
    """Return where the recipient was reached: by the network's code for it, or at a place of the world.

    The profile wants a network in any case (network-type: 3 telephone, 4 e-mail, 5 URI, 1 a name).
    """
    for code, shape in _NETWORKS:
        if shape.fullmatch(address):
            return {"network": {"address": address, "type": code}}
    place: Json = {"location": {"display": address}} if address else {}
    return {**place, "network": {"address": recipient, "type": _MACHINE}}


def _disclosing(filing: Filing) -> list[Json]:
    """Return the source, which is the observer as BALP demands, the recipient, and who decided."""
    body = filing.body
    recipient = body.get("recipient") or "not named"
    source = _identified("node", filing.node)
    agents = [
        _machine(SERVER_READS, source, filing.node, requestor=filing.actor_kind == "service"),
        {
            "type": _concept(CLIENT_READS),
            "who": {"display": recipient},
            "requestor": False,
            **_reached(body.get("recipient_address", ""), recipient),
        },
    ]
    if filing.actor_kind != "service":
        agents.append(_person(filing, None))
    return agents


def _entities(found: Found) -> list[Json]:
    filing = found.filing
    what = {"reference": filing.resource} if _referable(filing.resource) else _identified("event", str(found.sequence))
    data: Json = {"what": what, "type": _SYSTEM, "role": _RESOURCE}
    if filing.resource and not _referable(filing.resource):
        data["name"] = filing.resource
    if filing.body:
        data["detail"] = [{"type": key, "valueString": value or "-"} for key, value in sorted(filing.body.items())]
    entities = [data]
    if filing.patient is not None:
        entities.append(
            {"what": {"type": "Patient", **_identified("patient", filing.patient)}, "type": _PERSON, "role": _PATIENT}
        )
    if filing.operation:
        entities.append({"what": _identified("operation", filing.operation), "type": _TRANSACTION})
    return entities


def _referable(resource: str | None) -> bool:
    kind, slash, name = (resource or "").partition("/")
    return (
        bool(slash)
        and kind.isalpha()
        and kind[0].isupper()
        and bool(name)
        and name.replace("-", "").replace(".", "").isalnum()
    )


def _shredded(found: Found) -> Json:
    entities = [{"what": _identified("event", str(found.sequence)), "type": _SYSTEM, "role": _RESOURCE}]
    if found.filing.patient is not None:
        patient = {"type": "Patient", **_identified("patient", found.filing.patient)}
        entities.append({"what": patient, "type": _PERSON, "role": _PATIENT})
    node = found.filing.node
    return {
        "resourceType": "AuditEvent",
        "id": str(found.sequence),
        "type": coding(OWN, "shredded", "An event whose key was destroyed at the end of its retention"),
        "recorded": instant(found.recorded),
        "outcome": "0",
        "outcomeDesc": f"key of {quarter_of(found.recorded)} destroyed",
        "agent": [{"who": _identified("node", node), "requestor": False}],
        "source": _source(node),
        "entity": entities,
    }


def fhir_line(found: Found) -> bytes:
    """Return an event's line of `fhir.ndjson`."""
    return orjson.dumps(audit_event(found), option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS)
