"""Security keys: adding, showing and revoking them (Web Authentication, user verification always required).

A key shows by itself who its user is, so it is password and second factor in one. It works at the one host name for
which it was made, so a page that only looks like ours gets nothing (phishing).
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from services.accounts.challenges import Challenges
from services.accounts.devices import with_device
from services.accounts.errors import SignInRefused, WrongKey
from services.accounts.model import Account, SecurityKey
from services.accounts.ports import AccountTx, Ceremonies, Site
from services.accounts.service import CONSOLE, Browser, SignedIn, digest_of, is_local, new_token, open_session, record
from services.accounts.stepping import StepUp
from services.audit.model import Action, Actor, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store

MOST: Final = 10
"""Keys that one account may have."""
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Passkeys:
    """The use cases of security keys; `token` is what the browser's cookie holds."""

    store: Store[AccountTx]
    clock: Clock
    step_up: StepUp
    ceremonies: Ceremonies
    challenges: Challenges = field(default_factory=Challenges)

    async def to_add(self, site: Site, token: str, account_id: str, issuer: str) -> str:
        """Return the options with which the page makes a key.

        Raises:
            WrongKey: the account has as many as it may have.
        """
        account = await self.store.read(lambda tx: tx.accounts.get(account_id))
        if account is None or len(account.keys) >= MOST:
            raise WrongKey(f"An account has at most {MOST} keys. Take one off first.")
        return self.ceremonies.creation(site, self._challenge(token), account, issuer)

    async def to_show(self, site: Site, token: str, account_id: str = "") -> str:
        """Return the options with which the page asks for a key of this account, or of anybody; empty without any."""
        if not account_id:
            return self.ceremonies.request(site, self._challenge(token), ())
        account = await self.store.read(lambda tx: tx.accounts.get(account_id))
        keys = [key for key in account.keys if key.site == site.host] if account else []
        return self.ceremonies.request(site, self._challenge(token), keys) if keys else ""

    async def add(self, site: Site, token: str, account_id: str, name: str, answer: str) -> None:
        """Keep a new key.

        Raises:
            WrongKey: the answer does not fit, or the key is known already.
        """
        challenge, now = self._answered(token, answer)[1], self.clock.now()
        key_id, public_key, count = self.ceremonies.created(site, challenge, answer)
        called = " ".join(name.split())[:_LONGEST_NAME] or "Security key"
        key = SecurityKey(key_id, public_key, site.host, called, now, count)

        def work(tx: AccountTx) -> bool:
            account = tx.accounts.get(account_id)
            if account is None or len(account.keys) >= MOST or _owner(tx, key_id) is not None:
                return False
            tx.accounts.save(replace(account, keys=(*account.keys, key)))
            record(tx, account.person.actor, Action.STAFF_KEY_ADDED, now, keys=str(len(account.keys) + 1))
            return True

        if not await self.store.write(work):
            raise WrongKey("This key is on an account already, or there are too many.")

    async def revoke(self, account_id: str, key_id: str, by: Actor) -> bool:
        """Take a key off an account; False when it is not there."""
        now = self.clock.now()

        def work(tx: AccountTx) -> bool:
            account = tx.accounts.get(account_id)
            left = tuple(key for key in account.keys if key.id != key_id) if account else ()
            if account is None or len(left) == len(account.keys):
                return False
            tx.accounts.save(replace(account, keys=left))
            record(tx, by, Action.STAFF_KEY_REVOKED, now, account=account_id, keys=str(len(left)))
            return True

        return await self.store.write(work)

    async def sign_in(self, site: Site, token: str, answer: str, browser: Browser) -> SignedIn:
        """Return a new session of the person whose key it is.

        Raises:
            WrongKey: the answer does not fit.
            SignInRefused: the account is disabled, or comes in by another way.
        """
        key_id, challenge = self._answered(token, answer)
        fresh, now = new_token(), self.clock.now()

        def work(tx: AccountTx) -> Account | Exception:
            account = _owner(tx, key_id)
            shown = self._shown(tx, account, site, challenge, answer)
            if isinstance(shown, WrongKey):
                return shown
            if shown.disabled or not is_local(shown):
                actor = shown.person.actor
                record(tx, actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why="disabled", how="key")
                return SignInRefused()
            tx.accounts.save(shown)
            open_session(tx, shown, fresh, now, "key")
            return shown

        account = await self.store.write(work)
        if isinstance(account, Exception):
            raise account
        return SignedIn(fresh, with_device(browser.device, account))

    async def show_again(self, site: Site, token: str, answer: str) -> str:
        """Take a key as the second factor that is asked for again; return the session's new token.

        Raises:
            WrongKey: the answer cannot be read or is too old.
            WrongFactor: it is not a key of the session's account. After five the session ends.
        """
        key_id, challenge = self._answered(token, answer)

        def work(tx: AccountTx) -> str | None:
            account = self.step_up.account(tx, digest_of(token))
            if account is None or key_id not in {key.id for key in account.keys}:
                return None
            shown = self._shown(tx, account, site, challenge, answer)
            return None if isinstance(shown, WrongKey) else self.step_up.passed(tx, token, shown, "key")

        return await self.step_up.judged(token, await self.store.write(work))

    def _challenge(self, token: str) -> bytes:
        return self.challenges.give(_browser(token), self.clock.now())

    def _answered(self, token: str, answer: str) -> tuple[str, bytes]:
        key_id, challenge = self.ceremonies.answered(answer)
        if not self.challenges.take(challenge, _browser(token), self.clock.now()):
            raise WrongKey("The page was too old, or the key's answer was sent twice.")
        return key_id, challenge

    def _shown(
        self, tx: AccountTx, account: Account | None, site: Site, challenge: bytes, answer: str
    ) -> Account | WrongKey:
        """Return the account with the key's new counter; a counter that does not go up tells of a copied key."""
        now = self.clock.now()
        if account is None:
            record(tx, CONSOLE, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why="unknown_key", how="key")
            return WrongKey()
        key_id = self.ceremonies.answered(answer)[0]
        key = next(each for each in account.keys if each.id == key_id)
        try:
            count = self.ceremonies.shown(site, challenge, answer, key)
        except WrongKey as wrong:
            return _refused(tx, account, now, "wrong_key", wrong)
        if (count or key.count) and count <= key.count:
            return _refused(tx, account, now, "copied_key", WrongKey())
        used = replace(key, count=count, used_at=now)
        return replace(account, keys=tuple(used if each.id == key_id else each for each in account.keys))


def _refused(tx: AccountTx, account: Account, now: datetime, why: str, wrong: WrongKey) -> WrongKey:
    record(tx, account.person.actor, Action.STAFF_SIGN_IN_FAILED, now, AuditOutcome.REFUSED, why=why, how="key")
    return wrong


def _owner(tx: AccountTx, key_id: str) -> Account | None:
    for account in tx.accounts.all():
        if any(secrets.compare_digest(key.id.encode(), key_id.encode()) for key in account.keys):
            return account
    return None


def _browser(token: str) -> str:
    """Return what stands for the browser; it outlives a renewal of the session's secret."""
    return token.partition(".")[0]
