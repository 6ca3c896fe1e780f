"""Mails to officers in memory, a way out that fails on demand, and a log's notes."""

from collections.abc import Sequence
from datetime import datetime

from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.officers.errors import NotMailed
from tests.doubles.tables import Journal


class MemoryOfficerMails:
    """`services.accounts.officer_mail.OfficerMails`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, mail: OfficerMail) -> bool:
        if self.get(mail.id) is not None:
            return False
        self._journal.officer_mails.put(mail.id, mail)
        return True

    def get(self, mail_id: str) -> OfficerMail | None:
        return self._journal.officer_mails.find(mail_id)

    def save(self, mail: OfficerMail) -> None:
        before = self.get(mail.id)
        if before is not None and before.state is MailState.QUEUED:
            self._journal.officer_mails.put(mail.id, mail)

    def queued(self) -> list[OfficerMail]:
        rows = [mail for mail in self._journal.officer_mails.rows() if mail.state is MailState.QUEUED]
        return sorted(rows, key=lambda mail: (mail.made_at, mail.id))

    def newest(self, letter: Letter, limit: int) -> list[OfficerMail]:
        rows = [mail for mail in self._journal.officer_mails.rows() if mail.letter is letter]
        return sorted(sorted(rows, key=lambda mail: mail.id), key=lambda mail: mail.made_at, reverse=True)[:limit]

    def expire(self, before: datetime) -> int:
        gone = [m for m in self._journal.officer_mails.rows() if m.ended_at is not None and m.ended_at < before]
        for mail in gone:
            self._journal.officer_mails.drop(mail.id)
        return len(gone)


class MemoryPost:
    """`services.officers.ports.Post`: keeps what it took; `shut` names why it takes nothing."""

    def __init__(self) -> None:
        self.taken: list[OfficerMail] = []
        self.shut = ""

    async def send(self, mail: OfficerMail) -> None:
        if self.shut:
            raise NotMailed(self.shut, "It did not leave.", "Try again.")
        self.taken.append(mail)


class FixedRoots:
    """`services.officers.ports.Roots`: the notes it was given."""

    def __init__(self, *notes: str) -> None:
        self.now: tuple[str, ...] = notes

    async def notes(self) -> Sequence[str]:
        return self.now
