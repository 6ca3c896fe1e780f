"""Fees are handed over under an opaque reference, settled once, and each step is in the audit trail."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.kernel.ids import RandomIds
from services.payments.errors import ChannelUnknown, NoSuchFee, NothingSent, ReferenceRefused
from services.payments.ports import PaymentOrder
from services.payments.service import PaymentDesk
from services.payments.stripe_checkout import StripeCheckout
from services.scheduling.fee import FeeSettled, FeeState, HumanOnly, WaiverReason
from tests.contract.payments import PAGES
from tests.services.payments.payment_rig import PATIENT, STAFF, Rig


@pytest.fixture
async def rig() -> Rig:
    return await Rig().with_fee()


async def test_the_patient_gets_a_link_with_a_reference_and_nothing_else(rig: Rig) -> None:
    handover = await rig.page.hand_over("fee_1", PATIENT)
    assert handover.url == "https://pay.maple.example/fee?kind=office&ref=pay_0001"
    assert rig.fee.state is FeeState.HANDED_OVER
    assert rig.actions() == [Action.FEE_PREPARED, Action.FEE_HANDED_OVER]


async def test_a_reference_cannot_be_guessed() -> None:
    rig = await Rig().with_fee()
    desk = replace(rig.page, ids=RandomIds())
    reference = (await desk.hand_over("fee_1", PATIENT)).reference
    assert len(bytes.fromhex(reference.removeprefix("pay_"))) * 8 == 128


@pytest.mark.parametrize("kind", ["page", "checkout"])
async def test_asking_again_gives_the_same_place(rig: Rig, kind: str) -> None:
    desk: PaymentDesk = getattr(rig, kind)
    first = await desk.hand_over("fee_1", PATIENT)
    both = await asyncio.gather(desk.hand_over("fee_1", PATIENT), desk.hand_over("fee_1", STAFF))
    assert set(both) == {first}
    assert rig.actions() == [Action.FEE_PREPARED, Action.FEE_HANDED_OVER]


async def test_two_at_once_open_one_page(rig: Rig) -> None:
    both = await asyncio.gather(*(rig.checkout.hand_over("fee_1", PATIENT) for _ in range(4)))
    assert len(set(both)) == 1
    assert len(rig.stripe.sessions) == 1


@pytest.mark.parametrize("taken", [True, False])
async def test_after_a_lost_answer_the_same_page_is_opened_again(rig: Rig, *, taken: bool) -> None:
    rig.stripe.fail.append((ChannelUnknown("No answer."), taken))
    with pytest.raises(ChannelUnknown):
        await rig.checkout.hand_over("fee_1", PATIENT)
    assert rig.fee.state is FeeState.DUE
    rig.clock.advance(timedelta(hours=2))
    handover = await rig.checkout.hand_over("fee_1", PATIENT)
    assert len(rig.stripe.sessions) == 1
    assert handover.url.endswith(rig.stripe.sessions[0].id)


async def test_a_try_with_too_little_time_left_is_made_anew(rig: Rig) -> None:
    rig.stripe.fail.append((NothingSent("Not sent."), False))
    with pytest.raises(NothingSent):
        await rig.checkout.hand_over("fee_1", PATIENT)
    rig.clock.advance(timedelta(hours=22, minutes=45))
    assert (await rig.checkout.hand_over("fee_1", PATIENT)).reference == "pay_0002"


async def test_a_crash_between_answer_and_commit_opens_nothing_twice(rig: Rig) -> None:
    class Dying(StripeCheckout):
        async def open(self, order: PaymentOrder) -> str:
            await super().open(order)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await replace(rig.checkout, channel=Dying(rig.stripe, PAGES)).hand_over("fee_1", PATIENT)
    await rig.checkout.hand_over("fee_1", PATIENT)
    assert len(rig.stripe.sessions) == 1


async def test_a_reference_stands_for_one_fee_while_it_can_be_paid(rig: Rig) -> None:
    handover = await rig.page.hand_over("fee_1", PATIENT)
    payable = await rig.page.redeem(handover.reference, STAFF)
    assert (payable.fee_id, payable.words, payable.amount_cents) == ("fee_1", "Office fee", 2500)
    assert rig.actions()[-1] is Action.FEE_LOOKED_UP
    await rig.page.pay("fee_1", STAFF, "desk")
    with pytest.raises(ReferenceRefused):
        await rig.page.redeem(handover.reference, STAFF)


@pytest.mark.parametrize("reference", ["", "pay_9999", "PAY_0001", "pay_0001 "])
async def test_another_reference_stands_for_nothing(rig: Rig, reference: str) -> None:
    await rig.page.hand_over("fee_1", PATIENT)
    with pytest.raises(ReferenceRefused):
        await rig.page.redeem(reference, STAFF)


async def test_a_reference_expires_to_the_second_and_the_fee_is_due_again(rig: Rig) -> None:
    handover = await rig.page.hand_over("fee_1", PATIENT)
    rig.clock.set(handover.expires_at - timedelta(seconds=1))
    assert await rig.page.return_expired() == []
    await rig.page.redeem(handover.reference, STAFF)
    rig.clock.advance(timedelta(seconds=1))
    with pytest.raises(ReferenceRefused):
        await rig.page.redeem(handover.reference, STAFF)
    assert await rig.page.return_expired() == ["fee_1"]
    assert await rig.page.return_expired() == []
    assert rig.fee.state is FeeState.DUE
    again = await rig.page.hand_over("fee_1", PATIENT)
    assert again.reference != handover.reference
    with pytest.raises(ReferenceRefused):
        await rig.page.redeem(handover.reference, STAFF)


@pytest.mark.parametrize("reason", [reason for reason in WaiverReason if reason is not WaiverReason.FREE_BY_RULE])
async def test_a_person_waives_with_a_reason(rig: Rig, reason: WaiverReason) -> None:
    await rig.page.waive("fee_1", STAFF, reason)
    assert rig.fee.state is FeeState.WAIVED
    assert not rig.fee.counts
    event = rig.store.audit[-1]
    assert (event.actor, event.action, event.body["reason"]) == (STAFF, Action.FEE_WAIVED, reason.value)


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        (PATIENT, WaiverReason.EMERGENCY),
        (Actor(ActorKind.SERVICE, "payments"), WaiverReason.EMERGENCY),
        (STAFF, WaiverReason.FREE_BY_RULE),
    ],
)
async def test_nobody_but_a_person_waives(rig: Rig, actor: Actor, reason: WaiverReason) -> None:
    with pytest.raises(HumanOnly):
        await rig.page.waive("fee_1", actor, reason)
    assert rig.fee.state is FeeState.DUE
    assert rig.store.audit == []


@pytest.mark.parametrize("end", ["pay", "waive", "void"])
async def test_a_settled_fee_stays_as_it_is(rig: Rig, end: str) -> None:
    ends: dict[str, Callable[[], Awaitable[None]]] = {
        "pay": lambda: rig.page.pay("fee_1", STAFF, "desk"),
        "waive": lambda: rig.page.waive("fee_1", STAFF, WaiverReason.EMERGENCY),
        "void": lambda: rig.page.void("fee_1", STAFF),
    }
    await ends[end]()
    settled = rig.fee
    for again in ends.values():
        with pytest.raises(FeeSettled):
            await again()
    with pytest.raises(FeeSettled):
        await rig.page.hand_over("fee_1", PATIENT)
    assert rig.fee == settled
    assert len(rig.store.audit) == 1


async def test_a_waiver_while_the_page_opens_is_not_undone(rig: Rig) -> None:
    class Waiting(StripeCheckout):
        async def open(self, order: PaymentOrder) -> str:
            await rig.page.waive("fee_1", STAFF, WaiverReason.EMERGENCY)
            return await super().open(order)

    with pytest.raises(FeeSettled):
        await replace(rig.checkout, channel=Waiting(rig.stripe, PAGES)).hand_over("fee_1", PATIENT)
    assert rig.fee.state is FeeState.WAIVED


async def test_an_unknown_fee_is_said_to_be_unknown(rig: Rig) -> None:
    for work in (rig.page.hand_over("x", PATIENT), rig.page.pay("x", STAFF, "desk"), rig.page.void("x", STAFF)):
        with pytest.raises(NoSuchFee):
            await work


async def test_a_step_that_cannot_be_audited_does_not_happen(rig: Rig) -> None:
    rig.store.fail_next_write(OSError("full"))
    with pytest.raises(OSError, match="full"):
        await rig.page.waive("fee_1", STAFF, WaiverReason.EMERGENCY)
    assert rig.fee.state is FeeState.DUE
