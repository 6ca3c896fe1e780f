"""What can go wrong with a sealed file, before a room puts it into its own words.

The driver's text may hold values and is never shown: it is only told apart here.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path


class Fault(StrEnum):
    """One kind of failure."""

    FULL = "full"
    """No room on the disk, or in the quota."""
    DISK = "disk"
    """The operating system refuses to read or write."""
    BUSY = "busy"
    """Somebody else holds the lock."""
    WRONG_KEY = "wrong_key"
    """The key is not the file's, or its first page is damaged."""
    DAMAGED = "damaged"
    """The file does not hold what was written to it."""
    READ_ONLY = "read_only"
    """A write where only reading is allowed."""
    PLAIN = "plain"
    """A plain SQLite file stands there."""
    NO_CIPHER = "no_cipher"
    """The library at hand cannot encrypt."""
    SHARED_DIRECTORY = "shared_directory"
    """Others may write to the directory, and so replace the file."""
    STOPPED = "stopped"
    """A statement was ended by its progress handler."""
    OTHER = "other"
    """The database refused a statement."""


Refuse = Callable[[Fault, Path], Exception]
"""Says a fault in a room's own words."""

_BY_MESSAGE: tuple[tuple[str, Fault], ...] = (
    ("database or disk is full", Fault.FULL),
    ("disk I/O error", Fault.DISK),
    ("database is locked", Fault.BUSY),
    ("database table is locked", Fault.BUSY),
    ("file is not a database", Fault.WRONG_KEY),
    ("malformed", Fault.DAMAGED),
    ("unable to open database file", Fault.DISK),
    ("interrupted", Fault.STOPPED),
    ("attempt to write a readonly database", Fault.READ_ONLY),
)


def fault_in(error: BaseException | None) -> Fault:
    """Tell which fault the driver's error is."""
    text = str(error)
    return next((fault for fragment, fault in _BY_MESSAGE if fragment in text), Fault.OTHER)
