"""What staff see of fees: those that are open or settled, and one with everything needed to decide about it."""

from dataclasses import dataclass

from services.audit.model import Action, Actor
from services.kernel.texting import MessageClass
from services.payments.errors import NoSuchFee
from services.payments.ports import PaymentTx
from services.payments.service import PaymentDesk
from services.scheduling.fee import FeeRecord, WaiverReason, fee_event
from services.scheduling.operation import Operation

_SETTLED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class FeeCase:
    """One fee as staff decide about it.

    `change` is the change it was raised for, None once that is not kept any more; `link` is where the patient can pay;
    `agreed` says whether they agreed to texts about fees, None where nobody asked; `reasons` are those for a waiver.
    """

    fee: FeeRecord
    change: Operation | None
    link: str
    agreed: bool | None
    reasons: tuple[WaiverReason, ...]


@dataclass(frozen=True, slots=True)
class FeeBoard:
    """What staff see of fees."""

    desk: PaymentDesk

    async def open(self) -> list[FeeRecord]:
        """Return the open fees, oldest first; they name nobody."""
        return await self.desk.store.read(lambda tx: tx.fees.open())

    async def settled(self) -> list[FeeRecord]:
        """Return the fees that were settled, the latest first."""
        return await self.desk.store.read(lambda tx: tx.fees.settled(_SETTLED_SHOWN))

    async def show(self, fee_id: str, staff: Actor) -> FeeCase:
        """Return one fee with the visit it is for; the trail says who looked.

        Raises:
            NoSuchFee: there is no such fee.
        """
        reasons = tuple(await self.desk.reasons(fee_id))
        return await self.desk.store.write(lambda tx: self._show(tx, fee_id, staff, reasons))

    def _show(self, tx: PaymentTx, fee_id: str, staff: Actor, reasons: tuple[WaiverReason, ...]) -> FeeCase:
        fee = tx.fees.get(fee_id)
        if fee is None:
            raise NoSuchFee
        change, texts = tx.operations.get(fee.operation_id), self.desk.texts
        consent = tx.numbers.consent(change.phone, MessageClass.BILLING) if change and change.phone else None
        tx.audit.record(fee_event(fee, staff, Action.FEE_SHOWN, self.desk.clock.now()))
        online = self.desk.channel is not None and texts is not None
        link = texts.link(fee) if texts is not None and online else ""
        return FeeCase(fee, change, link, consent.given if consent else None, reasons)
