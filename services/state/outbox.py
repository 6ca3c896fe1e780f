"""Messages in the database: `services.scheduling.ports.Outbox`, and what the messaging service needs beyond it.

The states are those of `services.scheduling.outbox`. A sender that dies leaves `sending` behind; when its lease ends
the message is due again, and whoever takes it is told that it was cut off.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import Delivery, DeliveryState, Taken
from services.state.codec import MESSAGE
from services.state.instants import from_micros, to_micros
from services.state.tables import outbox as table

_WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)


def _delivery(row: sa.Row[Any]) -> Delivery:
    return Delivery(
        MESSAGE.load(row.payload),
        DeliveryState(row.state),
        row.attempts,
        None if row.next_attempt_at is None else from_micros(row.next_attempt_at),
        None if row.finished_at is None else from_micros(row.finished_at),
        row.reason,
    )


class SealedOutbox:
    """The messages of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, message: OutboxMessage) -> None:
        """Queue the message; the same id is queued once."""
        created = to_micros(message.created_at)
        row = {
            "id": message.id,
            "state": DeliveryState.QUEUED.value,
            "attempts": 0,
            "created_at": created,
            "next_attempt_at": created,
            "operation_id": message.operation_id,
            "payload": MESSAGE.dump(message),
        }
        self._connection.execute(sa.insert(table).prefix_with("OR IGNORE"), row)

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Return messages whose next attempt is due, the longest waiting first."""
        query = sa.select(table.c.payload).where(table.c.next_attempt_at <= to_micros(now))
        ordered = query.order_by(table.c.next_attempt_at, table.c.created_at).limit(limit)
        return [MESSAGE.load(payload) for payload in self._connection.execute(ordered).scalars()]

    def begin(self, message_id: str, now: datetime, lease_until: datetime) -> Taken | None:
        """Take a due message for sending until `lease_until`; None when it is not due (any more)."""
        due = (table.c.id == message_id, table.c.next_attempt_at <= to_micros(now))
        before = self._connection.execute(sa.select(table.c.state, table.c.attempts).where(*due)).first()
        if before is None:
            return None
        self._change(
            message_id,
            state=DeliveryState.SENDING.value,
            attempts=before.attempts + 1,
            next_attempt_at=to_micros(lease_until),
        )
        return Taken(before.attempts + 1, interrupted=before.state == DeliveryState.SENDING.value)

    def mark_sent(self, message_id: str, at: datetime) -> None:
        """Note that the message was handed over; it is never sent again. Corrects `unknown` too."""
        self._finish(message_id, DeliveryState.SENT, at, None, (*_WAITING, DeliveryState.UNKNOWN))

    def mark_failed(self, message_id: str, retry_at: datetime) -> None:
        """Note a failed attempt and when to try again; a message that was sent stays sent."""
        self._change(message_id, state=DeliveryState.QUEUED.value, next_attempt_at=to_micros(retry_at))

    def mark_dead(self, message_id: str, at: datetime, reason: str) -> None:
        """Give the message up: it certainly did not leave. Settles `unknown` too."""
        self._finish(message_id, DeliveryState.FAILED, at, reason, (*_WAITING, DeliveryState.UNKNOWN))

    def mark_unknown(self, message_id: str, at: datetime, reason: str) -> None:
        """Note that nobody knows whether it left; nothing more is sent by itself."""
        self._finish(message_id, DeliveryState.UNKNOWN, at, reason, _WAITING)

    def drop(self, message_id: str, at: datetime, reason: str) -> None:
        """Note that a rule forbids the waiting message for good."""
        self._finish(message_id, DeliveryState.DROPPED, at, reason, _WAITING)

    def postpone(self, message_id: str, until: datetime, reason: str) -> None:
        """Let a waiting message wait until then; where it was taken for sending, that was no attempt."""
        sending = table.c.state == DeliveryState.SENDING.value
        self._change(
            message_id,
            state=DeliveryState.QUEUED.value,
            attempts=sa.case((sending, table.c.attempts - 1), else_=table.c.attempts),
            next_attempt_at=to_micros(until),
            reason=reason,
        )

    def again(self, message_id: str, at: datetime) -> None:
        """Queue an unknown message again, after the carrier said that it is not there."""
        values = {"state": DeliveryState.QUEUED.value, "next_attempt_at": to_micros(at), "finished_at": None}
        self._change(message_id, (DeliveryState.UNKNOWN,), **values)

    def unknown(self, limit: int) -> list[Delivery]:
        """Return unknown messages, the longest unknown first; for staff, and for asking the carrier."""
        query = sa.select(table).where(table.c.state == DeliveryState.UNKNOWN.value)
        ordered = query.order_by(table.c.finished_at, table.c.created_at).limit(limit)
        return [_delivery(row) for row in self._connection.execute(ordered)]

    def failed(self, limit: int) -> list[Delivery]:
        """Return messages that were given up, the newest first; for staff."""
        query = sa.select(table).where(table.c.state == DeliveryState.FAILED.value)
        return [
            _delivery(row) for row in self._connection.execute(query.order_by(table.c.finished_at.desc()).limit(limit))
        ]

    def sent(self, limit: int) -> list[Delivery]:
        """Return messages that left, the newest first; for staff."""
        query = sa.select(table).where(table.c.state == DeliveryState.SENT.value)
        return [
            _delivery(row) for row in self._connection.execute(query.order_by(table.c.finished_at.desc()).limit(limit))
        ]

    def mark_misdirected(self, message_id: str, reason: str) -> None:
        """Note at a message that left that it reached the wrong person."""
        self._change(message_id, (DeliveryState.SENT,), reason=reason)

    def get(self, message_id: str) -> Delivery | None:
        """Return one message and how far it got, or None."""
        row = self._connection.execute(sa.select(table).where(table.c.id == message_id)).first()
        return None if row is None else _delivery(row)

    def of_operation(self, operation_id: str) -> list[Delivery]:
        """Return the messages about one change, the oldest first."""
        query = sa.select(table).where(table.c.operation_id == operation_id).order_by(table.c.created_at)
        return [_delivery(row) for row in self._connection.execute(query)]

    def newest(self, limit: int) -> list[Delivery]:
        """Return the latest messages in any state, newest first; for display."""
        query = sa.select(table).order_by(table.c.created_at.desc(), table.c.id.desc()).limit(limit)
        return [_delivery(row) for row in self._connection.execute(query)]

    def expire(self, before: datetime) -> int:
        """Delete messages that ended before `before`; unknown ones stay until somebody settles them."""
        gone = sa.delete(table).where(
            table.c.finished_at < to_micros(before), table.c.state != DeliveryState.UNKNOWN.value
        )
        return self._connection.execute(gone).rowcount

    def _finish(
        self,
        message_id: str,
        state: DeliveryState,
        at: datetime,
        reason: str | None,
        from_states: Sequence[DeliveryState],
    ) -> None:
        values = {"state": state.value, "next_attempt_at": None, "finished_at": to_micros(at), "reason": reason}
        self._change(message_id, from_states, **values)

    def _change(
        self,
        message_id: str,
        from_states: Sequence[DeliveryState] = _WAITING,
        **values: Any,  # noqa: ANN401 columns of one table
    ) -> None:
        allowed = [state.value for state in from_states]
        change = sa.update(table).where(table.c.id == message_id, table.c.state.in_(allowed)).values(**values)
        self._connection.execute(change)
