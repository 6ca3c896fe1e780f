"""What the delivery of messages needs: an outbox, the audit trail, and a sender."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from services.audit.ports import AuditTx
from services.kernel.language import Language
from services.scheduling.operation import OutboxMessage


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A message ready to leave. `id` makes sending idempotent where the sender can keep it."""

    id: str
    to: str = field(repr=False)
    text: str = field(repr=False)
    template: str
    language: Language


class MessageSender(Protocol):
    """Hands messages to a carrier. `idempotent`: the same id sent twice arrives once."""

    @property
    def idempotent(self) -> bool:
        """Tell whether a second attempt with the same id is harmless."""
        ...

    async def send(self, message: TextMessage) -> None:
        """Hand the message over.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            SendUnknown: nobody knows.
        """
        ...


class DueMessages(Protocol):
    """The outbox as the worker sees it."""

    def due(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Return messages whose next attempt is due, the longest waiting first."""
        ...

    def begin(self, message_id: str, now: datetime, lease_until: datetime) -> int:
        """Take a due message until `lease_until`; return the attempt's number from 1, or 0 when it is not due."""
        ...

    def mark_sent(self, message_id: str, at: datetime) -> None:
        """Note that the message was handed over; it is never sent again."""
        ...

    def mark_failed(self, message_id: str, retry_at: datetime) -> None:
        """Note a failed attempt and when to try again."""
        ...

    def mark_dead(self, message_id: str, at: datetime) -> None:
        """Give the message up."""
        ...


class MessagingTx(AuditTx, Protocol):
    """A transaction of the delivery."""

    @property
    def outbox(self) -> DueMessages:
        """Messages to send."""
        ...
