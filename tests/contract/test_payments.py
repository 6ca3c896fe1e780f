"""The channels and the local Stripe keep the contracts of payments."""

import pytest

from services.payments.clinic_page import ClinicPage
from services.payments.ports import PaymentChannel, PaymentDoor
from services.payments.stripe_checkout import StripeCheckout
from tests.contract.payments import PAGES, ChannelContract, DoorContract
from tests.doubles.clock import ManualClock
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
