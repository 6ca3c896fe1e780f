"""What can go wrong at the front desk.

HandoffError
├── NoSuchCase      the case is unknown, or closed already
└── FeeStillDue     the change costs something that was neither handed over nor settled
"""

from services.kernel.errors import SealdeskError


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
