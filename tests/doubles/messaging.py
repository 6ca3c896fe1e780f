"""Fakes of the messaging ports: an outbox with leases, its store, and a sender that fails on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from services.audit.model import AuditEvent
from services.messaging.errors import MessagingError
from services.messaging.ports import MessagingTx, TextMessage
from services.scheduling.operation import OutboxMessage

T = TypeVar("T")


@dataclass
class Row:
    message: OutboxMessage
    next_at: datetime | None
    attempts: int = 0
    state: str = "queued"
    ended_at: datetime | None = None


class MemoryDueMessages:
    """`services.messaging.ports.DueMessages`."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def put(self, message: OutboxMessage) -> None:
        self.rows.setdefault(message.id, Row(message, message.created_at))

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        return [row.message for row in self.rows.values() if row.next_at and row.next_at <= now][:limit]

    def begin(self, message_id: str, now: datetime, lease_until: datetime) -> int:
        row = self.rows[message_id]
        if row.next_at is None or row.next_at > now:
            return 0
        row.attempts, row.next_at, row.state = row.attempts + 1, lease_until, "sending"
        return row.attempts

    def mark_sent(self, message_id: str, at: datetime) -> None:
        self._end(message_id, "sent", at)

    def mark_failed(self, message_id: str, retry_at: datetime) -> None:
        self.rows[message_id].state, self.rows[message_id].next_at = "queued", retry_at

    def mark_dead(self, message_id: str, at: datetime) -> None:
        self._end(message_id, "failed", at)

    def _end(self, message_id: str, state: str, at: datetime) -> None:
        row = self.rows[message_id]
        row.state, row.next_at, row.ended_at = state, None, at


class MemoryTrail:
    """Keeps what was recorded."""

    def __init__(self) -> None:
        self.events: list[AuditEvent] = []

    def record(self, event: AuditEvent) -> None:
        self.events.append(event)


@dataclass
class MemoryMessagingStore:
    """A store whose only transaction is the delivery's."""

    outbox: MemoryDueMessages = field(default_factory=MemoryDueMessages)
    audit: MemoryTrail = field(default_factory=MemoryTrail)

    async def write(self, work: Callable[[MessagingTx], T]) -> T:
        return work(self)

    async def read(self, work: Callable[[MessagingTx], T]) -> T:
        return work(self)


@dataclass
class MemorySender:
    """`services.messaging.ports.MessageSender`: raises the queued errors first, then sends."""

    idempotent: bool = True
    errors: list[MessagingError] = field(default_factory=list)
    sent: list[TextMessage] = field(default_factory=list)
    attempts: int = 0

    async def send(self, message: TextMessage) -> None:
        self.attempts += 1
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(message)
