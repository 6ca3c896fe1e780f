"""The waitlist in a conversation: joined by a yes to what was read back, left by a word, in both languages."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from services.audit.model import Action
from services.dialogue.settings import DialogueSettings
from services.dialogue.state import Step
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.language import Language
from services.scheduling.waitlist.answers import Answer, Reply
from services.scheduling.waitlist.model import Entry, EntryState, Hours, Source
from tests.dialogues.clinic import Clinic, a_settings, free_days
from tests.dialogues.talk import Talk
from tests.doubles.builders import DR_RIVERA, a_patient


def waits() -> DialogueSettings:
    return a_settings(waitlist=True, waitlist_travel=timedelta(hours=2))


@pytest.fixture
def clinic() -> Clinic:
    made = Clinic(EmbeddedUnderstander(), settings=waits())
    made.system.add(a_patient(), *free_days(range(30)))
    return made


async def known(clinic: Clinic, language: Language = Language.EN, first: str = "When is my visit?") -> Talk:
    """Let Maria Garcia be verified; she has a visit on Wednesday in two weeks."""
    talk = await Talk.open(clinic, language)
    await talk.says(first)
    await talk.says("Maria Garcia, May 4 1980")
    await talk.says(clinic.codes()[-1])
    return talk


@pytest.fixture
async def maria(clinic: Clinic) -> Talk:
    clinic.visit(16, 9)
    return await known(clinic)


def entries(clinic: Clinic) -> list[Entry]:
    return list(clinic.store.entries.values())


def actions(clinic: Clinic) -> list[Action]:
    return [event.action for event in clinic.store.audit if event.action.startswith("waitlist")]


async def test_a_wish_is_read_back_and_joined_by_a_yes(clinic: Clinic, maria: Talk) -> None:
    said = await maria.says("put me on the waitlist please")
    assert "any day, at any time, with anyone" in said
    assert "ends in 42" in said
    assert entries(clinic) == []
    said = await maria.says("yes")
    assert "You are on the waitlist" in said
    assert "Your visit on Wednesday, March 17 at 9am stays" in said
    [entry] = entries(clinic)
    [visit] = list(clinic.system.records.appointments.values())
    assert (entry.appointment_id, entry.visit_type, entry.consents, entry.sooner) == (visit.id, "follow-up", True, True)
    assert visit.interval is not None
    assert (entry.expires_at, entry.travel) == (visit.interval.start, timedelta(hours=2))
    assert entry.phone in a_patient().phones
    assert actions(clinic) == [Action.WAITLIST_JOINED]


async def test_days_and_hours_said_with_the_wish_are_kept(clinic: Clinic, maria: Talk) -> None:
    said = await maria.says("put me on the waitlist for Tuesdays and Thursdays after 3")
    assert "Tuesday or Thursday" in said
    await maria.says("yes please")
    [entry] = entries(clinic)
    assert entry.weekdays == {1, 3}
    assert entry.hours == (Hours(time(15), time(23, 59)),)


async def test_days_and_hours_said_later_are_read_back_again(clinic: Clinic, maria: Talk) -> None:
    await maria.says("if something earlier opens up let me know")
    said = await maria.says("only mornings before March 12")
    assert "until Thursday, March 11" in said
    assert "from 6am to noon" in said
    await maria.says("yes")
    [entry] = entries(clinic)
    assert (entry.latest, entry.hours) == (date(2027, 3, 11), (Hours(time(6), time(12)),))


async def test_with_the_same_doctor(clinic: Clinic, maria: Talk) -> None:
    await maria.says("put me on the waitlist")
    said = await maria.says("only with Dr. Rivera")
    assert f"with {DR_RIVERA.name}" in said
    await maria.says("yes")
    assert entries(clinic)[0].practitioner_id == DR_RIVERA.id


@pytest.mark.parametrize("answer", ["no", "no thanks", "never mind"])
async def test_a_no_keeps_everything(clinic: Clinic, maria: Talk, answer: str) -> None:
    await maria.says("put me on the waitlist")
    await maria.says(answer)
    assert entries(clinic) == []


async def test_yes_but_is_no_yes(clinic: Clinic, maria: Talk) -> None:
    await maria.says("put me on the waitlist")
    await maria.says("yes but only Mondays")
    assert entries(clinic) == []
    await maria.says("yes")
    assert entries(clinic)[0].weekdays == {0}


async def test_a_second_wish_for_the_visit_replaces_the_first(clinic: Clinic, maria: Talk) -> None:
    await maria.says("put me on the waitlist")
    await maria.says("yes")
    since = entries(clinic)[0].since
    clinic.clock.advance(timedelta(minutes=1))
    await maria.says("put me on the waitlist, only mornings")
    await maria.says("yes")
    [entry] = entries(clinic)
    assert (entry.since, len(entry.hours)) == (since, 1)
    assert actions(clinic) == [Action.WAITLIST_JOINED, Action.WAITLIST_CHANGED]


@pytest.mark.parametrize("words", ["take me off the waitlist", "please remove me from the waiting list"])
async def test_left_at_a_word(clinic: Clinic, maria: Talk, words: str) -> None:
    await maria.says("put me on the waitlist")
    await maria.says("yes")
    assert "You are off the waitlist" in await maria.says(words)
    assert [entry.state for entry in entries(clinic)] == [EntryState.LEFT]
    assert "You are not on the waitlist" in await maria.says(words)


async def test_an_entry_of_the_clinic_s_own_list_gets_no_more_offers(clinic: Clinic, maria: Talk) -> None:
    await maria.says("put me on the waitlist")
    await maria.says("yes")
    [entry] = entries(clinic)
    listed = replace(entry, source=Source.EHR, source_id="wl-1")
    await clinic.store.write(lambda tx: tx.waitlist.entries.put(listed))
    await maria.says("take me off the waitlist")
    assert [(each.state, each.consents) for each in entries(clinic)] == [(EntryState.WAITING, False)]


async def test_in_spanish(clinic: Clinic) -> None:
    clinic.visit(16, 9)
    talk = await known(clinic, Language.ES, "¿Cuándo es mi cita?")
    said = await talk.says("póngame en la lista de espera, solo por la mañana")
    assert "cualquier día" in said
    assert "lista de espera" in await talk.says("sí")
    assert len(entries(clinic)[0].hours) == 1
    assert entries(clinic)[0].language is Language.ES
    assert "Ya no está en la lista" in await talk.says("quíteme de la lista de espera")


async def test_when_no_time_is_free_the_waitlist_is_offered(clinic: Clinic, maria: Talk) -> None:
    for slot in list(clinic.system.records.slots.values()):
        clinic.system.desk.block(slot.id)
    said = await maria.says("I want to move my visit")
    assert "Shall I put you on the waitlist?" in said
    assert maria.state.step is Step.WAIT_OFFER
    assert "What suits you" in await maria.says("yes")
    await maria.presses("Yes, put me on the waitlist")
    assert len(entries(clinic)) == 1


async def test_when_no_offer_fits_the_waitlist_is_one_button_away(maria: Talk) -> None:
    await maria.says("I want to move my visit to Saturday March 6")
    said = await maria.presses("Put me on the waitlist")
    assert "Saturday" in said
    assert "from Saturday, March 6 on" in said


async def test_who_waits_before_being_known_is_asked_who_they_are(clinic: Clinic) -> None:
    clinic.visit(16, 9)
    talk = await Talk.open(clinic)
    assert "who you are" in await talk.says("put me on the waitlist")
    await talk.says("Maria Garcia, May 4 1980")
    assert "What suits you" in await talk.says(clinic.codes()[-1])


async def test_without_texts_there_is_no_waitlist(clinic: Clinic) -> None:
    async def never(number: str) -> bool:
        assert number
        return False

    clinic.visit(16, 9)
    clinic.conversations._turns._tools = replace(  # noqa: SLF001 the one part under test
        clinic.conversations._turns._tools,  # noqa: SLF001 as above
        may_text=never,
    )
    talk = await known(clinic)
    assert "texts to your phone are off" in await talk.says("put me on the waitlist")
    assert entries(clinic) == []


async def test_a_visit_that_only_people_move_is_not_waited_for_here(clinic: Clinic) -> None:
    clinic.visit(16, 9, "new")
    talk = await known(clinic)
    await talk.says("put me on the waitlist")
    assert entries(clinic) == []
    assert len(clinic.store.escalations) == 1


async def test_where_no_waitlist_runs_a_person_is_offered() -> None:
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient())
    clinic.visit(16, 9)
    talk = await known(clinic)
    assert "Shall I ask a person" in await talk.says("put me on the waitlist")


async def test_a_visit_that_was_cancelled_before_the_yes_is_not_waited_for(clinic: Clinic, maria: Talk) -> None:
    await maria.says("put me on the waitlist")
    visit = next(iter(clinic.system.records.appointments.values()))
    clinic.system.desk.cancel(visit.id)
    await maria.says("yes")
    assert entries(clinic) == []


class Offers:
    """Knows one code; remembers who replied."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str | None]] = []
        self.over = False

    async def reply(self, text: str, phone: str | None = None, *, accepts: bool = True) -> Reply:
        assert accepts
        self.asked.append((text, phone))
        return Reply(self.answer, over=self.over)


