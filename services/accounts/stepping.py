"""Step-up: what reaches far asks for a second factor that was shown less than five minutes ago (ASVS 5.0 V7.5.3)."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from services.accounts.errors import WrongFactor
from services.accounts.model import Account, Session
from services.accounts.ports import AccountTx
from services.accounts.service import digest_of, record, renewed, visit_of
from services.accounts.times import SessionTimes
from services.accounts.totp import fitting_step
from services.audit.model import Action, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

FRESH: Final = timedelta(minutes=5)
"""How young the second factor has to be."""
TRIES: Final = 5
"""Wrong tries in a row after which the session ends: whoever has it, has not the second factor."""
_KEPT: Final = 10_000


def is_fresh(session: Session, now: datetime) -> bool:
    """Tell whether the session's second factor is young enough for what reaches far."""
    return session.factor_at is not None and timedelta(0) <= now - session.factor_at < FRESH


@dataclass(frozen=True, slots=True)
class StepUp:
    """The use case of showing a second factor again."""

    store: Store[AccountTx]
    clock: Clock
    times: SessionTimes = field(default_factory=SessionTimes)
    _wrong: OrderedDict[str, int] = field(default_factory=OrderedDict, repr=False)

    async def by_code(self, token: str, code: str) -> str:
        """Take a code of the authenticator app; return the session's new token.

        Raises:
            WrongFactor: the code does not fit, was used before, or the session has ended. After five the session ends.
        """
        digest, now = digest_of(token), self.clock.now()

        def work(tx: AccountTx) -> str | None:
            account = self.account(tx, digest)
            step = fitting_step(account.secret, code, now, account.last_step) if account and account.password else None
            if account is None or step is None:
                return None
            return self.passed(tx, token, replace(account, last_step=step), "code")

        return await self.judged(token, await self.store.write(work))

    def account(self, tx: AccountTx, digest: str) -> Account | None:
        """Return whose session it is, None where it has ended."""
        visit = visit_of(tx, digest, self.times, self.clock.now())
        return tx.accounts.get(visit.person.id) if visit else None

    def passed(self, tx: AccountTx, token: str, account: Account, by: str) -> str:
        """Keep what the second factor changed in the account, and renew the session's token."""
        now, session = self.clock.now(), tx.sessions.get(digest_of(token))
        if session is None:
            raise WrongFactor
        fresh = renewed(token)
        tx.accounts.save(account)
        tx.sessions.end(session.digest)
        tx.sessions.add(replace(session, digest=digest_of(fresh), factor_at=now, seen_at=now))
        record(tx, account.person.actor, Action.STAFF_STEPPED_UP, now, by=by)
        return fresh

    async def judged(self, token: str, fresh: str | None) -> str:
        """Return the new token; count a wrong try, and end the session after too many.

        Raises:
            WrongFactor: there is no new token.
        """
        digest, now = digest_of(token), self.clock.now()
        if fresh is not None:
            self._wrong.pop(digest, None)
            return fresh
        wrong = self._wrong.pop(digest, 0) + 1
        self._wrong[digest] = wrong
        if len(self._wrong) > _KEPT:
            self._wrong.popitem(last=False)

        def work(tx: AccountTx) -> None:
            account = self.account(tx, digest)
            if account is None:
                return
            body = {"why": "wrong", "tries": str(wrong)}
            record(tx, account.person.actor, Action.STAFF_STEP_UP_FAILED, now, AuditOutcome.REFUSED, **body)
            if wrong >= TRIES:
                tx.sessions.end(digest)

        await self.store.write(work)
        raise WrongFactor
