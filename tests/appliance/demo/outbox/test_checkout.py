"""A fee paid on the page in Stripe's place: the clinic opens it, believes the signed message, and gives it back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from appliance.demo.carriers.stripe import StripeStandIn
from appliance.demo.outbox.checkout import CheckoutPages as Checkout
from appliance.demo.web.rendering import static_files
from services.audit.model import Action
from services.payments.pages import PayPages, PayState, PayView
from services.payments.ports import DoorAnswer, DoorRequest
from services.payments.service import PaymentDesk
from services.payments.stripe_checkout import StripeCheckout
from services.payments.stripe_request import CheckoutPages
from services.payments.webhook import StripeWebhook
from services.portal.app import create_portal
from services.portal.hooks import Hook
from services.scheduling.fee import FeeState, WaiverReason
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.loopback import serving
from tests.doubles.portal import portal_settings
from tests.services.payments.payment_rig import PATIENT, STAFF
from tests.services.payments.test_texting import FEE, TextRig

PAGES = CheckoutPages("https://chat.clinic.example/pay/thanks", "https://chat.clinic.example/pay/later")


@dataclass
class Till:
    """The door to the outbox, which stands in for Stripe; the clinic's fee; whoever pays."""

    rig: TextRig
    desk: PaymentDesk
    http: httpx.AsyncClient
    app: Starlette

    async def opened(self) -> str:
        """Hand the fee over and return the page's path."""
        handover = await self.desk.hand_over(FEE.id, PATIENT)
        return "/pay/" + handover.url.rpartition("/")[2]

    async def pay(self, path: str) -> httpx.Response:
        """Press the button."""
        return await self.http.post(path)

    @property
    def state(self) -> str:
        """Return how the fee stands."""
        return self.rig.store.fees[FEE.id].state


@dataclass
class HttpDoor:
    """`services.payments.ports.PaymentDoor` to the stand-in."""

    http: httpx.AsyncClient
    key: str

    async def send(self, request: DoorRequest) -> DoorAnswer:
        headers = {**request.headers, "authorization": f"Bearer {self.key}"}
        answer = await self.http.request(request.method, request.path, headers=headers, content=request.body)
        return DoorAnswer(answer.status_code, answer.content)


@asynccontextmanager
async def a_till(chat: str | None = None) -> AsyncIterator[Till]:
    """Open a till; `chat` is where the clinic would take Stripe's messages, if not where it does."""
    rig = await TextRig().filled(given=None)
    stripe = StripeStandIn("sk_test_invented", rig.clock, secret="whsec_invented")
    hook = StripeWebhook(rig.store, rig.clock, ["whsec_invented"])
    portal = create_portal(
        ScriptedConversations(rig.clock), portal_settings(), rig.clock, hooks=[Hook("stripe", hook.hook)]
    )
    with serving(portal) as clinic:
        app = Starlette(routes=[*Checkout(stripe, chat or clinic).routes, *stripe.app.routes, static_files("/static")])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://outbox") as http:
            channel = StripeCheckout(HttpDoor(http, "sk_test_invented"), PAGES, stand_in="http://outbox/pay/")
            yield Till(rig, PaymentDesk(rig.store, rig.clock, CountingIds(), channel), http, app)


@pytest.fixture
async def till() -> AsyncIterator[Till]:
    async with a_till() as found:
        yield found


async def test_a_press_of_the_button_pays_the_fee_and_staff_give_it_back(till: Till) -> None:
    path = await till.opened()
    page = (await till.http.get(path)).text
    assert "Pay $25" in page
    assert (await PayPages(till.desk).show(FEE.id.removeprefix("fee_"))) == PayView(
        PayState.OPEN, FEE.amount_cents, f"http://outbox{path}"
    )
    answer = await till.pay(path)
    assert (answer.status_code, "Paid." in answer.text, "/pay/thanks" in answer.text) == (200, True, True)
    assert till.state == FeeState.PAID
    assert (await PayPages(till.desk).show(FEE.id.removeprefix("fee_"))) == PayView(PayState.PAID, FEE.amount_cents)
    await till.desk.refund(FEE.id, STAFF, WaiverReason.GOODWILL)
    assert till.state == FeeState.REFUNDED


async def test_pressed_again_it_is_the_same_event_and_one_payment(till: Till) -> None:
    path = await till.opened()
    assert [(await till.pay(path)).status_code for _ in range(3)] == [200, 200, 200]
    assert till.rig.actions().count(Action.FEE_PAID) == 1
    assert till.rig.store.escalations == {}


async def test_a_page_that_ran_out_takes_no_money(till: Till) -> None:
    path = await till.opened()
    till.rig.clock.advance(timedelta(hours=24))
    answer = await till.pay(path)
    assert (answer.status_code, till.state) == (409, FeeState.HANDED_OVER)


async def test_a_form_from_elsewhere_and_a_page_that_is_none_do_nothing(till: Till) -> None:
    path = await till.opened()
    assert (await till.http.post(path, headers={"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await till.http.get("/pay/cs_test_9")).status_code == 404
    assert (await till.pay("/pay/cs_test_9")).status_code == 404
    assert till.state == FeeState.HANDED_OVER


async def test_where_the_clinic_does_not_answer_the_page_says_so() -> None:
    async with a_till("http://127.0.0.1:9") as till:
        answer = await till.pay(await till.opened())
        assert (answer.status_code, "did not take the message" in answer.text) == (502, True)
        assert "Tell the clinic again" in answer.text
        assert till.state == FeeState.HANDED_OVER
