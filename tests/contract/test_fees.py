"""The fake store and the sealed store keep the contract of fees and notices."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.audit.courier import NoLedger
from services.state.store import open_state
from tests.contract.fees import AnyStore, FeeStoreContract
from tests.doubles.store import MemoryStore

KEY = bytes(range(32))


class TestMemoryFees(FeeStoreContract):
    @pytest.fixture
    def store(self) -> AnyStore:
        return MemoryStore()


class TestSealedFees(FeeStoreContract):
    @pytest.fixture
    async def store(self, tmp_path: Path) -> AsyncIterator[AnyStore]:
        opened = open_state(tmp_path / "state.db", KEY, node="test", courier=NoLedger())
        yield opened
        await opened.close()
