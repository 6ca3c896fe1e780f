"""Takes Stripe's signed messages: each believed only with its signature, applied once, and never more than it says."""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class StripeWebhook:
    """Applies messages. `secrets` are the endpoint's signing secrets: one, or two while one is being replaced."""

    store: Store[PaymentTx]
    clock: Clock
    secrets: Sequence[str] = field(repr=False)
    currency: str = "usd"

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
