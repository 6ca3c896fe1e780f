"""A state from a backup older than the ledger: declared by a person, it goes on, and nothing collides or is lost."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from appliance.restored import Declaration, NotRestored, declare
from services.audit.courier import NoLedger
from services.audit.errors import LedgerUnavailable
from services.audit.model import Action, Actor, ActorKind
from services.audit.reading import LedgerQuery
from services.audit_line.client import LedgerLine
from services.audit_line.courier import LineCourier, Patience
from services.audit_line.errors import LedgerAway
from services.kernel.clock import SystemClock
from services.ledger.ledger import Ledger
from services.state.store import StateStore, open_state
from tests.contract.store_world import an_event
from tests.doubles.audit_process import served
from tests.doubles.ledger import a_ledger

KEY = bytes(range(32))
PATIENCE = Patience(start=20, acknowledge=20, between=0.01, again=0.01)
SAID = Declaration(Actor(ActorKind.STAFF, "ira"), datetime(2026, 11, 20, 3, tzinfo=UTC), "The disk broke.")


class Rig:
    def __init__(self, folder: Path, ledger: Ledger, socket: Path) -> None:
        self.folder, self.ledger, self.socket = folder / "state", ledger, socket

    @asynccontextmanager
    async def state(self, *, joined: bool = True) -> AsyncIterator[StateStore]:
        line = LedgerLine(self.socket)
        courier = LineCourier("state", line, PATIENCE, line.close) if joined else NoLedger()
        store = await asyncio.to_thread(open_state, self.folder / "state.db", KEY, node="desk-1", courier=courier)
        try:
            yield store
        finally:
            await store.close()

    async def record(self, count: int, *, joined: bool = True, word: str = "before") -> None:
        async with self.state(joined=joined) as store:
            for _ in range(count):
                await store.write(lambda tx: tx.audit.record(replace(an_event(), body={"word": word})))

    async def declare(self, said: Declaration = SAID) -> tuple[int, int, int]:
        line = LedgerLine(self.socket)
        async with self.state(joined=False) as store:
            with closing(line):
                gap = await declare(store, line, SystemClock(), said)
        return gap.first, gap.last, gap.again

    def back_up(self) -> None:
        shutil.copytree(self.folder, self.folder.with_name("backup"))

    def restore(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.folder.with_name("backup"), self.folder)

    def filed(self) -> list[tuple[int, str]]:
        found = self.ledger.reader.stream(LedgerQuery(sources=("state",)))
        return [(one.filing.number, one.filing.body.get("word", one.filing.action)) for one in found]


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with closing(a_ledger(tmp_path / "ledger", SystemClock())) as ledger, served(ledger, tmp_path / "a.sock") as socket:
        yield Rig(tmp_path, ledger, socket)


async def test_a_restored_state_goes_on_behind_the_ledger_by_a_declaration(rig: Rig) -> None:
    await rig.record(4)
    rig.back_up()
    await rig.record(3, word="lost")
    rig.restore()
    with pytest.raises(LedgerUnavailable, match="audit ledger"):
        await rig.record(1)
    assert await rig.declare() == (5, 7, 0)
    await rig.record(2, word="after")
    assert rig.filed()[4:] == [
        (5, "lost"),
        (6, "lost"),
        (7, "lost"),
        (8, "state.restored"),
        (9, "after"),
        (10, "after"),
    ]
    declared = next(rig.ledger.reader.stream(LedgerQuery(actions=("state.restored",))))
    assert (declared.filing.actor_id, dict(declared.filing.body)) == (
        "ira",
        {
            "source": "state",
            "first": "5",
            "last": "7",
            "again": "0",
            "backup_of": "2026-11-20T03:00:00+00:00",
            "reason": "The disk broke.",
        },
    )
    async with rig.state(joined=False) as store:
        verdict = await store.read(lambda tx: tx.audit.verify())
        assert (verdict.intact, verdict.count, verdict.head.sequence) == (True, 7, 10)
        assert not any((await store.write(lambda tx: tx.audit.tampering())).values())


async def test_what_it_recorded_before_anybody_noticed_is_recorded_again(rig: Rig) -> None:
    await rig.record(2)
    rig.back_up()
    await rig.record(3, word="lost")
    rig.restore()
    await rig.record(2, joined=False, word="meanwhile")
    assert await rig.declare() == (3, 5, 2)
    await rig.record(1, word="after")
    words = ["before", "before", "lost", "lost", "lost", "state.restored", "meanwhile", "meanwhile", "after"]
    assert rig.filed() == list(enumerate(words, 1))


async def test_more_recorded_unnoticed_than_the_ledger_has_is_found_all_the_same(rig: Rig) -> None:
    await rig.record(2)
    rig.back_up()
    await rig.record(1, word="lost")
    rig.restore()
    await rig.record(3, joined=False, word="meanwhile")
    with pytest.raises(LedgerUnavailable, match="says something else now"):
        await rig.record(1)
    assert await rig.declare() == (3, 5, 1)
    await rig.record(1, word="after")
    words = ["before", "before", "lost", "meanwhile", "meanwhile", "state.restored", "meanwhile", "after"]
    assert rig.filed() == list(enumerate(words, 1))


async def test_a_new_empty_state_beside_an_old_ledger_can_be_declared(rig: Rig) -> None:
    await rig.record(3)
    shutil.rmtree(rig.folder)
    assert await rig.declare() == (1, 3, 0)
    await rig.record(1, word="after")
    assert rig.filed()[3:] == [(4, "state.restored"), (5, "after")]


async def test_twice_and_by_mistake_it_is_refused(rig: Rig) -> None:
    await rig.record(3)
    with pytest.raises(NotRestored, match="needs no declaration"):
        await rig.declare()
    rig.back_up()
    await rig.record(2)
    rig.restore()
    await rig.declare()
    with pytest.raises(NotRestored, match="needs no declaration"):
        await rig.declare()
    await rig.record(1, word="after")
    assert rig.filed()[-1] == (7, "after")


@pytest.mark.parametrize(
    "change", [{"reason": " "}, {"reason": "x" * 201}, {"backup_of": SystemClock().now() + timedelta(days=1)}]
)
async def test_who_says_too_little_is_refused(rig: Rig, change: dict[str, object]) -> None:
    await rig.record(1)
    with pytest.raises(NotRestored):
        await rig.declare(replace(SAID, **change))  # type: ignore[arg-type]


async def test_without_the_ledger_nothing_is_changed(rig: Rig, tmp_path: Path) -> None:
    await rig.record(2)
    rig.socket = tmp_path / "nobody.sock"
    with pytest.raises(LedgerAway):
        await rig.declare()
    async with rig.state(joined=False) as store:
        assert await store.read(lambda tx: tx.audit.head().sequence) == 2


async def test_no_other_event_leaves_a_gap_and_a_false_declaration_is_a_fault(rig: Rig) -> None:
    await rig.record(2)
    wrong = replace(an_event(), action=Action.STATE_RESTORED, body={"first": "9", "last": "4"})
    async with rig.state(joined=False) as store:
        await store.write(lambda tx: tx.audit.record_restored(wrong, 4))
        verdict = await store.read(lambda tx: tx.audit.verify())
        assert [(fault.kind.value, fault.sequence) for fault in verdict.faults] == [("missing", 3)]
