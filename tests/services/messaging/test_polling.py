"""Texts from the carrier, asked for and called: each answered once, whatever dies or repeats."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.audit.model import Action
from services.kernel.texting import ReceivedText
from services.messaging.arrivals import Arrivals
from services.messaging.calls import LARGEST, TextCalls
from services.messaging.errors import NotReceived, WrongCall
from services.messaging.inbound import Desk, Inbox
from services.messaging.lane import Lanes
from services.messaging.polling import OVERLAP, Answering, Poller
from services.messaging.ports import CallNews, SignedCall, Told
from services.messaging.reminding import NoAnswers, Reminders
from services.scheduling.outbox import Arrival, Journey
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.messaging import MemorySource
from tests.doubles.store import MemoryStore

NUMBER, OTHER = "+13125550142", "+17735550177"
DESK = Desk("Maple Clinic", "+13125550100")
URL = "https://chat.maple.example/hooks/texts"
FORM = {"content-type": "application/x-www-form-urlencoded; charset=utf-8", "x-twilio-signature": "signed"}


class Reader:
    """`services.messaging.ports.CallReader` with one right signature."""

    def __init__(self) -> None:
        self.news = CallNews()
        self.down = False
        self.seen: list[SignedCall] = []

    async def read(self, call: SignedCall) -> CallNews:
        self.seen.append(call)
        if self.down:
            raise NotReceived("The egress process does not answer.", "Start it.")
        if call.signature != "signed":
            raise WrongCall("The call is not the carrier's.", "Refuse it.")
        return self.news


class Scene:
    def __init__(self) -> None:
        self.clock, self.store, self.source = ManualClock(), MemoryStore(), MemorySource()
        self.script = ScriptedConversations(self.clock)
        self.inbox = Inbox(self.store, self.clock, DESK)
        ids = CountingIds()
        reminders = Reminders(self.store, self.clock, ids, DESK, ZoneInfo("America/Chicago"))
        self.lanes = Lanes(self.store, self.script, reminders, NoAnswers(), self.clock, ids)
        self.answering = Answering(self.store, self.lanes)
        self.reader = Reader()
        self.arrivals = Arrivals(self.store, self.clock)
        self.calls = TextCalls(self.inbox, self.arrivals, self.reader, URL)

    def poller(self) -> Poller:
        return Poller(self.store, self.inbox, self.source, self.clock)

    def text(self, name: str, number: str = NUMBER, body: str = "move my visit", ago: int = 0) -> ReceivedText:
        return ReceivedText(name, number, "+1", body, self.clock.now() - timedelta(minutes=ago))

    def taken(self) -> list[str]:
        return [event.body["text"] for event in self.store.audit if event.action is Action.TEXT_RECEIVED]

    def ended(self) -> list[str]:
        return [event.body["text"] for event in self.store.audit if event.action is Action.TEXT_ANSWERED]

    async def answered(self) -> None:
        await self.answering.work()
        await self.answering.settle()


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_texts_from_before_the_first_question_are_not_the_appliances(scene: Scene) -> None:
    scene.source.texts = [scene.text("old", ago=5)]
    await scene.poller().poll()
    assert scene.taken() == []


async def test_a_text_that_came_while_the_process_was_down_is_found_by_the_next(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(timedelta(hours=9))
    scene.source.texts = [scene.text("SM1", ago=300), scene.text("SM2", ago=1)]
    await scene.poller().poll()
    assert scene.taken() == ["SM1", "SM2"]


async def test_the_same_texts_listed_again_are_taken_once(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(OVERLAP)
    scene.source.texts = [scene.text("SM1")]
    for _ in range(3):
        await scene.poller().poll()
        scene.clock.advance(timedelta(seconds=3))
    assert scene.taken() == ["SM1"]


async def test_one_that_is_listed_late_is_not_missed(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(timedelta(hours=1))
    scene.source.texts = [scene.text("SM2")]
    await scene.poller().poll()
    scene.source.texts.append(scene.text("SM1", OTHER, ago=8))
    await scene.poller().poll()
    assert scene.taken() == ["SM2", "SM1"]


async def test_what_the_last_answer_held_is_not_looked_at_again(scene: Scene) -> None:
    poller = scene.poller()
    await poller.poll()
    scene.source.texts = [scene.text("SM1")]
    await poller.poll()
    writes = scene.store.writes
    await poller.poll()
    assert (scene.taken(), scene.store.writes) == (["SM1"], writes)


async def test_it_looks_back_a_little_behind_the_newest(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(timedelta(hours=1))
    scene.source.texts = [scene.text("SM1")]
    await scene.poller().poll()
    assert await scene.store.read(lambda tx: tx.texts.heard()) == scene.clock.now() - OVERLAP


async def test_a_carrier_that_does_not_answer_loses_nothing(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(timedelta(minutes=1))
    scene.source.texts, scene.source.down = [scene.text("SM1")], True
    with pytest.raises(NotReceived):
        await scene.poller().poll()
    scene.source.down = False
    await scene.poller().poll()
    assert scene.taken() == ["SM1"]


async def test_a_number_whose_turn_takes_long_keeps_no_other_waiting(scene: Scene) -> None:
    for text in (scene.text("SM1"), scene.text("SM2", OTHER)):
        await scene.inbox.take(text)
    lock = scene.lanes._lock(NUMBER)  # noqa: SLF001 the turn that takes long
    async with lock:
        assert await scene.answering.work() == 2
        for _ in range(500):
            await asyncio.sleep(0)
        assert scene.ended() == ["SM2"]
        assert await scene.answering.work() == 0
    await scene.answering.settle()
    assert scene.ended() == ["SM2", "SM1"]


async def test_a_called_text_and_the_same_one_asked_for_are_one(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(timedelta(minutes=1))
    text = scene.text("SM1")
    scene.reader.news, scene.source.texts = CallNews(text), [text]
    assert await scene.calls.hook(FORM, b"Body=move")
    await scene.poller().poll()
    assert await scene.calls.hook(FORM, b"Body=move")
    await scene.answered()
    assert (scene.taken(), scene.script.said) == (["SM1"], ["move my visit"])


async def test_the_address_that_is_checked_is_the_public_one_whatever_a_proxy_says(scene: Scene) -> None:
    lies = {"host": "10.0.0.5:8080", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http"}
    assert await scene.calls.hook({**FORM, **lies}, b"Body= move ")
    assert scene.reader.seen == [SignedCall(URL, b"Body= move ", "signed")]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({**FORM, "x-twilio-signature": "wrong"}, b"Body=stop"),
        ({**FORM, "x-twilio-signature": ""}, b"Body=stop"),
        ({**FORM, "content-type": "application/json"}, b"{}"),
        (FORM, b"x" * (LARGEST + 1)),
    ],
)
async def test_what_is_not_the_carriers_changes_nothing(scene: Scene, headers: dict[str, str], body: bytes) -> None:
    scene.reader.news = CallNews(scene.text("SM1", body="STOP"))
    assert not await scene.calls.hook(headers, body)
    assert scene.store.texts == {}


async def test_a_call_nobody_can_check_now_is_refused_and_found_by_asking(scene: Scene) -> None:
    await scene.poller().poll()
    scene.clock.advance(timedelta(minutes=1))
    text = scene.text("SM1")
    scene.reader.news, scene.reader.down, scene.source.texts = CallNews(text), True, [text]
    assert not await scene.calls.hook(FORM, b"Body=move")
    await scene.poller().poll()
    assert scene.taken() == ["SM1"]


async def test_a_called_report_ends_the_journey(scene: Scene) -> None:
    journey = Journey("m1", "SM9", scene.clock.now(), scene.clock.now())
    await scene.store.write(lambda tx: tx.journeys.add(journey))
    scene.reader.news = CallNews(carrier_id="SM9", told=Told(Arrival.ARRIVED))
    assert await scene.calls.hook(FORM, b"MessageStatus=delivered")
    assert scene.store.journeys["m1"].arrival is Arrival.ARRIVED
