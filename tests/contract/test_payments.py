"""The channels, the local Stripe, and the egress process's office in front of it keep the contracts of payments."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.line.client import Line
from services.payments.clinic_page import ClinicPage
from services.payments.door_link import EgressDoor
from services.payments.ports import PaymentChannel, PaymentDoor
from services.payments.stripe_checkout import StripeCheckout
from tests.contract.payments import PAGES, ChannelContract, DoorContract
from tests.doubles.clock import ManualClock
from tests.doubles.office import OfficeWorld, open_office
from tests.doubles.payments import LocalStripe


class TestClinicPage(ChannelContract):
    @pytest.fixture
    def channel(self) -> PaymentChannel:
        return ClinicPage("https://pay.maple.example/fee")


class TestStripeCheckout(ChannelContract):
    @pytest.fixture
    def channel(self) -> PaymentChannel:
        return StripeCheckout(LocalStripe(ManualClock()), PAGES)


class TestLocalStripe(DoorContract):
    @pytest.fixture
    def door(self) -> PaymentDoor:
        return LocalStripe(ManualClock())


class TestEgressDoor(DoorContract):
    @pytest.fixture
    async def door(self, tmp_path: Path) -> AsyncIterator[PaymentDoor]:
        with open_office(OfficeWorld(ManualClock()), tmp_path) as socket_path:
            line = Line(socket_path)
            yield EgressDoor(line)
            await line.aclose()
