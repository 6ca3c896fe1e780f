"""Changes in the database: `services.scheduling.ports.Operations`."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.operation import Operation
from services.state.codec import OPERATION
from services.state.instants import to_micros
from services.state.tables import operations as table

_ROWID: sa.ColumnClause[int] = sa.literal_column("operations.rowid")
_ADD = sa.insert(table).prefix_with("OR IGNORE")
_GET = sa.select(table.c.payload).where(table.c.id == sa.bindparam("wanted"))
_SAVE = sa.update(table).where(table.c.id == sa.bindparam("wanted"), table.c.final == sa.false())


def _columns(operation: Operation) -> dict[str, Any]:
    result = operation.result
    return {
        "state": operation.state.value,
        "final": operation.state.final,
        "appointment_id": operation.appointment.id,
        "conversation_id": operation.conversation_id,
        "requested_at": to_micros(operation.requested_at),
        "finished_at": to_micros(operation.finished_at) if operation.finished_at else None,
        "made_id": result.id if result and result.id != operation.appointment.id else None,
        "payload": OPERATION.dump(operation),
    }


class SealedOperations:
    """The changes of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, operation: Operation) -> None:
        """Keep a new operation; adding the same id again changes nothing."""
        self._connection.execute(_ADD, {"id": operation.id, **_columns(operation)})

    def get(self, operation_id: str) -> Operation | None:
        """Return the operation, or None."""
        payload = self._connection.execute(_GET, {"wanted": operation_id}).scalar()
        return None if payload is None else OPERATION.load(payload)

    def save(self, operation: Operation) -> None:
        """Replace the stored operation of the same id. A final state is never replaced.

        Raises:
            LookupError: the operation was never added.
        """
        saved = self._connection.execute(_SAVE, {"wanted": operation.id, **_columns(operation)})
        if saved.rowcount == 0 and self._connection.execute(_GET, {"wanted": operation.id}).scalar() is None:
            msg = "The operation was never added."
            raise LookupError(msg)

    def open(self, older_than: datetime | None = None) -> list[Operation]:
        """Return operations without a final state, oldest first; for the watchdog."""
        query = sa.select(table.c.payload).where(table.c.final == sa.literal_column("0"))
        if older_than is not None:
            query = query.where(table.c.requested_at < to_micros(older_than))
        return self._load(query)

    def of_appointment(self, appointment_id: str) -> list[Operation]:
        """Return every operation on this appointment, oldest first."""
        return self._load(sa.select(table.c.payload).where(table.c.appointment_id == appointment_id))

    def made(self, appointment_id: str) -> Operation | None:
        """Return the newest finished operation that moved another appointment into this new one, or None."""
        query = sa.select(table.c.payload).where(table.c.made_id == appointment_id, table.c.final == sa.true())
        found = self._load(query)
        return found[-1] if found else None

    def expire(self, before: datetime) -> int:
        """Delete operations that ended before `before` (they hold PHI); return how many."""
        gone = sa.delete(table).where(table.c.finished_at < to_micros(before), table.c.final == sa.true())
        return self._connection.execute(gone).rowcount

    def _load(self, query: sa.Select[str]) -> list[Operation]:
        ordered = query.order_by(table.c.requested_at, _ROWID)
        return [OPERATION.load(payload) for payload in self._connection.execute(ordered).scalars()]
