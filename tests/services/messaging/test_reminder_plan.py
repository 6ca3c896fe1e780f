"""Reminders: once for each visit and lead time, true when they leave, in the patient's language and hours."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.kernel.interval import Interval
from services.kernel.language import Language
from services.kernel.texting import Consent, MessageClass, OptOut, ReceivedText, Source
from services.messaging.delivery import ASK_AGAIN, OutboxSender
from services.messaging.inbound import Desk, Inbox
from services.messaging.lane import Lanes
from services.messaging.reminder_plan import ReminderPlan, reminder_id
from services.messaging.reminding import NoAnswers, Reminders
from services.messaging.rules import MessageRules
from services.messaging.visits import VisitCheck
from services.scheduling.errors import NotFound, Refused, SystemUnreachable
from services.scheduling.model import Appointment, AppointmentStatus, Capabilities, Patient
from tests.doubles.builders import a_patient, an_appointment
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.messaging import MemorySender
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.doubles.store import MemoryStore

ZONE = ZoneInfo("America/Chicago")
DESK = Desk("Maple Clinic", "+13125550100")
NOON = datetime(2027, 3, 2, 12, tzinfo=ZONE)
DAY = timedelta(hours=24)
NUMBER = "+13125550142"


@dataclass
class Scene:
    now: datetime = NOON
    capabilities: Capabilities = STRICT
    leads: tuple[timedelta, ...] = (DAY,)
    store: MemoryStore = field(default_factory=MemoryStore)
    sender: MemorySender = field(default_factory=MemorySender)

    def __post_init__(self) -> None:
        self.clock = ManualClock(self.now.astimezone(UTC))
        self.system = FakeSchedulingSystem(self.capabilities)
        self.system.add(a_patient())
        self.ids, self.rules = CountingIds(), MessageRules(ZONE)
        self.check = VisitCheck(self.system)
        self.reminders = Reminders(self.store, self.clock, self.ids, DESK, ZONE, self.check)
        self.plan = self.restarted()
        self.delivery = OutboxSender(self.store, self.sender, self.clock, self.rules, check=self.check)

    def restarted(self) -> ReminderPlan:
        return ReminderPlan(self.store, self.system, self.reminders, self.rules, self.clock, self.leads)

    def visit(self, start: datetime, name: str = "appt-1", patient: str = "pat-1") -> Appointment:
        interval = Interval(start, start + timedelta(minutes=30))
        visit = replace(an_appointment(patient_id=patient), id=name, interval=interval, slot_ids=())
        self.system.add(visit)
        return visit

    def moves(self, visit: Appointment, by: timedelta) -> None:
        assert visit.interval is not None
        start = visit.interval.start + by
        self.system.records.put_appointment(visit, interval=Interval(start, start + timedelta(minutes=30)))

    async def runs(self, hours: float) -> list[str]:
        """Let the time pass in steps of ten minutes; return the texts that left."""
        known = len(self.sender.sent)
        for _ in range(int(hours * 6)):
            await self.plan.look()
            await self.delivery.deliver_due()
            self.clock.advance(timedelta(minutes=10))
        return [each.text for each in self.sender.sent[known:]]


async def test_a_visit_is_reminded_of_once_and_the_digits_are_said() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=30))
    assert await scene.runs(5) == []
    texts = await scene.runs(30)
    assert texts == [
        "Maple Clinic: your visit is Wednesday, March 3 at 6pm. Reply 1 keep, 2 move, 3 call off. STOP ends texts."
    ]


async def test_a_restart_reminds_nobody_again() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=20))
    assert len(await scene.runs(1)) == 1
    scene.plan = scene.restarted()
    assert await scene.runs(2) == []


async def test_each_lead_time_has_its_reminder() -> None:
    scene = Scene(leads=(timedelta(hours=72), DAY))
    scene.visit(NOON + timedelta(hours=73))
    assert len(await scene.runs(80)) == 2


async def test_an_appliance_that_stood_still_catches_up_and_not_for_ever() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=14), "near")
    scene.visit(NOON + timedelta(hours=11), "nearer")
    await scene.runs(1)
    assert [message.appointment_id for message in scene.store.outbox.values()] == ["near"]


async def test_a_visit_that_moved_while_its_reminder_waited_is_not_reminded_of_at_its_old_time() -> None:
    scene = Scene()
    visit = scene.visit(NOON + timedelta(hours=20))
    await scene.plan.look()
    scene.moves(visit, timedelta(days=3))
    await scene.delivery.deliver_due()
    assert scene.sender.sent == []
    [row] = scene.store.deliveries.values()
    assert (row.state, row.reason) == ("dropped", "moved")
    texts = await scene.runs(80)
    assert ["Saturday, March 6" in each for each in texts] == [True]


async def test_a_visit_called_off_meanwhile_is_not_reminded_of() -> None:
    scene = Scene()
    visit = scene.visit(NOON + timedelta(hours=20))
    await scene.plan.look()
    scene.system.desk.cancel(visit.id)
    assert await scene.runs(30) == []
    assert [row.reason for row in scene.store.deliveries.values()] == ["called_off"]


async def test_a_visit_that_is_gone_is_not_reminded_of() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=20))
    await scene.plan.look()
    scene.system.fail_next("appointment", NotFound("There is no such appointment."))
    await scene.delivery.deliver_due()
    assert [row.reason for row in scene.store.deliveries.values()] == ["called_off"]


async def test_a_reminder_nobody_can_check_waits_and_the_digit_of_none_that_left_answers_nothing() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=20))
    await scene.plan.look()
    scene.system.fail_next("appointment", SystemUnreachable("The system does not answer.", "Wait."))
    await scene.delivery.deliver_due()
    [row] = scene.store.deliveries.values()
    assert (row.state, row.reason, row.attempts) == ("queued", "unchecked", 0)
    scene.clock.advance(ASK_AGAIN)
    await scene.delivery.deliver_due()
    assert len(scene.sender.sent) == 1


async def test_a_dropped_reminder_waits_for_no_digit() -> None:
    scene = Scene()
    visit = scene.visit(NOON + timedelta(hours=20))
    await scene.plan.look()
    assert scene.store.lanes[NUMBER].reminded is not None
    scene.system.desk.cancel(visit.id)
    await scene.delivery.deliver_due()
    assert scene.store.lanes[NUMBER].reminded is None


async def test_a_one_after_the_visit_moved_does_not_confirm_the_old_time() -> None:
    scene = Scene()
    visit = scene.visit(NOON + timedelta(hours=20))
    await scene.runs(0.5)
    scene.moves(visit, timedelta(days=3))
    texts = ScriptedConversations(scene.clock)
    lanes = Lanes(scene.store, texts, scene.reminders, NoAnswers(), scene.clock, scene.ids)
    await Inbox(scene.store, scene.clock, DESK).take(ReceivedText("SM1", NUMBER, "+1", "1", scene.clock.now()))
    await lanes.work()
    assert [m.template for m in scene.store.outbox.values()] == ["reminder", "reminder_old"]


async def test_no_reminder_leaves_at_night_and_the_morning_still_brings_it() -> None:
    evening = NOON.replace(hour=21, minute=30)
    scene = Scene(now=evening)
    scene.visit(evening + timedelta(hours=24))
    assert await scene.runs(10) == []
    assert len(await scene.runs(1)) == 1


async def test_two_visits_in_one_day_are_one_text_a_day() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=20), "appt-1")
    scene.visit(NOON + timedelta(hours=22), "appt-2")
    assert len(await scene.runs(6)) == 1


async def test_the_reminder_speaks_the_patients_language() -> None:
    scene = Scene()
    scene.system.add(a_patient(language=Language.ES))
    scene.visit(NOON + timedelta(hours=20))
    assert "1 mantener, 2 cambiar, 3 anular" in (await scene.runs(1))[0]


@pytest.mark.parametrize("patient", [a_patient(phones=()), a_patient(phones=("555 x2",)), a_patient(active=False)])
async def test_who_cannot_be_texted_is_asked_about_once(patient: Patient) -> None:
    scene = Scene()
    scene.system.add(patient)
    scene.visit(NOON + timedelta(hours=20))
    assert await scene.runs(2) == []
    assert scene.system.calls.count("patient") == 1


async def test_a_number_that_stopped_gets_none() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=20))
    word = OptOut(NUMBER, stopped=True, at=scene.clock.now(), source=Source.TEXT)
    await scene.store.write(lambda tx: tx.numbers.save_opt_out(word))
    assert await scene.runs(3) == []
    assert scene.store.outbox == {}


async def test_a_number_that_took_its_consent_to_reminders_back_gets_none() -> None:
    scene = Scene()
    scene.visit(NOON + timedelta(hours=20))
    consent = Consent(NUMBER, MessageClass.REMINDER_OR_OFFER, given=False, at=scene.clock.now(), source=Source.STAFF)
    await scene.store.write(lambda tx: tx.numbers.save_consent(consent))
    assert await scene.runs(3) == []
    assert scene.store.outbox == {}


async def test_a_morning_full_of_visits_does_not_fill_the_outbox_at_once() -> None:
    scene = Scene()
    for number in range(50):
        scene.system.add(a_patient(id=f"p{number}", phones=(f"+1312555{1000 + number}",)))
        scene.visit(NOON + timedelta(hours=20, minutes=number), f"a{number}", f"p{number}")
    assert [await scene.plan.look() for _ in range(4)] == [20, 20, 10, 0]


async def test_a_system_that_lists_nobody_says_so() -> None:
    scene = Scene(capabilities=replace(STRICT, starting=False))
    with pytest.raises(Refused):
        await scene.plan.look()


async def test_a_pending_visit_is_not_reminded_of() -> None:
    scene = Scene()
    visit = scene.visit(NOON + timedelta(hours=20))
    scene.system.records.put_appointment(visit, status=AppointmentStatus.PENDING)
    assert await scene.runs(1) == []


@pytest.mark.parametrize(
    ("now", "start", "said"),
    [
        # the clocks go forward at 2 on March 14, 2027: 24 real hours before Sunday 9:00 is Saturday 8:00
        (datetime(2027, 3, 13, 8, tzinfo=ZONE), datetime(2027, 3, 14, 9, tzinfo=ZONE), "Sunday, March 14 at 9am"),
        # and back at 2 on November 7, 2027: 24 real hours before Sunday 9:00 is Saturday 10:00
        (datetime(2027, 11, 6, 10, tzinfo=ZONE), datetime(2027, 11, 7, 9, tzinfo=ZONE), "Sunday, November 7 at 9am"),
    ],
)
async def test_the_clocks_change_between_reminder_and_visit(now: datetime, start: datetime, said: str) -> None:
    scene = Scene(now=now - timedelta(minutes=20))
    scene.visit(start)
    assert await scene.plan.look() == 0
    scene.clock.advance(timedelta(minutes=19))
    assert await scene.plan.look() == 0
    scene.clock.advance(timedelta(minutes=2))
    assert await scene.plan.look() == 1
    await scene.delivery.deliver_due()
    assert said in scene.sender.sent[0].text


async def test_of_two_visits_in_the_hour_that_comes_twice_each_is_its_own() -> None:
    """One half past one before and one after the clocks went back; both have the same wall clock."""
    first = datetime(2027, 11, 7, 1, 30, tzinfo=ZONE)
    second = first.replace(fold=1)
    ids = {reminder_id("appt-1", each, DAY) for each in (first, second, first.astimezone(UTC))}
    assert len(ids) == 2
