"""A transaction of the memory store: satisfies `DialogueTx`, and so every room's transaction."""

from collections.abc import Sequence
from datetime import datetime

from services.audit.model import AuditEvent
from services.dialogue.model import Chat, Line
from services.handoff.task import Task, TaskState
from services.scheduling.operation import Claim, Escalation, Operation
from tests.doubles.accounts import MemoryAccounts, MemoryEmergencies, MemorySessions
from tests.doubles.fees import MemoryFees, MemoryNotices
from tests.doubles.officers import MemoryOfficerMails
from tests.doubles.tables import Journal
from tests.doubles.texting import MemoryJourneys, MemoryNumbers, MemoryOutbox, MemoryTexts
from tests.doubles.waitlist import MemoryWaitlist


class MemoryOperations:
    """`services.scheduling.ports.Operations`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, operation: Operation) -> None:
        if self._journal.operations.find(operation.id) is not None:
            return
        self._journal.operations.put(operation.id, operation)
        index = self._journal.of_appointment
        known = index.find(operation.appointment.id) or ()
        index.put(operation.appointment.id, (*known, operation.id))

    def get(self, operation_id: str) -> Operation | None:
        return self._journal.operations.find(operation_id)

    def save(self, operation: Operation) -> None:
        stored = self._journal.operations.find(operation.id)
        if stored is None:
            raise LookupError("The operation was never added.")
        if not stored.state.final:
            self._journal.operations.put(operation.id, operation)

    def open(self, older_than: datetime | None = None) -> list[Operation]:
        found = [o for o in self._journal.operations.rows() if not o.state.final]
        if older_than is not None:
            found = [o for o in found if o.requested_at < older_than]
        return sorted(found, key=lambda o: o.requested_at)

    def of_appointment(self, appointment_id: str) -> list[Operation]:
        ids = self._journal.of_appointment.find(appointment_id) or ()
        found = (self._journal.operations.find(operation_id) for operation_id in ids)
        return sorted((o for o in found if o is not None), key=lambda o: o.requested_at)

    def made(self, appointment_id: str) -> Operation | None:
        ended = [o for o in self._journal.operations.rows() if o.state.final and o.result is not None]
        made = [o for o in ended if o.result and o.result.id == appointment_id != o.appointment.id]
        return max(made, key=lambda o: o.requested_at, default=None)


class MemoryClaims:
    """`services.scheduling.ports.Claims`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def take(self, claim: Claim, now: datetime) -> bool:
        kept = self._journal.claims.find(claim.resource) or ()
        alive = [c for c in kept if c.expires_at > now]
        if any(c.operation_id != claim.operation_id and c.interval.overlaps(claim.interval) for c in alive):
            return False
        others = [c for c in alive if (c.operation_id, c.interval) != (claim.operation_id, claim.interval)]
        self._journal.claims.put(claim.resource, (*others, claim))
        return True

    def release(self, operation_id: str) -> None:
        for kept in self._journal.claims.rows():
            if any(c.operation_id == operation_id for c in kept):
                rest = tuple(c for c in kept if c.operation_id != operation_id)
                self._journal.claims.put(kept[0].resource, rest)

    def current(self, now: datetime) -> list[Claim]:
        return [c for kept in self._journal.claims.rows() for c in kept if c.expires_at > now]


