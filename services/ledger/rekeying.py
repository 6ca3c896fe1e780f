"""Gives a ledger's files another key, while no process has it open."""

from pathlib import Path

from services.ledger.errors import LedgerDisk, WrongKey
from services.ledger.faults import refuse
from services.ledger.lock import LedgerLock
from services.ledger.schema import CIPHER
from services.ledger.segment import path_of, quarters_in
from services.sealed.rekeying import change_key, opens_with


def change_segments(folder: Path, old: bytes, new: bytes) -> int:
    """Write every segment anew under another key; return how many were. What has it already is left as it is.

    Raises:
        WrongKey: neither key opens a segment; nothing was changed.
        LedgerBusy: a process has the ledger open.
        LedgerError: the disk refuses. Each segment has the old key or the new one; ask again.
    """
    paths = [path_of(folder, quarter) for quarter in quarters_in(folder)]
    if not paths:
        return 0
    try:
        lock = LedgerLock(folder)
    except OSError:
        raise LedgerDisk from None
    try:
        for path in paths:
            if not any(opens_with(path, key, refuse, CIPHER) for key in (new, old)):
                raise WrongKey(path)
        return sum(change_key(path, old, new, refuse, CIPHER) for path in paths)
    finally:
        lock.release()
