"""A whole conversation: page, embedded understander, gateway, model server, and a change in the FHIR server."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from scripts.vllm.gateway import a_gateway
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm
from tests.system.answering import OPENING, as_a_model_would
from tests.system.demo_clinic import Caller, DemoClinic
from tests.system.llama_clinic import a_clinic

pytestmark = pytest.mark.timeout(180)
KEY = "model-server-key"
ASIDE = "well Zebulon Quackenbush at 512-555-0100 minds the house, so the third and last of them is what i pick blorp"


@pytest.fixture(scope="module")
def model() -> FakeVllm:
    fake = FakeVllm(KEY)
    fake.held = as_a_model_would
    return fake


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, model: FakeVllm) -> Iterator[DemoClinic]:
    folder = tmp_path_factory.mktemp("llama")
    with ExitStack() as stack:
        upstream = stack.enter_context(serving(model.app()))
        yield stack.enter_context(a_clinic(folder, stack.enter_context(a_gateway(folder, upstream, KEY))))


def test_a_visit_is_moved_by_words_that_only_the_model_understands(demo: DemoClinic, model: FakeVllm) -> None:
    before = demo.booked("pat-001")
    caller = Caller(demo)
    assert "full name" in caller.say(OPENING)
    caller.prove("Maria Santos", "March 14, 1985")
    offered = [choice for choice in caller.choices if "with" in choice["label"]]
    assert offered
    caller.say(ASIDE)
    caller.say(offered[0]["value"])
    assert "Done." not in caller.say("blorp")  # the model says that this is a yes
    assert demo.booked("pat-001") == before
    assert "Done." in caller.press("Yes")
    assert demo.booked("pat-001") != before
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
