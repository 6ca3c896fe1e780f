"""Files and batches (HL7 v2.8.2, 2.10.3): FHS, BHS, messages, BTS, FTS; or just one message after another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.bridge.hl7v2.er7 import charset
from services.bridge.hl7v2.er7.message import Message, parse_text
from services.bridge.hl7v2.errors import NoHeader, NotHl7

#: Where a header or trailer begins a line or a frame, and where a frame ends.
_PLACE: Final = re.compile(
    "(?:^|(?<=[\r\n\x0b\ufeff]))((?:MSH|FHS|BHS|BTS|FTS)(?=[^A-Za-z0-9\\s]|$)|\x1c)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: a message, or what stands around messages; `problem` says why one could not be read."""

    text: str
    codec: str
    message: Message | None = None
    problem: NotHl7 | None = None

    def encode(self) -> bytes:
        """Return the piece's bytes."""
        return self.text.encode(self.codec) if self.message is None else self.message.encode()


@dataclass(frozen=True, slots=True)
class Batch:
    """A file of messages, read without loss."""

    pieces: tuple[Piece, ...]

    @property
    def messages(self) -> list[Message]:
        """The messages, in order."""
        return [each.message for each in self.pieces if each.message is not None]

    def encode(self) -> bytes:
        """Return the file's bytes."""
        return b"".join([each.encode() for each in self.pieces])


def parse_batch(raw: bytes, fallback: str = "utf-8") -> Batch:
    """Read a file of one or many messages, with or without batch headers and MLLP frames.

    Args:
        raw: the whole file.
        fallback: the Python codec where MSH-18 says nothing.

    Raises:
        NoHeader: there is no message in it.
    """
    text, codec, _ = charset.read(raw, fallback)
    pieces = tuple([_piece(each, codec) for each in _cut(text)])
    if not any(each.message or each.problem for each in pieces):
        raise NoHeader
    return Batch(pieces)


def _cut(text: str) -> Iterator[str]:
    """Cut a file before each header and trailer that begins a line or a frame."""
    places = [found.start(1) for found in _PLACE.finditer(text)]
    for start, end in zip([0, *places], [*places, len(text)], strict=True):
        if end > start:
            yield text[start:end]


def _piece(text: str, codec: str) -> Piece:
    if text[:3] != "MSH":
        return Piece(text, codec)
    try:
        return Piece(text, codec, parse_text(text, codec))
    except NotHl7 as problem:
        return Piece(text, codec, problem=problem)
