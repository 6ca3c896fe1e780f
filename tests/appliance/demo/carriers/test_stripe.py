"""The stand-in takes our own request, refuses what the real Stripe would, and signs what it tells."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qsl

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.journal import Outcome
from appliance.demo.carriers.stripe import StripeStandIn
from services.payments.ports import PaymentOrder
from services.payments.stripe_event import News, read_event
from services.payments.stripe_request import CheckoutPages, checkout_request
from services.payments.stripe_signature import require_signature
from tests.doubles.clock import ManualClock

CLOCK = ManualClock()
PAGES = CheckoutPages("https://clinic.example/paid", "https://clinic.example/not-paid")
ORDER = PaymentOrder("pay_4f0c", "key_1", 2500, CLOCK.now() + timedelta(hours=23))
PATH = "/v1/checkout/sessions"
HEADERS = {"authorization": "Bearer sk_test_invented", **checkout_request(ORDER, PAGES).headers}
BODY = checkout_request(ORDER, PAGES).body


@pytest.fixture
def stripe() -> StripeStandIn:
    return StripeStandIn("sk_test_invented", CLOCK, secret="whsec_invented")


@pytest.fixture
async def http(stripe: StripeStandIn) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(stripe.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://stripe", headers=HEADERS) as client:
        yield client


async def test_our_own_request_opens_a_session_once(http: httpx.AsyncClient, stripe: StripeStandIn) -> None:
    first, second = [(await http.post(PATH, content=BODY)).json() for _ in range(2)]
    assert first == second
    assert first["client_reference_id"] == "pay_4f0c"
    assert first["url"].startswith("https://checkout.stripe.com/c/pay/cs_test_")
    assert [entry.outcome for entry in stripe.journal.entries] == [Outcome.TAKEN]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mode", "subscription"),
        ("line_items[0][price_data][product_data][name]", "Late cancellation, Maria"),
        ("line_items[0][price_data][unit_amount]", "49"),
        ("expires_at", "1"),
        ("success_url", "http://clinic.example/paid"),
        ("customer_email", "maria@example.com"),
        ("metadata[visit]", "cleaning"),
    ],
)
async def test_anything_else_is_refused(http: httpx.AsyncClient, stripe: StripeStandIn, name: str, value: str) -> None:
    form = {**dict(parse_qsl(BODY.decode())), name: value}
    assert (await http.post(PATH, data=form)).status_code == 400
    assert stripe.sessions == {}


@pytest.mark.parametrize("header", ["idempotency-key", "stripe-version"])
async def test_a_request_without_its_headers_is_refused(http: httpx.AsyncClient, header: str) -> None:
    assert (await http.post(PATH, content=BODY, headers={header: ""})).status_code == 400


async def test_the_key_is_checked_and_a_used_one_fits_one_request(http: httpx.AsyncClient) -> None:
    assert (await http.post(PATH, content=BODY, headers={"authorization": "Bearer x"})).status_code == 401
    await http.post(PATH, content=BODY)
    other = await http.post(PATH, content=BODY.replace(b"=2500", b"=2600"))
    assert (other.status_code, other.json()["error"]["type"]) == (400, "idempotency_error")


async def test_a_payment_is_told_with_a_signature_that_we_believe(
    http: httpx.AsyncClient, stripe: StripeStandIn
) -> None:
    session = (await http.post(PATH, content=BODY)).json()["id"]
    told = stripe.pay(session)
    assert told is not None
    require_signature(*told, ["whsec_invented"], CLOCK.now())
    news = read_event(told[0])
    assert (news.news, news.reference, news.amount_cents) == (News.PAID, "pay_4f0c", 2500)
    assert stripe.pay(session) is None
    assert stripe.pay("nothing") is None


@pytest.mark.parametrize(
    ("fault", "status", "outcome"),
    [
        (Fault.TOO_MANY, 429, Outcome.NOT_TAKEN),
        (Fault.FAIL_AFTER, 500, Outcome.TAKEN_UNTOLD),
        (Fault.FAIL_BEFORE, 503, Outcome.NOT_TAKEN),
        (Fault.REFUSED, 400, Outcome.REFUSED),
    ],
)
async def test_it_misbehaves_on_demand(
    http: httpx.AsyncClient, stripe: StripeStandIn, fault: Fault, status: int, outcome: Outcome
) -> None:
    stripe.faults.plan(fault)
    assert (await http.post(PATH, content=BODY)).status_code == status
    assert stripe.journal.entries[-1].outcome is outcome
    assert (await http.post(PATH, content=BODY)).status_code == 200
