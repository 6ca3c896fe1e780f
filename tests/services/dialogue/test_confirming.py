"""Read-back and yes; complaints: one yes, two changes; an old button; a slot that someone else took."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.dialogue.commands import (
    AppointmentRef,
    Ask,
    ChangeLanguage,
    ChooseOffer,
    Confirm,
    Constrain,
    Deny,
    Keep,
    PickAppointment,
    StartCancel,
    StartMove,
    Thanks,
    When,
)
from services.dialogue.state import Step
from services.kernel.language import Language
from services.scheduling.errors import OutcomeUnknown
from services.scheduling.fee import FeeState
from services.scheduling.fee_rule import FeeRule
from services.scheduling.model import Capabilities, Lock, MoveSupport
from services.scheduling.operation import OperationState
from tests.contract.fees import a_fee
from tests.dialogues.clinic import BOOK, ZONE, Clinic, free_days
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient, at
from tests.services.dialogue.conftest import verified


@pytest.fixture
async def proposed(maria: Talk) -> Talk:
    """Maria was read back a move from Thursday to Tuesday, March 9."""
    start = at(8, 8).astimezone(ZONE)
    await maria.means(StartMove(), Constrain(when=(When(start, start + timedelta(hours=16)),)))
    await maria.means(ChooseOffer(ordinal=1))
    assert maria.state.step is Step.CONFIRM
    return maria


async def test_old_and_new_are_read_back_in_full(proposed: Talk) -> None:
    said = await proposed.means(Thanks())
    assert "Your visit now: Follow-up visit on Thursday, March 4 at 9am with Elena Rivera, MD" in said
    assert "The new time: Tuesday, March 9" in said
    assert "Shall I move it?" in said


async def test_yes_moves_and_says_done_with_a_file_and_a_text(clinic: Clinic, proposed: Talk) -> None:
    said = await proposed.means(Confirm())
    assert said.index("One moment") < said.index("Done.") < said.index("A text is on its way")
    done = next(iter(clinic.store.operations.values()))
    assert done.state is OperationState.DONE
    assert [m.template for m in clinic.store.outbox.values()] == ["code", "moved"]
    moved = clinic.system.records.appointments[done.appointment.id]
    assert moved.interval == done.slot.interval if done.slot else False


async def test_yes_but_earlier_is_not_a_yes(clinic: Clinic, proposed: Talk) -> None:
    await proposed.means(Confirm(), Constrain(earlier=True))
    assert clinic.store.operations == {}
    assert proposed.state.step is Step.OFFER


async def test_an_unsure_yes_is_not_a_yes(clinic: Clinic, proposed: Talk) -> None:
    assert "clear yes" in await proposed.means(Confirm(), unsure=True)
    assert clinic.store.operations == {}


async def test_yes_with_the_very_time_that_was_proposed_is_a_yes(clinic: Clinic, proposed: Talk) -> None:
    assert proposed.state.proposal is not None
    assert proposed.state.proposal.slot is not None
    start = proposed.state.proposal.slot.interval.start.astimezone(ZONE)
    await proposed.means(Confirm(), Constrain(when=(When(start, start + timedelta(minutes=1)),)))
    assert len(clinic.store.operations) == 1


async def test_the_time_alone_is_not_a_yes(clinic: Clinic, proposed: Talk) -> None:
    assert proposed.state.proposal is not None
    assert proposed.state.proposal.slot is not None
    start = proposed.state.proposal.slot.interval.start.astimezone(ZONE)
    said = await proposed.means(Constrain(when=(When(start, start + timedelta(minutes=1)),)))
    assert "Shall I move it?" in said
    assert clinic.store.operations == {}


async def test_yes_cancel_my_thursday_one_is_a_yes_to_cancelling_it(clinic: Clinic, maria: Talk) -> None:
    thursday = at(3, 0).astimezone(ZONE)
    ref = AppointmentRef(when=(When(thursday, thursday + timedelta(days=1)),))
    await maria.means(StartCancel(ref))
    await maria.means(Confirm(), StartCancel(ref), PickAppointment(ref))
    assert len(clinic.store.operations) == 1


async def test_no_to_the_new_time_offers_others(clinic: Clinic, proposed: Talk) -> None:
    denied = proposed.state.proposal
    await proposed.means(Deny())
    assert proposed.state.step is Step.OFFER
    assert denied is not None
    assert denied.slot not in proposed.state.offers
    assert clinic.store.operations == {}


async def test_no_to_cancelling_keeps_the_visit(clinic: Clinic, maria: Talk) -> None:
    await maria.means(StartCancel())
    assert "I changed nothing" in await maria.means(Deny())
    assert clinic.store.operations == {}


async def test_keep_it_leaves_everything(proposed: Talk) -> None:
    assert "I changed nothing" in await proposed.means(Keep())
    assert proposed.state.proposal is None


async def test_changing_ones_mind_from_cancel_to_move_at_the_yes(maria: Talk) -> None:
    await maria.means(StartCancel())
    friday = at(11, 0).astimezone(ZONE)
    await maria.means(Deny(), StartMove(), Constrain(when=(When(friday, friday + timedelta(days=1)),)))
    assert maria.state.step is Step.OFFER
    assert all("Friday, March 12" in label for label in maria.labels()[:3])


async def test_a_question_at_the_yes_is_answered_and_the_question_asked_again(proposed: Talk) -> None:
    said = await proposed.means(Ask("fee"))
    assert "no fee" in said
    assert "Shall I move it?" in said


async def test_an_old_yes_button_refuses_a_second_move(clinic: Clinic, proposed: Talk) -> None:
    """cal.diy #12922, #22439, #21643: the same link used twice made two live bookings."""
    button = proposed.button("Yes, move it")
    await proposed.says(button.value)
    assert "no longer open" in await proposed.says(button.value)
    assert len(clinic.store.operations) == 1


