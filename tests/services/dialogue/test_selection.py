"""Which appointment: asked for, never guessed."""

from datetime import timedelta

from services.dialogue.commands import (
    AppointmentRef,
    ChooseOffer,
    Confirm,
    Constrain,
    Deny,
    PickAppointment,
    StartCancel,
    StartMove,
    StartStatus,
    When,
)
from services.dialogue.state import Step
from services.scheduling.model import AppointmentStatus
from services.scheduling.operation import ChangeKind
from tests.dialogues.clinic import ZONE, Clinic
from tests.doubles.builders import at
from tests.services.dialogue.conftest import verified


def day(number: int) -> tuple[When, ...]:
    start = at(number, 0).astimezone(ZONE)
    return (When(start, start + timedelta(days=1)),)


async def test_without_a_coming_visit_a_person_is_offered(clinic: Clinic) -> None:
    talk = await verified(clinic)
    assert "no coming visit" in await talk.means(StartMove())
    assert talk.state.step is Step.PERSON_OFFER
    await talk.means(Confirm())
    assert [case.reason for case in clinic.store.escalations.values()] == ["no_appointments"]


async def test_two_visits_on_one_day_are_named_and_asked_for(clinic: Clinic) -> None:
    clinic.visit(1, 9, "cleaning")
    clinic.visit(1, 14, "follow-up")
    talk = await verified(clinic)
    said = await talk.means(StartMove(AppointmentRef(when=day(1))))
    assert "2 visits" in said
    assert any("Dental cleaning on Tuesday, March 2 at 9am" in label for label in talk.labels())
    assert clinic.store.operations == {}
    await talk.presses("Follow-up visit")
    assert talk.state.chosen is not None
    assert talk.state.chosen.visit_type == "follow-up"


async def test_the_day_narrows_to_one_and_names_it(clinic: Clinic) -> None:
    clinic.visit(1, 9, "cleaning")
    clinic.visit(3, 14, "follow-up")
    talk = await verified(clinic)
    said = await talk.means(StartCancel(AppointmentRef(when=day(1))))
    assert "cancel this visit: Dental cleaning on Tuesday, March 2" in said


async def test_the_kind_narrows_in_either_language(clinic: Clinic) -> None:
    clinic.visit(1, 9, "cleaning")
    clinic.visit(3, 14, "follow-up")
    talk = await verified(clinic)
    await talk.means(StartCancel(AppointmentRef(visit="limpieza")))
    assert talk.state.chosen is not None
    assert talk.state.chosen.visit_type == "cleaning"


async def test_details_said_before_the_identity_check_are_remembered(clinic: Clinic) -> None:
    clinic.visit(1, 9, "cleaning")
    clinic.visit(3, 14, "follow-up")
    clinic.visit(4, 14, "eye")
    verified_talk = await verified(clinic)
    wish = Constrain(when=day(8))
    said = await verified_talk.means(StartMove(AppointmentRef(when=day(3))), wish)
    assert "These times are free" in said
    assert all("March 9" in label for label in verified_talk.labels()[:3])


async def test_a_visit_that_does_not_exist_is_not_replaced_by_another(clinic: Clinic) -> None:
    clinic.visit(3, 9)
    talk = await verified(clinic)
    said = await talk.means(StartCancel(AppointmentRef(when=day(1))))
    assert "don't see a visit like that" in said
    assert "Do you mean this one?" in said
    await talk.means(Confirm())
    assert talk.state.step is Step.CONFIRM
    assert clinic.store.operations == {}


async def test_refusing_the_only_visit_offers_a_person(clinic: Clinic) -> None:
    clinic.visit(3, 9)
    talk = await verified(clinic)
    await talk.means(StartCancel(AppointmentRef(when=day(1))))
    await talk.means(Deny())
    assert talk.state.step is Step.PERSON_OFFER


async def test_unsure_words_ask_which_one(clinic: Clinic) -> None:
    clinic.visit(1, 9)
    clinic.visit(3, 9)
    talk = await verified(clinic)
    said = await talk.means(StartCancel(AppointmentRef(when=day(1))), unsure=True)
    assert "Which one do you mean?" in said


async def test_the_second_one_means_the_second_that_was_shown(clinic: Clinic) -> None:
    clinic.visit(1, 9)
    clinic.visit(3, 9)
    talk = await verified(clinic)
    await talk.means(StartCancel())
    await talk.means(PickAppointment(AppointmentRef(ordinal=2)))
    assert talk.state.chosen is not None
    assert talk.state.chosen.interval is not None
    assert talk.state.chosen.interval.start == at(3, 9)


async def test_no_the_other_one(clinic: Clinic) -> None:
    clinic.visit(1, 9, "cleaning")
    clinic.visit(3, 9, "follow-up")
    talk = await verified(clinic)
    await talk.means(StartCancel(AppointmentRef(visit="cleaning")))
    said = await talk.means(Deny(), PickAppointment(AppointmentRef(other=True)))
    assert "Follow-up visit on Thursday, March 4" in said
    said = await talk.means(Deny(), ChooseOffer(other=True))
    assert "Dental cleaning on Tuesday, March 2" in said
    said = await talk.means(Deny(), ChooseOffer(other=True))
    assert "Follow-up visit on Thursday, March 4" in said
    await talk.means(Confirm())
    ended = next(iter(clinic.store.operations.values()))
    assert (ended.kind, ended.appointment.visit_type) == (ChangeKind.CANCEL, "follow-up")


async def test_cancelled_and_past_visits_are_never_picked(clinic: Clinic) -> None:
    """cal.diy #23943: a voice agent picked among several visits, cancelled ones included."""
    gone = clinic.visit(1, 9)
    clinic.visit(-3, 9)
    clinic.system.desk.set_status(gone.id, AppointmentStatus.CANCELLED)
    clinic.visit(3, 9, "eye")
    talk = await verified(clinic)
    said = await talk.means(StartCancel())
    assert "Eye exam on Thursday, March 4" in said
    assert "Which" not in said


async def test_status_names_every_coming_visit(clinic: Clinic) -> None:
    clinic.visit(1, 9, "cleaning")
    clinic.visit(3, 14, "eye")
    talk = await verified(clinic)
    said = await talk.means(StartStatus())
    assert "2 visits" in said
    assert "Dental cleaning on Tuesday, March 2 at 9am" in said
    assert "Eye exam on Thursday, March 4 at 2pm" in said


async def test_both_are_done_one_after_the_other_with_a_yes_for_each(clinic: Clinic) -> None:
    clinic.visit(1, 15, "cleaning")
    clinic.visit(3, 14, "eye")
    talk = await verified(clinic)
    await talk.means(StartCancel(AppointmentRef(all=True)))
    said = await talk.means(Confirm())
    assert "Done" in said
    assert "cancel this visit: Eye exam" in said
    said = await talk.means(Confirm())
    assert [o.appointment.visit_type for o in clinic.store.operations.values()] == ["cleaning", "eye"]
    assert "anything else" in said
    assert "no coming visit" not in said


async def test_three_are_done_one_after_the_other_without_asking_which(clinic: Clinic) -> None:
    for day, kind in ((1, "cleaning"), (2, "eye"), (3, "follow-up")):
        clinic.visit(day, 14, kind)
    talk = await verified(clinic)
    await talk.means(StartCancel(AppointmentRef(all=True)))
    for _ in range(3):
        assert "Which one" not in await talk.means(Confirm())
    kinds = [operation.appointment.visit_type for operation in clinic.store.operations.values()]
    assert kinds == ["cleaning", "eye", "follow-up"]
