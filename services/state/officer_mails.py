"""Mails to officers in the database: `services.accounts.officer_mail.OfficerMails`."""

from datetime import datetime

import sqlalchemy as sa

from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.state.codec import OFFICER_MAIL
from services.state.instants import to_micros
from services.state.tables import officer_mails as table


class SealedOfficerMails:
    """The mails of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, mail: OfficerMail) -> bool:
        """Keep a new mail; False, and no change, where one of its id is there."""
        row = {
            "id": mail.id,
            "letter": mail.letter.value,
            "made_at": to_micros(mail.made_at),
            "ended_at": None,
            "payload": OFFICER_MAIL.dump(mail),
        }
        return self._connection.execute(sa.insert(table).prefix_with("OR IGNORE"), row).rowcount == 1

    def get(self, mail_id: str) -> OfficerMail | None:
        """Return a mail."""
        found = self._connection.execute(sa.select(table.c.payload).where(table.c.id == mail_id)).scalar()
        return None if found is None else OFFICER_MAIL.load(found)

    def save(self, mail: OfficerMail) -> None:
        """Replace a queued mail; one that has left, or was given up, is never replaced."""
        ended = None if mail.state is MailState.QUEUED or mail.ended_at is None else to_micros(mail.ended_at)
        change = sa.update(table).where(table.c.id == mail.id, table.c.ended_at.is_(None))
        self._connection.execute(change.values(ended_at=ended, payload=OFFICER_MAIL.dump(mail)))

    def queued(self) -> list[OfficerMail]:
        """Return the mails that have not left, the oldest first."""
        waiting = sa.select(table.c.payload).where(table.c.ended_at.is_(None)).order_by(table.c.made_at, table.c.id)
        return [OFFICER_MAIL.load(payload) for payload in self._connection.execute(waiting).scalars()]

    def newest(self, letter: Letter, limit: int) -> list[OfficerMail]:
        """Return the newest mails of a kind, whatever became of them."""
        of_kind = sa.select(table.c.payload).where(table.c.letter == letter.value)
        ordered = of_kind.order_by(table.c.made_at.desc(), table.c.id).limit(limit)
        return [OFFICER_MAIL.load(payload) for payload in self._connection.execute(ordered).scalars()]

    def expire(self, before: datetime) -> int:
        """Delete what ended before; return how many."""
        return self._connection.execute(sa.delete(table).where(table.c.ended_at < to_micros(before))).rowcount
