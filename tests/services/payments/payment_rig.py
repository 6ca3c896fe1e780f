"""A clinic with one fee that is due, its payment page, and a local Stripe."""

from services.audit.model import Action, Actor, ActorKind
from services.payments.clinic_page import ClinicPage
from services.payments.service import PaymentDesk
from services.payments.stripe_checkout import StripeCheckout
from services.scheduling.fee import FeeRecord
from tests.contract.fees import a_fee
from tests.contract.payments import PAGES
from tests.doubles.clock import ManualClock
from tests.doubles.ids import CountingIds
from tests.doubles.payments import LocalStripe
from tests.doubles.store import MemoryStore

STAFF = Actor(ActorKind.STAFF, "m.ortiz")
PATIENT = Actor(ActorKind.PATIENT, "chat_1")
PAGE = ClinicPage("https://pay.maple.example/fee?kind=office")


class Rig:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.store = MemoryStore()
        self.stripe = LocalStripe(self.clock)
        self.page = PaymentDesk(self.store, self.clock, CountingIds(), PAGE)
        self.checkout = PaymentDesk(self.store, self.clock, CountingIds(), StripeCheckout(self.stripe, PAGES))

    async def with_fee(self, fee: FeeRecord | None = None) -> "Rig":
        await self.store.write(lambda tx: tx.fees.add(fee or a_fee()))
        return self

    @property
    def fee(self) -> FeeRecord:
        return self.store.fees["fee_1"]

    def actions(self) -> list[Action]:
        return [event.action for event in self.store.audit]
