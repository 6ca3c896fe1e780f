"""A ledger behind its socket, served in a thread, as the audit process serves it."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.routing import BaseRoute

from appliance.processes.peers import only_for
from appliance.processes.serve import bind_unix, plain_server, serve_until
from services.audit.reading import Bar, Found, LedgerQuery, LedgerReader, Page, Sort
from services.ledger.app import Admission, create_ledger_app
from services.ledger.ledger import Ledger

OURS = Admission({os.geteuid(): None}, frozenset({os.geteuid()}))


@contextmanager
def served(ledger: Ledger, path: Path, admission: Admission = OURS, routes: Sequence[BaseRoute] = ()) -> Iterator[Path]:
    """Serve a ledger at a socket until the block ends; with further routes, such as those of the legal holds."""
    listener = bind_unix(path)
    listener.listen()
    stop = asyncio.Event()
    loop = asyncio.new_event_loop()
    app = create_ledger_app(ledger, admission)
    app.router.routes.extend(routes)

    def run() -> None:
        server = plain_server(app, only_for(admission.users | {os.geteuid()}))
        loop.run_until_complete(serve_until(stop, (server, listener)))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield path
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


@dataclass(frozen=True, slots=True)
class Awaited:
    """A reader in this process, asked with `await`."""

    reader: LedgerReader

    async def search(self, query: LedgerQuery, sort: Sort, after: str | None = None, limit: int = 100) -> Page:
        return self.reader.search(query, sort, after, limit)

    async def count(self, query: LedgerQuery, limit: int = 10_000) -> int:
        return self.reader.count(query, limit)

    async def bars(self, query: LedgerQuery, edges: tuple[datetime, ...]) -> tuple[Bar, ...]:
        return self.reader.bars(query, edges)

    async def open(self, sequence: int) -> Found:
        return self.reader.open(sequence)

    async def stream(self, query: LedgerQuery, sort: Sort) -> AsyncIterator[Found]:
        for found in self.reader.stream(query, sort):
            yield found
