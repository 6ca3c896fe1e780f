"""Texts become turns: in order, one at a time for each number, once, and the same dialogue as on the page."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.model import Action
from services.dialogue.errors import TooManyMessages
from services.dialogue.model import ByText, Chat, Line
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.language import Language
from services.kernel.texting import OptOut, ReceivedText, Source
from services.messaging.inbound import Desk, Inbox
from services.messaging.lane import KEPT, Lanes
from services.messaging.ports import Conversations
from services.messaging.reminding import Answered, NoAnswers, Reminder, Reminders, TextAnswers
from tests.dialogues.clinic import ZONE, Clinic, free_days
from tests.doubles.builders import a_patient
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.conversations import OFFERS, ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.messaging import ScriptedAnswers
from tests.doubles.store import MemoryStore

NUMBER, OTHER = "+13125550142", "+17735550177"
DESK = Desk("Maple Clinic", "+13125550100")
START = MONDAY_MORNING + timedelta(days=1)


class Scene:
    def __init__(self, clinic: Clinic | None = None, answers: TextAnswers | None = None) -> None:
        self.clinic = clinic or Clinic(EmbeddedUnderstander())
        self.clock = clinic.clock if clinic else ManualClock()
        self.store = clinic.store if clinic else MemoryStore()
        self.script = ScriptedConversations(self.clock)
        self.conversations: Conversations = clinic.conversations if clinic else self.script
        self.ids = CountingIds()
        self.reminders = Reminders(self.store, self.clock, self.ids, DESK, ZONE)
        self.inbox = Inbox(self.store, self.clock, DESK)
        self.answers = answers or NoAnswers()
        self.lanes = self.restarted()
        self.count = 0

    def restarted(self) -> Lanes:
        return Lanes(self.store, self.conversations, self.reminders, self.answers, self.clock, self.ids)

    async def receive(self, body: str, number: str = NUMBER, at: datetime | None = None) -> ReceivedText:
        self.count += 1
        self.clock.advance(timedelta(seconds=1))
        text = ReceivedText(f"SM{self.count}", number, "+1", body, at or self.clock.now())
        await self.inbox.take(text)
        self.clock.advance(timedelta(seconds=1))
        return text

    async def says(self, body: str, number: str = NUMBER) -> str:
        """Send a text, let the lane work, and return what is queued for it."""
        known = set(self.store.outbox)
        await self.receive(body, number)
        await self.lanes.work()
        return "\n".join(self.reply(each) for each in self.store.outbox if each not in known)

    def reply(self, message_id: str) -> str:
        message = self.store.outbox[message_id]
        return message.values.get("reply", message.template) if message.to in (NUMBER, OTHER) else ""

    async def remind(self, language: Language = Language.EN, start: datetime = START) -> None:
        await self.reminders.queue(Reminder(f"rem_{self.count}", NUMBER, "appt-1", start, language))
        self.clock.advance(timedelta(minutes=1))

    def meant(self) -> list[str]:
        return [event.body["meant"] for event in self.store.audit if event.action is Action.TEXT_ANSWERED]


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_text_opens_a_conversation_and_gets_its_greeting_and_answer_in_one_reply(scene: Scene) -> None:
    reply = await scene.says("I need to move my visit")
    assert reply.startswith("Hello. This is the automated assistant")
    assert "who you are" in reply
    assert scene.script.said == ["I need to move my visit"]
    assert scene.script.origins == ["lane_0001"]


async def test_the_next_text_goes_on_in_the_same_conversation(scene: Scene) -> None:
    await scene.says("move")
    reply = await scene.says("Maria Garcia, May 4 1980")
    assert reply == "I sent a code to the phone on file, which ends in 42. Please write it here."
    assert scene.script.opened == 1


async def test_buttons_are_digits(scene: Scene) -> None:
    await scene.says("move")
    await scene.says("Maria Garcia")
    reply = await scene.says("123456")
    assert reply.splitlines()[1:3] == [f"1 = {OFFERS[Language.EN][0]}", f"2 = {OFFERS[Language.EN][1]}"]
    await scene.says("2")
    assert scene.script.said[-1] == OFFERS[Language.EN][1]


async def test_after_a_long_silence_a_new_conversation_begins(scene: Scene) -> None:
    await scene.says("move")
    scene.clock.advance(timedelta(hours=3))
    assert (await scene.says("hello")).startswith("Hello.")
    assert scene.script.opened == 2


async def test_a_conversation_that_is_over_or_forgotten_is_replaced(scene: Scene) -> None:
    await scene.says("move")
    await scene.script.end(scene.script.chat_ids[0])
    assert (await scene.says("hello")).startswith("Hello.")


async def test_a_stop_that_overtakes_waiting_texts_silences_them(scene: Scene) -> None:
    await scene.receive("move my visit")
    await scene.receive("STOP")
    assert await scene.lanes.work() == 1
    assert scene.script.said == []
    assert [message.template for message in scene.store.outbox.values()] == ["stopped"]
    assert scene.meant() == ["stopped"]


async def test_a_stop_during_a_turn_keeps_its_reply_back(scene: Scene) -> None:
    for text in ("one", "two", "three", "four"):
        await scene.says(text)
    scene.script.may_write.clear()
    await scene.receive("yes, move it")
    working = asyncio.create_task(scene.lanes.work())
    await scene.script.wait(scene.script.chat_ids[0], 10, timedelta(seconds=10))
    before = set(scene.store.outbox)
    await scene.receive("alto")
    assert scene.store.opt_outs[NUMBER].stopped
    scene.script.may_write.set()
    await working
    assert [scene.store.outbox[each].template for each in scene.store.outbox if each not in before] == ["stopped"]


async def test_what_a_person_writes_hours_later_is_texted(scene: Scene) -> None:
    await scene.says("one")
    (chat_id,) = scene.script.chat_ids
    scene.clock.advance(timedelta(hours=13))
    await scene.script.say(chat_id, "two")  # stands for a line of the front desk, the next morning
    assert await scene.lanes.follow_up() == 0
    assert await scene.lanes.follow_up(KEPT) == 1
    assert await scene.lanes.follow_up(KEPT) == 0


async def test_who_waits_for_a_person_stays_in_that_conversation(scene: Scene) -> None:
    await scene.says("one")
    (chat_id,) = scene.script.chat_ids
    scene.script.with_person(chat_id)
    scene.clock.advance(timedelta(hours=13))
    await scene.says("any news?")
    assert scene.script.chat_ids == [chat_id]


async def test_a_change_that_ends_later_is_told(scene: Scene) -> None:
    await scene.says("one")
    (chat_id,) = scene.script.chat_ids
    assert await scene.lanes.follow_up() == 0
    await scene.script.say(chat_id, "two")  # stands for lines that are made without a text of ours
    assert await scene.lanes.follow_up() == 1
    assert await scene.lanes.follow_up() == 0


async def test_too_many_texts_wait_and_are_not_lost(scene: Scene) -> None:
    await scene.says("one")
    scene.script.failure = TooManyMessages()
    await scene.receive("two")
    await scene.receive("three")
    assert await scene.lanes.work() == 0
    assert await scene.store.read(lambda tx: tx.texts.waiting()) == [NUMBER]


async def test_an_error_in_one_lane_leaves_the_others_alone(scene: Scene) -> None:
    scene.script.failure = RuntimeError("the store is full")
    await scene.receive("mine")
    await scene.receive("theirs", OTHER)
    assert await scene.lanes.work() == 1
    assert await scene.lanes.work() == 1
    assert await scene.store.read(lambda tx: tx.texts.waiting()) == []


async def test_a_text_that_is_too_long_is_cut(scene: Scene) -> None:
    await scene.says("x" * 3000)
    assert [len(said) for said in scene.script.said] == [2000]


class Crash(BaseException):
    """The process dies here."""


class Dying:
    """Conversations whose process dies after a turn was kept, and before anything else happens."""

    def __init__(self, inner: ScriptedConversations) -> None:
        self.inner, self.die = inner, True

    async def open(self, language: Language | None, origin: str | None = None, by_text: ByText | None = None) -> Chat:
        return await self.inner.open(language, origin, by_text)

    async def say(self, chat_id: str, text: str, form_id: str | None = None) -> None:
        await self.inner.say(chat_id, text, form_id)
        if self.die:
            self.die = False
            raise Crash

    async def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        return await self.inner.lines(chat_id, after)

    async def chat(self, chat_id: str) -> Chat:
        return await self.inner.chat(chat_id)


@pytest.mark.parametrize("body", ["move my visit", "2"])
async def test_a_turn_that_was_cut_off_is_answered_once(scene: Scene, body: str) -> None:
    await scene.remind()
    scene.conversations = Dying(scene.script)
    scene.lanes = scene.restarted()
    await scene.receive(body)
    with pytest.raises(Crash):
        await scene.lanes.work()
    assert await scene.restarted().work() == 1
    assert len(scene.script.said) == 1
    assert [m.template for m in scene.store.outbox.values()] == ["reminder", "conversation"]


@pytest.mark.parametrize(
    ("language", "digit", "said"),
    [
        (Language.EN, "2", "I want to move my appointment"),
        (Language.EN, "3", "I want to cancel my appointment"),
        (Language.ES, "2.", "Quiero cambiar mi cita"),
        (Language.ES, " 3 ", "Quiero cancelar mi cita"),
    ],
)
async def test_a_digit_answers_a_reminder(scene: Scene, language: Language, digit: str, said: str) -> None:
    await scene.remind(language)
    await scene.says(digit)
    assert scene.script.said == [said]
    (chat_id,) = scene.script.chat_ids
    assert (await scene.script.chat(chat_id)).language is language


async def test_one_keeps_the_visit_without_a_conversation(scene: Scene) -> None:
    await scene.remind()
    assert await scene.says("1") == "reminder_kept"
    assert scene.script.said == []
    assert scene.meant() == ["keep"]
    assert scene.store.audit[-1].resource == "Appointment/appt-1"
    assert scene.store.outbox["SM1:reminder_kept"].values["when"] == "Tuesday, March 2 at 8am"


async def test_in_a_conversation_its_own_digits_count(scene: Scene) -> None:
    await scene.remind()
    await scene.says("2")
    await scene.says("Maria Garcia")
    await scene.says("123456")
    await scene.says("1")
    assert scene.script.said[-1] == OFFERS[Language.EN][0]


async def test_a_digit_after_the_visit_changes_nothing(scene: Scene) -> None:
    await scene.remind()
    scene.clock.advance(timedelta(days=2))
    assert await scene.says("3") == "reminder_old"
    assert scene.script.said == []


async def test_a_digit_without_a_reminder_is_just_said(scene: Scene) -> None:
    await scene.says("2")
    assert scene.script.said == ["2"]


async def test_a_reminder_is_queued_once(scene: Scene) -> None:
    await scene.remind()
    await scene.remind()
    assert list(scene.store.outbox) == ["rem_0"]
    assert scene.store.outbox["rem_0"].not_after == START


async def test_another_rooms_answers_go_first() -> None:
    answers = ScriptedAnswers({"K7PQ": Answered("offer_taken", template="waitlist_gone", values={"clinic": "Maple"})})
    scene = Scene(answers=answers)
    assert await scene.says("K7PQ") == "waitlist_gone"
    await scene.says("hello")
    assert scene.script.said == ["hello"]
    assert answers.asked == ["SM1", "SM2"]


async def test_a_whole_move_by_text_with_the_real_dialogue() -> None:
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient(), *free_days(range(30)))
    clinic.visit(3, 9)
    scene = Scene(clinic)
    await scene.remind()
    assert "name" in await scene.says("2")
    await scene.says("Maria Garcia Lopez, May 4, 1980")
    code = next(m.values["code"] for m in scene.store.outbox.values() if m.template == "code")
    offers = await scene.says(code)
    assert "1 = " in offers
    assert "Thursday, March 4" in await scene.says("1")
    await scene.says("1")
    await scene.lanes.follow_up()
    assert "moved" in [message.template for message in scene.store.outbox.values()]
    assert not [message for message in scene.store.outbox.values() if "/yes" in str(message.values)]


async def test_a_text_proves_nothing_about_who_sent_it() -> None:
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient(), *free_days(range(30)))
    clinic.visit(3, 9)
    scene = Scene(clinic)
    await scene.remind()
    reply = await scene.says("3")
    assert "Thursday" not in reply
    assert not scene.store.operations


@given(
    st.lists(st.tuples(st.sampled_from([NUMBER, OTHER]), st.integers(0, 5)), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
async def test_each_number_has_one_ordered_lane(sent: list[tuple[str, int]], order: object) -> None:
    """Whatever arrives, twice and out of order, from workers at once: once each, by its time, replies in that order."""
    scene = Scene()
    texts = [
        ReceivedText(f"SM{n}", number, "+1", f"{number} {n}", MONDAY_MORNING + timedelta(seconds=at))
        for n, (number, at) in enumerate(sent)
    ]
    arriving = texts * 2
    order.shuffle(arriving)  # type: ignore[attr-defined]
    for text in arriving:
        await scene.inbox.take(text)
    await asyncio.gather(scene.lanes.work(), scene.lanes.work(), scene.lanes.follow_up())
    arrival = {text.id: arriving.index(text) for text in texts}
    wanted = sorted(texts, key=lambda text: (text.at, arrival[text.id]))
    for number in (NUMBER, OTHER):
        said = [each for each in scene.script.said if each.startswith(number)]
        assert said == [text.body for text in wanted if text.sender == number]
    assert len([m for m in scene.store.outbox.values() if m.template == "conversation"]) == len(texts)


async def test_what_waits_when_a_number_stops_is_recorded(scene: Scene) -> None:
    await scene.receive("hello")
    word = OptOut(NUMBER, stopped=True, at=scene.clock.now(), source=Source.STAFF)
    await scene.store.write(lambda tx: tx.numbers.save_opt_out(word))
    await scene.lanes.work()
    assert scene.meant() == ["stopped"]


def on_file(number: str = NUMBER) -> Clinic:
    """Return a clinic with one patient, who is reached at `number`, one visit and free times."""
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient(phones=(number,)), *free_days(range(30)))
    clinic.visit(3, 9)
    return clinic


async def verified(scene: Scene, words: str) -> str:
    """Say who one is along with the errand, and give the code; return what the code brings."""
    await scene.says(words)
    code = next(m.values["code"] for m in scene.store.outbox.values() if m.template == "code")
    return await scene.says(code)


@pytest.mark.parametrize(
    ("language", "words", "done"),
    [
        (Language.EN, "cancel my visit, Maria Garcia Lopez May 4 1980", "cancelled"),
        (Language.ES, "quiero cancelar mi cita, Maria Garcia Lopez 4 de mayo de 1980", "cancelled"),
        (Language.EN, "move my visit, Maria Garcia Lopez May 4 1980", "moved"),
        (Language.ES, "quiero cambiar mi cita, Maria Garcia Lopez 4 de mayo de 1980", "moved"),
    ],
)
async def test_the_text_that_confirms_a_change_is_the_reply(language: Language, words: str, done: str) -> None:
    scene = Scene(on_file())
    await verified(scene, words)
    if done == "moved":
        await scene.says("1")
    known = set(scene.store.outbox)
    await scene.says("1")
    await scene.lanes.follow_up()
    (queued,) = [message for name, message in scene.store.outbox.items() if name not in known]
    assert (queued.template, queued.to, queued.language) == (done, NUMBER, language)
    (operation,) = scene.store.operations.values()
    assert queued.id == f"{operation.id}:{done}"
    told = [line for line in await scene.conversations.lines(await chat_of(scene)) if line.unsent]
    assert any("Done." in line.text or "Listo." in line.text for line in told)
    await scene.lanes.follow_up()
    assert len(scene.store.outbox) == len(known) + 1


async def chat_of(scene: Scene) -> str:
    lane = await scene.store.read(lambda tx: tx.texts.lane(NUMBER))
    assert lane is not None
    return lane.chat_id or ""


async def test_from_another_phone_the_conversation_says_it_and_the_phone_on_file_gets_its_text() -> None:
    scene = Scene(on_file(OTHER))
    await verified(scene, "cancel my visit, Maria Garcia Lopez May 4 1980")
    known = set(scene.store.outbox)
    await scene.says("1")
    queued = {m.to: m for name, m in scene.store.outbox.items() if name not in known}
    assert queued[OTHER].template == "cancelled"
    assert "Done." in queued[NUMBER].values["reply"]
    assert "A text is on its way" in queued[NUMBER].values["reply"]


async def test_nothing_is_called_done_that_was_not_read_back() -> None:
    scene = Scene(on_file())
    await verified(scene, "cancel my visit, Maria Garcia Lopez May 4 1980")
    (visit,) = scene.clinic.system.records.appointments.values()
    scene.clinic.system.desk.cancel(visit.id)
    known = set(scene.store.outbox)
    await scene.says("1")
    texts = [m for name, m in scene.store.outbox.items() if name not in known and m.to == NUMBER]
    assert "cancelled" not in [message.template for message in texts]
    assert not [message for message in texts if "Done." in message.values.get("reply", "")]


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        ("hola", {Language.ES}),
        ("necesito cambiar mi cita por favor", {Language.ES}),
        ("hi", {Language.EN}),
        ("i need to move my visit", {Language.EN}),
        ("ok", set(Language)),
        ("1", set(Language)),
        ("Maria Santos", set(Language)),
    ],
)
async def test_the_first_text_is_greeted_in_its_language_and_a_doubtful_one_in_both(
    words: str, languages: set[Language]
) -> None:
    answer = await Scene(on_file()).says(words)
    greetings = {Language.EN: "This is the automated assistant", Language.ES: "Soy el asistente automatizado"}
    assert {each for each, greeting in greetings.items() if greeting in answer} == languages
    assert answer.startswith(tuple(greetings.values()))


@pytest.mark.parametrize("language", list(Language))
async def test_a_doubtful_first_text_is_greeted_in_the_language_known_of_the_number(language: Language) -> None:
    scene = Scene(on_file())
    await scene.remind(language)
    answer = await scene.says("ok")
    assert ("automated assistant" in answer) is (language is Language.EN)
    assert ("asistente automatizado" in answer) is (language is Language.ES)
    assert "Garcia" not in answer


async def test_a_doubtful_first_text_is_greeted_in_the_language_of_the_offer_that_was_answered() -> None:
    answers = ScriptedAnswers({"AAAA": Answered("offer", template="waitlist_gone", language=Language.ES)})
    scene = Scene(on_file(), answers)
    await scene.says("AAAA")
    answer = await scene.says("no")
    assert answer.startswith("Soy el asistente automatizado")
    assert "automated" not in answer


async def test_who_texts_is_not_asked_for_a_number_when_a_person_takes_over() -> None:
    scene = Scene(on_file())
    answer = await scene.says("i want to talk to a person")
    assert "phone number" not in answer
    (case,) = scene.store.escalations.values()
    assert case.context["texts_from"] == NUMBER
