"""The door: a Unix socket for each service, at which it may CONNECT to what the allow-list gives it."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from typing import Final

from services.egress.allow_list import AllowList
from services.egress.connect_request import LARGEST_HEAD
from services.egress.journal import Journal
from services.egress.model import Destination
from services.egress.traffic import Traffic
from services.egress.visit import Desk, Endpoint, Outside, Visit
from services.kernel.ids import Ids

_LOG = logging.getLogger(__name__)
RECHECK_SECONDS: Final = 15.0
"""How often open tunnels are held against the allow-list again: an expired agreement ends them within this time."""


class Door:
    """Serves endpoints until it is cancelled; then it cuts every tunnel."""

    def __init__(self, allow_list: AllowList, journal: Journal, outside: Outside, ids: Ids) -> None:
        self._traffic = Traffic(allow_list)
        self._desk = Desk(allow_list, self._traffic, journal, outside, ids)
        self._visits: set[asyncio.Task[None]] = set()

    @property
    def open(self) -> tuple[Destination, ...]:
        """Where tunnels lead to at the moment, one entry a tunnel."""
        return self._traffic.open

    async def serve(self, endpoints: Sequence[tuple[Endpoint, socket.socket]]) -> None:
        """Answer on listening Unix sockets until cancelled.

        If open tunnels cannot be held against the allow-list any more, the door shuts.
        """
        servers = [await self._listen(endpoint, listener) for endpoint, listener in endpoints]
        try:
            while True:
                await self._desk.outside.timer.sleep(RECHECK_SECONDS)
                self._traffic.recheck()
        finally:
            for server in servers:
                server.close()
            await self._stop()

    async def _listen(self, endpoint: Endpoint, listener: socket.socket) -> asyncio.Server:
        def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(self._receive(Visit(self._desk, endpoint, (reader, writer))))
            self._visits.add(task)
            task.add_done_callback(self._visits.discard)

        return await asyncio.start_unix_server(called, sock=listener, limit=LARGEST_HEAD)

    async def _receive(self, visit: Visit) -> None:
        try:
            await visit.run()
        except Exception as error:  # noqa: BLE001 one caller's fault must not shut the door for the others
            _LOG.error("a call at the door failed: %s", type(error).__name__)
        finally:
            visit.leave()

    async def _stop(self) -> None:
        visits = list(self._visits)
        for visit in visits:
            visit.cancel()
        await asyncio.gather(*visits, return_exceptions=True)
