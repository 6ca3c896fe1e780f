"""What staff accounts need from the state."""

from datetime import datetime
from typing import Protocol

from services.accounts.model import Account, Session
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
    def audit(self) -> AuditTrail:
        """The audit trail, written in the same commit."""
        ...
