"""A waitlist's code by text: taken from the number it went to, turned down by a no, never guessed."""

from datetime import timedelta

import pytest

from services.kernel.language import Language
from services.kernel.texting import Consent, Lane, MessageClass, OptOut, ReceivedText, SentMark, Source
from services.messaging.inbound import Desk
from services.messaging.offers import OfferTexts, code_in, may_offer
from services.messaging.reminding import Answered
from services.messaging.rules import MessageRules
from services.scheduling.waitlist.model import OfferState, RoundState
from tests.doubles.builders import at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, ZONE, WaitlistClinic, phone_of, sent
from tests.doubles.waitlist_clinic import code_in as code_of

CODE = "K7M2-A9BK-PCYV"


class Scene:
    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clinic = WaitlistClinic(self.store)
        self.texts = OfferTexts(
            self.store,
            self.clinic.service,
            self,
            self.clinic.clock,
            Desk("Lake View Clinic", "+13125550100"),
            bytes(32),
            most_wrong=3,
        )
        self.count = 0
        self.asks = False

    async def awaits_answer(self, chat_id: str) -> bool:
        assert chat_id == "chat-1"
        return self.asks

    async def offered(self, *numbers: int, language: Language = Language.EN) -> str:
        for number in numbers:
            await self.clinic.waits(number, LATER + number * timedelta(hours=1), language=language)
        await self.clinic.frees(at(3, 10))
        await self.clinic.tick()
        return code_of(sent(list(self.store.outbox.values()), "waitlist_offer", numbers[0])[0])

    async def answers(self, body: str, number: int = 1) -> Answered | None:
        self.count += 1
        text = ReceivedText(f"SM{self.count}", phone_of(number), "+1", body, self.clinic.clock.now())
        return await self.texts.answer(text)

    async def says(self, body: str, number: int = 1) -> str | None:
        answered = await self.answers(body, number)
        assert answered is not None
        return answered.template


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize(
    ("body", "accepts"),
    [
        (CODE, True),
        ("k7m2-a9bk-pcyv", True),
        ("K7M2A9BKPCYV.", True),
        (f"Yes please {CODE}", True),
        (f"sí, {CODE} gracias", True),
        (f"no thanks {CODE}", False),
        (f"no puedo {CODE}", False),
        (f"{CODE} but later", None),
        (f"is {CODE} for Dr. Kim?", None),
        (f"no way, yes! {CODE}", None),
    ],
)
def test_a_code_is_found_with_what_stands_beside_it(body: str, accepts: bool | None) -> None:  # noqa: FBT001 a table
    assert code_in(body) == (CODE, accepts)


@pytest.mark.parametrize(
    "body", ["next week 10am", "Thanksgiving", "312555010099", "yes", "2", "call 5551 2345", "", "2026-11-18"]
)
def test_other_words_are_no_code(body: str) -> None:
    assert code_in(body) is None


async def test_the_code_from_the_number_it_went_to_takes_the_time(scene: Scene) -> None:
    code = await scene.offered(1, 2)
    assert await scene.says(f"yes {code}") == "waitlist_taking"
    await scene.clinic.go_on(timedelta(seconds=30))
    [running] = [r for r in scene.store.rounds.values() if r.freed.depth == 0]
    assert running.state is RoundState.FILLED
    assert scene.clinic.system.records.appointments["appt-1"].interval.start == at(3, 10)  # type: ignore[union-attr]


async def test_the_same_text_again_says_the_same(scene: Scene) -> None:
    code = await scene.offered(1)
    assert [await scene.says(code), await scene.says(code)] == ["waitlist_taking", "waitlist_taking"]


async def test_another_number_takes_nothing_by_it(scene: Scene) -> None:
    code = await scene.offered(1)
    assert await scene.says(code, number=7) == "waitlist_no_code"
    assert [offer.state for offer in scene.store.offers.values()] == [OfferState.OPEN]


async def test_who_says_no_is_thanked_and_not_moved(scene: Scene) -> None:
    code = await scene.offered(1)
    assert await scene.says(f"no thanks {code}") == "waitlist_declined"
    assert [offer.state for offer in scene.store.offers.values()] == [OfferState.DECLINED]


async def test_words_that_could_mean_anything_ask_for_the_code_alone(scene: Scene) -> None:
    code = await scene.offered(1)
    assert await scene.says(f"{code} but only with my daughter") == "waitlist_code_alone"
    assert [offer.state for offer in scene.store.offers.values()] == [OfferState.OPEN]


async def test_too_many_wrong_codes_close_the_number_for_an_hour_and_the_right_one_waits(scene: Scene) -> None:
    code = await scene.offered(1)
    for _ in range(3):
        assert await scene.says("AAAA-1111-BBBB") == "waitlist_no_code"
    assert await scene.says(code) == "waitlist_no_code"
    assert [offer.state for offer in scene.store.offers.values()] == [OfferState.OPEN]
    scene.clinic.clock.advance(timedelta(minutes=61))
    assert await scene.says(code) == "waitlist_taking"


async def test_the_second_one_hears_that_somebody_was_first_and_in_the_offer_s_language(scene: Scene) -> None:
    await scene.offered(1, 2, language=Language.ES)
    codes = [code_of(message) for message in scene.store.outbox.values() if message.template == "waitlist_offer"]
    first, second = await scene.answers(codes[0], 1), await scene.answers(codes[1], 2)
    assert first is not None
    assert second is not None
    assert (first.template, second.template) == ("waitlist_taking", "waitlist_second")
    assert second.language is Language.ES


