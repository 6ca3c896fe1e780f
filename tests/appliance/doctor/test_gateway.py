"""The doctor's canary, against gateways that hide and gateways that do not."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from appliance.doctor import gateway as doctor
from appliance.doctor.examine import examine
from appliance.doctor.gateway import RUNNING, SETTINGS, Canary
from appliance.doctor.model import Check, Finding, Grade, Patient
from appliance.processes.gateway import serve_settings
from appliance.settings.model import Settings
from appliance.wiring.gateway import GatewayOptions, build_gateway
from services.gateway.api.gateway import Gateway
from services.kernel.clock import Clock, SystemClock
from tests.appliance.settings_files import fresh_secrets, small_clinic
from tests.doubles.finder import SmallFinder
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm


def clinic(folder: Path, upstream: str, **gateway: object) -> Settings:
    (folder / "state-gateway").mkdir(exist_ok=True)
    (folder / "roster.jsonl").write_text('{"name": "Zelda Wildenstein"}\n')
    roster = {"source": "file", "file": str(folder / "roster.jsonl")}
    return small_clinic(folder, gateway={"runs": True, "upstream": upstream, "roster": roster, **gateway})


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    with serving(FakeVllm().app()) as address:
        yield address


async def examined(settings: Settings, check: Check) -> Finding:
    (finding,) = await examine(Patient(settings, fresh_secrets(settings), SystemClock()), [check])
    return finding


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    process = asyncio.create_task(serve_settings(settings, stop))
    socket = settings.folders.run / "gateway/gateway.sock"
    while not socket.exists() and not process.done():  # noqa: ASYNC110 a file appears
        await asyncio.sleep(0.01)
    yield
    stop.set()
    await process


async def test_without_a_gateway_of_ours_there_is_nothing_to_check(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path)
    assert (await examined(settings, SETTINGS)).grade is Grade.NOT_USED
    assert (await examined(settings, RUNNING)).grade is Grade.NOT_USED


async def test_nothing_of_the_canary_passes_the_gateway_as_it_is_set(tmp_path: Path) -> None:
    finding = await examined(clinic(tmp_path, "http://127.0.0.1:1"), SETTINGS)
    assert finding.grade is Grade.GOOD, finding.evidence
    assert "nothing of an invented person in them" in finding.evidence


async def test_a_gateway_that_lets_the_canary_through_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(options: GatewayOptions, clock: Clock) -> Gateway:
        gateway, finder = build_gateway(options, clock), SmallFinder()
        finder.blind = True
        object.__setattr__(gateway, "finder", finder)
        return gateway

    monkeypatch.setattr(doctor, "build_gateway", blind)
    finding = await examined(clinic(tmp_path, "http://127.0.0.1:1"), SETTINGS)
    assert finding.grade is Grade.BAD
    assert finding.evidence.startswith(
        "the name and the social security number and the telephone number of an invented"
    )


async def test_the_running_gateway_hides_the_canary_and_knows_its_patients(tmp_path: Path, model: str) -> None:
    settings = clinic(tmp_path, model)
    async with running(settings):
        finding = await examined(settings, RUNNING)
        while "is not there yet" in finding.evidence:
            finding = await examined(settings, RUNNING)
    assert finding.grade is Grade.GOOD, finding.evidence
    assert "1 patients known" in finding.evidence


async def test_a_running_gateway_without_its_roster_or_its_model_server_is_found(tmp_path: Path, model: str) -> None:
    settings = clinic(tmp_path, model, roster={"source": "ehr"})
    async with running(settings):
        finding = await examined(settings, RUNNING)
    assert finding.grade is Grade.BAD
    assert finding.evidence == "the roster of patients is not there yet, and calls are refused (down)"
    settings = clinic(tmp_path, "http://127.0.0.1:1", roster={"source": "none"})
    async with running(settings):
        finding = await examined(settings, RUNNING)
    assert finding.evidence == "redaction ok, model server down"


async def test_a_gateway_that_is_not_there_is_found(tmp_path: Path, model: str) -> None:
    finding = await examined(clinic(tmp_path, model), RUNNING)
    assert finding.evidence == "no answer (ConnectError)"
    assert finding.mend


def test_the_canary_is_another_one_each_time_and_found_in_any_case() -> None:
    assert len({Canary().phone for _ in range(50)}) > 10
    assert Canary().in_(b"QUACKENBUSH") == ["the name"]
    assert Canary().in_(b"[NAME_1]") == []
