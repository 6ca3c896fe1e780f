"""Fake scheduling systems of every kind, and a strict one."""

from dataclasses import replace

import pytest

from services.scheduling.model import Capabilities, Lock, MoveSupport
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.services.scheduling.change_rig import NO_LOCK, TWO_STEP

FREES = replace(STRICT, frees_slots=True, lock=Lock.SERVER_CHECK)
EVERY_KIND = [STRICT, TWO_STEP, FREES, replace(FREES, move=MoveSupport.TWO_STEP), NO_LOCK]


@pytest.fixture(params=EVERY_KIND, ids=lambda c: f"{c.move}-{c.lock}-{'frees' if c.frees_slots else 'keeps'}")
def system(request: pytest.FixtureRequest) -> FakeSchedulingSystem:
    capabilities: Capabilities = request.param
    return FakeSchedulingSystem(capabilities)


@pytest.fixture
def strict() -> FakeSchedulingSystem:
    return FakeSchedulingSystem(STRICT)
