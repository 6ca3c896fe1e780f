"""What every part of the waitlist works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.kernel.clock import Clock
from services.kernel.ids import Ids
from services.kernel.language import Language
from services.kernel.store import Store
from services.scheduling.patience import Patience
from services.scheduling.policy_model import PolicyBook
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import ChangeService
from services.scheduling.settle import ClinicFacts
from services.scheduling.waitlist.codes import CodeKeys, random_handle
from services.scheduling.waitlist.model import Entry
from services.scheduling.waitlist.ports import OfferLimits, WaitlistTx
from services.scheduling.waitlist.settings import OfferSettings

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CountedOffers:
    """`OfferLimits` by counting: so many offers to one patient within 24 hours, and within 7 days of 24 hours."""

    settings: OfferSettings

    def allow(self, tx: WaitlistTx, entry: Entry, now: datetime) -> bool:
        """Tell whether the patient may get one more offer now."""
        count = tx.waitlist.offers.count
        return (
            count(entry.patient_id, now - _DAY) < self.settings.per_day
            and count(entry.patient_id, now - _WEEK) < self.settings.per_week
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """Ports and choices; `limits` come on top of the counted offers."""

    store: Store[WaitlistTx]
    system: SchedulingSystem
    changes: ChangeService
    book: PolicyBook
    clinic: ClinicFacts
    clock: Clock
    ids: Ids
    keys: CodeKeys
    settings: OfferSettings = field(default_factory=OfferSettings)
    limits: tuple[OfferLimits, ...] = ()
    patience: Patience = field(default_factory=Patience)
    handles: Callable[[], str] = random_handle
    default_language: Language = Language.EN

    def may_ask(self, tx: WaitlistTx, entry: Entry, now: datetime) -> bool:
        """Tell whether this patient may get an offer now: no other one to answer, and within every limit."""
        if tx.waitlist.offers.pending(entry.patient_id, now):
            return False
        return all(limit.allow(tx, entry, now) for limit in (CountedOffers(self.settings), *self.limits))
