"""The fake store keeps the contract."""

import pytest

from tests.contract.store import StoreContract
from tests.contract.store_texts import MessagingContract
from tests.doubles.store import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class TestMemoryStore(StoreContract, MessagingContract):
    pass
