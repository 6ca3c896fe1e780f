"""A whole conversation: page, embedded understander, gateway, model server, and a change in the FHIR server."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm, Spoken
from tests.system.demo_clinic import Caller, DemoClinic

pytestmark = pytest.mark.timeout(180)
OPENING = "our basement flooded, so much for the cleaning"
ASIDE = "well Zebulon Quackenbush at 512-555-0100 minds the house, so the third and last of them is what i pick blorp"


def _as_a_model_would(body: dict[str, Any]) -> Spoken:
    """Answer as a model that understands what was meant, from the words as they reach it."""
    words = body["messages"][-1]["content"]
    commands = {
        OPENING: [{"command": "start_move", "span": "the cleaning"}],
        "blorp": [{"command": "confirm", "span": ""}],
    }.get(words, [{"command": "unclear", "span": ""}])
    return Spoken(json.dumps({"commands": commands}))


@contextmanager
def a_gateway(folder: Path, upstream: str) -> Iterator[str]:
    """Run `sealdesk gateway serve` until the block ends; yield its address."""
    address = f"unix:{folder / 'gateway.sock'}"
    command = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve"]
    words = [*command, "--upstream", upstream, "--listen", address]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 fixed words
        assert process.stderr is not None
        assert any("listens" in line for line in process.stderr)
        yield address
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        assert process.wait(30) == 0


@pytest.fixture(scope="module")
def model() -> FakeVllm:
    fake = FakeVllm()
    fake.held = _as_a_model_would
    return fake


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, model: FakeVllm) -> Iterator[DemoClinic]:
    folder = tmp_path_factory.mktemp("llama")
    with serving(model.app()) as upstream, a_gateway(folder, upstream) as gateway, pytest.MonkeyPatch.context() as told:
        told.setenv("SEALDESK_UNDERSTANDING__ENGINE", "llama")
        told.setenv("SEALDESK_UNDERSTANDING__GATEWAY", gateway)
        told.setenv("SEALDESK_UNDERSTANDING__TIMEOUT_SECONDS", "5")
        running = DemoClinic.start(folder / "demo")
        yield running
        assert running.stop() == 0


def booked(demo: DemoClinic, patient: str) -> list[str]:
    found = demo.fhir(f"Appointment?patient=Patient/{patient}&_count=50")
    return [entry["resource"]["start"] for entry in found["entry"] if entry["resource"]["status"] == "booked"]


def test_a_visit_is_moved_by_words_that_only_the_model_understands(demo: DemoClinic, model: FakeVllm) -> None:
    before = booked(demo, "pat-001")
    caller = Caller(demo)
    assert "full name" in caller.say(OPENING)
    caller.prove("Maria Santos", "March 14, 1985")
    offered = [choice for choice in caller.choices if "with" in choice["label"]]
    assert offered
    caller.say(ASIDE)
    caller.say(offered[0]["value"])
    assert "Done." not in caller.say("blorp")  # the model says that this is a yes
    assert booked(demo, "pat-001") == before
    assert "Done." in caller.press("Yes")
    assert booked(demo, "pat-001") != before
    caller.close()
    told = [body["messages"][-1]["content"] for body in model.chats]
    assert told[0] == OPENING
    assert "blorp" in told


def test_nothing_of_the_identity_check_reached_the_model(model: FakeVllm) -> None:
    assert len(model.chats) >= 3
    for said in (b"Santos", b"Maria", b"1985", b"March 14", b"Quackenbush", b"512-555"):
        assert said not in model.heard


def test_a_model_server_that_fails_changes_nothing_for_words_that_code_understands(
    demo: DemoClinic, model: FakeVllm
) -> None:
    model.fault = "500"
    caller = Caller(demo)
    caller.say("blorp blorp")
    assert "full name" in caller.say("I need to move my appointment")
    caller.close()
    model.fault = ""
