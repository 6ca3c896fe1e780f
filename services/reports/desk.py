"""Where exports are ordered and fetched: one is made at a time, by the process that keeps the ledger."""

import logging
import secrets
import shutil
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from services.kernel.errors import SealdeskError
from services.reports.asked import Asking, Order
from services.reports.errors import DiskRefuses, GivenUp, NoSuchExport, TooManyExports
from services.reports.export import Exporter
from services.reports.preparing import prepared

MOST: Final = 8
"""Exports that wait, are made or lie ready."""
KEPT: Final = timedelta(hours=1)
"""How long a finished one lies ready."""


_LOG = logging.getLogger(__name__)


class Stage(StrEnum):
    """How far an export is."""

    WAITING = "waiting"
    WRITING = "writing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an ordered export stands: `done` of `expected` events over all passes; why it failed, where it did."""

    id: str
    stage: Stage
    done: int = 0
    expected: int = 0
    checkpoint: int = 0
    events: int = 0
    manifest_sha256: str = ""
    what: str = ""
    do: str = ""


class ExportDesk:
    """Takes orders, has them made one after the other in a thread, and keeps what is ready for an hour."""

    def __init__(self, exporter: Exporter, folder: Path) -> None:
        """Use a private folder for what is ready; what an earlier run left there goes.

        Raises:
            DiskRefuses: the folder cannot be used.
        """
        self._exporter = exporter
        self._folder = folder
        self._lock = threading.Lock()
        self._standings: dict[str, Standing] = {}
        self._ended: dict[str, datetime] = {}
        self._given_up: set[str] = set()
        try:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise DiskRefuses(folder, error.strerror or "it refuses") from None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="exports")

    def order(self, order: Order, asking: Asking) -> str:
        """Take an order and return the name to ask for it by.

        Raises:
            WrongQuestion: the report needs something else.
            TooManyExports: so many are under way or not fetched yet.
        """
        prepared(order, self._exporter.clock.now())  # refused at once where it says too little
        self.expire()
        with self._lock:
            if len(self._standings) >= MOST:
                raise TooManyExports
            name = secrets.token_hex(8)
            self._standings[name] = Standing(name, Stage.WAITING)
        self._worker.submit(self._make, name, order, asking).add_done_callback(_said)
        return name

    def standing(self, name: str) -> Standing:
        """Tell how an order stands.

        Raises:
            NoSuchExport: there is none of that name any more.
        """
        self.expire()
        return self._known(name)

    def _known(self, name: str) -> Standing:
        with self._lock:
            if name not in self._standings:
                raise NoSuchExport
            return self._standings[name]

    def file(self, name: str) -> Path:
        """Return where the archive lies.

        Raises:
            NoSuchExport: there is none of that name, it is not ready, or its file vanished.
        """
        if self.standing(name).stage is not Stage.READY:
            raise NoSuchExport
        path = self._path(name)
        if not path.exists():
            self.drop(name)
            raise NoSuchExport
        return path

    def drop(self, name: str) -> None:
        """Remove an export, or give an order up: what is being made ends at its next step, and nothing of it stays."""
        with self._lock:
            if name not in self._ended:
                self._given_up |= {name} & self._standings.keys()
                return
            del self._ended[name], self._standings[name]
        self._path(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Finish the one in hand, give up those that wait, and remove what is ready."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.zip"

    def expire(self) -> None:
        """Remove what has lain ready for an hour; done before every answer, and each minute by the desk's keeper."""
        now = self._exporter.clock.now()
        with self._lock:
            old = [name for name, ended in self._ended.items() if now - ended > KEPT]
        for name in old:
            self.drop(name)

    def _make(self, name: str, order: Order, asking: Asking) -> None:
        def progress(done: int, expected: int) -> None:
            self._require_wanted(name)
            self._set(replace(self._known(name), done=done, expected=expected))

        self._set(Standing(name, Stage.WRITING))
        ended = Standing(name, Stage.FAILED, what="The export could not be made.", do="See the audit process's log.")
        try:
            self._require_wanted(name)
            made = self._exporter.make(order, asking, self._path(name), progress)
            ended = Standing(name, Stage.READY, made.count, made.count, made.size, made.count, made.manifest_sha256)
        except OSError as error:
            refused = DiskRefuses(self._folder, error.strerror or "it refuses")
            ended = replace(ended, what=refused.what, do=refused.do)
        except SealdeskError as error:
            ended = replace(ended, what=error.what, do=error.do)
        finally:
            self._set(ended)
            with self._lock:
                self._ended[name] = self._exporter.clock.now()
                unwanted = name in self._given_up
                self._given_up.discard(name)
        if unwanted:
            self.drop(name)

    def _require_wanted(self, name: str) -> None:
        """Go on only with what nobody gave up.

        Raises:
            GivenUp: somebody did.
        """
        with self._lock:
            if name in self._given_up:
                raise GivenUp

    def _set(self, standing: Standing) -> None:
        with self._lock:
            self._standings[standing.id] = standing


def _said(making: Future[None]) -> None:
    """Say in the log how an export ended that nothing of ours explains."""
    error = None if making.cancelled() else making.exception()
    if error is not None:
        _LOG.error("An export ended by %s.", type(error).__name__)
