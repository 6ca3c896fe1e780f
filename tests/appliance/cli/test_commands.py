import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.settings.schema import schema_text

SETTINGS = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "appliance.yaml"
    path.write_text(SETTINGS.format(tmp_path))
    return path


def sealdesk(*words: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "appliance.cli.main", *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)  # noqa: S603 ours


def test_right_settings_are_said_to_be_right(file: Path) -> None:
    result = CliRunner().invoke(app, ["config", "check", "--config", str(file)])
    assert (result.exit_code, result.output) == (0, f"{file} is right.\n")


def test_wrong_settings_are_told_without_a_stack_trace(file: Path) -> None:
    file.write_text(file.read_text() + "chat: {prot: 1}\n")
    result = sealdesk("config", "check", "--config", str(file))
    assert result.returncode == 1
    assert f"{file}:8 chat.prot - is not a known key - did you mean port?" in result.stderr
    assert "Traceback" not in result.stderr


def test_settings_are_shown_with_their_defaults(file: Path) -> None:
    shown = CliRunner().invoke(app, ["config", "show", "--config", str(file)]).output
    assert "notice_move_hours: 24" in shown
    assert "zone: America/Chicago" in shown


def test_the_schema_is_printed() -> None:
    assert CliRunner().invoke(app, ["config", "schema"]).output == schema_text()


def test_nothing_running_is_status_2(file: Path) -> None:
    result = CliRunner().invoke(app, ["status", "--config", str(file), "--json"])
    assert result.exit_code == 2
    assert {row["healthy"] for row in json.loads(result.output)["processes"]} == {False}


def test_stopping_what_does_not_run_is_no_error(file: Path) -> None:
    assert CliRunner().invoke(app, ["down", "--config", str(file)]).output == "Sealdesk was not running.\n"


def test_a_chat_with_nobody_says_how_to_start_the_appliance(file: Path) -> None:
    result = sealdesk("chat", "--config", str(file))
    assert result.returncode == 1
    assert "Nothing answers at" in result.stderr
    assert "sealdesk up" in result.stderr


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb"])
def test_staff_commands_need_a_name(file: Path, name: str) -> None:
    result = sealdesk("cases", "list", "--as", name, "--config", str(file))
    assert result.returncode == 1
    assert "--as needs your name or staff id." in result.stderr


def test_an_unknown_verb_is_a_usage_error() -> None:
    assert sealdesk("reboot").returncode == 2


def test_understanding_answers_each_line_at_once() -> None:
    command = [sys.executable, "-m", "appliance.cli.main", "understand"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        for text, kind in (("cancel my appointment", "start_cancel"), ("quiero cambiar mi cita", "start_move")):
            line = {"text": text, "now": "2026-11-24T09:00:00-06:00", "lang": None, "asked": None}
            process.stdin.write(json.dumps(line) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["commands"][0]["type"] == kind
            assert set(answer) == {"commands", "when", "unsure"}
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_line_that_is_no_json_is_answered_too() -> None:
    result = sealdesk("understand", given='{"text": 5}\nnot json\n\n')
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert [answer["unsure"] for answer in answers] == [True, True]
    assert result.stderr == ""


HEAVY = """\
import sys
sys.argv = ["sealdesk", "understand"]
import appliance.cli.main
appliance.cli.main.main()
print([name for name in ("typer", "pydantic", "httpx", "sqlalchemy") if name in sys.modules], file=sys.stderr)
"""


def test_understanding_starts_without_the_command_framework() -> None:
    command = [sys.executable, "-c", HEAVY]
    result = subprocess.run(command, input="{}\n", capture_output=True, text=True, check=False)  # noqa: S603 ours
    assert result.stderr.strip() == "[]"
