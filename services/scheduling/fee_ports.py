"""What the state keeps of fees and of what providers are told; `tests/contract` has a contract for each."""

from datetime import datetime
from typing import Protocol

from services.scheduling.fee import FeeRecord
from services.scheduling.provider_notice import ProviderNotice, ProviderSummary


class Fees(Protocol):
    """Fees of late changes, one for each change."""

    def add(self, fee: FeeRecord) -> bool:
        """Keep a new fee; False, and nothing changes, where its id or its change has one already."""
        ...

    def get(self, fee_id: str) -> FeeRecord | None:
        """Return the fee, or None."""
        ...

    def save(self, fee: FeeRecord) -> None:
        """Replace the stored fee of the same id. A final state is never replaced, but `paid` by `refunded`.

        Raises:
            LookupError: the fee was never added.
        """
        ...

    def of_operation(self, operation_id: str) -> FeeRecord | None:
        """Return the fee of a change, or None."""
        ...

    def of_patient(self, patient_id: str, since: datetime) -> list[FeeRecord]:
        """Return the patient's fees raised at or after `since`, oldest first."""
        ...

    def of_reference(self, reference: str) -> FeeRecord | None:
        """Return the fee whose present reference this is, or None; an earlier reference finds nothing."""
        ...

    def open(self) -> list[FeeRecord]:
        """Return the fees that are due or handed over, oldest first."""
        ...

    def settled(self, limit: int) -> list[FeeRecord]:
        """Return the fees of which nothing is asked any more, the latest raised first; free ones are left out."""
        ...

    def take_event(self, event_id: str, at: datetime) -> bool:
        """Remember an event of a payment service; False where it was taken before (a replay)."""
        ...


class ProviderNotices(Protocol):
    """What providers are to be told, and the summaries that carry it."""

    def add(self, notice: ProviderNotice) -> None:
        """Keep a notice; the same id is kept once."""
        ...

    def waiting(self, before: datetime) -> list[ProviderNotice]:
        """Return the notices that happened before `before` and are in no digest yet, oldest first."""
        ...

    def put_into(self, summary: ProviderSummary, notice_ids: list[str]) -> bool:
        """Keep a summary and mark these notices as told in it; False, and nothing changes, where it exists already."""
        ...

    def due(self, now: datetime, limit: int) -> list[ProviderSummary]:
        """Return queued summaries whose next attempt is due, the longest waiting first."""
        ...

    def save(self, summary: ProviderSummary) -> None:
        """Replace the stored summary of the same id; one that is delivered or given up is never replaced."""
        ...
