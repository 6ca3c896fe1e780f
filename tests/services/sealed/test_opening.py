"""Sealed files: every fault is told apart and said in the room's own words."""

import sqlite3
from pathlib import Path

import pytest

from services.sealed.faults import Fault, fault_in
from services.sealed.opening import PLAIN_HEADER, Manner, begins_plain, connect, driver, prepare_file

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))


class Refused(Exception):
    def __init__(self, fault: Fault, path: Path) -> None:
        self.fault = fault
        super().__init__(str(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "room" / "a.db"


def made(path: Path, manner: Manner | None = None) -> None:
    prepare_file(path, Refused)
    connection = connect(path, KEY, Refused, manner)
    connection.execute("CREATE TABLE kept (word TEXT)")
    connection.execute("INSERT INTO kept VALUES ('a telling word')")
    connection.close()


def test_a_file_is_private_and_unreadable_without_its_key(path: Path) -> None:
    made(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not begins_plain(path)
    assert b"telling" not in path.read_bytes()
    with pytest.raises(driver.Error) as caught:
        connect(path, OTHER, Refused)
    assert fault_in(caught.value) is Fault.WRONG_KEY


def test_a_commit_is_durable_by_default(path: Path) -> None:
    made(path)
    connection = connect(path, KEY, Refused)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_cipher_of_its_own_needs_the_same_at_each_opening(path: Path) -> None:
    manner = Manner(cipher=("PRAGMA cipher_hmac_algorithm=HMAC_SHA256",))
    made(path, manner)
    with pytest.raises(driver.Error):
        connect(path, KEY, Refused)
    connection = connect(path, KEY, Refused, manner)
    assert connection.execute("SELECT word FROM kept").fetchone() == ("a telling word",)
    connection.close()


def test_a_plain_file_is_refused(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE kept (word TEXT)")
    plain.close()
    assert path.read_bytes().startswith(PLAIN_HEADER)
    with pytest.raises(Refused) as caught:
        prepare_file(path, Refused)
    assert caught.value.fault is Fault.PLAIN


def test_a_directory_that_others_write_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o777)
    with pytest.raises(Refused) as caught:
        prepare_file(path, Refused)
    assert caught.value.fault is Fault.SHARED_DIRECTORY
    assert not path.exists()


def test_a_missing_file_is_not_made_by_a_connection(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    with pytest.raises(driver.Error) as caught:
        connect(path, KEY, Refused)
    assert fault_in(caught.value) is Fault.DISK
    assert not path.exists()


def test_a_library_without_a_cipher_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_file(path, Refused)
    monkeypatch.setattr("services.sealed.opening.sqlcipher", sqlite3)
    with pytest.raises(Refused) as caught:
        connect(path, KEY, Refused)
    assert caught.value.fault is Fault.NO_CIPHER
