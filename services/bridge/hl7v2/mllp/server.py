"""The MLLP server: takes messages from interface engines, and answers each when it has been dealt with."""

import asyncio
import ssl
from collections.abc import Callable

from services.bridge.hl7v2.errors import LinkFault
from services.bridge.hl7v2.mllp.limits import Limits
from services.bridge.hl7v2.mllp.peer import CHUNK, Handler, Peer

Watcher = Callable[[str], None]
"""Is told why a connection ended early: the kind of failure, never what came on it."""


class MllpServer:
    """Listens for interface engines. A peer that breaks a limit is cut off, and the others go on."""

    def __init__(
        self, handler: Handler, limits: Limits, tls: ssl.SSLContext | None = None, watcher: Watcher = lambda _why: None
    ) -> None:
        """Deal with messages by `handler`.

        Args:
            handler: called with each message as soon as it came; those of one connection in order.
            limits: what a connection may take.
            tls: the server's context; one that asks for a certificate makes it mutual.
            watcher: told why a connection ended early.
        """
        self._handler = handler
        self._limits = limits
        self._tls = tls
        self._watcher = watcher
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port.

        Raises:
            OSError: the address cannot be listened at.
        """
        seconds = self._limits.connect_seconds if self._tls else None
        self._server = await asyncio.start_server(
            self._accept, host, port, ssl=self._tls, ssl_handshake_timeout=seconds, limit=CHUNK
        )
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and end every connection; what was not acknowledged will be sent again."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._open) >= self._limits.connections:
            self._watcher("TooManyConnections")
            writer.transport.abort()
            return
        task = asyncio.create_task(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Peer(reader, writer, self._handler, self._limits).serve()
        except (LinkFault, OSError, TimeoutError) as error:
            self._watcher(type(error).__name__)
