"""One process per durable file: two would run the same steps at the same time."""

import fcntl
import os
from pathlib import Path

from services.durable.errors import AlreadyRunning


class FileLock:
    """An advisory lock on a file beside the database; the kernel drops it when the process dies, however it dies."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock.

        Raises:
            AlreadyRunning: another process has it.
        """
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise AlreadyRunning from None
        self._descriptor = descriptor

    def drop(self) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
