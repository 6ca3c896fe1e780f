"""Where a KEK comes from: a file, a credential, systemd-creds, a token."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.keys.errors import KekUnavailable, KeyringThere, WrongKek
from services.keys.keyring import KekPlace
from services.keys.sources import find_kek, make_file, seal
from services.keys.token import TokenKek

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "4711"
#: Seals by base64 and a head line, and refuses what has another name or none of its own head lines.
STAND_IN = """#!/bin/sh
set -e
[ ! -e "$(dirname "$0")/no-tpm" ] || { echo "TPM is gone" >&2; exit 1; }
case "$1" in
encrypt) [ "$3" = --name=sealdesk-kek ]; echo "sealed $2"; base64 ;;
decrypt) [ "$2" = --name=sealdesk-kek ]; head -n 1 "$3" | grep -q '^sealed '; tail -n +2 "$3" | base64 -d ;;
*) exit 2 ;;
esac
"""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `systemd-creds` that needs no TPM, first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "systemd-creds").write_text(STAND_IN)
    (folder / "systemd-creds").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A software token; the file with its PIN. Its library reads its settings once in a process."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    pin_file = folder / "pin"
    pin_file.write_text(f"{PIN}\n")
    pin_file.chmod(0o400)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        command = ["softhsm2-util", "--init-token", "--free", "--label", "clinic", "--pin", PIN, "--so-pin", "87654321"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 a fixed command
        yield pin_file


def test_a_file_is_private_and_found_again(tmp_path: Path) -> None:
    place = make_file(tmp_path / "usb" / "sealdesk.kek")
    path = Path(place.where["path"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert find_kek(place).id == find_kek(place).id
    with pytest.raises(KeyringThere):
        make_file(path)


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    place = make_file(tmp_path / "sealdesk.kek")
    Path(place.where["path"]).chmod(0o440)
    with pytest.raises(KekUnavailable, match="chmod 0400"):
        find_kek(place)


def test_a_device_that_is_not_attached_is_named(tmp_path: Path) -> None:
    with pytest.raises(KekUnavailable, match="FileNotFoundError"):
        find_kek(KekPlace("file", {"path": str(tmp_path / "gone")}))


def test_a_credential_is_read_where_systemd_put_it(tmp_path: Path) -> None:
    (tmp_path / "kek").write_bytes(b"k" * 32)
    (tmp_path / "kek").chmod(0o400)
    place = KekPlace("credential", {"name": "kek"})
    assert find_kek(place, {"CREDENTIALS_DIRECTORY": str(tmp_path)}).id
    with pytest.raises(KekUnavailable, match="by its unit"):
        find_kek(place, {})


@pytest.mark.usefixtures("tool")
def test_systemd_seals_and_opens(tmp_path: Path) -> None:
    place = seal(tmp_path / "sealdesk.cred", "tpm2", b"k" * 32)
    assert b"k" * 32 not in Path(place.where["path"]).read_bytes()
    assert Path(place.where["path"]).read_text().startswith("sealed --with-key=tpm2")
    assert find_kek(place).id == find_kek(make_file(tmp_path / "same", b"k" * 32)).id


def test_another_machine_cannot_open_the_seal(tmp_path: Path, tool: Path) -> None:
    place = seal(tmp_path / "sealdesk.cred", "host")
    (tool / "no-tpm").touch()
    with pytest.raises(KekUnavailable, match="recover"):
        find_kek(place)
    with pytest.raises(KekUnavailable, match="refused"):
        seal(tmp_path / "other.cred", "tpm2")
    assert not (tmp_path / "other.cred").exists()


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KekUnavailable, match="systemd-creds is not here"):
        seal(tmp_path / "sealdesk.cred", "host")


def test_an_unknown_kind_or_half_a_place_is_refused() -> None:
    with pytest.raises(KekUnavailable, match="nobody knows"):
        find_kek(KekPlace("cloud", {}))
    with pytest.raises(KekUnavailable, match="says no"):
        find_kek(KekPlace("file", {}))


def test_a_token_wraps_and_never_shows_its_key(token: Path) -> None:
    place = TokenKek.make(MODULE, "clinic", "sealdesk", str(token), PIN)
    first, again = find_kek(place), find_kek(place)
    wrapped = first.wrap("ledger.key/1", b"k" * 32)
    assert b"k" * 32 not in wrapped
    assert again.unwrap("ledger.key/1", wrapped) == b"k" * 32
    assert first.id == again.id
    with pytest.raises(WrongKek):
        again.unwrap("state.key/1", wrapped)


def test_a_token_that_is_not_there_or_lacks_the_key_is_named(token: Path) -> None:
    place = TokenKek.make(MODULE, "clinic", "sealdesk", str(token), PIN)
    with pytest.raises(KekUnavailable):
        find_kek(KekPlace("pkcs11", {**place.where, "token": "other"}))
    with pytest.raises(KekUnavailable):
        find_kek(KekPlace("pkcs11", {**place.where, "id": "00" * 8}))
