"""The contracts of `services.payments.ports`: the channel on which a patient pays, and the door to the world."""

from dataclasses import replace
from datetime import timedelta

from services.payments.ports import PaymentChannel, PaymentDoor, PaymentOrder
from services.payments.stripe_request import CheckoutPages, checkout_request
from tests.doubles.clock import MONDAY_MORNING

PAGES = CheckoutPages("https://maple.example/paid", "https://maple.example/not-paid")
ORDER = PaymentOrder("pay_" + "4f" * 16, "idem_" + "5a" * 16, 2500, MONDAY_MORNING + timedelta(hours=23))


class ChannelContract:
    """`PaymentChannel`: a page for exactly this order."""

    async def test_the_same_order_gives_the_same_page(self, channel: PaymentChannel) -> None:
        first = await channel.open(ORDER)
        assert first.startswith("https://")
        assert await channel.open(ORDER) == first

    async def test_another_order_gives_another_page(self, channel: PaymentChannel) -> None:
        other = replace(ORDER, reference="pay_2", key="idem_2")
        assert await channel.open(ORDER) != await channel.open(other)

    async def test_a_link_is_good_for_a_while_and_not_for_ever(self, channel: PaymentChannel) -> None:
        assert timedelta(minutes=30) < channel.valid <= timedelta(days=30)

    async def test_the_address_says_neither_amount_nor_key(self, channel: PaymentChannel) -> None:
        url = await channel.open(ORDER)
        assert "2500" not in url
        assert ORDER.key not in url


class DoorContract:
    """`PaymentDoor`: sends exactly what it is given, once, and returns the service's own answer."""

    async def test_a_session_is_opened(self, door: PaymentDoor) -> None:
        answer = await door.send(checkout_request(ORDER, PAGES))
        assert answer.status == 200
        assert ORDER.reference.encode() in answer.body

    async def test_the_same_request_again_has_no_second_effect(self, door: PaymentDoor) -> None:
        request = checkout_request(ORDER, PAGES)
        assert await door.send(request) == await door.send(request)

    async def test_the_same_key_with_another_amount_is_refused(self, door: PaymentDoor) -> None:
        await door.send(checkout_request(ORDER, PAGES))
        answer = await door.send(checkout_request(replace(ORDER, amount_cents=5000), PAGES))
        assert answer.status == 400
        assert b"idempotency_error" in answer.body

    async def test_the_services_no_is_an_answer_and_no_error(self, door: PaymentDoor) -> None:
        assert (await door.send(checkout_request(replace(ORDER, amount_cents=1), PAGES))).status == 400
