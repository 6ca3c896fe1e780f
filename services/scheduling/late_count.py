"""Counts late changes in the commit that records one, so that of several at the same moment exactly one is the first.

A patient's late changes go one after the other: while one is being written, whether it will count is not known, and
the next one waits. The fee that the patient heard must still be the fee when the change is recorded.
"""

from dataclasses import dataclass

from services.scheduling.fee import past_late_changes
from services.scheduling.operation import Operation
from services.scheduling.policy_model import PolicyBook
from services.scheduling.ports import ChangeTx
from services.scheduling.service import ChangeError


class LateInProgress(ChangeError):
    """Another late change of the same patient has not ended yet, so nobody knows what this one costs."""

    def __init__(self) -> None:
        super().__init__("Another late change of this patient is being made.", "Ask again once it has ended.")


class FeeChanged(ChangeError):
    """The number of late changes is another one than the patient heard the fee for."""

    def __init__(self) -> None:
        super().__init__("The fee was told for another number of late changes.", "Say the fee again, and ask again.")


@dataclass(frozen=True, slots=True)
class CountLate:
    """Looks, in the commit that records a late change, whether it is still the how manieth the patient heard."""

    book: PolicyBook

    def __call__(self, tx: ChangeTx, wanted: Operation) -> None:
        """Let the change pass, or refuse it.

        Raises:
            LateInProgress: another late change of the patient is open.
            FeeChanged: late changes were made, forgotten or pardoned since the fee was told.
        """
        if not wanted.late or not wanted.offence:
            return
        patient_id = wanted.appointment.patient_id
        if any(other.late and other.appointment.patient_id == patient_id for other in tx.operations.open()):
            raise LateInProgress
        window = self.book.for_visit(wanted.appointment.visit_type).offence_window
        since = wanted.requested_at - window
        if len(past_late_changes(tx.fees.of_patient(patient_id, since))) + 1 != wanted.offence:
            raise FeeChanged
