"""The fake store keeps the contract."""

import pytest

from tests.contract.store import AnyStore, StoreContract
from tests.doubles.store import MemoryStore


@pytest.fixture
def store() -> AnyStore:
    return MemoryStore()


class TestMemoryStore(StoreContract):
    pass
