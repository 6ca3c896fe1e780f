"""Signing in by the clinic's own directory (OpenID Connect): who comes back, and what their groups let them do.

The directory says who somebody is and in which groups. The settings say which role a group has; somebody in none of
them has no business here, and gets no account. Where the directory asked for a second factor, its word is taken;
else one is asked for here before anything opens.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from services.accounts.devices import with_device
from services.accounts.errors import DirectoryRefused
from services.accounts.model import Account, Role, Session
from services.accounts.ports import AccountTx
from services.accounts.service import CONSOLE, Browser, SignedIn, digest_of, new_token, record
from services.accounts.totp import new_secret
from services.audit.model import Action, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

TRIP_LASTS: Final = timedelta(minutes=10)
_BYTES: Final = 32
_KEPT: Final = 2_000
_ID: Final = re.compile(r"[a-z][a-z0-9.-]{1,31}")
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Trip:
    """One way to the directory and back; whoever comes back has to have gone in the same browser."""

    back: str
    after: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    browser: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Who the directory says came back; `second_factor` says that it asked for one."""

    subject: str
    username: str
    name: str
    groups: frozenset[str]
    second_factor: bool


class Directory(Protocol):
    """The clinic's directory."""

    async def address(self, trip: Trip) -> str:
        """Return where the browser is sent.

        Raises:
            DirectoryUnreachable: it does not answer.
        """
        ...

    async def known(self, trip: Trip, code: str, issuer: str | None) -> Known:
        """Exchange a code for who came back; `issuer` is what the answer said of itself (RFC 9207).

        Raises:
            DirectoryUnreachable: it does not answer.
            DirectoryRefused: what it says cannot be believed.
        """
        ...


@dataclass(frozen=True, slots=True)
class DirectorySignIn:
    """The use case of signing in by the directory; `roles` says which roles a group has."""

    store: Store[AccountTx]
    clock: Clock
    directory: Directory
    roles: Mapping[str, frozenset[Role]]
    _trips: OrderedDict[str, Trip] = field(default_factory=OrderedDict, repr=False)

    async def begin(self, back: str, after: str) -> tuple[str, str]:
        """Return where to send the browser, and what it keeps meanwhile.

        Raises:
            DirectoryUnreachable: the directory does not answer.
        """
        state, nonce, verifier, cookie = (secrets.token_urlsafe(_BYTES) for _ in range(4))
        trip = Trip(back, after, state, nonce, verifier, digest_of(cookie), self.clock.now() + TRIP_LASTS)
        address = await self.directory.address(trip)
        self._trips[state] = trip
        if len(self._trips) > _KEPT:
            self._trips.popitem(last=False)
        return address, cookie

    async def finish(self, answer: Mapping[str, str], cookie: str, browser: Browser) -> tuple[SignedIn, str]:
        """Return a new session, and where the person wanted to go; `answer` is what the browser brought back.

        Raises:
            DirectoryUnreachable: the directory does not answer.
            DirectoryRefused: nobody came back, not in this browser, or what the directory says cannot be believed.
        """
        try:
            trip = self._back(answer, cookie)
            known = await self.directory.known(trip, answer["code"], answer.get("iss"))
            roles = self.roles_of(known.groups)
            token = new_token()
            account = await self.store.write(lambda tx: self._enter(tx, known, roles, token))
        except DirectoryRefused as refused:
            await self._record(refused)
            raise
        if isinstance(account, DirectoryRefused):
            raise account
        return SignedIn(token, with_device(browser.device, account)), trip.after

    def roles_of(self, groups: Collection[str]) -> frozenset[Role]:
        """Return the roles of somebody in these groups; emergency access is no group's."""
        named = frozenset().union(*(self.roles.get(group, frozenset()) for group in groups))
        return named - {Role.BREAK_GLASS}

    def _back(self, answer: Mapping[str, str], cookie: str) -> Trip:
        trip = self._trips.pop(answer.get("state", ""), None)
        if trip is None or self.clock.now() >= trip.until:
            raise DirectoryRefused("too_late")
        if not secrets.compare_digest(trip.browser, digest_of(cookie)):
            raise DirectoryRefused("another_browser")
        if "error" in answer or not answer.get("code"):
            raise DirectoryRefused("not_signed_in")
        return trip

    def _enter(self, tx: AccountTx, known: Known, roles: frozenset[Role], token: str) -> Account | DirectoryRefused:
        now = self.clock.now()
        account = self._account(tx, known, roles, now)
        why = _not_in(account, roles, known)
        if account is None or why:
            actor = account.person.actor if account else CONSOLE
            record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why=why, how="directory")
            if account is not None and why == "no_role":
                tx.sessions.end_all(account.id)
            return DirectoryRefused(why)
        factor = now if known.second_factor else None
        tx.sessions.add(Session(digest_of(token), account.id, now, now, factor, how="directory"))
        where = "directory" if known.second_factor else "here"
        record(tx, account.person.actor, Action.STAFF_SIGNED_IN, now, how="directory", second_factor=where)
        return account

    def _account(self, tx: AccountTx, known: Known, roles: frozenset[Role], now: datetime) -> Account | None:
        """Return the person's account with the roles of today; a new one where their groups have a role."""
        account = next((each for each in tx.accounts.all() if each.directory == known.subject), None)
        if account is None:
            return self._made(tx, known, roles, now) if roles else None
        if roles and roles != account.roles:
            before, after = "+".join(sorted(account.roles)), "+".join(sorted(roles))
            changes = {"account": account.id, "before": before, "after": after}
            record(tx, CONSOLE, Action.STAFF_ROLES_CHANGED, now, AuditOutcome.SUCCESS, **changes)
            account = replace(account, roles=roles)
            tx.accounts.save(account)
        return account

    def _made(self, tx: AccountTx, known: Known, roles: frozenset[Role], now: datetime) -> Account | None:
        name = " ".join(known.name.split())[:_LONGEST_NAME] or known.username
        account_id = known.username.partition("@")[0].lower()
        if not _ID.fullmatch(account_id) or not name.isprintable():
            return None
        account = Account(account_id, name, roles, now, new_secret(), directory=known.subject)
        if not tx.accounts.add(account):
            return None
        record(tx, CONSOLE, Action.STAFF_ADDED, now, account=account_id, roles="+".join(sorted(roles)), how="directory")
        return account

    async def _record(self, refused: DirectoryRefused) -> None:
        now = self.clock.now()
        body = {"why": refused.why, "how": "directory"}
        await self.store.write(
            lambda tx: record(tx, CONSOLE, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, **body)
        )


def _not_in(account: Account | None, roles: frozenset[Role], known: Known) -> str:
    """Return why somebody whom the directory knows does not come in, empty where they do."""
    if not roles:
        return "no_role"
    if account is None:
        return "name_taken"
    if account.disabled:
        return "disabled"
    if not known.second_factor and not account.keys and not account.password:
        return "no_second_factor"
    return ""
