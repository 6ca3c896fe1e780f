"""Times on the table."""

from datetime import timedelta

from services.dialogue.commands import (
    OTHER_PLACE,
    AppointmentRef,
    AskAlternatives,
    ChooseOffer,
    Confirm,
    Constrain,
    Deny,
    Keep,
    PickAppointment,
    StartCancel,
    StartMove,
    When,
)
from services.dialogue.state import Step
from tests.dialogues.clinic import ZONE, Clinic
from tests.dialogues.talk import Talk
from tests.doubles.builders import DR_RIVERA, LAKE_VIEW, at
from tests.services.dialogue.conftest import verified


def span(day: int, first: int, last: int) -> When:
    return When(at(day, first).astimezone(ZONE), at(day, last).astimezone(ZONE))


def day(number: int) -> tuple[When, ...]:
    return (span(number, 0, 24),)


async def test_at_most_three_times_each_with_day_date_time_provider_and_place(maria: Talk) -> None:
    await maria.means(StartMove())
    times = [label for label in maria.labels() if "March" in label]
    assert len(times) == 3
    assert all(" with " in label and " at " in label for label in times)


async def test_a_wish_said_at_once_is_kept_through_the_identity_check(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(when=(span(4, 12, 24),)))
    assert all("Friday, March 5" in label and "pm" in label for label in maria.labels()[:3])


async def test_later_words_narrow_earlier_ones(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(when=(span(8, 12, 24), span(9, 12, 24), span(10, 12, 24))))
    await maria.means(Constrain(when=day(10)))
    assert all("Thursday, March 11" in label and "pm" in label for label in maria.labels()[:3])


async def test_words_that_contradict_replace_earlier_ones(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(when=day(8)))
    await maria.means(Constrain(when=day(11)))
    assert all("Friday, March 12" in label for label in maria.labels()[:3])


async def test_what_does_not_fit_is_said_and_the_nearest_is_offered(maria: Talk) -> None:
    said = await maria.means(StartMove(), Constrain(when=day(12)))
    assert "Nothing that is free fits your wish" in said
    assert any("March 1" in label for label in maria.labels())


async def test_none_of_these_brings_others(maria: Talk) -> None:
    await maria.means(StartMove())
    first = maria.labels()[:3]
    await maria.presses("None of these")
    assert not set(first) & set(maria.labels()[:3])
    await maria.means(AskAlternatives())
    assert not set(first) & set(maria.labels()[:3])


async def test_earlier_and_later_are_compared_with_what_is_on_the_table(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(when=day(8)))
    offered = min(slot.interval.start for slot in maria.state.offers)
    await maria.means(Constrain(earlier=True))
    assert all(slot.interval.start < offered for slot in maria.state.offers)
    offered = max(slot.interval.start for slot in maria.state.offers)
    await maria.means(Constrain(later=True))
    assert all(slot.interval.start > offered for slot in maria.state.offers)


async def test_a_named_provider_is_found(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(provider="dr chen"))
    assert all("Wei Chen, MD" in label for label in maria.labels()[:3])


async def test_an_unknown_provider_is_said_and_others_are_offered(maria: Talk) -> None:
    said = await maria.means(StartMove(), Constrain(provider="dr nobody"))
    assert "Nothing that is free fits your wish" in said


async def test_a_choice_by_time_with_two_that_fit_is_asked_for(clinic: Clinic) -> None:
    clinic.visit(3, 9)
    talk = await verified(clinic)
    await talk.means(StartMove(), Constrain(when=(span(8, 9, 17),)))
    said = await talk.means(ChooseOffer(when=(span(8, 8, 17),)))
    assert "Which of these times" in said


async def test_the_exact_time_of_one_offer_chooses_it(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(when=day(8)))
    start = maria.state.offers[1].interval.start.astimezone(ZONE)
    await maria.means(Constrain(when=(When(start, start + timedelta(minutes=1)),)))
    assert maria.state.step is Step.CONFIRM
    assert maria.state.proposal is not None
    assert maria.state.proposal.slot == maria.state.offers[1]


