"""`sealdesk up` with its own gateway: a conversation through it, what reached the model server, and its sudden end."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.audit_file import verify_file
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm
from tests.system.answering import OPENING, as_a_model_would
from tests.system.demo_clinic import Caller
from tests.system.gateway_clinic import GatewayClinic

pytestmark = pytest.mark.timeout(240)
ASIDE = "well zheaquim oubrawe at 512-555-0100 minds the house, so the third and last of them is what i pick blorp"
STRANGER = {
    "resourceType": "Patient",
    "id": "pat-900",
    "name": [{"family": "Oubrawe", "given": ["Zheaquim"]}],
    "birthDate": "1971-02-03",
}
SECRETS = (b"Santos", b"Maria", b"1985", b"March 14", b"zheaquim", b"oubrawe", b"512-555", b"Quackenbush", b"987-65")


@pytest.fixture(scope="module")
def model() -> FakeVllm:
    fake = FakeVllm()
    fake.held = as_a_model_would
    return fake


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, model: FakeVllm) -> Iterator[GatewayClinic]:
    with serving(model.app()) as upstream:
        running = GatewayClinic.up(tmp_path_factory.mktemp("gw"), upstream, [STRANGER])
        yield running
        assert running.stop() == 0


def test_up_means_that_the_gateway_runs_and_knows_the_clinics_patients(clinic: GatewayClinic) -> None:
    standing = clinic.standing()
    assert set(standing) == {"audit", "bridge", "egress", "portal", "gateway"}
    assert all(row["healthy"] and row["pid"] for row in standing.values()), standing
    shown = clinic.sealdesk("status").stdout
    assert "note: gateway runs as" in shown
    for name in ("gateway/gateway.sock", "roster.sock"):
        assert (clinic.folder / "run" / name).stat().st_mode & 0o007 == 0


def test_the_doctor_sends_a_canary_through_the_gateway(clinic: GatewayClinic) -> None:
    checked = clinic.sealdesk("doctor")
    assert "BAD" not in checked.stdout, checked.stdout
    assert "nothing of an invented person in them" in checked.stdout
    assert "it hides an invented person; 61 patients known" in checked.stdout


def test_a_visit_is_moved_by_words_that_only_the_model_understands(clinic: GatewayClinic, model: FakeVllm) -> None:
    before = clinic.booked("pat-001")
    caller = Caller(clinic)
    assert "full name" in caller.say(OPENING)
    caller.prove("Maria Santos", "March 14, 1985")
    offered = [choice for choice in caller.choices if "with" in choice["label"]]
    caller.say(ASIDE)
    caller.say(offered[0]["value"])
    assert "Done." not in caller.say("blorp")  # the model says that this is a yes
    assert "Done." in caller.press("Yes")
    assert clinic.booked("pat-001") != before
    caller.close()
    told = [body["messages"][-1]["content"] for body in model.chats]
    assert OPENING in told
    assert any("minds the house" in words for words in told)


def test_nothing_of_anybody_reached_the_model_server_or_a_log(clinic: GatewayClinic, model: FakeVllm) -> None:
    assert len(model.chats) >= 3
    logs = b"".join(path.read_bytes() for path in (clinic.folder / "run/logs").iterdir())
    audit = (clinic.folder / "state-gateway/gateway-audit.jsonl").read_bytes()
    for said in SECRETS:
        assert said not in model.heard
        assert said not in logs + audit
    assert verify_file(clinic.folder / "state-gateway/gateway-audit.jsonl").intact


def test_a_killed_gateway_costs_no_conversation_and_is_started_again(clinic: GatewayClinic, model: FakeVllm) -> None:
    caller = Caller(clinic)
    pid = clinic.pid("gateway")
    os.kill(pid, signal.SIGKILL)
    heard = len(model.chats)
    caller.say("blorp blorp")
    assert "full name" in caller.say("I need to move my appointment")
    assert len(model.chats) == heard
    while not (row := clinic.standing()["gateway"])["healthy"] or row["pid"] == pid:
        assert clinic.process.poll() is None
    caller.prove("Isaac Bloom", "April 19, 1988")
    caller.say("blorp")
    assert len(model.chats) > heard
    caller.close()
    assert verify_file(clinic.folder / "state-gateway/gateway-audit.jsonl").intact


def test_down_leaves_nothing_of_the_gateway(clinic: GatewayClinic) -> None:
    pids = [clinic.pid(name) for name in ("audit", "bridge", "portal", "gateway")]
    assert clinic.sealdesk("down").stdout == "Sealdesk is stopped.\n"
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert clinic.sealdesk("status").returncode == 2
