"""What a message said, in words for staff."""

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "code": "One-time code",
    "conversation": "Answer in a text conversation",
    "moved": "The visit was moved",
    "notice": "E-mail that leads to the chat",
    "cancelled": "The visit was canceled",
    "undone": "Nothing was changed",
    "declined": "The clinic could not make the change",
    "changed_already": "The visit had changed already",
    "cancelled_already": "The visit was canceled before",
    "requested": "The front desk has the request",
    "person_wanted": "Note to the front desk",
    "reminder": "Reminder",
    "reminder_kept": "Thanks for keeping the visit",
    "waitlist_offer": "Waitlist: an offer",
    "waitlist_taking": "Waitlist: being booked",
    "waitlist_gone": "Waitlist: the time is taken",
    "fee": "Link to pay a fee",
    "stopped": "Texts are off",
    "stopped_visit": "Texts are off",
    "started": "Texts are on",
}
"""What a message said, by its template; others by the template's own name."""


def say_message(template: str) -> str:
    """Return what a message of this template said."""
    return MESSAGES.get(template, template.replace("_", " "))
