"""Looks whether a client greets a second time, and whom it names then.

A server that cannot use the key of the first greeting asks for another one (HelloRetryRequest, RFC 8446 section 4.1.4),
and the second is in the clear again. What comes after it, or instead of it, is encrypted or says nothing of names.
"""

from typing import Final

from services.egress.client_hello import HelloReader, require_name
from services.egress.errors import HelloRefused
from services.egress.reasons import Reason

_ALERT: Final = 21
_HANDSHAKE: Final = 22
_CLIENT_HELLO: Final = 1
_HEADER: Final = 5
_PASSED_OVER: Final = {20: 1, _ALERT: 2}
"""Records behind which a second greeting can still come, by their type, and the only length they have in the clear: a
change_cipher_spec, sent for the sake of old boxes on the way (RFC 8446 appendix D.4), and an alert, of which a server
ignores warnings (section 6.1: user_canceled)."""


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
        """Return the second greeting's first bytes once one has begun; settle when none can come.

        Raises:
            HelloRefused: a record is not as it has to be before a greeting.
        """
        while self._start[:1] and self._start[0] in _PASSED_OVER:
            if len(self._start) < _HEADER:
                return b""
            self._require_length(_PASSED_OVER[self._start[0]])
            if len(self._start) < _HEADER + _PASSED_OVER[self._start[0]]:
                return b""
            del self._start[: _HEADER + _PASSED_OVER[self._start[0]]]
        if self._start[:1] != bytes([_HANDSHAKE]):
            self.settled = bool(self._start)
            return b""
        return self._handshake()

    def _handshake(self) -> bytes:
        """Return the handshake record's bytes if it begins a greeting; settle if it begins anything else."""
        if len(self._start) > _HEADER:
            self._require_length(None)
            if self._start[_HEADER] == _CLIENT_HELLO:
                self._reader = HelloReader()
                return bytes(self._start)
            self.settled = True
        return b""

    def _require_length(self, length: int | None) -> None:
        """Require the first record's length; None is any but zero, with which a record would hide the one behind it."""
        found = int.from_bytes(self._start[3:_HEADER])
        if found != length if length is not None else found == 0:
            raise HelloRefused(Reason.HELLO_MALFORMED)
