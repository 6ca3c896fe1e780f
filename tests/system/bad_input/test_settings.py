"""Wrong settings and wrong secrets, as `sealdesk` says them: what it is, what to do, exit 1, never a stack trace."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.cli.main import main
from appliance.secret_files import RAW_KEYS, STATE_KEY, create_missing_keys
from services.audit.courier import NoLedger
from services.state.store import open_state

CLINIC = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: https://ehr.maple-street.example/fhir
"""

Sealdesk = Callable[..., str]


@pytest.fixture
def sealdesk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Sealdesk:
    """Run a `sealdesk` command that must fail; return what it said."""

    def run(*words: object) -> str:
        monkeypatch.setattr(sys, "argv", ["sealdesk", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        heard = capfd.readouterr()
        assert "Traceback" not in heard.out + heard.err
        assert heard.err.startswith("sealdesk: ")
        return heard.err

    return run


def settings(folder: Path, text: str = "") -> Path:
    """Write a clinic's settings, all of whose folders are below one, with more text at the end."""
    file = folder / "appliance.yaml"
    places = "".join(f"  {name}: {folder / name}\n" for name in ("state", "run", "secrets"))
    file.write_text(f"{CLINIC}folders:\n{places}{text}", encoding="utf-8")
    (folder / "state").mkdir(mode=0o700, exist_ok=True)
    return file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chat:\n  prot: 8090\n", "appliance.yaml:12 chat.prot - is not a known key - did you mean port?"),
        ("chat:\n  port: many\n", "appliance.yaml:12 chat.port - has the wrong type - allowed: a whole number"),
        ("chat:\n  port: 0\n", "appliance.yaml:12 chat.port - is out of range"),
        ("policies: {}\n", "appliance.yaml:11 policies - is not a known key - did you mean policy?"),
        ("chat: [\n", "(YAML) - is not YAML"),
        ("clinic: {}\n", "names clinic twice (first in line 1)"),
        ("policy:\n  default:\n    notice_move_hours: -1\n", "policy.default.notice_move_hours - is out of range"),
        ("policy:\n  default:\n    late_move: perhaps\n", "allowed: 'allow_with_fee'"),
    ],
)
def test_a_command_says_what_is_wrong_and_what_to_do(sealdesk: Sealdesk, tmp_path: Path, text: str, said: str) -> None:
    heard = sealdesk("config", "check", "--config", settings(tmp_path, text))
    assert said in heard
    assert "sealdesk config check" in heard


def test_a_missing_file_says_where_an_example_is(sealdesk: Sealdesk, tmp_path: Path) -> None:
    heard = sealdesk("up", "--config", tmp_path / "none.yaml")
    assert "There is no settings file" in heard
    assert "--config" in heard


def test_a_folder_is_no_settings_file(sealdesk: Sealdesk, tmp_path: Path) -> None:
    assert "cannot be read" in sealdesk("config", "show", "--config", tmp_path)


def with_state(folder: Path) -> Path:
    """Return the settings of a clinic that has worked before: keys, and a database written with them."""
    file = settings(folder)
    create_missing_keys(folder / "secrets")
    key = (folder / "secrets" / STATE_KEY).read_bytes()
    open_state(folder / "state/state.db", key, node="desk-1", courier=NoLedger())
    return file


@pytest.mark.parametrize("command", [("up",), ("audit", "verify", "--as", "k.obi")])
def test_a_missing_key_is_never_made_anew_beside_a_database(
    sealdesk: Sealdesk, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = with_state(tmp_path)
    (tmp_path / "secrets" / STATE_KEY).unlink()
    heard = sealdesk(*command, "--config", file)
    assert "cannot be opened" in heard
    assert not (tmp_path / "secrets" / STATE_KEY).exists()


@pytest.mark.parametrize("mode", [0o444, 0o640])
@pytest.mark.parametrize("name", RAW_KEYS)
def test_a_key_that_others_can_read_is_refused(sealdesk: Sealdesk, tmp_path: Path, name: str, mode: int) -> None:
    file = with_state(tmp_path)
    (tmp_path / "secrets" / name).chmod(mode)
    heard = sealdesk("up", "--config", file)
    assert f"Other users can read the secret {tmp_path / 'secrets' / name}" in heard
    assert "chmod 0400" in heard


def test_a_wrong_key_opens_nothing_and_breaks_nothing(sealdesk: Sealdesk, tmp_path: Path) -> None:
    file = with_state(tmp_path)
    database, key = tmp_path / "state/state.db", tmp_path / "secrets" / STATE_KEY
    before, right = database.read_bytes(), key.read_bytes()
    key.chmod(0o600)
    key.write_bytes(os.urandom(32))
    key.chmod(0o400)
    heard = sealdesk("audit", "verify", "--as", "k.obi", "--config", file)
    assert "key does not open the state database" in heard
    assert "Restore the secret" in heard
    assert database.read_bytes() == before
    assert right.hex() not in heard


@pytest.mark.parametrize("content", [b"", b"short", bytes(33), b"\xff" * 64], ids=["empty", "short", "long", "text"])
def test_a_key_of_another_form_is_refused_without_being_shown(
    sealdesk: Sealdesk, tmp_path: Path, content: bytes
) -> None:
    file = with_state(tmp_path)
    key = tmp_path / "secrets" / STATE_KEY
    key.chmod(0o600)
    key.write_bytes(content)
    key.chmod(0o400)
    heard = sealdesk("up", "--config", file)
    assert "is not a key of 32 bytes" in heard
    assert "short" not in heard


def test_a_database_that_is_none_is_said_and_left_alone(sealdesk: Sealdesk, tmp_path: Path) -> None:
    file = with_state(tmp_path)
    database = tmp_path / "state/state.db"
    for companion in (tmp_path / "state").glob("state.db-*"):
        companion.unlink()
    database.write_bytes(b"this was never a database " * 400)
    heard = sealdesk("audit", "verify", "--as", "k.obi", "--config", file)
    assert "state database" in heard
    assert database.read_bytes().startswith(b"this was never")
