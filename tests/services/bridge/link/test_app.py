import logging

import httpx
import pytest
from starlette.applications import Starlette

from services.bridge.link.app import create_bridge_app
from services.bridge.link.wire import RELEASE
from services.scheduling.errors import SystemBusy
from services.scheduling.model import Slot
from tests.doubles.builders import a_patient, a_slot
from tests.doubles.scheduling_system import FakeSchedulingSystem


class Broken(FakeSchedulingSystem):
    """A system with a defect inside."""

    async def slot(self, slot_id: str) -> Slot:
        raise ZeroDivisionError(f"Maria Garcia in {slot_id}")

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        raise ZeroDivisionError("Maria Garcia")


async def ask(app: Starlette, path: str, content: bytes = b"{}", method: str = "POST") -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bridge") as http:
        return await http.request(method, path, content=content)


async def test_a_method_is_called_by_its_name() -> None:
    fake = FakeSchedulingSystem()
    fake.add(a_patient())
    answer = await ask(create_bridge_app(fake), "/v1/patient", b'{"patient_id": "pat-1"}')
    assert answer.status_code == 200
    assert answer.json()["family"] == "Garcia Lopez"


async def test_an_expected_error_says_what_and_what_to_do() -> None:
    fake = FakeSchedulingSystem()
    fake.fail_next("patient", SystemBusy("Locked.", "Wait.", 3.0))
    answer = await ask(create_bridge_app(fake), "/v1/patient", b'{"patient_id": "pat-1"}')
    assert answer.status_code == 409
    expected = {"code": "system_busy", "what": "Locked.", "do": "Wait.", "rule": "", "retry_after": 3.0}
    assert answer.json() == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"patient_id": 7}',
        b'{"patient_id": "a", "extra": 1}',
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"patient_id": "' + b"x" * 2_000_000 + b'"}',
    ],
)
async def test_arguments_it_does_not_know_are_refused(content: bytes) -> None:
    answer = await ask(create_bridge_app(FakeSchedulingSystem()), "/v1/patient", content)
    assert answer.status_code == 400
    assert answer.json()["code"] == "refused"


async def test_a_method_it_does_not_have_is_refused() -> None:
    answer = await ask(create_bridge_app(FakeSchedulingSystem()), "/v1/__class__")
    assert (answer.status_code, answer.json()["code"]) == (404, "refused")


async def test_a_defect_inside_is_logged_by_its_type_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    app = create_bridge_app(Broken())
    with caplog.at_level(logging.ERROR):
        read = await ask(app, "/v1/slot", b'{"slot_id": "slot-1"}')
        slot = (await ask(app, "/v1/hold")).status_code
    assert (read.status_code, read.json()["code"]) == (409, "malformed_answer")
    assert slot == 400
    assert "ZeroDivisionError" in caplog.text
    assert "Maria" not in caplog.text + read.text


async def test_a_defect_during_a_write_leaves_its_outcome_unknown() -> None:
    arguments = RELEASE.arguments.validate_python({"slot": a_slot(), "operation_id": "op_1"})
    content = RELEASE.arguments.dump_json(arguments)
    answer = await ask(create_bridge_app(Broken()), "/v1/release", content)
    assert answer.json()["code"] == "outcome_unknown"


async def test_health_asks_the_system_itself() -> None:
    fake = FakeSchedulingSystem()
    app = create_bridge_app(fake)
    assert (await ask(app, "/health", method="GET")).json()["system"] == "fake"
    fake.fail_next("capabilities", SystemBusy("Locked.", "Wait."))
    assert (await ask(app, "/health", method="GET")).status_code == 409
