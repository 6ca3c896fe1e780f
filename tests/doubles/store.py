"""The state store in memory: one function is one transaction, whole or not at all."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from services.accounts.model import Account, Session
from services.audit.model import AuditEvent
from services.dialogue.model import Chat, Line
from services.handoff.task import Task
from services.kernel.texting import Consent, Lane, OptOut, ReceivedText, SentMark
from services.scheduling.fee import FeeRecord
from services.scheduling.operation import Claim, Escalation, Operation, OutboxMessage
from services.scheduling.outbox import Delivery, Journey
from services.scheduling.provider_notice import ProviderNotice, ProviderSummary
from services.scheduling.waitlist.model import Entry, Offer, Round
from tests.doubles.audited_writes import require_audited
from tests.doubles.tables import Journal, Table, Tables
from tests.doubles.transaction import MemoryTx

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException
    after_commit: bool


class MemoryStore:
    """`services.kernel.store.Store[MemoryTx]`, which satisfies every room's transaction.

    What was committed can be read straight: `operations`, `claims`, `outbox`, `escalations`, `tasks`, `fees`,
    `notices`, `summaries`, `chats`, `lines`, `audit`.
    """

    def __init__(self) -> None:
        self._tables = Tables()
        self._failures: deque[_Failure] = deque()
        self.writes = 0

    def fail_next_write(self, error: BaseException, *, after_commit: bool = False, times: int = 1) -> None:
        """Raise `error` from the next writes, with nothing kept or, with `after_commit`, with everything kept."""
        self._failures.extend([_Failure(error, after_commit)] * times)

    async def write(self, work: Callable[[MemoryTx], T]) -> T:
        await asyncio.sleep(0)
        failure = self._failures.popleft() if self._failures else None
        journal = Journal(self._tables)
        result = work(MemoryTx(journal))
        require_audited(work, journal)
        if failure is not None and not failure.after_commit:
            raise failure.error
        journal.commit()
        self.writes += 1
        if failure is not None:
            raise failure.error
        await asyncio.sleep(0)
        return result

    async def read(self, work: Callable[[MemoryTx], T]) -> T:
        await asyncio.sleep(0)
        return work(MemoryTx(Journal(self._tables, read_only=True)))

    @property
    def audit(self) -> list[AuditEvent]:
        return list(self._tables.audit)

    @property
    def operations(self) -> dict[str, Operation]:
        return _copy(self._tables.operations)

    @property
    def claims(self) -> list[Claim]:
        return [claim for kept in self._tables.claims.values() for claim in kept]

    @property
    def outbox(self) -> dict[str, OutboxMessage]:
        return _copy(self._tables.outbox)

    @property
    def deliveries(self) -> dict[str, Delivery]:
        return _copy(self._tables.deliveries)

    @property
    def opt_outs(self) -> dict[str, OptOut]:
        return _copy(self._tables.opt_outs)

    @property
    def consents(self) -> dict[str, Consent]:
        return _copy(self._tables.consents)

    @property
    def marks(self) -> dict[str, SentMark]:
        return _copy(self._tables.marks)

    @property
    def texts(self) -> dict[str, ReceivedText]:
        return _copy(self._tables.texts)

    @property
    def journeys(self) -> dict[str, Journey]:
        return _copy(self._tables.journeys)

    @property
    def lanes(self) -> dict[str, Lane]:
        return _copy(self._tables.lanes)

    @property
    def escalations(self) -> dict[str, Escalation]:
        return _copy(self._tables.escalations)

    @property
    def fees(self) -> dict[str, FeeRecord]:
        return _copy(self._tables.fees)

    @property
    def notices(self) -> dict[str, ProviderNotice]:
        return _copy(self._tables.notices)

    @property
    def summaries(self) -> dict[str, ProviderSummary]:
        return _copy(self._tables.summaries)

    @property
    def tasks(self) -> dict[str, Task]:
        return _copy(self._tables.tasks)

    @property
    def chats(self) -> dict[str, Chat]:
        return _copy(self._tables.chats)

    @property
    def entries(self) -> dict[str, Entry]:
        return _copy(self._tables.entries)

    @property
    def rounds(self) -> dict[str, Round]:
        return _copy(self._tables.rounds)

    @property
    def offers(self) -> dict[str, Offer]:
        return _copy(self._tables.offers)

    @property
    def accounts(self) -> dict[str, Account]:
        return _copy(self._tables.accounts)

    @property
    def sessions(self) -> dict[str, Session]:
        return _copy(self._tables.sessions)

    def lines(self, chat_id: str) -> list[Line]:
        return list(self._tables.lines.get(chat_id, ()))


def _copy(table: Table[T]) -> dict[str, T]:
    return dict(table)
