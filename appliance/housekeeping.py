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
EVENTS_KEPT = timedelta(days=31)
"""Audit records stay so long after the ledger has them: a ledger put back by a younger backup gets them again."""
_A_DAY = timedelta(days=1)
WORKFLOWS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Retention:
    """Deletes what is over: sent messages, received texts, cases, changes, fees, summaries, and the waitlist's rounds.

    Chats have their own use case. Of the audit trail, what the ledger has had for a month goes; the ledger keeps it.
    """

    store: StateStore
    clock: Clock

    async def apply(self) -> None:
        """Delete once, and record how much."""
        now = self.clock.now()
        await self.store.write(lambda tx: _delete(tx, now))
        await self._prune(now - EVENTS_KEPT)

    async def _prune(self, before: datetime) -> None:
        """Remove audit records that the ledger has had for long, a day's at a time, in short commits."""
        oldest = await self.store.read(lambda tx: tx.audit.oldest_at())
        if oldest is None or oldest >= before - _A_DAY:
            return
        while await self.store.prune(before):
            pass
        floor = await self.store.read(lambda tx: tx.audit.floor().sequence)
        event = AuditEvent(self.clock.now(), SERVICE, Action.RETENTION_APPLIED, body={"events_up_to": str(floor)})
        await self.store.write(lambda tx: tx.audit.record(event))


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
