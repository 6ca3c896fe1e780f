"""Files events at the audit process's socket: `services.audit.courier.Intake`, for the thread of a courier.

One connection is kept. Whatever goes wrong on it, the same filings may be given again: each is taken once.
"""

import http.client
import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

import orjson
from pydantic import ValidationError

from services.audit.filing import Filing
from services.audit_line.errors import AuditLineError, LedgerAway, LedgerCut, LedgerRefused
from services.audit_line.wire import TAKEN, Taken, filings_written

ANSWER_SECONDS: Final = 15.0
_OK: Final = 200


class _Unix(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__("ledger", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class _Ended(LedgerCut):
    """The connection ended before its answer."""


class LedgerLine:
    """The audit process, as those who file see it. Threads may share it; they take turns."""

    def __init__(self, socket_path: Path, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._path = socket_path
        self._seconds = answer_seconds
        self._lock = threading.Lock()
        self._connection: _Unix | None = None

    def take(self, filings: Sequence[Filing]) -> Taken:
        """Hand filings over; durable when this returns.

        Raises:
            AuditLineError: not all were acknowledged; the same ones may be given again.
        """
        numbers: dict[str, int] = {}
        last = 0
        for request in filings_written(filings):
            taken = _taken(self._ask("POST", "/v1/filings", request))
            numbers, last = {**numbers, **taken.numbers}, max(last, taken.last)
        return Taken(numbers, last)

    def last_taken(self, source: str) -> int:
        """Return the number of the last event taken from a source, 0 where there is none.

        Raises:
            AuditLineError: nobody answered.
        """
        content = self._ask("GET", f"/v1/sources/{quote(source, safe='')}")
        try:
            return int(orjson.loads(content)["number"])
        except (ValueError, KeyError, TypeError):
            raise LedgerCut from None

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._drop()

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        with self._lock:
            fresh = self._connection is None
            try:
                return self._once(method, path, body)
            except _Ended:
                if fresh:
                    raise
            return self._once(method, path, body)  # the process was started again meanwhile

    def _once(self, method: str, path: str, body: bytes | None) -> bytes:
        connection = self._connected()
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            content = answer.read()
        except TimeoutError:
            self._drop()
            raise LedgerCut from None
        except (OSError, http.client.HTTPException):
            self._drop()
            raise _Ended from None
        if answer.status != _OK:
            raise refusal(content)
        return content

    def _connected(self) -> _Unix:
        if self._connection is None:
            connection = _Unix(self._path, self._seconds)
            try:
                connection.connect()
            except OSError:
                connection.close()
                raise LedgerAway from None
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _taken(content: bytes) -> Taken:
    try:
        return TAKEN.validate_json(content)
    except ValidationError:
        raise LedgerCut from None


def refusal(content: bytes) -> AuditLineError:
    """Return the error that an answer other than 200 means."""
    try:
        said = orjson.loads(content)
        return LedgerRefused(str(said["error"]), str(said["what"]), str(said["do"]))
    except (ValueError, KeyError, TypeError):
        return LedgerCut()
