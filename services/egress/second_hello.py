"""Looks whether a client greets a second time, and whom it names then.

A server that cannot use the key of the first greeting asks for another one (HelloRetryRequest, RFC 8446 section 4.1.4),
and the second is in the clear again. What comes after it, or instead of it, is encrypted or says nothing of names.
"""

from typing import Final

from services.egress.client_hello import HelloReader, require_name

_CHANGE_CIPHER_SPEC: Final = 20
_HANDSHAKE: Final = 22
_CLIENT_HELLO: Final = 1
_DUMMY: Final = 6
"""A change_cipher_spec record, which clients send for the sake of old boxes on the way (RFC 8446 appendix D.4)."""
_TO_TYPE: Final = 6
"""A record header and the type of the handshake message behind it."""


class SecondHello:
    """Takes what the client sends after its greeting, before it goes out."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._start = bytearray()
        self._reader: HelloReader | None = None
        self.settled = False

    def check(self, data: bytes) -> None:
        """Look at more bytes.

        Raises:
            HelloRefused: a second greeting cannot be read, or names another host; its last bytes must not go out.
        """
        if self.settled:
            return
        if self._reader is None:
            self._start += data
            data = self._begun()
        if self._reader is not None and data:
            hello = self._reader.feed(data)
            if hello is not None:
                require_name(hello, self._host)
                self.settled = True

    def _begun(self) -> bytes:
        """Return the second greeting's first bytes once one has begun; settle when none can come."""
        while self._start[:1] == bytes([_CHANGE_CIPHER_SPEC]):  # a server drops each of them
            if len(self._start) < _DUMMY:
                return b""
            del self._start[:_DUMMY]
        if self._start[:1] == bytes([_HANDSHAKE]):
            if len(self._start) < _TO_TYPE:
                return b""
            if self._start[_TO_TYPE - 1] == _CLIENT_HELLO:
                self._reader = HelloReader()
                return bytes(self._start)
        self.settled = bool(self._start)
        return b""
