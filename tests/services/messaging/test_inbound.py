from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.model import Action
from services.kernel.language import Language
from services.kernel.texting import Lane, ReceivedText
from services.messaging.inbound import Desk, Inbox, Taken
from services.messaging.templates import render
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.store import MemoryStore

NUMBER = "+13125550142"
NOW = MONDAY_MORNING


class Scene:
    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), ManualClock(NOW)
        self.inbox = Inbox(self.store, self.clock, Desk("Maple Clinic", "+13125550100"))

    async def take(self, body: str, text_id: str = "SM1", at: datetime = NOW) -> Taken:
        return await self.inbox.take(ReceivedText(text_id, NUMBER, "+13125550100", body, at))

    async def minutes_pass(self, minutes: int = 1) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @property
    def stopped(self) -> bool:
        return NUMBER in self.store.opt_outs and self.store.opt_outs[NUMBER].stopped

    @property
    def queued(self) -> list[tuple[str, str]]:
        return [(message.template, message.language.value) for message in self.store.outbox.values()]

    async def waiting(self) -> list[str]:
        return await self.store.read(lambda tx: tx.texts.waiting())


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize(
    ("word", "template", "language"),
    [
        ("STOP", "stopped", "en"),
        ("unsubscribe", "stopped", "en"),
        ("CANCEL", "stopped_visit", "en"),
        ("Alto", "stopped", "es"),
        ("cancelar", "stopped_visit", "es"),
    ],
)
async def test_stop_is_obeyed_at_once_and_confirmed_once(scene: Scene, word: str, template: str, language: str) -> None:
    assert await scene.take(word) is Taken.STOP
    assert scene.stopped
    assert await scene.take(word, "SM2", NOW + timedelta(minutes=1)) is Taken.STOP
    assert scene.queued == [(template, language)]
    assert await scene.waiting() == []
    assert [event.action for event in scene.store.audit].count(Action.TEXTS_STOPPED) == 1


async def test_reply_cancel_never_opts_out_silently(scene: Scene) -> None:
    """Finding 2: whoever meant the visit learns that it stands, and how to call it off."""
    await scene.take("CANCEL")
    (message,) = scene.store.outbox.values()
    text = render(message.template, message.language, message.values)
    assert "Your visit was NOT called off" in text
    assert "+13125550100" in text


async def test_yes_after_stop_is_start_and_before_it_is_an_answer(scene: Scene) -> None:
    assert await scene.take("YES") is Taken.TURN
    await scene.take("STOP", "SM2")
    await scene.minutes_pass()
    assert await scene.take("YES", "SM3", scene.clock.now()) is Taken.START
    assert not scene.stopped
    assert scene.queued == [("stopped", "en"), ("started", "en")]


async def test_help_is_answered_also_after_stop(scene: Scene) -> None:
    await scene.take("alto")
    assert await scene.take("ayuda", "SM2") is Taken.HELP
    assert scene.stopped
    assert scene.queued == [("stopped", "es"), ("help", "es")]


async def test_a_carriers_word_is_confirmed_in_the_language_of_the_conversation(scene: Scene) -> None:
    lane = Lane(NUMBER, "lane_1", Language.ES, NOW)
    await scene.store.write(lambda tx: tx.texts.save_lane(lane))
    await scene.take("STOP")
    assert scene.queued == [("stopped", "es")]


async def test_the_same_text_again_does_nothing(scene: Scene) -> None:
    assert await scene.take("STOP") is Taken.STOP
    before = (len(scene.store.audit), scene.queued)
    assert await scene.take("STOP") is Taken.AGAIN
    assert await scene.take("something else") is Taken.AGAIN
    assert (len(scene.store.audit), scene.queued) == before


async def test_anything_else_waits_for_its_lane(scene: Scene) -> None:
    assert await scene.take("cancel my visit") is Taken.TURN
    assert await scene.waiting() == [NUMBER]
    assert scene.queued == []


async def test_a_text_after_stop_goes_to_a_person_once_a_day(scene: Scene) -> None:
    await scene.take("STOP")
    for number in range(3):
        assert await scene.take("Can you move me?", f"SM{number + 2}") is Taken.STOPPED
    (case,) = scene.store.escalations.values()
    assert (case.reason, case.context["phone"]) == ("text_after_stop", NUMBER)
    assert await scene.waiting() == []
    await scene.minutes_pass(60 * 25)
    await scene.take("Hello?", "SM9", scene.clock.now())
    assert len(scene.store.escalations) == 2


@pytest.mark.parametrize("words", ["My chest hurts!", "me duele el pecho", "I can't breathe"])
async def test_an_emergency_after_stop_is_a_case_at_once_whatever_came_before(scene: Scene, words: str) -> None:
    await scene.take("STOP")
    await scene.take("Can you move me?", "SM2")
    await scene.take(words, "SM3")
    first, urgent = scene.store.escalations.values()
    assert (first.reason, urgent.reason) == ("text_after_stop", "emergency_after_stop")
    assert urgent.due_at - urgent.opened_at == timedelta(minutes=5)
    assert scene.queued == [("stopped", "en")]


async def test_two_machines_do_not_keep_each_other_busy(scene: Scene) -> None:
    for number in range(40):
        await scene.take("HELP", f"SM{number}")
    assert len(scene.queued) == 10


async def test_no_audit_record_holds_number_or_words(scene: Scene) -> None:
    for number, body in enumerate(("STOP", "my knee hurts", "START", "my knee hurts")):
        await scene.take(body, f"SM{number}", NOW + timedelta(seconds=number))
        await scene.minutes_pass()
    assert not [event for event in scene.store.audit if NUMBER in str(event) or "knee" in repr(event.body)]
    assert {event.patient_id for event in scene.store.audit} == {f"tel:{NUMBER}"}


words = st.sampled_from(["STOP", "ALTO", "CANCELAR", "START", "INICIAR", "HELP", "hello", "sí"])


@given(st.lists(st.tuples(words, st.integers(0, 30)), max_size=12), st.randoms(use_true_random=False))
async def test_the_newest_word_stands_in_whatever_order_texts_arrive(
    said: list[tuple[str, int]], order: object
) -> None:
    """A poll lists late and twice; a START that was said before the STOP does not undo it."""
    scene = Scene()
    scene.clock.advance(timedelta(hours=1))
    texts = [
        ReceivedText(f"SM{n}", NUMBER, "+1", body, NOW + timedelta(minutes=at)) for n, (body, at) in enumerate(said)
    ]
    shuffled = texts * 2
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    for text in shuffled:
        await scene.inbox.take(text)
    relevant = [text for text in texts if text.body not in ("HELP", "hello", "sí")]
    newest = max((text.at for text in relevant), default=None)
    last = {text.body in ("STOP", "ALTO", "CANCELAR") for text in relevant if text.at == newest}
    assert scene.stopped is (True in last)
    assert len(scene.store.texts) == len(texts)
