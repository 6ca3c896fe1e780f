"""Webhooks on the public listener: taken whole, believed by signature, and answered without a reason."""

import httpx
import pytest

from services.audit.model import Action
from services.payments.webhook import MOST_REFUSALS, StripeWebhook
from services.portal.app import create_portal
from services.portal.hooks import BODY_LIMIT, Hook
from services.scheduling.fee import FeeState
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import portal_settings
from tests.services.payments.payment_rig import PATIENT, Rig

STRIPE = "/hooks/stripe"


class Hooked(Rig):
    def __init__(self) -> None:
        super().__init__()
        webhook = StripeWebhook(self.store, self.clock, [self.stripe.secret])
        conversations = ScriptedConversations(self.clock)
        portal = create_portal(conversations, portal_settings(), self.clock, hooks=[Hook("stripe", webhook.hook)])
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(portal), base_url="http://localhost")

    async def post(self, body: bytes, header: str | None) -> httpx.Response:
        headers = {} if header is None else {"stripe-signature": header}
        return await self.http.post(STRIPE, content=body, headers=headers)


@pytest.fixture
async def rig() -> Hooked:
    rig = Hooked()
    await rig.with_fee()
    await rig.checkout.hand_over("fee_1", PATIENT)
    return rig


async def test_a_signed_payment_settles_the_fee_and_its_replay_does_nothing(rig: Hooked) -> None:
    body, header = rig.stripe.event()
    for _ in range(3):
        answer = await rig.post(body, header)
        assert (answer.status_code, answer.content) == (200, b"")
    assert rig.fee.state is FeeState.PAID
    assert rig.actions().count(Action.FEE_PAID) == 1


async def test_every_refusal_looks_the_same(rig: Hooked) -> None:
    body, header = rig.stripe.event()
    nonsense, signed = rig.stripe.signed(b"[]")
    refused = [
        await rig.post(body, None),
        await rig.post(body, header.replace("v1=", "v1=0")),
        await rig.post(body + b" ", header),
        await rig.post(nonsense, signed),
        await rig.post(b"x" * (BODY_LIMIT + 1), header),
    ]
    assert {(answer.status_code, answer.content) for answer in refused} == {(400, b"")}
    assert rig.fee.state is FeeState.HANDED_OVER


async def test_a_flood_of_refused_messages_does_not_fill_the_trail(rig: Hooked) -> None:
    for _ in range(MOST_REFUSALS + 20):
        await rig.post(b"{}", "t=1,v1=")
    assert rig.actions().count(Action.PAYMENT_REFUSED) == MOST_REFUSALS


@pytest.mark.parametrize(("method", "path", "status"), [("GET", STRIPE, 405), ("POST", "/hooks/other", 404)])
async def test_nothing_else_is_there(rig: Hooked, method: str, path: str, status: int) -> None:
    assert (await rig.http.request(method, path)).status_code == status


async def test_without_hooks_there_is_no_such_page() -> None:
    rig = Rig()
    portal = create_portal(ScriptedConversations(rig.clock), portal_settings(), rig.clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(portal), base_url="http://localhost") as http:
        assert (await http.post(STRIPE)).status_code == 404
