"""Staff accounts and sessions in memory."""

from dataclasses import replace
from datetime import datetime

from services.accounts.model import Account, EmergencyUse, Session
from tests.doubles.tables import Journal


class MemoryAccounts:
    """`services.accounts.ports.Accounts`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def get(self, account_id: str) -> Account | None:
        return self._journal.accounts.find(account_id)

    def add(self, account: Account) -> bool:
        if self.get(account.id) is not None:
            return False
        self._journal.accounts.put(account.id, account)
        return True

    def save(self, account: Account) -> None:
        if self.get(account.id) is not None:
            self._journal.accounts.put(account.id, account)

    def all(self) -> list[Account]:
        return sorted(self._journal.accounts.rows(), key=lambda account: account.id)


class MemorySessions:
    """`services.accounts.ports.Sessions`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, session: Session) -> None:
        self._journal.sessions.put(session.digest, session)

    def get(self, digest: str) -> Session | None:
        return self._journal.sessions.find(digest)

    def touch(self, digest: str, seen_at: datetime) -> None:
        session = self.get(digest)
        if session is not None:
            self._journal.sessions.put(digest, replace(session, seen_at=seen_at))

    def end(self, digest: str) -> bool:
        known = self.get(digest) is not None
        if known:
            self._journal.sessions.drop(digest)
        return known

    def end_all(self, account_id: str) -> int:
        return self._drop([s for s in self._journal.sessions.rows() if s.account_id == account_id])

    def expire(self, seen_before: datetime) -> int:
        return self._drop([s for s in self._journal.sessions.rows() if s.seen_at < seen_before])

    def _drop(self, gone: list[Session]) -> int:
        for session in gone:
            self._journal.sessions.drop(session.digest)
        return len(gone)


class MemoryEmergencies:
    """`services.accounts.ports.Emergencies`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def save(self, use: EmergencyUse) -> None:
        self._journal.emergencies.put(use.id, use)

    def all(self) -> list[EmergencyUse]:
        return sorted(self._journal.emergencies.rows(), key=lambda use: (use.opened_at, use.id), reverse=True)
