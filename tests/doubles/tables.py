"""The rows of the memory store, and the journal through which a transaction sees and changes them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from services.accounts.model import Account, EmergencyUse, Session
from services.accounts.officer_mail import OfficerMail
from services.audit.model import AuditEvent
from services.dialogue.model import Chat, Line
from services.handoff.task import Task
from services.kernel.texting import Consent, Lane, OptOut, ReceivedText, SentMark
from services.scheduling.fee import FeeRecord
from services.scheduling.operation import Claim, Escalation, Operation, OutboxMessage
from services.scheduling.outbox import Delivery, Journey
from services.scheduling.provider_notice import ProviderNotice, ProviderSummary
from services.scheduling.waitlist.model import Entry, Offer, Round
from services.scheduling.waitlist.ports import Known

T = TypeVar("T")
Table = dict[str, T]


@dataclass(slots=True)
class Tables:
    """Everything kept; values are immutable, so a row is replaced, never changed."""

    operations: Table[Operation] = field(default_factory=dict)
    of_appointment: Table[tuple[str, ...]] = field(default_factory=dict)
    claims: Table[tuple[Claim, ...]] = field(default_factory=dict)
    outbox: Table[OutboxMessage] = field(default_factory=dict)
    escalations: Table[Escalation] = field(default_factory=dict)
    closed: Table[str] = field(default_factory=dict)
    tasks: Table[Task] = field(default_factory=dict)
    chats: Table[Chat] = field(default_factory=dict)
    lines: Table[tuple[Line, ...]] = field(default_factory=dict)
    forms: Table[frozenset[str]] = field(default_factory=dict)
    attempts: Table[tuple[datetime, ...]] = field(default_factory=dict)
    entries: Table[Entry] = field(default_factory=dict)
    rounds: Table[Round] = field(default_factory=dict)
    offers: Table[Offer] = field(default_factory=dict)
    known: Table[Known] = field(default_factory=dict)
    fees: Table[FeeRecord] = field(default_factory=dict)
    payment_events: Table[datetime] = field(default_factory=dict)
    notices: Table[ProviderNotice] = field(default_factory=dict)
    told_in: Table[str] = field(default_factory=dict)
    summaries: Table[ProviderSummary] = field(default_factory=dict)
    deliveries: Table[Delivery] = field(default_factory=dict)
    opt_outs: Table[OptOut] = field(default_factory=dict)
    consents: Table[Consent] = field(default_factory=dict)
    marks: Table[SentMark] = field(default_factory=dict)
    texts: Table[ReceivedText] = field(default_factory=dict)
    texts_done: Table[datetime] = field(default_factory=dict)
    lanes: Table[Lane] = field(default_factory=dict)
    heard: Table[datetime] = field(default_factory=dict)
    journeys: Table[Journey] = field(default_factory=dict)
    accounts: Table[Account] = field(default_factory=dict)
    sessions: Table[Session] = field(default_factory=dict)
    emergencies: Table[EmergencyUse] = field(default_factory=dict)
    officer_mails: Table[OfficerMail] = field(default_factory=dict)
    audit: list[AuditEvent] = field(default_factory=list)


class View(Generic[T]):
    """A table as one transaction sees it: the committed rows under the transaction's own changes."""

    def __init__(self, committed: Table[T], *, read_only: bool) -> None:
        self._changes: dict[str, T | None] = {}
        self._committed = committed
        self._read_only = read_only

    def find(self, key: str) -> T | None:
        """Return the row, or None."""
        return self._changes[key] if key in self._changes else self._committed.get(key)

    def put(self, key: str, value: T) -> None:
        """Write the row."""
        self._write(key, value)

    def drop(self, key: str) -> None:
        """Delete the row."""
        self._write(key, None)

    def _write(self, key: str, value: T | None) -> None:
        if self._read_only:
            raise AssertionError("A read must not write.")
        self._changes[key] = value

    @property
    def changed(self) -> bool:
        """Tell whether the transaction leaves a row other than it was."""
        return any(self._committed.get(key) != value for key, value in self._changes.items())

    def pairs(self) -> list[tuple[str, T]]:
        """Return every key with its row, in the order of their first writing."""
        keys = [*self._committed, *(key for key in self._changes if key not in self._committed)]
        found = ((key, self.find(key)) for key in keys)
        return [(key, row) for key, row in found if row is not None]

    def rows(self) -> list[T]:
        """Return every row, in the order of their first writing."""
        return [row for _, row in self.pairs()]

    def commit(self) -> None:
        """Make the changes everybody's."""
        for key, value in self._changes.items():
            if value is None:
                self._committed.pop(key, None)
            else:
                self._committed[key] = value


class MessageViews:
    """One transaction's view of the tables of messages."""

    def __init__(self, tables: Tables, *, read_only: bool) -> None:
        self.deliveries = View(tables.deliveries, read_only=read_only)
        self.opt_outs = View(tables.opt_outs, read_only=read_only)
        self.consents = View(tables.consents, read_only=read_only)
        self.marks = View(tables.marks, read_only=read_only)
        self.texts = View(tables.texts, read_only=read_only)
        self.texts_done = View(tables.texts_done, read_only=read_only)
        self.lanes = View(tables.lanes, read_only=read_only)
        self.heard = View(tables.heard, read_only=read_only)
        self.journeys = View(tables.journeys, read_only=read_only)


class Journal(MessageViews):
    """One transaction's view of every table."""

    def __init__(self, tables: Tables, *, read_only: bool = False) -> None:
        super().__init__(tables, read_only=read_only)
        self._tables = tables
        self._read_only = read_only
        self.operations = View(tables.operations, read_only=read_only)
        self.of_appointment = View(tables.of_appointment, read_only=read_only)
        self.claims = View(tables.claims, read_only=read_only)
        self.outbox = View(tables.outbox, read_only=read_only)
        self.escalations = View(tables.escalations, read_only=read_only)
        self.closed = View(tables.closed, read_only=read_only)
        self.tasks = View(tables.tasks, read_only=read_only)
        self.chats = View(tables.chats, read_only=read_only)
        self.lines = View(tables.lines, read_only=read_only)
        self.forms = View(tables.forms, read_only=read_only)
        self.attempts = View(tables.attempts, read_only=read_only)
        self.entries = View(tables.entries, read_only=read_only)
        self.rounds = View(tables.rounds, read_only=read_only)
        self.offers = View(tables.offers, read_only=read_only)
        self.known = View(tables.known, read_only=read_only)
        self.fees = View(tables.fees, read_only=read_only)
        self.payment_events = View(tables.payment_events, read_only=read_only)
        self.notices = View(tables.notices, read_only=read_only)
        self.told_in = View(tables.told_in, read_only=read_only)
        self.summaries = View(tables.summaries, read_only=read_only)
        self.accounts = View(tables.accounts, read_only=read_only)
        self.sessions = View(tables.sessions, read_only=read_only)
        self.emergencies = View(tables.emergencies, read_only=read_only)
        self.officer_mails = View(tables.officer_mails, read_only=read_only)
        self._audit: list[AuditEvent] = []

    @property
    def events(self) -> list[AuditEvent]:
        """What this transaction recorded."""
        return self._audit

    def record(self, event: AuditEvent) -> None:
        """Append to the trail."""
        if self._read_only:
            raise AssertionError("A read must not write.")
        self._audit.append(event)

    def commit(self) -> None:
        """Keep everything this transaction changed."""
        for view in vars(self).values():
            if isinstance(view, View):
                view.commit()
        self._tables.audit.extend(self._audit)