async def test_an_old_offer_button_refuses_a_second_move(clinic: Clinic, proposed: Talk) -> None:
    offer = proposed.button("Tuesday, March 9")
    await proposed.means(Confirm())
    assert "no longer open" in await proposed.says(offer.value)
    assert len(clinic.store.operations) == 1


async def test_the_yes_to_an_older_proposal_does_not_count_for_a_newer_one(clinic: Clinic, proposed: Talk) -> None:
    old = proposed.button("Yes, move it")
    await proposed.means(Deny())
    await proposed.means(ChooseOffer(ordinal=1))
    assert "no longer open" in await proposed.says(old.value)
    assert clinic.store.operations == {}


async def test_a_token_that_was_never_a_button_is_only_words(clinic: Clinic, proposed: Talk) -> None:
    proposal = proposed.state.proposal
    assert proposal is not None
    await proposed.means(Thanks(), text="/yes 0123456789abcdef")
    assert clinic.store.operations == {}


async def test_someone_took_the_slot_a_second_ago(clinic: Clinic, proposed: Talk) -> None:
    proposal = proposed.state.proposal
    assert proposal is not None
    assert proposal.slot is not None
    taken = proposal.slot.id

    def walk_in() -> None:
        clinic.system.desk.take(taken)

    clinic.system.before("hold", walk_in)
    said = await proposed.means(Confirm())
    assert "Someone else just took that time. Your visit on Thursday, March 4 at 9am still stands." in said
    assert "Done" not in said
    assert proposed.state.step is Step.OFFER
    assert taken not in [slot.id for slot in proposed.state.offers]
    await proposed.means(ChooseOffer(ordinal=1))
    assert "Done." in await proposed.means(Confirm())


async def test_a_visit_that_staff_moved_meanwhile_is_looked_at_again(clinic: Clinic, proposed: Talk) -> None:
    proposal = proposed.state.proposal
    assert proposal is not None
    clinic.system.desk.move(proposal.appointment.id, "slot-prac-rivera-9-9")
    said = await proposed.means(Confirm())
    assert "changed in the meantime" in said
    assert "Done" not in said
    assert "Wednesday, March 10 at 9am" in said


async def test_a_visit_that_staff_cancelled_meanwhile_is_said(clinic: Clinic, proposed: Talk) -> None:
    proposal = proposed.state.proposal
    assert proposal is not None
    clinic.system.desk.cancel(proposal.appointment.id)
    assert "canceled already" in await proposed.means(Confirm())


async def test_an_unknown_outcome_is_not_called_done(clinic: Clinic, proposed: Talk) -> None:
    error = OutcomeUnknown("No usable answer.", "Read.")
    clinic.system.fail_next("move", error)
    for _ in range(9):
        clinic.system.fail_next("appointment", error, times=1)
    said = await proposed.means(Confirm())
    assert "Done" not in said


