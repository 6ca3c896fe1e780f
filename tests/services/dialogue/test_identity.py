"""Who is it? Stories: someone who is not the patient; a patient who types badly."""

import asyncio
from datetime import date, timedelta

import pytest

from services.audit.model import Action, ActorKind
from services.dialogue import identity
from services.dialogue.commands import (
    ChooseOffer,
    Confirm,
    GiveBirthDate,
    GiveCode,
    GiveName,
    Repeat,
    StartCancel,
    StartMove,
    StartStatus,
)
from services.dialogue.state import Step
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.texting import OptOut, Source
from tests.dialogues.clinic import Clinic, a_settings, free_days
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient
from tests.services.dialogue.conftest import MARIA

PHONE = "+13125550142"
STRANGER = (GiveName("Nora Nobody"), GiveBirthDate(date(1971, 2, 3)))


def without_tail(text: str) -> str:
    return "".join(char for char in text if not char.isdigit())


async def test_nothing_is_disclosed_before_the_code(clinic: Clinic, talk: Talk) -> None:
    visit = clinic.visit(3, 9)
    said = await talk.means(StartStatus())
    said += await talk.means(*MARIA)
    assert str(visit.visit_name) not in said
    assert "Rivera" not in said
    assert "appointments" not in clinic.system.calls
    assert Action.APPOINTMENTS_DISCLOSED not in [event.action for event in clinic.store.audit]


async def test_asks_why_and_for_both_details(talk: Talk) -> None:
    said = await talk.means(StartMove())
    assert "private" in said
    assert "full name" in said
    assert "birth date" in said


