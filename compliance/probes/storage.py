"""Probes of what is at rest: that it is encrypted, that the key is needed, that nobody else can read the files."""

import asyncio
import secrets
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Subject
from compliance.probes.walking import files_below
from services.state.errors import NotEncrypted, StateCorrupt, StateError, WrongKey
from services.state.sealed import Transactions, check_sealed, sealed_engine

_PLAIN: Final = b"SQLite format 3\0"
_WAL_MAGIC: Final = (0x377F0682, 0x377F0683)
_WAL_FIRST_PAGE: Final = 56
_PAGE: Final = 4096
_JUDGED: Final = 512
"""Fewer bytes than this are too few to tell noise from words."""
_NOISE: Final = 0.97
"""Ciphertext does not become shorter when it is compressed; words, and rows of a table, do."""
_DATABASES: Final = (".db", ".db-wal")
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_SHARED_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_KEY_BYTES: Final = 32
_NAMED: Final = 3


async def _encrypted(subject: Subject) -> Figure:
    files = await asyncio.to_thread(lambda: list(_files(subject)))
    databases = [path for path in files if path.name.endswith(_DATABASES)]
    if not databases:
        raise CannotTell(f"there is no database in {_folders(subject)} yet")
    plain = [path.name for path in files if await asyncio.to_thread(_is_plain, path)]
    if plain:
        raise NotShown(f"{', '.join(plain)} can be read without a key")
    words = [path.name for path in databases if not await asyncio.to_thread(_is_noise, path)]
    if words:
        raise NotShown(f"{', '.join(words)} is no plain database, and yet its pages are not noise")
    size = sum(path.stat().st_size for path in databases)
    return Figure(
        f"{len(databases)} files, {size} bytes, begin, go on and end as noise, and none of {len(files)} files begins "
        f"like a plain database: {_few(databases)}"
    )


def _files(subject: Subject) -> Iterator[Path]:
    """Yield every file that holds something below the folders of data; a socket is none."""
    for folder in subject.stored.folders:
        yield from (path for path in files_below(folder) if path.is_file() and path.stat().st_size)


def _is_plain(path: Path) -> bool:
    """Look at the first bytes; a write-ahead log has a plain header of its own, its first page counts."""
    with path.open("rb") as file:
        start = file.read(_WAL_FIRST_PAGE + len(_PLAIN))
    wal = int.from_bytes(start[:4]) in _WAL_MAGIC
    return start[_WAL_FIRST_PAGE:] == _PLAIN if wal else start.startswith(_PLAIN)


def _is_noise(path: Path) -> bool:
    """Tell whether the first, the middle and the last page of a database look like ciphertext."""
    size = path.stat().st_size
    with path.open("rb") as file:
        first = _WAL_FIRST_PAGE if int.from_bytes(file.read(4)) in _WAL_MAGIC else 0
        for start in {first, max(first, size // 2), max(first, size - _PAGE)}:
            file.seek(start)
            page = file.read(_PAGE)
            if len(page) >= _JUDGED and len(zlib.compress(page)) < len(page) * _NOISE:
                return False
    return True


async def _key_needed(subject: Subject) -> Figure:
    path = subject.stored.state_file
    if not path.exists():
        raise CannotTell(f"{path.name} is not there yet")
    try:
        await asyncio.to_thread(_opened, path, secrets.token_bytes(_KEY_BYTES))
    except WrongKey:
        return Figure(f"{path.name} did not open with a random key of {_KEY_BYTES * 8} bits")
    except NotEncrypted as error:
        raise NotShown(error.what) from None
    except StateError as error:
        raise CannotTell(error.what) from None
    raise NotShown(f"{path.name} opened with a random key")


def _opened(path: Path, key: bytes) -> None:
    """Open the file as the appliance does.

    Raises:
        StateError: it does not open.
    """
    engine = sealed_engine(path, key, Transactions.READ)
    try:
        check_sealed(engine, path)
    finally:
        engine.dispose()


async def _pages(subject: Subject) -> Figure:
    try:
        await subject.store.check()
    except StateCorrupt as error:
        raise NotShown(error.what) from None
    size = subject.stored.state_file.stat().st_size
    return Figure(f"every page of {size} bytes carries the authentication code that its key gives it")


async def _private(subject: Subject) -> Figure:
    files, open_ones = 0, []
    for path, others in _modes(subject):
        files += 1
        mode = path.stat().st_mode
        if mode & others:
            open_ones.append(f"{path.name} {stat.S_IMODE(mode):04o}")
    if open_ones:
        raise NotShown(f"{len(open_ones)} of {files} are open to others: {', '.join(open_ones[:10])}")
    if not files:
        raise CannotTell("there are no files yet")
    return Figure(f"{files} folders and files; nobody but their users reads or writes them")


def _modes(subject: Subject) -> Iterator[tuple[Path, int]]:
    """Yield each path with the bits of its mode that must not be set."""
    stored = subject.stored
    for folder in (*stored.folders, stored.secrets):
        if folder.is_dir():
            yield folder, _SHARED_WRITE
            yield from ((path, _OTHERS) for path in files_below(folder) if path.is_file())
    if stored.settings is not None and stored.settings.is_file():
        yield stored.settings, _SHARED_WRITE


def _folders(subject: Subject) -> str:
    return ", ".join(folder.name for folder in subject.stored.folders)


def _few(paths: list[Path]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(path.name for path in paths[:_NAMED]) + more


ENCRYPTED: Final = Probe(
    "files.encrypted",
    "Every database on the disk is encrypted",
    "the first bytes of every file below the folders of data; of each database and write-ahead log three pages, which "
    "must not become shorter when they are compressed",
    "head -c 16 FILE | xxd; head -c 4096 FILE | gzip | wc -c",
    "Stop the appliance, keep the file apart, and call whoever supports it: PHI may lie on the disk in the clear.",
    _encrypted,
)
KEY_NEEDED: Final = Probe(
    "state.key_needed",
    "Without its key the state database is noise",
    "a try to open the state database with a random key",
    "sealdesk doctor, after putting another key into the secrets of a copy",
    "Treat the data as readable: see docs/runbooks/wrong-key.md.",
    _key_needed,
)
PAGES: Final = Probe(
    "state.pages",
    "No page of the state database was changed from outside",
    "the authentication code (HMAC) of every page, and every index entry (PRAGMA cipher_integrity_check, quick_check)",
    "sealdesk doctor",
    "Restore from a backup; see docs/runbooks/wrong-key.md.",
    _pages,
)
PRIVATE: Final = Probe(
    "files.private",
    "Nobody but the appliance's users reads its data and its keys",
    "owner and mode of every file below the folders of data and of secrets, and of the settings",
    "find FOLDER -perm /077 -ls",
    "chmod go-rwx what is named.",
    _private,
)
STORAGE: Final = (ENCRYPTED, KEY_NEEDED, PAGES, PRIVATE)
