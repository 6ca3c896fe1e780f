"""The one writer of this process: functions queue up, and those that wait together share one durable commit.

Each function runs in its own savepoint, so one that raises leaves nothing behind and takes no other with it. Nobody
hears of success before the commit is on the disk. When the commit itself fails, all of its functions fail.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from services.state.errors import StateClosed
from services.state.sealed import translate
from services.state.transaction import SealedTx

T = TypeVar("T")
GROUP = 64
"""How many functions share one commit at most: more would make the first wait too long."""


@dataclass(slots=True)
class _Job:
    work: Callable[[SealedTx], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Tell whoever waits."""
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """A thread that owns the only writing connection."""

    def __init__(self, engine: sa.Engine, transaction: Callable[[sa.Connection], SealedTx]) -> None:
        self._engine = engine
        self._transaction = transaction
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="state-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[SealedTx], T]) -> Future[T]:
        """Queue `work`; the future resolves once its commit is durable.

        Raises:
            StateClosed: the writer was closed.
        """
        job = _Job(work, Future())
        with self._lock:
            if self._closed:
                raise StateClosed
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            open_ended = self._gather(jobs)
            self._commit([job for job in jobs if job.future.set_running_or_notify_cancel()])
            if not open_ended:
                return

    def _gather(self, jobs: list[_Job]) -> bool:
        """Add what waits by now; False when the queue was closed behind it."""
        while len(jobs) < GROUP:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return True
            if job is None:
                return False
            jobs.append(job)
        return True

    def _commit(self, jobs: list[_Job]) -> None:
        if not jobs:
            return
        try:
            with self._engine.begin() as connection:
                transaction = self._transaction(connection)
                for job in jobs:
                    _attempt(connection, transaction, job)
        except exc.DBAPIError as error:
            _fail(jobs, translate(_first(error)))
        except Exception as error:  # noqa: BLE001 the thread must outlive anything; the callers get the error
            _fail(jobs, error)
        for job in jobs:
            job.settle()


def _attempt(connection: sa.Connection, transaction: SealedTx, job: _Job) -> None:
    """Run one function in a savepoint; its failure stays its own unless it ended the whole transaction."""
    try:
        with connection.begin_nested():
            job.result = job.work(transaction)
    except exc.DBAPIError as error:
        job.error = translate(_first(error))
        if not _in_transaction(connection):
            raise
    except Exception as error:  # noqa: BLE001 the function's own error goes to whoever called it
        job.error = error


def _first(error: exc.DBAPIError) -> exc.DBAPIError:
    """Return what went wrong first: a full disk also loses the savepoint, which then complains too."""
    while isinstance(error.__context__, exc.DBAPIError):
        error = error.__context__
    return error


def _in_transaction(connection: sa.Connection) -> bool:
    """Ask the driver, for SQLite ends a transaction by itself when the disk is full or fails."""
    raw = connection.connection.dbapi_connection
    return bool(raw is not None and getattr(raw, "in_transaction", False))


def _fail(jobs: list[_Job], error: Exception) -> None:
    for job in jobs:
        job.error = error
