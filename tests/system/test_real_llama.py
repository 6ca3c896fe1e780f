"""A whole conversation past a model server that nobody here scripted: chat, gateway, vLLM, and a change in the EHR.

`make vllm` names a real vLLM in SEALDESK_MODEL_SERVER; without one the fake answers as a well-trained model would.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from scripts.vllm.gateway import a_gateway
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm, Spoken
from tests.system.demo_clinic import Caller, DemoClinic
from tests.system.llama_clinic import a_clinic

pytestmark = pytest.mark.timeout(300)
REAL = os.environ.get("SEALDESK_MODEL_SERVER", "")
KEY = os.environ.get("SEALDESK_MODEL_SERVER_KEY", "contract-key")
OPENING = "the bus does not run that day, can we find another day please"


def _as_trained(body: dict[str, Any]) -> Spoken:
    command = "start_move" if body["messages"][-1]["content"] == OPENING else "unclear"
    return Spoken(json.dumps({"commands": [{"command": command, "span": ""}]}))


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    fake = FakeVllm(KEY)
    fake.held = _as_trained
    with ExitStack() as stack:
        upstream = REAL or stack.enter_context(serving(fake.app()))
        yield stack.enter_context(a_gateway(tmp_path_factory.mktemp("gateway"), upstream, KEY))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, gateway: str) -> Iterator[DemoClinic]:
    with a_clinic(tmp_path_factory.mktemp("demo"), gateway) as clinic:
        yield clinic


def asked(gateway: str) -> int:
    """Return how many questions went past the gateway and were answered."""
    transport = httpx.HTTPTransport(uds=gateway.removeprefix("unix:"))
    with httpx.Client(base_url="http://gateway", transport=transport) as http:
        text = http.get("/metrics").text
    found = re.search(r"^sealdesk_gateway_call_seconds_count(?:\{[^}]*\})? (\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


def test_a_visit_is_moved_with_a_model_server_that_nobody_scripted(demo: DemoClinic, gateway: str) -> None:
    before = demo.booked("pat-001")
    caller = Caller(demo)
    assert "full name" in caller.say(OPENING)
    assert asked(gateway) == 1
    caller.prove("Maria Santos", "March 14, 1985")
    offered = next((choice for choice in caller.choices if "with" in choice["label"]), None)
    while offered is None:
        caller.say(caller.choices[0]["value"])  # which visit, where there are several
        offered = next((choice for choice in caller.choices if "with" in choice["label"]), None)
    caller.say(offered["value"])
    assert demo.booked("pat-001") == before
    assert "Done." in caller.press("Yes")
    assert demo.booked("pat-001") != before
    caller.close()


def test_words_that_no_model_understands_change_nothing(demo: DemoClinic, gateway: str) -> None:
    before, questions = demo.booked("pat-001"), asked(gateway)
    caller = Caller(demo)
    caller.say("zorp the flimflam quite blorp")
    assert asked(gateway) == questions + 1
    assert demo.booked("pat-001") == before
    caller.close()
