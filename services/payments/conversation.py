"""Fees as a conversation needs them: `services.dialogue.ports.Payments`."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol
from weakref import WeakValueDictionary

from services.audit.model import Actor, ActorKind
from services.dialogue.ports import FeeDue
from services.kernel.texting import MessageClass, Source
from services.payments.errors import PaymentError
from services.payments.ports import PaymentTx
from services.payments.service import PaymentDesk
from services.payments.texting import Texted, fee_of, page_of
from services.scheduling.fee import FeeRecord, FeeSettled

log = logging.getLogger(__name__)
CONVERSATION = Actor(ActorKind.SERVICE, "dialogue")
PATIENCE = timedelta(seconds=5)
"""How long a patient waits for the payment page; what takes longer is opened by the background work."""


class Agreements(Protocol):
    """Keeps what the owners of numbers agree to; `services.messaging.consents.Consents` does."""

    async def record(self, number: str, message_class: MessageClass, source: Source, by: Actor, *, given: bool) -> bool:
        """Keep consent to a class; False when that is known already."""
        ...

    async def stopped(self, number: str) -> bool:
        """Tell whether the number has opted out of texts."""
        ...


@dataclass(frozen=True, slots=True)
class FeeTalk:
    """What a conversation says and does about fees."""

    desk: PaymentDesk
    agreements: Agreements
    patience: timedelta = PATIENCE
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def due(self, operation_id: str) -> FeeDue | None:
        """Hand the fee of a change over, once, and return it; None where nothing is asked. It never fails."""
        fee = await self.desk.store.read(lambda tx: tx.fees.of_operation(operation_id))
        if fee is None or fee.state.final:
            return None
        if self.desk.channel is None:
            return FeeDue(fee.amount_cents, None)
        await self._hand_over(fee)
        return await self.desk.store.read(lambda tx: self._due(tx, fee)) if self.desk.texts else self._plain(fee)

    async def agree(self, page: str, patient: Actor) -> bool:
        """Keep that the patient agreed to texts about fees, and text the link; False where it cannot be texted."""
        number = await self.desk.store.read(lambda tx: self._number(tx, fee_of(page)))
        if not number or await self.agreements.stopped(number):
            return False
        try:
            return await self.text(fee_of(page), patient, agreed=True, source=Source.CHAT) is Texted.QUEUED
        except FeeSettled:
            return False

    async def text(self, fee_id: str, actor: Actor, *, agreed: bool, source: Source = Source.STAFF) -> Texted:
        """Text the link; `agreed` keeps first that the patient agreed to texts about fees, as told by `source`.

        Raises:
            NoSuchFee: there is no such fee.
            FeeSettled: nothing is asked any more.
        """
        number = await self.desk.store.read(lambda tx: self._number(tx, fee_id))
        if agreed and number:
            await self.agreements.record(number, MessageClass.BILLING, source, actor, given=True)
        return await self.desk.text(fee_id, actor)

    async def _hand_over(self, fee: FeeRecord) -> None:
        """Open the payment page, one at a time for each fee; a failure is left to the background work."""
        lock = self._locks.setdefault(fee.id, asyncio.Lock())
        async with lock:
            try:
                async with asyncio.timeout(self.patience.total_seconds()):
                    await self.desk.hand_over(fee.id, CONVERSATION)
            except (PaymentError, FeeSettled) as error:
                log.warning("A payment page was not opened: %s.", error.code)
            except TimeoutError:
                log.warning("A payment page was not opened in time.")

    def _plain(self, fee: FeeRecord) -> FeeDue:
        return FeeDue(fee.amount_cents, page_of(fee))

    def _due(self, tx: PaymentTx, fee: FeeRecord) -> FeeDue:
        number = self._number(tx, fee.id)
        consent = tx.numbers.consent(number, MessageClass.BILLING) if number else None
        texted = consent is not None and consent.given
        fits = self.desk.texts is not None and self.desk.texts.fits(fee)
        return FeeDue(
            cents=fee.amount_cents,
            page=page_of(fee),
            texted=texted and fits,
            may_text=bool(number) and consent is None and fits,
        )

    def _number(self, tx: PaymentTx, fee_id: str) -> str:
        fee = tx.fees.get(fee_id)
        return "" if fee is None or self.desk.texts is None else self.desk.texts.number_of(tx, fee)
