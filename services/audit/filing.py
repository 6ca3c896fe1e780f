"""One audit event on its way to the ledger, numbered by the process that it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Filing:
    """What a source hands over. The ledger takes a source's filings in their order, each exactly once.

    `source` names the outbox it comes from (`state`, `gateway`, `egress`); `number` is 1, 2, 3 and so on there, without
    a gap. `at` is when it happened, in microseconds since 1970-01-01 UTC, by the clock of `node`. `patient` is a keyed
    hash in hexadecimal, never the id itself; `resource` a FHIR reference; `operation` the workflow it belongs to.
    """

    source: str
    number: int
    at: int
    node: str
    actor_kind: str
    actor_id: str
    role: str
    action: str
    outcome: str
    patient: str | None = field(repr=False)
    resource: str | None
    operation: str | None
    purpose: str
    accountable: bool
    body: Mapping[str, str] = field(repr=False)
