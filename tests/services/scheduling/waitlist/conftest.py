"""A clinic with a waitlist, in memory."""

import pytest

from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import WaitlistClinic


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def clinic(store: MemoryStore) -> WaitlistClinic:
    return WaitlistClinic(store)
