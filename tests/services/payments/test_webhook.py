"""Stripe's messages are believed only with its signature, applied once, and never more than they say."""

import json
from datetime import timedelta
from typing import Any

import pytest

from services.audit.model import Action, AuditOutcome
from services.payments.errors import NewsMalformed, SignatureRefused
from services.payments.stripe_signature import TOLERANCE
from services.payments.webhook import Applied, StripeWebhook
from services.scheduling.fee import FeeState, WaiverReason
from tests.services.payments.payment_rig import PATIENT, STAFF, Rig


class Hooked(Rig):
    def __init__(self) -> None:
        super().__init__()
        self.hook = StripeWebhook(self.store, self.clock, [self.stripe.secret])


@pytest.fixture
async def rig() -> Hooked:
    rig = Hooked()
    await rig.with_fee()
    await rig.checkout.hand_over("fee_1", PATIENT)
    return rig


@pytest.mark.parametrize("kind", ["checkout.session.completed", "checkout.session.async_payment_succeeded"])
async def test_a_signed_payment_settles_the_fee_once(rig: Hooked, kind: str) -> None:
    body, header = rig.stripe.event(kind)
    assert await rig.hook.take(body, header) is Applied.PAID
    assert rig.fee.state is FeeState.PAID
    assert rig.actions()[-1] is Action.FEE_PAID
    records = len(rig.store.audit)
    assert await rig.hook.take(body, header) is Applied.REPLAYED
    assert len(rig.store.audit) == records


async def test_a_second_payment_of_one_fee_goes_to_a_person(rig: Hooked) -> None:
    await rig.hook.take(*rig.stripe.event())
    assert await rig.hook.take(*rig.stripe.event()) is Applied.UNEXPECTED
    case = rig.store.escalations["evt_2:case"]
    assert (case.reason, case.context["fee_state"], case.context["paid_cents"]) == (
        "payment_unexpected",
        "paid",
        "2500",
    )


async def test_a_payment_after_a_waiver_goes_to_a_person(rig: Hooked) -> None:
    await rig.page.waive("fee_1", STAFF, WaiverReason.EMERGENCY)
    assert await rig.hook.take(*rig.stripe.event()) is Applied.UNEXPECTED
    assert rig.fee.state is FeeState.WAIVED
    assert rig.store.escalations["evt_1:case"].context["fee_state"] == "waived"


@pytest.mark.parametrize(
    "changes", [{"amount_total": 1}, {"amount_total": 99999}, {"currency": "eur"}, {"client_reference_id": "pay_x"}]
)
async def test_what_does_not_fit_exactly_settles_nothing(rig: Hooked, changes: dict[str, Any]) -> None:
    assert await rig.hook.take(*rig.stripe.event(**changes)) is Applied.UNEXPECTED
    assert rig.fee.state is FeeState.HANDED_OVER
    assert rig.actions()[-1] is Action.PAYMENT_UNEXPECTED


@pytest.mark.parametrize("changes", [{"payment_status": "unpaid"}, {"payment_status": "no_payment_required"}])
async def test_a_completed_session_that_is_not_paid_settles_nothing(rig: Hooked, changes: dict[str, Any]) -> None:
    assert await rig.hook.take(*rig.stripe.event(**changes)) is Applied.IGNORED
    assert rig.fee.state is FeeState.HANDED_OVER


async def test_an_expired_session_makes_the_fee_due_again(rig: Hooked) -> None:
    assert await rig.hook.take(*rig.stripe.event("checkout.session.expired")) is Applied.RETURNED
    assert rig.fee.state is FeeState.DUE
    assert await rig.hook.take(*rig.stripe.event("checkout.session.expired")) is Applied.IGNORED


async def test_a_payment_told_late_still_finds_its_fee(rig: Hooked) -> None:
    rig.clock.advance(timedelta(hours=23))
    assert await rig.checkout.return_expired() == ["fee_1"]
    assert await rig.hook.take(*rig.stripe.event()) is Applied.PAID


async def test_other_events_are_taken_and_ignored(rig: Hooked) -> None:
    assert await rig.hook.take(*rig.stripe.event("customer.created")) is Applied.IGNORED


@pytest.mark.parametrize("skew", [TOLERANCE, -TOLERANCE, timedelta(0)])
async def test_within_the_tolerance_a_message_is_believed(rig: Hooked, skew: timedelta) -> None:
    body, header = rig.stripe.event()
    rig.clock.advance(skew)
    assert await rig.hook.take(body, header) is Applied.PAID


@pytest.mark.parametrize("skew", [TOLERANCE + timedelta(seconds=1), -TOLERANCE - timedelta(seconds=1)])
async def test_a_message_of_another_time_is_refused_and_recorded(rig: Hooked, skew: timedelta) -> None:
    body, header = rig.stripe.event()
    rig.clock.advance(skew)
    with pytest.raises(SignatureRefused):
        await rig.hook.take(body, header)
    event = rig.store.audit[-1]
    assert (event.action, event.outcome, event.body["reason"]) == (
        Action.PAYMENT_REFUSED,
        AuditOutcome.REFUSED,
        "signature_refused",
    )
    assert rig.fee.state is FeeState.HANDED_OVER


@pytest.mark.parametrize(
    "header", ["", "t=1", "v1=ab", "t=,v1=", "t=x,v1=y", "=", ",", "t=1,v0=ab", "t=1,v1=" + "é" * 64]
)
async def test_a_header_that_is_none_is_refused(rig: Hooked, header: str) -> None:
    body, _ = rig.stripe.event()
    with pytest.raises(SignatureRefused):
        await rig.hook.take(body, header)


async def test_a_replaced_secret_serves_beside_the_new_one(rig: Hooked) -> None:
    body, header = rig.stripe.event()
    assert (
        await StripeWebhook(rig.store, rig.clock, ["whsec_new", rig.stripe.secret]).take(body, header) is Applied.PAID
    )
    body, header = rig.stripe.event()
    with pytest.raises(SignatureRefused):
        await StripeWebhook(rig.store, rig.clock, ["whsec_new"]).take(body, header)


@pytest.mark.parametrize(
    "event",
    [
        [],
        None,
        {"object": "event", "id": "evt", "type": 7},
        {"object": "event", "id": "", "type": "x"},
        {"object": "list", "id": "evt", "type": "x"},
        {"object": "event", "id": "evt", "type": "checkout.session.completed"},
        {
            "object": "event",
            "id": "evt",
            "type": "checkout.session.completed",
            "data": {"object": {"object": "charge"}},
        },
    ],
)
async def test_a_signed_message_without_sense_is_refused(rig: Hooked, event: object) -> None:
    with pytest.raises(NewsMalformed):
        await rig.hook.take(*rig.stripe.signed(json.dumps(event).encode()))
    assert rig.store.audit[-1].body["reason"] == "news_malformed"


@pytest.mark.parametrize("amount", [True, "2500", None, 25.0])
async def test_an_amount_that_is_no_whole_number_is_refused(rig: Hooked, amount: object) -> None:
    with pytest.raises(NewsMalformed):
        await rig.hook.take(*rig.stripe.event(amount_total=amount))
