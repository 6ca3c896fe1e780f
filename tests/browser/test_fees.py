"""The page of a fee for patients in real Chromium: no barrier in any state, at 320 px, in both languages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect
from starlette.applications import Starlette

from services.payments.pages import PayPages
from services.payments.service import PaymentDesk
from services.portal.app import create_portal
from services.scheduling.fee import FeeState, WaiverReason
from tests.appliance.demo.outbox.test_checkout import a_till
from tests.browser.patient import Patient
from tests.browser.test_accessibility import LOOKS
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.loopback import serving as on_loopback
from tests.doubles.portal import portal_settings, serving
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


@pytest.mark.parametrize("look", LOOKS)
async def test_the_page_in_the_place_of_stripes_has_no_barrier_and_is_paid_by_keyboard(
    chromium: Browser, look: str
) -> None:
    async with a_till() as till:
        path = await till.opened()
        with on_loopback(till.app) as address:
            context = await chromium.new_context(**LOOKS[look])  # type: ignore[arg-type]
            page = await context.new_page()
            await page.goto(address + path)
            patient = Patient(page, address)
            await patient.check_accessible()
            await page.get_by_role("button").focus()
            await page.keyboard.press("Enter")
            await expect(page.get_by_role("heading", level=1)).to_have_text("$25 paid")
            await patient.check_accessible()
            await patient.check_reflow()
            await context.close()
        assert till.state == FeeState.PAID
