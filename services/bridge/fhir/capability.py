"""What the server says it can do: its CapabilityStatement (http://hl7.org/fhir/R4/capabilitystatement.html)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.invariants import Json, broken, objects, text
from services.kernel.clock import Clock

_KEPT = timedelta(hours=1)
_CHANGES = frozenset({"update", "patch"})


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered for one resource type."""

    interactions: frozenset[str] = frozenset()
    versioning: str = "no-version"
    operations: frozenset[str] = frozenset()

    @property
    def changeable(self) -> bool:
        """Tell whether a client may change a resource of this type."""
        return bool(self.interactions & _CHANGES)

    @property
    def enforces_versions(self) -> bool:
        """Tell whether a stale If-Match is refused (`versioned-update`)."""
        return self.versioning == "versioned-update"


@dataclass(frozen=True, slots=True)
class Statement:
    """The parts of a CapabilityStatement that decide what we do."""

    software: str = ""
    types: Mapping[str, Offered] = field(default_factory=dict)
    operations: frozenset[str] = frozenset()

    def of(self, resource_type: str) -> Offered:
        """Return what is offered for a resource type."""
        return self.types.get(resource_type, Offered())


class CapabilityReader:
    """GET /metadata, read again after an hour."""

    def __init__(self, client: FhirClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._kept: tuple[datetime, Statement] | None = None

    async def get(self) -> Statement:
        """Return the statement.

        Raises:
            SchedulingError: it could not be read.
        """
        now = self._clock.now()
        if self._kept is None or now - self._kept[0] > _KEPT:
            answer = await self._client.get("metadata")
            self._kept = now, read_statement(answer.json())
        return self._kept[1]


def read_statement(body: object) -> Statement:
    """Read a CapabilityStatement.

    Raises:
        MalformedAnswer: it is none, or speaks another version of FHIR.
    """
    if not isinstance(body, dict) or body.get("resourceType") != "CapabilityStatement":
        raise broken("The answer of /metadata is not a CapabilityStatement.")
    if not str(body.get("fhirVersion", "")).startswith("4."):
        raise broken("The server does not say that it speaks FHIR R4.")
    types: dict[str, Offered] = {}
    operations: set[str] = set()
    for rest in objects(body, "rest", "CapabilityStatement"):
        operations.update(_operations(rest))
        for resource in objects(rest, "resource", "CapabilityStatement.rest"):
            types[text(resource, "type") or ""] = _offered(resource)
    return Statement(_software(body), types, frozenset(operations).union(*(o.operations for o in types.values())))


def _software(body: Json) -> str:
    software = body.get("software")
    name = text(software, "name") if isinstance(software, dict) else None
    return " ".join(part for part in (name, text(body, "publisher")) if part)


def _offered(resource: Json) -> Offered:
    found = objects(resource, "interaction", "CapabilityStatement.rest.resource")
    codes = frozenset(code for item in found if (code := text(item, "code")))
    return Offered(codes, text(resource, "versioning") or "no-version", frozenset(_operations(resource)))


def _operations(parent: Json) -> set[str]:
    found = objects(parent, "operation", "CapabilityStatement.rest")
    return {name.removeprefix("$") for item in found if (name := text(item, "name"))}
