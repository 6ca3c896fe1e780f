"""`sealdesk egress` and `sealdesk baa`: from a key and a signed agreement to an open channel, and shut again."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli import egress
from appliance.cli.app import app
from appliance.cli.opening import opened_state
from appliance.places import Places
from appliance.processes.egress import serve
from appliance.secret_files import RAW_KEYS
from appliance.settings.load import load
from appliance.wiring.egress import Network
from services.audit.model import Action
from services.kernel.clock import SystemClock
from services.state.trail import AuditQuery
from tests.appliance.processes.test_egress import records
from tests.appliance.processes.test_egress_bridge import tls_ehr
from tests.contract.certificates import Authority, make_authority
from tests.doubles.egress import Diversion, ManualTimer, ScriptedResolver
from tests.services.egress.doorway import PUBLIC, until

HOST = "fhir.harborbook.example"
SETTINGS = """\
clinic: {{name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}}
scheduling_system: {{base_url: "https://fhir.harborbook.example/fhir", ca_file: {0}/vendors.pem}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
egress:
  agreements: {{folder: {0}/agreements, approvers: [{1}]}}
  systems_of_record: true
  destinations:
    - {{name: ehr, host: fhir.harborbook.example, baa: {{vendor: Harborbook, product: FHIR}}}}
"""
STOCK = """\
clinic: {{name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return a_clinic(tmp_path, SETTINGS)


def a_clinic(folder: Path, text: str) -> Path:
    file = folder / "appliance.yaml"
    file.write_text(text.format(folder, ""))
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700)
    for name in RAW_KEYS:
        (secrets / name).touch(mode=0o600)
        (secrets / name).write_bytes(os.urandom(32))
    Places.of(load(file)).egress_state.mkdir(mode=0o700)
    return file


def run(file: Path, *words: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, [*words, "--config", str(file)])
    assert result.exit_code == status, result.output + str(result.exception)
    return result.output if status == 0 or result.exception.__class__ is SystemExit else str(result.exception)


def actions(file: Path) -> list[tuple[str, str]]:
    async def read() -> list[tuple[str, str]]:
        async with opened_state(load(file)) as store:
            rows = await store.read(lambda tx: tx.audit.search(AuditQuery()))
            return [(row.record.action, row.record.actor_id) for row in rows]

    return asyncio.run(read())


def trusting(file: Path) -> Path:
    """Make an approver's key and trust it; return the key."""
    key = file.parent / "approver.pem"
    public = run(file, "baa", "keygen", "--as", "k.obi", "--out", str(key)).splitlines()[0]
    file.write_text(SETTINGS.format(file.parent, json.dumps(public)))
    return key


def signed(file: Path, key: Path, *, until_day: str = "2120-01-01", name: str = "hb-1") -> Path:
    """Have an agreement signed; return its record."""
    (file.parent / "agreement.pdf").write_bytes(b"a signed agreement")
    out = file.parent / f"{name}.record"
    words = ["--vendor", "Harborbook", "--product", "FHIR", "--counterparty", "Harborbook Software, Inc."]
    words += ["--effective", "2020-01-01", "--expires", until_day, "--document", str(file.parent / "agreement.pdf")]
    run(file, "baa", "sign", "--as", "k.obi", "--key", str(key), *words, "--id", name, "--out", str(out))
    return out


def test_stock_lists_nothing(tmp_path: Path) -> None:
    file = a_clinic(tmp_path, STOCK)
    assert run(file, "egress", "list") == "Nothing may leave: the allow-list is empty.\n"
    assert run(file, "egress", "explain", "api.twilio.com:443", "--who", "egress", status=1).startswith(
        "No (unknown_host). No entry"
    )
    assert "no egress process runs" in run(file, "egress", "test", "--as", "m.ortiz")


def test_from_a_key_to_an_open_door_and_shut_again(file: Path) -> None:
    shut = run(file, "egress", "list")
    assert shut.startswith(f"ehr              SHUT  {HOST}:443  tunnel for sealdesk-bridge; phi full; internet;")
    assert "Record the signed agreement" in shut
    key = trusting(file)
    assert key.stat().st_mode & 0o777 == 0o400
    record = signed(file, key)
    told = run(file, "baa", "add", str(record), "--as", "k.obi")
    assert told.endswith("It covers ehr.\n")
    assert run(file, "egress", "explain", f"{HOST}:443").startswith("Yes (allowed).")
    assert "ehr              open" in run(file, "egress", "list")
    assert run(file, "baa", "list", "--as", "k.obi").startswith("hb-1                 counts for ")
    assert "within a minute" in run(file, "baa", "withdraw", "hb-1", "--as", "k.obi")
    assert run(file, "egress", "explain", f"{HOST}:443", status=1).startswith("No (baa_missing).")
    assert "ehr is shut: nothing covers Harborbook/FHIR." in run(file, "baa", "list", "--as", "k.obi")
    steps = [Action.BAA_KEY_MADE, Action.BAA_SIGNED, Action.BAA_ADDED, Action.BAA_LISTED, Action.BAA_WITHDRAWN]
    assert actions(file) == [(step.value, "k.obi") for step in (*steps, Action.BAA_LISTED)]
    assert (file.parent / "agreements/withdrawn/hb-1.json").exists()


def test_a_record_that_nobody_trusted_signed_or_that_is_over_is_not_taken(file: Path) -> None:
    other = file.parent / "other.pem"
    run(file, "baa", "keygen", "--as", "k.obi", "--out", str(other))
    key = trusting(file)
    assert "not signed with a key" in run(
        file, "baa", "add", str(signed(file, other, name="a")), "--as", "k.obi", status=1
    )
    over = signed(file, key, until_day="2021-01-01", name="b")
    assert "has expired" in run(file, "baa", "add", str(over), "--as", "k.obi", status=1)
    good = signed(file, key, name="c")
    run(file, "baa", "add", str(good), "--as", "k.obi")
    assert "is there already" in run(file, "baa", "add", str(good), "--as", "k.obi", status=1)
    assert "No record" in run(file, "baa", "withdraw", "../c", "--as", "k.obi", status=1)
    assert "is there already" in run(file, "baa", "keygen", "--as", "k.obi", "--out", str(key), status=1)


def test_without_an_appliance_a_key_is_made_and_it_says_that_nothing_was_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEALDESK_CONFIG", str(tmp_path / "none.yaml"))
    result = CliRunner().invoke(app, ["baa", "keygen", "--as", "k.obi", "--out", str(tmp_path / "k.pem")])
    assert result.exit_code == 0
    assert "nothing was recorded" in result.output


def test_what_is_no_destination_or_caller_is_said(file: Path) -> None:
    assert "is no host and port" in run(file, "egress", "explain", HOST, status=1)
    assert "Use one of: bridge, portal, egress" in run(file, "egress", "explain", f"{HOST}:443", "--who", "x", status=1)
    assert "Use one of: ehr" in run(file, "egress", "test", "nobody", "--as", "m.ortiz", status=1)
    assert "does not answer" in run(file, "egress", "test", "--as", "m.ortiz", status=1)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "vendors")


@asynccontextmanager
async def a_running_door(file: Path, port: int) -> AsyncIterator[Diversion]:
    settings, stop = load(file), asyncio.Event()
    timer, dialer = ManualTimer(), Diversion(port)
    network = Network(ScriptedResolver(**{HOST: [PUBLIC]}), dialer, timer)
    serving = asyncio.create_task(serve(settings, stop, SystemClock(), network))
    await until(lambda: timer.slept or serving.done())
    try:
        yield dialer
    finally:
        stop.set()
        await serving
        await dialer.hang_up()


@pytest.mark.parametrize(
    ("served", "ok", "evidence"),
    [(HOST, True, f"{PUBLIC} answers by TLSv1.3"), ("other.example", False, "Hostname mismatch")],
)
async def test_a_test_dials_and_begins_tls_and_is_on_record(
    file: Path, authority: Authority, served: str, ok: object, evidence: str
) -> None:
    record = await asyncio.to_thread(lambda: signed(file, trusting(file)))
    await asyncio.to_thread(run, file, "baa", "add", str(record), "--as", "k.obi")
    with tls_ehr(authority, served) as port:
        async with a_running_door(file, port) as dialer:
            (found,) = await egress.ask_for_test(load(file), None, "m.ortiz")
    assert found["ok"] is ok
    assert evidence.replace(PUBLIC, "127.0.0.1") in found["evidence"]
    assert dialer.dialled == [(PUBLIC, 443)]
    *_, tested, _ = records(load(file))
    assert (tested["action"], tested["actor_id"]) == ("egress.tested", "m.ortiz")
    assert tested["outcome"] == ("success" if ok else "failed")


async def test_a_shut_door_is_not_dialled_in_a_test_either(file: Path, authority: Authority) -> None:
    with tls_ehr(authority, HOST) as port:
        async with a_running_door(file, port) as dialer:
            (found,) = await egress.ask_for_test(load(file), "ehr", "m.ortiz")
    assert "No business associate agreement" in found["evidence"]
    assert dialer.dialled == []


async def test_the_doors_audit_file_is_verified_with_the_trail(file: Path) -> None:
    await asyncio.to_thread(trusting, file)
    async with a_running_door(file, 9):
        pass
    said = await asyncio.to_thread(run, file, "audit", "verify", "--as", "k.obi")
    assert said.splitlines()[1].startswith("egress: Intact: 2 records")
    audit = Places.of(load(file)).egress_state / "egress-audit.jsonl"
    audit.write_text(audit.read_text().replace("service.started", "service.stopped"))
    assert "egress: NOT intact" in await asyncio.to_thread(
        partial(run, file, "audit", "verify", "--as", "k.obi", status=1)
    )
