"""Waivers and refunds: a person's decision, for a reason that the policy knows, and only once."""

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.payments.errors import NotWaivable
from services.payments.service import PaymentDesk
from services.scheduling.fee import FeeState, HumanOnly, NotPaid, WaiverReason
from services.scheduling.operation import Operation
from tests.doubles.ids import CountingIds
from tests.services.payments.payment_rig import PAGE, STAFF, Rig


def only_emergencies(operation: Operation | None) -> frozenset[WaiverReason]:
    assert operation is None
    return frozenset({WaiverReason.EMERGENCY})


async def test_a_paid_fee_is_refunded_once_and_counts_no_more() -> None:
    rig = await Rig().with_fee()
    await rig.page.pay("fee_1", STAFF, "desk")
    assert rig.fee.counts
    await rig.page.refund("fee_1", STAFF, WaiverReason.CLINIC_AT_FAULT)
    assert (rig.fee.state, rig.fee.counts) == (FeeState.REFUNDED, False)
    assert rig.actions()[-1] is Action.FEE_REFUNDED
    with pytest.raises(NotPaid):
        await rig.page.refund("fee_1", STAFF, WaiverReason.CLINIC_AT_FAULT)


async def test_what_was_not_paid_is_not_refunded() -> None:
    rig = await Rig().with_fee()
    with pytest.raises(NotPaid):
        await rig.page.refund("fee_1", STAFF, WaiverReason.GOODWILL)
    assert rig.fee.state is FeeState.DUE


async def test_only_a_person_refunds() -> None:
    rig = await Rig().with_fee()
    await rig.page.pay("fee_1", STAFF, "desk")
    with pytest.raises(HumanOnly):
        await rig.page.refund("fee_1", Actor(ActorKind.SERVICE, "payments"), WaiverReason.GOODWILL)
    with pytest.raises(HumanOnly):
        await rig.page.refund("fee_1", STAFF, WaiverReason.FREE_BY_RULE)


async def test_the_policy_says_for_which_reasons() -> None:
    rig = await Rig().with_fee()
    desk = PaymentDesk(rig.store, rig.clock, CountingIds(), PAGE, waivable=only_emergencies)
    assert await desk.reasons("fee_1") == [WaiverReason.EMERGENCY]
    with pytest.raises(NotWaivable):
        await desk.waive("fee_1", STAFF, WaiverReason.GOODWILL)
    await desk.waive("fee_1", STAFF, WaiverReason.EMERGENCY)
    assert rig.fee.state is FeeState.WAIVED
