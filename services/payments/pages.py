"""What the page of one fee shows: how it stands, and where it can be paid. Whoever has the link may see that much.

It says nothing of a person or a visit. A page that ran out is opened anew at a press of its button, never by a mere
look: programs that preview links look at them too.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from services.audit.model import Actor, ActorKind
from services.payments.errors import PaymentError
from services.payments.service import PaymentDesk
from services.payments.texting import fee_of
from services.scheduling.fee import FeeRecord, FeeSettled, FeeState

VISITOR = Actor(ActorKind.CALLER, "payment page")
_PAGE = re.compile(r"[a-z0-9]{8,64}")


class PayState(StrEnum):
    """How a fee stands for the patient."""

    OPEN = "open"
    RENEW = "renew"
    DESK = "desk"
    PAID = "paid"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PayView:
    """What the page shows; `url` is where to pay, while that is open."""

    state: PayState
    amount_cents: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class PayPages:
    """The pages of fees."""

    desk: PaymentDesk

    async def show(self, page: str) -> PayView | None:
        """Return what the page shows, None where there is no such page."""
        if not _PAGE.fullmatch(page):
            return None
        fee = await self.desk.store.read(lambda tx: tx.fees.get(fee_of(page)))
        if fee is None:
            return None
        return _settled(fee) if fee.state.final else self._owed(fee)

    def _owed(self, fee: FeeRecord) -> PayView:
        handover, now = fee.handover, self.desk.clock.now()
        if self.desk.channel is None:
            return PayView(PayState.DESK, fee.amount_cents)
        if handover is not None and fee.state is FeeState.HANDED_OVER and handover.expires_at > now:
            return PayView(PayState.OPEN, fee.amount_cents, handover.url)
        return PayView(PayState.RENEW, fee.amount_cents)

    async def renew(self, page: str) -> bool:
        """Open the payment page anew; False where that did not work."""
        if not _PAGE.fullmatch(page):
            return False
        try:
            await self.desk.hand_over(fee_of(page), VISITOR)
        except FeeSettled:
            return True
        except PaymentError:
            return False
        return True


def _settled(fee: FeeRecord) -> PayView:
    return PayView(PayState.PAID, fee.amount_cents) if fee.state is FeeState.PAID else PayView(PayState.NOTHING, 0)
