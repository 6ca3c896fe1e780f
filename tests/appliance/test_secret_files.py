import os
from pathlib import Path

import pytest

from appliance.errors import SecretsError
from appliance.secret_files import OUR_KEYS, STATE_KEY, SecretFiles, create_missing_keys


def put(folder: Path, content: bytes, mode: int = 0o400) -> SecretFiles:
    path = folder / STATE_KEY
    path.write_bytes(content)
    path.chmod(mode)
    return SecretFiles(folder)


@pytest.mark.parametrize(
    "content", [bytes(range(32)), bytes(range(32)).hex().encode(), bytes(range(32)).hex().encode() + b"\n"]
)
def test_a_key_is_raw_or_hexadecimal(tmp_path: Path, content: bytes) -> None:
    assert put(tmp_path, content).key(STATE_KEY) == bytes(range(32))


@pytest.mark.parametrize("content", [b"", b"short", bytes(33), b"zz" * 32, b"\xff" * 64])
def test_a_key_of_another_form_is_refused_without_showing_it(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SecretsError, match="is not a key of 32 bytes") as caught:
        put(tmp_path, content).key(STATE_KEY)
    assert "short" not in str(caught.value)


@pytest.mark.parametrize("mode", [0o444, 0o440, 0o604, 0o666])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(SecretsError, match="Other users can read") as caught:
        put(tmp_path, bytes(32), mode).key(STATE_KEY)
    assert "chmod 0400" in caught.value.do


def test_a_missing_secret_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SecretsError, match="cannot be opened") as caught:
        SecretFiles(tmp_path).key(STATE_KEY)
    assert caught.value.do.startswith("Restore it from the backup")
    assert "/dev/urandom" in caught.value.do
    with pytest.raises(SecretsError) as other:
        SecretFiles(tmp_path).read("smart.pem")
    assert "registered" in other.value.do


def test_a_folder_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / STATE_KEY).mkdir(mode=0o700)
    with pytest.raises(SecretsError, match="not a plain file"):
        SecretFiles(tmp_path).key(STATE_KEY)


def test_systemd_credentials_go_before_the_configured_folder(tmp_path: Path) -> None:
    given = SecretFiles.locate(tmp_path / "a", {"CREDENTIALS_DIRECTORY": str(tmp_path / "b")})
    assert given.folder == tmp_path / "b"
    assert SecretFiles.locate(tmp_path / "a", {}).folder == tmp_path / "a"


def test_missing_keys_are_made_random_private_and_only_once(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    assert create_missing_keys(folder) == list(OUR_KEYS)
    first = {name: SecretFiles(folder).key(name) for name in OUR_KEYS}
    assert create_missing_keys(folder) == []
    assert {name: SecretFiles(folder).key(name) for name in OUR_KEYS} == first
    assert len(set(first.values())) == len(OUR_KEYS)
    assert {os.stat(folder / name).st_mode & 0o777 for name in OUR_KEYS} == {0o400}  # noqa: PTH116
    assert folder.stat().st_mode & 0o777 == 0o700
