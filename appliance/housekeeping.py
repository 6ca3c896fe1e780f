"""What the portal deletes in the background when it has been kept long enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.kernel.clock import Clock
from services.state.store import StateStore
from services.state.transaction import SealedTx

SERVICE = Actor(ActorKind.SERVICE, "housekeeping")
MESSAGES_KEPT = timedelta(days=7)
TEXTS_KEPT = timedelta(days=7)
COUNTS_KEPT = timedelta(days=10)
"""How long what was sent to a number counts: the longest cap is a week."""
CASES_KEPT = timedelta(days=90)
CHANGES_KEPT = timedelta(days=90)
WAITLIST_KEPT = timedelta(days=90)
FEES_KEPT = timedelta(days=760)
"""Longer than the longest time for which a policy remembers a late change."""
SUMMARIES_KEPT = timedelta(days=30)
OFFICER_MAILS_KEPT = timedelta(days=400)
WORKFLOWS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Retention:
    """Deletes what is over: sent messages, received texts, cases, changes, fees, summaries, and the waitlist's rounds.

    Chats have their own use case, and the audit trail is never shortened.
    """

    store: StateStore
    clock: Clock

    async def apply(self) -> None:
        """Delete once, and record how much."""
        now = self.clock.now()
        await self.store.write(lambda tx: _delete(tx, now))


def _delete(tx: SealedTx, now: datetime) -> None:
    counts = {
        "messages": tx.outbox.expire(now - MESSAGES_KEPT),
        "texts": tx.texts.expire(now - TEXTS_KEPT),
        "journeys": tx.journeys.expire(now - MESSAGES_KEPT),
        "counts": tx.numbers.forget(now - COUNTS_KEPT),
        "cases": tx.escalations.expire(now - CASES_KEPT),
        "fees": tx.fees.expire(now - FEES_KEPT),
        "summaries": tx.notices.expire(now - SUMMARIES_KEPT),
        "officer_mails": tx.officer_mails.expire(now - OFFICER_MAILS_KEPT),
        "changes": tx.operations.expire(now - CHANGES_KEPT),
        "waitlist": tx.waitlist.expire(now - WAITLIST_KEPT),
    }
    if any(counts.values()):
        body = {name: str(count) for name, count in counts.items()}
        tx.audit.record(AuditEvent(at=now, actor=SERVICE, action=Action.RETENTION_APPLIED, body=body))
