"""One segment: the events of a quarter in a file of their own.

The newest segment is written to. The others are closed: a signed checkpoint covers their last event, the file has no
write-ahead log any more, nobody may write it (mode 0400), and it is opened for reading only.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from services.audit.tree import HASH_BYTES, Frontier
from services.ledger.errors import Damaged, WrongKey
from services.ledger.faults import refuse, worded
from services.ledger.files import sync_folder
from services.ledger.schema import CLOSED, READING, SCHEMA, VERSION, WRITING
from services.ledger.stopping import watched
from services.sealed.faults import Fault
from services.sealed.opening import PRIVATE, begins_plain, connect, prepare_file

KEY_BYTES: Final = 32
_NAME: Final = "ledger-{}.db"
_READ_ONLY: Final = 0o400
_WRITERS: Final = 0o222
_IDLE: Final = 3
_IDLE_CLOSED: Final = 1


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the ledger stood when a segment began.

    `size` entries lie before it, no time before `recorded` follows, `peaks` are the tree's growing edge, `sources` the
    last number taken from each source, `previous` the quarter of the segment before (None: there was none).
    """

    quarter: str
    previous: str | None
    size: int
    recorded: int
    peaks: tuple[bytes, ...]
    sources: dict[str, int]

    @property
    def frontier(self) -> Frontier:
        """The tree before the segment's first event."""
        return Frontier(self.size, self.peaks)


def require_key(key: bytes | None, path: Path) -> bytes:
    """Return the key when it is 32 raw bytes.

    Raises:
        WrongKey: it is missing or has another length.
    """
    if not key or len(key) != KEY_BYTES:
        raise WrongKey(path)
    return key


def path_of(folder: Path, quarter: str) -> Path:
    """Return where a quarter's segment lies."""
    return folder / _NAME.format(quarter)


def quarters_in(folder: Path) -> list[str]:
    """Return the quarters whose segments are there, in order."""
    before, after = _NAME.split("{}")
    return sorted(path.name[len(before) : -len(after)] for path in folder.glob(_NAME.format("????Q?")))


def make(folder: Path, key: bytes, opening: Opening) -> None:
    """Make a segment, whole or not at all.

    Raises:
        LedgerError: it cannot be written.
    """
    path = path_of(folder, opening.quarter)
    draft = path.with_suffix(".new")
    for left in folder.glob(f"{draft.name}*"):
        left.unlink()
    prepare_file(draft, refuse)
    with worded(draft):
        connection = connect(draft, key, refuse, WRITING)
        try:
            _fill(connection, opening)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    draft.rename(path)
    sync_folder(folder)


def _fill(connection: Any, opening: Opening) -> None:  # noqa: ANN401 the driver has no types
    connection.execute("BEGIN IMMEDIATE")
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    row = (1, VERSION, opening.quarter, opening.previous, opening.size, opening.recorded)
    more = (b"".join(opening.peaks), orjson.dumps(opening.sources).decode())
    connection.execute("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, *more))
    connection.execute("COMMIT")


class Segment:
    """One file, and the connections that read it."""

    def __init__(self, folder: Path, quarter: str, key: bytes, *, newest: bool = False) -> None:
        """Open the file; the newest one stays open for writing, even where a restored backup took that right away.

        Raises:
            LedgerError: it is not encrypted, the key does not open it, or it is damaged.
        """
        self.quarter = quarter
        self.path = path_of(folder, quarter)
        self._key = require_key(key, self.path)
        self._lock = threading.Lock()
        self._idle: list[Any] = []
        self._leased = 0
        self._retired = False
        self._span: tuple[int, int] | None = None
        if begins_plain(self.path):
            raise refuse(Fault.PLAIN, self.path)
        if newest or self._has_log():
            self._allow_writing()
        self.closed = not self.path.stat().st_mode & _WRITERS
        self.opening = self._opening()

    def _beside(self) -> tuple[Path, ...]:
        return tuple(self.path.with_name(self.path.name + suffix) for suffix in ("-wal", "-shm"))

    def _has_log(self) -> bool:
        """Tell whether a write-ahead log still holds a part of it, as a backup of an open file has."""
        log, _ = self._beside()
        return log.exists() and log.stat().st_size > 0

    def _allow_writing(self) -> None:
        for path in (self.path, *self._beside()):
            if path.exists():
                path.chmod(PRIVATE)

    def _opening(self) -> Opening:
        with self.reading() as connection:
            row = connection.execute(
                "SELECT version, quarter, previous, size, recorded, peaks, sources FROM segment"
            ).fetchone()
        if row is None or row[0] != VERSION or row[1] != self.quarter:
            message = f"The segment {self.path.name} of the audit ledger does not say what it is."
            raise Damaged(message)
        _, quarter, previous, size, recorded, peaks, sources = row
        hashes = tuple(peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES))
        return Opening(quarter, previous, size, recorded, hashes, orjson.loads(sources))

    def span(self) -> tuple[int, int] | None:
        """Return when its first and its last event happened; None where it has none. Kept once it is closed."""
        closed = self.closed
        if closed and self._span is not None:
            return self._span
        with self.reading() as connection:
            first, last = connection.execute("SELECT min(at), (SELECT max(at) FROM events) FROM events").fetchone()
        span = None if first is None else (first, last)
        if closed:
            self._span = span
        return span

    def writing(self) -> Any:  # noqa: ANN401 the driver has no types
        """Return the connection that writes; there is only ever one."""
        with worded(self.path):
            return connect(self.path, self._key, refuse, WRITING)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Lend a connection for reading, and word what fails on it.

        Raises:
            LedgerError: the file cannot be read.
        """
        with worded(self.path):
            connection = self._lease()
            sound = False
            try:
                with watched(connection):
                    yield connection
                sound = True
            finally:
                self._back(connection, sound=sound)

    def _lease(self) -> Any:  # noqa: ANN401 the driver has no types
        with self._lock:
            connection = self._idle.pop() if self._idle else self._connect()
            self._leased += 1
            return connection

    def _connect(self) -> Any:  # noqa: ANN401 the driver has no types
        return connect(self.path, self._key, refuse, CLOSED if self.closed else READING)

    def _back(self, connection: Any, *, sound: bool) -> None:  # noqa: ANN401 the driver has no types
        with self._lock:
            self._leased -= 1
            if sound and not self._retired and len(self._idle) < (_IDLE_CLOSED if self.closed else _IDLE):
                self._idle.append(connection)
                return
        connection.close()

    def retire(self) -> bool:
        """Close the connections nobody uses and keep no more; tell whether none is left."""
        with self._lock:
            return self._retire()

    def _retire(self) -> bool:
        self._retired = True
        while self._idle:
            self._idle.pop().close()
        return not self._leased

    def seal(self) -> bool:
        """Fold the write-ahead log in and take the right to write away; False while somebody still reads.

        Raises:
            LedgerError: the file cannot be written.
        """
        with self._lock, worded(self.path):
            if self.closed:
                return True
            if not self._retire():
                return False
            self._fold()
            self.path.chmod(_READ_ONLY)
            self.closed, self._retired = True, False
            return True

    def _fold(self) -> None:
        connection = connect(self.path, self._key, refuse, WRITING)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()
        sync_folder(self.path.parent)
