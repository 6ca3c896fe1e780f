"""Signing in and out: one step with name, password and one-time code, limits, sessions that end by themselves.

No answer says whether a person exists or which part was wrong, and each takes equally long. What happens is audited in
the same commit; a name that nobody has is not, for people type passwords into the wrong field.
"""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.accounts.errors import SignInRefused
from services.accounts.model import Account, Person, Session
from services.accounts.passwords import Passwords
from services.accounts.ports import AccountTx
from services.accounts.totp import fitting_step
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

CONSOLE = Actor(ActorKind.SERVICE, "console")
TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
_TOUCH_EVERY = timedelta(seconds=30)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """How long a session lives without its person, and at most."""

    idle: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=12)

    def alive(self, session: Session, now: datetime) -> bool:
        """Tell whether the session still counts."""
        return now < min(session.seen_at + self.idle, session.started_at + self.longest)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The use cases of signing in."""

    store: Store[AccountTx]
    clock: Clock
    times: SessionTimes = field(default_factory=SessionTimes)
    passwords: Passwords = field(default_factory=Passwords)

    async def sign_in(self, account_id: str, password: str, code: str) -> str:
        """Return the token of a new session.

        Raises:
            SignInRefused: for whatever reason.
        """
        name = account_id.strip().lower()
        known = await self.store.read(lambda tx: tx.accounts.get(name))
        fits = await self.passwords.fits(password, known.password if known else "")
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        if not await self.store.write(lambda tx: self._judge(tx, name, known, (code if fits else ""), token)):
            raise SignInRefused
        return token

    async def person(self, token: str, *, active: bool = True) -> Person | None:
        """Return who is signed in with this token, or None; `active` keeps the session alive."""
        digest, now = digest_of(token), self.clock.now()

        def read(tx: AccountTx) -> tuple[Session | None, Account | None]:
            session = tx.sessions.get(digest)
            return session, tx.accounts.get(session.account_id) if session else None

        session, account = await self.store.read(read)
        if session is None or account is None or account.disabled or not self.times.alive(session, now):
            return None
        if active and now - session.seen_at >= _TOUCH_EVERY:
            await self.store.write(lambda tx: tx.sessions.touch(digest, now))
        return account.person

    async def sign_out(self, token: str) -> None:
        """End the session; an unknown one is no error."""
        digest, now = digest_of(token), self.clock.now()

        def work(tx: AccountTx) -> None:
            session = tx.sessions.get(digest)
            if session is None:
                return
            tx.sessions.end(digest)
            record(tx, Actor(ActorKind.STAFF, session.account_id), Action.STAFF_SIGNED_OUT, now)

        await self.store.write(work)

    async def denied(self, person: Person, what: str) -> None:
        """Record that somebody asked for a page which their roles do not open; `what` is its fixed path."""
        now = self.clock.now()
        await self.store.write(
            lambda tx: record(tx, person.actor, Action.STAFF_DENIED, now, AuditOutcome.REFUSED, page=what)
        )

    async def expire(self) -> int:
        """Forget sessions that ended by themselves; return how many."""
        now = self.clock.now()
        return await self.store.write(lambda tx: tx.sessions.expire(now - self.times.idle))

    def _judge(self, tx: AccountTx, name: str, known: Account | None, code: str, token: str) -> bool:
        """Open the session, or count the wrong try; what was hashed must still be what is stored."""
        now = self.clock.now()
        account = tx.accounts.get(name)
        if account is None or known is None:
            record(tx, CONSOLE, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why="unknown")
            return False
        actor = account.person.actor
        step = fitting_step(account.secret, code, now, account.last_step)
        if account.locked(now) or account.disabled or account.password != known.password or not account.password:
            why = "locked" if account.locked(now) else "disabled" if account.disabled else "not_enrolled"
            record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why=why)
            return False
        if step is None:
            self._count(tx, account, now)
            return False
        tx.accounts.save(replace(account, failures=0, locked_until=None, last_step=step))
        tx.sessions.add(Session(digest_of(token), account.id, now, now))
        record(tx, actor, Action.STAFF_SIGNED_IN, now)
        return True

    def _count(self, tx: AccountTx, account: Account, now: datetime) -> None:
        failures, actor = account.failures + 1, account.person.actor
        locked = failures >= TRIES
        record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why="wrong", tries=str(failures))
        if locked:
            record(tx, actor, Action.STAFF_LOCKED, now, AuditOutcome.REFUSED)
        until = now + LOCKED_FOR if locked else account.locked_until
        tx.accounts.save(replace(account, failures=0 if locked else failures, locked_until=until))


def digest_of(token: str) -> str:
    """Return what is kept of a secret that has 100 random bits or more."""
    return hashlib.sha256(token.encode()).hexdigest()


def record(
    tx: AccountTx,
    actor: Actor,
    action: Action,
    at: datetime,
    outcome: AuditOutcome = AuditOutcome.SUCCESS,
    **body: str,
) -> None:
    """Record what happened to an account, in the same commit."""
    tx.audit.record(AuditEvent(at, actor, action, outcome, purpose="HSYSADMIN", body=body))
