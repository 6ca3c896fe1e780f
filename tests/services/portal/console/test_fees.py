"""The fees page: whose, what for, paid at the desk, texted, waived by an approver alone."""

from services.accounts.model import Role
from services.audit.model import Action, Actor, ActorKind
from services.scheduling.fee import FeeRecord, FeeState
from services.scheduling.operation import ChangeKind
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


async def test_without_a_number_or_consent_no_link_is_texted() -> None:
    _, alex = await due()
    await alex.post("/fees/fee_1/text")
    assert "Not sent:" in alex.text
