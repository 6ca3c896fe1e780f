"""`sealdesk gateway serve` in front of a model server, as an operator runs it."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from appliance.audit_file import verify_file
from appliance.errors import ProcessError, SecretsError
from appliance.processes.gateway import Listen
from tests.doubles.loopback import serving
from tests.doubles.vllm import MODEL, FakeVllm

PATIENT = {"name": "Zebulon Quackenbush", "birth_date": "1985-03-14", "phone": "512-555-0100", "mrn": "00482913"}


@contextmanager
def gateway(folder: Path, upstream: str, *options: str) -> Iterator[httpx.Client]:
    """Run the command until the block ends; it must end in order."""
    command = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve"]
    listen = folder / "gateway.sock"
    words = [*command, "--upstream", upstream, "--listen", f"unix:{listen}", *options]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 fixed words
        assert process.stderr is not None
        assert any("listens" in line for line in process.stderr)
        transport = httpx.HTTPTransport(uds=str(listen))
        with httpx.Client(base_url="http://gateway", transport=transport, timeout=60, trust_env=False) as http:
            yield http
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()
        assert process.wait(30) == 0, said
        assert "Quackenbush" not in said


def test_the_command_serves_redacts_and_audits(tmp_path: Path) -> None:
    fake = FakeVllm("upstream-key")
    (tmp_path / "key").write_text("client-key\n")
    (tmp_path / "upstream").write_text("upstream-key\n")
    (tmp_path / "roster.jsonl").write_text(json.dumps(PATIENT) + "\n")
    options = ("--key-file", f"{tmp_path}/key", "--upstream-key-file", f"{tmp_path}/upstream")
    more = ("--roster", f"{tmp_path}/roster.jsonl", "--audit", f"{tmp_path}/audit.jsonl")
    with serving(fake.app()) as upstream, gateway(tmp_path, upstream, *options, *more) as http:
        assert http.get("/health").status_code == 401
        http.headers["authorization"] = "Bearer client-key"
        assert http.get("/health").json()["status"] == "ok"
        said = "zebulon quackenbush here, my ssn is 219-09-9821"
        body = {"model": MODEL, "messages": [{"role": "user", "content": said}]}
        answer = http.post("/v1/chat/completions", json=body)
        assert answer.json()["choices"][0]["message"]["content"] == said
    assert b"quackenbush" not in fake.heard
    assert b"219-09" not in fake.heard
    verdict = verify_file(tmp_path / "audit.jsonl")
    assert verdict.intact
    assert verdict.count == 2


@pytest.mark.parametrize(
    ("written", "private"),
    [
        ("127.0.0.1:8090", True),
        ("[::1]:8090", True),
        ("localhost:1", True),
        ("0.0.0.0:8090", False),
        ("clinic:80", False),
    ],
)
def test_where_it_listens(written: str, private: bool) -> None:  # noqa: FBT001
    assert Listen.read(written).private is private


@pytest.mark.parametrize("written", ["8090", ":8090", "host:", "host:99999", "unix:relative"])
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(ProcessError):
        Listen.read(written)


def test_an_address_that_is_taken_is_told_with_where_to_choose_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ProcessError) as told:
        Listen.read(f"127.0.0.1:{taken.getsockname()[1]}").bound()
    assert "--listen" in told.value.do


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the command, which is expected to end by itself."""
    command = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 fixed words


def test_it_does_not_open_itself_to_others_without_a_key() -> None:
    ended = run("--upstream", "http://127.0.0.1:1", "--listen", "0.0.0.0:0")
    assert ended.returncode == 1
    assert "without a key" in ended.stderr


def test_wrong_options_are_told_in_words(tmp_path: Path) -> None:
    assert "cannot be used" in run("--upstream", "nowhere", "--listen", "127.0.0.1:0").stderr
    assert run("--upstream", "http://127.0.0.1:1", "--mode", "lax").returncode == 2
    missing = run("--upstream", "http://127.0.0.1:1", "--key-file", str(tmp_path / "none"))
    assert "key file" in missing.stderr
    assert SecretsError.code
