"""0 of 1,000 planted PHI canaries in any byte to Stripe, in any log line, and in any audit body."""

import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.audit.model import Actor, ActorKind
from services.kernel.ids import RandomIds
from services.kernel.language import Language
from services.payments.errors import ChannelUnknown, PaymentError, SignatureRefused
from services.payments.service import PaymentDesk
from services.payments.stripe_checkout import StripeCheckout
from services.payments.webhook import Applied, StripeWebhook
from services.scheduling.ending import done
from services.scheduling.following import RaiseFee, TellProviders
from services.scheduling.model import Appointment, Party
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.settle import Settlement
from tests.contract.payments import ORDER, PAGES
from tests.doubles.builders import an_appointment, at
from tests.doubles.clock import ManualClock
from tests.doubles.payments import LocalStripe
from tests.doubles.store import MemoryStore
from tests.services.scheduling.change_rig import CLINIC

COUNT = 1000


def canaries(number: int) -> dict[str, str]:
    """Return the canaries of one patient: one in each field that could carry PHI."""
    fields = ("patient", "appointment", "visit", "provider", "place", "phone", "words", "chat", "operation", "slot")
    return {name: f"kanarie-{name}-{number:04d}" for name in fields}


def an_appointment_with(planted: dict[str, str]) -> Appointment:
    return an_appointment(
        id=planted["appointment"],
        patient_id=planted["patient"],
        visit_type=planted["visit"],
        visit_name=planted["visit"],
        practitioner=Party(planted["provider"], planted["provider"]),
        location=Party(planted["place"], planted["place"]),
        slot_ids=(planted["slot"],),
        start=at(1, 9),
        authorization_expires=date(2027, 12, 31),
    )


def an_operation_with(planted: dict[str, str], clock: ManualClock) -> Operation:
    return Operation(
        id=planted["operation"],
        kind=ChangeKind.CANCEL,
        appointment=an_appointment_with(planted),
        slot=None,
        actor=Actor(ActorKind.PATIENT, planted["chat"]),
        conversation_id=planted["chat"],
        requested_at=clock.now(),
        language=Language.EN,
        late=True,
        fee_cents=2500,
        phone=planted["phone"],
        words=planted["words"],
    )


async def test_nothing_of_a_thousand_patients_reaches_stripe_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    clock, store, ids = ManualClock(), MemoryStore(), RandomIds()
    stripe = LocalStripe(clock)
    settle = Settlement(store, clock, CLINIC, (RaiseFee(ids), TellProviders()))
    desk = PaymentDesk(store, clock, ids, StripeCheckout(stripe, PAGES))
    hook = StripeWebhook(store, clock, [stripe.secret])
    planted: list[str] = []
    said: list[str] = []
    for number in range(COUNT):
        values = canaries(number)
        planted += values.values()
        operation = an_operation_with(values, clock)
        await store.write(lambda tx, operation=operation: tx.operations.add(operation))  # type: ignore[misc]
        await settle(operation, done(operation.appointment))
        fee = next(fee for fee in store.fees.values() if fee.operation_id == operation.id)
        if number % 10 == 0:
            stripe.fail.append((ChannelUnknown("No answer."), True))
            with pytest.raises(PaymentError) as lost:
                await desk.hand_over(fee.id, operation.actor)
            said.append(repr(lost.value))
        await desk.hand_over(fee.id, operation.actor)
        body, header = stripe.event()
        if number % 10 == 1:
            with pytest.raises(SignatureRefused) as refused:
                await hook.take(body + b" ", header)
            said.append(repr(refused.value))
        assert await hook.take(body, header) is Applied.PAID
    left = stripe.bytes_sent().decode() + caplog.text + "".join(said) + repr(next(iter(store.fees.values())).handover)
    assert len(stripe.sessions) == COUNT
    assert [canary for canary in planted if canary in left] == []


async def test_the_test_would_see_a_canary() -> None:
    clock = ManualClock()
    stripe = LocalStripe(clock)
    planted = canaries(1)
    order = replace(
        ORDER,
        reference=planted["patient"],
        expires_at=clock.now() + timedelta(hours=2),
    )
    await StripeCheckout(stripe, PAGES).open(order)
    assert planted["patient"] in stripe.bytes_sent().decode()
