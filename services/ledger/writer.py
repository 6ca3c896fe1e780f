"""The one writer: whoever waits together shares one durable commit, and nobody hears of success before it.

The caller who finds the writer free writes for all who wait by then; so a single caller waits for no other thread.
After any failure of the database the writer reads again from the file where it stands, for a commit that was said to
have failed may be on the disk nevertheless.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.audit.filing import Filing
from services.audit.quarter import quarter_of
from services.ledger.boxes import Boxes
from services.ledger.errors import LedgerClosed, LedgerError
from services.ledger.faults import worded
from services.ledger.intake import Intake, Known
from services.ledger.shelf import Head, Shelf
from services.ledger.words import Words

MOST: Final = 2_000
"""How many events share one commit, beyond the first caller's."""
_EVENT: Final = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BOX: Final = "INSERT INTO boxes VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a caller's filings came to: the last number of each source, and the sequence number they end with."""

    numbers: dict[str, int]
    last: int


@dataclass(slots=True)
class _Job:
    filings: Sequence[Filing]
    last: int = 0
    done: bool = False
    taken: Taken | None = None
    error: Exception | None = None


class Writer:
    """Owns the only writing connection. `lock` is held while anything is written."""

    def __init__(self, shelf: Shelf, boxes: Boxes, tick: Callable[[int], int], known: Known) -> None:
        """Start on a shelf with at least one segment.

        Args:
            shelf: the segments.
            boxes: seals the events.
            tick: returns the time of an entry behind one of the given time.
            known: finds a filing that was taken before.
        """
        self.lock = threading.RLock()
        self._shelf = shelf
        self._boxes = boxes
        self._tick = tick
        self._known = known
        self._waiting: deque[_Job] = deque()
        self._connection: Any = None
        self._words: Words | None = None
        self._head: Head | None = None
        self._closed = False

    def take(self, filings: Sequence[Filing], roll: Callable[[str], None]) -> Taken:
        """Take filings over; durable when this returns.

        Raises:
            LedgerError: nothing of the filings was acknowledged.
        """
        job = _Job(filings)
        self._waiting.append(job)
        while (quarter := self._attempt(job)) is not None:
            self._rolled(quarter, job, roll)
        if job.taken is None:
            raise job.error or LedgerClosed()
        return job.taken

    def _attempt(self, job: _Job) -> str | None:
        """Write until the job is done; return the quarter to begin first, where it is a new one."""
        with self.lock:
            quarter = None
            while quarter is None and not job.done:
                quarter = self._write_group()
            return None if job.done else quarter

    def _rolled(self, quarter: str, job: _Job, roll: Callable[[str], None]) -> None:
        """Begin the quarter; where that fails, this caller's filings fail with it."""
        try:
            roll(quarter)
        except Exception as error:  # noqa: BLE001 whatever kept the segment from beginning, this caller must hear it
            with self.lock:
                if job in self._waiting:
                    self._waiting.remove(job)
                    _fail([job], error)

    def _write_group(self) -> str | None:
        """Write for everybody who waits; return the quarter to begin first, where it is a new one."""
        jobs: list[_Job] = []
        try:
            head, recorded = self._now()
            if quarter_of(recorded) != self._shelf.current.quarter:
                return quarter_of(recorded)
            jobs = self._next_jobs()
            self._commit(jobs, head, recorded)
        except Exception as error:  # noqa: BLE001 the callers get it, each in its own thread
            self._drop()
            jobs = jobs or self._next_jobs()
            if len(jobs) > 1:
                self._one_by_one(jobs)
            else:
                _fail(jobs, error)
        finally:
            _fail([job for job in jobs if not job.done], LedgerClosed())
        return None

    def _one_by_one(self, jobs: list[_Job]) -> None:
        """Write for each caller alone, so that what one of them brought takes no other with it."""
        for job in jobs:
            try:
                head, recorded = self._now()
                self._commit([job], head, recorded)
            except Exception as error:  # noqa: BLE001 the caller gets it, in its own thread
                self._drop()
                _fail([job], error)

    def _now(self) -> tuple[Head, int]:
        head = self._ready()
        return head, self._tick(head.recorded)

    def _next_jobs(self) -> list[_Job]:
        jobs: list[_Job] = []
        count = 0
        while self._waiting and count < MOST:
            jobs.append(self._waiting.popleft())
            count += len(jobs[-1].filings)
        return jobs

    def _commit(self, jobs: list[_Job], head: Head, recorded: int) -> None:
        intake = Intake(head, self._known)
        for job in jobs:
            try:
                job.last = intake.admit(job.filings)
            except LedgerError as error:
                job.error = error
        if intake.new:
            self._insert(intake.new, head.sequence + 1, recorded)
            self._head = Head(head.sequence + len(intake.new), recorded, intake.numbers)
        for job in jobs:
            if job.error is None:
                sources = {filing.source for filing in job.filings}
                job.taken = Taken({source: intake.numbers[source] for source in sources}, job.last)
            job.done = True

    def _insert(self, filings: list[Filing], first: int, recorded: int) -> None:
        segment = self._shelf.current
        sealed = self._boxes.seal(filings, first, recorded, segment.quarter)
        with worded(segment.path):
            self._connection.execute("BEGIN IMMEDIATE")
            events = self._rows(filings, first, recorded, sealed)
            self._words_of.write()
            self._connection.executemany(_EVENT, events)
            self._connection.executemany(_BOX, [(first + offset, box) for offset, (_, box) in enumerate(sealed)])
            self._connection.execute("COMMIT")
        self._words_of.trim()

    def _rows(
        self, filings: list[Filing], first: int, recorded: int, sealed: list[tuple[bytes, bytes]]
    ) -> list[tuple[Any, ...]]:
        word = self._words_of.number
        return [
            (
                first + offset,
                recorded,
                sealed[offset][0],
                word(filing.source),
                filing.number,
                filing.at,
                word(filing.node),
                word(filing.actor_kind),
                word(filing.actor_id),
                word(filing.role),
                word(filing.action),
                word(filing.outcome),
                None if filing.patient is None else word(filing.patient),
                None if filing.resource is None else word(filing.resource),
                None if filing.operation is None else word(filing.operation),
                word(filing.purpose),
                filing.accountable,
            )
            for offset, filing in enumerate(filings)
        ]

    @property
    def _words_of(self) -> Words:
        if self._words is None:
            raise LedgerClosed
        return self._words

    def _ready(self) -> Head:
        """Return where the ledger stands, with a connection to write on."""
        if self._closed:
            raise LedgerClosed
        if self._connection is None or self._words is None:
            self._connection = self._shelf.current.writing()
            with worded(self._shelf.current.path):
                self._words = Words(self._connection)
        if self._head is None:
            self._head = self._shelf.head()
        return self._head

    def head(self) -> Head:
        """Return where the ledger stands.

        Raises:
            LedgerError: it cannot be read.
        """
        with self.lock:
            return self._ready()

    def keep_checkpoint(self, size: int, note: str) -> None:
        """Store a checkpoint durably; it is shown to somebody only after that.

        Raises:
            LedgerError: it cannot be stored.
        """
        with self.lock:
            try:
                self._ready()
                with worded(self._shelf.current.path):
                    self._connection.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, note))
            except BaseException:
                self._drop()
                raise

    def _drop(self) -> None:
        """Let the connection go, with what was not committed; where the ledger stands is read again."""
        connection, self._connection, self._words, self._head = self._connection, None, None, None
        if connection is not None:
            connection.close()

    def rest(self) -> None:
        """Let the connection go until the next write, as a new segment begins."""
        with self.lock:
            self._drop()

    def close(self) -> None:
        """Refuse further work; whoever waits is told."""
        with self.lock:
            self._closed = True
            self._drop()


def _fail(jobs: list[_Job], error: Exception) -> None:
    for job in jobs:
        job.error = error
        job.done = True
