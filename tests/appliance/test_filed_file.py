"""An audit file hands its records to the ledger: in order, each once, over a rotation and a restart."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from appliance import filed_file
from appliance.audit_file import AuditFile, full_files
from appliance.filed_file import FiledFile
from services.audit.errors import LedgerDown, NotAcknowledged
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.audit_line.courier import LineCourier, Patience
from services.audit_line.errors import LedgerAway
from tests.doubles.courier import MemoryIntake

PATIENCE = Patience(start=5, acknowledge=0.1, between=0.005, again=0.005)
EVENT = AuditEvent(
    datetime(2027, 3, 1, tzinfo=UTC), Actor(ActorKind.SERVICE, "gateway"), Action.GATEWAY_CALLED, body={"found": "1"}
)


def opened(path: Path, ledger: MemoryIntake, largest: int = 100_000) -> FiledFile:
    return FiledFile(path, AuditFile(path, "desk-1", largest), "gateway", LineCourier("gateway", ledger, PATIENCE))


def numbers(ledger: MemoryIntake) -> list[int]:
    return [each.number for each in ledger.taken]


async def test_whoever_recorded_waits_until_the_ledger_has_it(tmp_path: Path) -> None:
    ledger = MemoryIntake()
    trail = opened(tmp_path / "audit.jsonl", ledger)
    await trail.known()
    for count in range(1, 6):
        trail.require()
        trail.record(EVENT)
        await trail.filed()
        assert numbers(ledger) == list(range(1, count + 1))
    trail.close()
    assert {(each.source, each.action, each.node) for each in ledger.taken} == {("gateway", "gateway.called", "desk-1")}


async def test_what_the_ledger_missed_comes_from_the_files_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filed_file, "KEPT", 2)
    ledger = MemoryIntake()
    ledger.broken = LedgerAway()
    trail = opened(tmp_path / "audit.jsonl", ledger, largest=1500)
    for _ in range(12):
        trail.record(EVENT)
    with pytest.raises(NotAcknowledged):
        await trail.filed()
    with pytest.raises(LedgerDown):
        trail.require()
    trail.close()
    assert full_files(tmp_path / "audit.jsonl")
    ledger.broken = None
    again = opened(tmp_path / "audit.jsonl", ledger, largest=1500)
    again.record(EVENT)
    await again.filed()
    again.close()
    assert numbers(ledger) == list(range(1, 14))
