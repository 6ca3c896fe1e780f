"""`sealdesk waitlist`: listed in rank without names, ranked and taken off under the name of who did it."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.opening import opened_state
from appliance.secret_files import create_missing_keys
from appliance.settings.load import load
from services.audit.model import Action
from services.state.trail import AuditQuery
from tests.contract.waitlist_store import a_round, an_entry

SETTINGS = """\
clinic: {{name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "appliance.yaml"
    made.write_text(SETTINGS.format(tmp_path))
    create_missing_keys(tmp_path / "secrets")
    (tmp_path / "state").mkdir(mode=0o700)

    async def fill() -> None:
        async with opened_state(load(made)) as store:
            for entry in (an_entry(), an_entry(id="entry_2", patient_id="pat-2")):
                await store.write(lambda tx, entry=entry: tx.waitlist.entries.put(entry))  # type: ignore[misc]
            await store.write(lambda tx: tx.waitlist.rounds.add(a_round()))

    asyncio.run(fill())
    return made


def run(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["waitlist", *words, "--as", "m.ortiz", "--config", str(file)])
    assert result.exit_code == 0, result.exception
    return result.output


def failing(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["waitlist", *words, "--as", "m.ortiz", "--config", str(file)])
    assert result.exit_code != 0
    return f"{result.exception} {result.output}"


def actions(file: Path) -> list[tuple[str, str]]:
    async def read() -> list[tuple[str, str]]:
        async with opened_state(load(file)) as store:
            rows = await store.read(lambda tx: tx.audit.search(AuditQuery()))
            return [(row.record.action, row.record.actor_id) for row in rows]

    return asyncio.run(read())


def ids(file: Path) -> list[str]:
    return [row["id"] for row in json.loads(run(file, "list", "--json"))["waiting"]]


def test_who_waits_is_listed_in_rank_without_names(file: Path) -> None:
    listed = run(file, "list")
    assert [line.split()[0] for line in listed.splitlines()] == ["entry_1", "entry_2"] == ids(file)
    assert "pat-" not in listed
    assert "312555" not in listed


def test_priority_changes_the_rank_and_is_audited(file: Path) -> None:
    assert run(file, "priority", "entry_2", "3") == "entry_2  priority 3.\n"
    assert ids(file) == ["entry_2", "entry_1"]
    assert (Action.WAITLIST_CHANGED, "m.ortiz") in actions(file)
    assert "no such priority" in failing(file, "priority", "entry_2", "11")


def test_who_is_taken_off_is_gone(file: Path) -> None:
    assert run(file, "remove", "entry_1") == "Off the list.\n"
    assert ids(file) == ["entry_2"]
    assert (Action.WAITLIST_LEFT, "m.ortiz") in actions(file)
    assert "no such entry" in failing(file, "remove", "entry_1")


def test_what_is_on_offer_is_listed(file: Path) -> None:
    assert run(file, "rounds").startswith("round_1  ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--agreed"),
        (("--agreed", "--hours", "9 to 12"), "09:00-12:00"),
        (("--agreed", "--hours", "12:00-09:00"), "earlier time first"),
        (("--agreed", "--weekdays", "someday"), "monday"),
        (("--agreed", "--earliest", "tomorrow"), "2026-12-31"),
    ],
)
def test_a_wish_that_cannot_be_read_is_told_how_to_write_it(file: Path, words: tuple[str, ...], said: str) -> None:
    found = CliRunner().invoke(
        app, ["waitlist", "add", "pat-3", "appt-3", "--as", "m.ortiz", "--config", str(file), *words]
    )
    assert found.exit_code != 0
    error = found.exception
    assert said in f"{found.output} {getattr(error, 'do', '')}"
