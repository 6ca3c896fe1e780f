"""A notice from the outbox by the real office to SendGrid's stand-in: nothing but an address and a token, and once."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from services.kernel.errands import SendNotice, Taken
from services.kernel.ids import opaque_token
from services.kernel.language import Language
from services.line.client import Line
from services.messaging.delivery import LEASE, OutboxSender
from services.messaging.errors import MessagingError, NotSent, SendRefused, SendUnknown
from services.messaging.mail_link import EgressNotices
from services.messaging.ports import NoticeSender
from services.messaging.unknowns import SETTLES, Unknowns
from services.scheduling.ending import done
from services.scheduling.noticing import NoticeOfChange
from services.scheduling.operation import MessageKind, OutboxMessage
from services.scheduling.settle import Settlement
from tests.doubles.builders import an_appointment, at
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.messaging import MemorySender
from tests.doubles.office import OfficeWorld, open_office
from tests.doubles.store import MemoryStore
from tests.services.messaging.test_mail_link import ADDRESS, RULES, ScriptedMails
from tests.services.scheduling.change_rig import CLINIC
from tests.services.scheduling.test_mailing import Scene as Changes

TOKEN = "4f" * 24
NOTICE = OutboxMessage(
    "op_1:notice",
    ADDRESS,
    "notice",
    Language.EN,
    {"token": TOKEN},
    MONDAY_MORNING,
    "op_1",
    kind=MessageKind.NOTICE,
)


@dataclass
class ScriptedNotices:
    """`services.messaging.ports.NoticeSender`: raises the queued errors first."""

    errors: list[MessagingError] = field(default_factory=list)
    sent: list[SendNotice] = field(default_factory=list)

    async def send(self, notice: SendNotice) -> Taken:
        self.sent.append(notice)
        if self.errors:
            raise self.errors.pop(0)
        return Taken("14c5d75ce93.dfd.64b469", "taken")


class Scene:
    """An outbox with one notice, and what empties it."""

    def __init__(self, notices: NoticeSender | None) -> None:
        self.store, self.clock, self.texts, self.mails = MemoryStore(), ManualClock(), MemorySender(), ScriptedMails()
        self.delivery = OutboxSender(self.store, self.texts, self.clock, RULES, mails=self.mails, notices=notices)

    async def deliver(self, message: OutboxMessage = NOTICE) -> str:
        await self.store.write(lambda tx: tx.outbox.add(message))
        await self.delivery.deliver_due()
        assert self.texts.sent == []
        assert self.mails.sent == []
        return self.store.deliveries[message.id].state.value


async def test_of_a_change_sendgrid_gets_an_address_and_a_token(tmp_path: Path) -> None:
    changes, world = Changes(), OfficeWorld()
    changes.settle = Settlement(changes.store, changes.clock, CLINIC, (NoticeOfChange(),))
    visit = an_appointment(id="appt-zqcanary")
    operation = await changes.ends(visit, done(replace(visit, interval=an_appointment(start=at(8, 10)).interval)))
    [notice] = [each for each in changes.store.outbox.values() if each.kind is MessageKind.NOTICE]
    with open_office(world, tmp_path) as socket:
        line = Line(socket)
        scene = Scene(EgressNotices(line))
        assert [await scene.deliver(notice), await scene.deliver(notice)] == ["sent", "sent"]
        await line.aclose()
    [kept], wire = world.sendgrid.kept, b"".join(world.sendgrid.raw)
    assert f"https://portal.clinic.example/m/{notice.values['token']}" in kept.body
    assert ADDRESS.encode() in wire
    practitioner = visit.practitioner.name if visit.practitioner else ""
    canaries = [operation.id, visit.id, visit.patient_id, practitioner, str(visit.visit_name), operation.phone]
    assert [each for each in canaries if not each or each.encode() in wire] == []
    assert [word for word in (b"visit", b"appointment", b"Lake", b"2027") if word in wire] == []
    assert notice.values["token"] not in world.said()
    assert ADDRESS not in world.said()
    [journey] = scene.store.journeys.values()
    assert (journey.carrier_id, journey.ask_at) == (kept.id, None)


async def test_what_may_have_left_is_for_staff_and_never_sent_again() -> None:
    notices = ScriptedNotices([SendUnknown("?")])
    scene = Scene(notices)
    assert await scene.deliver() == "unknown"
    scene.clock.advance(SETTLES * 2)
    assert await Unknowns(scene.store, scene.texts, scene.clock).look_up() == 0
    assert await scene.deliver() == "unknown"
    assert (len(notices.sent), scene.texts.looked_up) == (1, [])


async def test_one_that_was_cut_off_is_unknown_although_texts_could_be_repeated() -> None:
    notices = ScriptedNotices()
    scene = Scene(notices)
    await scene.store.write(lambda tx: tx.outbox.add(NOTICE))
    await scene.store.write(lambda tx: tx.outbox.begin(NOTICE.id, scene.clock.now(), scene.clock.now() + LEASE))
    scene.clock.advance(LEASE * 2)
    assert (await scene.deliver(), notices.sent) == ("unknown", [])


async def test_one_that_did_not_leave_is_tried_again_with_the_same_token() -> None:
    notices = ScriptedNotices([NotSent("no")])
    scene = Scene(notices)
    assert await scene.deliver() == "queued"
    scene.clock.advance(timedelta(minutes=1))
    assert await scene.deliver() == "sent"
    assert notices.sent == [SendNotice(NOTICE.id, ADDRESS, Language.EN, TOKEN)] * 2


async def test_one_that_is_refused_is_a_case_with_the_address() -> None:
    scene = Scene(ScriptedNotices([SendRefused("no")]))
    assert await scene.deliver() == "failed"
    [case] = scene.store.escalations.values()
    assert (case.reason, case.context["mail"], case.operation_id) == ("notice_undelivered", ADDRESS, "op_1")
    assert TOKEN not in repr(dict(case.context))


async def test_a_row_whose_token_says_something_never_leaves(tmp_path: Path) -> None:
    world = OfficeWorld()
    with open_office(world, tmp_path) as socket:
        line = Line(socket)
        scene = Scene(EgressNotices(line))
        assert await scene.deliver(replace(NOTICE, values={"token": "maria-santos-1980-03-04-cardiology"})) == "failed"
        assert await scene.deliver(replace(NOTICE, id="op_2:notice", values={})) == "failed"
        assert await scene.deliver(replace(NOTICE, id="op_3:notice", values={"token": opaque_token()})) == "sent"
        await line.aclose()
    assert len(world.sendgrid.raw) == 1


async def test_without_a_way_it_waits_and_becomes_neither_a_text_nor_a_mail() -> None:
    assert await Scene(None).deliver() == "queued"
