"""The contracts of carriers: the fakes, and the egress process's office.

The second goes the whole way: our client, a Unix socket, the office, loopback HTTP, the stand-in of Twilio.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from appliance.demo.carriers.twilio_book import Kept
from services.kernel.texting import ReceivedText
from services.line.client import Line
from services.messaging.carrier_link import EgressSender
from services.messaging.carrier_news import EgressNews
from services.messaging.ports import MessageSender, MessageSource
from tests.contract.message_carriers import Hold, MessageSenderContract, MessageSourceContract
from tests.doubles.messaging import MemorySender, MemorySource
from tests.doubles.office import OfficeWorld, open_office


class TestMemorySender(MessageSenderContract):
    @pytest.fixture(params=[True, False])
    def sender(self, request: pytest.FixtureRequest) -> MessageSender:
        return MemorySender(idempotent=request.param)


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


@pytest.fixture
def world() -> OfficeWorld:
    return OfficeWorld()


@pytest.fixture
def office(world: OfficeWorld, tmp_path: Path) -> Iterator[Path]:
    with open_office(world, tmp_path) as socket_path:
        yield socket_path


@pytest.fixture
async def line(office: Path) -> AsyncIterator[Line]:
    line = Line(office)
    yield line
    await line.aclose()


class TestEgressSender(MessageSenderContract):
    @pytest.fixture
    def sender(self, line: Line) -> MessageSender:
        return EgressSender(line)


class TestEgressNews(MessageSourceContract):
    @pytest.fixture
    def source(self, line: Line) -> MessageSource:
        return EgressNews(line)

    @pytest.fixture
    def hold(self, world: OfficeWorld) -> Hold:
        def keep(text: ReceivedText) -> None:
            account = world.twilio.keys.account
            kept = Kept(account, text.id, text.sender, text.to, text.body, "inbound", "received", text.at, text.at)
            world.twilio.book.kept[text.id] = kept

        return keep
