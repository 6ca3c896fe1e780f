"""Real processes are killed: nothing shows before the ledger has it, nothing is lost, nothing comes twice."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from appliance.secret_files import SecretFiles
from appliance.settings.load import load
from appliance.settings.model import Settings
from appliance.wiring.audit import ledger_reader
from appliance.wiring.state import read_state
from services.audit.filing import Filing, filing_of
from services.audit.reading import LedgerQuery
from services.audit_line.errors import AuditLineError
from tests.system.demo_clinic import Caller, DemoClinic

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoClinic]:
    started = DemoClinic.start(tmp_path_factory.mktemp("demo") / "d")
    yield started
    started.stop()


async def in_ledger(settings: Settings) -> list[Filing]:
    reader = ledger_reader(settings)
    try:
        return [each.filing async for each in reader.stream(LedgerQuery(sources=("state",)))]
    finally:
        await reader.aclose()


async def in_state(settings: Settings) -> list[Filing]:
    store = read_state(settings, SecretFiles.locate(settings.folders.secrets))
    try:
        links = await store.read(lambda tx: list(tx.audit.rows()))
    finally:
        await store.close()
    return [filing_of(each, "state") for each in links]


def filed(demo: DemoClinic) -> list[Filing]:
    """Return the state's events in the ledger, once both sides hold the same."""
    settings = load(demo.settings)

    async def both() -> list[Filing]:
        while True:
            kept = await in_state(settings)
            try:
                taken = await in_ledger(settings)
            except AuditLineError:
                continue
            assert taken == kept[: len(taken)]
            if len(taken) == len(kept):
                return taken

    return asyncio.run(both())


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Keep a process from running until the block ends."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def until_up(demo: DemoClinic, name: str, before: int) -> None:
    """Wait until the supervisor has started a process again, and it answers."""
    while True:
        found = {each.split()[0]: each.split() for each in demo.sealdesk("status").stdout.splitlines() if each}
        row = found.get(name, [])
        if len(row) > 2 and row[1].isdecimal() and int(row[1]) != before and row[2] == "healthy":
            return


def count(events: list[Filing], action: str) -> int:
    return sum(each.action == action for each in events)


def test_while_the_ledger_does_not_answer_nobody_hears_anything_new(demo: DemoClinic) -> None:
    caller = Caller(demo, "en")
    before = len(filed(demo))
    way = httpx.HTTPTransport(uds=str(demo.folder / "run" / "portal.sock"))
    with stopped(demo.pid("audit")), httpx.Client(transport=way, timeout=60) as portal:
        said = portal.post(
            f"http://localhost/chats/{caller.chat}/messages", json={"text": "I want to talk to a person"}
        )
        assert (said.status_code, "audit ledger" in said.json()["problem"]) == (503, True)
        heard = portal.get(f"http://localhost/chats/{caller.chat}/lines", params={"after": 0})
        assert heard.status_code == 503
        cases = demo.sealdesk("cases", "list", "--as", "desk")
        assert (cases.returncode, "audit ledger" in cases.stderr) == (1, True)
    events = filed(demo)
    assert len(events) > before
    assert count(events, "person.asked") == 1
    caller.close()


def test_the_audit_process_is_killed_in_the_middle_of_a_change(demo: DemoClinic) -> None:
    before = demo.booked("pat-001")
    caller = Caller(demo, "en")
    caller.say("I need to move my appointment")
    caller.prove("Maria Santos", "March 14, 1985")
    caller.say(next(choice["value"] for choice in caller.choices if "with" in choice["label"]))
    audit = demo.pid("audit")
    killer = threading.Timer(0.05, os.kill, (audit, signal.SIGKILL))
    killer.start()
    with suppress(httpx.HTTPStatusError):
        caller.press("Yes")
    killer.join()
    until_up(demo, "audit", audit)
    while count(events := filed(demo), "change.done") == 0:
        with suppress(httpx.HTTPStatusError):
            if count(events, "change.requested") == 0:
                caller.say("yes")
    assert (count(events, "change.requested"), count(events, "change.done")) == (1, 1)
    after = demo.booked("pat-001")
    assert len(after) == len(before) == 1
    assert after != before
    caller.close()


def test_the_portal_is_killed_between_its_commit_and_the_acknowledgement(demo: DemoClinic) -> None:
    caller = Caller(demo, "en")
    settings = load(demo.settings)
    before = len(filed(demo))
    portal = demo.pid("portal")
    with stopped(demo.pid("audit")):
        asking = threading.Thread(target=_ask, args=(demo.folder / "run" / "portal.sock", caller.chat))
        asking.start()
        while len(asyncio.run(in_state(settings))) == before:
            pass
        os.kill(portal, signal.SIGKILL)
        asking.join()
    until_up(demo, "portal", portal)
    events = filed(demo)
    assert len(events) > before
    assert [each.number for each in events] == list(range(1, len(events) + 1))
    caller.close()


def _ask(socket: Path, chat: str) -> None:
    with httpx.Client(
        base_url="http://localhost", transport=httpx.HTTPTransport(uds=str(socket)), timeout=60
    ) as portal:
        try:
            portal.post(f"/chats/{chat}/messages", json={"text": "I want to talk to a person"})
        except httpx.HTTPError:
            return
