"""Complaints about assistants that talk: what they did not know, did not understand, and what they said wrongly."""

from datetime import timedelta

import pytest

from services.dialogue.state import Step
from services.scheduling.model import AppointmentStatus
from tests.complaints.conftest import CANCEL, MOVE, verified
from tests.dialogues.clinic import FRONT_DESK, ZONE, Clinic
from tests.dialogues.talk import Talk


async def test_forja_5_today_is_known(clinic: Clinic) -> None:
    """forja PR5: the model was not told today's date and asked for 2023."""
    clinic.visit(3, 9)
    talk = await verified(clinic, "move my appointment to tomorrow")
    offered = [label for label in talk.labels() if "with" in label]
    assert offered
    assert all("Tuesday, March 2" in label for label in offered)


async def test_fw_ai_124_the_time_of_day_is_known(clinic: Clinic) -> None:
    """fw-ai PR124: "3 hours from now, cancel it" needs the time; here it is policy too: too late for a machine."""
    near, far = clinic.visit(0, 11), clinic.visit(3, 11)
    talk = await verified(clinic, "cancel the appointment i have 3 hours from now")
    assert "less than 24 hours" in "\n".join(line.text for line in clinic.store.lines(talk.id))
    for visit in (near, far):
        assert clinic.system.records.appointments[visit.id].status.occupies


async def test_cal_diy_23943_of_several_visits_none_is_picked_and_no_cancelled_one_is_named(clinic: Clinic) -> None:
    """cal.diy #23943: the voice agent picked among several bookings, cancelled ones too."""
    gone = clinic.visit(2, 9)
    clinic.visit(3, 9)
    clinic.visit(4, 10, "cleaning")
    clinic.system.desk.cancel(gone.id)
    talk = await verified(clinic, CANCEL)
    assert talk.state.step is Step.WHICH
    assert len(talk.labels()) == 2
    assert not any("Wednesday, March 3" in label for label in talk.labels())
    assert clinic.store.operations == {}


@pytest.mark.parametrize("word", ["Y", "y", "yep", "yeah sounds good", "ok do it", "si por favor", "sí", "dale"])
async def test_a_y_instead_of_yes_is_a_yes(clinic: Clinic, word: str) -> None:
    """A "Y" instead of "yes" broke the bot (callmydoc)."""
    visit = clinic.visit(3, 9)
    talk = await verified(clinic, CANCEL)
    assert talk.state.step is Step.CONFIRM
    await talk.says(word)
    assert clinic.system.records.appointments[visit.id].status is AppointmentStatus.CANCELLED


@pytest.mark.parametrize("word", ["n", "no", "nope", "yes but earlier", "not yet", "maybe", "yes?", "y tho not today"])
async def test_what_is_not_a_clear_yes_changes_nothing(clinic: Clinic, word: str) -> None:
    visit = clinic.visit(3, 9)
    talk = await verified(clinic, CANCEL)
    said = await talk.says(word)
    assert "Done." not in said
    assert clinic.system.records.appointments[visit.id].status is AppointmentStatus.BOOKED


async def test_twelve_messages_for_one_visit_are_too_many(clinic: Clinic) -> None:
    """Patients counted 12 messages for one 15-minute visit; here one sentence and four answers do."""
    clinic.visit(3, 9)
    talk = await verified(clinic, "can't make my thursday visit, anything next week in the afternoon?")
    await talk.says("the second one")
    assert "Done." in await talk.says("yes")
    assert talk.state.turns == 5


async def test_callmydoc_a_person_can_be_had_at_every_step(clinic: Clinic) -> None:
    """48 % would leave a practice over the "inability to speak with a human being"."""
    clinic.visit(3, 9)
    clinic.visit(4, 9, "cleaning")
    steps: list[tuple[str, ...]] = [(), (MOVE,), (MOVE, "Maria Garcia, May 4, 1980")]
    for said in steps:
        talk = await verified_up_to(clinic, *said)
        await talk.says("let me talk to a human")
        assert talk.state.step is Step.WITH_PERSON
    later = await verified(clinic, MOVE)
    assert "Which one do you mean" in clinic.store.lines(later.id)[-1].text
    assert "Choose one" in await later.presses("Dental cleaning") or later.state.offers
    await later.says("i want a person")
    assert later.state.step is Step.WITH_PERSON
    notes = [each for each in clinic.store.outbox.values() if each.template == "person_wanted"]
    assert [each.to for each in notes] == [FRONT_DESK] * 4


async def verified_up_to(clinic: Clinic, *words: str) -> Talk:
    """Open a conversation and say these words."""
    talk = await Talk.open(clinic)
    for each in words:
        await talk.says(each)
    return talk


async def test_saas_starter_684_a_bare_talk_to_a_human_notifies_someone(clinic: Clinic) -> None:
    """saas-starter #684: a bare "talk to a human" notified nobody."""
    talk = await Talk.open(clinic)
    said = await talk.says("talk to a human")
    assert "I have told the front desk" in said
    case = next(iter(clinic.store.escalations.values()))
    note = next(each for each in clinic.store.outbox.values() if each.template == "person_wanted")
    assert note.values["case"] == case.id
    assert case.due_at > clinic.clock.now()


async def test_rasa_agent_bot_12_the_bot_is_silent_after_the_hand_over(clinic: Clinic) -> None:
    """chatwoot/rasa-agent-bot-demo #12: the bot kept answering after the hand-over."""
    clinic.visit(3, 9)
    talk = await verified(clinic, CANCEL)
    await talk.says("person please")
    said = [await talk.says(words) for words in ("yes", "cancel it", "hello?", MOVE)]
    assert not any(word in "".join(said) for word in ("Done.", "Shall I", "One moment"))
    assert said[1:] == ["", "", ""]
    assert clinic.store.operations == {}


async def test_builtformars_who_answers_and_by_when_is_said(clinic: Clinic) -> None:
    """People ask: will I get a person, am I talking to one, who am I waiting for?"""
    talk = await Talk.open(clinic)
    assert "computer program" in await talk.says("are you a real person?")
    said = await talk.says("i want to talk to someone")
    assert "A person will answer you by Monday, March 1 at noon" in said
    assert "(312) 555-0100" in said


async def test_cal_com_16017_every_time_is_the_clinics_own(clinic: Clinic) -> None:
    """cal.com #9024, #18248, #16017, #7146: times in the wrong zone ("numerous no-shows")."""
    visit = clinic.visit(14, 9)  # the day after the clocks go forward
    talk = await verified(clinic, "when is my visit")
    told = "\n".join(line.text for line in clinic.store.lines(talk.id))
    assert visit.interval is not None
    assert visit.interval.start.astimezone(ZONE).hour == 9
    assert "Monday, March 15 at 9am" in told


async def test_vapi_health_template_another_provider_can_be_asked_for(clinic: Clinic) -> None:
    """The Vapi health template admits that it cannot move to another doctor."""
    clinic.visit(3, 9, "therapy")
    talk = await verified(clinic, "move my appointment to next week with dr chen")
    offered = [label for label in talk.labels() if "with" in label]
    assert offered
    assert all("Chen" in label for label in offered)


async def test_a_robocall_at_night_nobody_is_written_to_unasked(clinic: Clinic) -> None:
    """A robocall at 9:30 pm: a text goes out only as the answer to what the patient just did."""
    clinic.visit(3, 9)
    talk = await verified(clinic)
    sent = list(clinic.store.outbox)
    clinic.clock.advance(timedelta(hours=13))
    await clinic.changes.sweep()
    await clinic.conversations.expire()
    assert list(clinic.store.outbox) == sent
    assert talk.state.verified
