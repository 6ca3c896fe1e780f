"""One audit event on its way to the ledger, numbered by the process that it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from services.audit.chain import Link, first_changed
from services.audit.errors import OutboxChanged
from services.audit.model import AuditEvent

ROLE: Final = "role"
"""Where in a record's body the trail keeps the actor's role."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


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


def filing_of(stored: Link, source: str) -> Filing:
    """Return a record as it is filed; the role goes from the body to its own field."""
    record = stored.record
    return Filing(
        source=source,
        number=record.sequence,
        at=record.at,
        node=record.node,
        actor_kind=record.actor_kind,
        actor_id=record.actor_id,
        role=record.body.get(ROLE, ""),
        action=record.action,
        outcome=record.outcome,
        patient=record.patient,
        resource=record.resource,
        operation=record.operation,
        purpose=record.purpose,
        accountable=record.accountable,
        body={name: value for name, value in record.body.items() if name != ROLE},
    )


def filings_behind(found: Sequence[Link], number: int, limit: int, source: str) -> list[Filing]:
    """Return an outbox's records behind a number as they are filed, at most so many.

    Args:
        found: the record of that number, where it is still there, and those behind it.
        number: the last one that the ledger has.
        limit: how many are wanted.
        source: the outbox's name.

    Raises:
        OutboxChanged: one is not as it was recorded; nothing of it goes to the ledger.
    """
    before = found[0] if found and found[0].record.sequence <= number else None
    behind = [each for each in found if each.record.sequence > number][:limit]
    changed = first_changed(before, behind)
    if changed is not None:
        raise OutboxChanged(source, changed)
    return [filing_of(each, source) for each in behind]


def new_filing(event: AuditEvent, source: str, number: int, node: str) -> Filing:
    """Return an event as its source files it; a patient is named by the keyed hash alone.

    Raises:
        ValueError: it names a patient by the id, whose keyed hash only the state's key gives.
    """
    if event.patient_id is not None:
        msg = "An event about a patient is recorded through the state, or with the patient's keyed hash."
        raise ValueError(msg)
    return Filing(
        source=source,
        number=number,
        at=(event.at - _EPOCH) // timedelta(microseconds=1),
        node=node,
        actor_kind=event.actor.kind.value,
        actor_id=event.actor.id,
        role=event.actor.role,
        action=event.action.value,
        outcome=event.outcome.value,
        patient=event.patient_ref,
        resource=event.resource,
        operation=event.operation,
        purpose=event.purpose,
        accountable=event.accountable,
        body=dict(event.body),
    )
