"""Mails to the clinic's officers, which name no patient: one row for each mail and officer, until it has left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.kernel.store import Store


class Letter(StrEnum):
    """What officers are mailed; each has its reviewed words in `services.officers.words`."""

    DAILY_ROOT = "daily_root"
    EMERGENCY_USED = "emergency_used"
    REVIEW_OVERDUE = "review_overdue"


class MailState(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class OfficerMail:
    """A mail to one officer. `id` is the same whoever makes it, so that there is one for each day, use and officer.

    `officer` is a name in the settings, never an address. `failed` is the code of the last failure, empty before one;
    `ended_at` is when it left or was given up.
    """

    id: str
    officer: str
    letter: Letter
    values: Mapping[str, str] = field(repr=False)
    made_at: datetime
    next_at: datetime
    state: MailState = MailState.QUEUED
    attempts: int = 0
    failed: str = ""
    ended_at: datetime | None = None


class OfficerMails(Protocol):
    """The mails of one transaction."""

    def add(self, mail: OfficerMail) -> bool:
        """Keep a new mail; False, and no change, where one of its id is there."""
        ...

    def get(self, mail_id: str) -> OfficerMail | None:
        """Return a mail."""
        ...

    def save(self, mail: OfficerMail) -> None:
        """Replace a queued mail; one that has left, or was given up, is never replaced."""
        ...

    def queued(self) -> list[OfficerMail]:
        """Return the mails that have not left, the oldest first."""
        ...

    def newest(self, letter: Letter, limit: int) -> list[OfficerMail]:
        """Return the newest mails of a kind, whatever became of them."""
        ...

    def expire(self, before: datetime) -> int:
        """Delete what ended before; return how many."""
        ...


class MailTx(Protocol):
    """A transaction on the mails to officers."""

    @property
    def officer_mails(self) -> OfficerMails:
        """The mails."""
        ...


@dataclass(frozen=True, slots=True)
class MailRoom:
    """Looks at the mails, for the pages and checks that show how they stand."""

    store: Store[MailTx]

    async def troubled(self) -> Sequence[OfficerMail]:
        """Return the mails that could not be sent at their first attempt and still wait."""
        queued = await self.store.read(lambda tx: tx.officer_mails.queued())
        return [mail for mail in queued if mail.failed]

    async def newest(self, letter: Letter, limit: int) -> Sequence[OfficerMail]:
        """Return the newest mails of a kind."""
        return await self.store.read(lambda tx: tx.officer_mails.newest(letter, limit))
