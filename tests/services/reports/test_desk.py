"""Exports ordered over a socket, as the portal and the command line order them."""

import asyncio
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse

from services.audit.model import AuditEvent
from services.audit.reading import LedgerQuery
from services.kernel.errors import SealdeskError
from services.ledger.ledger import Ledger
from services.reports import desk as desks
from services.reports.app import export_routes
from services.reports.asked import Form, Order
from services.reports.desk import ExportDesk, Stage, Standing
from services.reports.errors import DeskAway, DeskRefused, NoSuchExport, TooManyExports, WrongQuestion
from services.reports.export import Exporter
from services.reports.line import ExportLine
from tests.doubles.clock import ManualClock
from tests.doubles.reports import ASKING, invented

QUICK = Order(forms=frozenset({Form.CSV}))


@pytest.fixture
def desk(exporter: Exporter, tmp_path: Path) -> Iterator[ExportDesk]:
    made = ExportDesk(exporter, tmp_path / "ready")
    yield made
    made.close()
    assert not (tmp_path / "ready").exists()


class Gate:
    """A recorder that waits until it is let through."""

    def __init__(self) -> None:
        self.open = threading.Event()

    def record_all(self, events: Sequence[AuditEvent]) -> None:
        assert self.open.wait(60)


def finished(desk: ExportDesk, name: str) -> Standing:
    desk._worker.submit(lambda: None).result(60)  # noqa: SLF001 behind the one that is asked for
    return desk.standing(name)


async def failed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, SealdeskError)
    return JSONResponse({"error": type(error).__name__, "what": error.what, "do": error.do}, 400)


@pytest.fixture
async def line(desk: ExportDesk, tmp_path: Path) -> AsyncIterator[ExportLine]:
    def admit(_: Request) -> None:
        if (tmp_path / "closed").exists():
            raise WrongQuestion("You may not.", "Ask somebody.")

    app = Starlette(routes=export_routes(desk, admit), exception_handlers={SealdeskError: failed})
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s"))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve([listener]))
    while not server.started:  # noqa: ASYNC110 uvicorn tells by a flag
        await asyncio.sleep(0)
    client = ExportLine(tmp_path / "s")
    yield client
    await client.aclose()
    server.should_exit = True
    await serving
    listener.close()


async def test_order_wait_fetch_check_drop(
    ledger: Ledger, desk: ExportDesk, line: ExportLine, tmp_path: Path, verify: Callable[..., tuple[int, str]]
) -> None:
    ledger.take(invented(200))
    order = Order(LedgerQuery(actors=("staff-1",)), forms=frozenset({Form.CSV}), report="user-patients")
    name = await line.order(order, ASKING)
    await asyncio.to_thread(finished, desk, name)
    standing = await line.standing(name)
    assert standing.stage is Stage.READY
    assert standing.events > 0
    await line.fetch(name, tmp_path / "got.zip")
    assert (await asyncio.to_thread(verify, tmp_path / "got.zip"))[0] == 2
    await line.drop(name)
    with pytest.raises(NoSuchExport):
        await line.standing(name)
    assert ledger.reader.count(LedgerQuery(actions=("export.made",))) == 1


async def test_a_wrong_order_is_refused_at_once(line: ExportLine) -> None:
    with pytest.raises(DeskRefused, match="patient"):
        await line.order(Order(report="disclosures"), ASKING)


async def test_who_may_not_read_may_not_order(line: ExportLine, tmp_path: Path) -> None:
    (tmp_path / "closed").touch()
    for asking in (line.order(QUICK, ASKING), line.standing("x"), line.fetch("x", tmp_path / "got"), line.drop("x")):
        with pytest.raises(DeskRefused, match="may not"):
            await asking


async def test_nobody_there_is_said(tmp_path: Path) -> None:
    away = ExportLine(tmp_path / "nobody")
    with pytest.raises(DeskAway):
        await away.order(QUICK, ASKING)
    await away.aclose()


def test_a_failure_says_why(ledger: Ledger, desk: ExportDesk) -> None:
    ledger.take(invented(5))
    standing = finished(desk, desk.order(replace(QUICK, size=4711), ASKING))
    assert standing.stage is Stage.FAILED
    assert "4711" in standing.what
    with pytest.raises(NoSuchExport):
        desk.file(standing.id)


