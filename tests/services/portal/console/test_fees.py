"""The fees page: whose, what for, paid at the desk, texted, waived by an approver alone."""

import pytest

from services.accounts.model import Role
from services.audit.model import Action, Actor, ActorKind
from services.scheduling.errors import SystemUnreachable
from services.scheduling.fee import FeeRecord, FeeState
from services.scheduling.operation import ChangeKind
from tests.contract.store_world import an_operation
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import BOTH, StaffBrowser


async def due(roles: tuple[Role, ...] = BOTH) -> tuple[ConsoleClinic, StaffBrowser]:
    clinic = ConsoleClinic()
    visit = clinic.visit(3, 9)
    fee = FeeRecord("fee_1", "op_1", visit.patient_id, visit.id, ChangeKind.CANCEL, 4000, clinic.clock.now())
    await clinic.store.write(lambda tx: tx.fees.add(fee))
    alex = await clinic.at_the_console(roles=roles)
    await alex.get("/fees")
    return clinic, alex


async def test_a_fee_says_whose_it_is_and_that_is_audited() -> None:
    clinic, alex = await due()
    assert "Maria Garcia Lopez" in alex.text
    assert "Late cancellation" in alex.text
    assert "$40" in alex.text
    shown = [event for event in clinic.store.audit if event.action is Action.APPOINTMENTS_DISCLOSED]
    assert [(e.actor, e.body["page"]) for e in shown] == [
        (Actor(ActorKind.STAFF, "alex", "approver+front_desk"), "fees")
    ]


async def test_paid_at_the_desk() -> None:
    clinic, alex = await due()
    await alex.post("/fees/fee_1/paid")
    assert "The fee is paid." in alex.text
    assert "No fee is due." in alex.text
    assert clinic.store.fees["fee_1"].state is FeeState.PAID


async def test_an_approver_waives_with_a_reason() -> None:
    clinic, alex = await due()
    assert '<option value="goodwill">Goodwill</option>' in alex.page
    assert "free_by_rule" not in alex.page
    await alex.post("/fees/fee_1/waive", reason="goodwill")
    assert "The fee is waived." in alex.text
    assert clinic.store.fees["fee_1"].state is FeeState.WAIVED
    await alex.post("/fees/fee_1/waive", reason="because")
    assert alex.status == 400


async def test_the_front_desk_alone_cannot_waive() -> None:
    clinic, alex = await due((Role.FRONT_DESK,))
    assert "Waive" not in alex.text
    await alex.post("/fees/fee_1/waive", reason="goodwill")
    assert alex.status == 403
    assert clinic.store.fees["fee_1"].state is FeeState.DUE


async def test_who_comes_second_hears_that_it_is_settled() -> None:
    clinic, alex = await due()
    kim = await clinic.at_the_console("kim")
    await kim.get("/fees")
    await alex.post("/fees/fee_1/paid")
    await kim.post("/fees/fee_1/waive", reason="goodwill")
    assert kim.status == 409
    assert "settled already" in kim.text
    assert clinic.store.fees["fee_1"].state is FeeState.PAID


async def test_a_paid_fee_is_given_back_by_an_approver_once() -> None:
    clinic, alex = await due()
    await alex.post("/fees/fee_1/paid")
    await alex.get("/fees/settled")
    assert "Maria Garcia Lopez" in alex.text
    assert "Give back" in alex.text
    await alex.post("/fees/fee_1/refund", reason="clinic_at_fault")
    assert "Return the money where it was paid" in alex.text
    assert "given back: Our mistake" in alex.text
    await alex.post("/fees/fee_1/refund", reason="goodwill")
    assert alex.status == 409
    assert "given back already" in alex.text
    told = [event for event in clinic.store.audit if event.action is Action.FEE_REFUNDED]
    assert [(event.actor.id, event.body["reason"]) for event in told] == [("alex", "clinic_at_fault")]


async def test_a_fee_raised_by_mistake_is_taken_back_with_a_reason() -> None:
    clinic, alex = await due()
    await alex.post("/fees/fee_1/void", reason="not_late")
    assert "The fee is taken back." in alex.text
    [told] = [event for event in clinic.store.audit if event.action is Action.FEE_VOIDED]
    assert (told.actor.id, told.body["reason"], told.patient_id) == ("alex", "not_late", "pat-1")
    await alex.post("/fees/fee_1/void", reason="not_late")
    assert alex.status == 409
    await alex.post("/fees/fee_1/void", reason="because")
    assert alex.status == 400
    await alex.get("/fees/settled")
    assert "taken back as a mistake" in alex.text
    assert "Give back" not in alex.text


@pytest.mark.parametrize("verb", ["void", "refund"])
async def test_the_front_desk_alone_neither_voids_nor_gives_back(verb: str) -> None:
    clinic, alex = await due((Role.FRONT_DESK,))
    if verb == "refund":
        await alex.post("/fees/fee_1/paid")
        await alex.get("/fees/settled")
    before = clinic.store.fees["fee_1"].state
    assert [word for word in ("Give back", "Mistake") if word in alex.text] == []
    await alex.post(f"/fees/fee_1/{verb}", reason="other")
    assert alex.status == 403
    assert clinic.store.fees["fee_1"].state is before


async def test_of_two_tabs_one_gives_back_and_the_other_hears_it() -> None:
    clinic, alex = await due()
    await alex.post("/fees/fee_1/paid")
    kim = await clinic.at_the_console("kim")
    await kim.get("/fees/settled")
    await alex.post("/fees/fee_1/refund", reason="goodwill")
    await kim.post("/fees/fee_1/refund", reason="hardship")
    assert kim.status == 409
    waiver = clinic.store.fees["fee_1"].waiver
    assert waiver is not None
    assert (waiver.by.id, waiver.reason.value) == ("alex", "goodwill")


async def test_whose_fee_it_is_is_audited_also_where_the_name_is_not_known_now() -> None:
    clinic, alex = await due()
    clinic.system.fail_next("patient", SystemUnreachable("down"))
    before = len(clinic.store.audit)
    await alex.get("/fees")
    assert "Name not available now" in alex.text
    assert [event.patient_id for event in clinic.store.audit[before:]] == ["pat-1"]


async def test_a_patient_who_agrees_at_the_desk_is_asked_by_text() -> None:
    clinic, alex = await due()
    operation = an_operation(id="op_1", phone="+13125550142")
    await clinic.store.write(lambda tx: tx.operations.add(operation))
    await alex.post("/fees/fee_1/text", agreed="yes")
    assert [consent.given for consent in clinic.store.consents.values()] == [True]
    [told] = [event for event in clinic.store.audit if event.action is Action.CONSENT_CHANGED]
    assert (told.actor.id, told.body["class"], told.body["source"]) == ("alex", "billing", "staff")


async def test_without_a_number_or_consent_no_link_is_texted() -> None:
    _, alex = await due()
    await alex.post("/fees/fee_1/text")
    assert "Not sent:" in alex.text
