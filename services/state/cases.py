"""Cases for people in the database: `services.handoff.ports.Cases`."""

from datetime import datetime

import sqlalchemy as sa

from services.scheduling.operation import Escalation
from services.state.codec import ESCALATION
from services.state.instants import to_micros
from services.state.tables import cases as table

_ROWID: sa.ColumnClause[int] = sa.literal_column("cases.rowid")


class SealedCases:
    """The cases of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, escalation: Escalation) -> None:
        """Open the case; the same id is opened once."""
        row = {
            "id": escalation.id,
            "opened_at": to_micros(escalation.opened_at),
            "due_at": to_micros(escalation.due_at),
            "conversation_id": escalation.conversation_id,
            "operation_id": escalation.operation_id,
            "payload": ESCALATION.dump(escalation),
        }
        self._connection.execute(sa.insert(table).prefix_with("OR IGNORE"), row)

    def get(self, case_id: str) -> Escalation | None:
        """Return the case, open or closed, or None."""
        payload = self._connection.execute(sa.select(table.c.payload).where(table.c.id == case_id)).scalar()
        return None if payload is None else ESCALATION.load(payload)

    def open(self) -> list[Escalation]:
        """Return the cases nobody has closed, soonest due first."""
        query = sa.select(table.c.payload).where(table.c.closed_at.is_(None)).order_by(table.c.due_at, _ROWID)
        return [ESCALATION.load(payload) for payload in self._connection.execute(query).scalars()]

    def close(self, case_id: str, by: str, at: datetime) -> bool:
        """Close the case; False when it is closed already or unknown."""
        closing = sa.update(table).where(table.c.id == case_id, table.c.closed_at.is_(None))
        closed = self._connection.execute(closing.values(closed_at=to_micros(at), closed_by=by))
        return closed.rowcount == 1

    def closed(self, limit: int) -> list[Escalation]:
        """Return the cases that were closed last, the latest first."""
        query = sa.select(table.c.payload).where(table.c.closed_at.is_not(None))
        latest = query.order_by(table.c.closed_at.desc(), _ROWID.desc()).limit(limit)
        return [ESCALATION.load(payload) for payload in self._connection.execute(latest).scalars()]

    def of_conversation(self, conversation_id: str) -> list[Escalation]:
        """Return the cases opened from this conversation, oldest first."""
        query = sa.select(table.c.payload).where(table.c.conversation_id == conversation_id)
        ordered = query.order_by(table.c.opened_at, _ROWID)
        return [ESCALATION.load(payload) for payload in self._connection.execute(ordered).scalars()]

    def expire(self, before: datetime) -> int:
        """Delete cases closed before `before`; return how many."""
        return self._connection.execute(sa.delete(table).where(table.c.closed_at < to_micros(before))).rowcount
