"""The staff console in real Chromium: by keyboard alone, on every page and state, with and without its script."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from services.accounts.totp import code_at, step_of
from services.dialogue.model import Speaker
from services.handoff.task import DeclineReason, End
from services.kernel.language import Language
from services.scheduling.fee import FeeRecord
from services.scheduling.operation import ChangeKind, OutboxMessage
from services.scheduling.waitlist.model import Source
from tests.browser.conftest import tabs
from tests.browser.front_desk import FrontDeskTab
from tests.dialogues.talk import Talk
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.portal import serving
from tests.doubles.staff import ADMIN, PASSWORD, staff_of
from tests.doubles.transaction import MemoryTx
from tests.doubles.waitlist_desk import an_entry, keep, on_offer

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
NewTab = Callable[..., Awaitable[FrontDeskTab]]


@pytest.fixture
def clinic() -> ConsoleClinic:
    return ConsoleClinic()


@pytest_asyncio.fixture(loop_scope="session")
async def new_tab(chromium: Browser, clinic: ConsoleClinic) -> AsyncIterator[NewTab]:
    """Give people at the front desk a browser each; what their pages asked for is checked at the end."""
    async with (
        serving(clinic.console()) as address,
        tabs(chromium, address, lambda page: FrontDeskTab(page, address, clinic)) as make,
    ):
        yield make


@pytest_asyncio.fixture(loop_scope="session")
async def alex(new_tab: NewTab, clinic: ConsoleClinic) -> FrontDeskTab:
    """Alex, who has signed in."""
    await clinic.staff("alex", "Alex Rivera")
    tab = await new_tab()
    await tab.sign_in("alex")
    return tab


async def test_a_case_is_found_and_approved_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await expect(alex.page.locator(".empty")).to_contain_text("Nothing waits.")
    await clinic.wants_laser()
    await expect(alex.rows).to_have_count(1)
    await alex.check()
    await alex.press("j", "Enter")
    await expect(alex.heading).to_have_text("The provider approves the new time")
    await alex.check()
    await alex.press("a")
    await expect(alex.outcome).to_contain_text("Done, and read back: the visit is now Monday, March 1 at 10am.")
    await alex.check()
    await alex.press("b")
    await expect(alex.page.locator(".empty")).to_be_visible()
    assert clinic.store.tasks[clinic.only_case()].end is End.CHANGED


async def test_another_time_is_chosen_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await clinic.wants_laser()
    await alex.open(f"/cases/{clinic.only_case()}")
    await alex.press("2")
    await expect(alex.page.locator("#approve")).to_be_visible()
    await alex.press("c")
    await expect(alex.page.locator("#slot-1")).to_be_focused()
    await alex.check()
    wanted = await alex.page.locator("#slot-2").get_attribute("value")
    await alex.press("2")
    await expect(alex.outcome).to_contain_text("Done, and read back")
    (visit,) = [each for each in clinic.visits() if each.status.occupies]
    assert visit.slot_ids == (wanted,)


async def test_a_change_is_declined_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await clinic.wants_laser()
    await alex.open(f"/cases/{clinic.only_case()}")
    await alex.press("d")
    await expect(alex.page.locator("#reason-1")).to_be_focused()
    await alex.check()
    await alex.press("ArrowDown", "y")
    await expect(alex.outcome).to_contain_text("insurance does not cover it")
    decision = clinic.store.tasks[clinic.only_case()].decision
    assert decision is not None
    assert decision.reason is DeclineReason.INSURANCE


async def test_a_chat_is_taken_over_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    talk = await Talk.open(clinic, Language.ES)
    await talk.says("quiero hablar con una persona")
    await alex.press("g", "h")
    await expect(alex.heading).to_have_text("Chats")
    await expect(alex.rows).to_have_count(1)
    await alex.check()
    await alex.press("j", "Enter")
    await expect(alex.page.locator(".said.patient .text")).to_have_attribute("lang", "es")
    await alex.check()
    await alex.press("t")
    await expect(alex.page.locator("#text")).to_be_focused()
    await alex.keyboard.type("¿Qué día le va bien?")
    await alex.press("Control+Enter")
    await expect(alex.page.locator(".said.staff .text")).to_have_text("¿Qué día le va bien?")
    await alex.check()
    await talk.says("el martes por la mañana")
    await expect(alex.page.locator(".said.patient").last).to_contain_text("el martes por la mañana")
    await expect(alex.page.locator("#text")).to_be_focused()
    await alex.press("Escape", "f")
    await expect(alex.page.locator("main > .notice")).to_contain_text("The assistant answers in this chat again.")
    assert [line.speaker for line in clinic.store.lines(talk.id)].count(Speaker.STAFF) == 1


async def test_what_is_being_typed_outlives_what_happens_meanwhile(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await clinic.wants_laser()
    await alex.open(f"/cases/{clinic.only_case()}")
    await alex.press("d")
    await alex.page.locator("#note").fill("they call back at five")
    await clinic.visit_word(clinic.only_case(), "one more thing")
    await expect(alex.page.locator("#live-state")).to_be_empty()
    assert await alex.page.locator("#note").input_value() == "they call back at five"


async def test_keys_can_be_switched_off(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await clinic.wants_laser()
    await alex.open(f"/cases/{clinic.only_case()}")
    await alex.page.locator("#shortcuts").click()
    await alex.page.locator("#main").focus()
    await alex.press("a")
    await alex.open(f"/cases/{clinic.only_case()}")
    await alex.press("a")
    await expect(alex.page.locator("kbd").first).to_be_hidden()
    assert clinic.store.tasks[clinic.only_case()].decision is None


async def test_fees_messages_and_errors_are_accessible(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    for path in ("/fees", "/messages", "/cases?view=closed", "/cases?view=mine", "/nowhere", "/cases/none"):
        await alex.open(path)
        await alex.check()
    visit, now = clinic.visit(4, 9), clinic.clock.now()

    def work(tx: MemoryTx) -> None:
        tx.fees.add(FeeRecord("fee_1", "op_1", visit.patient_id, visit.id, ChangeKind.CANCEL, 4000, now))
        tx.outbox.add(OutboxMessage("msg_1", "+13125550142", "moved", Language.EN, {}, now))
        tx.outbox.begin("msg_1", now, now)
        tx.outbox.mark_unknown("msg_1", now, "time_out")

    await clinic.store.write(work)
    await alex.open("/fees")
    await expect(alex.rows).to_have_count(1)
    await alex.check()
    await alex.open("/messages")
    await expect(alex.rows).to_have_count(1)
    await alex.check()


async def test_a_fee_is_paid_and_given_back_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    visit, now = clinic.visit(4, 9), clinic.clock.now()
    fee = FeeRecord("fee_1", "op_1", visit.patient_id, visit.id, ChangeKind.CANCEL, 4000, now)
    await clinic.store.write(lambda tx: tx.fees.add(fee))
    await alex.open("/fees")
    await alex.page.locator("#paid-fee_1").focus()
    await alex.press("Enter")
    await expect(alex.page.locator("main > .notice")).to_have_text("The fee is paid.")
    await alex.open("/fees/settled")
    await alex.check()
    await alex.page.locator("#refund-why-fee_1").focus()
    await alex.press("Tab", "Enter")
    await expect(alex.page.locator("#refund-why-fee_1")).to_be_focused()
    await alex.press("O", "Tab", "Enter")
    await expect(alex.page.locator("main > .notice")).to_contain_text("Return the money where it was paid")
    await expect(alex.rows.first).to_contain_text("given back: Our mistake")
    await alex.check()


async def test_what_a_patient_agreed_to_is_noted_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await alex.open("/messages/consent")
    await alex.check()
    await alex.page.locator("#to").focus()
    await alex.keyboard.type("nobody")
    await alex.press("Enter")
    await expect(alex.problem).to_contain_text("no telephone number")
    await alex.check()
    await alex.page.locator("#to").fill("(312) 555-0142")
    await alex.press("Enter")
    await expect(alex.rows).to_have_count(3)
    await alex.check()
    await alex.page.locator("#yes-billing").focus()
    await alex.press("Enter")
    await expect(alex.page.locator("main > .notice")).to_have_text("Noted.")
    await expect(alex.rows.nth(2)).to_contain_text("yes, told to staff")
    await alex.check()
    assert [consent.given for consent in clinic.store.consents.values()] == [True]
    assert "555" not in alex.page.url


async def test_the_waitlist_is_worked_by_keyboard_alone(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await alex.press("g", "w")
    await expect(alex.page.locator(".empty")).to_contain_text("Nobody waits")
    await alex.check()
    await keep(clinic, an_entry(clinic), an_entry(clinic, "entry_2", source=Source.EHR, consents=False))
    await expect(alex.rows).to_have_count(2)
    await alex.check()
    await alex.press("j", "Enter")
    await expect(alex.page.locator("#priority-entry_1")).to_be_visible()
    await alex.check()
    await alex.press("Tab", "7", "Tab", "Tab", "Enter")
    await expect(alex.page.locator("main > .notice")).to_have_text("The priority is set.")
    await expect(alex.rows.first).to_contain_text("Priority 7")
    await alex.press("j", "j", "Enter", "Tab", "Tab", "Enter")
    await expect(alex.page.locator("main > .notice")).to_contain_text("no more offers")
    assert (clinic.store.entries["entry_1"].priority, clinic.store.entries["entry_2"].consents) == (7, False)


async def test_offers_to_the_waitlist_appear_by_themselves(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await alex.open("/waitlist/offers")
    await expect(alex.page.locator(".empty")).to_have_count(2)
    await alex.check()
    await on_offer(clinic)
    await expect(alex.rows).to_contain_text("1 waiting for an answer")
    await alex.check()


async def test_signing_in_and_enrolling_are_accessible(new_tab: NewTab, clinic: ConsoleClinic) -> None:
    code = await staff_of(clinic.store, clinic.clock).enrolling.add("m.kim", "Min Kim", ["approver"], ADMIN)  # type: ignore[list-item]
    kim = await new_tab()
    await kim.open("/enrol")
    await kim.check()
    await kim.page.locator("#invitation").fill(code)
    await kim.press("Enter")
    secret = re.sub(r"\s", "", await kim.page.locator("#secret").inner_text())
    await kim.check()
    await kim.page.locator("#code").fill("000000")
    await kim.page.locator("#password").fill(PASSWORD)
    await kim.press("Enter")
    await expect(kim.problem).to_contain_text("The 6-digit code does not fit.")
    await kim.check()
    await kim.page.locator("#code").fill(code_at(secret, step_of(clinic.clock.now())))
    await kim.page.locator("#password").fill(PASSWORD)
    await kim.press("Enter")
    await expect(kim.page.locator(".notice")).to_contain_text("Your account is ready.")
    await kim.check()
    await kim.page.locator("#name").fill("m.kim")
    await kim.page.locator("#password").fill("wrong")
    await kim.page.locator("#code").fill("123456")
    await kim.press("Enter")
    await expect(kim.problem).to_be_visible()
    await kim.check()


async def test_everything_works_without_javascript(new_tab: NewTab, clinic: ConsoleClinic) -> None:
    await clinic.wants_laser()
    await clinic.staff("alex", "Alex Rivera")
    alex = await new_tab(java_script_enabled=False)
    await alex.sign_in("alex")
    await alex.page.get_by_role("link", name="The provider approves the new time").click()
    await alex.page.get_by_text("Decline with a reason").click()
    await alex.page.get_by_label("The referral is missing").check()
    await alex.page.get_by_role("button", name="Decline now").click()
    await expect(alex.outcome).to_contain_text("the referral is missing")
    assert clinic.store.tasks[clinic.only_case()].end is End.DECLINED


async def test_a_screen_that_nobody_uses_goes_blank_by_itself(alex: FrontDeskTab, clinic: ConsoleClinic) -> None:
    await clinic.wants_laser()
    await alex.open(f"/cases/{clinic.only_case()}")
    await alex.page.wait_for_load_state("domcontentloaded")
    await clinic.store.write(lambda tx: tx.sessions.end_all("alex"))
    await expect(alex.heading).to_have_text("Sign in")
    await expect(alex.page.locator(".notice")).to_contain_text("You were signed out")
    await alex.page.go_back()
    await expect(alex.heading).to_have_text("Sign in")
