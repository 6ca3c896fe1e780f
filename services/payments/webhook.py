"""Takes Stripe's signed messages: each believed only with its signature, applied once, and never more than it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from services.audit.model import Action, AuditEvent, AuditOutcome
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.payments.errors import PaymentError
from services.payments.ports import PaymentTx
from services.payments.service import SERVICE
from services.payments.stripe_event import News, PaymentNews, read_event
from services.payments.stripe_signature import require_signature
from services.scheduling import fee as steps
from services.scheduling.fee import FeeRecord, FeeState, fee_event
from services.scheduling.operation import Escalation

CHANNEL = "stripe"
_DUE = timedelta(hours=24)


class Applied(StrEnum):
    """What a believed message led to; each of them is answered with 200, or Stripe sends it again for days."""

    PAID = "paid"
    RETURNED = "returned"
    REPLAYED = "replayed"
    IGNORED = "ignored"
    UNEXPECTED = "unexpected"


MOST_REFUSALS = 30
"""So many refused messages are recorded in a minute; anybody can send them, and the trail's disk is not theirs."""


@dataclass(slots=True)
class Refusals:
    """Counts refused messages by the minute."""

    minute: int = 0
    count: int = 0

    def recorded(self, now: datetime) -> bool:
        """Count one; tell whether it is recorded."""
        minute = int(now.timestamp()) // 60
        self.count = self.count + 1 if minute == self.minute else 1
        self.minute = minute
        return self.count <= MOST_REFUSALS


@dataclass(frozen=True, slots=True)
class StripeWebhook:
    """Applies messages. `secrets` are the endpoint's signing secrets: one, or two while one is being replaced."""

    store: Store[PaymentTx]
    clock: Clock
    secrets: Sequence[str] = field(repr=False)
    currency: str = "usd"
    refusals: Refusals = field(default_factory=Refusals)

    async def hook(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Take a message as it came in at the listener; False where it is not believed."""
        try:
            await self.take(body, headers.get("stripe-signature", ""))
        except PaymentError:
            return False
        return True

    async def take(self, body: bytes, header: str) -> Applied:
        """Believe, apply once and return what happened.

        Raises:
            SignatureRefused: it is not Stripe's, or from another time.
            NewsMalformed: it is, but says nothing that we know how to read.
        """
        now = self.clock.now()
        try:
            require_signature(body, header, self.secrets, now)
            news = read_event(body)
        except PaymentError as error:
            if self.refusals.recorded(now):
                refusal = _refusal(now, error.code)
                await self.store.write(lambda tx: tx.audit.record(refusal))
            raise
        return await self.store.write(lambda tx: self._apply(tx, news, now))

    def _apply(self, tx: PaymentTx, news: PaymentNews, now: datetime) -> Applied:
        if not tx.fees.take_event(news.event_id, now):
            return Applied.REPLAYED
        if news.news is News.OTHER:
            return Applied.IGNORED
        fee = tx.fees.of_reference(news.reference)
        if news.news is News.EXPIRED:
            return _expired(tx, fee, now)
        if fee is None or fee.state.final or not self._exact(fee, news):
            _to_a_person(tx, fee, news, now)
            return Applied.UNEXPECTED
        paid = steps.paid(fee, now)
        tx.fees.save(paid)
        tx.audit.record(fee_event(paid, SERVICE, Action.FEE_PAID, now, channel=CHANNEL))
        return Applied.PAID

    def _exact(self, fee: FeeRecord, news: PaymentNews) -> bool:
        return (news.amount_cents, news.currency) == (fee.amount_cents, self.currency)


def _expired(tx: PaymentTx, fee: FeeRecord | None, now: datetime) -> Applied:
    if fee is None or fee.state is not FeeState.HANDED_OVER:
        return Applied.IGNORED
    returned = steps.returned(fee)
    tx.fees.save(returned)
    tx.audit.record(fee_event(returned, SERVICE, Action.FEE_RETURNED, now, channel=CHANNEL))
    return Applied.RETURNED


def _to_a_person(tx: PaymentTx, fee: FeeRecord | None, news: PaymentNews, now: datetime) -> None:
    """Open a case for money that fits no open fee: paid after a waiver, twice, another amount, or an old link."""
    facts = {"event": news.event_id, "paid_cents": str(news.amount_cents), "currency": news.currency}
    known = {"fee": fee.id, "fee_state": str(fee.state), "fee_cents": str(fee.amount_cents)} if fee else {}
    tx.escalations.add(
        Escalation(
            id=f"{news.event_id}:case",
            reason="payment_unexpected",
            opened_at=now,
            due_at=now + _DUE,
            conversation_id="",
            patient_id=fee.patient_id if fee else None,
            operation_id=fee.operation_id if fee else None,
            context={**facts, **known},
        )
    )
    tx.audit.record(
        AuditEvent(
            at=now,
            actor=SERVICE,
            action=Action.PAYMENT_UNEXPECTED,
            outcome=AuditOutcome.FAILED,
            operation=fee.operation_id if fee else None,
            purpose="HPAYMT",
            body={**facts, **known},
        )
    )


def _refusal(now: datetime, reason: str) -> AuditEvent:
    return AuditEvent(
        at=now,
        actor=SERVICE,
        action=Action.PAYMENT_REFUSED,
        outcome=AuditOutcome.REFUSED,
        purpose="HPAYMT",
        body={"reason": reason, "channel": CHANNEL},
    )