class MemoryCases:
    """`services.handoff.ports.Cases`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, escalation: Escalation) -> None:
        if self._journal.escalations.find(escalation.id) is None:
            self._journal.escalations.put(escalation.id, escalation)

    def get(self, case_id: str) -> Escalation | None:
        return self._journal.escalations.find(case_id)

    def open(self) -> list[Escalation]:
        waiting = [e for e in self._journal.escalations.rows() if self._journal.closed.find(e.id) is None]
        return sorted(waiting, key=lambda e: e.due_at)

    def close(self, case_id: str, by: str, at: datetime) -> bool:
        known = self._journal.escalations.find(case_id) is not None
        if not known or self._journal.closed.find(case_id) is not None:
            return False
        self._journal.closed.put(case_id, f"{by} {at.isoformat()}")
        return True

    def closed(self, limit: int) -> list[Escalation]:
        ended = [(self._journal.closed.find(e.id), e) for e in self._journal.escalations.rows()]
        found = [(text.rpartition(" ")[2], e) for text, e in ended if text is not None]
        return [e for _, e in sorted(found, key=lambda pair: pair[0], reverse=True)][:limit]

    def of_conversation(self, conversation_id: str) -> list[Escalation]:
        found = [e for e in self._journal.escalations.rows() if e.conversation_id == conversation_id]
        return sorted(found, key=lambda e: e.opened_at)


class MemoryTasks:
    """`services.handoff.ports.Tasks`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def get(self, case_id: str) -> Task | None:
        return self._journal.tasks.find(case_id)

    def save(self, task: Task) -> bool:
        stored = self._journal.tasks.find(task.id)
        if task.version != (stored.version if stored else 0) + 1:
            return False
        self._journal.tasks.put(task.id, task)
        return True

    def unfinished(self) -> list[Task]:
        return [task for task in self._journal.tasks.rows() if task.state is not TaskState.CLOSED]


class MemoryChats:
    """`services.dialogue.ports.Chats`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, chat: Chat) -> None:
        self._journal.chats.put(chat.id, chat)

    def get(self, chat_id: str) -> Chat | None:
        return self._journal.chats.find(chat_id)

    def save(self, chat: Chat, lines: Sequence[Line]) -> bool:
        stored = self._journal.chats.find(chat.id)
        if stored is None or stored.version != chat.version - 1:
            return False
        self._journal.chats.put(chat.id, chat)
        known = self._journal.lines.find(chat.id) or ()
        self._journal.lines.put(chat.id, (*known, *lines))
        return True

    def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        return [line for line in self._journal.lines.find(chat_id) or () if line.number > after]

    def turn_of(self, chat_id: str, form_id: str) -> bool:
        taken = self._journal.forms.find(chat_id) or frozenset()
        if form_id in taken:
            return False
        self._journal.forms.put(chat_id, taken | {form_id})
        return True

    def delete(self, chat_id: str) -> None:
        self._journal.chats.drop(chat_id)
        self._journal.lines.drop(chat_id)
        self._journal.forms.drop(chat_id)

    def expire(self, before: datetime) -> list[str]:
        old = [chat.id for chat in self._journal.chats.rows() if chat.last_at < before]
        for chat_id in old:
            self.delete(chat_id)
        return old

    def count_open(self) -> int:
        return len(self._journal.chats.rows())


class MemoryAttempts:
    """`services.dialogue.ports.Attempts`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, key: str, at: datetime) -> None:
        self._journal.attempts.put(key, (*(self._journal.attempts.find(key) or ()), at))

    def count(self, key: str, since: datetime) -> int:
        return sum(at >= since for at in self._journal.attempts.find(key) or ())

    def forget(self, before: datetime) -> None:
        for key, times in self._journal.attempts.pairs():
            recent = tuple(at for at in times if at >= before)
            if recent != times:
                self._journal.attempts.put(key, recent)


class MemoryAudit:
    """`services.audit.ports.AuditTrail`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def record(self, event: AuditEvent) -> None:
        self._journal.record(event)


class MemoryTx:
    """All the repositories of one transaction."""

    def __init__(self, journal: Journal) -> None:
        self.operations = MemoryOperations(journal)
        self.claims = MemoryClaims(journal)
        self.outbox = MemoryOutbox(journal)
        self.numbers = MemoryNumbers(journal)
        self.texts = MemoryTexts(journal)
        self.journeys = MemoryJourneys(journal)
        self.escalations = MemoryCases(journal)
        self.fees = MemoryFees(journal)
        self.notices = MemoryNotices(journal)
        self.tasks = MemoryTasks(journal)
        self.chats = MemoryChats(journal)
        self.attempts = MemoryAttempts(journal)
        self.waitlist = MemoryWaitlist(journal)
        self.accounts = MemoryAccounts(journal)
        self.sessions = MemorySessions(journal)
        self.emergencies = MemoryEmergencies(journal)
        self.officer_mails = MemoryOfficerMails(journal)
        self.audit = MemoryAudit(journal)
