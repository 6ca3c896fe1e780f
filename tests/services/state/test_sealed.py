"""The file is sealed or not opened at all; a wrong key harms nothing."""

import sqlite3
import stat
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.sealed.opening import PLAIN_HEADER
from services.state.errors import (
    MissingKey,
    NotEncrypted,
    StateCorrupt,
    StateError,
    UnsafeDirectory,
    WrongKey,
)
from services.state.sealed import durable_engine
from services.state.store import StateStore, open_state
from tests.contract.store_world import an_operation

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))


async def written(path: Path) -> None:
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    await store.write(lambda tx: tx.operations.add(an_operation(words="a telling word")))
    await store.close()


async def still_there(path: Path) -> bool:
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    found = await store.read(lambda tx: tx.operations.get("op_1"))
    await store.close()
    return found is not None


def files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def size(path: Path) -> int:
    return path.stat().st_size


def modes(path: Path) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}


def expose(path: Path) -> Path:
    path.chmod(0o644)
    return path


def remove(path: Path) -> None:
    path.unlink()


def damage(path: Path, *offsets: int) -> None:
    content = bytearray(path.read_bytes())
    for offset in offsets:
        content[offset] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("key", [None, b""])
def test_without_a_key_nothing_is_opened_or_made(path: Path, key: bytes | None) -> None:
    with pytest.raises(MissingKey, match=r"state\.key"):
        open_state(path, key, node="desk-1", courier=NoLedger())
    assert not path.parent.exists()


@pytest.mark.parametrize("key", [b"short", bytes(31), bytes(33), b"passphrase, not a key"])
def test_a_key_of_another_length_is_refused(path: Path, key: bytes) -> None:
    with pytest.raises(WrongKey, match="32 bytes"):
        open_state(path, key, node="desk-1", courier=NoLedger())
    assert not path.parent.exists()


async def test_a_wrong_key_is_refused_and_changes_no_byte(path: Path) -> None:
    await written(path)
    before = files(path)
    with pytest.raises(WrongKey, match="Restore the secret"):
        open_state(path, OTHER, node="desk-1", courier=NoLedger())
    assert files(path) == before
    assert await still_there(path)


async def test_a_wrong_key_is_refused_beside_a_running_service(path: Path, state: StateStore) -> None:
    await state.write(lambda tx: tx.operations.add(an_operation()))
    with pytest.raises(WrongKey):
        open_state(path, OTHER, node="desk-1", courier=NoLedger())
    await state.write(lambda tx: tx.operations.add(an_operation(id="op_2")))
    assert len(await state.read(lambda tx: tx.operations.open())) == 2


async def test_nothing_readable_is_in_any_file(path: Path, state: StateStore) -> None:
    await state.write(lambda tx: tx.operations.add(an_operation(words="a telling word")))
    for name, content in files(path).items():
        assert b"telling" not in content, name
        assert b"CREATE TABLE" not in content, name
        assert not content.startswith(PLAIN_HEADER), name


async def test_a_plain_sqlite_file_is_never_used(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE kept (word TEXT)")
    plain.commit()
    plain.close()
    before = files(path)
    with pytest.raises(NotEncrypted, match="Move it away"):
        open_state(path, KEY, node="desk-1", courier=NoLedger())
    assert files(path) == before


def test_a_file_of_noise_is_refused_and_not_truncated(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_bytes(b"not a database at all " * 1000)
    before = files(path)
    with pytest.raises(WrongKey):
        open_state(path, KEY, node="desk-1", courier=NoLedger())
    assert files(path) == before


async def test_a_damaged_page_is_an_error_that_says_so(path: Path) -> None:
    await written(path)
    damage(path, *range(3 * 4096 + 100, size(path), 4096))
    with pytest.raises(StateError) as caught:
        await still_there(path)
    assert "damaged" in caught.value.what
    assert "backup" in caught.value.do


async def test_check_reads_every_page(path: Path) -> None:
    await written(path)
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    await store.check()
    for number in range(100):  # so that the end of the file holds rows, and not what opening it reads
        await store.write(lambda tx, n=number: tx.operations.add(an_operation(id=f"more_{n}")))  # type: ignore[misc]
    await store.close()
    damage(path, -100)
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    with pytest.raises(StateCorrupt):
        await store.check()
    await store.close()


async def test_the_files_are_private(path: Path, state: StateStore) -> None:
    await state.write(lambda tx: tx.operations.add(an_operation()))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes(path) == {0o600}


async def test_a_file_that_others_may_read_is_made_private(path: Path) -> None:
    await written(path)
    expose(path)
    assert await still_there(path)
    assert modes(path) == {0o600}


def test_a_directory_that_others_may_write_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o777)
    with pytest.raises(UnsafeDirectory, match="chmod go-w"):
        open_state(path, KEY, node="desk-1", courier=NoLedger())


async def test_an_unlinked_file_is_not_made_anew_by_a_later_connection(path: Path, state: StateStore) -> None:
    remove(path)
    with pytest.raises(StateError):
        await state.read(lambda tx: tx.operations.open())
    assert path.name not in files(path)


def test_the_durable_file_is_held_to_the_same(path: Path) -> None:
    engine = durable_engine(path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (word TEXT)")
    engine.dispose()
    assert not path.read_bytes().startswith(PLAIN_HEADER)
    with pytest.raises(WrongKey):
        durable_engine(path, OTHER)


async def test_errors_carry_no_values(state: StateStore) -> None:
    await state.write(lambda tx: tx.operations.add(an_operation()))
    with pytest.raises(StateError) as caught:
        await state.read(lambda tx: tx.operations.add(an_operation(id="op_2", words="a telling word")))
    assert "telling" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
