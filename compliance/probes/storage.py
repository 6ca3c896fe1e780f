"""Probes of what is at rest: that it is encrypted, that the key is needed, that nobody else can read the files."""

import asyncio
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Subject
from services.state.errors import StateCorrupt, StateError, WrongKey
from services.state.sealed import Transactions, check_sealed, sealed_engine

_PLAIN: Final = b"SQLite format 3\0"
_WAL_MAGIC: Final = (0x377F0682, 0x377F0683)
_WAL_FIRST_PAGE: Final = 56
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_SHARED_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_KEY_BYTES: Final = 32
_NAMED: Final = 3


async def _encrypted(subject: Subject) -> Figure:
    databases = list(_databases(subject))
    if not databases:
        raise CannotTell(f"there is no database in {_folders(subject)} yet")
    plain = [path.name for path in databases if await asyncio.to_thread(_is_plain, path)]
    if plain:
        raise NotShown(f"{', '.join(plain)} can be read without a key")
    size = sum(path.stat().st_size for path in databases)
    return Figure(f"{len(databases)} files, {size} bytes, none begins like a plain database: {_few(databases)}")


def _databases(subject: Subject) -> Iterator[Path]:
    """Yield every database with its log, wherever it lies below the folders of data."""
    for folder in subject.stored.folders:
        for pattern in ("*.db", "*.db-wal"):
            yield from (path for path in sorted(folder.rglob(pattern)) if path.is_file() and path.stat().st_size)


def _is_plain(path: Path) -> bool:
    """Look at the first bytes; a write-ahead log has a plain header of its own, its first page counts."""
    with path.open("rb") as file:
        start = file.read(_WAL_FIRST_PAGE + len(_PLAIN))
    wal = int.from_bytes(start[:4]) in _WAL_MAGIC
    return start[_WAL_FIRST_PAGE:] == _PLAIN if wal else start.startswith(_PLAIN)


async def _key_needed(subject: Subject) -> Figure:
    path = subject.stored.state_file
    if not path.exists():
        raise CannotTell(f"{path.name} is not there yet")
    engine = await asyncio.to_thread(sealed_engine, path, secrets.token_bytes(_KEY_BYTES), Transactions.READ)
    try:
        await asyncio.to_thread(check_sealed, engine, path)
    except WrongKey:
        return Figure(f"{path.name} did not open with a random key of {_KEY_BYTES * 8} bits")
    except StateError as error:
        raise CannotTell(error.what) from None
    finally:
        engine.dispose()
    raise NotShown(f"{path.name} opened with a random key")


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
            yield from ((path, _OTHERS) for path in sorted(folder.rglob("*")) if path.is_file())
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
    "the first bytes of every database and write-ahead log below the folders of data",
    "head -c 16 FILE | xxd",
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
