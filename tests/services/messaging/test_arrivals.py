"""What became of sent messages, and what staff see and settle."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.kernel.language import Language
from services.kernel.texting import Consent, MessageClass, Source
from services.messaging.arrivals import ASKED_FOR, Arrivals
from services.messaging.delivery import FIRST_ASKED, OutboxSender
from services.messaging.desk import MessageDesk, NotUnknown
from services.messaging.errors import NotReceived, SendRefused, SendUnknown
from services.messaging.ports import Told
from services.messaging.rules import MessageRules
from services.scheduling.operation import MessageKind, OutboxMessage
from services.scheduling.outbox import Arrival
from tests.contract.store_world import an_operation
from tests.doubles.clock import ManualClock
from tests.doubles.messaging import MemorySender
from tests.doubles.store import MemoryStore

ALEX = Actor(ActorKind.STAFF, "alex")
NUMBER = "+13125550142"
LOST = Told(Arrival.UNDELIVERED, 30005)


@dataclass
class Reports:
    """`services.messaging.ports.DeliveryReports` that says what it is told to."""

    says: list[Told | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def arrival(self, carrier_id: str) -> Told:
        self.asked.append(carrier_id)
        said = self.says.pop(0) if self.says else Told(Arrival.ON_ITS_WAY)
        if said is None:
            raise NotReceived("The carrier does not answer.", "Try again later.")
        return said


class Scene:
    def __init__(self, **sender: object) -> None:
        self.store, self.clock, self.reports = MemoryStore(), ManualClock(), Reports()
        self.sender = MemorySender(names=True, **sender)  # type: ignore[arg-type]
        rules = MessageRules(ZoneInfo("America/Chicago"))
        self.delivery = OutboxSender(self.store, self.sender, self.clock, rules)
        self.arrivals = Arrivals(self.store, self.clock)
        self.desk = MessageDesk(self.store, self.clock)

    async def send(self, template: str = "moved", name: str = "m1") -> None:
        values = {"clinic": "Maple", "new": "Tuesday, March 9 at 3pm", "code": "123456"}
        message = OutboxMessage(name, NUMBER, template, Language.EN, values, self.clock.now(), "op_1")
        await self.store.write(lambda tx: tx.outbox.add(message))
        await self.delivery.deliver_due()
        self.clock.advance(FIRST_ASKED)

    async def ask(self) -> int:
        return await self.arrivals.ask(self.reports)

    def actions(self) -> list[Action]:
        return [event.action for event in self.store.audit]


async def test_a_text_that_arrived_is_asked_about_no_more() -> None:
    scene = Scene()
    await scene.send()
    scene.reports.says = [Told(Arrival.ARRIVED)]
    assert await scene.ask() == 1
    scene.clock.advance(ASKED_FOR)
    assert await scene.ask() == 0
    assert scene.reports.asked == ["SMm1"]
    assert scene.store.escalations == {}


async def test_a_confirmation_that_did_not_arrive_is_a_case_once() -> None:
    scene = Scene()
    await scene.send()
    scene.reports.says = [LOST]
    await scene.ask()
    assert not await scene.arrivals.told("SMm1", LOST)
    [case] = scene.store.escalations.values()
    assert (case.reason, case.operation_id, case.context["phone"]) == ("text_undelivered", "op_1", NUMBER)
    assert case.context["visit now"] == "Tuesday, March 9 at 3pm"
    assert scene.actions().count(Action.MESSAGE_UNDELIVERED) == 1


async def test_a_lost_code_is_no_case_and_is_audited() -> None:
    scene = Scene()
    await scene.send("code")
    scene.reports.says = [LOST]
    await scene.ask()
    assert scene.store.escalations == {}
    assert Action.MESSAGE_UNDELIVERED in scene.actions()


async def test_a_confirmation_that_the_carrier_refuses_for_good_is_a_case_too() -> None:
    scene = Scene(errors=[SendRefused("That number does not exist.")])
    await scene.send()
    [case] = scene.store.escalations.values()
    assert (case.reason, case.context["why"]) == ("text_undelivered", "send_refused")


async def test_a_number_that_stopped_at_the_carrier_is_stopped_here() -> None:
    scene = Scene()
    await scene.send()
    scene.reports.says = [Told(Arrival.UNDELIVERED, 21610, opted_out=True)]
    await scene.ask()
    assert (await scene.desk.number(NUMBER, ALEX)).stopped


async def test_a_carrier_that_is_silent_is_asked_less_often_and_at_last_no_more() -> None:
    scene = Scene()
    await scene.send()
    scene.reports.says = [None]
    for _ in range(int(ASKED_FOR / timedelta(minutes=1)) + 60):
        await scene.ask()
        scene.clock.advance(timedelta(minutes=1))
    assert 5 < len(scene.reports.asked) < 20
    assert scene.store.journeys["m1"].arrival is Arrival.UNTOLD
    assert scene.store.escalations == {}


async def test_what_is_said_of_a_message_of_somebody_else_changes_nothing() -> None:
    scene = Scene()
    await scene.send()
    assert not await scene.arrivals.told("SMother", LOST)


async def test_staff_see_what_is_unknown_first_and_each_look_is_audited() -> None:
    scene = Scene(idempotent=False, errors=[SendUnknown("?"), SendRefused("no")])
    await scene.send(name="unknown")
    await scene.send(name="refused")
    await scene.send(name="lost")
    await scene.arrivals.told("SMlost", LOST)
    seen = await scene.desk.troubled(ALEX)
    assert [(each.id, each.state, each.why) for each in seen] == [
        ("unknown", "unknown", "send_unknown"),
        ("lost", "undelivered", "30005"),
        ("refused", "failed", "send_refused"),
    ]
    shown = scene.store.audit[-1]
    assert (shown.action, shown.patient_id, shown.body["count"]) == (Action.MESSAGES_SHOWN, f"tel:{NUMBER}", "3")
    assert NUMBER not in repr(seen)


async def test_each_patient_whose_messages_are_shown_is_named_in_an_event_of_their_own() -> None:
    scene = Scene(errors=[SendRefused("no")] * 2)
    await scene.store.write(lambda tx: tx.operations.add(an_operation(id="op_1")))
    await scene.send(name="of a change")
    await scene.send(name="of the same change")
    bounced = OutboxMessage(
        "b", "b@mail.example", "notice", Language.EN, {}, scene.clock.now(), kind=MessageKind.NOTICE
    )
    await scene.store.write(lambda tx: tx.outbox.add(bounced))
    await scene.store.write(lambda tx: tx.outbox.mark_dead("b", scene.clock.now(), "send_refused"))
    before = len(scene.store.audit)
    await scene.desk.troubled(ALEX)
    told = {(each.patient_id, each.body["count"]) for each in scene.store.audit[before:]}
    assert told == {("pat-1", "2"), ("mailto:b@mail.example", "1")}


async def test_where_nobody_is_shown_nothing_is_audited() -> None:
    scene = Scene()
    assert await scene.desk.troubled(ALEX) == []
    assert scene.store.audit == []


@pytest.mark.parametrize("arrived", [True, False])
async def test_staff_settle_an_unknown_message_once(*, arrived: bool) -> None:
    scene = Scene(idempotent=False, errors=[SendUnknown("?")])
    await scene.send()
    await scene.desk.settle("m1", ALEX, arrived=arrived)
    assert scene.store.deliveries["m1"].state.value == ("sent" if arrived else "failed")
    with pytest.raises(NotUnknown, match="not unknown"):
        await scene.desk.settle("m1", ALEX, arrived=arrived)
    scene.clock.advance(timedelta(hours=1))
    await scene.delivery.deliver_due()
    assert scene.sender.attempts == 1


async def test_how_a_number_stands_is_told() -> None:
    scene = Scene()
    consent = Consent(NUMBER, MessageClass.BILLING, given=True, at=scene.clock.now(), source=Source.STAFF)
    await scene.store.write(lambda tx: tx.numbers.save_consent(consent))
    standing = await scene.desk.number(NUMBER, ALEX)
    assert (standing.stopped, standing.consents) == (False, (consent,))
