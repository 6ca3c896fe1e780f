"""What nobody knows about is shown, looked up, and sent again only when it is not there."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.model import Action, Actor, ActorKind
from services.kernel.language import Language
from services.messaging.delivery import OutboxSender
from services.messaging.errors import NotSent, SendRefused, SendUnknown
from services.messaging.ports import TextMessage, Trace
from services.messaging.rules import MessageRules
from services.messaging.unknowns import SETTLES, Unknowns
from services.scheduling.operation import OutboxMessage
from tests.doubles.clock import ManualClock
from tests.doubles.messaging import MemorySender
from tests.doubles.store import MemoryStore
from tests.doubles.transaction import MemoryTx

NUMBER = "+13125550142"
DESK = Actor(ActorKind.STAFF, "desk_1")
RULES = MessageRules(ZoneInfo("America/Chicago"))


class Scene:
    def __init__(self, **sender: object) -> None:
        self.store, self.clock = MemoryStore(), ManualClock()
        self.sender = MemorySender(idempotent=False, **sender)  # type: ignore[arg-type]
        self.delivery = OutboxSender(self.store, self.sender, self.clock, RULES)
        self.unknowns = Unknowns(self.store, self.sender, self.clock)

    async def send(self, template: str = "reminder") -> None:
        values = {"clinic": "Maple", "when": "Tuesday, March 9 at 10am", "code": "123456"}
        message = OutboxMessage("msg_1", NUMBER, template, Language.EN, values, self.clock.now())
        await self.store.write(lambda tx: tx.outbox.add(message))
        await self.delivery.deliver_due()

    def state(self) -> str:
        return self.store.deliveries["msg_1"].state.value

    async def later(self, wait: timedelta = SETTLES) -> int:
        self.clock.advance(wait)
        return await self.unknowns.look_up()


async def test_a_time_out_is_shown_to_staff_and_counted() -> None:
    scene = Scene(errors=[SendUnknown("?")], lost=True)
    await scene.send()
    (shown,) = await scene.unknowns.listed()
    assert (shown.message.id, shown.reason) == ("msg_1", "send_unknown")
    assert list(scene.store.marks) == ["msg_1"]


async def test_what_arrived_is_sent_and_not_sent_again() -> None:
    scene = Scene(errors=[SendUnknown("?")], lost=True)
    await scene.send()
    assert await scene.later() == 1
    await scene.delivery.deliver_due()
    assert (scene.state(), len(scene.sender.sent)) == ("sent", 1)


async def test_what_is_not_there_is_sent_once_more() -> None:
    scene = Scene(errors=[SendUnknown("?")])
    await scene.send()
    assert await scene.later() == 1
    assert list(scene.store.marks) == []
    await scene.delivery.deliver_due()
    assert (scene.state(), len(scene.sender.sent)) == ("sent", 1)


async def test_the_carrier_is_not_asked_before_it_can_know() -> None:
    scene = Scene(errors=[SendUnknown("?")])
    await scene.send()
    assert await scene.later(SETTLES - timedelta(seconds=1)) == 0
    assert scene.sender.looked_up == []


async def test_while_the_carrier_is_unsure_it_stays_unknown() -> None:
    scene = Scene(errors=[SendUnknown("?")], traces=[Trace.UNSURE, Trace.UNSURE, Trace.ARRIVED])
    await scene.send()
    assert [await scene.later() for _ in range(3)] == [0, 0, 1]
    assert scene.state() == "sent"


async def test_what_is_not_there_and_of_no_more_use_has_failed() -> None:
    scene = Scene(errors=[SendUnknown("?")])
    await scene.send("code")
    assert await scene.later(timedelta(minutes=11)) == 1
    assert (scene.state(), scene.store.audit[-1].body["reason"]) == ("failed", "absent")


@pytest.mark.parametrize(("arrived", "state"), [(True, "sent"), (False, "failed")])
async def test_staff_may_settle_it_once(arrived: bool, state: str) -> None:  # noqa: FBT001
    scene = Scene(errors=[SendUnknown("?")])
    await scene.send()
    assert await scene.unknowns.settle("msg_1", DESK, arrived=arrived)
    assert not await scene.unknowns.settle("msg_1", DESK, arrived=not arrived)
    assert not await scene.unknowns.settle("msg_9", DESK, arrived=True)
    assert scene.state() == state
    assert DESK.id in scene.store.audit[-1].body.values()
    assert scene.store.audit[-1].actor == DESK


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Carrier:
    """A carrier as a bad day has it: time-outs before and after it took the message, refusals, and our own deaths."""

    plan: list[str]
    arrived: list[str] = field(default_factory=list)
    idempotent: bool = False

    async def send(self, message: TextMessage) -> str:
        fate = self.plan.pop() if self.plan else "ok"
        if fate in ("ok", "late", "dies_after"):
            self.arrived.append(message.id)
        if fate.startswith("dies"):
            raise Crash
        if fate in ("late", "lost"):
            raise SendUnknown("?")
        if fate == "down":
            raise NotSent("down")
        if fate == "no":
            raise SendRefused("no")
        return ""

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        del since
        fate = self.plan.pop() if self.plan else "ok"
        if fate == "down":
            return Trace.UNSURE
        return Trace.ARRIVED if message.id in self.arrived else Trace.ABSENT


OPEN = ("queued", "sending", "unknown")
ENDED_OTHERWISE = (Action.MESSAGE_FAILED, Action.MESSAGE_DROPPED)
FATES = ["ok", "late", "lost", "down", "no", "dies_before", "dies_after"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FATES), max_size=30), st.integers(1, 8))
async def test_at_most_one_send_and_none_lost_whatever_happens(plan: list[str], count: int) -> None:
    await _bad_day(Carrier(plan), count)


async def test_ten_thousand_sends_with_time_outs_and_deaths() -> None:
    """5 % time-outs, half of them after the carrier took the message, and 1 % deaths of our process."""
    chance = random.Random(4)  # noqa: S311 a plan, not a secret
    fates = chance.choices(["ok", "late", "lost", "dies_before", "dies_after"], [94, 2.5, 2.5, 0.5, 0.5], k=12_000)
    await _bad_day(Carrier(fates), 10_000)


async def _bad_day(carrier: Carrier, count: int) -> None:
    """Send, dying now and then, until nothing is open; no message arrives twice, and each has an end."""
    store, clock = MemoryStore(), ManualClock()
    await store.write(lambda tx: _fill(tx, count, clock.now()))
    while any(row.state.value in OPEN for row in store.deliveries.values()):
        delivery, unknowns = OutboxSender(store, carrier, clock, RULES), Unknowns(store, carrier, clock)
        try:
            while any(row.next_attempt_at and row.next_attempt_at <= clock.now() for row in store.deliveries.values()):
                await delivery.deliver_due()
        except Crash:
            continue  # the next process begins
        clock.advance(SETTLES)
        await unknowns.look_up()
    ends = {message_id: row.state.value for message_id, row in store.deliveries.items()}
    recorded = {event.body["message"] for event in store.audit if event.action in ENDED_OTHERWISE}
    assert len(ends) == count
    assert len(carrier.arrived) == len(set(carrier.arrived))
    assert {each for each, state in ends.items() if state == "sent"} == set(carrier.arrived)
    assert {each for each, state in ends.items() if state != "sent"} == recorded


def _fill(tx: MemoryTx, count: int, now: datetime) -> None:
    for number in range(count):
        values = {"clinic": "Maple", "old": "Tuesday, March 9 at 10am"}
        tx.outbox.add(OutboxMessage(f"msg_{number}", NUMBER, "cancelled", Language.EN, values, now))
