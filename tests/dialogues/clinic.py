"""A whole clinic in memory for conversations: calendar, policy, state, change protocol, and the dialogue itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.dialogue.service import Conversations
from services.dialogue.settings import DialogueSettings
from services.dialogue.understanding.ports import Adviser, Understander
from services.kernel.ids import ShortIds
from services.kernel.language import Language
from services.messaging.consents import Consents
from services.payments.clinic_page import ClinicPage
from services.payments.conversation import FeeTalk
from services.payments.ports import PaymentChannel
from services.payments.service import PaymentDesk
from services.payments.texting import FeeTexts
from services.scheduling.change import ChangeProtocol
from services.scheduling.following import RaiseFee, TellProviders
from services.scheduling.late_count import CountLate
from services.scheduling.model import Appointment, Capabilities, Party, Slot
from services.scheduling.operation import Operation
from services.scheduling.patience import Patience
from services.scheduling.policy import Late, PolicyBook, Same, VisitPolicy, still_allowed
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from tests.doubles.builders import DR_CHEN, DR_RIVERA, LAKE_VIEW, MAIN_STREET, a_slot, an_appointment, at, half_hour
from tests.doubles.clock import ManualClock
from tests.doubles.ids import CountingIds
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.doubles.store import MemoryStore
from tests.doubles.workflows import MemoryWorkflows

ZONE = ZoneInfo("America/Chicago")
FRONT_DESK = "+13125550100"
PAY_PAGE = ClinicPage("https://pay.lakeside.example/fee")
DR_PATEL = Party("prac-patel", "Anita Patel, DDS")

VISITS = {
    "cleaning": "Dental cleaning",
    "follow-up": "Follow-up visit",
    "therapy": "Physical therapy",
    "eye": "Eye exam",
    "laser": "Laser treatment",
    "new": "New patient visit",
    "group": "Group class",
    "strict": "Sleep study",
}

IN_SPANISH = {
    "cleaning": "Limpieza dental",
    "follow-up": "Cita de seguimiento",
    "therapy": "Terapia física",
    "eye": "Examen de la vista",
}

BOOK = PolicyBook(
    zone=ZONE,
    default=VisitPolicy(notice_move=timedelta(hours=24), notice_cancel=timedelta(hours=24)),
    by_visit_type={
        "therapy": VisitPolicy(
            late_move=Late.ALLOW_WITH_FEE,
            late_cancel=Late.ALLOW_WITH_FEE,
            fee_cents_late_move=2500,
            fee_cents_late_cancel=4000,
            same_provider=Same.FREE,
            max_moves=2,
        ),
        "laser": VisitPolicy(needs_provider_approval=True),
        "new": VisitPolicy(new_patient=True),
        "strict": VisitPolicy(late_move=Late.REFUSE, late_cancel=Late.REFUSE, notice_cancel=timedelta(hours=72)),
    },
)

_HOURS = (8, 9, 10, 11, 13, 14, 15, 16)
_TEAM = ((DR_RIVERA, MAIN_STREET), (DR_CHEN, LAKE_VIEW), (DR_PATEL, MAIN_STREET))


def free_days(days: Iterable[int]) -> list[Slot]:
    """Return every provider's free half hours on these days (0 is Monday, March 1, 2027), weekends left out."""
    every = frozenset(VISITS)
    return [
        a_slot(
            id=f"slot-{who.id}-{day}-{hour}",
            interval=half_hour(_local(day, hour)),
            practitioner=who,
            location=where,
            visit_types=every,
        )
        for day in days
        if day % 7 < 5
        for hour in _HOURS
        for who, where in _TEAM
    ]


def _local(day: int, hour: int) -> datetime:
    """Return the wall-clock hour in Chicago; its clocks go forward on day 13."""
    return at(day, hour) - (timedelta(hours=1) if day >= 13 else timedelta(0))


class Clinic:
    """One clinic; every test has its own."""

    def __init__(
        self,
        understander: Understander,
        capabilities: Capabilities = STRICT,
        settings: DialogueSettings | None = None,
        book: PolicyBook = BOOK,
        adviser: Adviser | None = None,
        channel: PaymentChannel | None = PAY_PAGE,
    ) -> None:
        self.clock, self.ids = ManualClock(), CountingIds()
        self.store, self.workflows = MemoryStore(), MemoryWorkflows()
        self.system = FakeSchedulingSystem(capabilities)
        self.settings = settings or a_settings()
        facts = ClinicFacts("Lakeside Clinic", ZONE, FRONT_DESK)
        settle = Settlement(self.store, self.clock, facts, (RaiseFee(ShortIds()), TellProviders()))

        def allowed(operation: Operation, appointment: Appointment, slot: Slot | None) -> bool:
            return still_allowed(operation, appointment, slot, book, self.clock.now())

        protocol = ChangeProtocol(self.store, self.system, self.clock, allowed, settle, Patience(waits=()))
        self.workflows.register(WORKFLOW, protocol.run)
        count = (CountLate(book),)
        self.changes = ChangeService(self.store, self.clock, self.ids, self.workflows, settle, beforehand=count)
        texts = FeeTexts("Lakeside Clinic", "https://chat.lakeside.example/pay/")
        self.fees = PaymentDesk(self.store, self.clock, self.ids, channel, texts)
        self.consents = Consents(self.store, self.clock)
        self.understander = understander
        self.adviser = adviser
        self.book = book
        self.conversations = self.restarted()

    def restarted(self) -> Conversations:
        """Return the conversations of a new process on the same state."""
        return Conversations(
            store=self.store,
            system=self.system,
            book=self.book,
            changes=self.changes,
            payments=FeeTalk(self.fees, self.consents),
            understander=self.understander,
            adviser=self.adviser,
            clock=self.clock,
            ids=self.ids,
            settings=self.settings,
        )

    def visit(self, day: int, hour: int, kind: str = "follow-up", **changes: Any) -> Appointment:  # noqa: ANN401 any field
        """Book the usual patient in, on one of the clinic's own slots, and return the appointment."""
        who, where = changes.pop("who", DR_RIVERA), changes.pop("where", MAIN_STREET)
        slot = a_slot(interval=half_hour(_local(day, hour)), practitioner=who, location=where)
        made = an_appointment(slot=slot, visit_type=kind, visit_name=VISITS[kind], **changes)
        self.system.add(slot, made)
        return self.system.records.appointments[made.id]

    def codes(self) -> list[str]:
        """Return the one-time codes that were sent, oldest first."""
        return [m.values["code"] for m in self.store.outbox.values() if m.template == "code"]


def a_settings(**changes: Any) -> DialogueSettings:  # noqa: ANN401 any field
    """Return the clinic's settings."""
    base: dict[str, Any] = {
        "clinic_name": "Lakeside Clinic",
        "clinic_phone": "(312) 555-0100",
        "clinic_address": "12 Main Street",
        "zone": ZONE,
        "front_desk": FRONT_DESK,
        "visit_names": {code: {Language.ES: name} for code, name in IN_SPANISH.items()},
        "pepper": b"an invented pepper of 32 bytes!!",
    }
    return DialogueSettings(**{**base, **changes})
