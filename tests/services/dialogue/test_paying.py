"""Fees in the conversation: said before the yes, waived by a person, paid by a link, texted only to who agreed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from services.audit.model import Action, Actor, ActorKind
from services.dialogue.commands import AskPerson, Confirm, Deny, StartCancel
from services.dialogue.state import Step
from services.handoff.gates import Gate
from services.kernel.texting import Consent, MessageClass, OptOut, Source
from services.messaging.templates import render
from services.payments.errors import NothingSent
from services.payments.ports import PaymentChannel, PaymentOrder
from services.scheduling.fee import FeeState, WaiverReason
from services.scheduling.operation import OperationState
from tests.dialogues.clinic import BOOK, Clinic
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient
from tests.services.dialogue.conftest import verified

STAFF = Actor(ActorKind.STAFF, "m.ortiz")
FREE_ONCE = replace(BOOK, by_visit_type={"therapy": replace(BOOK.by_visit_type["therapy"], free_offences=1)})


async def late(clinic: Clinic, hour: int = 16) -> Talk:
    """Return a conversation in which a late cancellation was read back."""
    clinic.visit(0, hour, "therapy")
    talk = await verified(clinic)
    await talk.means(StartCancel())
    return talk


def fee_texts(clinic: Clinic) -> list[str]:
    messages = [message for message in clinic.store.outbox.values() if message.template == "fee"]
    return [render(message.template, message.language, message.values) for message in messages]


async def agree(clinic: Clinic, talk: Talk) -> None:
    phone = talk.state.identity.phone
    await clinic.consents.record(phone, MessageClass.BILLING, Source.STAFF, STAFF, given=True)


async def test_amount_and_reason_come_before_the_question_with_the_choice_of_a_person(clinic: Clinic) -> None:
    clinic.visit(0, 16, "therapy")
    talk = await verified(clinic)
    said = await talk.means(StartCancel())
    assert said.index("Less than 24 hours are left, so there is a fee of $40") < said.index("Shall I cancel it?")
    assert "Staff can waive it" in said
    assert "Talk to a person" in talk.labels()


async def test_a_free_late_change_says_that_the_next_one_can_cost() -> None:
    clinic = Clinic(Scripted(), book=FREE_ONCE)
    clinic.system.add(a_patient())
    clinic.visit(0, 16, "therapy")
    talk = await verified(clinic)
    assert "It costs nothing this time. Next time there can be a fee." in await talk.means(StartCancel())


async def test_a_person_gets_the_change_with_its_fee_and_nothing_is_changed(clinic: Clinic) -> None:
    talk = await late(clinic)
    said = await talk.means(AskPerson())
    assert "ask staff about the fee of $40" in said
    assert talk.state.step is Step.WITH_PERSON
    assert clinic.store.operations == {}
    (case,) = clinic.store.escalations.values()
    (task,) = clinic.store.tasks.values()
    assert (case.reason, task.gate) == ("fee_waiver", Gate.LATE)
    assert task.request is not None
    assert [finding.rule for finding in task.request.findings] == ["late_fee"]


async def test_after_done_the_link_is_beside_the_line_and_in_no_text(clinic: Clinic) -> None:
    talk = await late(clinic)
    said = await talk.means(Confirm())
    (fee,) = clinic.store.fees.values()
    assert said.index("Done.") < said.index("The fee for this is $40. You can pay it on our payment page.")
    assert fee.state is FeeState.HANDED_OVER
    lines = [line for line in clinic.store.lines(talk.id) if line.pay]
    assert [line.pay for line in lines] == [fee.id.removeprefix("fee_")]
    assert all("http" not in line.text for line in clinic.store.lines(talk.id))
    assert fee_texts(clinic) == []


async def test_who_agreed_before_is_texted_at_once(clinic: Clinic) -> None:
    talk = await late(clinic)
    await agree(clinic, talk)
    said = await talk.means(Confirm())
    assert "The link to pay is on its way to your phone too." in said
    assert not any("text me" in label for label in talk.labels())
    (text,) = fee_texts(clinic)
    (fee,) = clinic.store.fees.values()
    page = f"https://chat.lakeside.example/pay/{fee.id.removeprefix('fee_')}"
    assert text == f"Lakeside Clinic: an office fee of $40 is due. Pay: {page} STOP ends texts."
    assert len(text) <= 160


async def test_the_button_is_the_agreement_and_its_record(clinic: Clinic) -> None:
    talk = await late(clinic)
    assert "I can text you the link" in await talk.means(Confirm())
    assert "on its way" in await talk.presses("Yes, text me about this fee")
    assert len(fee_texts(clinic)) == 1
    events = [event for event in clinic.store.audit if event.action is Action.CONSENT_CHANGED]
    assert [(event.actor.kind, event.body["class"]) for event in events] == [(ActorKind.PATIENT, "billing")]
    await talk.presses("Yes, text me about this fee")
    assert len(fee_texts(clinic)) == 1


async def test_who_said_no_is_not_asked_again(clinic: Clinic) -> None:
    talk = await late(clinic)
    phone = talk.state.identity.phone
    no = Consent(phone, MessageClass.BILLING, given=False, at=clinic.clock.now(), source=Source.STAFF)
    await clinic.store.write(lambda tx: tx.numbers.save_consent(no))
    said = await talk.means(Confirm())
    assert "text you the link" not in said
    assert fee_texts(clinic) == []


async def test_after_stop_the_button_says_that_it_cannot(clinic: Clinic) -> None:
    talk = await late(clinic)
    await talk.means(Confirm())
    phone = talk.state.identity.phone
    stop = OptOut(phone, stopped=True, at=clinic.clock.now(), source=Source.TEXT)
    await clinic.store.write(lambda tx: tx.numbers.save_opt_out(stop))
    assert "I can't text you that link" in await talk.presses("Yes, text me about this fee")
    assert fee_texts(clinic) == []


async def test_a_plain_yes_is_asked_once_more_by_itself_and_the_next_one_agrees(clinic: Clinic) -> None:
    talk = await late(clinic)
    await talk.means(Confirm())
    assert "I can text you the link" in await talk.means(Confirm())
    assert talk.labels() == ["Yes, text me about this fee", "No"]
    assert fee_texts(clinic) == []
    assert "on its way" in await talk.means(Confirm())
    assert len(fee_texts(clinic)) == 1
    assert "What can I do for you?" in await talk.means(Confirm())
    assert len(fee_texts(clinic)) == 1


async def test_a_no_to_texts_about_the_fee_is_no_goodbye(clinic: Clinic) -> None:
    talk = await late(clinic)
    await talk.means(Confirm())
    await talk.means(Confirm())
    assert "Is there anything else?" in await talk.means(Deny())
    assert "Goodbye" in await talk.means(Deny())
    assert fee_texts(clinic) == []


async def test_a_fee_that_was_waived_meanwhile_is_not_texted(clinic: Clinic) -> None:
    talk = await late(clinic)
    await talk.means(Confirm())
    (fee,) = clinic.store.fees.values()
    await clinic.fees.waive(fee.id, STAFF, WaiverReason.GOODWILL)
    assert "I can't text you that link" in await talk.presses("Yes, text me about this fee")


async def test_without_a_payment_page_it_is_paid_at_the_desk() -> None:
    clinic = Clinic(Scripted(), channel=None)
    clinic.system.add(a_patient())
    talk = await late(clinic)
    said = await talk.means(Confirm())
    assert "You can pay it at the front desk. Our number is (312) 555-0100." in said
    (fee,) = clinic.store.fees.values()
    assert fee.state is FeeState.DUE


class Silent:
    """A payment channel that opens nothing, or not in time."""

    name = "silent"
    valid = timedelta(hours=1)

    def __init__(self) -> None:
        self.never = False

    async def open(self, order: PaymentOrder) -> str:
        if self.never:
            await asyncio.Event().wait()
        raise NothingSent("Down.", "Wait.")


async def test_a_payment_page_that_does_not_open_holds_nothing_up() -> None:
    channel: PaymentChannel = Silent()
    clinic = Clinic(Scripted(), channel=channel)
    clinic.system.add(a_patient())
    talk = await late(clinic)
    said = await talk.means(Confirm())
    assert "Done." in said
    assert "You can pay it on our payment page." in said
    (fee,) = clinic.store.fees.values()
    assert fee.state is FeeState.DUE


async def test_the_fee_is_told_once_also_after_a_restart(clinic: Clinic) -> None:
    talk = await late(clinic)
    clinic.workflows.crash_before(1)
    said = await talk.means(Confirm())
    assert "fee for this" not in said
    again = clinic.restarted()
    await clinic.workflows.resume()
    await clinic.workflows.settle()
    for _ in range(3):
        lines = await again.lines(talk.id)
    assert sum("The fee for this is $40" in line.text for line in lines) == 1
    assert len(clinic.store.fees) == 1


async def test_of_two_late_changes_at_the_same_moment_exactly_one_is_free() -> None:
    clinic = Clinic(Scripted(), book=FREE_ONCE)
    clinic.system.add(a_patient())
    clinic.visit(0, 15, "therapy", id="appt-a")
    clinic.visit(0, 16, "therapy", id="appt-b")
    first, second = await verified(clinic), await verified(clinic)
    for talk, label in ((first, "3pm"), (second, "4pm")):
        await talk.means(StartCancel())
        await talk.presses(label)
        assert talk.state.proposal is not None
        assert talk.state.proposal.fee_cents == 0
    assert "Done." in await first.means(Confirm())
    said = await second.means(Confirm())
    assert "look at the fee again" in said
    assert "fee of $40" in said
    assert "Done." not in said
    assert "Done." in await second.means(Confirm())
    assert sorted(fee.amount_cents for fee in clinic.store.fees.values()) == [0, 4000]
    done = [one for one in clinic.store.operations.values() if one.state is OperationState.DONE]
    assert len(done) == 2


async def test_a_late_change_waits_for_the_patients_other_one() -> None:
    clinic = Clinic(Scripted(), book=FREE_ONCE)
    clinic.system.add(a_patient())
    clinic.visit(0, 15, "therapy", id="appt-a")
    clinic.visit(0, 16, "therapy", id="appt-b")
    first, second = await verified(clinic), await verified(clinic)
    for talk, label in ((first, "3pm"), (second, "4pm")):
        await talk.means(StartCancel())
        await talk.presses(label)
    clinic.workflows.crash_before(1)
    await first.means(Confirm())
    said = await second.means(Confirm())
    assert "still working on another change of yours" in said
    assert second.state.step is Step.CONFIRM
    assert len(clinic.store.operations) == 1
