"""Complaints about text messages, each played on a whole clinic with a phone that only texts."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from services.dialogue.phrases import Phrase
from services.dialogue.replies import CATALOGUE
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.kernel.texting import ReceivedText
from services.messaging.delivery import OutboxSender
from services.messaging.inbound import Desk, Inbox
from services.messaging.lane import Lanes
from services.messaging.reminder_plan import ReminderPlan
from services.messaging.reminding import NoAnswers, Reminders
from services.messaging.reserved import RESERVED_WORDS, folded
from services.messaging.rules import MessageRules
from services.messaging.visits import VisitCheck
from services.scheduling.model import Appointment, AppointmentStatus
from tests.complaints.conftest import CANCEL, MARIA
from tests.dialogues.clinic import ZONE, Clinic
from tests.doubles.builders import an_appointment, at
from tests.doubles.messaging import MemorySender

NUMBER = "+13125550142"
DESK = Desk("Lakeside Clinic", "+13125550100")
TEN_MINUTES = timedelta(minutes=10)


class Phone:
    """Maria's phone: it texts, and keeps what it got."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic, self.carrier = clinic, MemorySender()
        store, clock, rules = clinic.store, clinic.clock, MessageRules(ZONE)
        check = VisitCheck(clinic.system)
        reminders = Reminders(store, clock, clinic.ids, DESK, ZONE, check)
        self.plan = ReminderPlan(store, clinic.system, reminders, rules, clock, (timedelta(hours=24),))
        self.inbox = Inbox(store, clock, DESK)
        self.lanes = Lanes(store, clinic.conversations, reminders, NoAnswers(), clock, clinic.ids)
        self.outbox = OutboxSender(store, self.carrier, clock, rules, check=check)

    @property
    def got(self) -> list[str]:
        return [each.text for each in self.carrier.sent if each.to == NUMBER]

    async def says(self, words: str) -> str:
        """Text the clinic, and return what came back."""
        known = len(self.got)
        self.clinic.clock.advance(timedelta(seconds=20))
        text = ReceivedText(f"SM{self.clinic.clock.now().isoformat()}", NUMBER, "+1", words, self.clinic.clock.now())
        await self.inbox.take(text)
        await self.lanes.work()
        await self.outbox.deliver_due()
        await self.lanes.follow_up()
        await self.outbox.deliver_due()
        return "\n".join(self.got[known:])

    async def proves(self, wish: str) -> str:
        """Say a wish, and prove to be Maria."""
        await self.says(wish)
        await self.says(MARIA)
        return await self.says(self.clinic.codes()[-1])

    async def waits(self, until: datetime) -> None:
        """Let the appliance work until then."""
        while self.clinic.clock.now() < until:
            await self.plan.look()
            await self.outbox.deliver_due()
            self.clinic.clock.advance(TEN_MINUTES)


@pytest.fixture
def phone(clinic: Clinic) -> Phone:
    """A phone of the clinic's patient."""
    return Phone(clinic)


def late_visit(clinic: Clinic) -> Appointment:
    """Book Maria in at half past nine in the evening of the third day."""
    start = at(3, 21, 30)
    visit = replace(an_appointment(), id="late", interval=Interval(start, start + timedelta(hours=1)), slot_ids=())
    clinic.system.add(visit)
    return visit


async def test_a_robocall_at_half_past_nine_in_the_evening(clinic: Clinic, phone: Phone) -> None:
    """A robocall at 9:30 pm (callmydoc): the reminder that is due then comes the next morning."""
    visit = late_visit(clinic)
    assert visit.interval is not None
    await phone.waits(at(3, 7, 50))
    assert phone.got == []
    await phone.waits(at(3, 8, 30))
    assert ["Reply 1 keep" in each for each in phone.got] == [True]


async def test_twelve_messages_for_one_visit_by_text(clinic: Clinic, phone: Phone) -> None:
    """12 messages for one 15-minute visit (callmydoc): a reminder and a move by text are eight, all counted."""
    phone.plan = replace(phone.plan, leads=(timedelta(hours=72),))
    clinic.visit(4, 9)
    await phone.waits(at(1, 9, 30))
    await phone.says("2")
    await phone.says(MARIA)
    await phone.says(clinic.codes()[-1])
    await phone.says("next week")
    await phone.says("1")
    said = await phone.says("yes")
    assert "your visit is now" in said
    assert len(phone.got) <= 8, phone.got


async def test_a_y_by_text_is_a_yes(clinic: Clinic, phone: Phone) -> None:
    """A "Y" instead of "yes" broke the bot (callmydoc)."""
    visit = clinic.visit(3, 9)
    await phone.proves(CANCEL)
    assert "is cancelled" in await phone.says("Y")
    assert clinic.system.records.appointments[visit.id].status is AppointmentStatus.CANCELLED


async def test_reply_cancel_opted_the_patient_out(clinic: Clinic, phone: Phone) -> None:
    """Twilio 21610: who replied CANCEL as told got no text any more. Here the same is done by a digit."""
    visit = clinic.visit(3, 9)
    asked = await phone.proves(CANCEL)
    yes = re.search(r"^(\d) = Yes", asked, re.MULTILINE)
    assert yes is not None
    assert "is cancelled" in await phone.says(yes[1])
    assert clinic.system.records.appointments[visit.id].status is AppointmentStatus.CANCELLED
    assert all(not re.search(r"(?i)\b(reply|text|write) [\"“']?(cancel|end|quit|stop)\b", each) for each in phone.got)
    assert not clinic.store.opt_outs


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("phrase", Phrase)
def test_no_line_of_the_conversation_asks_for_a_reserved_word(phrase: Phrase, language: Language) -> None:
    """A line may go out as a text, and an answer such as CANCEL or END would opt the number out.

    YES opts in, and who reads the line is in.
    """
    asks = r"(?:[Rr]eply|[Ww]rite|[Ss]ay|[Aa]nswer|[Ee]scriba|[Dd]iga|[Rr]esponda|[Cc]onteste)\s+[\"“«']?(\w+)"
    words = {folded(word) for word in re.findall(asks, CATALOGUE[language][phrase])}
    assert words & (RESERVED_WORDS - {"yes"}) == set()


async def test_callmydoc_a_person_can_be_had_by_text(clinic: Clinic, phone: Phone) -> None:
    """The "inability to speak with a human being": one text is enough, and somebody is told."""
    assert "person" in await phone.says("let me talk to a human")
    assert [each.template for each in clinic.store.outbox.values() if each.template == "person_wanted"]


async def test_nexhealth_10428569_a_reminder_does_not_go_on_for_the_old_time(clinic: Clinic, phone: Phone) -> None:
    """NexHealth help 10428569: reminders kept going for the time that the visit was moved away from."""
    visit = late_visit(clinic)
    assert visit.interval is not None
    await phone.waits(at(2, 21, 40))
    later = Interval(visit.interval.start + timedelta(days=4), visit.interval.end + timedelta(days=4))
    clinic.system.records.put_appointment(visit, interval=later)
    await phone.waits(at(4, 12))
    assert phone.got == []


async def test_a_reminder_for_a_visit_that_was_called_off(clinic: Clinic, phone: Phone) -> None:
    """A visit called off by text is not reminded of the next day."""
    clinic.visit(3, 9)
    await phone.proves(CANCEL)
    await phone.says("yes")
    known = len(phone.got)
    await phone.waits(at(3, 12))
    assert phone.got[known:] == []
