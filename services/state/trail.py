"""The audit trail in the database: `services.audit.ports.AuditTrail`, written in the commit of what it describes.

Every record is chained behind the one before (`services.audit.chain`); triggers refuse changes, removals and gaps.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from services.audit.chain import SALT_BYTES, Head, Link, Record, Verdict, link, verify_chain
from services.audit.filing import ROLE
from services.audit.model import AuditEvent
from services.state.codec import WORDS
from services.state.instants import from_micros, to_micros
from services.state.tables import audit_events as table
from services.state.tables import audit_floor, audit_head

PAGE = 1_000
_FORBIDDEN = {
    "changing a record": "UPDATE audit_events SET outcome = outcome WHERE sequence = 1",
    "removing the newest record": "DELETE FROM audit_events WHERE sequence IN (SELECT max(sequence) FROM audit_events)",
    "removing the oldest record": "DELETE FROM audit_events WHERE sequence IN (SELECT min(sequence) FROM audit_events)",
    "putting the head back": "UPDATE audit_head SET sequence = sequence - 1",
    "removing the head": "DELETE FROM audit_head",
    "leaving a gap": (
        "INSERT INTO audit_events SELECT sequence + 2, node, at, actor_kind, actor_id, 'gap', outcome, patient, "
        "resource, operation, purpose, accountable, body, salt, leaf, chain "
        "FROM audit_events ORDER BY sequence DESC LIMIT 1"
    ),
}
_HEAD = sa.select(audit_head.c.sequence, audit_head.c.chain)
_ADD = sa.insert(table)


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What records to find: every field given must fit. `since` belongs to the period, `until` does not."""

    since: datetime | None = None
    until: datetime | None = None
    action: str | None = None
    actor_id: str | None = None
    patient_id: str | None = None
    operation: str | None = None
    resource: str | None = None
    accountable: bool | None = None


def _link(row: sa.Row[Any]) -> Link:
    record = Record(
        sequence=row.sequence,
        node=row.node,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        action=row.action,
        outcome=row.outcome,
        patient=row.patient,
        resource=row.resource,
        operation=row.operation,
        purpose=row.purpose,
        accountable=bool(row.accountable),
        body=WORDS.load(row.body),
        salt=row.salt,
    )
    return Link(record, row.leaf, row.chain)


