"""Signing in and out: one step with name, password and one-time code, limits, sessions that end by themselves.

No answer says whether a person exists or which part was wrong, and each takes equally long. What happens is audited in
the same commit; a name that nobody has is not, for people type passwords into the wrong field. What could be repeated
without end, a try that was held back and one at a name that nobody has, is recorded the first time, the tenth, the
hundredth of a day.
"""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from services.accounts.devices import known_device, with_device
from services.accounts.errors import SignInHeld, SignInRefused
from services.accounts.model import Account, Person, Session
from services.accounts.passwords import Passwords
from services.accounts.ports import AccountTx
from services.accounts.totp import fitting_step
from services.accounts.tries import Attempt, Begun, Held, Tries, worth_recording
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

CONSOLE = Actor(ActorKind.SERVICE, "console")
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
class Browser:
    """Where somebody signs in: the key of its address, and its cookie of known people."""

    source: str = ""
    device: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The token of a new session, and the browser's new cookie of known people."""

    token: str = field(repr=False)
    device: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The use cases of signing in."""

    store: Store[AccountTx]
    clock: Clock
    times: SessionTimes = field(default_factory=SessionTimes)
    passwords: Passwords = field(default_factory=Passwords)
    tries: Tries = field(default_factory=Tries)

    async def sign_in(self, account_id: str, password: str, code: str, browser: Browser | None = None) -> SignedIn:
        """Return a new session.

        Raises:
            SignInHeld: there were too many wrong tries; nothing was looked at.
            SignInRefused: for whatever other reason.
        """
        where = browser or Browser()
        name = account_id.strip().lower()
        known = await self.store.read(lambda tx: tx.accounts.get(name))
        attempt = _attempt(name, known, where)
        begun = self.tries.begin(attempt, self.clock.now())
        if isinstance(begun, Held):
            await self._record_held(known, begun)
            raise SignInHeld(begun.wait)
        fits = await self.passwords.fits(password, known.password if known else "")
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        work = partial(self._judge, name=name, known=known, code=code if fits else "", token=token, begun=begun)
        account = await self.store.write(work)
        if account is None:
            raise SignInRefused
        self.tries.passed(attempt, begun)
        return SignedIn(token, with_device(where.device, account))

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

    def _judge(
        self, tx: AccountTx, *, name: str, known: Account | None, code: str, token: str, begun: Begun
    ) -> Account | None:
        """Open the session, or record the wrong try; what was hashed must still be what is stored."""
        now = self.clock.now()
        account = tx.accounts.get(name)
        if account is None or known is None:
            self._record_unknown(tx, now)
            return None
        actor = account.person.actor
        step = fitting_step(account.secret, code, now, account.last_step)
        enrolled = bool(account.password) and account.password == known.password
        if account.disabled or not enrolled or step is None:
            why = "disabled" if account.disabled else "wrong" if enrolled else "not_enrolled"
            record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why=why, browser=_kind(begun))
            if begun.last:
                record(tx, actor, Action.STAFF_LOCKED, now, AuditOutcome.REFUSED, browsers="unknown")
            return None
        tx.accounts.save(replace(account, last_step=step))
        tx.sessions.add(Session(digest_of(token), account.id, now, now))
        record(tx, actor, Action.STAFF_SIGNED_IN, now, browser=_kind(begun))
        return account

    def _record_unknown(self, tx: AccountTx, now: datetime) -> None:
        times = self.tries.nobodys(now)
        if worth_recording(times):
            _refused(tx, actor=CONSOLE, now=now, why="unknown", tries=times)

    async def _record_held(self, known: Account | None, held: Held) -> None:
        if not worth_recording(held.times):
            return
        actor, now = known.person.actor if known else CONSOLE, self.clock.now()
        work = partial(_refused, actor=actor, now=now, why="held_back", tries=held.times)
        await self.store.write(work)


def _attempt(name: str, known: Account | None, browser: Browser) -> Attempt:
    """Return what is counted; a new invitation makes a new second factor, and with it new counters."""
    if known is None:
        return Attempt(name, browser.source)
    return Attempt(digest_of(known.secret), browser.source, known_device(browser.device, known), known=True)


def _refused(tx: AccountTx, *, actor: Actor, now: datetime, why: str, tries: int) -> None:
    record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why=why, tries=str(tries))


def _kind(begun: Begun) -> str:
    return "unknown" if begun.stranger else "known"


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