async def test_the_second_one_wait_do_you_have_thursday(maria: Talk) -> None:
    await maria.means(StartMove())
    await maria.means(ChooseOffer(ordinal=2), Constrain(when=day(10)))
    assert maria.state.step is Step.OFFER
    assert all("Thursday, March 11" in label for label in maria.labels()[:3])


async def test_a_time_offered_before_can_still_be_chosen_by_its_button(maria: Talk) -> None:
    await maria.means(StartMove())
    earlier = maria.button("Tuesday, March 2")
    await maria.means(Constrain(when=day(10)))
    assert "Shall I move it?" in await maria.says(earlier.value)


async def test_unsure_words_for_the_day_ask_to_check_it(maria: Talk) -> None:
    said = await maria.means(StartMove(), Constrain(when=day(8)), unsure=True)
    assert "did I get it right" in said


async def test_no_free_time_at_all_offers_the_front_desk(clinic: Clinic) -> None:
    clinic.visit(3, 9)
    talk = await verified(clinic)
    for slot in list(clinic.system.records.slots.values()):
        clinic.system.desk.block(slot.id)
    said = await talk.means(StartMove())
    assert "waitlist" in said
    await talk.means(Confirm())
    assert [case.reason for case in clinic.store.escalations.values()] == ["waitlist"]


async def test_no_to_every_time_and_keep_leaves_the_visit(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartMove())
    await maria.means(Deny())
    said = await maria.means(Keep())
    assert "I changed nothing" in said
    assert clinic.store.operations == {}


async def test_from_moving_to_cancelling_keeps_the_visit_that_was_chosen(maria: Talk) -> None:
    await maria.means(StartMove())
    assert "cancel this visit: Follow-up visit" in await maria.means(StartCancel())


async def test_the_own_old_time_never_blocks_a_move(maria: Talk) -> None:
    """cal.diy #8828: a visit could not move into a time that overlaps its own old one."""
    await maria.means(StartMove(), Constrain(when=(span(3, 9, 10),), any_provider=True))
    assert any("Thursday, March 4 at 9am" in label for label in maria.labels())


async def test_a_provider_who_was_ruled_out_is_not_offered(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(any_provider=True))
    await maria.means(Constrain(not_provider="rivera"))
    assert maria.state.offers
    assert DR_RIVERA not in [slot.practitioner for slot in maria.state.offers]


async def test_the_same_provider_and_nobody_else(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(any_provider=True))
    await maria.means(Constrain(same_provider=True))
    assert {slot.practitioner for slot in maria.state.offers} == {DR_RIVERA}


async def test_the_other_place_is_another_than_that_of_the_visit(maria: Talk) -> None:
    await maria.means(StartMove(), Constrain(any_provider=True, place=OTHER_PLACE))
    assert {slot.location for slot in maria.state.offers} == {LAKE_VIEW}


async def test_a_wish_before_the_goal_is_asked_about(clinic: Clinic, talk: Talk) -> None:
    clinic.visit(3, 9)
    assert "move your visit, or cancel it?" in await talk.means(Constrain(earlier=True))


async def test_the_nearest_times_of_a_named_provider_are_those_of_that_day(clinic: Clinic) -> None:
    clinic.visit(3, 9)
    talk = await verified(clinic)
    early = at(8, 6).astimezone(ZONE)
    said = await talk.means(
        StartMove(), Constrain(when=(When(early, early + timedelta(minutes=1)),), provider="rivera")
    )
    assert "Nothing that is free fits" in said
    days = {slot.interval.start.astimezone(ZONE).date() for slot in talk.state.offers}
    assert days == {early.date()}


async def test_the_other_visit_of_one_beside_a_choice_without_a_time_gets_an_answer(maria: Talk) -> None:
    await maria.means(StartMove())
    said = await maria.means(ChooseOffer(), PickAppointment(AppointmentRef(other=True)))
    assert "This is your visit" in said
    assert maria.state.step is Step.OFFER
