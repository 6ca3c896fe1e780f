"""Legal holds in the audit process: over the real socket, and put right from the ledger at the start."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from starlette.requests import Request

from appliance.places import Places
from appliance.secret_files import DATA_KEYS_KEY, LEDGER_KEYS, SecretFiles, create_missing_keys
from appliance.settings.model import Settings
from appliance.wiring.audit import OpenLedger, build_ledger
from appliance.wiring.holds import build_holds, only_whole
from services.audit.model import Actor, ActorKind
from services.audit.reading import LedgerQuery
from services.audit_line.asking import LineAsker
from services.audit_line.errors import LedgerAway, LedgerRefused
from services.audit_line.holds import HoldLine
from services.keys.app import hold_routes
from services.ledger.app import Admission, NotAdmitted
from services.sealed.opening import connect
from tests.appliance.settings_files import small_clinic
from tests.doubles.audit_process import OURS, served
from tests.doubles.clock import ManualClock

ANN, BEN = "a" * 64, "b" * 64
KIM = Actor(ActorKind.STAFF, "kim", "compliance")
LEE = Actor(ActorKind.STAFF, "lee", "compliance")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    create_missing_keys(tmp_path / "secrets", LEDGER_KEYS)
    return small_clinic(tmp_path, audit={"node": "desk-1"})


@pytest.fixture
def opened(settings: Settings) -> Iterator[OpenLedger]:
    found = build_ledger(settings, SecretFiles(settings.folders.secrets), ManualClock())
    yield found
    found.close()


@pytest.fixture
def socket(opened: OpenLedger, tmp_path: Path) -> Iterator[Path]:
    routes = hold_routes(build_holds(opened), partial(only_whole, OURS))
    with served(opened.ledger, tmp_path / "audit.sock", routes=routes) as path:
        yield path


@pytest.fixture
async def line(socket: Path) -> AsyncIterator[HoldLine]:
    found = HoldLine(socket)
    yield found
    await found.aclose()


def said(opened: OpenLedger) -> list[tuple[str, str, str, str | None, str]]:
    found = opened.ledger.reader.stream(LedgerQuery(sources=("holds",)))
    return [
        (each.filing.action, each.filing.outcome, each.filing.actor_id, each.filing.patient, each.filing.node)
        for each in found
    ]


async def test_a_hold_is_placed_listed_and_lifted_by_name(line: HoldLine, opened: OpenLedger) -> None:
    hold = await line.place(KIM, "matter 12", ANN)
    assert opened.data_keys.holds_on(ANN) == [hold]
    with pytest.raises(LedgerRefused, match="Somebody else placed") as refused:
        await line.lift(LEE, hold.id, "settled")
    assert refused.value.name == "HoldOfAnother"
    lifted = await line.lift(replace(LEE, role="security_officer"), hold.id, "settled")
    assert await line.list(KIM) == [lifted] == opened.data_keys.holds()
    assert (lifted.lifted_by, lifted.lift_reason) == ("lee", "settled")
    assert said(opened) == [
        ("hold.placed", "success", "kim", ANN, "desk-1"),
        ("hold.lifted", "refused", "lee", ANN, "desk-1"),
        ("hold.lifted", "success", "lee", ANN, "desk-1"),
        ("hold.shown", "success", "kim", None, "desk-1"),
    ]


async def test_at_once_many_are_placed_and_each_is_on_record(line: HoldLine, opened: OpenLedger) -> None:
    await asyncio.gather(*(line.place(KIM, f"matter {number}") for number in range(12)))
    assert len(await line.list(KIM)) == 12
    assert [each[0] for each in said(opened)] == ["hold.placed"] * 12 + ["hold.shown"]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"actor":{"kind":"staff","id":""},"reason":"x"}', b"[" * 70_000])
async def test_a_question_that_names_nobody_changes_nothing(socket: Path, opened: OpenLedger, body: bytes) -> None:
    asker = LineAsker(socket)
    with pytest.raises(LedgerRefused, match="cannot be read"):
        await asker.ask("POST", "/v1/holds", body)
    await asker.aclose()
    assert opened.data_keys.holds() == []


def test_who_may_not_file_for_every_source_changes_no_hold() -> None:
    admission = Admission({5: frozenset({"egress"}), 6: None}, frozenset({6, 7}))
    for peer in (5, 7, 8, None):
        with pytest.raises(NotAdmitted):
            only_whole(admission, Request({"type": "http", "state": {"peer": peer}}))
    only_whole(admission, Request({"type": "http", "state": {"peer": 6}}))


async def test_when_nobody_answers_it_is_said(tmp_path: Path) -> None:
    away = HoldLine(tmp_path / "nobody.sock")
    with pytest.raises(LedgerAway):
        await away.list(KIM)
    await away.aclose()


def test_an_older_copy_of_the_file_loses_no_hold(settings: Settings) -> None:
    secrets, clock = SecretFiles(settings.folders.secrets), ManualClock()
    opened = build_ledger(settings, secrets, clock)
    desk, file = build_holds(opened), Places.of(settings).data_keys_file
    first = desk.place(KIM, ANN, "matter 12")
    older = tuple((path, path.read_bytes()) for path in file.parent.iterdir() if not path.name.endswith("-shm"))
    second = desk.place(KIM, ANN, "matter 13")
    desk.lift(KIM, first.id, "settled")
    holds = opened.data_keys.holds()
    opened.close()
    for path, content in older:
        path.write_bytes(content)
    again = build_ledger(settings, secrets, clock)
    assert again.data_keys.holds() == [first]
    build_holds(again)
    assert again.data_keys.holds() == holds
    assert again.data_keys.holds_on(None) == [second]
    again.close()


def test_a_file_of_before_reasons_for_lifting_is_brought_up(settings: Settings) -> None:
    secrets, clock = SecretFiles(settings.folders.secrets), ManualClock()
    opened = build_ledger(settings, secrets, clock)
    hold = build_holds(opened).place(KIM, ANN, "matter 12")
    opened.close()
    file, key = Places.of(settings).data_keys_file, secrets.key(DATA_KEYS_KEY)
    before = connect(file, key, AssertionError)
    before.execute("ALTER TABLE holds DROP COLUMN lift_reason")
    before.close()
    again = build_ledger(settings, secrets, clock)
    assert again.data_keys.holds() == [hold]
    assert build_holds(again).lift(KIM, hold.id, "settled").lift_reason == "settled"
    again.close()