class SealedAudit:
    """The audit trail of one transaction."""

    def __init__(self, connection: sa.Connection, node: str, pseudonym: Callable[[str], str]) -> None:
        self._connection = connection
        self._node = node
        self._pseudonym = pseudonym
        self.recorded = 0
        """How many events were recorded in this transaction, also by what was rolled back."""

    def record(self, event: AuditEvent) -> None:
        """Append `event`; if it cannot be kept, the whole transaction fails and the action does not happen."""
        self._keep(event, self.head())

    def record_restored(self, event: AuditEvent, last: int) -> None:
        """Append the event which says that a backup took the numbers up to `last` away; it gets the next one."""
        self._keep(event, Head(last, self.head().chain))

    def record_again(self, record: Record) -> None:
        """Append what was recorded before under a number that the ledger knows for another event."""
        head = self.head()
        again = replace(record, sequence=head.sequence + 1, salt=secrets.token_bytes(SALT_BYTES))
        self._append(link(head, again))
        self.recorded += 1

    def _keep(self, event: AuditEvent, head: Head) -> None:
        record = Record(
            sequence=head.sequence + 1,
            node=self._node,
            at=to_micros(event.at),
            actor_kind=event.actor.kind.value,
            actor_id=event.actor.id,
            action=event.action.value,
            outcome=event.outcome.value,
            patient=event.patient_ref if event.patient_id is None else self._pseudonym(event.patient_id),
            resource=event.resource,
            operation=event.operation,
            purpose=event.purpose,
            accountable=event.accountable,
            body={**event.body, **({ROLE: event.actor.role} if event.actor.role else {})},
            salt=secrets.token_bytes(SALT_BYTES),
        )
        self._append(link(head, record))
        self.recorded += 1

    def _append(self, linked: Link) -> None:
        record = linked.record
        row = {column: getattr(record, column) for column in Record.__slots__}
        row |= {"body": WORDS.dump(record.body), "leaf": linked.leaf, "chain": linked.chain}
        self._connection.execute(_ADD, row)

    def head(self) -> Head:
        """Return where the trail stands; kept elsewhere, it later shows a cut or rewritten trail."""
        row = self._connection.execute(_HEAD).one()
        return Head(row.sequence, row.chain)

    def floor(self) -> Head:
        """Return behind which record the trail begins here, number 0 where nothing was removed."""
        row = self._connection.execute(sa.select(audit_floor.c.sequence, audit_floor.c.chain)).one()
        return Head(row.sequence, row.chain)

    def prune(self, acknowledged: int, before: datetime, limit: int = PAGE) -> int:
        """Remove the oldest records that the ledger has durably and that are older than `before`; return how many.

        The hash of the last one that went is kept: the chain goes on from it.

        Args:
            acknowledged: the number up to which the ledger has them.
            before: newer ones stay, so that a ledger put back by a younger backup gets them again.
            limit: so many at most.
        """
        columns = (table.c.sequence, table.c.at, table.c.chain)
        oldest = sa.select(*columns).order_by(table.c.sequence).limit(limit)
        going = []
        for row in self._connection.execute(oldest):
            if row.sequence > acknowledged or row.at >= to_micros(before):
                break
            going.append(row)
        if not going:
            return 0
        last = going[-1]
        self._connection.execute(sa.update(audit_floor).values(sequence=last.sequence, chain=last.chain))
        return self._connection.execute(sa.delete(table).where(table.c.sequence <= last.sequence)).rowcount

    def oldest_at(self) -> datetime | None:
        """Return when the oldest record here was made, None where there is none."""
        at = self._connection.execute(sa.select(table.c.at).order_by(table.c.sequence).limit(1)).scalar()
        return None if at is None else from_micros(at)

    def tampering(self) -> dict[str, bool]:
        """Try what must be refused, each in a savepoint that is rolled back; tell for each whether it got through.

        An empty trail has nothing to change, so nothing is tried there.
        """
        return {name: self._gets_through(words) for name, words in _FORBIDDEN.items()} if self.head().sequence else {}

    def _gets_through(self, statement: str) -> bool:
        savepoint = self._connection.begin_nested()
        try:
            return self._connection.exec_driver_sql(statement).rowcount != 0
        except exc.IntegrityError:
            return False  # a trigger refused it
        finally:
            savepoint.rollback()

    def search(self, query: AuditQuery, *, after: int = 0, limit: int = 100) -> list[Link]:
        """Return fitting records in their order, from the sequence number behind `after` on."""
        found = sa.select(table).where(table.c.sequence > after, *self._conditions(query))
        return [_link(row) for row in self._connection.execute(found.order_by(table.c.sequence).limit(limit))]

    def newest(self, until: int) -> Link | None:
        """Return the newest record up to a number, None where there is none."""
        found = sa.select(table).where(table.c.sequence <= until).order_by(table.c.sequence.desc()).limit(1)
        row = self._connection.execute(found).first()
        return None if row is None else _link(row)

    def rows(self, after: int = 0) -> Iterator[Link]:
        """Read the trail behind a number in its order, a page at a time; for export and verification."""
        while page := self.search(AuditQuery(), after=after, limit=PAGE):
            yield from page
            after = page[-1].record.sequence

    def verify(self, remembered: Head | None = None) -> Verdict:
        """Recompute the chain from its content and compare it with `remembered`, or with the head beside it."""
        return verify_chain(self.rows(), remembered or self.head(), self.floor())

    def _conditions(self, query: AuditQuery) -> list[sa.ColumnElement[bool]]:
        exact = {
            table.c.action: query.action,
            table.c.actor_id: query.actor_id,
            table.c.patient: None if query.patient_id is None else self._pseudonym(query.patient_id),
            table.c.operation: query.operation,
            table.c.resource: query.resource,
            table.c.accountable: query.accountable,
        }
        conditions: list[sa.ColumnElement[bool]] = [
            column == value for column, value in exact.items() if value is not None
        ]
        if query.since is not None:
            conditions.append(table.c.at >= to_micros(query.since))
        if query.until is not None:
            conditions.append(table.c.at < to_micros(query.until))
        return conditions
