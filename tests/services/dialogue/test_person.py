"""A person at any step, emergencies first, and the policy's cases with full context."""

from datetime import date, datetime, time, timedelta

import pytest

from services.audit.model import Action
from services.dialogue.commands import (
    AskPerson,
    ChooseOffer,
    Confirm,
    Constrain,
    Emergency,
    GiveCode,
    GivePhone,
    StartBook,
    StartCancel,
    StartMove,
    StartOther,
    Unclear,
    When,
)
from services.dialogue.state import Step
from services.kernel.language import Language
from tests.dialogues.clinic import FRONT_DESK, ZONE, Clinic, a_settings
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import at
from tests.services.dialogue.conftest import MARIA, verified


async def test_a_person_request_really_notifies_someone(clinic: Clinic, talk: Talk) -> None:
    """saas-starter #684: a bare "talk to a human" notified nobody."""
    said = await talk.means(AskPerson(), text="can i talk to someone")
    assert "I have told the front desk" in said
    note = next(m for m in clinic.store.outbox.values() if m.template == "person_wanted")
    assert note.to == FRONT_DESK
    case = clinic.store.escalations[note.values["case"]]
    assert case.conversation_id == talk.id
    assert "can i talk to someone" in case.context["words"]
    assert Action.PERSON_ASKED in [event.action for event in clinic.store.audit]


async def test_the_assistant_is_silent_once_a_person_has_it(clinic: Clinic, maria: Talk) -> None:
    """rasa-agent-bot-demo #12: the bot kept answering after the hand-over."""
    await maria.means(StartMove())
    await maria.means(AskPerson())
    assert "A person has this now" in await maria.means(ChooseOffer(ordinal=1))
    assert await maria.means(Confirm()) == ""
    assert clinic.store.operations == {}


async def test_the_emergency_notice_comes_also_when_a_person_has_it(talk: Talk) -> None:
    await talk.means(AskPerson())
    assert "call 911 now" in await talk.means(Emergency("chest_pain"))


async def test_my_chest_hurts_comes_before_everything(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartMove())
    said = await maria.means(Emergency("chest_pain"), StartCancel(), text="my chest hurts cancel it")
    assert said.startswith("If this is an emergency, call 911 now.")
    assert "cancel this visit" not in said
    assert [case.reason for case in clinic.store.escalations.values()] == ["emergency"]
    assert any(m.template == "person_wanted" for m in clinic.store.outbox.values())
    assert Action.EMERGENCY_SHOWN in [event.action for event in clinic.store.audit]


async def test_staff_are_alerted_again_when_it_is_said_again_later(clinic: Clinic, talk: Talk) -> None:
    await talk.means(Emergency("chest_pain"))
    await talk.means(Emergency("chest_pain"))
    assert len(clinic.store.escalations) == 1
    clinic.clock.advance(timedelta(minutes=6))
    await talk.means(Emergency("chest_pain"))
    assert len(clinic.store.escalations) == 2


async def test_the_emergency_notice_is_in_the_language_of_the_words(clinic: Clinic, talk: Talk) -> None:
    assert isinstance(clinic.understander, Scripted)
    clinic.understander.language = Language.ES
    assert "llame ahora al 911" in await talk.means(Emergency("chest_pain"), text="me duele el pecho")


async def test_a_crisis_names_988(talk: Talk) -> None:
    assert "988" in await talk.means(Emergency("suicide"))


async def test_a_caller_who_is_not_verified_can_leave_a_number(clinic: Clinic, talk: Talk) -> None:
    assert "Which phone number" in (await talk.means(AskPerson())).replace("At which", "Which")
    assert "passed the number on" in await talk.means(GivePhone("3125550166"))
    last = list(clinic.store.escalations.values())[-1]
    assert (last.reason, last.context["why"]) == ("callback_number", "3125550166")


@pytest.mark.parametrize("start", [StartBook(), StartOther("refill")])
async def test_what_the_assistant_does_not_do_goes_to_a_person_if_wished(
    talk: Talk, start: StartBook | StartOther
) -> None:
    assert "Shall I ask a person" in await talk.means(start)
    await talk.means(Confirm())
    assert talk.state.step is Step.WITH_PERSON


async def test_a_late_change_goes_to_a_person_with_everything_they_need(clinic: Clinic) -> None:
    clinic.visit(0, 15)
    talk = await verified(clinic)
    said = await talk.means(StartMove(), text="i have to move it to tomorrow")
    assert "less than 24 hours away" in said
    assert "A person will answer you by" in said
    case = next(iter(clinic.store.escalations.values()))
    assert case.reason == "policy_late"
    assert case.patient_id == "pat-1"
    assert "i have to move it to tomorrow" in case.context["words"]
    assert "Monday, March 1 at 3pm" in case.context["old_visit"]
    assert case.context["asked"] == "move"


async def test_a_time_that_the_provider_must_approve_goes_to_a_person_with_both_visits(clinic: Clinic) -> None:
    clinic.visit(8, 9, "laser")
    talk = await verified(clinic)
    await talk.means(StartMove())
    said = await talk.means(ChooseOffer(ordinal=1))
    assert "Your provider must agree to a new time." in said
    case = next(iter(clinic.store.escalations.values()))
    assert "Laser treatment" in case.context["old_visit"]
    assert "wants" in case.context["why"]
    assert case.context["offered"]
    assert clinic.store.operations == {}