def offering(clinic: Clinic, answer: Answer) -> Offers:
    offers = Offers(answer)
    turns = clinic.conversations._turns  # noqa: SLF001 the one part under test
    turns._tools = replace(turns._tools, offers=offers)  # noqa: SLF001 as above
    return offers


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer.ACCEPTED, "you are the first"),
        (Answer.SECOND, "answered before you"),
        (Answer.GONE, "not open any more"),
        (Answer.EXPIRED, "not open any more"),
        (Answer.UNKNOWN, "no such code"),
    ],
)
async def test_a_code_from_a_text_is_taken_in_the_chat(clinic: Clinic, answer: Answer, said: str) -> None:
    clinic.visit(16, 9)
    offers = offering(clinic, answer)
    talk = await Talk.open(clinic)
    asked = await talk.says("I got a text with code k7m2-a9bk-pcyv")
    assert "who you are" in asked
    assert "no longer open" not in asked
    await talk.says("Maria Garcia, May 4 1980")
    assert offers.asked == []
    assert said in await talk.says(clinic.codes()[-1])
    assert offers.asked == [("K7M2-A9BK-PCYV", a_patient().phones[0])]


async def test_a_code_that_was_used_before_promises_nothing_in_the_chat(clinic: Clinic, maria: Talk) -> None:
    offering(clinic, Answer.ACCEPTED).over = True
    said = await maria.says("K7M2-A9BK-PCYV")
    assert "used or is too old" in said
    assert "booking" not in said


async def test_codes_are_not_guessed_in_the_chat(clinic: Clinic, maria: Talk) -> None:
    offers = offering(clinic, Answer.UNKNOWN)
    for number in range(7):
        assert "no such code" in await maria.says(f"AAAA-1111-BBB{number}")
    assert len(offers.asked) == a_settings().wrong_offer_codes
