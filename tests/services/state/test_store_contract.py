"""The sealed store keeps the contract."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.kernel.store import Store
from services.messaging.ports import MessagingTx
from services.state.store import StateStore, open_state
from tests.contract.store import StoreContract
from tests.contract.store_texts import MessagingContract

KEY = bytes(range(32))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[StateStore]:
    opened = open_state(tmp_path / "state.db", KEY, node="test", courier=NoLedger())
    yield opened
    await opened.close()


class TestSealedStore(StoreContract, MessagingContract):
    pass


def test_the_store_serves_the_messaging_service_too() -> None:
    def accepts(store: Store[MessagingTx]) -> object:
        return store

    def typed(store: StateStore) -> object:
        return accepts(store)

    assert callable(typed)
