"""Vaults are kept per conversation, bounded, destroyed at their time, and sealed when they leave memory."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.refusals import LayerFailed, VaultFull
from services.gateway.vault.spill import KEY_BYTES, FolderSpill, sealed, unsealed
from services.gateway.vault.store import Vaults
from services.gateway.vault.vault import Resolved, Vault
from tests.doubles.clock import ManualClock

KEY = bytes(range(KEY_BYTES))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def vaults(clock: ManualClock) -> Vaults:
    return Vaults(clock, idle=timedelta(minutes=30), most=2)


def say(vaults: Vaults, conversation: str, name: str) -> str:
    with vaults.opened(conversation) as vault:
        return vault.placeholder(Label.NAME, name, typed=True)


def test_a_conversation_gets_its_own_vault_back(vaults: Vaults) -> None:
    assert say(vaults, "a", "John Smith") == "[NAME_1]"
    assert say(vaults, "b", "Maria Santos") == "[NAME_1]"
    assert say(vaults, "a", "Maria Santos") == "[NAME_2]"


def test_one_request_without_a_conversation_leaves_nothing(vaults: Vaults) -> None:
    with vaults.opened(None) as vault:
        vault.placeholder(Label.NAME, "John Smith", typed=True)
    assert vault.destroyed
    assert len(vaults) == 0


def test_a_vault_is_destroyed_when_its_time_is_over(vaults: Vaults, clock: ManualClock) -> None:
    with vaults.opened("a") as first:
        first.placeholder(Label.NAME, "John Smith", typed=True)
    clock.advance(timedelta(minutes=29))
    say(vaults, "a", "John Smith")
    clock.advance(timedelta(minutes=29))
    assert vaults.sweep() == 0
    clock.advance(timedelta(minutes=1))
    assert vaults.sweep() == 1
    assert first.destroyed
    assert say(vaults, "a", "Maria Santos") == "[NAME_1]"


def test_a_vault_in_use_outlives_its_time(vaults: Vaults, clock: ManualClock) -> None:
    with vaults.opened("a") as vault:
        clock.advance(timedelta(hours=2))
        assert vaults.sweep() == 0
        assert not vault.destroyed


def test_there_is_no_room_for_any_number_of_conversations(vaults: Vaults) -> None:
    say(vaults, "a", "John")
    say(vaults, "b", "John")
    with pytest.raises(VaultFull):
        say(vaults, "c", "John")
    vaults.close("a")
    assert say(vaults, "c", "John") == "[NAME_1]"
    vaults.close_all()
    assert len(vaults) == 0


def test_a_full_memory_spills_sealed_vaults_and_takes_them_back(clock: ManualClock, tmp_path: Path) -> None:
    spill = FolderSpill(tmp_path, KEY)
    vaults = Vaults(clock, most=1, spill=spill)
    say(vaults, "a", "Zebulon Quackenbush")
    assert say(vaults, "b", "Maria") == "[NAME_1]"
    [file] = tmp_path.iterdir()
    assert b"Zebulon" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    with vaults.opened("a") as vault:
        assert vault.resolve("NAME", 1) == Resolved("Zebulon Quackenbush")
        assert vault.placeholder(Label.NAME, "quackenbush", typed=False) == "[NAME_1]"
    assert vaults.name("a") not in [each.stem for each in tmp_path.iterdir()]
    clock.advance(timedelta(hours=1))
    vaults.sweep()
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_vault_opens_only_unchanged_for_its_conversation_and_key() -> None:
    vault = Vault()
    vault.placeholder(Label.PHONE, "512-555-0100", typed=True)
    vault.literal("[NAME_1]", typed=True)
    blob = sealed(vault, KEY, "a")
    again = unsealed(blob, KEY, "a")
    assert again.resolve("PHONE", 1, typed_only=True) == Resolved("512-555-0100")
    assert again.literal("[NAME_1]", typed=True) == "[TEXT_1]"
    for wrong in ((blob, KEY, "b"), (blob, bytes(KEY_BYTES), "a"), (blob[:-1] + b"\x00", KEY, "a")):
        with pytest.raises(LayerFailed):
            unsealed(*wrong)


def test_what_an_earlier_process_left_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "old.vault").write_bytes(b"sealed")
    FolderSpill(tmp_path, KEY)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LayerFailed):
        FolderSpill(tmp_path, b"short")
