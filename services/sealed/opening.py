"""Opens a SQLCipher file: raw 256-bit key, and never without encryption.

No passphrase is derived on the hot path. The library must say that it encrypts, the file must not begin like a plain
SQLite file, and a wrong key shows before anything is written.
"""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlcipher

from services.sealed.faults import Fault, Refuse

driver: Final[Any] = sqlcipher
"""The DB-API module; `driver.Error` is the root of what it raises."""
BUSY_SECONDS: Final = 30.0
PLAIN_HEADER: Final = b"SQLite format 3\0"
PRIVATE: Final = 0o600
_SHARED_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH

DURABLE: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)
"""For every file that is written to: a write-ahead log, and a commit is on the disk when it returns."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is opened.

    `cipher` are the pragmas that a file's cipher needs before its first page is read, `pragmas` those that follow;
    `mode` is the `mode=` of SQLite's URI and what stands behind it.
    """

    cipher: tuple[str, ...] = ()
    pragmas: tuple[str, ...] = DURABLE
    mode: str = "rw"
    busy_seconds: float = BUSY_SECONDS


def begins_plain(path: Path) -> bool:
    """Tell whether the file begins like a plain SQLite file."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def prepare_file(path: Path, refuse: Refuse) -> None:
    """Make sure that the file and its directory are ours alone; a missing file is made, empty and private.

    Raises:
        Exception: `refuse`'s, for `SHARED_DIRECTORY` or `PLAIN`.
    """
    prepare_directory(path.parent, refuse)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))
    except FileExistsError:
        if begins_plain(path):
            raise refuse(Fault.PLAIN, path) from None
        path.chmod(PRIVATE)


def prepare_directory(path: Path, refuse: Refuse) -> None:
    """Make the directory, private, if it is missing.

    Raises:
        Exception: `refuse`'s, for `SHARED_DIRECTORY`.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.stat().st_mode & _SHARED_WRITE:
        raise refuse(Fault.SHARED_DIRECTORY, path)


def connect(path: Path, key: bytes, refuse: Refuse, manner: Manner | None = None) -> Any:  # noqa: ANN401 no types
    """Return a connection on an existing file; transactions are begun and ended by whoever uses it.

    Args:
        path: the file.
        key: 32 raw bytes.
        refuse: the room's words for `NO_CIPHER`.
        manner: how to open it; durable and for writing where none is given.

    Raises:
        driver.Error: the key does not fit, or the file cannot be read; `fault_in` tells which.
        Exception: `refuse`'s, where the library cannot encrypt.
    """
    how = manner or Manner()
    connection = sqlcipher.connect(
        f"file:{quote(str(path))}?mode={how.mode}",
        uri=True,
        timeout=how.busy_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _unlock(connection, key, how.cipher)
        _run(connection, how.pragmas)
    except _NoCipher:
        connection.close()
        raise refuse(Fault.NO_CIPHER, path) from None
    except BaseException:
        connection.close()
        raise
    return connection


class _NoCipher(Exception):
    """The library does not name a cipher version."""


def _unlock(connection: Any, key: bytes, cipher: Iterable[str]) -> None:  # noqa: ANN401 no types
    """Give the key, and read once with it: a wrong one shows here, before anything is written."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    _run(connection, cipher)
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise _NoCipher
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _run(connection: Any, pragmas: Iterable[str]) -> None:  # noqa: ANN401 no types
    for pragma in pragmas:
        connection.execute(pragma)
