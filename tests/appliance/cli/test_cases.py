"""`sealdesk cases` beside a running portal: the commands share its state file and reach the EHR through its bridge."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from appliance.cli import cases
from appliance.places import Places
from appliance.secret_files import SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.settings.model import Settings
from appliance.wiring.changes import PolicyNow
from appliance.wiring.dialogue import clinic_facts
from appliance.wiring.policy import policy_book
from appliance.wiring.state import build_state
from services.audit.model import Actor, ActorKind
from services.bridge.link.app import create_bridge_app
from services.handoff.errors import AlreadyDecided, NoSuchCase, WithColleague
from services.handoff.gates import GateBook
from services.handoff.opening import open_task
from services.handoff.service import FrontDesk
from services.handoff.task import End, Request, Transcript
from services.kernel.clock import SystemClock
from services.kernel.ids import RandomIds
from services.kernel.language import Language
from services.scheduling.answering_time import AnsweringTime
from services.scheduling.change import ChangeProtocol
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import ChangeKind, Escalation
from services.scheduling.patience import Patience
from services.scheduling.policy import Finding
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import Settlement
from services.state.store import StateStore
from tests.contract.link_server import serving_on
from tests.doubles.builders import a_patient, a_slot, an_appointment, half_hour
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.workflows import MemoryWorkflows
from tests.services.scheduling.change_rig import no_wait

SETTINGS = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""
CASE = "case_1"


@dataclass
class Portal:
    """What runs beside the command: the state, the fake EHR behind the bridge, and the sweep that starts changes."""

    file: Path
    settings: Settings
    store: StateStore
    system: FakeSchedulingSystem

    @property
    def visit(self) -> Appointment:
        return self.system.records.appointments["appt-1"]

    def slot(self, number: int) -> Slot:
        return self.system.records.slots[f"slot-{number}"]

    async def sweep(self) -> None:
        """Start what a command recorded, again and again."""
        clock, workflows = SystemClock(), MemoryWorkflows()
        settle = Settlement(self.store, clock, clinic_facts(self.settings))
        allowed = PolicyNow(policy_book(self.settings), clock)
        protocol = ChangeProtocol(self.store, self.system, clock, allowed, settle, Patience(pause=no_wait))
        workflows.register(WORKFLOW, protocol.run)
        changes = ChangeService(self.store, clock, RandomIds(), workflows, settle)
        while True:
            await changes.sweep()
            await asyncio.sleep(0.02)


@pytest.fixture
async def portal(tmp_path: Path) -> AsyncIterator[Portal]:
    """A portal with one case: a patient waits for the provider's approval of slot-1; slot-2 is free too."""
    file = tmp_path / "appliance.yaml"
    file.write_text(SETTINGS.format(tmp_path))
    settings = load(file)
    create_missing_keys(settings.folders.secrets)
    store = build_state(settings, SecretFiles(settings.folders.secrets))
    system, now = FakeSchedulingSystem(), SystemClock().now()
    old, *free = [
        a_slot(id=f"slot-{n}", interval=half_hour(now + timedelta(days=3 + n)), visit_types=frozenset())
        for n in (0, 1, 2)
    ]
    system.add(a_patient(), old, *free, an_appointment(id="appt-1", slot=old))
    case = Escalation(CASE, "policy_provider_approval", now, now, "chat_1", "pat-1", None, {"words": "later please"})
    request = Request(
        kind=ChangeKind.MOVE,
        appointment=system.records.appointments["appt-1"],
        slot=system.records.slots["slot-1"],
        actor=Actor(ActorKind.PATIENT, "chat_1"),
        asked_at=now,
        language=Language.EN,
        transcript=Transcript("chat_1", 3, ("later please",)),
        findings=(Finding("provider_approval"),),
        phone="+13125550142",
    )
    answering = AnsweringTime(settings.clinic.zone_info, timedelta(hours=4))
    await store.write(lambda tx: open_task(tx, case, request, GateBook(), answering))
    socket = Places.of(settings).bridge_socket
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with serving_on(socket, create_bridge_app(system)):
        made = Portal(file, settings, store, system)
        sweeping = asyncio.create_task(made.sweep())
        yield made
        sweeping.cancel()
    await store.close()


async def test_a_case_is_listed_and_shown_with_why_and_what(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(cases.list_open, portal.file, "jo", as_json=True) == 0
    (row,) = json.loads(capsys.readouterr().out)["cases"]
    assert (row["id"], row["gate"], row["state"], row["in_hand"]) == (CASE, "provider_approval", "open", None)
    assert await asyncio.to_thread(cases.show, portal.file, CASE, "jo") == 0
    shown = capsys.readouterr().out
    for words in ("The provider approves each new time.", "later please", "held", "Elena Rivera", "(tell)"):
        assert words in shown


async def test_an_approval_is_made_by_the_portal(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(cases.approve, portal.file, CASE, "jo", None) == 0
    assert capsys.readouterr().out == "Approved and done.\n"
    assert portal.visit.slot_ids == ("slot-1",)
    with pytest.raises(AlreadyDecided):
        await asyncio.to_thread(cases.approve, portal.file, CASE, "kim", None)
    with pytest.raises(NoSuchCase):
        await asyncio.to_thread(cases.approve, portal.file, "case_9", "jo", None)


async def test_another_time_can_be_chosen(portal: Portal) -> None:
    assert await asyncio.to_thread(cases.approve, portal.file, CASE, "jo", "slot-2") == 0
    assert portal.visit.slot_ids == ("slot-2",)


async def test_a_decline_tells_the_patient_and_leaves_the_visit(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(cases.WrongReason, match="provider_said_no"):
        await asyncio.to_thread(cases.decline, portal.file, CASE, "jo", "no", "")
    assert await asyncio.to_thread(cases.decline, portal.file, CASE, "jo", "provider_said_no", "on leave") == 0
    assert capsys.readouterr().out == "Declined.\n"
    task = await portal.store.read(lambda tx: tx.tasks.get(CASE))
    assert task is not None
    assert task.end is End.DECLINED
    texts = await portal.store.read(lambda tx: [row.message.template for row in tx.outbox.newest(9)])
    assert texts == ["declined"]
    assert portal.visit.slot_ids == ("slot-0",)


async def test_what_a_colleague_has_in_hand_is_left_to_them(portal: Portal) -> None:
    desk = FrontDesk(portal.store, SystemClock(), "")
    await desk.claim(CASE, Actor(ActorKind.STAFF, "kim"))
    with pytest.raises(WithColleague):
        await asyncio.to_thread(cases.approve, portal.file, CASE, "jo", None)
    with pytest.raises(WithColleague):
        await asyncio.to_thread(cases.close, portal.file, CASE, "jo")
