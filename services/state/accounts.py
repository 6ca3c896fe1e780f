"""Staff accounts and sessions in the database: `services.accounts.ports`."""

from datetime import datetime

import sqlalchemy as sa

from services.accounts.model import Account, EmergencyUse, Session
from services.state.codec import ACCOUNT, EMERGENCY
from services.state.instants import from_micros, to_micros
from services.state.tables import staff_accounts, staff_emergencies, staff_sessions


class SealedAccounts:
    """The accounts of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, account_id: str) -> Account | None:
        """Return the account, or None."""
        wanted = sa.select(staff_accounts.c.payload).where(staff_accounts.c.id == account_id)
        payload = self._connection.execute(wanted).scalar()
        return None if payload is None else ACCOUNT.load(payload)

    def add(self, account: Account) -> bool:
        """Keep a new account; False, and nothing changes, where the sign-in name is taken."""
        adding = sa.insert(staff_accounts).prefix_with("OR IGNORE")
        return self._connection.execute(adding, {"id": account.id, "payload": ACCOUNT.dump(account)}).rowcount == 1

    def save(self, account: Account) -> None:
        """Replace the stored account of the same sign-in name."""
        change = sa.update(staff_accounts).where(staff_accounts.c.id == account.id)
        self._connection.execute(change.values(payload=ACCOUNT.dump(account)))

    def all(self) -> list[Account]:
        """Return every account, in the order of their sign-in names."""
        every = sa.select(staff_accounts.c.payload).order_by(staff_accounts.c.id)
        return [ACCOUNT.load(payload) for payload in self._connection.execute(every).scalars()]


class SealedSessions:
    """Who is signed in, in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        """Keep a new session."""
        row = {
            "digest": session.digest,
            "account_id": session.account_id,
            "started_at": to_micros(session.started_at),
            "seen_at": to_micros(session.seen_at),
            "factor_at": _micros(session.factor_at),
            "ends_at": _micros(session.ends_at),
            "how": session.how,
        }
        self._connection.execute(sa.insert(staff_sessions), row)

    def get(self, digest: str) -> Session | None:
        """Return the session, or None."""
        row = self._connection.execute(sa.select(staff_sessions).where(staff_sessions.c.digest == digest)).first()
        if row is None:
            return None
        times = from_micros(row.started_at), from_micros(row.seen_at)
        return Session(row.digest, row.account_id, *times, _instant(row.factor_at), _instant(row.ends_at), row.how)

    def holders(self) -> set[str]:
        """Return the ids of the accounts that have a session."""
        return set(self._connection.scalars(sa.select(staff_sessions.c.account_id).distinct()))

    def touch(self, digest: str, seen_at: datetime) -> None:
        """Note that the person was there; an unknown session is no error."""
        change = sa.update(staff_sessions).where(staff_sessions.c.digest == digest)
        self._connection.execute(change.values(seen_at=to_micros(seen_at)))

    def end(self, digest: str) -> bool:
        """Forget the session; False when it is unknown."""
        return self._connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.digest == digest)).rowcount > 0

    def end_all(self, account_id: str) -> int:
        """Forget every session of an account; return how many there were."""
        gone = sa.delete(staff_sessions).where(staff_sessions.c.account_id == account_id)
        return self._connection.execute(gone).rowcount

    def expire(self, seen_before: datetime) -> int:
        """Forget sessions that nobody used since then; return how many."""
        gone = sa.delete(staff_sessions).where(staff_sessions.c.seen_at < to_micros(seen_before))
        return self._connection.execute(gone).rowcount


class SealedEmergencies:
    """The uses of emergency access, in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def save(self, use: EmergencyUse) -> None:
        """Keep a use, or what became of it."""
        row = {"id": use.id, "opened_at": to_micros(use.opened_at), "payload": EMERGENCY.dump(use)}
        self._connection.execute(sa.insert(staff_emergencies).prefix_with("OR REPLACE"), row)

    def all(self) -> list[EmergencyUse]:
        """Return every use, the newest first."""
        newest = (staff_emergencies.c.opened_at.desc(), staff_emergencies.c.id)
        every = sa.select(staff_emergencies.c.payload).order_by(*newest)
        return [EMERGENCY.load(payload) for payload in self._connection.execute(every).scalars()]


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