def test_so_many_and_no_more(
    ledger: Ledger, exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "MOST", 2)
    ledger.take(invented(3))
    gate = Gate()
    desk = ExportDesk(replace(exporter, recorder=gate), tmp_path / "ready")
    names = [desk.order(QUICK, ASKING) for _ in range(2)]
    with pytest.raises(TooManyExports):
        desk.order(QUICK, ASKING)
    desk.drop(names[0])
    assert desk.standing(names[0]).stage in {Stage.WAITING, Stage.WRITING}
    gate.open.set()
    assert finished(desk, names[1]).stage is Stage.READY
    desk.close()


def test_what_nobody_fetches_goes(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(3))
    clock = ManualClock()
    desk = ExportDesk(replace(exporter, clock=clock), tmp_path / "ready")
    first = desk.order(QUICK, ASKING)
    assert finished(desk, first).stage is Stage.READY
    archive = desk.file(first)
    clock.advance(timedelta(hours=1, seconds=1))
    finished(desk, desk.order(QUICK, ASKING))
    with pytest.raises(NoSuchExport):
        desk.standing(first)
    assert not archive.exists()
    desk.close()


def test_an_expired_export_goes_without_anybody_asking(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(3))
    clock = ManualClock()
    desk = ExportDesk(replace(exporter, clock=clock), tmp_path / "expiring")
    first, second = desk.order(QUICK, ASKING), desk.order(QUICK, ASKING)
    assert finished(desk, second).stage is Stage.READY
    clock.advance(timedelta(hours=1))
    desk.expire()
    assert len(list((tmp_path / "expiring").iterdir())) == 2
    clock.advance(timedelta(seconds=1))
    desk.expire()
    assert list((tmp_path / "expiring").iterdir()) == []
    for name in (first, second):
        with pytest.raises(NoSuchExport):
            desk.file(name)
    desk.close()


def test_an_expired_export_is_not_handed_out(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(3))
    clock = ManualClock()
    desk = ExportDesk(replace(exporter, clock=clock), tmp_path / "late")
    name = desk.order(QUICK, ASKING)
    assert finished(desk, name).stage is Stage.READY
    clock.advance(timedelta(hours=1, seconds=1))
    with pytest.raises(NoSuchExport):
        desk.file(name)
    assert list((tmp_path / "late").iterdir()) == []
    desk.close()


def test_what_lies_ready_is_private(ledger: Ledger, desk: ExportDesk, tmp_path: Path) -> None:
    ledger.take(invented(3))
    before = os.umask(0)
    try:
        name = desk.order(QUICK, ASKING)
        assert finished(desk, name).stage is Stage.READY
    finally:
        os.umask(before)
    assert (tmp_path / "ready").stat().st_mode & 0o777 == 0o700
    assert desk.file(name).stat().st_mode & 0o777 == 0o600


def test_what_is_given_up_is_not_made(exporter: Exporter, tmp_path: Path) -> None:
    gate = Gate()
    desk = ExportDesk(replace(exporter, recorder=gate), tmp_path / "given-up")
    first, second = desk.order(QUICK, ASKING), desk.order(QUICK, ASKING)
    desk.drop(second)
    desk.drop(first)
    gate.open.set()
    for name in (first, second):
        with pytest.raises(NoSuchExport):
            finished(desk, name)
    assert list((tmp_path / "given-up").iterdir()) == []
    desk.close()


def test_what_is_being_made_ends_at_its_next_step(
    ledger: Ledger, exporter: Exporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.take(invented(2_500))
    desk = ExportDesk(exporter, tmp_path / "stopped")
    seen: list[Standing] = []
    standing = desk._set  # noqa: SLF001 where progress is told

    def watched(now: Standing) -> None:
        standing(now)
        seen.append(now)
        desk.drop(now.id)

    monkeypatch.setattr(desk, "_set", watched)
    name = desk.order(QUICK, ASKING)
    with pytest.raises(NoSuchExport):
        finished(desk, name)
    assert Stage.READY not in {each.stage for each in seen}
    assert seen[-1].what == "The export was given up while it was made."
    assert ledger.reader.count(LedgerQuery(actions=("export.made",))) == 0
    desk.close()
