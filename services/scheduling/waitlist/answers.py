"""What a reply to an offer leads to, and whoever takes replies."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from services.kernel.language import Language


class Answer(StrEnum):
    """What a reply led to.

    `accepted` and `second` are not final: the change still has to be made. `gone` and `expired` were told by a note.
    """

    ACCEPTED = "accepted"
    SECOND = "second"
    GONE = "gone"
    EXPIRED = "expired"
    DECLINED = "declined"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer; the round to bring on and the language of the offer where the code is one."""

    answer: Answer
    round_id: str | None = None
    language: Language | None = None


class OfferReplies(Protocol):
    """Takes replies to offers; `services.scheduling.waitlist.service.WaitlistService` does."""

    async def reply(self, text: str, phone: str | None = None, *, accepts: bool = True) -> Reply:
        """Take a reply: the code as typed, the number it came from or is on file, and whether it takes the time."""
        ...
