"""The witness's HTTP face (C2SP tlog-witness), on a port of the LAN or a Unix socket, by the standard library."""

import logging
import socket
import socketserver
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from services.audit.witness import LARGEST, Status
from services.witness.errors import WitnessError
from services.witness.service import Answer, Witness

PATIENCE: Final = 10
"""Seconds that a client may be silent."""
_BROKEN: Final = 500
_log = logging.getLogger(__name__)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    witness: Witness

    def do_POST(self) -> None:
        """Answer add-checkpoint."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            self._give(Answer(Status.MALFORMED, b"a submission has a length, and is not longer than 1 MiB\n"))
            return
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            self._give(Answer(Status.UNKNOWN_LOG, b"there is only /add-checkpoint\n"))
            return
        try:
            answer = self.witness.add_checkpoint(body)
        except WitnessError as error:
            _log.error("witness: not cosigned", extra={"code": error.code})
            answer = Answer(_BROKEN, b"the witness cannot keep what it sees\n")
        self._give(answer)

    def do_GET(self) -> None:
        """Say that the witness is there."""
        found = self.path == "/"
        body = f"{self.witness.key.vkey}\n".encode() if found else b"there is only /add-checkpoint\n"
        self._give(Answer(Status.COSIGNED if found else Status.UNKNOWN_LOG, body))

    def _give(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def address_string(self) -> str:
        """Return the other side; a Unix socket has none."""
        return str(self.client_address)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the library's name
        """Keep quiet; the records say what was cosigned."""


class _Port(ThreadingHTTPServer):
    daemon_threads = True


class _Socket(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


Server = _Port | _Socket


def server(witness: Witness, listen: str) -> Server:
    """Return a bound server; `listen` is IP:PORT (port 0: a free one) or the path of a socket. Run its `serve_forever`.

    Raises:
        OSError: it cannot listen there.
    """
    handler = type("Handler", (_Handler,), {"witness": witness})
    if "/" in listen:
        path = Path(listen)
        if path.is_socket() and not _answers(path):
            path.unlink()
        return _Socket(listen, handler)
    host, _, port = listen.rpartition(":")
    return _Port((host.strip("[]"), int(port)), handler)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
