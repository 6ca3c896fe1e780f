"""Tables as files: CSV after RFC 4180 in UTF-8, made safe for spreadsheets, and where a file's bytes go."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from services.audit.export import FileHash, HashedWriter, cell
from services.reports.errors import DiskRefuses

_BOM: Final = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
_EACH: Final = 1 << 16
_MODE: Final = 0o600


class FileOut:
    """One file of an export: written once from its beginning to its end, and hashed on the way."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / name
        try:
            _make_private(self._path.parent)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _MODE)
            self._stream: BinaryIO = os.fdopen(handle, "wb", buffering=_EACH)
        except OSError as error:
            raise DiskRefuses(self._path, error.strerror or "it refuses") from None
        self._hashing = HashedWriter(name, self._stream.write)

    def write(self, content: bytes) -> None:
        """Take the next bytes.

        Raises:
            DiskRefuses: there is no room.
        """
        try:
            self._hashing.write(content)
        except OSError as error:
            raise DiskRefuses(self._path, error.strerror or "it refuses") from None

    def __enter__(self) -> Self:
        """Use it until the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stream.close()
        except OSError as broken:
            if kind is None:
                raise DiskRefuses(self._path, broken.strerror or "it refuses") from None

    def hashed(self) -> FileHash:
        """Return the file's line of the manifest."""
        return self._hashing.hashed()


def _make_private(folder: Path) -> None:
    """Make a folder, and each one above it that is not there, for this user alone."""
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


class CsvOut:
    """Writes rows of a table into a file, a block at a time."""

    def __init__(self, out: FileOut, titles: Sequence[str]) -> None:
        self._out = out
        self._text = io.StringIO(newline="")
        self._text.write(_BOM)
        self._writer = csv.writer(self._text)
        self._writer.writerow(titles)

    def row(self, cells: Iterable[str]) -> None:
        """Take a row whose cells are safe already."""
        self._writer.writerow(cells)
        if self._text.tell() >= _EACH:
            self.flush()

    def words(self, cells: Iterable[str]) -> None:
        """Take a row of any words; what a spreadsheet would run is made harmless (ASVS V1.2.10)."""
        self.row([cell(one) for one in cells])

    def flush(self) -> None:
        """Hand on what was collected; call it after the last row."""
        self._out.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()
