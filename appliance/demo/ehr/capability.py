"""The CapabilityStatement (http://hl7.org/fhir/R4/capabilitystatement.html) of one dialect."""

from typing import TYPE_CHECKING

from appliance.demo.ehr.instants import format_instant
from appliance.demo.ehr.outcome import Resource
from appliance.demo.ehr.search_keys import PARAMS

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer


def capability_statement(server: "FhirServer", base: str) -> Resource:
    """Say what this server offers; `software.name` names the dialect."""
    dialect = server.dialect
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": format_instant(server.store.clock.now()),
        "kind": "instance",
        "software": {"name": dialect.software, "version": "1"},
        "implementation": {"description": "Invented clinic for demonstration and tests", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "patchFormat": ["application/json-patch+json"],
        "rest": [_rest(server)],
    }


def _rest(server: "FhirServer") -> Resource:
    dialect = server.dialect
    rest: Resource = {"mode": "server", "resource": [_resource(server, name) for name in dialect.interactions]}
    if dialect.bundles:
        rest["interaction"] = [{"code": kind} for kind in sorted(dialect.bundles)]
    return rest


def _resource(server: "FhirServer", resource_type: str) -> Resource:
    dialect = server.dialect
    described: Resource = {
        "type": resource_type,
        "interaction": [{"code": code} for code in sorted(dialect.interactions[resource_type])],
        "versioning": "versioned-update" if dialect.etags else "no-version",
        "readHistory": "history-instance" in dialect.interactions[resource_type],
        "conditionalCreate": "create" in dialect.interactions[resource_type],
        "searchParam": [{"name": name, "type": param.kind} for name, param in PARAMS[resource_type].items()],
    }
    operations = [name for name in dialect.operations if name.startswith(f"{resource_type}/")]
    if operations:
        described["operation"] = [_operation(name) for name in operations]
    return described


def _operation(name: str) -> Resource:
    short = name.rsplit("$", 1)[1]
    return {"name": short, "definition": f"http://maple-street.example/fhir/OperationDefinition/appointment-{short}"}
