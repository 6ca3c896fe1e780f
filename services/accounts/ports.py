"""What staff accounts need from the state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.accounts.model import Account, EmergencyUse, SecurityKey, Session
from services.accounts.officer_mail import OfficerMails
from services.audit.ports import AuditTrail


class Accounts(Protocol):
    """The accounts, by their sign-in name."""

    def get(self, account_id: str) -> Account | None:
        """Return the account, or None."""
        ...

    def add(self, account: Account) -> bool:
        """Keep a new account; False, and nothing changes, where the sign-in name is taken."""
        ...

    def save(self, account: Account) -> None:
        """Replace the stored account of the same sign-in name."""
        ...

    def all(self) -> list[Account]:
        """Return every account, in the order of their sign-in names."""
        ...


class Sessions(Protocol):
    """Who is signed in."""

    def add(self, session: Session) -> None:
        """Keep a new session."""
        ...

    def get(self, digest: str) -> Session | None:
        """Return the session, or None."""
        ...

    def touch(self, digest: str, seen_at: datetime) -> None:
        """Note that the person was there; an unknown session is no error."""
        ...

    def end(self, digest: str) -> bool:
        """Forget the session; False when it is unknown."""
        ...

    def end_all(self, account_id: str) -> int:
        """Forget every session of an account; return how many there were."""
        ...

    def expire(self, seen_before: datetime) -> int:
        """Forget sessions that nobody used since then; return how many."""
        ...


class Emergencies(Protocol):
    """The uses of emergency access; none is ever forgotten."""

    def save(self, use: EmergencyUse) -> None:
        """Keep a use, or what became of it."""
        ...

    def all(self) -> list[EmergencyUse]:
        """Return every use, the newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """Where a key is asked for: the host name that it is made for, and the whole origin of the page."""

    host: str
    origin: str


class Ceremonies(Protocol):
    """Web Authentication (W3C, Level 3) as the console's pages run it; every answer is the browser's JSON."""

    def creation(self, site: Site, challenge: bytes, account: Account, issuer: str) -> str:
        """Return the options for making a key, as JSON."""
        ...

    def request(self, site: Site, challenge: bytes, keys: Sequence[SecurityKey]) -> str:
        """Return the options for asking for one of these keys, or for any of the site's, as JSON."""
        ...

    def answered(self, answer: str) -> tuple[str, bytes]:
        """Return which key answers, and to which challenge it says it does.

        Raises:
            WrongKey: the answer cannot be read.
        """
        ...

    def created(self, site: Site, challenge: bytes, answer: str) -> tuple[str, str, int]:
        """Return the new key's id, its public key and its counter; its user was verified.

        Raises:
            WrongKey: the answer is not for this site and challenge.
        """
        ...

    def shown(self, site: Site, challenge: bytes, answer: str, key: SecurityKey) -> int:
        """Return the key's counter, after its signature and its user's verification were checked.

        Raises:
            WrongKey: the answer is not this key's, for this site and challenge.
        """
        ...


class AccountTx(Protocol):
    """A transaction on accounts."""

    @property
    def accounts(self) -> Accounts:
        """The accounts."""
        ...

    @property
    def sessions(self) -> Sessions:
        """Their sessions."""
        ...

    @property
    def emergencies(self) -> Emergencies:
        """The uses of emergency access."""
        ...

    @property
    def officer_mails(self) -> OfficerMails:
        """The mails to the clinic's officers."""
        ...

    @property
    def audit(self) -> AuditTrail:
        """The audit trail, written in the same commit."""
        ...
