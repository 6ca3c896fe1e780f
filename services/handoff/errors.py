"""What can go wrong at the front desk.

HandoffError
├── NoSuchCase          the case is unknown, or closed already
├── WithColleague       somebody else has the case in hand
├── NotInHand           the case must be claimed first
├── StaleCase           the case changed since it was looked at
├── AlreadyDecided      somebody decided it; says who and when
├── NothingToApprove    the case holds no change, or a move without a new time
├── AppointmentMoved    the appointment is not what it was; says how it is now
├── TimeGone            the time is not free any more, or waits for another decision
├── BeingChanged        another change of the same appointment has not ended
├── PolicyRefuses       the clinic's policy forbids it to everybody
├── SystemSilent        the scheduling system cannot be read
└── FeeStillDue         the change costs something that was neither handed over nor settled
"""

from datetime import datetime

from services.kernel.errors import SealdeskError
from services.scheduling.model import Appointment


class HandoffError(SealdeskError):
    """A case could not be handled."""


class NoSuchCase(HandoffError):
    """There is no such open case."""

    def __init__(self) -> None:
        super().__init__("There is no such open case.", "Look at the list of open cases.")


class FeeStillDue(HandoffError):
    """The case's change costs something, and nobody has told the patient how to pay it."""

    code = "fee_still_due"

    def __init__(self) -> None:
        super().__init__("A fee of this case is still due.", "Hand it over for payment, or waive it; then close.")


class WithColleague(HandoffError):
    """Somebody else has the case in hand, until `until` at least."""

    def __init__(self, staff: str, until: datetime) -> None:
        self.staff, self.until = staff, until
        super().__init__(f"{staff} has this case in hand.", "Speak with them, or take the case over.")


class NotInHand(HandoffError):
    """The case is not in this person's hands."""

    def __init__(self) -> None:
        super().__init__("You do not have this case in hand.", "Claim it first.")


class StaleCase(HandoffError):
    """The case changed since it was looked at; `version` is the present one."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__("The case changed since you looked at it.", "Look at it again, then decide.")


class AlreadyDecided(HandoffError):
    """A case is decided once; `by`, `at` and `decision` say who, when and what."""

    def __init__(self, by: str, at: datetime, decision: str) -> None:
        self.by, self.at, self.decision = by, at, decision
        when = at.isoformat(timespec="minutes")
        what = decision.replace("_", " ")
        super().__init__(f"This case was decided already: {what} by {by} at {when}.", "Nothing more is to be done.")


class NothingToApprove(HandoffError):
    """The case holds no change, or a move whose new time has to be chosen."""

    def __init__(self) -> None:
        super().__init__(
            "This case holds no change that can be approved.",
            "Choose a time for it, or finish it by hand and close it.",
        )


class AppointmentMoved(HandoffError):
    """The appointment is not what the patient saw; `present` is how it is now, None when it is gone."""

    def __init__(self, present: Appointment | None) -> None:
        self.present = present
        super().__init__(
            "The appointment changed in the scheduling system meanwhile; nothing was written.",
            "Look at the case again: it shows the appointment as it is now.",
        )


class TimeGone(HandoffError):
    """The new time is not free any more, or another case or change holds it."""

    def __init__(self) -> None:
        super().__init__("The new time is not free any more; nothing was written.", "Choose another time, or decline.")


class BeingChanged(HandoffError):
    """Another change of the same appointment has not ended yet."""

    def __init__(self) -> None:
        super().__init__("This appointment is being changed just now.", "Wait for that change to end, then look again.")


class PolicyRefuses(HandoffError):
    """The policy forbids the change to everybody; `rules` are its codes."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        self.rules = rules
        super().__init__(
            f"The clinic's policy refuses this change ({', '.join(rules)}); nothing was written.",
            "Choose another time, or decline.",
        )


class SystemSilent(HandoffError):
    """The scheduling system could not be read, so nothing could be checked."""

    def __init__(self) -> None:
        super().__init__("The scheduling system could not be read; nothing was decided.", "Try again when it answers.")
