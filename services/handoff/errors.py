"""What can go wrong at the front desk.

HandoffError
└── NoSuchCase      the case is unknown, or closed already
"""

from services.kernel.errors import SealdeskError


class HandoffError(SealdeskError):
    """A case could not be handled."""


class NoSuchCase(HandoffError):
    """There is no such open case."""

    def __init__(self) -> None:
        super().__init__("There is no such open case.", "Look at the list of open cases.")
