"""A link to pay is texted only to who agreed, once a day, and never in place of anything else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.audit.model import Action
from services.kernel.texting import Consent, MessageClass, Source
from services.payments.errors import NoSuchFee, NothingSent
from services.payments.service import PaymentDesk
from services.payments.texting import FeeTexts, Texted
from services.scheduling.fee import FeeSettled, FeeState, WaiverReason
from tests.contract.fees import a_fee
from tests.doubles.ids import CountingIds
from tests.services.payments.payment_rig import PAGE, PATIENT, STAFF, Rig
from tests.services.scheduling.test_following import an_operation

PHONE = "+12025550142"
FEE = a_fee(id="fee_k7m2a9bkpcyvq3wd")


class TextRig(Rig):
    def __init__(self, base: str = "https://chat.maple.example/pay/") -> None:
        super().__init__()
        self.desk = PaymentDesk(self.store, self.clock, CountingIds(), PAGE, FeeTexts("Maple Clinic", base))

    async def filled(self, *, phone: str = PHONE, given: bool | None = True) -> "TextRig":
        operation = replace(an_operation(1), phone=phone)
        await self.store.write(lambda tx: tx.operations.add(operation))
        await self.with_fee(FEE)
        if given is not None:
            consent = Consent(PHONE, MessageClass.BILLING, given, self.clock.now(), Source.STAFF)
            await self.store.write(lambda tx: tx.numbers.save_consent(consent))
        return self

    def texts(self) -> list[str]:
        return [message.values["link"] for message in self.store.outbox.values()]


async def test_with_consent_the_first_hand_over_texts_the_link_in_its_commit() -> None:
    rig = await TextRig().filled()
    await rig.desk.hand_over(FEE.id, PATIENT)
    await rig.desk.hand_over(FEE.id, PATIENT)
    assert rig.texts() == ["https://chat.maple.example/pay/k7m2a9bkpcyvq3wd"]
    assert rig.actions().count(Action.FEE_TEXTED) == 1


@pytest.mark.parametrize("given", [None, False])
async def test_without_consent_nothing_is_texted(given: bool | None) -> None:  # noqa: FBT001 a case
    rig = await TextRig().filled(given=given)
    await rig.desk.hand_over(FEE.id, PATIENT)
    assert await rig.desk.text(FEE.id, STAFF) is Texted.NO_CONSENT
    assert rig.texts() == []


async def test_without_a_number_or_a_short_address_nothing_is_texted() -> None:
    assert await (await TextRig().filled(phone="")).desk.text(FEE.id, STAFF) is Texted.NO_NUMBER
    far = await TextRig("https://the-patient-chat-of-the-clinic.maple.example/pay/").filled()
    assert await far.desk.text(FEE.id, STAFF) is Texted.NO_LINK


async def test_staff_text_again_on_another_day_but_not_twice_on_one() -> None:
    rig = await TextRig().filled()
    for _ in range(2):
        assert await rig.desk.text(FEE.id, STAFF) is Texted.QUEUED
    assert len(rig.texts()) == 1
    rig.clock.advance(timedelta(days=1))
    await rig.desk.text(FEE.id, STAFF)
    assert len(rig.texts()) == 2


async def test_a_settled_or_unknown_fee_is_not_texted() -> None:
    rig = await TextRig().filled()
    await rig.desk.waive(FEE.id, STAFF, WaiverReason.GOODWILL)
    with pytest.raises(FeeSettled):
        await rig.desk.text(FEE.id, STAFF)
    with pytest.raises(NoSuchFee):
        await rig.desk.text("fee_none", STAFF)


async def test_what_could_not_be_handed_over_is_handed_over_later_and_texted_once() -> None:
    rig = await TextRig().filled()
    desk = PaymentDesk(rig.store, rig.clock, CountingIds(), rig.checkout.channel, rig.desk.texts)
    rig.stripe.fail.append((NothingSent("Down."), False))
    await desk.work()
    assert rig.store.fees[FEE.id].state is FeeState.DUE
    await desk.work()
    await desk.work()
    assert rig.store.fees[FEE.id].state is FeeState.HANDED_OVER
    assert (len(rig.stripe.sessions), len(rig.texts())) == (1, 1)


async def test_a_link_that_ran_out_is_not_renewed_by_itself() -> None:
    rig = await TextRig().filled()
    await rig.desk.work()
    rig.clock.advance(timedelta(days=8))
    await rig.desk.work()
    await rig.desk.work()
    assert rig.store.fees[FEE.id].state is FeeState.DUE
    assert rig.actions().count(Action.FEE_HANDED_OVER) == 1
