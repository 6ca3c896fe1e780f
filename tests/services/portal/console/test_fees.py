"""The fees pages: what is open, who may do what about it, and that two people cannot settle one fee twice."""

from services.audit.model import Action
from services.dialogue.commands import Confirm, StartCancel
from services.payments.conversation import FeeTalk
from services.portal.console.fees import Fees
from services.scheduling.fee import FeeRecord, FeeState, WaiverReason
from tests.dialogues.clinic import ZONE, Clinic
from tests.dialogues.talk import Scripted
from tests.doubles.builders import a_patient
from tests.doubles.staff import StaffBrowser, console_of, enrolled
from tests.services.dialogue.conftest import verified


class FeeDesk:
    """A clinic in which one patient called a visit off late, and staff who look at the fee."""

    def __init__(self) -> None:
        self.clinic = Clinic(Scripted())
        self.clinic.system.add(a_patient())

    async def raised(self) -> "FeeDesk":
        self.clinic.visit(0, 16, "therapy")
        talk = await verified(self.clinic)
        await talk.means(StartCancel())
        await talk.means(Confirm())
        return self

    @property
    def fee(self) -> FeeRecord:
        (fee,) = self.clinic.store.fees.values()
        return fee

    async def browser(self, name: str = "alex") -> StaffBrowser:
        store, clock = self.clinic.store, self.clinic.clock
        secret = await enrolled(store, clock, name, name.title())
        fees = Fees(FeeTalk(self.clinic.fees, self.clinic.consents), ZONE)
        browser = StaffBrowser(console_of([fees.section()], store, clock))
        await browser.sign_in(name, secret, clock)
        return browser

    def texts(self) -> int:
        return sum(message.template == "fee" for message in self.clinic.store.outbox.values())


async def test_the_list_names_amounts_and_nobody() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    assert alex.at == "/fees"
    assert "Late cancellation, $40" in alex.text
    assert "the patient has the link" in alex.text
    assert "pat-1" not in alex.page


async def test_one_fee_shows_its_visit_and_the_trail_says_who_looked() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    await alex.get(f"/fees/{desk.fee.id}")
    assert alex.title == "Late cancellation, $40"
    assert "Physical therapy" in alex.text
    shown = [event for event in desk.clinic.store.audit if event.action is Action.FEE_SHOWN]
    assert [event.actor.id for event in shown] == ["alex"]


async def test_a_waiver_needs_a_reason_of_the_list() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    await alex.get(f"/fees/{desk.fee.id}")
    await alex.post(f"/fees/{desk.fee.id}/waive", reason="free_by_rule")
    assert (alex.status, desk.fee.state) == (400, FeeState.HANDED_OVER)
    await alex.get(f"/fees/{desk.fee.id}")
    await alex.post(f"/fees/{desk.fee.id}/waive", reason="emergency")
    assert "The fee is waived." in alex.text
    assert desk.fee.waiver is not None
    assert (desk.fee.waiver.by.id, desk.fee.waiver.reason) == ("alex", WaiverReason.EMERGENCY)


async def test_two_at_once_settle_a_fee_once_and_the_second_hears_it() -> None:
    desk = await FeeDesk().raised()
    alex, kim = await desk.browser("alex"), await desk.browser("kim")
    for each in (alex, kim):
        await each.get(f"/fees/{desk.fee.id}")
    await alex.post(f"/fees/{desk.fee.id}/paid")
    await kim.post(f"/fees/{desk.fee.id}/waive", reason="goodwill")
    assert kim.status == 409
    assert "This fee is settled already." in kim.text
    assert desk.fee.state is FeeState.PAID


async def test_paid_then_refunded_with_its_reason() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    await alex.get(f"/fees/{desk.fee.id}")
    await alex.post(f"/fees/{desk.fee.id}/paid")
    assert "It was given back" in alex.text
    await alex.post(f"/fees/{desk.fee.id}/refund", reason="clinic_at_fault")
    assert "This fee is refunded." in alex.text
    assert "the clinic's own fault, by alex" in alex.text


async def test_a_text_needs_the_patients_word() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    await alex.get(f"/fees/{desk.fee.id}")
    await alex.post(f"/fees/{desk.fee.id}/text")
    assert "did not agree" in alex.text
    assert desk.texts() == 0
    await alex.post(f"/fees/{desk.fee.id}/text", agreed="yes")
    assert "on its way" in alex.text
    assert desk.texts() == 1
    consents = [event for event in desk.clinic.store.audit if event.action is Action.CONSENT_CHANGED]
    assert [event.actor.id for event in consents] == ["alex"]


async def test_taken_back_and_listed_as_settled() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    await alex.get(f"/fees/{desk.fee.id}")
    await alex.post(f"/fees/{desk.fee.id}/void")
    await alex.get("/fees")
    assert "No fee is open." in alex.text
    await alex.get("/fees?view=settled")
    assert "taken back" in alex.text


async def test_an_unknown_fee_is_told_as_such() -> None:
    alex = await (await FeeDesk().raised()).browser()
    await alex.get("/fees/fee_none")
    assert alex.status == 409
    assert "There is no such fee." in alex.text


async def test_a_form_without_the_pages_token_changes_nothing() -> None:
    desk = await FeeDesk().raised()
    alex = await desk.browser()
    await alex.post(f"/fees/{desk.fee.id}/paid", token="another")
    assert alex.status == 403
    assert desk.fee.state is FeeState.HANDED_OVER
