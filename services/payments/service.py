"""What is done with a fee: hand it over, look up a reference, take a payment, waive it, take it back.

Each step and its audit record are one commit. A hand-over first keeps its reference, then asks the channel, then keeps
the address; whoever tries again after a crash uses the same reference under the same key, so nothing opens twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.audit.model import Action, Actor, ActorKind
from services.kernel.clock import Clock
from services.kernel.ids import Ids
from services.kernel.store import Store
from services.payments.errors import ChannelClosed, NoSuchFee, NotWaivable, PaymentError, ReferenceRefused
from services.payments.ports import PaymentChannel, PaymentOrder, PaymentTx
from services.payments.texting import FeeTexts, Texted
from services.scheduling import fee as steps
from services.scheduling.fee import (
    PERSONS_REASONS,
    FeeRecord,
    FeeSettled,
    FeeState,
    Handover,
    VoidReason,
    Waiver,
    WaiverReason,
    fee_event,
)
from services.scheduling.operation import Operation

SERVICE = Actor(ActorKind.SERVICE, "payments")
TRIED_FOR = timedelta(days=7)
"""For so long a fee that nobody could hand over is tried again by itself; then staff see it as due."""

Waivable = Callable[[Operation | None], frozenset[WaiverReason]]
"""Returns for which reasons the clinic's policy lets staff waive the fee of a change; None: it is not kept any more."""

log = logging.getLogger(__name__)
_LEAST_LEFT = timedelta(hours=1)
"""A page that was not opened yet needs so much time; Stripe takes no session that ends within half an hour."""


def _any_reason(operation: Operation | None) -> frozenset[WaiverReason]:  # noqa: ARG001 the shape of every answer
    return frozenset(PERSONS_REASONS)