async def test_who_comes_after_the_end_gets_the_kind_note_once_and_no_second_text(scene: Scene) -> None:
    await scene.offered(1, 2)
    codes = [code_of(message) for message in scene.store.outbox.values() if message.template == "waitlist_offer"]
    await scene.says(codes[0], 1)
    await scene.clinic.go_on(timedelta(seconds=30))
    late = await scene.answers(codes[1], 2)
    assert late == Answered("offer_gone", values=late.values if late else {})
    assert len(sent(list(scene.store.outbox.values()), "waitlist_gone", 2)) == 1


async def test_a_code_sent_again_after_the_end_promises_nothing_and_meets_no_silence(scene: Scene) -> None:
    first = await scene.offered(1, 2, 3)
    codes = [code_of(message) for message in scene.store.outbox.values() if message.template == "waitlist_offer"]
    assert await scene.says(first) == "waitlist_taking"
    assert await scene.says(f"no {codes[2]}", 3) == "waitlist_declined"
    assert await scene.says(codes[2], 3) == "waitlist_over"
    await scene.clinic.go_on(timedelta(minutes=2))
    assert await scene.says(first) == "waitlist_over"
    assert await scene.says(codes[1], 2) == "waitlist_over"
    assert len(sent(list(scene.store.outbox.values()), "waitlist_gone", 2)) == 1


async def test_a_plain_yes_is_told_to_send_the_code_in_the_offer_s_language(scene: Scene) -> None:
    code = await scene.offered(1, language=Language.ES)
    for words in ("sí", "Yes please!", "ok, lo tomo"):
        answered = await scene.answers(words)
        assert answered is not None
        assert (answered.template, answered.language) == ("waitlist_code_alone", Language.ES)
        assert answered.values["code"] == code
    assert [offer.state for offer in scene.store.offers.values()] == [OfferState.OPEN]


async def test_a_plain_no_turns_the_offer_down(scene: Scene) -> None:
    await scene.offered(1)
    assert await scene.says("No, thank you") == "waitlist_declined"
    assert [offer.state for offer in scene.store.offers.values()] == [OfferState.DECLINED]


@pytest.mark.parametrize("words", ["thanks", "please", "2", "is it with Dr. Kim?"])
async def test_words_that_are_no_answer_go_on_to_the_conversation(scene: Scene, words: str) -> None:
    await scene.offered(1)
    assert await scene.answers(words) is None


async def test_a_yes_in_a_conversation_that_goes_on_since_the_offer_is_the_conversation_s(scene: Scene) -> None:
    await scene.offered(1)
    talked = scene.clinic.clock.now() + timedelta(minutes=1)
    lane = Lane(phone_of(1), "lane-1", Language.EN, talked, chat_id="chat-1")
    await scene.store.write(lambda tx: tx.texts.save_lane(lane))
    scene.clinic.clock.advance(timedelta(minutes=2))
    assert await scene.answers("yes") is None
    assert await scene.answers("no") is None


async def test_a_yes_to_a_question_asked_before_the_offer_is_the_conversation_s(scene: Scene) -> None:
    lane = Lane(phone_of(1), "lane-1", Language.EN, scene.clinic.clock.now(), chat_id="chat-1")
    await scene.store.write(lambda tx: tx.texts.save_lane(lane))
    scene.clinic.clock.advance(timedelta(minutes=1))
    await scene.offered(1)
    scene.asks = True
    assert await scene.answers("yes") is None
    assert await scene.answers("no") is None
    scene.asks = False
    assert await scene.says("yes") == "waitlist_code_alone"


async def test_a_word_that_could_answer_two_offers_answers_none(scene: Scene) -> None:
    await scene.clinic.waits(2, LATER + timedelta(hours=2), phone=phone_of(1))
    await scene.offered(1)
    assert len(scene.store.offers) == 2
    assert await scene.answers("yes") is None
    assert await scene.answers("no") is None


async def test_a_yes_after_the_offer_s_end_and_from_another_number_is_none(scene: Scene) -> None:
    await scene.offered(1)
    assert await scene.answers("yes", number=7) is None
    scene.clinic.clock.advance(timedelta(hours=3))
    assert await scene.answers("yes") is None


async def test_a_text_without_a_code_is_none_of_its_business(scene: Scene) -> None:
    assert await scene.answers("can I move my visit") is None


RULES = MessageRules(ZONE)
NUMBER = phone_of(1)


async def test_an_opt_out_a_taken_back_consent_and_a_reminder_today_stop_offers(scene: Scene) -> None:
    now = scene.clinic.clock.now()
    store = MemoryStore()
    assert await store.read(lambda tx: may_offer(RULES, tx, NUMBER, None, now))
    mark = SentMark("m1", NUMBER, MessageClass.REMINDER_OR_OFFER, now)
    await store.write(lambda tx: tx.numbers.mark(mark))
    assert not await store.read(lambda tx: may_offer(RULES, tx, NUMBER, None, now))
    store = MemoryStore()
    await store.write(lambda tx: tx.numbers.save_opt_out(OptOut(NUMBER, stopped=True, at=now, source=Source.TEXT)))
    assert not await store.read(lambda tx: may_offer(RULES, tx, NUMBER, None, now))
    store = MemoryStore()
    refused = Consent(NUMBER, MessageClass.REMINDER_OR_OFFER, given=False, at=now, source=Source.STAFF)
    await store.write(lambda tx: tx.numbers.save_consent(refused))
    assert not await store.read(lambda tx: may_offer(RULES, tx, NUMBER, None, now))


async def test_nobody_is_asked_at_night(scene: Scene) -> None:
    night = scene.clinic.clock.now() + timedelta(hours=14)
    assert not await MemoryStore().read(lambda tx: may_offer(RULES, tx, NUMBER, None, night))
