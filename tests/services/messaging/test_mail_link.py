"""A mail from the outbox by the real office to a real relay: routed by its kind, sent once, and never looked up."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.journal import Outcome
from appliance.demo.carriers.mail import event_of
from appliance.demo.carriers.relay import MailRelay, RelayKeys
from services.egress.office.mails import MailDesk
from services.egress.office.memory import Memory
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.relay import Relay, SmtpSender
from services.kernel.clock import SystemClock
from services.kernel.errands import SendMail, Taken, Visit
from services.kernel.language import Language
from services.kernel.texting import OptOut, Source
from services.line.client import Line
from services.messaging.delivery import LEASE, OutboxSender
from services.messaging.errors import MessagingError, NotSent, SendRefused, SendUnknown
from services.messaging.leaving import leaving
from services.messaging.mail_link import EgressMail
from services.messaging.ports import MailSender
from services.messaging.rules import MessageRules
from services.messaging.unknowns import SETTLES, Unknowns
from services.scheduling.operation import MessageKind, OutboxMessage
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.messaging import MemorySender
from tests.doubles.office import OfficeWorld, open_office
from tests.doubles.store import MemoryStore

CLINIC, ADDRESS = MailAddress("desk@clinic.example"), "m.santos@mail.example"
KEYS = RelayKeys("sealdesk", "an invented password", CLINIC.address)
RULES = MessageRules(ZoneInfo("America/Chicago"))
BEGIN = MONDAY_MORNING + timedelta(days=1)
VISIT = Visit(
    "0123456789abcdef@sealdesk", 7, BEGIN, BEGIN + timedelta(minutes=30), "America/Chicago", "Visit: Maple", ""
)
VALUES = {
    "clinic": "Maple",
    "new": "Tuesday at 9am",
    "old": "Monday at 9am",
    "phone": "(312) 555-0100",
    "place": "Main",
}
MAIL = OutboxMessage(
    "op_1:mail_moved",
    ADDRESS,
    "mail_moved",
    Language.EN,
    VALUES,
    MONDAY_MORNING,
    "op_1",
    kind=MessageKind.MAIL,
    visit=VISIT,
)


@dataclass
class ScriptedMails:
    """`services.messaging.ports.MailSender`: raises the queued errors first."""

    errors: list[MessagingError] = field(default_factory=list)
    sent: list[SendMail] = field(default_factory=list)

    async def send(self, mail: SendMail) -> Taken:
        self.sent.append(mail)
        if self.errors:
            raise self.errors.pop(0)
        return Taken("<1@clinic.example>", "taken")


class Scene:
    """An outbox with one mail, and what empties it."""

    def __init__(self, mails: MailSender | None) -> None:
        self.store, self.clock, self.texts = MemoryStore(), ManualClock(), MemorySender()
        self.delivery = OutboxSender(self.store, self.texts, self.clock, RULES, mails=mails)

    async def deliver(self, message: OutboxMessage = MAIL) -> str:
        await self.store.write(lambda tx: tx.outbox.add(message))
        await self.delivery.deliver_due()
        assert self.texts.sent == []
        return self.store.deliveries[message.id].state.value


@pytest.fixture
async def relay() -> AsyncIterator[tuple[MailRelay, Path]]:
    """Yield the demo's relay and the socket of an office that mails by it."""
    folder = Path(tempfile.mkdtemp())
    make_certificate(folder, SystemClock())
    relay = MailRelay(KEYS, folder, ManualClock())
    async with await relay.listen(0) as server:
        port = server.sockets[0].getsockname()[1]
        where = Relay("localhost", port, CLINIC, folder / "ca.pem", user=KEYS.user, password=KEYS.password)
        clock = ManualClock()
        desk = MailDesk(SmtpSender(where, leaving, clock), Memory(MONDAY_MORNING), clock)
        with open_office(OfficeWorld(), folder, mails=desk) as socket:
            yield relay, socket
    shutil.rmtree(folder)


async def test_from_the_outbox_to_the_relay(relay: tuple[MailRelay, Path]) -> None:
    mailed, socket = relay
    line = Line(socket)
    scene = Scene(EgressMail(line))
    cancelled = replace(
        MAIL, id="op_2:mail_cancelled", template="mail_cancelled", visit=replace(VISIT, sequence=8, cancelled=True)
    )
    assert [await scene.deliver(), await scene.deliver(), await scene.deliver(cancelled)] == ["sent"] * 3
    await line.aclose()
    moved, off = mailed.journal.entries
    assert (moved.party, moved.subject, moved.outcome) == (ADDRESS, "About your appointment", Outcome.DELIVERED)
    assert "Your visit is now Tuesday at 9am. It was Monday at 9am before." in moved.words
    told = [event_of(each.calendar) for each in (moved, off)]
    assert [(event.method, event.sequence) for event in told] == [("REQUEST", "7"), ("CANCEL", "8")]
    assert {event.uid for event in told} == {VISIT.uid}
    assert scene.store.journeys == {}


async def test_what_may_have_left_is_for_staff_and_never_sent_again() -> None:
    mails = ScriptedMails([SendUnknown("?")])
    scene = Scene(mails)
    assert await scene.deliver() == "unknown"
    scene.clock.advance(SETTLES * 2)
    assert await Unknowns(scene.store, scene.texts, scene.clock).look_up() == 0
    assert await scene.deliver() == "unknown"
    assert (len(mails.sent), scene.texts.looked_up) == (1, [])


async def test_one_that_was_cut_off_is_unknown_although_texts_could_be_repeated() -> None:
    mails = ScriptedMails()
    scene = Scene(mails)
    await scene.store.write(lambda tx: tx.outbox.add(MAIL))
    await scene.store.write(lambda tx: tx.outbox.begin(MAIL.id, scene.clock.now(), scene.clock.now() + LEASE))
    scene.clock.advance(LEASE * 2)
    assert (await scene.deliver(), mails.sent) == ("unknown", [])


async def test_one_that_did_not_leave_is_tried_again() -> None:
    mails = ScriptedMails([NotSent("no")])
    scene = Scene(mails)
    assert await scene.deliver() == "queued"
    scene.clock.advance(timedelta(minutes=1))
    assert (await scene.deliver(), len(mails.sent)) == ("sent", 2)


async def test_one_that_is_refused_is_a_case_with_the_address() -> None:
    scene = Scene(ScriptedMails([SendRefused("no")]))
    assert await scene.deliver() == "failed"
    [case] = scene.store.escalations.values()
    assert (case.reason, case.context["mail"], case.context["visit now"]) == (
        "mail_undelivered",
        ADDRESS,
        VALUES["new"],
    )


async def test_without_a_relay_it_waits_and_never_becomes_a_text() -> None:
    assert await Scene(None).deliver() == "queued"


async def test_stop_is_for_texts() -> None:
    scene = Scene(ScriptedMails())
    word = OptOut("+13125550142", stopped=True, at=MONDAY_MORNING, source=Source.STAFF)
    await scene.store.write(lambda tx: tx.numbers.save_opt_out(word))
    assert await scene.deliver() == "sent"