@dataclass(frozen=True, slots=True)
class PayableFee:
    """What the clinic's payment page may know of a reference: the fee's id, its fixed words, and what is asked."""

    fee_id: str
    words: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class PaymentDesk:
    """The use cases of payments."""

    store: Store[PaymentTx]
    clock: Clock
    ids: Ids
    channel: PaymentChannel | None = None
    texts: FeeTexts | None = None
    waivable: Waivable = _any_reason

    async def hand_over(self, fee_id: str, actor: Actor) -> Handover:
        """Return where the patient can pay the fee; asked again while that is good, the same place.

        Raises:
            NoSuchFee: there is no such fee.
            FeeSettled: nothing is asked any more.
            PaymentError: the channel opened no page; the fee stays due.
        """
        channel = self.channel
        if channel is None:
            raise ChannelClosed("There is no payment page.", "Take the fee at the desk, or set payments.page_url.")
        fee = await self.store.write(lambda tx: self._prepare(tx, fee_id, channel, actor))
        handover = _handover(fee)
        if fee.state is FeeState.HANDED_OVER:
            return handover
        order = PaymentOrder(handover.reference, handover.key, fee.amount_cents, handover.expires_at)
        url = await channel.open(order)
        return _handover(await self.store.write(lambda tx: self._opened(tx, fee, url, actor)))

    async def redeem(self, reference: str, actor: Actor) -> PayableFee:
        """Tell what a reference stands for: that one fee, and only while it can be paid.

        Raises:
            ReferenceRefused: unknown, used up, replaced or expired.
        """
        return await self.store.write(lambda tx: self._redeem(tx, reference, actor))

    async def pay(self, fee_id: str, actor: Actor, how: str) -> None:
        """Note that the fee was paid at the desk or on the clinic's page; `how` is one word for the audit trail.

        Raises:
            NoSuchFee: there is no such fee.
            FeeSettled: it is settled already.
        """
        now = self.clock.now()
        await self.store.write(
            lambda tx: self._keep(tx, steps.paid(_fee(tx, fee_id), now), actor, Action.FEE_PAID, channel=how)
        )

    async def waive(self, fee_id: str, staff: Actor, reason: WaiverReason) -> None:
        """Ask nothing of the patient, by a person's decision; the late change is not counted either.

        Raises:
            NoSuchFee: there is no such fee.
            FeeSettled: it is settled already.
            HumanOnly: no staff member decided it.
            NotWaivable: the clinic's policy does not know this reason for such visits.
        """
        now = self.clock.now()

        def work(tx: PaymentTx) -> None:
            waived = steps.waived(self._waivable(tx, fee_id, reason), Waiver(staff, reason), now)
            self._keep(tx, waived, staff, Action.FEE_WAIVED)

        await self.store.write(work)

    async def refund(self, fee_id: str, staff: Actor, reason: WaiverReason) -> None:
        """Note that a person gave a paid fee back; the money itself goes back where it was paid.

        Raises:
            NoSuchFee: there is no such fee.
            NotPaid: it was not paid, or is given back already.
            HumanOnly: no staff member decided it.
            NotWaivable: the clinic's policy does not know this reason for such visits.
        """
        now = self.clock.now()

        def work(tx: PaymentTx) -> None:
            refunded = steps.refunded(self._waivable(tx, fee_id, reason), Waiver(staff, reason), now)
            self._keep(tx, refunded, staff, Action.FEE_REFUNDED)

        await self.store.write(work)

    async def reasons(self, fee_id: str) -> list[WaiverReason]:
        """Return for which reasons staff may waive or refund the fee, in the order of the list.

        Raises:
            NoSuchFee: there is no such fee.
        """
        allowed = await self.store.read(lambda tx: self._reasons(tx, _fee(tx, fee_id)))
        return [reason for reason in WaiverReason if reason in allowed]

    async def text(self, fee_id: str, actor: Actor) -> Texted:
        """Text the patient the link to the fee's page, if they agreed to such texts.

        Raises:
            NoSuchFee: there is no such fee.
            FeeSettled: nothing is asked any more.
        """
        now = self.clock.now()

        def work(tx: PaymentTx) -> Texted:
            fee = _fee(tx, fee_id)
            if fee.state.final:
                raise FeeSettled
            return self._text(tx, fee, actor, now)

        return await self.store.write(work)

    async def work(self) -> None:
        """Make fees due again whose reference ran out, and hand over what nobody could hand over yet."""
        await self.return_expired()
        if self.channel is None:
            return
        since = self.clock.now() - TRIED_FOR
        for fee in await self.store.read(lambda tx: tx.fees.open()):
            if fee.state is FeeState.DUE and not fee.tried and fee.raised_at > since:
                try:
                    await self.hand_over(fee.id, SERVICE)
                except (PaymentError, FeeSettled) as error:
                    log.warning("A fee could not be handed over: %s.", error.code)

    async def void(self, fee_id: str, staff: Actor, reason: VoidReason = VoidReason.OTHER) -> None:
        """Take a fee back that was raised by mistake; the audit trail keeps the reason.

        Raises:
            NoSuchFee: there is no such fee.
            FeeSettled: it is settled already.
        """
        now = self.clock.now()

        def work(tx: PaymentTx) -> None:
            self._keep(tx, steps.voided(_fee(tx, fee_id), now), staff, Action.FEE_VOIDED, reason=reason.value)

        await self.store.write(work)

    async def return_expired(self) -> list[str]:
        """Make every fee due again whose reference was not used in time; return their ids."""
        now = self.clock.now()

        def work(tx: PaymentTx) -> list[str]:
            open_ones = (fee for fee in tx.fees.open() if fee.state is FeeState.HANDED_OVER)
            late = [fee for fee in open_ones if _handover(fee).expires_at <= now]
            for fee in late:
                self._keep(tx, steps.returned(fee), SERVICE, Action.FEE_RETURNED)
            return [fee.id for fee in late]

        return await self.store.write(work)

    def _prepare(self, tx: PaymentTx, fee_id: str, channel: PaymentChannel, actor: Actor) -> FeeRecord:
        fee, now = _fee(tx, fee_id), self.clock.now()
        if fee.state.final:
            raise FeeSettled
        if _still_good(fee, channel.name, now):
            return fee
        handover = Handover(
            reference=self.ids.new("pay"),
            key=self.ids.new("idem"),
            channel=channel.name,
            created_at=now,
            expires_at=_whole(now + channel.valid),
        )
        return self._keep(tx, steps.prepared(fee, handover), actor, Action.FEE_PREPARED)

    def _opened(self, tx: PaymentTx, asked: FeeRecord, url: str, actor: Actor) -> FeeRecord:
        fee = _fee(tx, asked.id)
        if fee.state is FeeState.HANDED_OVER and _handover(fee).reference == _handover(asked).reference:
            return fee
        if fee.handover is None or fee.handover.reference != _handover(asked).reference:
            raise ReferenceRefused
        handed = self._keep(tx, steps.handed_over(fee, url), actor, Action.FEE_HANDED_OVER)
        if not fee.tried:
            self._text(tx, handed, actor, self.clock.now())
        return handed

    def _text(self, tx: PaymentTx, fee: FeeRecord, actor: Actor, now: datetime) -> Texted:
        if self.texts is None:
            return Texted.NO_LINK
        texted = self.texts.queue(tx, fee, now)
        if texted is Texted.QUEUED:
            tx.audit.record(fee_event(fee, actor, Action.FEE_TEXTED, now))
        return texted

    def _waivable(self, tx: PaymentTx, fee_id: str, reason: WaiverReason) -> FeeRecord:
        fee = _fee(tx, fee_id)
        if reason is not WaiverReason.FREE_BY_RULE and reason not in self._reasons(tx, fee):
            raise NotWaivable
        return fee

    def _reasons(self, tx: PaymentTx, fee: FeeRecord) -> frozenset[WaiverReason]:
        return self.waivable(tx.operations.get(fee.operation_id))

    def _redeem(self, tx: PaymentTx, reference: str, actor: Actor) -> PayableFee:
        fee = tx.fees.of_reference(reference)
        if fee is None or fee.state is not FeeState.HANDED_OVER or _handover(fee).expires_at <= self.clock.now():
            raise ReferenceRefused
        tx.audit.record(fee_event(fee, actor, Action.FEE_LOOKED_UP, self.clock.now()))
        return PayableFee(fee.id, "Office fee", fee.amount_cents)

    def _keep(self, tx: PaymentTx, fee: FeeRecord, actor: Actor, action: Action, **body: str) -> FeeRecord:
        tx.fees.save(fee)
        channel = {"channel": fee.handover.channel} if fee.handover else {}
        tx.audit.record(fee_event(fee, actor, action, self.clock.now(), **{**channel, **body}))
        return fee


def _still_good(fee: FeeRecord, channel: str, now: datetime) -> bool:
    """Tell whether the present try is used again: its page is open, or there is time enough to open it."""
    if fee.handover is None or fee.handover.channel != channel:
        return False
    left = fee.handover.expires_at - now
    return left > (timedelta(0) if fee.state is FeeState.HANDED_OVER else _LEAST_LEFT)


def _fee(tx: PaymentTx, fee_id: str) -> FeeRecord:
    fee = tx.fees.get(fee_id)
    if fee is None:
        raise NoSuchFee
    return fee


def _handover(fee: FeeRecord) -> Handover:
    if fee.handover is None:
        raise ReferenceRefused
    return fee.handover


def _whole(instant: datetime) -> datetime:
    """Return the instant without fractions of a second, as payment services count."""
    return instant.replace(microsecond=0)
