"""The page of a fee for patients and the console's fees pages in real Chromium: axe, 320 px, and the keyboard alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect
from starlette.applications import Starlette

from services.accounts.totp import code_at, step_of
from services.messaging.consents import Consents
from services.payments.conversation import FeeTalk
from services.payments.pages import PayPages
from services.payments.service import PaymentDesk
from services.portal.app import create_portal
from services.portal.console.fees import Fees
from services.scheduling.fee import FeeState, WaiverReason
from tests.browser.patient import Patient
from tests.browser.test_accessibility import LOOKS
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.portal import portal_settings, serving
from tests.doubles.staff import PASSWORD, console_of, enrolled
from tests.services.payments.payment_rig import PATIENT, STAFF
from tests.services.payments.test_texting import FEE, TextRig

pytestmark = pytest.mark.asyncio(loop_scope="session")
STATES = ("open", "renew", "paid", "nothing", "desk")


async def rig_in(state: str) -> tuple[TextRig, PaymentDesk]:
    rig = await TextRig().filled(given=None)
    desk = PaymentDesk(rig.store, rig.clock, CountingIds(), None) if state == "desk" else rig.desk
    if state in ("open", "renew"):
        await rig.desk.hand_over(FEE.id, PATIENT)
    if state == "renew":
        rig.clock.advance(timedelta(days=8))
    if state == "paid":
        await rig.desk.pay(FEE.id, STAFF, "desk")
    if state == "nothing":
        await rig.desk.waive(FEE.id, STAFF, WaiverReason.GOODWILL)
    return rig, desk


@asynccontextmanager
async def opened(chromium: Browser, app: Starlette, **look: object) -> AsyncIterator[tuple[Page, str]]:
    async with serving(app) as address:
        context = await chromium.new_context(**look)  # type: ignore[arg-type]
        yield await context.new_page(), address
        await context.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
async def test_the_page_of_a_fee_has_no_barrier_in_any_state(chromium: Browser, state: str, look: str) -> None:
    rig, desk = await rig_in(state)
    portal = create_portal(ScriptedConversations(rig.clock), portal_settings(), rig.clock, PayPages(desk))
    async with opened(chromium, portal, **LOOKS[look]) as (page, address):
        await page.goto(f"{address}/pay/{FEE.id.removeprefix('fee_')}")
        patient = Patient(page, address)
        await patient.check_accessible()
        await patient.check_reflow()


class Console:
    def __init__(self, rig: TextRig, page: Page, address: str) -> None:
        self.rig, self.page, self.address = rig, page, address
        self.checks = Patient(page, address)

    async def sign_in(self) -> None:
        secret = await enrolled(self.rig.store, self.rig.clock, "alex", "Alex")
        await self.page.goto(f"{self.address}/sign-in")
        await self.page.keyboard.type("alex")
        await self.page.keyboard.press("Tab")
        await self.page.keyboard.type(PASSWORD)
        await self.page.keyboard.press("Tab")
        await self.page.keyboard.type(code_at(secret, step_of(self.rig.clock.now())))
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("h1")).to_have_text("Fees")


@asynccontextmanager
async def console(chromium: Browser, rig: TextRig, **look: object) -> AsyncIterator[Console]:
    fees = Fees(FeeTalk(rig.desk, Consents(rig.store, rig.clock)), portal_settings().zone)
    async with opened(chromium, console_of([fees.section()], rig.store, rig.clock), **look) as (page, address):
        yield Console(rig, page, address)


@pytest.mark.parametrize("look", [name for name in LOOKS if "Spanish" not in name])
async def test_the_consoles_fees_pages_have_no_barrier(chromium: Browser, look: str) -> None:
    rig, _ = await rig_in("open")
    async with console(chromium, rig, **LOOKS[look]) as desk:
        await desk.sign_in()
        for path in ("/fees", "/fees?view=settled", f"/fees/{FEE.id}"):
            await desk.page.goto(f"{desk.address}{path}")
            await desk.checks.check_accessible()
            await desk.checks.check_reflow()
        await rig.desk.pay(FEE.id, STAFF, "desk")
        await desk.page.goto(f"{desk.address}/fees/{FEE.id}?said=fee_paid")
        await desk.checks.check_accessible()


async def test_a_fee_is_waived_by_the_keyboard_alone(chromium: Browser) -> None:
    rig, _ = await rig_in("open")
    async with console(chromium, rig) as desk:
        await desk.sign_in()
        keys = desk.page.keyboard
        await desk.page.locator(f"#fee-{FEE.id}").focus()
        await keys.press("Enter")
        await expect(desk.page.locator("h1")).to_contain_text("Late cancellation, $25")
        await keys.press("w")
        await expect(desk.page.locator("#reason-waive")).to_be_focused()
        await keys.type("an emer")
        await keys.press("Tab")
        await keys.press("Enter")
        await expect(desk.page.locator(".notice")).to_contain_text("The fee is waived.")
    fee = rig.store.fees[FEE.id]
    assert fee.waiver is not None
    assert (fee.state, fee.waiver.reason, fee.waiver.by.id) == (FeeState.WAIVED, WaiverReason.EMERGENCY, "alex")


async def test_what_a_colleague_settles_shows_at_once(chromium: Browser) -> None:
    rig, _ = await rig_in("open")
    async with console(chromium, rig) as desk:
        await desk.sign_in()
        await desk.page.goto(f"{desk.address}/fees/{FEE.id}")
        await rig.desk.pay(FEE.id, STAFF, "desk")
        await expect(desk.page.locator("#fee .lead")).to_contain_text("This fee is paid.")
        await expect(desk.page.get_by_role("button", name="Waive the fee")).to_have_count(0)
