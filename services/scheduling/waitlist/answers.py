"""What a reply to an offer leads to, and whoever takes replies."""

from dataclasses import dataclass, field
from datetime import datetime
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
    """The answer; the round to bring on and the language of the offer where the code is one.

    `over`: this was answered before and nothing more comes of it, so that neither a promise nor silence is right.
    """

    answer: Answer
    round_id: str | None = None
    language: Language | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that a number can still answer: its code as the text had it, when it was made, and its language."""

    code: str = field(repr=False)
    offered_at: datetime
    language: Language


class OfferReplies(Protocol):
    """Takes replies to offers; `services.scheduling.waitlist.service.WaitlistService` does."""

    async def reply(self, text: str, phone: str | None = None, *, accepts: bool = True) -> Reply:
        """Take a reply: the code as typed, the number it came from or is on file, and whether it takes the time."""
        ...


class OfferBook(OfferReplies, Protocol):
    """The same, and what was offered to a number: people answer an offer with a yes or a no and leave its code out."""

    async def open_to(self, phone: str) -> OpenOffer | None:
        """Return the offer that this number can still answer; None where there is none, or more than one."""
        ...
