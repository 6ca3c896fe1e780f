"""The tree as plain files (C2SP tlog-tiles): `log/tile/...` and `log/checkpoint`, which hold hashes only.

A checkpoint's tiles are on the disk before the checkpoint is. Where a crash cut the files short, they are made again
from the database.
"""

import shutil
from pathlib import Path
from typing import Final

from services.audit.checkpoint import Checkpoint
from services.audit.errors import AuditError
from services.audit.notes import Key, Note
from services.audit.tiles import WIDTH, Tile
from services.ledger.errors import LedgerDisk, LedgerFull
from services.ledger.files import sync_folder, write_durably

_NO_SPACE: Final = {28, 122}
"""ENOSPC and EDQUOT."""


class LogFolder:
    """Reads and writes the files below `log/`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, path: str) -> bytes | None:
        """Return a file's content, None where it is not there."""
        try:
            return (self.path / path).read_bytes()
        except FileNotFoundError:
            return None

    def checkpoint(self) -> Checkpoint | None:
        """Return what the checkpoint's file says, its signatures unchecked; None where there is no such file."""
        note = self.load("checkpoint")
        if note is None:
            return None
        try:
            return Checkpoint.of(Note.parse(note))
        except AuditError:
            return None

    def write_checkpoint(self, note: str) -> None:
        """Write the checkpoint; its tiles are there already.

        Raises:
            LedgerFull: the disk is full.
            LedgerDisk: the disk refuses.
        """
        self._write("checkpoint", note.encode())

    def write_tile(self, tile: Tile, content: bytes) -> None:
        """Write a tile; the partial ones that a full one replaces go.

        Raises:
            LedgerFull: the disk is full.
            LedgerDisk: the disk refuses.
        """
        self._write(tile.path, content)
        partial = (self.path / tile.path).with_name(f"{tile.path.rpartition('/')[2]}.p")
        if tile.width == WIDTH and partial.is_dir():
            shutil.rmtree(partial, ignore_errors=True)

    def _write(self, name: str, content: bytes) -> None:
        path = self.path / name
        try:
            if not path.parent.is_dir():
                self._make(path.parent)
            write_durably(path, content)
            sync_folder(path.parent)
        except OSError as error:
            raise LedgerFull if error.errno in _NO_SPACE else LedgerDisk from None

    def _make(self, folder: Path) -> None:
        """Make a folder and those it lies in, each private and with a durable name."""
        if not folder.parent.is_dir():
            self._make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)

    def write_key(self, key: Key) -> None:
        """Write the public key that checks the log's checkpoints, as other tools take it.

        Raises:
            LedgerError: the disk refuses.
        """
        line = f"{key.vkey}\n".encode()
        if self.load("vkey") != line:
            self._write("vkey", line)
