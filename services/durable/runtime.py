"""Starts and stops DBOS in this process: one runtime, one file, no console, no conductor, no telemetry."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig

from services.durable.envelope import Envelope
from services.durable.errors import AlreadyRunning, DurableError, NotRunning
from services.durable.lock import FileLock
from services.durable.quiet import hush
from services.durable.sealer import PayloadSealer

Body = Callable[[str], Awaitable[Envelope]]
THREADS = 8
RECOVERIES = 50
"""How often a workflow may be found interrupted by a dying process before it is given up."""


class Runtime:
    """DBOS, which knows only one instance per process.

    Args:
        engine: an engine on a SQLCipher file of its own (`services.state.sealed.Transactions.DRIVER`).
        key: 32 raw bytes for the payloads.
        application_version: names the stored format; workflows of another version are not resumed by this one.
        executor_id: names this appliance.
    """

    _at_work: ClassVar[bool] = False

    def __init__(self, engine: sa.Engine, key: bytes, *, application_version: str, executor_id: str) -> None:
        self._engine = engine
        self._lock = FileLock(Path(str(engine.url.database)))
        self._config = DBOSConfig(
            name="sealdesk",
            system_database_url=str(engine.url),
            system_database_engine=engine,
            serializer=PayloadSealer(key),
            application_version=application_version,
            executor_id=executor_id,
            use_listen_notify=False,
            enable_otlp=False,
            log_level="WARNING",
            max_executor_threads=THREADS,
            notification_listener_polling_interval_sec=0.1,  # nothing listens; stopping waits for one round of it
        )
        self._bodies: dict[str, Body] = {}
        self.running = False

    def add(self, name: str, body: Body) -> None:
        """Make a workflow body known; before `launch`."""
        if self.running or name in self._bodies:
            raise DurableError(
                f"The workflow {name!r} cannot be registered now.", "Register each once, before the start."
            )
        self._bodies[name] = body

    def launch(self) -> None:
        """Start DBOS on the running event loop; workflows that were interrupted are resumed by it within seconds.

        Raises:
            AlreadyRunning: another process, or another runtime in this one, is at work.
            DurableError: the database failed.
        """
        if Runtime._at_work:
            raise AlreadyRunning
        self._lock.take()
        hush()
        try:
            self._bodies = {
                name: DBOS.workflow(name=name, max_recovery_attempts=RECOVERIES)(body)
                for name, body in self._bodies.items()
            }
            DBOS(config=self._config)
            DBOS.launch()
        except Exception as error:  # noqa: BLE001 DBOS raises anything; its text may hold values
            DBOS.destroy(destroy_registry=True)
            self._lock.drop()
            raise DurableError(
                f"The durable runtime did not start ({type(error).__name__}).", "Run `sealdesk doctor`."
            ) from None
        self.running = Runtime._at_work = True

    def body(self, name: str) -> Body | None:
        """Return the registered workflow, or None.

        Raises:
            NotRunning: before the start and after the stop.
        """
        if not self.running:
            raise NotRunning
        return self._bodies.get(name)

    async def shut_down(self) -> None:
        """Stop DBOS's threads and close the file; its workers would block the loop, so it happens in a thread."""
        if not self.running:
            return
        self.running = Runtime._at_work = False
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, thread_name_prefix="durable-stop") as stopper:
            await loop.run_in_executor(stopper, lambda: DBOS.destroy(destroy_registry=True))
        loop.set_default_executor(ThreadPoolExecutor())  # DBOS had put its own there, which is gone now
        self._engine.dispose()
        self._lock.drop()
