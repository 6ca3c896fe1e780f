"""`sealdesk messages`: staff see what did not arrive, settle what nobody knows, and keep what a patient says."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from appliance.cli import messages
from appliance.cli.messages import WrongClass, WrongNumber
from appliance.secret_files import SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.wiring.state import build_state
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from services.messaging.delivery import note_unknown
from services.messaging.desk import NotUnknown
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import DeliveryState
from services.state.transaction import SealedTx

SETTINGS = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""
NUMBER = "(312) 555-0142"
T = TypeVar("T")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "appliance.yaml"
    path.write_text(SETTINGS.format(tmp_path))
    create_missing_keys(load(path).folders.secrets)
    on_state(path, fill)
    return path


def fill(tx: SealedTx) -> None:
    now = SystemClock().now()
    message = OutboxMessage("msg_1", "+13125550142", "moved", Language.EN, {"clinic": "Maple", "new": "soon"}, now)
    tx.outbox.add(message)
    note_unknown(tx, message, now, "send_unknown")


def on_state(config: Path, work: Callable[[SealedTx], T]) -> T:
    async def run() -> T:
        settings = load(config)
        store = build_state(settings, SecretFiles.locate(settings.folders.secrets))
        try:
            return await store.write(work)
        finally:
            await store.close()

    return asyncio.run(run())


def test_what_is_unknown_is_listed_with_whom_to_call(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.list_troubled(config, "alex", as_json=False) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("msg_1", "unknown", "moved", "+13125550142", "send_unknown"))
    messages.list_troubled(config, "alex", as_json=True)
    [row] = json.loads(capsys.readouterr().out)["messages"]
    assert (row["id"], row["state"], row["why"]) == ("msg_1", "unknown", "send_unknown")


@pytest.mark.parametrize(("arrived", "state"), [(True, DeliveryState.SENT), (False, DeliveryState.FAILED)])
def test_it_is_settled_once(
    config: Path, capsys: pytest.CaptureFixture[str], *, arrived: bool, state: DeliveryState
) -> None:
    assert messages.settle(config, "msg_1", "alex", arrived=arrived) == 0
    row = on_state(config, lambda tx: tx.outbox.get("msg_1"))
    assert row is not None
    assert row.state is state
    with pytest.raises(NotUnknown):
        messages.settle(config, "msg_1", "alex", arrived=arrived)
    capsys.readouterr()


def test_nothing_to_see(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    messages.settle(config, "msg_1", "alex", arrived=True)
    capsys.readouterr()
    messages.list_troubled(config, "alex", as_json=False)
    assert capsys.readouterr().out == "No message is unknown, failed or undelivered.\n"


def test_a_patients_word_at_the_desk_stops_texts_and_brings_them_back(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    messages.set_texts(config, NUMBER, "alex", on=False)
    messages.number(config, "312-555-0142", "alex")
    messages.set_texts(config, NUMBER, "alex", on=True)
    messages.set_texts(config, NUMBER, "alex", on=True)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Texts are off."
    assert said[1].split() == ["texts", "stopped"]
    assert said[-2:] == ["Texts are on.", "Texts are on. They were before."]


def test_consent_to_texts_about_fees_is_kept_and_taken_back(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in (True, False):
        messages.consent(config, NUMBER, "alex", "billing", given=given)
        messages.number(config, NUMBER, "alex")
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("billing")]
    assert said == ["billing            yes, by staff", "billing            no, by staff"]


def test_what_is_no_number_and_no_class_is_said(config: Path) -> None:
    with pytest.raises(WrongNumber, match="ten digits"):
        messages.number(config, "555 x1", "alex")
    with pytest.raises(WrongClass, match="billing"):
        messages.consent(config, NUMBER, "alex", "reply", given=True)
