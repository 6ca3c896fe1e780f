"""`sealdesk keys hold` against a running audit process: by name, for a reason, only by whom it may be."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.holds import WrongHold
from appliance.cli.opening import opened_state
from appliance.secret_files import LEDGER_KEYS, STATE_KEY, SecretFiles, create_missing_keys
from appliance.settings.load import load
from services.accounts.enrolling import Enrolling
from services.accounts.errors import NotPermitted
from services.accounts.model import Role
from services.audit.model import Actor, ActorKind
from services.audit_line.errors import LedgerAway, LedgerRefused
from services.kernel.clock import SystemClock
from services.state.keys import patient_reference
from tests.appliance.cli.test_audit import SETTINGS, Process


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "appliance.yaml"
    made.write_text(SETTINGS.format(tmp_path))
    create_missing_keys(tmp_path / "secrets")
    create_missing_keys(tmp_path / "secrets", LEDGER_KEYS)
    (tmp_path / "state").mkdir(mode=0o700)
    return made


@pytest.fixture
def clinic(file: Path) -> Iterator[Path]:
    with Process(load(file)):
        yield file


def hold(clinic: Path, *words: str, staff: str = "Kim Lee") -> str:
    result = CliRunner().invoke(app, ["keys", "hold", *words, "--as", staff, "--config", str(clinic)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def accounts(clinic: Path, **roles: Role) -> None:
    async def add() -> None:
        async with opened_state(load(clinic)) as store:
            for name, role in roles.items():
                await Enrolling(store, SystemClock()).add(name, name, {role}, Actor(ActorKind.STAFF, "setup"))

    asyncio.run(add())


def events(clinic: Path, kind: str, staff: str = "Kim Lee") -> list[dict[str, object]]:
    words = ["audit", "search", "--kind", kind, "--as", staff, "--json", "--config", str(clinic)]
    found: list[dict[str, object]] = json.loads(CliRunner().invoke(app, words).output)["events"]
    return found


def test_a_patients_records_are_held_under_the_hash_and_lifted_again(clinic: Path) -> None:
    placed = json.loads(hold(clinic, "place", "--patient", "pat-1", "--reason", "matter 12", "--json"))
    key = SecretFiles(load(clinic).folders.secrets).key(STATE_KEY)
    assert placed["patient"] == patient_reference(key, "pat-1")
    shown = hold(clinic, "list")
    assert placed["id"] in shown
    assert "STANDS" in shown
    assert "matter 12" in shown
    assert "pat-1" not in shown
    assert "is lifted" in hold(clinic, "lift", placed["id"], "--reason", "settled")
    shown = hold(clinic, "list")
    assert "by Kim Lee: settled" in shown
    assert "No legal hold stands." in shown
    assert [each["outcome"] for each in events(clinic, "hold.placed")] == ["success"]


def test_everybodys_records_are_held_only_when_it_is_said(clinic: Path) -> None:
    for words in ([], ["--patient", "pat-1", "--everything"]):
        with pytest.raises(WrongHold):
            hold(clinic, "place", "--reason", "matter 12", *words)
    assert "stands on all records" in hold(clinic, "place", "--everything", "--reason", "matter 12")


def test_only_who_may_places_and_lifts_and_each_refusal_is_on_record(clinic: Path) -> None:
    accounts(clinic, kim=Role.COMPLIANCE, lee=Role.COMPLIANCE, sam=Role.SECURITY_OFFICER, pat=Role.IT)
    with pytest.raises(NotPermitted):
        hold(clinic, "place", "--everything", "--reason", "matter 12", staff="pat")
    (denied,) = events(clinic, "staff.denied", "kim")
    assert denied["actor_id"] == "pat"
    placed = json.loads(hold(clinic, "place", "--everything", "--reason", "matter 12", "--json", staff="kim"))
    with pytest.raises(LedgerRefused, match="Somebody else placed"):
        hold(clinic, "lift", placed["id"], "--reason", "settled", staff="lee")
    (refused,) = events(clinic, "hold.lifted", "kim")
    assert (refused["actor_id"], refused["role"], refused["outcome"]) == ("lee", "compliance", "refused")
    hold(clinic, "lift", placed["id"], "--reason", "settled", staff="sam")
    assert "No legal hold stands." in hold(clinic, "list", staff="kim")


def test_without_the_audit_process_nothing_is_held(file: Path) -> None:
    with pytest.raises(LedgerAway):
        hold(file, "place", "--everything", "--reason", "matter 12")
