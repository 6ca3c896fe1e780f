"""The files are sealed or not opened at all; what was changed, cut or put back shows."""

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from services.audit.errors import TreeUnreadable
from services.audit.reading import LedgerQuery
from services.ledger.errors import (
    Damaged,
    DamagedEvent,
    LedgerError,
    NotEncrypted,
    RolledBack,
    UnsafeFolder,
    WrongKey,
    WrongSigner,
)
from services.ledger.ledger import Ledger
from services.ledger.segment import path_of
from services.sealed.opening import PLAIN_HEADER
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_filing, a_ledger, filings, keys
from tests.services.ledger.inspecting import assert_log_fits, intruding

TELLING = a_filing(1, patient="ab" * 32, actor_id="telling-actor", body={"word": "telling-body"})


def written(folder: Path, count: int = 300) -> Path:
    ledger = a_ledger(folder)
    ledger.take([TELLING, *filings(count - 1, first=2)])
    ledger.close()
    return path_of(folder, "2027Q1")


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def modes(folder: Path, *, folders: bool) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_dir() is folders}


def loosen(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_without_a_key_nothing_is_opened_or_made(folder: Path, key: bytes) -> None:
    with pytest.raises(WrongKey):
        a_ledger(folder, own=keys(database=key))
    assert not folder.exists()


def test_a_wrong_key_opens_nothing_and_changes_no_byte(folder: Path) -> None:
    written(folder)
    before = content(folder)
    with pytest.raises(WrongKey, match="Restore the key"):
        a_ledger(folder, own=keys(database=bytes(32)))
    assert content(folder) == before
    a_ledger(folder).close()


def test_the_signing_key_of_another_node_is_refused(folder: Path) -> None:
    written(folder)
    before = content(folder)
    with pytest.raises(WrongSigner, match="desk-2"):
        a_ledger(folder, own=keys(node="desk-2"))
    assert content(folder) == before


def test_a_plain_file_in_its_place_is_not_opened(folder: Path) -> None:
    path = written(folder)
    path.unlink()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE events (sequence INTEGER PRIMARY KEY)")
    plain.close()
    before = content(folder)
    with pytest.raises(NotEncrypted, match="Move the file away"):
        a_ledger(folder)
    assert content(folder) == before


def test_nothing_readable_is_in_any_file(folder: Path, ledger: Ledger) -> None:
    ledger.take([TELLING])
    ledger.checkpoint()
    files = content(folder)
    assert any(name.endswith("-wal") for name in files)
    for name, found in files.items():
        assert b"telling" not in found, name
        assert b"CREATE TABLE" not in found, name
        assert b"abab" not in found, name
        assert not found.startswith(PLAIN_HEADER), name


def test_files_and_folders_are_private(folder: Path, ledger: Ledger) -> None:
    ledger.take(filings(300))
    ledger.checkpoint()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes(folder, folders=True) == {0o700}
    assert modes(folder, folders=False) == {0o600}


def test_a_folder_that_others_may_write_is_refused(folder: Path) -> None:
    loosen(folder)
    with pytest.raises(UnsafeFolder, match="chmod go-w"):
        a_ledger(folder)


@pytest.mark.parametrize("cut", ["log", "log/tile", "log/checkpoint", "log/tile/0/001.p/44", "log/tile/1", "log/vkey"])
def test_missing_files_of_the_log_are_made_again(folder: Path, cut: str) -> None:
    written(folder)
    before = content(folder / "log")
    gone = folder / cut
    if gone.is_dir():
        shutil.rmtree(gone)
    else:
        gone.unlink()
    a_ledger(folder).close()
    assert content(folder / "log") == before
    assert_log_fits(folder)


@pytest.mark.parametrize("name", ["log/tile/0/001.p/44", "log/tile/1/000.p/1"])
@pytest.mark.parametrize("how", ["cut", "changed"])
def test_a_torn_tile_is_made_again(folder: Path, name: str, how: str) -> None:
    written(folder)
    before = content(folder / "log")
    tile = folder / name
    whole = tile.read_bytes()
    tile.write_bytes(whole[:-7] if how == "cut" else bytes([whole[0] ^ 1]) + whole[1:])
    a_ledger(folder).close()
    assert content(folder / "log") == before


def test_a_torn_checkpoint_is_written_again(folder: Path) -> None:
    written(folder)
    checkpoint = folder / "log/checkpoint"
    whole = checkpoint.read_bytes()
    checkpoint.write_bytes(whole[:40])
    a_ledger(folder).close()
    assert checkpoint.read_bytes() == whole


def test_the_whole_ledger_checks_out(folder: Path) -> None:
    written(folder)
    ledger = a_ledger(folder)
    assert ledger.check() == 300
    ledger.take(filings(5, first=301))
    assert ledger.check() == 305
    ledger.close()


def test_a_full_tile_that_was_changed_is_found_by_the_check(folder: Path) -> None:
    written(folder)
    ledger = a_ledger(folder)
    tile = folder / "log/tile/0/000"
    whole = tile.read_bytes()
    tile.write_bytes(whole[:4000] + bytes([whole[4000] ^ 1]) + whole[4001:])
    with pytest.raises(Damaged, match="Entry 126"):
        ledger.check()
    tile.unlink()
    with pytest.raises(TreeUnreadable, match="tile/0/000"):
        ledger.check()
    ledger.close()


def test_a_damaged_page_is_found_by_the_check(folder: Path) -> None:
    path = written(folder)
    whole = bytearray(path.read_bytes())
    whole[-100] ^= 1
    path.write_bytes(whole)
    ledger = a_ledger(folder)
    with pytest.raises(Damaged, match=r"2027Q1\.db"):
        ledger.check()
    ledger.close()


def test_damaged_pages_say_so(folder: Path) -> None:
    path = written(folder)
    whole = bytearray(path.read_bytes())
    for page in range(3 * 4096 + 100, len(whole), 4096):
        whole[page] ^= 1
    path.write_bytes(whole)
    with pytest.raises(LedgerError) as caught:
        a_ledger(folder)
    assert isinstance(caught.value, Damaged | WrongKey)
    assert "backup" in caught.value.do


EDITS = {
    "a column": "UPDATE events SET at = at + 1 WHERE sequence = 7",
    "who acted": "UPDATE events SET actor_id = (SELECT id FROM words WHERE word = 'telling-actor') WHERE sequence = 7",
    "a word": "UPDATE words SET word = 'chat.ended' WHERE word = 'chat.opened'",
    "its time": "UPDATE events SET recorded = recorded + 1 WHERE sequence = 7",
    "its digest": "UPDATE events SET digest = (SELECT digest FROM events WHERE sequence = 8) WHERE sequence = 7",
    "its box": "UPDATE boxes SET box = (SELECT box FROM boxes WHERE sequence = 8) WHERE sequence = 7",
    "zeros in its box": "UPDATE boxes SET box = zeroblob(length(box)) WHERE sequence = 7",
    "no box": "DELETE FROM boxes WHERE sequence = 7",
    "an empty box": "UPDATE boxes SET box = x'' WHERE sequence = 7",
}


def edited(folder: Path, statement: str) -> None:
    """Change a row as an intruder does who has the file's key and drops the triggers."""
    connection = intruding(folder)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    assert connection.execute(statement).rowcount == 1
    connection.close()


@pytest.mark.parametrize("what", EDITS)
def test_an_edited_event_does_not_open(folder: Path, what: str) -> None:
    ledger = a_ledger(folder)
    ledger.take([TELLING, *filings(19, first=2)])
    edited(folder, EDITS[what])
    with pytest.raises(DamagedEvent, match="Entry 7"):
        ledger.reader.open(7)
    with pytest.raises(DamagedEvent):
        list(ledger.reader.stream(LedgerQuery()))
    ledger.close()


@pytest.mark.parametrize("what", ["its time", "its digest"])
def test_an_edited_entry_keeps_the_ledger_from_opening_once_its_hashes_are_needed(folder: Path, what: str) -> None:
    written(folder, 20)
    edited(folder, EDITS[what])
    shutil.rmtree(folder / "log")
    with pytest.raises(Damaged, match="up to 20"):
        a_ledger(folder)


def test_a_deleted_tail_keeps_the_ledger_from_opening(folder: Path) -> None:
    written(folder, 20)
    edited(folder, "DELETE FROM events WHERE sequence = 20")
    with pytest.raises(RolledBack):
        a_ledger(folder)


def test_a_deleted_row_in_the_middle_is_found(folder: Path) -> None:
    written(folder, 20)
    edited(folder, "DELETE FROM events WHERE sequence = 10")
    ledger = a_ledger(folder)
    with pytest.raises(Damaged, match="Entry 10"):
        ledger.check()
    ledger.close()


def test_errors_carry_no_values(folder: Path) -> None:
    written(folder)
    edited(folder, "UPDATE boxes SET box = x'00' WHERE sequence = 1")
    ledger = a_ledger(folder, ManualClock())
    with pytest.raises(DamagedEvent) as caught:
        ledger.reader.open(1)
    assert "telling" not in repr(caught.value)
    assert caught.value.__suppress_context__
    ledger.close()
