"""Data keys: made once, kept, destroyed only when they may be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.audit.holding import Hold
from services.keys.data_keys import SealedDataKeys, change_data_keys
from services.keys.errors import DataKeyLost, DataKeysFault, Held, NotYet
from tests.doubles.clock import ManualClock

NOW = datetime(2033, 1, 2, 9, 0, tzinfo=UTC)
KEY = b"d" * 32
ANN, BEN = "a" * 64, "b" * 64
HOLD = Hold("hold_1", ANN, "case 12", "officer", NOW)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "data-keys.db"


@pytest.fixture
def keys(path: Path, clock: ManualClock) -> Iterator[SealedDataKeys]:
    opened = SealedDataKeys(path, KEY, clock)
    yield opened
    opened.close()


def test_each_patient_and_quarter_has_a_key_of_its_own(keys: SealedDataKeys) -> None:
    made = {keys.made(who, epoch) for who in (ANN, BEN, None) for epoch in ("2026Q3", "2026Q4")}
    assert len(made) == 6
    assert {len(each or b"") for each in made} == {32}


def test_a_key_is_the_same_after_opening_again(keys: SealedDataKeys, path: Path, clock: ManualClock) -> None:
    first = keys.made(ANN, "2026Q4")
    keys.close()
    again = SealedDataKeys(path, KEY, clock)
    assert again.key(ANN, "2026Q4") == first
    again.close()


def test_the_file_opens_with_its_key_only(keys: SealedDataKeys, path: Path, clock: ManualClock) -> None:
    key = keys.made(ANN, "2026Q4")
    keys.close()
    assert key is not None
    content = path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert key not in content
    with pytest.raises(DataKeysFault):
        SealedDataKeys(path, b"w" * 32, clock)


def test_a_plain_file_in_its_place_is_refused(path: Path, clock: ManualClock) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_bytes(b"SQLite format 3\x00")
    with pytest.raises(DataKeysFault):
        SealedDataKeys(path, KEY, clock)


def test_a_destroyed_key_never_comes_back(keys: SealedDataKeys, path: Path, clock: ManualClock) -> None:
    keys.made(ANN, "2026Q4")
    other = keys.made(BEN, "2026Q4")
    assert keys.destroy(ANN, "2026Q4")
    assert keys.made(ANN, "2026Q4") is None
    assert keys.key(ANN, "2026Q4") is None
    assert not keys.destroy(ANN, "2026Q4")
    assert keys.made(BEN, "2026Q4") == other
    assert keys.epochs() == {"2026Q4": (1, 1)}
    keys.close()
    again = SealedDataKeys(path, KEY, clock)
    assert again.key(ANN, "2026Q4") is None
    again.close()


def test_a_key_stays_until_six_years_after_its_quarter(keys: SealedDataKeys, clock: ManualClock) -> None:
    key = keys.made(ANN, "2026Q4")
    clock.set(datetime(2032, 12, 31, 23, 59, tzinfo=UTC))
    with pytest.raises(NotYet):
        keys.destroy(ANN, "2026Q4")
    assert keys.made(ANN, "2026Q4") == key
    clock.set(datetime(2033, 1, 1, tzinfo=UTC))
    assert keys.destroy(ANN, "2026Q4")


def test_who_only_reads_makes_no_key(keys: SealedDataKeys, path: Path) -> None:
    with pytest.raises(DataKeyLost, match=str(path)):
        keys.key(ANN, "2026Q4")
    assert keys.epochs() == {}
    made = keys.made(ANN, "2026Q4")
    assert keys.key(ANN, "2026Q4") == made


def test_keys_that_were_never_made_here_are_counted(keys: SealedDataKeys) -> None:
    keys.made(ANN, "2026Q4")
    keys.made(None, "2026Q4")
    keys.destroy(ANN, "2026Q4")
    assert keys.missing([(ANN, "2026Q4"), (None, "2026Q4"), (BEN, "2026Q4"), (ANN, "2026Q3")]) == 2


def test_whose_keys_are_alive_is_told(keys: SealedDataKeys) -> None:
    for who in (ANN, BEN, None):
        keys.made(who, "2026Q4")
    keys.destroy(BEN, "2026Q4")
    assert keys.alive("2026Q4") == [None, ANN]
    assert keys.alive("2026Q3") == []


def test_a_hold_keeps_a_patients_keys_until_it_is_lifted(keys: SealedDataKeys) -> None:
    keys.made(ANN, "2026Q4")
    keys.made(BEN, "2026Q4")
    keys.hold(HOLD)
    with pytest.raises(Held):
        keys.destroy(ANN, "2026Q4")
    assert keys.held("2026Q4")
    assert keys.destroy(BEN, "2026Q4")
    later = NOW + timedelta(days=1)
    keys.hold(replace(HOLD, reason="another"))
    assert keys.holds() == [HOLD]
    assert keys.lift("hold_1", "officer", later, "settled")
    assert not keys.lift("hold_1", "officer", later, "settled")
    assert keys.holds() == [replace(HOLD, lifted_by="officer", lifted=later, lift_reason="settled")]
    assert not keys.held("2026Q4")
    assert keys.destroy(ANN, "2026Q4")


def test_a_hold_on_everybody_keeps_every_key(keys: SealedDataKeys) -> None:
    keys.made(BEN, "2026Q4")
    keys.hold(replace(HOLD, patient=None))
    with pytest.raises(Held):
        keys.destroy(BEN, "2026Q4")


def test_a_hold_on_one_patient_keeps_the_quarters_common_key(keys: SealedDataKeys) -> None:
    keys.made(None, "2026Q4")
    keys.hold(HOLD)
    with pytest.raises(Held):
        keys.destroy(None, "2026Q4")


def test_under_a_new_key_the_old_one_opens_nothing(keys: SealedDataKeys, path: Path, clock: ManualClock) -> None:
    key = keys.made(ANN, "2026Q4")
    keys.close()
    assert change_data_keys(path, KEY, b"n" * 32)
    assert not change_data_keys(path, KEY, b"n" * 32)
    with pytest.raises(DataKeysFault):
        SealedDataKeys(path, KEY, clock)
    again = SealedDataKeys(path, b"n" * 32, clock)
    assert again.key(ANN, "2026Q4") == key
    again.close()
