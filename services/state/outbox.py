"""Messages in the database: `services.scheduling.ports.Outbox`, and what the messaging service needs beyond it.

A message is `queued`, then `sending` under a lease, then `sent`, back to `queued` for a retry, or `failed` for good.
A sender that dies leaves `sending` behind; when its lease ends the message is due again, with the same id.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from services.scheduling.operation import OutboxMessage
from services.state.codec import MESSAGE
from services.state.instants import from_micros, to_micros
from services.state.tables import outbox as table


class DeliveryState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message and how far its sending got; `next_attempt_at` is None once it is sent or given up."""

    message: OutboxMessage
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    finished_at: datetime | None


def _delivery(row: sa.Row[Any]) -> Delivery:
    return Delivery(
        MESSAGE.load(row.payload),
        DeliveryState(row.state),
        row.attempts,
        None if row.next_attempt_at is None else from_micros(row.next_attempt_at),
        None if row.finished_at is None else from_micros(row.finished_at),
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

    def begin(self, message_id: str, now: datetime, lease_until: datetime) -> int:
        """Take a due message for sending until `lease_until`.

        Returns:
            The number of this attempt, from 1; 0 when the message is not due (sent, given up or taken by another).
        """
        taken = (
            sa.update(table)
            .where(table.c.id == message_id, table.c.next_attempt_at <= to_micros(now))
            .values(
                state=DeliveryState.SENDING.value,
                attempts=table.c.attempts + 1,
                next_attempt_at=to_micros(lease_until),
            )
            .returning(table.c.attempts)
        )
        return self._connection.execute(taken).scalar() or 0

    def mark_sent(self, message_id: str, at: datetime) -> None:
        """Note that the message was handed over; it is never sent again."""
        self._finish(message_id, DeliveryState.SENT, at)

    def mark_failed(self, message_id: str, retry_at: datetime) -> None:
        """Note a failed attempt and when to try again; a message that was sent stays sent."""
        self._change(message_id, state=DeliveryState.QUEUED.value, next_attempt_at=to_micros(retry_at))

    def mark_dead(self, message_id: str, at: datetime) -> None:
        """Give the message up."""
        self._finish(message_id, DeliveryState.FAILED, at)

    def get(self, message_id: str) -> Delivery | None:
        """Return one message and how far it got, or None."""
        row = self._connection.execute(sa.select(table).where(table.c.id == message_id)).first()
        return None if row is None else _delivery(row)

    def newest(self, limit: int) -> list[Delivery]:
        """Return the latest messages in any state, newest first; for display."""
        query = sa.select(table).order_by(table.c.created_at.desc(), table.c.id.desc()).limit(limit)
        return [_delivery(row) for row in self._connection.execute(query)]

    def next_due(self) -> datetime | None:
        """Return when the next message falls due, or None when nothing waits."""
        soonest = self._connection.execute(sa.select(sa.func.min(table.c.next_attempt_at))).scalar()
        return None if soonest is None else from_micros(soonest)

    def expire(self, before: datetime) -> int:
        """Delete messages sent or given up before `before`; return how many."""
        return self._connection.execute(sa.delete(table).where(table.c.finished_at < to_micros(before))).rowcount

    def _finish(self, message_id: str, state: DeliveryState, at: datetime) -> None:
        self._change(message_id, state=state.value, next_attempt_at=None, finished_at=to_micros(at))

    def _change(self, message_id: str, **values: Any) -> None:  # noqa: ANN401 columns of one table
        waiting = (DeliveryState.QUEUED.value, DeliveryState.SENDING.value)
        change = sa.update(table).where(table.c.id == message_id, table.c.state.in_(waiting)).values(**values)
        self._connection.execute(change)
