"""What can go wrong with the waitlist.

WaitlistError
├── AlreadyWaiting      the patient is on the list for this visit
├── NoSuchEntry         there is no such entry, or it has ended
└── BadCodeKeys         the keys of the offers' codes cannot be used
"""

from services.kernel.errors import SealdeskError


class WaitlistError(SealdeskError):
    """The waitlist could not do what was asked."""

    code = "waitlist_error"


class AlreadyWaiting(WaitlistError):
    """The patient is on the list for this visit already."""

    code = "already_waiting"

    def __init__(self) -> None:
        super().__init__("This patient waits for this visit already.", "Change that entry, or end it first.")


class NoSuchEntry(WaitlistError):
    """There is no such entry, or it has ended."""

    code = "no_such_entry"

    def __init__(self) -> None:
        super().__init__("There is no such entry on the waitlist, or it has ended.", "Look at the list again.")


class BadCodeKeys(WaitlistError):
    """The keys that sign the offers' codes cannot be used."""

    code = "bad_code_keys"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Give each key one letter or digit as its name and at least 32 random bytes.")