async def test_a_refused_change_says_why_and_offers_a_person(clinic: Clinic) -> None:
    clinic.visit(1, 9, "strict")
    talk = await verified(clinic)
    said = await talk.means(StartCancel())
    assert "less than 72 hours away" in said
    assert "still stands" in said
    await talk.means(Confirm())
    assert [case.reason for case in clinic.store.escalations.values()] == ["policy_late"]


async def test_wishes_reach_the_person(clinic: Clinic) -> None:
    clinic.visit(0, 15)
    talk = await verified(clinic)
    start = at(8, 12).astimezone(ZONE)
    await talk.means(Constrain(when=(When(start, start + timedelta(hours=5)),), provider="dr chen"), StartMove())
    case = next(iter(clinic.store.escalations.values()))
    assert "Tuesday, March 9 at noon" in case.context["wishes"]
    assert "with dr chen" in case.context["wishes"]


async def test_a_code_never_reaches_the_words_for_a_person(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(*MARIA, text="maria garcia may 4 1980")
    code = clinic.codes()[-1]
    await talk.means(GiveCode(code), text=code)
    await talk.means(AskPerson())
    case = next(iter(clinic.store.escalations.values()))
    assert code not in case.context["words"]


async def test_unverified_claims_are_marked_so(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(*MARIA)
    await talk.means(AskPerson())
    context = next(iter(clinic.store.escalations.values())).context
    assert context["verified"] == "no"
    assert context["says_name"] == "Maria Garcia"
    assert context["says_birth_date"] == date(1980, 5, 4).isoformat()
    assert "phone_on_file" not in context


async def test_two_unclear_turns_are_counted_in_a_row_only(maria: Talk) -> None:
    await maria.means(StartMove())
    assert "Which of these times" in await maria.means(Unclear())
    await maria.means(Unclear())
    assert maria.state.step is Step.WITH_PERSON


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2027, 3, 1, 9, tzinfo=ZONE), datetime(2027, 3, 1, 13, tzinfo=ZONE)),
        (datetime(2027, 3, 1, 17, tzinfo=ZONE), datetime(2027, 3, 2, 9, tzinfo=ZONE)),
        (datetime(2027, 3, 5, 18, tzinfo=ZONE), datetime(2027, 3, 8, 10, tzinfo=ZONE)),
        (datetime(2027, 3, 6, 12, tzinfo=ZONE), datetime(2027, 3, 8, 11, tzinfo=ZONE)),
    ],
)
def test_the_answer_is_due_after_four_hours_of_opening_time(now: datetime, due: datetime) -> None:
    assert a_settings().answering.due(now) == due


async def test_a_late_visit_is_due_before_it_begins_and_the_patient_is_told_to_call(clinic: Clinic) -> None:
    visit = clinic.visit(0, 11)
    talk = await verified(clinic)
    said = await talk.means(StartMove())
    assert visit.interval is not None
    assert "Until then, your visit on" in said
    assert "Your visit is before that, so please call (312) 555-0100." in said
    assert [case.due_at for case in clinic.store.escalations.values()] == [visit.interval.start]


async def test_a_later_visit_needs_no_call(maria: Talk) -> None:
    said = await maria.means(AskPerson())
    assert "before that" not in said


def test_a_short_saturday_and_a_holiday_are_no_promise() -> None:
    nine_to_five = ((time(8), time(12)), (time(13), time(17)))
    week = (nine_to_five,) * 5 + (((time(9), time(12)),), ())
    answering = a_settings(week=week, closed_on=frozenset({date(2027, 3, 8)})).answering
    friday_night, noon = datetime(2027, 3, 5, 19, tzinfo=ZONE), datetime(2027, 3, 5, 11, tzinfo=ZONE)
    assert answering.due(friday_night) == datetime(2027, 3, 9, 9, tzinfo=ZONE)
    assert answering.due(noon) == datetime(2027, 3, 5, 16, tzinfo=ZONE)


async def test_a_yes_after_an_emergency_is_no_yes_to_a_cancellation(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartCancel())
    await maria.means(Emergency("breathing"))
    assert "Shall I cancel it?" in await maria.means(Confirm(), text="yes")
    assert clinic.store.operations == {}
    assert "Done" in await maria.means(Confirm(), text="yes")


async def test_a_yes_after_an_emergency_moves_nothing(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartMove())
    await maria.means(ChooseOffer(ordinal=1))
    await maria.means(Emergency("chest_pain"))
    assert "Choose one" in await maria.means(Confirm(), text="yes")
    assert clinic.store.operations == {}


async def test_the_clinics_own_emergency_numbers_are_said() -> None:
    clinic = Clinic(Scripted(), settings=a_settings(emergency_number="112", crisis_line=None))
    talk = await Talk.open(clinic)
    assert "call 112" in clinic.store.lines(talk.id)[0].text
    for kind in ("chest_pain", "suicide"):
        said = await talk.means(Emergency(kind))
        assert "112" in said
        assert "988" not in said
        assert "911" not in said


def test_a_clinic_that_never_opens_still_answers_some_time() -> None:
    now = datetime(2027, 3, 1, 9, tzinfo=ZONE)
    assert a_settings(week=((),) * 7).answering.due(now) > now
