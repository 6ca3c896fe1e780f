"""Makes mails to the officers and sees that each one leaves: the day's root, each use of emergency access.

A mail is made once for each officer, in one commit with its record. It is sent at least once: after a failure it is
tried again, at growing pauses and then every hour, and shown to people until it has left.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.accounts.break_glass import REVIEW_WITHIN
from services.accounts.model import EmergencyUse
from services.accounts.officer_mail import Letter, MailState, OfficerMail
from services.accounts.ports import AccountTx
from services.audit.checkpoint import Checkpoint
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.audit.notes import Note
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.officers.errors import NotMailed
from services.officers.ports import Post, Roots
from services.officers.root_days import days_due

log = logging.getLogger(__name__)

SERVICE: Final = Actor(ActorKind.SERVICE, "officers")
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))
USEFUL: Final = timedelta(days=90)
"""After so long a mail that never left is given up; the trail says so."""
_PURPOSE: Final = "HCOMPL"


@dataclass(frozen=True, slots=True)
class OfficerDesk:
    """The use cases; `officers` are names in the settings."""

    store: Store[AccountTx]
    clock: Clock
    post: Post
    roots: Roots
    officers: tuple[str, ...]
    zone: ZoneInfo

    async def work(self) -> int:
        """Make what is to be made, send what is due; return how many left. Called every few seconds.

        Emergencies go first: they need no answer of the log.
        """
        await self.make_notices()
        sent = await self.deliver_due()
        if await self.make_root():
            sent += await self.deliver_due()
        return sent

    async def make_notices(self) -> int:
        """Make the mails about uses of emergency access that nobody has reviewed; return how many are new."""
        now = self.clock.now()
        if not await self.store.read(lambda tx: any(self._lacking(tx, now))):
            return 0
        return await self.store.write(lambda tx: sum(self._keep(tx, mail) for mail in list(self._lacking(tx, now))))

    def _lacking(self, tx: AccountTx, now: datetime) -> Iterator[OfficerMail]:
        """Yield the mails that are to be there and are not."""
        for use in tx.emergencies.all():
            wanted = () if use.reviewed_at is not None else self._about(use, now)
            yield from (mail for mail in wanted if tx.officer_mails.get(mail.id) is None)

    def _about(self, use: EmergencyUse, now: datetime) -> Sequence[OfficerMail]:
        due = use.opened_at + REVIEW_WITHIN
        values = {
            "account": use.account_id,
            "reason": use.reason,
            "use": use.id,
            "at": self._said(use.opened_at),
            "until": self._said(use.until),
        }
        mails = self._mails(f"emergency:{use.id}", Letter.EMERGENCY_USED, values, now)
        if now >= due:
            late = {**values, "due": self._said(due)}
            mails = [*mails, *self._mails(f"overdue:{use.id}", Letter.REVIEW_OVERDUE, late, now)]
        return mails

    async def make_root(self) -> int:
        """Make the mails with the root of the days that are over and were not told yet; return how many are new.

        Raises:
            SealdeskError: the log does not answer; the days are told when it does.
        """
        now = self.clock.now()
        days = days_due(now, self.zone, await self.store.read(_last_day))
        if not days or not self.officers:
            return 0
        mails = self._mails(f"root:{days[-1].isoformat()}", Letter.DAILY_ROOT, await self._root(days, now), now)
        return await self.store.write(lambda tx: sum(self._keep(tx, mail) for mail in mails))

    async def _root(self, days: Sequence[date], now: datetime) -> Mapping[str, str]:
        newest, *more = await self.roots.notes()
        note = Note.parse(newest)
        point = Checkpoint.of(note)
        for each in map(Note.parse, more):
            if each.text == note.text:
                note, more = note.with_signatures(each.signatures), []
        _, size, root, *_ = point.text.split("\n")
        return {
            "days": " ".join(day.isoformat() for day in days),
            "at": self._said(now),
            "size": size,
            "root": root,
            "note": note.encode(),
            "witnessed": more[0] if more else "",
        }

    async def deliver_due(self) -> int:
        """Send every mail that is due, once; return how many left."""
        now = self.clock.now()
        queued = await self.store.read(lambda tx: tx.officer_mails.queued())
        return sum([await self._deliver(mail) for mail in queued if mail.next_at <= now])

    async def _deliver(self, mail: OfficerMail) -> bool:
        try:
            await self.post.send(mail)
        except NotMailed as error:
            await self._failed(mail, error.reason)
            return False
        sent = replace(mail, state=MailState.SENT, attempts=mail.attempts + 1, ended_at=self.clock.now())
        await self._changed(sent, Action.OFFICER_MAIL_SENT)
        return True

    async def _failed(self, mail: OfficerMail, reason: str) -> None:
        now, attempts = self.clock.now(), mail.attempts + 1
        log.warning("A mail to an officer did not leave: %s.", reason)
        failed = replace(mail, attempts=attempts, failed=reason, next_at=now + PAUSES[min(attempts, len(PAUSES)) - 1])
        if now - mail.made_at >= USEFUL:
            failed = replace(failed, state=MailState.GIVEN_UP, ended_at=now)
        await self._changed(failed, Action.OFFICER_MAIL_FAILED)

    async def _changed(self, mail: OfficerMail, action: Action) -> None:
        def work(tx: AccountTx) -> None:
            tx.officer_mails.save(mail)
            tx.audit.record(_event(mail, action, self.clock.now()))

        await self.store.write(work)

    def _keep(self, tx: AccountTx, mail: OfficerMail) -> bool:
        new = tx.officer_mails.add(mail)
        if new:
            tx.audit.record(_event(mail, Action.OFFICER_MAIL_QUEUED, mail.made_at))
        return new

    def _mails(self, matter: str, letter: Letter, values: Mapping[str, str], now: datetime) -> list[OfficerMail]:
        return [OfficerMail(f"{matter}:{officer}", officer, letter, values, now, now) for officer in self.officers]

    def _said(self, instant: datetime) -> str:
        return instant.astimezone(self.zone).isoformat(timespec="seconds")


def _last_day(tx: AccountTx) -> date | None:
    """Return the last day whose root was told, None before the first."""
    newest = tx.officer_mails.newest(Letter.DAILY_ROOT, 1)
    return date.fromisoformat(newest[0].values["days"].split(" ")[-1]) if newest else None


def _event(mail: OfficerMail, action: Action, at: datetime) -> AuditEvent:
    told = {name: mail.values[name] for name in ("days", "size", "root", "use") if name in mail.values}
    failed = action is Action.OFFICER_MAIL_FAILED
    body = {"mail": mail.id, "officer": mail.officer, "letter": mail.letter.value, **told}
    if failed:
        body |= {"reason": mail.failed, "attempt": str(mail.attempts), "given_up": str(mail.ended_at is not None)}
    outcome = AuditOutcome.FAILED if failed else AuditOutcome.SUCCESS
    return AuditEvent(at, SERVICE, action, outcome, purpose=_PURPOSE, body=body)
