"""The worker that empties the outbox: one message at a time, audited, with growing pauses, and never twice by us.

A message is taken under a lease, sent, and marked. If the process dies in between, the lease ends and the message is
tried again with the same id only where the sender is idempotent; else it is given up, and the audit trail says so.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.messaging.errors import MessagingError, NotSent, SendUnknown
from services.messaging.ports import MessageSender, MessagingTx, TextMessage
from services.messaging.templates import TEMPLATES, render
from services.scheduling.operation import OutboxMessage

log = logging.getLogger(__name__)

SERVICE = Actor(ActorKind.SERVICE, "messaging")
LEASE = timedelta(seconds=60)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 20, 60, 300, 900, 1800))
_BATCH = 20


@dataclass(frozen=True, slots=True)
class OutboxSender:
    """Sends what the outbox holds."""

    store: Store[MessagingTx]
    sender: MessageSender
    clock: Clock
    pauses: tuple[timedelta, ...] = field(default=PAUSES)

    async def deliver_due(self) -> int:
        """Try every message that is due, once; return how many were sent."""
        now = self.clock.now()
        waiting = await self.store.read(lambda tx: tx.outbox.due(now, _BATCH))
        sent = 0
        for message in waiting:
            sent += await self._deliver(message)
        return sent

    async def run(self, pause: Callable[[], Awaitable[bool]]) -> None:
        """Deliver again and again; `pause` waits a little and returns True when it is time to stop."""
        while True:
            try:
                await self.deliver_due()
            except Exception as error:  # noqa: BLE001 the edge of a background worker: it goes on
                log.error("The outbox could not be worked on: %s.", type(error).__name__)  # noqa: TRY400 no PHI
            if await pause():
                return

    async def _deliver(self, message: OutboxMessage) -> bool:
        now = self.clock.now()
        lease_until = now + self._lease(message)
        attempt = await self.store.write(lambda tx: tx.outbox.begin(message.id, now, lease_until))
        if attempt == 0:
            return False
        try:
            if attempt > len(self.pauses) + 1 or self._stale(message, now):
                raise SendUnknown("The message was not sent in time.")
            await self.sender.send(_text(message))
        except MessagingError as error:
            await self._failed(message, attempt, error)
            return False
        await self.store.write(lambda tx: self._note_sent(tx, message, attempt))
        return True

    def _lease(self, message: OutboxMessage) -> timedelta:
        """Return how long a taken message stays taken; where a repeat would arrive twice, until it is too late."""
        return LEASE if self.sender.idempotent else 2 * _useful(message)

    def _stale(self, message: OutboxMessage, now: datetime) -> bool:
        return now - message.created_at > _useful(message)

    async def _failed(self, message: OutboxMessage, attempt: int, error: MessagingError) -> None:
        now = self.clock.now()
        may_retry = isinstance(error, NotSent) or (isinstance(error, SendUnknown) and self.sender.idempotent)
        if may_retry and attempt <= len(self.pauses) and not self._stale(message, now):
            retry_at = now + self.pauses[attempt - 1]
            await self.store.write(lambda tx: tx.outbox.mark_failed(message.id, retry_at))
            return
        log.warning("A message was given up: %s.", error.code)
        await self.store.write(lambda tx: self._note_dead(tx, message, error.code))

    def _note_sent(self, tx: MessagingTx, message: OutboxMessage, attempt: int) -> None:
        at = self.clock.now()
        tx.outbox.mark_sent(message.id, at)
        tx.audit.record(_event(message, at, Action.MESSAGE_SENT, AuditOutcome.SUCCESS, attempt=str(attempt)))

    def _note_dead(self, tx: MessagingTx, message: OutboxMessage, reason: str) -> None:
        at = self.clock.now()
        tx.outbox.mark_dead(message.id, at)
        tx.audit.record(_event(message, at, Action.MESSAGE_FAILED, AuditOutcome.FAILED, reason=reason))


def _useful(message: OutboxMessage) -> timedelta:
    template = TEMPLATES.get(message.template)
    return template.useful if template is not None else timedelta(hours=24)


def _text(message: OutboxMessage) -> TextMessage:
    text = render(message.template, message.language, message.values)
    return TextMessage(message.id, message.to, text, message.template, message.language)


def _event(message: OutboxMessage, at: datetime, action: Action, outcome: AuditOutcome, **body: str) -> AuditEvent:
    return AuditEvent(
        at=at,
        actor=SERVICE,
        action=action,
        outcome=outcome,
        operation=message.operation_id,
        body={"message": message.id, "template": message.template, **body},
    )
