"""Checkpoints (https://c2sp.org/tlog-checkpoint): which log, how many entries, which root; and what a cosigner signs.

A checkpoint is the text of a signed note; the first line is the log's origin and equals the name of its key.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from typing import Final

from services.audit.errors import NoteUnreadable
from services.audit.notes import Note
from services.audit.tree import HASH_BYTES

_SUBTREE: Final = b"subtree/v1\n\x00"
_NUMBER: Final = struct.Struct(">Q")
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's state: its origin, its number of entries, its root hash, and lines that extend it."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the note, each line with its newline."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a note.

        Raises:
            NoteUnreadable: it is no checkpoint.
        """
        lines = text.split("\n")
        msg = "This is no checkpoint: expected a log's name, its size and its root hash, a line each."
        if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004 three lines and what follows the last
            raise NoteUnreadable(msg)
        origin, size, encoded, *extensions = lines
        try:
            root = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            root = b""
        if len(root) != HASH_BYTES or not _decimal(size):
            raise NoteUnreadable(msg)
        checkpoint = cls(origin, int(size), root, tuple(extensions))
        if checkpoint.text != text:
            raise NoteUnreadable(msg)
        return checkpoint

    @classmethod
    def of(cls, note: Note) -> "Checkpoint":
        """Read the text of an already checked note."""
        return cls.parse(note.text)


def _decimal(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20  # noqa: PLR2004 what fits in 63 bits


def cosigned_text(text: str, time: int) -> bytes:
    """Return what a witness signs with Ed25519 (cosignature/v1); `time` is seconds since 1970 UTC."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned_message(name: str, text: str, time: int) -> bytes:
    """Return what a log or witness signs with ML-DSA-44 (subtree/v1): the first three lines, not the extensions.

    Raises:
        NoteUnreadable: the text is no checkpoint, or a name is longer than 255 bytes.
    """
    checkpoint = Checkpoint.parse(text)
    head = _SUBTREE + _prefixed(name) + _NUMBER.pack(time) + _prefixed(checkpoint.origin)
    return head + _NUMBER.pack(0) + _NUMBER.pack(checkpoint.size) + checkpoint.root


def _prefixed(name: str) -> bytes:
    raw = name.encode()
    if len(raw) > _LONGEST_NAME:
        msg = "The name of a log or witness is longer than 255 bytes."
        raise NoteUnreadable(msg)
    return bytes([len(raw)]) + raw


def timed(time: int, signature: bytes) -> bytes:
    """Return a timestamped signature: the time, 8 bytes big-endian, then the signature."""
    return _NUMBER.pack(time) + signature


def untimed(data: bytes) -> tuple[int, bytes]:
    """Return the time and the signature of a timestamped signature.

    Raises:
        NoteUnreadable: it is too short, or the time is beyond 63 bits.
    """
    if len(data) <= _NUMBER.size or data[0] >> 7:
        msg = "This is no signature with a time."
        raise NoteUnreadable(msg)
    return int(_NUMBER.unpack_from(data)[0]), data[_NUMBER.size :]
