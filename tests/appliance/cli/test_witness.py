"""`sealdesk witness` as it is typed: by files between two machines without a network, and over a socket."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.verify import sealdesk_verify as verifier
from services.audit.errors import NoteUnreadable
from tests.doubles.exports import Ledger, log_key, write

VKEY = log_key().key.vkey


def run(*words: str, status: int = 0) -> str:
    """Run the command and return what it printed."""
    done = subprocess.run(  # noqa: S603 our own words
        [sys.executable, "-m", "appliance.cli.main", "witness", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def a_log(ledger: Ledger, folder: Path) -> Path:
    """Write a ledger's folder `log`."""
    files = ledger.contents()
    write(folder, {path: content for path, content in files.items() if path.startswith("log/")})
    return folder / "log"


def test_a_witness_on_a_stick_makes_an_export_valid(tmp_path: Path) -> None:
    ledger, stick = Ledger(4).grow(300), str(tmp_path / "stick")
    log = a_log(ledger, tmp_path / "ledger")
    witness = run("add-key", str(log / "vkey"), "--folder", stick, "--name", "witness.invalid/stick").splitlines()[-1]
    request, answer = str(tmp_path / "request"), str(tmp_path / "answer")
    run("request", "--log", str(log), "--out", request)
    assert "Cosigned" in run("cosign", request, "--out", answer, "--folder", stick)
    assert "300 entries" in run("accept", request, answer, "--log", str(log), "--witness", witness)

    trust = ["--vkey", VKEY, "--witness", witness]
    assert verifier.main([str(log), *trust]) == verifier.VALID
    a_log(ledger.grow(20), tmp_path / "ledger")
    run("request", "--log", str(log), "--out", request)
    assert "old 300" in Path(request).read_text()
    run("cosign", request, "--out", answer, "--folder", stick)
    run("accept", request, answer, "--log", str(log), "--witness", witness)

    saved = tmp_path / "saved"
    saved.mkdir()
    shown = run("status", "--folder", stick, "--save", str(saved), "--json")
    assert json.loads(shown)["logs"][0]["entries"] == 320
    (kept,) = saved.iterdir()
    forged = Ledger(5).grow(400).export(tmp_path / "forged")
    assert verifier.main([str(forged), "--vkey", VKEY, "--checkpoint", str(kept)]) == verifier.DIVERGED


def test_a_stick_refuses_a_ledger_that_was_changed(tmp_path: Path) -> None:
    stick, request, answer = (str(tmp_path / name) for name in ("stick", "request", "answer"))
    log = a_log(Ledger(4).grow(300), tmp_path / "ledger")
    run("add-key", VKEY, "--folder", stick)
    run("request", "--log", str(log), "--out", request)
    run("cosign", request, "--out", answer, "--folder", stick)
    forged = a_log(Ledger(5).grow(400), tmp_path / "forged")
    run("request", "--log", str(forged), "--out", request)
    assert "--seen 300" in run("cosign", request, "--out", answer, "--folder", stick, status=1)
    run("request", "--log", str(forged), "--out", request, "--seen", "300")
    assert "Entries were changed" in run("cosign", request, "--out", answer, "--folder", stick, status=1)


def test_a_witness_serves_on_a_socket(tmp_path: Path) -> None:
    folder, place = str(tmp_path / "witness"), str(tmp_path / "w.sock")
    witness = run("add-key", VKEY, "--folder", folder).splitlines()[-1]
    command = [sys.executable, "-m", "appliance.cli.main", "witness", "serve", "--folder", folder, "--listen", place]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own words
        assert process.stdout is not None
        assert process.stdout.readline() == f"Witness at {place}; Ctrl-C stops it.\n"
        log = a_log(Ledger(4).grow(30), tmp_path / "ledger")
        assert "30 entries" in run("ask", "--log", str(log), "--peer", f"unix:{place}", "--witness", witness)
        assert "30 entries, cosigned 20" in run("status", "--folder", folder)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0


def test_what_goes_wrong_is_said(tmp_path: Path) -> None:
    log = a_log(Ledger(4).grow(3), tmp_path / "ledger")
    nowhere = str(tmp_path / "nowhere")
    assert "no witness here" in run("status", "--folder", nowhere, status=1)
    assert "cannot listen" in run_serve(tmp_path)
    assert "cannot be read" in run("request", "--log", nowhere, "--out", nowhere, status=1)
    ask = ("ask", "--log", str(log), "--witness")
    assert "no witness's key" in run(*ask, VKEY, "--peer", "unix:/nowhere", status=1)
    assert "no address of a witness" in run(*ask, witness_line(tmp_path), "--peer", "http://8.8.8.8:80", status=1)
    assert "No witness answers" in run(*ask, witness_line(tmp_path), "--peer", "unix:/nowhere", status=1)


def witness_line(tmp_path: Path) -> str:
    return run("add-key", VKEY, "--folder", str(tmp_path / "w")).splitlines()[-1]


def run_serve(tmp_path: Path) -> str:
    run("add-key", VKEY, "--folder", str(tmp_path / "v"))
    return run("serve", "--folder", str(tmp_path / "v"), "--listen", "300.0.0.1:x", status=1)


def test_a_name_no_note_can_carry_makes_no_witness(tmp_path: Path) -> None:
    from appliance.cli import witness as command  # noqa: PLC0415 as the verb does

    with pytest.raises(NoteUnreadable):
        command.add_key(tmp_path / "w", "two words", VKEY)
    assert not (tmp_path / "w").exists()
