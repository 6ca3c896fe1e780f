"""Only one process at a time has a ledger open."""

import fcntl
import os
from pathlib import Path
from typing import Final

from services.ledger.errors import LedgerBusy

_FILE: Final = "ledger.lock"


class LedgerLock:
    """A file in the ledger's folder that one process at a time holds."""

    def __init__(self, folder: Path) -> None:
        """Take it.

        Raises:
            LedgerBusy: another process has it.
            OSError: the folder cannot be used.
        """
        self._descriptor = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            raise LedgerBusy from None

    def release(self) -> None:
        """Let the next process in."""
        os.close(self._descriptor)
