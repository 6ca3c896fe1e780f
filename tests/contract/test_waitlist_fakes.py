"""The fakes of the waitlist's ports keep their contracts."""

import pytest

from services.scheduling.waitlist.ports import NativeWaitlist
from tests.contract.native_waitlist import LISTED, NativeWaitlistContract
from tests.contract.waitlist_store import AnyWaitlist, WaitlistStoreContract
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist import FakeNativeWaitlist


@pytest.fixture
def store() -> AnyWaitlist:
    return MemoryStore()


@pytest.fixture
def native() -> NativeWaitlist:
    return FakeNativeWaitlist(*LISTED)


class TestMemoryWaitlist(WaitlistStoreContract):
    pass


class TestFakeNativeWaitlist(NativeWaitlistContract):
    pass