async def test_details_may_come_one_by_one_in_any_order(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    assert "name" in await talk.means(GiveBirthDate(date(1980, 5, 4)))
    assert "last name" in await talk.means(GiveName("Maria"))
    assert "6-digit code" in await talk.means(GiveName("Garcia"))
    assert len(clinic.codes()) == 1


async def test_details_may_come_before_the_wish(clinic: Clinic, talk: Talk) -> None:
    clinic.visit(3, 9)
    await talk.means(*MARIA)
    assert "6-digit code" in await talk.means(StartCancel())


async def test_a_birth_date_that_can_be_read_in_two_ways_is_asked_for(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    said = await talk.means(GiveName("Maria Garcia"), GiveBirthDate(date(1980, 4, 5), (date(1980, 5, 4),)))
    assert "Sunday, May 4, 1980" in said
    assert clinic.codes() == []
    assert "6-digit code" in await talk.presses("May 4, 1980")
    assert len(clinic.codes()) == 1


async def test_the_words_are_the_same_whether_the_person_exists_or_not(clinic: Clinic) -> None:
    known, unknown = await Talk.open(clinic), await Talk.open(clinic)
    for one, other in ((StartMove(), StartMove()), (GiveCode("000000"), GiveCode("000000"))):
        assert await known.means(one) == await unknown.means(other)
        first, second = await known.means(*MARIA), await unknown.means(*STRANGER)
        assert without_tail(first) == without_tail(second)
        assert known.labels() == unknown.labels()
    known_says = [await known.means(GiveCode("111111")), await known.means(GiveCode("111111"))]
    unknown_says = [await unknown.means(GiveCode("111111")), await unknown.means(GiveCode("111111"))]
    assert known_says == unknown_says


async def test_a_phone_that_said_stop_gets_no_code_and_the_words_are_everybodys(clinic: Clinic) -> None:
    """After STOP nothing may be sent; the words must not tell that there is such a patient, or such a phone."""
    word = OptOut(PHONE, stopped=True, at=clinic.clock.now(), source=Source.TEXT)
    await clinic.store.write(lambda tx: tx.numbers.save_opt_out(word))
    stopped, unknown = await Talk.open(clinic), await Talk.open(clinic)
    for talk in (stopped, unknown):
        await talk.means(StartMove())
    first, second = await stopped.means(*MARIA), await unknown.means(*STRANGER)
    assert without_tail(first) == without_tail(second)
    assert "A phone that texted us STOP gets no code" in first
    assert stopped.labels() == unknown.labels()
    assert clinic.codes() == []
    assert [m for m in clinic.store.outbox.values() if m.to == PHONE] == []
    whys = [event.body["why"] for event in clinic.store.audit if event.action is Action.IDENTITY_FAILED]
    assert whys == ["stopped", "none"]
    assert await stopped.means(GiveCode("111111")) == await unknown.means(GiveCode("111111"))


async def test_after_start_the_code_comes(clinic: Clinic, talk: Talk) -> None:
    word = OptOut(PHONE, stopped=True, at=clinic.clock.now(), source=Source.TEXT)
    await clinic.store.write(lambda tx: tx.numbers.save_opt_out(word))
    await talk.means(StartMove())
    await talk.means(*MARIA)
    clinic.clock.advance(timedelta(minutes=1))
    again = OptOut(PHONE, stopped=False, at=clinic.clock.now(), source=Source.TEXT)
    await clinic.store.write(lambda tx: tx.numbers.save_opt_out(again))
    await talk.presses("Send a new code")
    assert len(clinic.codes()) == 1
    await talk.means(GiveCode(clinic.codes()[-1]))
    assert talk.state.verified


async def test_a_decoy_shows_the_same_two_digits_again_and_no_code_matches(clinic: Clinic) -> None:
    tails = set()
    for _ in range(2):
        talk = await Talk.open(clinic)
        await talk.means(StartMove())
        said = await talk.means(*STRANGER)
        tails.add(said.split("ends in ")[1][:2])
    assert len(tails) == 1
    assert clinic.codes() == []


async def test_two_patients_with_one_name_and_birth_date_reach_a_person(clinic: Clinic, talk: Talk) -> None:
    clinic.system.add(a_patient(id="pat-2", phones=("+13125550177",)))
    await talk.means(StartMove())
    await talk.means(*MARIA)
    assert clinic.codes() == []
    for _ in range(3):
        said = await talk.means(GiveCode("123456"))
    assert "person" in said
    assert talk.state.step is Step.WITH_PERSON


async def test_a_patient_without_a_phone_on_file_is_not_told_so(clinic: Clinic, talk: Talk) -> None:
    clinic.system.add(a_patient(phones=()))
    await talk.means(StartMove())
    assert "6-digit code" in await talk.means(*MARIA)
    assert clinic.codes() == []


async def test_three_wrong_codes_and_a_person_takes_over(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(*MARIA)
    wrong = "000000" if clinic.codes()[-1] != "000000" else "000001"
    for _ in range(2):
        assert "does not match" in await talk.means(GiveCode(wrong))
    assert "A person will help you" in await talk.means(GiveCode(wrong))
    actions = [event.action for event in clinic.store.audit]
    assert actions.count(Action.IDENTITY_FAILED) == 3
    assert Action.IDENTITY_LOCKED in actions
    assert [case.reason for case in clinic.store.escalations.values()] == ["identity_locked"]
    await talk.means(GiveCode(clinic.codes()[-1]))
    assert not talk.state.verified


async def test_the_right_code_verifies_and_the_actor_is_the_patient_from_then_on(clinic: Clinic, maria: Talk) -> None:
    assert maria.state.identity.patient_id == "pat-1"
    disclosed = next(e for e in clinic.store.audit if e.action is Action.APPOINTMENTS_DISCLOSED)
    asked = next(e for e in clinic.store.audit if e.action is Action.IDENTITY_ASKED)
    assert (asked.actor.kind, disclosed.actor.kind) == (ActorKind.CALLER, ActorKind.PATIENT)
    assert disclosed.patient_id == "pat-1"


async def test_a_code_is_kept_as_a_hash_and_forgotten_after_use(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(*MARIA)
    code = clinic.codes()[-1]
    assert code not in clinic.store.chats[talk.id].state
    await talk.means(GiveCode(code))
    assert talk.state.identity.code is None


async def test_a_code_works_for_ten_minutes_and_a_new_one_comes_once(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(*MARIA)
    clinic.clock.advance(timedelta(minutes=10))
    said = await talk.means(GiveCode(clinic.codes()[-1]))
    assert "too old" in said
    assert len(clinic.codes()) == 2
    await talk.means(GiveCode(clinic.codes()[-1]))
    assert talk.state.verified


async def test_a_code_is_sent_again_only_once(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(*MARIA)
    await talk.presses("Send a new code")
    assert "only once" in await talk.means(Repeat())
    assert len(clinic.codes()) == 2
    await talk.means(GiveCode(clinic.codes()[0]))
    assert not talk.state.verified
    await talk.means(GiveCode(clinic.codes()[1]))
    assert talk.state.verified


async def test_details_can_be_corrected_but_not_without_end(clinic: Clinic, talk: Talk) -> None:
    await talk.means(StartMove())
    await talk.means(GiveName("Maria Garcia"), GiveBirthDate(date(1980, 5, 5)))
    assert clinic.codes() == []
    await talk.means(GiveBirthDate(date(1980, 5, 4)))
    assert len(clinic.codes()) == 1
    for day in (6, 7):
        await talk.means(GiveBirthDate(date(1980, 5, day)))
    assert "A person will help you" in await talk.means(GiveBirthDate(date(1980, 5, 8)))


async def test_tries_for_one_person_are_limited_across_conversations(clinic: Clinic) -> None:
    for _ in range(5):
        talk = await Talk.open(clinic)
        await talk.means(StartMove())
        assert "6-digit code" in await talk.means(*MARIA)
    talk = await Talk.open(clinic)
    await talk.means(StartMove())
    assert "A person will help you" in await talk.means(GiveName("MARÍA garcia"), MARIA[1])
    assert len(clinic.codes()) == 5


async def test_conversations_in_parallel_gain_no_tries(clinic: Clinic) -> None:
    talks = [await Talk.open(clinic) for _ in range(8)]
    for talk in talks:
        await talk.means(StartMove())
    await asyncio.gather(*(talk.means(*MARIA) for talk in talks))
    assert len(clinic.codes()) == 5
    assert len([case for case in clinic.store.escalations.values() if case.reason == "identity_locked"]) == 3


async def test_tries_from_one_origin_are_limited() -> None:
    clinic = Clinic(Scripted(), settings=a_settings(details_per_origin=2))
    clinic.system.add(a_patient(), *free_days([1]))
    for number in range(3):
        talk = await Talk.open(clinic, origin="192.0.2.7")
        await talk.means(StartMove())
        said = await talk.means(GiveName("Ana Invented"), GiveBirthDate(date(1970, 1, 1 + number)))
    assert "A person will help you" in said
    assert "192.0.2.7" not in clinic.store.chats[talk.id].state


async def test_another_name_after_the_check_changes_nothing_and_reaches_a_person(clinic: Clinic, maria: Talk) -> None:
    before = maria.state.identity.patient_id
    said = await maria.means(StartCancel(), GiveName("Pedro Gomez"))
    assert "only change visits of the person who got the code" in said
    assert maria.state.identity.patient_id == before
    assert clinic.store.operations == {}


async def test_a_parent_for_a_child_reaches_a_person(clinic: Clinic, talk: Talk) -> None:
    said = await talk.means(StartCancel(), text="i need to cancel my daughter's appointment")
    assert "For someone else, a person must help" in said
    assert [case.reason for case in clinic.store.escalations.values()] == ["for_another_person"]


async def test_a_minor_reaches_a_person_and_hears_nothing(clinic: Clinic, talk: Talk) -> None:
    clinic.system.add(a_patient(birth_date=date(2012, 5, 4)))
    clinic.visit(3, 9)
    await talk.means(StartCancel())
    await talk.means(GiveName("Maria Garcia"), GiveBirthDate(date(2012, 5, 4)))
    said = await talk.means(GiveCode(clinic.codes()[-1]))
    assert "a person must help" in said
    assert "Follow-up" not in said
    assert "minor" in [case.reason for case in clinic.store.escalations.values()]


async def test_a_verified_patient_who_was_away_is_asked_again_and_keeps_the_wish(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartMove())
    clinic.clock.advance(timedelta(minutes=31))
    said = await maria.means(ChooseOffer(ordinal=1))
    assert "check again who you are" in said
    assert "Rivera" not in said
    assert not maria.state.verified
    await maria.means(Confirm())
    assert clinic.store.operations == {}


async def test_details_corrected_at_the_code_are_checked_and_cost_no_try_at_the_code(
    clinic: Clinic, talk: Talk
) -> None:
    await talk.means(StartMove())
    await talk.means(GiveName("Maria Garcia"), GiveBirthDate(date(1980, 5, 3)))
    said = await talk.means(GiveBirthDate(date(1980, 5, 4)), GiveCode("041980"))
    assert "6-digit code" in said
    assert "does not match" not in said
    assert talk.state.identity.wrong_codes == 0
    assert len(clinic.codes()) == 1


@pytest.mark.parametrize("words", ["May 4 1980", "Maria Garcia, May 4, 1980", "perdón, es el 4 de mayo de 1980"])
async def test_a_date_in_words_is_no_code(words: str) -> None:
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient())
    talk = await Talk.open(clinic)
    await talk.presses("Move a visit")
    await talk.says("Maria Garcia")
    await talk.says("May 3, 1980")
    await talk.says(words)
    assert talk.state.identity.birth_date == date(1980, 5, 4)
    assert talk.state.identity.wrong_codes == 0
    assert len(clinic.codes()) == 1


@pytest.mark.parametrize("code", ["123456", "240602", "041980"])
async def test_a_code_in_words_stays_a_code(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Also one that can be read as a date."""
    monkeypatch.setattr(identity, "new_code", lambda: code)
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient())
    talk = await Talk.open(clinic)
    await talk.presses("Move a visit")
    await talk.says("Maria Garcia, May 4, 1980")
    await talk.says(f"it may be {code}")
    assert talk.state.verified


async def test_another_name_and_date_at_the_code_are_both_taken() -> None:
    clinic = Clinic(EmbeddedUnderstander())
    clinic.system.add(a_patient())
    talk = await Talk.open(clinic)
    await talk.presses("Move a visit")
    await talk.says("Nora Nobody, February 3, 1971")
    await talk.says("Maria Garcia May 4 1980")
    assert (talk.state.identity.name, talk.state.identity.birth_date) == ("Maria Garcia", date(1980, 5, 4))
    assert len(clinic.codes()) == 1
