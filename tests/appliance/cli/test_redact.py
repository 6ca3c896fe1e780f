import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli import redact
from appliance.cli.app import app

COMMAND = [sys.executable, "-m", "appliance.cli.main", "redact"]


def redacting(given: bytes, *words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *words], input=given, capture_output=True, check=False)  # noqa: S603 ours


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "roster.jsonl"
    file.write_text(
        '{"name": "Zheaquim Oubrawe", "birth_date": "1980-04-12", "phone": "5125550143", "mrn": "A-778812"}\n'
    )
    return file


def test_each_line_is_answered_before_the_next_one_is_read() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 ours
        assert process.stdin is not None
        assert process.stdout is not None
        for number in ("219-09-9998", "219-09-9997"):
            process.stdin.write(json.dumps({"text": f"ssn {number}"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"spans": [[4, 15, "SSN"]], "redacted": "ssn [SSN_1]"}
        process.stdin.close()
        assert process.wait() == 0


def test_bad_lines_stop_nothing() -> None:
    result = redacting(b'nonsense\n\n{"text": "\xff"}\n{"text": 1}\n{"text": "ssn 219-09-9998"}\n')
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(answer) for answer in answers] == [["error"], ["error"], ["error"], ["spans", "redacted"]]
    assert result.returncode == 0


def test_the_roster_is_looked_for(roster: Path) -> None:
    sink = io.StringIO()
    redact.run(io.StringIO('{"text": "oubrawe zheaqim, a 778812"}\n'), sink, roster)
    assert json.loads(sink.getvalue())["redacted"] == "[NAME_1], [MRN_1]"


def test_the_mode_is_taken_and_offsets_are_code_points(roster: Path) -> None:
    line = json.dumps({"text": "\U0001f600 zheaquim oubrawe"}, ensure_ascii=False).encode()
    result = redacting(line + b"\n", "--roster", str(roster), "--mode", "scheduling")
    assert json.loads(result.stdout) == {"spans": [[2, 18, "NAME"]], "redacted": "\U0001f600 [NAME_1]"}


def test_a_bad_roster_is_told_with_its_line_and_nothing_is_answered(roster: Path) -> None:
    roster.write_text(roster.read_text() + '{"nme": "Ana Ruiz"}\n')
    result = redacting(b'{"text": "a"}\n', "--roster", str(roster))
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"line 2" in result.stderr
    assert b"Ruiz" not in result.stderr


def test_a_missing_roster_and_an_unknown_mode_are_told(tmp_path: Path) -> None:
    assert redacting(b"", "--roster", str(tmp_path / "none")).returncode == 1
    assert redacting(b"", "--mode", "loose").returncode == 2
    assert redact.command(None, "loose") == 2


def test_a_reader_who_goes_away_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nowhere:
        result = subprocess.run(  # noqa: S603 ours
            COMMAND, input=b'{"text": "a"}\n', stdout=nowhere, stderr=subprocess.PIPE, check=False
        )
    assert result.stderr == b""


def test_it_is_among_the_verbs() -> None:
    assert "--roster" in CliRunner().invoke(app, ["redact", "--help"]).output
    result = redacting(b"", "--help")
    assert b"--mode" in result.stdout


def test_it_runs_without_the_trained_tagger() -> None:
    done = redacting(b'{"text": "ssn 219-09-9998"}\n', "--no-tagger")
    assert done.returncode == 0
    assert json.loads(done.stdout)["redacted"] == "ssn [SSN_1]"
