"""Making accounts: an administrator invites a person; the person chooses a password and sets up the second factor."""

import base64
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.accounts.errors import InvitationRefused, NoSuchAccount, WrongAccount, WrongFirstCode
from services.accounts.model import Account, Invitation, Role
from services.accounts.passwords import Passwords, require_strong
from services.accounts.ports import AccountTx
from services.accounts.service import digest_of, record
from services.accounts.totp import fitting_step, new_secret
from services.audit.model import Action, Actor
from services.kernel.clock import Clock
from services.kernel.store import Store

VALID = timedelta(hours=72)
EMERGENCY_ACCOUNTS = 2
_ID = re.compile(r"[a-z][a-z0-9.-]{1,31}")
_CODE_BYTES = 15
_GROUP = 6
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Enrolling:
    """The use cases of making and ending accounts."""

    store: Store[AccountTx]
    clock: Clock
    passwords: Passwords = field(default_factory=Passwords)

    async def add(self, account_id: str, name: str, roles: Collection[Role], by: Actor) -> str:
        """Make an account and return its one-time invitation code, which is shown once and kept nowhere.

        Raises:
            WrongAccount: the sign-in name is taken or of the wrong form, the name is empty, or there is no role.
        """
        who = " ".join(name.split())
        _require_usable(account_id, who, frozenset(roles))
        code, now = _new_code(), self.clock.now()
        invitation = Invitation(digest_of(code), now + VALID)
        account = Account(account_id, who, frozenset(roles), now, new_secret(), invitation=invitation)

        def work(tx: AccountTx) -> bool:
            if _too_many(tx, account):
                raise WrongAccount("There are two emergency accounts already.", "Disable one of them first.")
            if not tx.accounts.add(account):
                return False
            record(tx, by, Action.STAFF_ADDED, now, account=account_id, roles="+".join(sorted(account.roles)))
            return True

        if not await self.store.write(work):
            raise WrongAccount(f"The sign-in name {account_id} is taken.", "Choose another; names are never reused.")
        return code

    async def reset(self, account_id: str, by: Actor) -> str:
        """Take password, second factor and sessions away, and return a new invitation code; wrong tries are forgotten.

        Raises:
            NoSuchAccount: nobody has this name.
        """
        code, now = _new_code(), self.clock.now()
        fresh = {"password": "", "secret": new_secret(), "invitation": Invitation(digest_of(code), now + VALID)}
        await self._change(account_id, by, Action.STAFF_RESET, disabled=False, last_step=0, **fresh)
        return code

    async def disable(self, account_id: str, by: Actor) -> None:
        """Let nobody in under this name any more, at once; the name stays for the trail.

        Raises:
            NoSuchAccount: nobody has this name.
        """
        await self._change(account_id, by, Action.STAFF_DISABLED, disabled=True, invitation=None)

    async def link(self, account_id: str, subject: str, by: Actor) -> None:
        """Let the person in through the clinic's directory from now on, under its subject, and no longer by password.

        Raises:
            NoSuchAccount: nobody has this name.
            WrongAccount: it is an emergency account, or the subject is somebody else's.
        """
        everybody = await self.everybody()
        mine = next((each for each in everybody if each.id == account_id), None)
        if mine is not None and Role.BREAK_GLASS in mine.roles:
            raise WrongAccount("Emergency access has to work without the directory.", "Link another account.")
        if not subject.strip() or any(each.directory == subject.strip() for each in everybody if each is not mine):
            raise WrongAccount("This subject is empty or linked already.", "Look it up in the directory.")
        await self._change(account_id, by, Action.STAFF_LINKED, directory=subject.strip())

    async def everybody(self) -> list[Account]:
        """Return every account."""
        return await self.store.read(lambda tx: tx.accounts.all())

    async def invited(self, code: str) -> Account:
        """Return whose invitation code this is.

        Raises:
            InvitationRefused: it is unknown, used up or too old.
        """
        return await self.store.read(lambda tx: _invited(tx, code, self.clock.now()))

    async def enrol(self, code: str, password: str, first: str) -> Account:
        """Finish an account: keep the password, use the invitation up, and return the account as it is now.

        Raises:
            InvitationRefused: it is unknown, used up or too old.
            WeakPassword: the password is too easy to guess.
            WrongFirstCode: `first` is no code of the secret that was shown.
        """
        account = await self.invited(code)
        require_strong(password, account.id, account.name)
        step = fitting_step(account.secret, first, self.clock.now(), account.last_step)
        if step is None:
            raise WrongFirstCode
        hashed = await self.passwords.hash(password)
        now = self.clock.now()

        def work(tx: AccountTx) -> Account:
            present = _invited(tx, code, now)
            enrolled = replace(present, password=hashed, invitation=None, last_step=step)
            tx.accounts.save(enrolled)
            record(tx, enrolled.person.actor, Action.STAFF_ENROLLED, now)
            return enrolled

        return await self.store.write(work)

    async def _change(self, account_id: str, by: Actor, action: Action, **changes: object) -> None:
        now = self.clock.now()

        def work(tx: AccountTx) -> None:
            account = tx.accounts.get(account_id)
            if account is None:
                raise NoSuchAccount
            tx.accounts.save(replace(account, **changes))  # type: ignore[arg-type]  # fields of the account
            tx.sessions.end_all(account_id)
            record(tx, by, action, now, account=account_id)

        await self.store.write(work)


def _require_usable(account_id: str, who: str, roles: frozenset[Role]) -> None:
    """Refuse an account that cannot be.

    Raises:
        WrongAccount: the sign-in name is of the wrong form, the name is empty, or the roles do not go together.
    """
    if not _ID.fullmatch(account_id):
        raise WrongAccount("A sign-in name has 2 to 32 of a-z, 0-9, dot and dash.", "Choose one such as m.kim.")
    if not 1 <= len(who) <= _LONGEST_NAME or not who.isprintable():
        raise WrongAccount("The person's name is missing or too long.", f"Give 1 to {_LONGEST_NAME} characters.")
    if not roles:
        raise WrongAccount("The account has no role.", f"Give one or more of: {', '.join(Role)}.")
    if Role.BREAK_GLASS in roles and len(roles) > 1:
        raise WrongAccount("Emergency access goes with no other role.", "Make an account of its own for it.")


def _too_many(tx: AccountTx, account: Account) -> bool:
    there = [each for each in tx.accounts.all() if Role.BREAK_GLASS in each.roles and not each.disabled]
    return Role.BREAK_GLASS in account.roles and len(there) >= EMERGENCY_ACCOUNTS


def _invited(tx: AccountTx, code: str, now: datetime) -> Account:
    digest = digest_of(_plain(code))
    for account in tx.accounts.all():
        invitation = account.invitation
        if invitation is not None and secrets.compare_digest(invitation.digest, digest) and now < invitation.until:
            return account
    raise InvitationRefused


def _new_code() -> str:
    """Return 120 random bits in base32, in groups that people can read to one another."""
    letters = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode()
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _plain(code: str) -> str:
    """Return a typed code in the form in which it was made."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))
