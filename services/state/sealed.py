"""SQLAlchemy engines on sealed files (`services.sealed`): the state, and the durable runtime beside it."""

from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import QueuePool

from services.sealed.faults import Fault, fault_in
from services.sealed.opening import BUSY_SECONDS, DURABLE, Manner, begins_plain, connect, driver, prepare_file
from services.sealed.rekeying import change_key
from services.state.errors import (
    DiskFailed,
    NotEncrypted,
    ReadOnly,
    RefusedRow,
    StateBusy,
    StateCorrupt,
    StateError,
    StateFull,
    UnsafeDirectory,
    WrongKey,
)
from services.state.keys import require_key

_PRAGMAS = (
    *DURABLE,
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-16000",
    "PRAGMA journal_size_limit=67108864",
)

_WORDED: dict[Fault, type[StateError]] = {
    Fault.FULL: StateFull,
    Fault.DISK: DiskFailed,
    Fault.BUSY: StateBusy,
    Fault.WRONG_KEY: WrongKey,
    Fault.DAMAGED: StateCorrupt,
    Fault.READ_ONLY: ReadOnly,
}


class Transactions(StrEnum):
    """How transactions on an engine begin."""

    WRITE = "write"
    """`BEGIN IMMEDIATE`: the write lock is taken at once, so a read decides on what the commit will meet."""
    READ = "read"
    """`BEGIN`, and every write is refused."""
    DRIVER = "driver"
    """The driver takes the write lock before the first write; for libraries that begin transactions themselves."""


def translate(error: exc.DBAPIError) -> StateError:
    """Return our error for the driver's; the driver's text may hold values and is never shown."""
    if isinstance(error, exc.IntegrityError):
        return RefusedRow()
    worded = _WORDED.get(fault_in(error.orig))
    if worded is not None:
        return worded()  # type: ignore[call-arg]  # each kind in the table words itself
    return StateError(
        f"The state database refused a statement ({type(error.orig).__name__}).",
        "Run `sealdesk doctor` and report its output.",
    )


def refuse(fault: Fault, path: Path) -> StateError:
    """Return our error for a file that is not to be opened."""
    if fault is Fault.SHARED_DIRECTORY:
        return UnsafeDirectory(path)
    if fault is Fault.NO_CIPHER:
        return NotEncrypted("The SQLite library at hand cannot encrypt.", "Install the locked sqlcipher3 package.")
    return NotEncrypted(
        "The state database is a plain SQLite file.", "Move it away; Sealdesk keeps state only encrypted."
    )


def _connect(path: Path, key: bytes, mode: Transactions) -> DBAPIConnection:
    pragmas = (*_PRAGMAS, "PRAGMA query_only=ON") if mode is Transactions.READ else _PRAGMAS
    connection = connect(path, key, refuse, Manner(pragmas=pragmas, busy_seconds=BUSY_SECONDS))
    if mode is Transactions.DRIVER:
        connection.isolation_level = "IMMEDIATE"
    opened: DBAPIConnection = connection
    return opened


def _begin_with(engine: sa.Engine, mode: Transactions) -> None:
    statement = "BEGIN IMMEDIATE" if mode is Transactions.WRITE else "BEGIN"

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(statement)


def sealed_engine(path: Path, key: bytes, mode: Transactions, connections: int = 1) -> sa.Engine:
    """Return an engine on the SQLCipher file at `path`, made if it is not there.

    Args:
        path: the file; its directory is made private.
        key: 32 raw bytes.
        mode: how transactions begin.
        connections: how many connections are kept open at most; further callers wait.

    Raises:
        KeyProblem: no key, or not this file's.
        NotEncrypted: the file or the library has no encryption.
        UnsafeDirectory: others may write to the directory.
    """
    require_key(key)
    prepare_file(path, refuse)

    engine = sa.create_engine(
        "sqlite:///" + str(path),
        module=driver,
        creator=lambda: _connect(path, key, mode),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
    )
    if mode is not Transactions.DRIVER:
        _begin_with(engine, mode)
    return engine


def check_sealed(engine: sa.Engine, path: Path) -> None:
    """Open one connection and look at the file's first bytes.

    Raises:
        StateError: the key does not fit, the file is damaged or not encrypted.
    """
    try:
        with engine.connect():
            pass
    except exc.DBAPIError as error:
        raise translate(error) from None
    if begins_plain(path):
        raise NotEncrypted("The state database was written without encryption.", "Move it away and report this.")


def change_file_key(path: Path, old: bytes, new: bytes) -> bool:
    """Write a file of the state anew under another key, while nobody has it open; False where it has that key already.

    Raises:
        StateError: neither key opens it, somebody has it open, or the disk refuses. It is as it was.
    """
    return change_key(path, require_key(old), require_key(new), _refuse_change)


def _refuse_change(fault: Fault, path: Path) -> StateError:
    worded = _WORDED.get(fault)
    return worded() if worded else refuse(fault, path)  # type: ignore[call-arg]  # each kind in the table words itself


def durable_engine(path: Path, key: bytes) -> sa.Engine:
    """Return an engine for the durable runtime on a file of its own, made as needed.

    Two connections: DBOS writes one row at a time, and more writers would only wait for one another.

    Raises:
        StateError: as `sealed_engine` and `check_sealed`.
    """
    engine = sealed_engine(path, key, Transactions.DRIVER, connections=2)
    try:
        check_sealed(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine
