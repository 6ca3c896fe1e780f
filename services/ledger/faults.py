"""The ledger's words for what fails in a sealed file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from services.ledger.errors import (
    Damaged,
    LedgerBusy,
    LedgerDisk,
    LedgerError,
    LedgerFull,
    NotEncrypted,
    QuestionStopped,
    UnsafeFolder,
    WrongKey,
)
from services.sealed.faults import Fault, fault_in
from services.sealed.opening import driver

_PLAIN: Final[dict[Fault, Callable[[], LedgerError]]] = {
    Fault.FULL: LedgerFull,
    Fault.DISK: LedgerDisk,
    Fault.READ_ONLY: LedgerDisk,
    Fault.BUSY: LedgerBusy,
    Fault.STOPPED: QuestionStopped,
}
_PLACED: Final[dict[Fault, Callable[[str], LedgerError]]] = {
    Fault.WRONG_KEY: WrongKey,
    Fault.PLAIN: NotEncrypted,
    Fault.NO_CIPHER: NotEncrypted,
    Fault.SHARED_DIRECTORY: UnsafeFolder,
}


def refuse(fault: Fault, path: Path) -> LedgerError:
    """Return our error for a file of the ledger."""
    worded = _PLACED.get(fault)
    return worded(str(path)) if worded else _PLAIN.get(fault, Damaged)()


@contextmanager
def worded(path: Path) -> Iterator[None]:
    """Put what the driver raises into the ledger's words; its text may hold values and is never shown.

    Raises:
        LedgerError: the driver failed.
    """
    try:
        yield
    except driver.Error as error:
        raise refuse(fault_in(error), path) from None
