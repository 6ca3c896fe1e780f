"""A recorder at the socket: every byte between a client and a server on loopback, both ways, is kept."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Recording:
    """What went over the wire."""

    address: str
    pieces: list[bytes] = field(default_factory=list)

    def everything(self) -> bytes:
        """Return all bytes of all connections."""
        return b"".join(self.pieces)


@contextmanager
def recording(upstream: str) -> Iterator[Recording]:
    """Listen in front of a server until the block ends."""
    parts = urlsplit(upstream)
    target = (parts.hostname or "", parts.port or 0)
    kept: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        """One connection."""

        def handle(self) -> None:
            """Carry it, and keep what it carries."""
            with socket.create_connection(target) as far:
                back = threading.Thread(target=_carry, args=(far, self.request, kept))
                back.start()
                _carry(self.request, far, kept)
                back.join()

    class Server(socketserver.ThreadingTCPServer):
        """One thread a connection."""

        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        host, port = server.server_address[:2]
        try:
            yield Recording(f"http://{host!s}:{port}", kept)
        finally:
            server.shutdown()
            thread.join()


def _carry(source: socket.socket, sink: socket.socket, kept: list[bytes]) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            kept.append(data)
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
