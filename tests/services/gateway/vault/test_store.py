"""Vaults are kept per conversation, bounded, and destroyed at their time."""

from datetime import timedelta

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.refusals import VaultFull
from services.gateway.vault.store import Vaults
from tests.doubles.clock import ManualClock


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
