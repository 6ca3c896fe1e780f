"""The one place that opens SQLCipher files.

Every file is opened with a raw 256-bit key (no passphrase derivation on the hot path), write-ahead log and full
synchronisation, and never without encryption: the library must say it encrypts, and the file must not begin like a
plain SQLite file.
"""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

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

BUSY_SECONDS = 30.0
PLAIN_HEADER = b"SQLite format 3\0"
_SHARED_WRITE = stat.S_IWGRP | stat.S_IWOTH

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-16000",
    "PRAGMA journal_size_limit=67108864",
)

_BY_MESSAGE: tuple[tuple[str, type[StateError]], ...] = (
    ("database or disk is full", StateFull),
    ("disk I/O error", DiskFailed),
    ("database is locked", StateBusy),
    ("database table is locked", StateBusy),
    ("file is not a database", WrongKey),
    ("malformed", StateCorrupt),
    ("unable to open database file", DiskFailed),
    ("attempt to write a readonly database", ReadOnly),
)


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
    text = str(error.orig)
    if isinstance(error, exc.IntegrityError):
        return RefusedRow()
    for fragment, kind in _BY_MESSAGE:
        if fragment in text:
            return kind()  # type: ignore[call-arg]  # each kind in the table words itself
    return StateError(
        f"The state database refused a statement ({type(error.orig).__name__}).",
        "Run `sealdesk doctor` and report its output.",
    )


def prepare_file(path: Path) -> None:
    """Make sure that the file and its directory are ours alone; a missing file is made, empty and private.

    Raises:
        UnsafeDirectory: others may write to the directory.
        NotEncrypted: a plain SQLite file stands there.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent.stat().st_mode & _SHARED_WRITE:
        raise UnsafeDirectory(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        with path.open("rb") as file:
            header = file.read(len(PLAIN_HEADER))
        if header == PLAIN_HEADER:
            raise NotEncrypted(
                "The state database is a plain SQLite file.", "Move it away; Sealdesk keeps state only encrypted."
            ) from None
        path.chmod(0o600)


def _unlock(connection: Any, key: bytes) -> None:  # noqa: ANN401 sqlcipher3 ships no types
    """Give the key, and read once with it: a wrong one shows here, before anything is written."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise NotEncrypted("The SQLite library at hand cannot encrypt.", "Install the locked sqlcipher3 package.")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _connect(path: Path, key: bytes, mode: Transactions) -> DBAPIConnection:
    connection = sqlcipher.connect(
        f"file:{quote(str(path))}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _unlock(connection, key)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if mode is Transactions.READ:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
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
    prepare_file(path)

    engine = sa.create_engine(
        "sqlite:///" + str(path),
        module=sqlcipher,
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
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise NotEncrypted("The state database was written without encryption.", "Move it away and report this.")


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
