"""What a witness keeps, in a folder: its key, and for each log its keys and the last checkpoint it cosigned.

A log's file is locked while it is compared and replaced, and is on the disk before anybody gets the cosignature: two
requests at the same time, or a crash, cannot make a witness go back.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from services.audit.checkpoint import Checkpoint
from services.audit.errors import NoteUnreadable
from services.audit.notes import Key, Note
from services.audit.witness import Seen
from services.signing.signers import SEED_BYTES
from services.witness.errors import WitnessFolder

_SEED: Final = "witness.key"
_NAME: Final = "witness.name"


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One log: its name, its keys, and the last note the witness cosigned (empty: none yet)."""

    origin: str
    keys: tuple[Key, ...] = ()
    note: str = ""

    @property
    def seen(self) -> Seen:
        """The last state that was cosigned."""
        if not self.note:
            return Seen()
        checkpoint = Checkpoint.of(Note.parse(self.note))
        return Seen(checkpoint.size, checkpoint.root)

    def encode(self) -> bytes:
        """Return the file's content."""
        fields = {"origin": self.origin, "keys": [key.vkey for key in self.keys], "note": self.note}
        return json.dumps(fields, indent=1, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def parse(cls, content: bytes) -> "LogRecord":
        """Read a file's content; ValueError, KeyError or NoteUnreadable where it is none."""
        fields: Any = json.loads(content)
        return cls(str(fields["origin"]), tuple(Key.parse(key) for key in fields["keys"]), str(fields["note"]))


class Held:
    """A log's record while nobody else may change it."""

    def __init__(self, path: Path, record: LogRecord) -> None:
        self._path = path
        self.record = record

    def keep(self, record: LogRecord) -> None:
        """Replace the record; on the disk when this returns."""
        _write(self._path, record.encode(), 0o600)
        self.record = record


class Records:
    """A witness's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._logs = folder / "logs"

    def begin(self, name: str, seed: bytes) -> None:
        """Make the folder with a new key, unless there is one.

        Raises:
            WitnessFolder: it cannot be made.
        """
        try:
            self._logs.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not (self._folder / _SEED).exists():
                _write(self._folder / _NAME, f"{name}\n".encode(), 0o644)
                _write(self._folder / _SEED, seed, 0o600)
        except OSError as error:
            raise WitnessFolder(self._folder, f"it cannot be made ({error.strerror})") from None

    def identity(self) -> tuple[str, bytes]:
        """Return the witness's name and the seed of its key.

        Raises:
            WitnessFolder: there is none, or it is damaged.
        """
        try:
            name = (self._folder / _NAME).read_text(encoding="utf-8").strip()
            seed = (self._folder / _SEED).read_bytes()
        except OSError:
            raise WitnessFolder(self._folder, "there is no witness here; run `sealdesk witness add-key`") from None
        if len(seed) != SEED_BYTES or not name:
            raise WitnessFolder(self._folder, "the witness's key is damaged")
        return name, seed

    def _path(self, origin: str) -> Path:
        return self._logs / f"{hashlib.sha256(origin.encode()).hexdigest()}.json"

    def knows(self, origin: str) -> bool:
        """Tell whether there is a record of this log."""
        return self._path(origin).exists()

    @contextmanager
    def held(self, origin: str) -> Iterator[Held]:
        """Yield a log's record, locked against other threads and processes.

        Raises:
            WitnessFolder: the folder cannot be read or written, or the record is damaged.
        """
        path = self._path(origin)
        try:
            descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise WitnessFolder(self._folder, f"it cannot be written ({error.strerror})") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield Held(path, self._read(path) or LogRecord(origin))
        except OSError as error:
            raise WitnessFolder(self._folder, f"it cannot be written ({error.strerror})") from None
        finally:
            os.close(descriptor)

    def _read(self, path: Path) -> LogRecord | None:
        try:
            record = LogRecord.parse(path.read_bytes())
            _ = record.seen
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, NoteUnreadable):
            raise WitnessFolder(path, "this record is damaged; the witness signs nothing for this log") from None
        return record

    def add_key(self, key: Key) -> LogRecord:
        """Let a log's checkpoints count that are signed by this key; the log is named by the key.

        Raises:
            WitnessFolder: it cannot be kept.
        """
        with self.held(key.name) as held:
            if key not in held.record.keys:
                held.keep(replace(held.record, keys=(*held.record.keys, key)))
            return held.record

    def logs(self) -> list[LogRecord]:
        """Return every log, by name."""
        found = [record for path in self._logs.glob("*.json") if (record := self._read(path)) is not None]
        return sorted(found, key=lambda record: record.origin)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a file so that it is either the old or the new one, whatever happens."""
    draft = path.with_name(f".{path.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
