"""Emergency access ("break glass", 45 CFR 164.312(a)(2)(ii)): two local accounts for when nothing else lets people in.

They are sealed: their password and second factor lie in an envelope, and the console's ordinary door is shut to them.
Whoever breaks the glass says why, is in for an hour, and is seen at once: every use stands on the console of those who
review it until one of them has signed what they found, within a day.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from services.accounts.errors import ReviewRefused
from services.accounts.model import Account, EmergencyUse, Person, Role, Session
from services.accounts.ports import AccountTx
from services.accounts.service import digest_of, record
from services.audit.model import Action, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

LASTS: Final = timedelta(minutes=60)
REVIEW_WITHIN: Final = timedelta(hours=24)
LEAST_WORDS: Final = 10
_MOST_WORDS: Final = 2_000
_BYTES: Final = 9


class Reason(StrEnum):
    """Why the glass was broken."""

    DIRECTORY_DOWN = "directory_down"
    PATIENT_SAFETY = "patient_safety"
    LOCKED_OUT = "locked_out"
    DISASTER = "disaster"
    DRILL = "drill"


@dataclass(frozen=True, slots=True)
class EmergencyDoor:
    """The way in for an emergency account, which says why; `services.accounts.service.Door`."""

    reason: Reason

    def admits(self, account: Account) -> bool:
        """Tell whether the account is one for emergencies."""
        return Role.BREAK_GLASS in account.roles

    def open(self, tx: AccountTx, account: Account, token: str, now: datetime, browser: str) -> None:
        """Open an hour's session; the use is on the reviewers' pages from this commit on."""
        until = now + LASTS
        use = EmergencyUse(secrets.token_hex(_BYTES), account.id, self.reason, now, until)
        tx.emergencies.save(use)
        tx.sessions.add(Session(digest_of(token), account.id, now, now, now, until, "break_glass"))
        body = {"use": use.id, "reason": self.reason, "until": until.isoformat(), "browser": browser}
        record(tx, account.person.actor, Action.BREAK_GLASS_OPENED, now, AuditOutcome.SUCCESS, **body)


@dataclass(frozen=True, slots=True)
class EmergencyReviews:
    """The use cases of reviewing what was done in an emergency."""

    store: Store[AccountTx]
    clock: Clock

    async def uses(self) -> Sequence[EmergencyUse]:
        """Return every use, the newest first."""
        return await self.store.read(lambda tx: tx.emergencies.all())

    async def open(self) -> Sequence[EmergencyUse]:
        """Return the uses that nobody has reviewed."""
        return [use for use in await self.uses() if use.reviewed_at is None]

    def is_late(self, use: EmergencyUse) -> bool:
        """Tell whether the review should have been signed by now."""
        return use.reviewed_at is None and self.clock.now() >= use.opened_at + REVIEW_WITHIN

    async def review(self, use_id: str, by: Person, words: str) -> None:
        """Sign what was found.

        Raises:
            ReviewRefused: there is no such use, it is signed already, it was the same person's, or nothing was written.
        """
        found, now = " ".join(words.split()), self.clock.now()
        if not LEAST_WORDS <= len(found) <= _MOST_WORDS:
            raise ReviewRefused(f"Write what you found, in {LEAST_WORDS} to {_MOST_WORDS} characters.")

        def work(tx: AccountTx) -> str:
            use = next((each for each in tx.emergencies.all() if each.id == use_id), None)
            if use is None or use.reviewed_at is not None:
                return "This use is signed already, or there is none such."
            if use.account_id == by.id:
                return "Nobody reviews what they did themselves."
            tx.emergencies.save(replace(use, reviewed_by=by.id, reviewed_at=now, found=found))
            late = "yes" if now >= use.opened_at + REVIEW_WITHIN else "no"
            body = {"use": use.id, "account": use.account_id, "late": late}
            record(tx, by.actor, Action.BREAK_GLASS_REVIEWED, now, AuditOutcome.SUCCESS, **body)
            return ""

        refused = await self.store.write(work)
        if refused:
            raise ReviewRefused(refused)
