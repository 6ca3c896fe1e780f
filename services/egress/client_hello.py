"""Reads the first message of a TLS client, as far as the door needs it: which server it names.

Record layer: RFC 8446 section 5.1. ClientHello: section 4.1.2. Server name: RFC 6066 section 3. What GREASE (RFC 8701)
puts in is passed over like anything else unknown. An encrypted ClientHello (extension 0xfe0d) hides the true name
behind another, so it is refused, even a greased one: from outside the two look the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.egress.errors import HelloRefused
from services.egress.host_name import host_name
from services.egress.reasons import Reason

LARGEST_HELLO: Final = 16 * 1024
LARGEST_RAW: Final = 32 * 1024
"""With the record headers of a hello in many fragments."""

_HANDSHAKE: Final = 22
_CLIENT_HELLO: Final = 1
_RECORD_HEADER: Final = 5
_LARGEST_RECORD: Final = 1 << 14
_RANDOM: Final = 32
_LONGEST_SESSION: Final = 32
_SERVER_NAME: Final = 0
_EARLY_DATA: Final = 42
_ENCRYPTED_HELLO: Final = 0xFE0D
_HOST_NAME: Final = 0
_MAJOR: Final = 3


@dataclass(frozen=True, slots=True)
class ClientHello:
    """The server a client names; None where it names none."""

    server_name: str | None


class HelloReader:
    """Takes bytes as they come until the ClientHello is whole; `raw` holds all of them, to be passed on."""

    def __init__(self) -> None:
        self.raw = bytearray()
        self._message = bytearray()
        self._next = 0

    @property
    def rest(self) -> bytes:
        """What came after the hello."""
        return bytes(self.raw[self._next :])

    def feed(self, data: bytes) -> ClientHello | None:
        """Take more bytes; return the hello once it is whole.

        Raises:
            HelloRefused: this is no ClientHello, or not one that the door lets through.
        """
        self.raw += data
        if len(self.raw) > LARGEST_RAW:
            raise HelloRefused(Reason.HELLO_TOO_LARGE)
        while (fragment := self._fragment()) is not None:
            self._message += fragment
            if (hello := self._whole()) is not None:
                return hello
        return None

    def _fragment(self) -> bytes | None:
        """Return the next record's content; None while it is not all there."""
        header = self.raw[self._next : self._next + _RECORD_HEADER]
        if header[:1] not in (b"", bytes([_HANDSHAKE])) or header[1:2] not in (b"", bytes([_MAJOR])):
            raise HelloRefused(Reason.NOT_TLS)
        if len(header) < _RECORD_HEADER:
            return None
        length = int.from_bytes(header[3:5])
        if not 0 < length <= _LARGEST_RECORD:
            raise HelloRefused(Reason.HELLO_MALFORMED)
        begin = self._next + _RECORD_HEADER
        if len(self.raw) < begin + length:
            return None
        self._next = begin + length
        return bytes(self.raw[begin : self._next])

    def _whole(self) -> ClientHello | None:
        """Return the hello; None while fragments are missing."""
        if self._message[0] != _CLIENT_HELLO:
            raise HelloRefused(Reason.NOT_TLS)
        length = int.from_bytes(self._message[1:4])
        if len(self._message) >= 4 and length > LARGEST_HELLO:  # noqa: PLR2004 type and length
            raise HelloRefused(Reason.HELLO_TOO_LARGE)
        if len(self._message) < 4 + length:
            return None
        if len(self._message) > 4 + length:
            raise HelloRefused(Reason.HELLO_MALFORMED)
        return _hello(bytes(self._message[4:]))


class _Cursor:
    """Walks over bytes; whatever is not there makes the hello malformed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._data) - self._at

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        if size > self.left:
            raise HelloRefused(Reason.HELLO_MALFORMED)
        self._at += size
        return self._data[self._at - size : self._at]

    def number(self, size: int) -> int:
        """Return the next bytes as a number."""
        return int.from_bytes(self.take(size))

    def vector(self, size: int) -> bytes:
        """Return the bytes behind a length of `size` bytes."""
        return self.take(self.number(size))

    def end(self) -> None:
        """Require that nothing is left."""
        if self.left:
            raise HelloRefused(Reason.HELLO_MALFORMED)


def _hello(body: bytes) -> ClientHello:
    cursor = _Cursor(body)
    version = cursor.take(2)
    cursor.take(_RANDOM)
    session, suites, compressions = cursor.vector(1), cursor.vector(2), cursor.vector(1)
    sound = version[0] == _MAJOR and suites and not len(suites) % 2 and compressions
    if not sound or len(session) > _LONGEST_SESSION:
        raise HelloRefused(Reason.HELLO_MALFORMED)
    extensions = cursor.vector(2) if cursor.left else b""
    cursor.end()
    return _named(extensions)


def _named(extensions: bytes) -> ClientHello:
    found = list(_extensions(extensions))
    kinds = [kind for kind, _ in found]
    if len(set(kinds)) != len(kinds):
        raise HelloRefused(Reason.HELLO_MALFORMED)
    if _ENCRYPTED_HELLO in kinds:
        raise HelloRefused(Reason.NAME_HIDDEN)
    if _EARLY_DATA in kinds:
        raise HelloRefused(Reason.EARLY_DATA)
    return ClientHello(next((_server_name(data) for kind, data in found if kind == _SERVER_NAME), None))


def _extensions(data: bytes) -> Iterator[tuple[int, bytes]]:
    cursor = _Cursor(data)
    while cursor.left:
        yield cursor.number(2), cursor.vector(2)


def _server_name(data: bytes) -> str:
    outer = _Cursor(data)
    names = _Cursor(outer.vector(2))
    outer.end()
    kind, name = names.number(1), names.vector(2)
    names.end()
    text = host_name(name.decode("ascii", errors="replace"))
    if kind != _HOST_NAME or text is None:
        raise HelloRefused(Reason.HELLO_MALFORMED)
    return text


def require_name(hello: ClientHello, host: str) -> None:
    """Require that the client names the very host it asked the door for.

    Raises:
        HelloRefused: it names none, or another.
    """
    if hello.server_name is None:
        raise HelloRefused(Reason.NAME_MISSING)
    if hello.server_name != host:
        raise HelloRefused(Reason.NAME_DIFFERS)
