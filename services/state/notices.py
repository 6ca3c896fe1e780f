"""What providers are told, in the database: `services.scheduling.fee_ports.ProviderNotices`."""

from datetime import datetime

import sqlalchemy as sa

from services.scheduling.provider_notice import ProviderNotice, ProviderSummary, SummaryState
from services.state.codec import NOTICE, SUMMARY
from services.state.instants import to_micros
from services.state.tables import provider_notices as notices
from services.state.tables import provider_summaries as summaries

_ROWID: sa.ColumnClause[int] = sa.literal_column("provider_notices.rowid")


def _next_at(summary: ProviderSummary) -> int | None:
    return to_micros(summary.next_at) if summary.state is SummaryState.QUEUED else None


class SealedNotices:
    """The notices and summaries of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, notice: ProviderNotice) -> None:
        """Keep a notice; the same id is kept once."""
        row = {"id": notice.id, "at": to_micros(notice.at), "payload": NOTICE.dump(notice)}
        self._connection.execute(sa.insert(notices).prefix_with("OR IGNORE"), row)

    def waiting(self, before: datetime) -> list[ProviderNotice]:
        """Return the notices that happened before `before` and are in no digest yet, oldest first."""
        query = sa.select(notices.c.payload).where(notices.c.at < to_micros(before), notices.c.told_in.is_(None))
        return [NOTICE.load(each) for each in self._connection.execute(query.order_by(notices.c.at, _ROWID)).scalars()]

    def put_into(self, summary: ProviderSummary, notice_ids: list[str]) -> bool:
        """Keep a summary and mark these notices as told in it; False, and nothing changes, where it exists already."""
        row = {
            "id": summary.id,
            "created_at": to_micros(summary.created_at),
            "next_at": _next_at(summary),
            "payload": SUMMARY.dump(summary),
        }
        if self._connection.execute(sa.insert(summaries).prefix_with("OR IGNORE"), row).rowcount == 0:
            return False
        for notice_id in notice_ids:
            told = sa.update(notices).where(notices.c.id == notice_id).values(told_in=summary.id)
            self._connection.execute(told)
        return True

    def due(self, now: datetime, limit: int) -> list[ProviderSummary]:
        """Return queued summaries whose next attempt is due, the longest waiting first."""
        query = sa.select(summaries.c.payload).where(summaries.c.next_at <= to_micros(now))
        ordered = query.order_by(summaries.c.next_at, summaries.c.id).limit(limit)
        return [SUMMARY.load(payload) for payload in self._connection.execute(ordered).scalars()]

    def save(self, summary: ProviderSummary) -> None:
        """Replace the stored summary of the same id; one that is delivered or given up is never replaced."""
        change = sa.update(summaries).where(summaries.c.id == summary.id, summaries.c.next_at.is_not(None))
        self._connection.execute(change.values(next_at=_next_at(summary), payload=SUMMARY.dump(summary)))

    def expire(self, before: datetime) -> int:
        """Delete what was told, delivered or given up and is older than `before`; return how many summaries."""
        edge = to_micros(before)
        self._connection.execute(sa.delete(notices).where(notices.c.at < edge))
        gone = sa.delete(summaries).where(summaries.c.created_at < edge, summaries.c.next_at.is_(None))
        return self._connection.execute(gone).rowcount
