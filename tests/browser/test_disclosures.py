"""The pages of disclosures in real Chromium: axe, the whole policy, 320 pixels, and the forms by keyboard."""

import os

import pytest
from playwright.async_api import expect

from services.audit.model import Action
from tests.browser import test_compliance
from tests.browser.compliance import ComplianceTab
from tests.doubles.compliance_desk import ComplianceDesk, reference

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
desk, new_tab, cleo = test_compliance.desk, test_compliance.new_tab, test_compliance.cleo
MINE = reference("p1")
SHOTS = os.environ.get("SEALDESK_SHOTS")
BODY = {
    "date": "2027-01-05",
    "recipient": "State Police",
    "recipient_address": "1 Main St",
    "description": "Dates of visits",
    "disclosure_purpose": "Warrant 7",
    "ground": "police",
}


async def test_a_disclosure_is_recorded_by_keyboard(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/disclosures")
    await cleo.check()
    await cleo.open(f"/audit/disclosures/new?patient={MINE}")
    await cleo.check()
    await cleo.shot("disclosure-new", SHOTS)
    await cleo.page.locator("#ground").focus()
    await cleo.keyboard.type("to law")
    for field, words in (("recipient", "State Police"), ("description", "Dates"), ("statement", "Warrant 7")):
        await cleo.page.locator(f"#{field}").focus()
        await cleo.keyboard.type(words)
    await cleo.press("Enter")
    await expect(cleo.page.locator("main > .notice")).to_contain_text("On record.")
    await cleo.check()
    (event,) = desk.recorded(Action.DISCLOSURE_MADE)
    assert (event.patient_ref, event.body["ground"]) == (MINE, "police")


async def test_every_state_of_a_disclosure_is_accessible(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    at = {"patient": MINE, "operation": "d1"}
    desk.log.add(desk.clock.now(), action="disclosure.made", accountable=True, body=BODY, **at)
    await cleo.open(f"/audit/disclosures?patient={MINE}")
    await cleo.check()
    await cleo.shot("disclosures", SHOTS)
    await cleo.open(f"/audit/disclosures/{MINE}/d1")
    await cleo.check()
    await cleo.shot("disclosure", SHOTS)
    await cleo.page.locator("#agency").fill("State Police")
    await cleo.page.locator("#official").fill("Sgt. Poe")
    await cleo.page.locator("#until").fill("2020-01-01")
    await cleo.press("Enter")
    await expect(cleo.page.locator("main")).to_contain_text("That day is past.")
    await cleo.check()
    held = {"agency": "State Police", "until": "2099-01-01"}
    desk.log.add(desk.clock.now(), action="disclosure.suspended", body=held, **at)
    for state in ("", "/d1"):
        await cleo.open(f"/audit/disclosures/{MINE}{state}" if state else f"/audit/disclosures?patient={MINE}")
        await expect(cleo.page.locator("main")).to_contain_text("until 2099-01-01")
        await cleo.check()
    desk.log.add(desk.clock.now(), action="disclosure.withdrawn", body={"reason": "never sent"}, **at)
    await cleo.open(f"/audit/disclosures/{MINE}/d1")
    await cleo.check()


async def test_ordering_an_export_asks_who_gets_it(cleo: ComplianceTab) -> None:
    await cleo.open("/audit/exports/new?period=all")
    await cleo.check()
    await cleo.shot("order", SHOTS)