async def test_where_the_system_cannot_write_the_wish_is_only_requested() -> None:
    clinic = Clinic(Scripted(), Capabilities(system="read-only", move=MoveSupport.NONE, lock=Lock.NONE))
    clinic.system.add(a_patient(), *free_days(range(20)))
    clinic.visit(3, 9)
    talk = await verified(clinic)
    await talk.means(StartCancel())
    said = await talk.means(Confirm())
    assert "It is not done yet" in said
    assert "Done." not in said
    assert talk.state.step is Step.WITH_PERSON


async def test_a_fee_is_said_before_the_yes_with_the_choice_of_a_person(clinic: Clinic) -> None:
    clinic.visit(0, 16, "therapy")
    talk = await verified(clinic)
    said = await talk.means(StartCancel())
    assert said.index("fee of $40") < said.index("Shall I cancel it?")
    assert "Talk to a person" in talk.labels()
    assert "Done." in await talk.means(Confirm())


async def test_the_fee_that_was_heard_is_the_fee_that_is_raised(clinic: Clinic) -> None:
    clinic.visit(0, 16, "therapy")
    talk = await verified(clinic)
    await talk.means(StartCancel())
    assert clinic.store.fees == {}
    await talk.means(Confirm())
    (fee,) = clinic.store.fees.values()
    (operation,) = clinic.store.operations.values()
    assert (fee.amount_cents, fee.state, fee.operation_id) == (4000, FeeState.HANDED_OVER, operation.id)
    assert (operation.late, operation.fee_cents) == (True, 4000)


@pytest.mark.parametrize(("before", "cents"), [(0, None), (1, 4000), (2, 9000)])
async def test_the_fee_that_is_said_counts_the_late_changes_before(before: int, cents: int | None) -> None:
    rules = replace(BOOK.by_visit_type["therapy"], free_offences=1, fees=(FeeRule(9000, from_offence=3),))
    clinic = Clinic(Scripted(), book=replace(BOOK, by_visit_type={"therapy": rules}))
    clinic.system.add(a_patient())
    clinic.visit(0, 16, "therapy")
    for number in range(before):
        fee = a_fee(id=f"fee_{number}", operation_id=f"op_x{number}", patient_id="pat-1", state=FeeState.PAID)
        await clinic.store.write(lambda tx, fee=fee: tx.fees.add(fee))  # type: ignore[misc]
    talk = await verified(clinic)
    said = await talk.means(StartCancel())
    assert ("fee of" in said) is (cents is not None)
    assert cents is None or f"fee of ${cents // 100}" in said
    await talk.means(Confirm())
    (raised,) = (fee for fee in clinic.store.fees.values() if not fee.operation_id.startswith("op_x"))
    assert (raised.amount_cents, raised.state) == (cents or 0, FeeState.HANDED_OVER if cents else FeeState.WAIVED)


async def test_the_last_word_comes_once_also_after_a_restart(clinic: Clinic, proposed: Talk) -> None:
    clinic.workflows.crash_before(1)
    said = await proposed.means(Confirm())
    assert "still working" in said
    assert "still working" in await proposed.means(Thanks())
    again = clinic.restarted()
    await clinic.workflows.resume()
    await clinic.workflows.settle()
    for _ in range(3):
        lines = await again.lines(proposed.id)
    assert sum("Done." in line.text for line in lines) == 1


async def test_a_crash_between_the_yes_and_the_request_is_made_good(clinic: Clinic, proposed: Talk) -> None:
    clinic.store.fail_next_write(RuntimeError("power cut"), after_commit=True)
    with pytest.raises(RuntimeError):
        await proposed.means(Confirm())
    assert clinic.store.operations == {}
    again = clinic.restarted()
    await again.lines(proposed.id)
    await clinic.workflows.settle()
    lines = await again.lines(proposed.id)
    assert sum("Done." in line.text for line in lines) == 1
    assert len(clinic.store.operations) == 1


async def test_the_language_can_change_at_the_yes(proposed: Talk) -> None:
    said = await proposed.means(ChangeLanguage(Language.ES), text="en español por favor")
    assert "seguimos en español" in said
    assert "¿La cambio?" in said
    assert "Listo." in await proposed.presses("Sí, cambiarla")
