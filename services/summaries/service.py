"""Makes summaries from notices, and leaves them in the inboxes: exactly one for each cancellation, provider and day.

Making is one commit: the summary under an id that whoever makes it gives the same, the marks on its notices, and the
audit record. Leaving is at least once, and the inbox keeps one of each id.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.scheduling.provider_notice import Happened, ProviderNotice, ProviderSummary, SummaryKind, SummaryState
from services.summaries import templates
from services.summaries.digest_time import digest_instant, last_digest_day
from services.summaries.errors import InboxUnreachable, SummaryError
from services.summaries.ports import InboxMessage, ProviderInbox, SummaryTx

log = logging.getLogger(__name__)

SERVICE = Actor(ActorKind.SERVICE, "summaries")
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
_USEFUL = timedelta(days=3)
_BATCH = 50


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """Who gets what: `inboxes` by provider id, `team` for every other, and when a day's digest is made."""

    zone: ZoneInfo
    team: str
    inboxes: Mapping[str, str] = field(default_factory=dict)
    digest_at: time = time(17, 30)
    each_cancellation: bool = True

    def inbox_of(self, provider_id: str) -> str:
        """Return the provider's own inbox, or the team's."""
        return self.inboxes.get(provider_id, self.team)


@dataclass(frozen=True, slots=True)
class SummaryDesk:
    """The use cases of summaries."""

    store: Store[SummaryTx]
    clock: Clock
    inbox: ProviderInbox
    plan: SummaryPlan

    async def work(self) -> int:
        """Make what is to be made, leave what is due; return how many were left. Called every minute."""
        await self.make()
        return await self.deliver_due()

    async def make(self) -> int:
        """Make the summary of each cancellation that has none, and the digests whose time has come; return how many.

        Both in one commit, so that a cancellation that comes in between is not told in a digest alone.
        """
        now = self.clock.now()
        return await self.store.write(lambda tx: self._cancellations(tx, now) + self._digests(tx, now))

    def _cancellations(self, tx: SummaryTx, now: datetime) -> int:
        """Make what is missing; the notices stay for the digest."""
        if not self.plan.each_cancellation:
            return 0
        waiting = tx.notices.waiting(now + timedelta(microseconds=1))
        gone = [notice for notice in waiting if notice.happened is Happened.CANCELLED]
        return sum(self._keep(tx, self._cancellation(notice, now), []) for notice in gone)

    def _digests(self, tx: SummaryTx, now: datetime) -> int:
        """Make the digest of the latest day whose time has come, for each provider of whom something is to be told."""
        day = last_digest_day(now, self.plan.digest_at, self.plan.zone)
        told: dict[str, list[ProviderNotice]] = defaultdict(list)
        for notice in tx.notices.waiting(digest_instant(day, self.plan.digest_at, self.plan.zone)):
            told[notice.provider_id].append(notice)
        made = 0
        for provider_id, notices in sorted(told.items()):
            summary = self._digest(provider_id, notices, day, now)
            made += self._keep(tx, summary, [notice.id for notice in notices])
        return made

    async def deliver_due(self) -> int:
        """Leave every summary that is due, once; return how many were left."""
        now = self.clock.now()
        due = await self.store.read(lambda tx: tx.notices.due(now, _BATCH))
        left = 0
        for summary in due:
            left += await self._deliver(summary)
        return left

    async def _deliver(self, summary: ProviderSummary) -> bool:
        message = InboxMessage(summary.id, summary.inbox, summary.subject, summary.text, summary.created_at)
        try:
            await self.inbox.leave(message)
        except SummaryError as error:
            await self._failed(summary, error)
            return False
        delivered = replace(summary, state=SummaryState.DELIVERED, attempts=summary.attempts + 1)
        await self.store.write(lambda tx: self._end(tx, delivered, Action.SUMMARY_DELIVERED))
        return True

    async def _failed(self, summary: ProviderSummary, error: SummaryError) -> None:
        now = self.clock.now()
        attempts = summary.attempts + 1
        if isinstance(error, InboxUnreachable) and now - summary.created_at < _USEFUL:
            pause = PAUSES[min(attempts, len(PAUSES)) - 1]
            again = replace(summary, attempts=attempts, next_at=now + pause)
            await self.store.write(lambda tx: tx.notices.save(again))
            return
        log.warning("A summary was given up: %s.", error.code)
        failed = replace(summary, state=SummaryState.FAILED, attempts=attempts)
        reason = error.code
        await self.store.write(lambda tx: self._end(tx, failed, Action.SUMMARY_FAILED, reason))

    def _end(self, tx: SummaryTx, summary: ProviderSummary, action: Action, reason: str = "") -> None:
        tx.notices.save(summary)
        tx.audit.record(_event(summary, action, self.clock.now(), reason))

    def _keep(self, tx: SummaryTx, summary: ProviderSummary, notices: list[str]) -> bool:
        new = tx.notices.put_into(summary, notices)
        if new:
            tx.audit.record(_event(summary, Action.SUMMARY_QUEUED, summary.created_at))
        return new

    def _cancellation(self, notice: ProviderNotice, now: datetime) -> ProviderSummary:
        subject, text = templates.cancellation(notice, self.plan.zone)
        day = notice.at.astimezone(self.plan.zone).date()
        inbox = self.plan.inbox_of(notice.provider_id)
        return ProviderSummary(f"cancel:{notice.id}", SummaryKind.CANCELLATION, inbox, subject, text, now, day, now)

    def _digest(self, provider_id: str, notices: list[ProviderNotice], day: date, now: datetime) -> ProviderSummary:
        subject, text = templates.digest(notices, day, self.plan.zone)
        inbox = self.plan.inbox_of(provider_id)
        name = f"digest:{day.isoformat()}:{provider_id}"
        return ProviderSummary(name, SummaryKind.DIGEST, inbox, subject, text, now, day, now)


def _event(summary: ProviderSummary, action: Action, at: datetime, reason: str = "") -> AuditEvent:
    return AuditEvent(
        at=at,
        actor=SERVICE,
        action=action,
        outcome=AuditOutcome.FAILED if action is Action.SUMMARY_FAILED else AuditOutcome.SUCCESS,
        purpose="TREAT",
        body={"summary": summary.id, "kind": str(summary.kind), "inbox": summary.inbox, "reason": reason},
    )
