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
from typing import Protocol

from services.accounts.devices import known_device, with_device
from services.accounts.errors import SignInHeld, SignInRefused
from services.accounts.model import Account, Person, Role, Session
from services.accounts.passwords import Passwords
from services.accounts.ports import AccountTx
from services.accounts.times import SessionTimes
from services.accounts.totp import fitting_step
from services.accounts.tries import Attempt, Begun, Held, Tries, worth_recording
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

CONSOLE = Actor(ActorKind.SERVICE, "console")
_TOUCH_EVERY = timedelta(seconds=30)
_TOKEN_BYTES = 32


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
class Visit:
    """Somebody who is signed in, and their session."""

    person: Person
    session: Session


@dataclass(frozen=True, slots=True)
class SignIn:
    """The use cases of signing in."""

    store: Store[AccountTx]
    clock: Clock
    times: SessionTimes = field(default_factory=SessionTimes)
    passwords: Passwords = field(default_factory=Passwords)
    tries: Tries = field(default_factory=Tries)

    async def sign_in(
        self, account_id: str, password: str, code: str, browser: Browser | None = None, door: "Door | None" = None
    ) -> SignedIn:
        """Return a new session; by the ordinary door, unless another one is named.

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
        token = new_token()
        offered = _Offered(known, code if fits else "", token, begun, door or LocalDoor())
        work = partial(self._judge, name=name, offered=offered)
        account = await self.store.write(work)
        if account is None:
            raise SignInRefused
        self.tries.passed(attempt, begun)
        return SignedIn(token, with_device(where.device, account))

    async def person(self, token: str, *, active: bool = True) -> Person | None:
        """Return who is signed in with this token, or None; `active` keeps the session alive."""
        visit = await self.visit(token, active=active)
        return visit.person if visit else None

    async def visit(self, token: str, *, active: bool = True) -> Visit | None:
        """Return who is signed in with this token and since when, or None; `active` keeps the session alive."""
        digest, now = digest_of(token), self.clock.now()
        visit = await self.store.read(lambda tx: visit_of(tx, digest, self.times, now))
        if visit is not None and active and now - visit.session.seen_at >= _TOUCH_EVERY:
            await self.store.write(lambda tx: tx.sessions.touch(digest, now))
        return visit

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

    async def sign_out_everywhere(self, account_id: str, by: Actor) -> int:
        """End every session of an account; return how many there were."""
        now = self.clock.now()

        def work(tx: AccountTx) -> int:
            ended = tx.sessions.end_all(account_id)
            record(tx, by, Action.STAFF_SIGNED_OUT, now, account=account_id, sessions=str(ended))
            return ended

        return await self.store.write(work)

    async def denied(self, person: Person, what: str, needs: str = "") -> None:
        """Record that somebody asked for what their roles do not open: its fixed path, and the permission it needs."""
        now = self.clock.now()
        body = {"page": what, "needs": needs}
        await self.store.write(
            lambda tx: record(tx, person.actor, Action.STAFF_DENIED, now, AuditOutcome.REFUSED, **body)
        )

    async def expire(self) -> int:
        """Forget sessions that ended by themselves; return how many."""
        now = self.clock.now()
        return await self.store.write(lambda tx: tx.sessions.expire(now - self.times.idle))

    def _judge(self, tx: AccountTx, *, name: str, offered: "_Offered") -> Account | None:
        """Open the session, or record the wrong try; what was hashed must still be what is stored."""
        known, begun = offered.known, offered.begun
        now = self.clock.now()
        account = tx.accounts.get(name)
        if account is None or known is None:
            self._record_unknown(tx, now)
            return None
        actor = account.person.actor
        step = fitting_step(account.secret, offered.code, now, account.last_step)
        enrolled = bool(account.password) and account.password == known.password
        admitted = offered.door.admits(account)
        if account.disabled or not enrolled or step is None or not admitted:
            why = _why_not(account, enrolled=enrolled, admitted=admitted)
            record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why=why, browser=_kind(begun))
            if begun.last:
                record(tx, actor, Action.STAFF_LOCKED, now, AuditOutcome.REFUSED, browsers="unknown")
            return None
        tx.accounts.save(replace(account, last_step=step))
        offered.door.open(tx, account, offered.token, now, _kind(begun))
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


def visit_of(tx: AccountTx, digest: str, times: SessionTimes, now: datetime) -> Visit | None:
    """Return the session and its person, None where it has ended or its account may not come in any more."""
    session = tx.sessions.get(digest)
    account = tx.accounts.get(session.account_id) if session else None
    if session is None or account is None or account.disabled or not times.alive(session, account.roles, now):
        return None
    return Visit(account.person, session)


class Door(Protocol):
    """A way in with password and code: whom it admits, and what it opens."""

    def admits(self, account: Account) -> bool:
        """Tell whether the account may use it."""
        ...

    def open(self, tx: AccountTx, account: Account, token: str, now: datetime, browser: str) -> None:
        """Keep the session, and record it; `browser` says whether the browser was known."""
        ...


@dataclass(frozen=True, slots=True)
class LocalDoor:
    """The ordinary way in."""

    def admits(self, account: Account) -> bool:
        """Tell whether the account comes in here by itself."""
        return is_local(account)

    def open(self, tx: AccountTx, account: Account, token: str, now: datetime, browser: str) -> None:
        """Open a session for as long as the person's roles have."""
        open_session(tx, account, token, now, "password", browser=browser)


@dataclass(frozen=True, slots=True)
class _Offered:
    """What somebody offered to come in, after its hash was computed; the code is empty where the password was wrong."""

    known: Account | None
    code: str = field(repr=False)
    token: str = field(repr=False)
    begun: Begun
    door: Door


def _why_not(account: Account, *, enrolled: bool, admitted: bool) -> str:
    if account.disabled:
        return "disabled"
    if not enrolled:
        return "not_enrolled"
    return "wrong" if admitted else "other_door"


def is_local(account: Account) -> bool:
    """Tell whether the account comes in here by itself: neither through the directory nor by breaking glass."""
    return not account.directory and Role.BREAK_GLASS not in account.roles


def open_session(tx: AccountTx, account: Account, token: str, now: datetime, how: str, **body: str) -> None:
    """Keep the session of somebody who has just shown a second factor, and record that they came in."""
    tx.sessions.add(Session(digest_of(token), account.id, now, now, factor_at=now, how=how))
    record(tx, account.person.actor, Action.STAFF_SIGNED_IN, now, AuditOutcome.SUCCESS, how=how, **body)


def new_token() -> str:
    """Return the token of a new session: what its forms are bound to, and what opens it."""
    return f"{secrets.token_urlsafe(_TOKEN_BYTES)}.{secrets.token_urlsafe(_TOKEN_BYTES)}"


def renewed(token: str) -> str:
    """Return another token for the same session: its forms stay good, what opens it is new (ASVS 5.0 V7.2.4)."""
    return f"{token.partition('.')[0]}.{secrets.token_urlsafe(_TOKEN_BYTES)}"


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
