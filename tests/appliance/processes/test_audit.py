"""The audit process: opens its ledger, answers at its socket, records its own start and end."""

import asyncio
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from appliance.audit_callers import admission
from appliance.errors import ProcessError
from appliance.places import Places
from appliance.processes import audit
from appliance.processes.audit import serve
from appliance.secret_files import LEDGER_KEYS, create_missing_keys
from appliance.settings.model import Settings
from appliance.wiring.audit import ledger_reader
from services.audit.model import Actor, ActorKind
from services.audit.reading import LedgerQuery
from services.audit_line.client import LedgerLine
from services.kernel.clock import Clock
from services.keys.errors import DataKeysFault
from services.ledger.errors import LedgerError
from services.reports.asked import Asking, Form, Order
from services.reports.desk import Stage
from services.reports.line import ExportLine
from tests.appliance.settings_files import small_clinic
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import filings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    create_missing_keys(tmp_path / "secrets", LEDGER_KEYS)
    return small_clinic(tmp_path, audit={"node": "desk-1"})


async def actions(settings: Settings) -> list[str]:
    reader = ledger_reader(settings)
    try:
        return [each.filing.action async for each in reader.stream(LedgerQuery())]
    finally:
        await reader.aclose()


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


class Running:
    """The process's `serve` as a task."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.stop = asyncio.Event()
        self.task = asyncio.ensure_future(serve(settings, self.stop, clock))

    async def __aenter__(self) -> "Running":
        while not answers(Places.of(self.settings).audit_socket) and not self.task.done():  # noqa: ASYNC110 no event
            await asyncio.sleep(0.005)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop.set()
        await self.task


async def test_it_takes_events_and_keeps_them(settings: Settings) -> None:
    line = LedgerLine(Places.of(settings).audit_socket)
    async with Running(settings):
        await asyncio.to_thread(line.take, filings(2))
    line.close()
    async with Running(settings):
        found = await actions(settings)
    assert found == ["service.started", "chat.opened", "chat.opened", "service.stopped", "service.started"]
    assert Places.of(settings).ledger.stat().st_mode & 0o077 == 0


async def test_an_export_that_nobody_fetches_is_removed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_LOOK", timedelta(milliseconds=10))
    clock, places = ManualClock(), Places.of(settings)
    async with Running(settings, clock):
        line = ExportLine(places.audit_socket)
        name = await line.order(Order(forms=frozenset({Form.CSV})), Asking(Actor(ActorKind.STAFF, "k.obi"), "a test"))
        while (await line.standing(name)).stage is not Stage.READY:  # noqa: ASYNC110 it is asked over its socket
            await asyncio.sleep(0.005)
        lying = places.ledger / "exports" / f"{name}.zip"
        assert lying.exists()
        clock.advance(timedelta(hours=1, seconds=1))
        while lying.exists():  # noqa: ASYNC110 the process looks by itself
            await asyncio.sleep(0.005)
        await line.aclose()


async def test_what_it_says_of_itself_names_the_appliance_and_the_process(settings: Settings) -> None:
    async with Running(settings):
        reader = ledger_reader(settings)
        (started,) = [each.filing async for each in reader.stream(LedgerQuery())]
        await reader.aclose()
    assert (started.source, started.node, started.actor_id) == ("audit", "desk-1", "audit")


@pytest.mark.parametrize("name", LEDGER_KEYS[:2])
async def test_a_wrong_key_opens_nothing(settings: Settings, name: str) -> None:
    async with Running(settings):
        pass
    key = settings.folders.secrets / name
    key.unlink()
    create_missing_keys(settings.folders.secrets, [name])
    with pytest.raises((LedgerError, DataKeysFault)):
        await serve(settings, asyncio.Event())


def test_who_is_admitted_must_be_there(settings: Settings) -> None:
    wrong = settings.model_copy(update={"audit": settings.audit.model_copy(update={"readers": ("nobody-here",)})})
    with pytest.raises(ProcessError, match=r"nobody-here \(audit.readers\)"):
        admission(wrong)


def test_root_files_for_all_and_reads(settings: Settings) -> None:
    admitted = admission(settings)
    assert admitted.may_file(0, frozenset({"state", "gateway"}))
    assert 0 in admitted.readers
    assert not admitted.may_file(4_000_000, frozenset({"state"}))
