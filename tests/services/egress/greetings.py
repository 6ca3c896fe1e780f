"""TLS greetings: what OpenSSL says, and what we put together by hand."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

_MIDDLEBOX_COMPAT: Final = 1 << 20
"""OpenSSL's SSL_OP_ENABLE_MIDDLEBOX_COMPAT, which Python does not name."""


def openssl_hello(host: str | None, change: Callable[[ssl.SSLContext], object] | None = None) -> bytes:
    """Return the bytes with which OpenSSL greets a server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if change is not None:
        change(context)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(incoming, outgoing, server_hostname=host)
    with suppress(ssl.SSLWantReadError):
        client.do_handshake()
    return outgoing.read()


def openssl_reads(raw: bytes) -> list[str | None]:
    """Return the server names that OpenSSL, as a server, finds in a greeting; none where it refuses it earlier."""
    seen: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _end, name, _context: seen.append(name)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context.wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(raw)
    with suppress(ssl.SSLError, UnicodeDecodeError):
        server.do_handshake()
    return seen


class RetryingServer:
    """OpenSSL as a server that has read a greeting and asks for another (HelloRetryRequest)."""

    def __init__(self, host: str, certificate: tuple[Path, Path]) -> None:
        self.names: list[str | None] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        context.set_ecdh_curve("secp521r1")  # of which no client sends a key at first
        context.sni_callback = lambda _end, name, _context: self.names.append(name)
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._server = context.wrap_bio(self._in, self._out, server_side=True)
        self.reads(openssl_hello(host, _without_old_boxes))
        self._asked = self._out.read()

    def second_greeting_of(self, host: str) -> bytes:
        """Return how a client that wants another host goes on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        _without_old_boxes(context)
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = context.wrap_bio(incoming, outgoing, server_hostname=host)
        for heard in (b"", self._asked):
            outgoing.read()
            incoming.write(heard)
            with suppress(ssl.SSLWantReadError):
                client.do_handshake()
        return outgoing.read()

    def reads(self, raw: bytes) -> list[str | None]:
        """Read on; return the server names seen so far."""
        self._in.write(raw)
        with suppress(ssl.SSLError):
            self._server.do_handshake()
        return self.names


def _without_old_boxes(context: ssl.SSLContext) -> None:
    """Send no session id, so that one client's answer fits another's question (RFC 8446 appendix D.4)."""
    context.options &= ~_MIDDLEBOX_COMPAT


def vector(size: int, data: bytes) -> bytes:
    return len(data).to_bytes(size) + data


def extension(kind: int, data: bytes) -> bytes:
    return kind.to_bytes(2) + vector(2, data)


def server_name(*names: bytes, kind: int = 0) -> bytes:
    return extension(0, vector(2, b"".join(bytes([kind]) + vector(2, name) for name in names)))


def records(message: bytes, size: int = 1 << 14) -> bytes:
    """Return a handshake message in records of at most `size` bytes."""
    parts = [message[at : at + size] for at in range(0, len(message), size)]
    return b"".join(b"\x16\x03\x01" + vector(2, part) for part in parts)


def hello(*extensions: bytes, suites: bytes = b"\x13\x01", session: bytes = b"", tail: bytes = b"") -> bytes:
    """Return a ClientHello message, without its record."""
    body = b"\x03\x03" + bytes(32) + vector(1, session) + vector(2, suites) + vector(1, b"\0")
    return b"\x01" + vector(3, body + vector(2, b"".join(extensions)) + tail)
