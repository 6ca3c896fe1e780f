"""`sealdesk fees`: listed without names, handed over, settled once, each with the person in the audit trail."""

import asyncio
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.opening import opened_state
from appliance.settings.load import load
from services.audit.model import Action
from services.state.trail import AuditQuery
from tests.contract.fees import a_fee

SETTINGS = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
{1}
"""
PAGE = "payments: {page_url: 'https://pay.maple.example/fee'}"


def a_clinic(folder: Path, payments: str = PAGE) -> Path:
    file = folder / "appliance.yaml"
    file.write_text(SETTINGS.format(folder, payments))
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700)
    for name in ("state.key", "pepper", "cookie.key"):
        (secrets / name).touch(mode=0o600)
        (secrets / name).write_bytes(os.urandom(32))

    async def fill() -> None:
        async with opened_state(load(file)) as store:
            await store.write(lambda tx: tx.fees.add(a_fee()))

    asyncio.run(fill())
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return a_clinic(tmp_path)


def run(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["fees", *words, "--as", "m.ortiz", "--config", str(file)])
    assert result.exit_code == 0, result.exception
    return result.output


def failing(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["fees", *words, "--as", "m.ortiz", "--config", str(file)])
    assert result.exit_code == 1
    return str(result.exception)


def actions(file: Path) -> list[tuple[str, str]]:
    async def read() -> list[tuple[str, str]]:
        async with opened_state(load(file)) as store:
            rows = await store.read(lambda tx: tx.audit.search(AuditQuery()))
            return [(row.record.action, row.record.actor_id) for row in rows]

    return asyncio.run(read())


def test_open_fees_are_listed_without_whose_they_are(file: Path) -> None:
    assert run(file, "list") == "fee_1  $25  due  Appointment/appt-1\n"
    assert json.loads(run(file, "list", "--json")) == {"fees": [{"id": "fee_1", "state": "due", "cents": 2500}]}


def test_a_fee_is_handed_over_looked_up_and_paid(file: Path) -> None:
    url = run(file, "hand-over", "fee_1").splitlines()[0]
    assert url.startswith("https://pay.maple.example/fee?ref=pay_")
    assert run(file, "hand-over", "fee_1").splitlines()[0] == url
    assert run(file, "look-up", url.split("ref=")[1]) == "fee_1  Office fee  $25\n"
    assert run(file, "paid", "fee_1") == "fee_1 is paid.\n"
    assert run(file, "list") == "No open fees.\n"
    assert "settled already" in failing(file, "void", "fee_1")
    steps = [Action.FEE_PREPARED, Action.FEE_HANDED_OVER, Action.FEE_LOOKED_UP, Action.FEE_PAID]
    assert actions(file) == [(step.value, "m.ortiz") for step in steps]


def test_a_waiver_needs_a_persons_reason(file: Path) -> None:
    for reason in ("because", "free_by_rule"):
        assert "Use one of: emergency" in failing(file, "waive", "fee_1", "--reason", reason)
    assert run(file, "waive", "fee_1", "--reason", "emergency") == "fee_1 is waived.\n"
    assert actions(file) == [(Action.FEE_WAIVED.value, "m.ortiz")]


def test_without_a_page_the_desk_is_told_so(tmp_path: Path) -> None:
    file = a_clinic(tmp_path, "")
    assert "payments.page_url" in failing(file, "hand-over", "fee_1")
    assert run(file, "void", "fee_1") == "fee_1 is void.\n"


def test_an_unknown_fee_is_said_to_be_unknown(file: Path) -> None:
    assert "There is no such fee." in failing(file, "paid", "fee_9")


def test_settled_ones_are_listed_on_demand(file: Path) -> None:
    assert "No settled fees." in run(file, "list", "--settled")
    run(file, "paid", "fee_1")
    assert "fee_1  $25  paid" in run(file, "list", "--settled")
    assert "fee_1 is refunded." in run(file, "refund", "fee_1", "--reason", "goodwill")
    assert "refunded" in run(file, "list", "--settled")


def test_a_text_without_the_patients_word_is_refused(file: Path) -> None:
    assert "No telephone number is known" in failing(file, "text", "fee_1")
