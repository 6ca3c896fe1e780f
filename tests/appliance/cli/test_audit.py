"""`sealdesk audit` against a running audit process: what people see, and that each look is on record first."""

import asyncio
import json
import socket
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.places import Places
from appliance.processes.audit import serve
from appliance.secret_files import LEDGER_KEYS, STATE_KEY, SecretFiles, create_missing_keys
from appliance.settings.load import load
from appliance.settings.model import Settings
from services.audit_line.client import LedgerLine
from services.state.keys import patient_reference
from tests.doubles.ledger import a_filing

SETTINGS = """\
clinic: {{name: Maple Street Clinic, phone: "+1 212 555 0100", zone: America/Chicago}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
audit: {{node: desk-1}}
"""


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


class Process:
    """The audit process in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self._loop.run_until_complete(serve(self._settings, self._stop))
        self._loop.close()

    def __enter__(self) -> None:
        self._thread.start()
        path = Places.of(self._settings).audit_socket
        while not answers(path) and self._thread.is_alive():
            threading.Event().wait(0.005)

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


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
    """A running audit process whose log holds some events."""
    settings = load(file)
    key = SecretFiles.locate(settings.folders.secrets).key(STATE_KEY)
    mine = patient_reference(key, "pat-1")
    with Process(settings):
        line = LedgerLine(Places.of(settings).audit_socket)
        filings = [
            a_filing(1, action="staff.signed_in", actor_kind="staff", actor_id="l.marsh", body={"roles": "approver"}),
            a_filing(2, action="staff.sign_in_failed", actor_kind="staff", actor_id="l.marsh", outcome="failed"),
            a_filing(3, action="change.done", patient=mine, resource="Appointment/12", operation="op-1"),
            a_filing(4, action="case.shown", actor_kind="staff", actor_id="l.marsh", patient=mine),
        ]
        line.take([replace(each, node="desk-1") for each in filings])
        line.close()
        yield file


def run(file: Path, *words: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, ["audit", *words, "--config", str(file)])
    assert result.exit_code == status, (result.exception, result.output)
    return result.output


def failing(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["audit", *words, "--config", str(file)])
    assert result.exit_code != 0
    return f"{result.exception} {result.output}"


def searched(file: Path, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(file, "search", *words, "--as", "k.obi", "--json"))["events"]
    return found


def test_a_search_is_recorded_and_found(clinic: Path) -> None:
    found = searched(clinic, "--patient", "pat-1", "--sort", "action")
    assert [one["action"] for one in found] == ["case.shown", "change.done", "ledger.searched"]
    (look,) = searched(clinic, "--kind", "ledger.searched", "--user", "k.obi", "--sort", "sequence")[:1]
    shown = json.loads(run(clinic, "show", str(look["sequence"]), "--as", "k.obi", "--json"))
    assert shown["actor_id"] == "k.obi"
    assert shown["proven"] is True
    assert shown["body"]["patients"] == found[0]["patient"]
    assert "pat-1" not in json.dumps(shown)


def test_a_page_in_words_and_the_next(clinic: Path) -> None:
    page = run(clinic, "search", "--user", "l.marsh", "--limit", "2", "--sort", "sequence", "--as", "k.obi")
    assert page.splitlines()[0].split()[:2] == ["No.", "When"]
    assert "staff signed in" in page
    after = page.rsplit("--after ", 1)[1].strip()
    rest = run(clinic, "search", "--user", "l.marsh", "--after", after, "--sort", "sequence", "--as", "k.obi")
    assert "case shown" in rest
    assert "No event fits." in run(clinic, "search", "--user", "nobody", "--as", "k.obi")


def test_one_event_in_words(clinic: Path, tmp_path: Path) -> None:
    first = searched(clinic, "--kind", "staff.signed_in")[0]
    to = tmp_path / "proof.tlog"
    shown = run(clinic, "show", str(first["sequence"]), "--as", "k.obi", "--proof", str(to))
    assert to.read_text().startswith("c2sp.org/tlog-proof@v1\nextra ")
    assert "\nindex " in to.read_text()
    assert "roles                approver" in shown
    assert "Proven: it is entry" in shown


def test_a_test_event_is_recorded_and_proven(clinic: Path) -> None:
    assert "Proven: it is entry" in run(clinic, "append-test", "--as", "k.obi")
    assert json.loads(run(clinic, "append-test", "--as", "k.obi", "--json"))["proven"] is True
    assert len(searched(clinic, "--kind", "ledger.tested")) == 2


def test_a_report_in_the_terminal(clinic: Path) -> None:
    since = ("--since", "2020-01-01", "--until", "2030-01-01")
    said = run(clinic, "report", "sign-ins", *since, "--as", "k.obi")
    assert "staff sign in failed" in said
    assert "What this cannot show:" in said
    rows = json.loads(run(clinic, "report", "patient-users", "--patient", "pat-1", *since, "--as", "k.obi", "--json"))
    assert {row["Who"] for row in rows["rows"]} == {"caller chat_1", "staff l.marsh", "staff k.obi"}
    assert "needs" in failing(clinic, "report", "disclosures", "--as", "k.obi")


def test_the_reports_are_listed(file: Path) -> None:
    assert "disclosures" in run(file, "report")
    names = {one["report"] for one in json.loads(run(file, "report", "--json"))["reports"]}
    assert {"activity", "breach", "outbound"} <= names


def test_an_export_is_made_recorded_and_checked(clinic: Path, tmp_path: Path) -> None:
    to = tmp_path / "out.zip"
    words = (
        "export",
        str(to),
        "--as",
        "k.obi",
        "--reason",
        "yearly audit",
        "--ground",
        "inside",
        "--form",
        "csv fhir",
        "--kind",
        "staff.",
    )
    made = json.loads(run(clinic, *words, "--json"))
    assert made["events"] == 2
    assert "events.csv" in zipfile.ZipFile(to).namelist()
    assert "UNANCHORED" in run(clinic, "verify", str(to), status=2)
    (event,) = searched(clinic, "--kind", "export.made")
    shown = json.loads(run(clinic, "show", str(event["sequence"]), "--as", "k.obi", "--json"))
    assert shown["body"]["manifest_sha256"] == made["manifest_sha256"]
    again = tmp_path / "again.zip"
    run(clinic, "export", str(again), *words[2:], "--checkpoint", str(made["checkpoint"]))
    assert again.read_bytes() == to.read_bytes()
    assert "exists already" in failing(clinic, *words)


def test_an_edited_export_is_said_to_be_invalid(clinic: Path, tmp_path: Path) -> None:
    to = tmp_path / "out.zip"
    run(clinic, "export", str(to), "--as", "k.obi", "--reason", "audit", "--ground", "inside", "--form", "csv")
    with zipfile.ZipFile(to) as archive:
        archive.extractall(tmp_path / "out")
    table = tmp_path / "out" / "events.csv"
    table.write_bytes(table.read_bytes().replace(b"l.marsh", b"k.obi00"))
    assert json.loads(run(clinic, "verify", str(tmp_path / "out"), "--json", status=1))["status"] == "invalid"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--reason", " "), "reason"),
        (("--reason", "x", "--purpose", "GOSSIP"), "HCOMPL"),
        (("--reason", "x", "--form", "docx"), "no such form"),
        (("--reason", "x", "--report", "gossip"), "no report"),
        (("--reason", "x", "--where", "color"), "NAME=VALUE"),
        (("--reason", "x", "--checkpoint", "4711"), "no checkpoint"),
    ],
)
def test_what_cannot_be_exported_is_said(clinic: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in failing(clinic, "export", str(tmp_path / "out.zip"), "--as", "k.obi", "--ground", "inside", *words)
    assert not (tmp_path / "out.zip").exists()


def test_without_the_audit_process_nothing_is_shown(file: Path) -> None:
    assert "The audit process" in failing(file, "search", "--as", "k.obi")


def test_the_machines_own_log_is_checked(clinic: Path) -> None:
    said = run(clinic, "verify", "--as", "k.obi")
    assert "Intact: 0 records" in said
    assert "every hash of" in said


def test_a_log_that_was_begun_and_does_not_answer_is_no_success(clinic: Path) -> None:
    Places.of(load(clinic)).audit_socket.unlink()
    assert "ledger: NOT read" in run(clinic, "verify", "--as", "k.obi", status=1)
