"""A sealed file gets another key: whole, with its mode, also from a write-ahead log; and is left alone otherwise."""

from pathlib import Path

import pytest

from services.sealed.faults import Fault
from services.sealed.opening import Manner, connect, prepare_file
from services.sealed.rekeying import change_key, opens_with

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32


class Refused(Exception):
    """A fault in a test's own words."""

    def __init__(self, fault: Fault, path: Path) -> None:
        super().__init__(fault.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "kept" / "data.db"
    prepare_file(found, Refused)
    connection = connect(found, OLD, Refused)
    connection.execute("CREATE TABLE t (x)")
    connection.executemany("INSERT INTO t VALUES (?)", [(f"row {number}" * 50,) for number in range(500)])
    connection.close()
    return found


def rows(path: Path, key: bytes, cipher: tuple[str, ...] = ()) -> int:
    connection = connect(path, key, Refused, Manner(cipher))
    try:
        return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])
    finally:
        connection.close()


def test_the_new_key_opens_it_and_the_old_one_nothing(path: Path) -> None:
    assert change_key(path, OLD, NEW, Refused)
    assert rows(path, NEW) == 500
    assert not opens_with(path, OLD, Refused)
    assert [each.name for each in path.parent.iterdir()] == ["data.db"]
    assert not change_key(path, OLD, NEW, Refused)


def test_what_still_stands_in_the_log_comes_along(path: Path) -> None:
    connection = connect(path, OLD, Refused)
    connection.execute("INSERT INTO t VALUES ('newest')")
    content = {each: each.read_bytes() for each in path.parent.iterdir()}
    connection.close()
    for each, kept in content.items():
        each.write_bytes(kept)
    path.with_name("data.db-shm").unlink()
    assert path.with_name("data.db-wal").stat().st_size > 0
    assert change_key(path, OLD, NEW, Refused)
    assert rows(path, NEW) == 501


def test_a_closed_file_stays_closed_and_keeps_its_cipher(tmp_path: Path) -> None:
    cipher = ("PRAGMA cipher_hmac_algorithm=HMAC_SHA256",)
    path = tmp_path / "data.db"
    prepare_file(path, Refused)
    connection = connect(path, OLD, Refused, Manner(cipher))
    connection.execute("CREATE TABLE t (x)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    path.chmod(0o400)
    assert change_key(path, OLD, NEW, Refused, cipher)
    assert path.stat().st_mode & 0o777 == 0o400
    assert opens_with(path, NEW, Refused, cipher)
    assert not opens_with(path, NEW, Refused)


def test_a_key_that_opens_nothing_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused, match="wrong_key"):
        change_key(path, OTHER, NEW, Refused)
    assert path.read_bytes() == before
    assert rows(path, OLD) == 500


def test_a_file_that_somebody_has_open_is_left_alone(path: Path) -> None:
    connection = connect(path, OLD, Refused)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM t").fetchone()
    with pytest.raises(Refused, match="busy"):
        change_key(path, OLD, NEW, Refused)
    connection.execute("COMMIT")
    connection.close()
    assert rows(path, OLD) == 500


def test_what_a_killed_change_left_is_cleared_away(path: Path) -> None:
    path.with_name("data.db.rekeyed").write_bytes(b"half a copy")
    path.with_name("data.db.rekeyed-journal").write_bytes(b"x")
    assert change_key(path, OLD, NEW, Refused)
    assert [each.name for each in path.parent.iterdir()] == ["data.db"]


def test_a_damaged_page_is_not_carried_over(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    with pytest.raises(Refused):
        change_key(path, OLD, NEW, Refused)
    assert opens_with(path, OLD, Refused)
    assert path.read_bytes()[-4096:] == bytes(content[-4096:])
    assert [each.name for each in path.parent.iterdir()] == ["data.db"]
