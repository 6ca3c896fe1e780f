"""Fees and providers' notices in memory."""

from datetime import datetime

from services.scheduling.fee import FeeRecord, FeeState
from services.scheduling.provider_notice import ProviderNotice, ProviderSummary, SummaryState
from tests.doubles.tables import Journal


class MemoryFees:
    """`services.scheduling.fee_ports.Fees`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, fee: FeeRecord) -> bool:
        if self.get(fee.id) is not None or self.of_operation(fee.operation_id) is not None:
            return False
        self._journal.fees.put(fee.id, fee)
        return True

    def get(self, fee_id: str) -> FeeRecord | None:
        return self._journal.fees.find(fee_id)

    def save(self, fee: FeeRecord) -> None:
        stored = self.get(fee.id)
        if stored is None:
            raise LookupError("The fee was never added.")
        if not stored.state.final or (stored.state is FeeState.PAID and fee.state is FeeState.REFUNDED):
            self._journal.fees.put(fee.id, fee)

    def of_operation(self, operation_id: str) -> FeeRecord | None:
        return next((fee for fee in self._journal.fees.rows() if fee.operation_id == operation_id), None)

    def of_patient(self, patient_id: str, since: datetime) -> list[FeeRecord]:
        found = [fee for fee in self._journal.fees.rows() if fee.patient_id == patient_id and fee.raised_at >= since]
        return sorted(found, key=lambda fee: fee.raised_at)

    def of_reference(self, reference: str) -> FeeRecord | None:
        found = (fee for fee in self._journal.fees.rows() if fee.handover and fee.handover.reference == reference)
        return next(found, None)

    def open(self) -> list[FeeRecord]:
        return sorted((fee for fee in self._journal.fees.rows() if not fee.state.final), key=lambda fee: fee.raised_at)

    def settled(self, limit: int) -> list[FeeRecord]:
        found = [fee for fee in self._journal.fees.rows() if fee.state.final and fee.amount_cents]
        return sorted(found, key=lambda fee: fee.raised_at, reverse=True)[:limit]

    def take_event(self, event_id: str, at: datetime) -> bool:
        if self._journal.payment_events.find(event_id) is not None:
            return False
        self._journal.payment_events.put(event_id, at)
        return True


class MemoryNotices:
    """`services.scheduling.fee_ports.ProviderNotices`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, notice: ProviderNotice) -> None:
        if self._journal.notices.find(notice.id) is None:
            self._journal.notices.put(notice.id, notice)

    def waiting(self, before: datetime) -> list[ProviderNotice]:
        told = self._journal.told_in
        found = [n for n in self._journal.notices.rows() if n.at < before and told.find(n.id) is None]
        return sorted(found, key=lambda notice: notice.at)

    def put_into(self, summary: ProviderSummary, notice_ids: list[str]) -> bool:
        if self._journal.summaries.find(summary.id) is not None:
            return False
        self._journal.summaries.put(summary.id, summary)
        for notice_id in notice_ids:
            self._journal.told_in.put(notice_id, summary.id)
        return True

    def due(self, now: datetime, limit: int) -> list[ProviderSummary]:
        found = [s for s in self._journal.summaries.rows() if s.state is SummaryState.QUEUED and s.next_at <= now]
        return sorted(found, key=lambda summary: (summary.next_at, summary.id))[:limit]

    def save(self, summary: ProviderSummary) -> None:
        stored = self._journal.summaries.find(summary.id)
        if stored is not None and stored.state is SummaryState.QUEUED:
            self._journal.summaries.put(summary.id, summary)
