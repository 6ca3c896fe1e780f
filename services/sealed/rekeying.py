"""Gives a sealed file another key: the old file or the new one stands there, at every moment and whatever is killed.

The pages are written anew in a copy beside (`PRAGMA rekey`), every page of the copy is authenticated under the new key,
and the copy takes the file's place in one rename. Nobody else may have the file open meanwhile. What the disk keeps of
the old file opens with the old key only.
"""

import errno
import os
import shutil
from pathlib import Path
from typing import Any, Final

from services.sealed.faults import Fault, Refuse, fault_in
from services.sealed.opening import Manner, connect, driver

_SUFFIX: Final = ".rekeyed"
_BESIDE: Final = ("-wal", "-shm", "-journal")
_SECONDS: Final = 2.0
_ALONE: Final = ("PRAGMA journal_mode=DELETE",)
_DRAFT: Final = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF")
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_READING: Final = ("PRAGMA query_only=ON",)


def opens_with(path: Path, key: bytes, refuse: Refuse, cipher: tuple[str, ...] = ()) -> bool:
    """Tell whether a key opens a file; nothing is written.

    Raises:
        Exception: `refuse`'s, where something else than the key is wrong.
    """
    try:
        connect(path, key, refuse, Manner(cipher, _READING, busy_seconds=_SECONDS)).close()
    except driver.Error as error:
        fault = fault_in(error)
        if fault is Fault.WRONG_KEY:
            return False
        raise refuse(fault, path) from None
    return True


def change_key(path: Path, old: bytes, new: bytes, refuse: Refuse, cipher: tuple[str, ...] = ()) -> bool:
    """Write a file anew under another key; False where it has that key already.

    Args:
        path: the file; it keeps its owner and its mode.
        old: the key that opens it now.
        new: the key that opens it afterwards; the old one opens nothing of it then.
        refuse: the room's words for what goes wrong.
        cipher: the pragmas that the file's cipher needs.

    Raises:
        Exception: `refuse`'s: neither key opens it, somebody has it open, or the disk refuses. The file is as it was.
    """
    draft = path.with_name(path.name + _SUFFIX)
    _forget(draft)
    if opens_with(path, new, refuse, cipher):
        return False
    try:
        _fold(path, old, refuse, cipher)
        _copy(path, draft)
        _rekey(draft, (old, new), refuse, cipher)
        _take_place(draft, path)
    except driver.Error as error:
        raise refuse(fault_in(error), path) from None
    except OSError as error:
        raise refuse(Fault.FULL if error.errno in _NO_ROOM else Fault.DISK, path) from None
    finally:
        _forget(draft)
    return True


def _fold(path: Path, key: bytes, refuse: Refuse, cipher: tuple[str, ...]) -> None:
    """Bring the write-ahead log into the file; needs the file for itself."""
    if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o200:
        return  # a closed file has no log
    connection = connect(path, key, refuse, Manner(cipher, (), busy_seconds=_SECONDS))
    try:
        (mode,) = connection.execute(_ALONE[0]).fetchone()
    finally:
        connection.close()
    if mode != "delete":
        raise refuse(Fault.BUSY, path)


def _copy(path: Path, draft: Path) -> None:
    shutil.copyfile(path, draft)
    draft.chmod(0o600)


def _rekey(draft: Path, keys: tuple[bytes, bytes], refuse: Refuse, cipher: tuple[str, ...]) -> None:
    old, new = keys
    connection = connect(draft, old, refuse, Manner(cipher, _DRAFT))
    try:
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    finally:
        connection.close()
    _require_sound(connect(draft, new, refuse, Manner(cipher, _READING)), refuse, draft)


def _require_sound(connection: Any, refuse: Refuse, draft: Path) -> None:  # noqa: ANN401 the driver has no types
    try:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchone()
    finally:
        connection.close()
    if broken is not None:
        raise refuse(Fault.DAMAGED, draft)


def _take_place(draft: Path, path: Path) -> None:
    status = path.stat()
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    if os.geteuid() == 0:
        os.chown(draft, status.st_uid, status.st_gid)
    draft.chmod(status.st_mode & 0o777)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _forget(draft: Path) -> None:
    for each in (draft, *(draft.with_name(draft.name + suffix) for suffix in _BESIDE)):
        each.unlink(missing_ok=True)
