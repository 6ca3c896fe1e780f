"""What can go wrong with the waitlist.

WaitlistError
├── AlreadyWaiting      the patient is on the list for this visit
├── NoSuchEntry         there is no such entry, or it has ended
├── NoSuchVisit         the visit is not a coming one of this patient
├── NoWayToText         the patient has no telephone number on file
├── WrongPriority       the priority is not one of those that exist
├── PriorityChanged     somebody else gave another priority meanwhile
├── KeptElsewhere       the clinic's own system keeps the entry, and its word would replace ours
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


class NoSuchVisit(WaitlistError):
    """The visit is not a coming one of this patient that may change."""

    code = "no_such_visit"

    def __init__(self) -> None:
        super().__init__("This patient has no such coming visit.", "Look it up with `sealdesk appointments PATIENT`.")


class NoWayToText(WaitlistError):
    """Offers go by text, and the patient has no number on file."""

    code = "no_way_to_text"

    def __init__(self) -> None:
        super().__init__(
            "This patient has no telephone number on file.", "Add one in the scheduling system, then try again."
        )


class WrongPriority(WaitlistError):
    """The priority is not one of those that exist."""

    code = "wrong_priority"

    def __init__(self, highest: int) -> None:
        super().__init__("There is no such priority.", f"Give a number from 0 (none) to {highest} (first).")


class PriorityChanged(WaitlistError):
    """Somebody else gave the entry another priority meanwhile."""

    code = "priority_changed"

    def __init__(self) -> None:
        super().__init__("Somebody gave another priority meanwhile.", "Look at the list again, then decide.")


class KeptElsewhere(WaitlistError):
    """The clinic's own system keeps the entry with its priority, which would replace ours at the next look."""

    code = "kept_elsewhere"

    def __init__(self) -> None:
        super().__init__("The clinic's own system keeps this entry.", "Change the priority there.")


class BadCodeKeys(WaitlistError):
    """The keys that sign the offers' codes cannot be used."""

    code = "bad_code_keys"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Give each key one letter or digit as its name and at least 32 random bytes.")
