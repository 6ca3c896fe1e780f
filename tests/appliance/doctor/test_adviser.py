from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.doctor.adviser import ADVISER
from appliance.doctor.examine import examine
from appliance.doctor.model import Finding, Grade, Patient
from services.gateway.api.app import create_gateway_app
from services.gateway.api.gateway import Gateway
from services.gateway.api.journal import Journal
from services.gateway.api.metrics import Metrics
from services.gateway.api.upstream import Address, Upstream
from services.gateway.vault.store import Vaults
from services.kernel.clock import SystemClock
from tests.appliance.settings_files import fresh_secrets, small_clinic
from tests.doubles.audit import MemoryTrail
from tests.doubles.clock import ManualClock
from tests.doubles.finder import SmallFinder
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm, Spoken


@pytest.fixture
def model() -> FakeVllm:
    fake = FakeVllm()
    fake.held = lambda _body: Spoken('{"commands":[{"command":"start_move","span":"the cleaning"}]}')
    return fake


@pytest.fixture
def gateway(model: FakeVllm) -> Iterator[str]:
    clock = ManualClock()
    with serving(model.app()) as address:
        upstream = Upstream(Address.read(address))
        journal = Journal(MemoryTrail(), clock, Metrics())
        parts = Gateway(SmallFinder(), Vaults(clock), upstream, upstream, journal)
        with serving(create_gateway_app(parts)) as served:
            yield served


async def examined(folder: Path, **understanding: str) -> Finding:
    settings = small_clinic(folder, understanding=understanding)
    (finding,) = await examine(Patient(settings, fresh_secrets(settings), SystemClock()), [ADVISER])
    return finding


async def test_without_a_model_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert (await examined(tmp_path)).grade is Grade.NOT_USED


async def test_a_model_behind_its_gateway_answers(tmp_path: Path, gateway: str, model: FakeVllm) -> None:
    finding = await examined(tmp_path, engine="llama", gateway=gateway)
    assert finding.grade is Grade.GOOD, finding.evidence
    assert "answers through the gateway in" in finding.evidence
    assert len(model.chats) == 1


async def test_a_model_server_without_a_gateway_is_found_before_it_is_told_anything(
    tmp_path: Path, model: FakeVllm
) -> None:
    with serving(model.app()) as address:
        finding = await examined(tmp_path, engine="llama", gateway=address)
    assert finding.grade is Grade.BAD
    assert "nothing would be redacted" in finding.evidence
    assert model.chats == []


async def test_a_server_that_is_down_or_does_not_keep_to_the_schema(
    tmp_path: Path, gateway: str, model: FakeVllm
) -> None:
    finding = await examined(tmp_path, engine="llama", gateway=f"unix:{tmp_path}/none.sock")
    assert (finding.grade, finding.evidence) == (Grade.BAD, "no answer (down)")
    model.held = lambda _body: Spoken("I moved it!")
    finding = await examined(tmp_path, engine="llama", gateway=gateway)
    assert finding.evidence == "the answer is not as the schema has it"
    model.fault = "500"
    finding = await examined(tmp_path, engine="llama", gateway=gateway)
    assert finding.evidence == "no answer (refused)"
    assert finding.mend
