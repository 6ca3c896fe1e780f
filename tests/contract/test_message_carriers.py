"""The fakes keep the contracts of carriers, and so does the demo's sender on the demo's own outbox page."""

from collections.abc import AsyncIterator

import httpx
import pytest

from appliance.demo.outbox.app import create_outbox
from services.messaging.demo import DemoSender
from services.messaging.ports import MessageSender, MessageSource
from tests.contract.message_carriers import Hold, MessageSenderContract, MessageSourceContract
from tests.doubles.clock import ManualClock
from tests.doubles.messaging import MemorySender, MemorySource


class TestMemorySender(MessageSenderContract):
    @pytest.fixture(params=[True, False])
    def sender(self, request: pytest.FixtureRequest) -> MessageSender:
        return MemorySender(idempotent=request.param)


class TestDemoSender(MessageSenderContract):
    @pytest.fixture
    async def sender(self) -> AsyncIterator[MessageSender]:
        transport = httpx.ASGITransport(create_outbox(clock=ManualClock()))
        demo = DemoSender("http://127.0.0.1/messages", transport)
        yield demo
        await demo.close()


class TestMemorySource(MessageSourceContract):
    @pytest.fixture
    def kept(self) -> MemorySource:
        return MemorySource()

    @pytest.fixture
    def source(self, kept: MemorySource) -> MessageSource:
        return kept

    @pytest.fixture
    def hold(self, kept: MemorySource) -> Hold:
        return kept.texts.append
