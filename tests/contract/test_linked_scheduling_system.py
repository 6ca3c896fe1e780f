"""The link keeps the contract that the system behind it keeps: nothing is lost between two processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.bridge.link.app import create_bridge_app
from services.bridge.link.client import LinkedSchedulingSystem
from services.scheduling.model import Capabilities, Lock, MoveSupport
from services.scheduling.ports import SchedulingSystem
from tests.contract.link_server import serving_on
from tests.contract.scheduling_system import (
    ChangingContract,
    HoldingContract,
    ReadingContract,
    ServerCheckContract,
    VersionedContract,
)
from tests.contract.test_fake_scheduling_system import FakeHarness, capable


class Linked:
    """A harness whose system is the link and whose every other part is the fake's."""

    def __init__(self, inner: FakeHarness, system: SchedulingSystem) -> None:
        self.system = system
        self.page_size, self.keeps_marks = inner.page_size, inner.keeps_marks
        self.seed_patient, self.seed_slot = inner.seed_patient, inner.seed_slot
        self.seed_appointment, self.truth = inner.seed_appointment, inner.truth
        self.slot_truth, self.occupying = inner.slot_truth, inner.occupying
        self.desk_takes, self.desk_blocks = inner.desk_takes, inner.desk_blocks
        self.desk_touches, self.desk_cancels = inner.desk_touches, inner.desk_cancels


async def linked(path: Path, capabilities: Capabilities) -> AsyncIterator[Linked]:
    inner = FakeHarness(capabilities)
    with serving_on(path / "bridge.sock", create_bridge_app(inner.system)) as socket_path:
        link = LinkedSchedulingSystem(socket_path)
        yield Linked(inner, link)
        await link.aclose()


class TestAtomicBehindTheLink(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[Linked]:
        async for harness in linked(tmp_path, capable(MoveSupport.ATOMIC, Lock.ETAG)):
            yield harness


class TestTwoStepBehindTheLink(ReadingContract, ChangingContract, ServerCheckContract):
    @pytest.fixture
    async def harness(self, tmp_path: Path) -> AsyncIterator[Linked]:
        async for harness in linked(tmp_path, capable(MoveSupport.TWO_STEP, Lock.SERVER_CHECK, frees_slots=True)):
            yield harness
