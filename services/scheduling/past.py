"""Reads what is remembered of a patient: late changes from our own state, missed visits from the scheduling system."""

from dataclasses import dataclass
from datetime import datetime

from services.kernel.clock import Clock
from services.kernel.store import Store
from services.scheduling.fee import past_late_changes
from services.scheduling.fee_rule import Past
from services.scheduling.model import AppointmentStatus
from services.scheduling.policy_model import PolicyBook, VisitPolicy
from services.scheduling.ports import ChangeTx, SchedulingSystem


@dataclass(frozen=True, slots=True)
class PatientPast:
    """Reads a patient's past as far as the clinic's policy looks back; the system is asked only where it counts."""

    store: Store[ChangeTx]
    system: SchedulingSystem
    book: PolicyBook
    clock: Clock

    async def __call__(self, patient_id: str) -> Past:
        """Return the patient's late changes and missed visits.

        Raises:
            SchedulingError: the scheduling system could not be read.
        """
        now = self.clock.now()
        since = now - max(policy.offence_window for policy in self._policies())
        fees = await self.store.read(lambda tx: tx.fees.of_patient(patient_id, since))
        return Past(past_late_changes(fees), await self._missed(patient_id, now))

    async def _missed(self, patient_id: str, now: datetime) -> tuple[datetime, ...]:
        windows = [policy.no_show_window for policy in self._policies() if policy.max_no_shows is not None]
        if not windows:
            return ()
        visits = await self.system.appointments(patient_id, now - max(windows))
        missed = (visit for visit in visits if visit.status is AppointmentStatus.NOSHOW and visit.interval)
        return tuple(visit.interval.start for visit in missed if visit.interval is not None)

    def _policies(self) -> tuple[VisitPolicy, ...]:
        return (self.book.default, *self.book.by_visit_type.values())
