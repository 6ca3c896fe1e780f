"""The compliance pages in real Chromium: keyboard, axe, the whole policy, 320 pixels, with and without scripts."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from services.accounts.model import Role
from services.audit.model import Action
from tests.browser.compliance import ComplianceTab
from tests.browser.conftest import tabs
from tests.doubles.audit_log import LargeLog
from tests.doubles.builders import a_patient
from tests.doubles.compliance_desk import LATER, ComplianceDesk, reference
from tests.doubles.portal import serving

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
NewTab = Callable[..., Awaitable[ComplianceTab]]
LARGE = LargeLog()
SHOTS = os.environ.get("SEALDESK_SHOTS")


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> ComplianceDesk:
    desk = ComplianceDesk(getattr(request, "param", None))
    now = desk.clock.now()
    for place in range(120):
        desk.log.add(
            now - timedelta(minutes=11 * (120 - place)),
            actor_id=f"person{place % 5}",
            action="staff.denied" if place % 9 == 0 else "case.shown",
            outcome="refused" if place % 9 == 0 else "failed" if place % 31 == 1 else "success",
            patient=reference(a_patient().id) if place % 4 == 0 else None,
            resource="Appointment/a-long-id-of-some-ehr-0123456789",
            body={"page": "/cases", "why": "role"},
        )
    return desk


@pytest_asyncio.fixture(loop_scope="session")
async def new_tab(chromium: Browser, desk: ComplianceDesk) -> AsyncIterator[NewTab]:
    """Give people a browser each; what their pages asked for is checked at the end."""
    async with (
        serving(desk.clinic.console()) as address,
        tabs(chromium, address, lambda page: ComplianceTab(page, address, desk.clinic)) as make,
    ):
        yield make


@pytest_asyncio.fixture(loop_scope="session")
async def cleo(new_tab: NewTab, desk: ComplianceDesk) -> ComplianceTab:
    """Cleo, the compliance officer, who has signed in."""
    await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
    tab = await new_tab()
    await tab.sign_in("cleo")
    return tab


async def test_the_log_is_searched_by_keyboard_alone(cleo: ComplianceTab) -> None:
    await cleo.check()
    await cleo.page.locator("#period").focus()
    await cleo.keyboard.type("Last 7")
    await cleo.press("Enter")
    await cleo.page.get_by_role("button", name="Search").focus()
    await cleo.press("Enter")
    await expect(cleo.page.locator("#found")).to_have_text("120 events")
    await expect(cleo.page.locator("#stop")).to_be_hidden()
    await cleo.check()
    await cleo.shot("search", SHOTS)
    await cleo.press("n")
    await expect(cleo.page.locator("#found")).to_have_text("Further events")
    await cleo.check()
    await cleo.press("p")
    await expect(cleo.page.locator("#found")).to_have_text("120 events")
    await cleo.page.locator("#by-outcome a").focus()
    await cleo.press("Enter")
    await expect(cleo.page.locator("#by-outcome")).to_have_attribute("aria-sort", "ascending")
    await cleo.page.get_by_text("The same as a table").click()
    await cleo.page.get_by_text("More to filter by").click()
    await cleo.check()
    await cleo.press("j", "Enter")
    await expect(cleo.heading).to_contain_text("Event")


async def test_an_event_is_proven_in_the_browser(cleo: ComplianceTab) -> None:
    await cleo.open("/audit/events/77")
    await expect(cleo.page.locator("#browser-verdict")).to_have_text("Everything fits.")
    await expect(cleo.page.locator("#browser-checks .good")).to_have_count(3)
    await cleo.page.get_by_text("Hashes, path and checkpoint").click()
    await cleo.check()
    await cleo.shot("event", SHOTS)


async def test_every_place_of_the_tree_is_proven_in_the_browser(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    del desk.log.events[13:]
    for sequence in (1, 2, 8, 9, 12, 13):
        await cleo.open(f"/audit/events/{sequence}")
        await expect(cleo.page.locator("#browser-verdict")).to_have_text("Everything fits.")


@pytest.mark.parametrize("what", ["field", "time", "signature"])
async def test_tampering_shows_in_the_browser(cleo: ComplianceTab, desk: ComplianceDesk, what: str) -> None:
    found = desk.log.events[4]
    if what == "field":
        desk.log.events[4] = replace(found, filing=replace(found.filing, outcome="failed"))
        await cleo.open("/audit/events/5")
    else:
        attribute, was = ("entry", "01") if what == "time" else ("vkey", "sealdesk.invalid")

        async def forged(route: object) -> None:
            answer = await route.fetch()  # type: ignore[attr-defined]
            page = (await answer.text()).replace(f'data-{attribute}="{was}', f'data-{attribute}="{FORGED[what]}')
            await route.fulfill(response=answer, body=page)  # type: ignore[attr-defined]

        await cleo.page.route("**/audit/events/5", forged)
        await cleo.open("/audit/events/5")
    await expect(cleo.page.locator("#browser-verdict")).to_contain_text("It does not fit.")
    await cleo.check()


FORGED = {"time": "02", "signature": "sealdesk.other"}


async def test_a_browser_without_ed25519_says_so(cleo: ComplianceTab) -> None:
    await cleo.page.add_init_script(
        "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('none', 'NotSupportedError'))"
    )
    await cleo.open("/audit/events/5")
    await expect(cleo.page.locator("#browser-verdict")).to_contain_text("This browser cannot check Ed25519 signatures")
    await expect(cleo.page.locator("#browser-checks")).to_contain_text("Not checked here")
    await cleo.check()


async def test_a_patient_is_found_by_keyboard_alone(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/patient")
    await cleo.check()
    patient = a_patient()
    await cleo.page.locator("#family").fill(patient.family)
    await cleo.page.locator("#born").fill(patient.birth_date.isoformat() if patient.birth_date else "")
    await cleo.press("Enter")
    await expect(cleo.rows).to_have_count(1)
    await cleo.check()
    await cleo.press("j", "Enter")
    await expect(cleo.page.locator("#found")).to_have_text("30 events")
    await cleo.check()
    assert patient.family not in cleo.page.url
    assert [event.patient_id for event in desk.recorded(Action.LEDGER_SEARCHED)] == [patient.id, None]


async def test_refusals_are_accessible(cleo: ComplianceTab) -> None:
    for path in ("/audit?since=x", "/audit?period=all&actor=nobody", "/audit/events/x"):
        await cleo.open(path)
        await cleo.check()


async def test_everything_works_without_javascript(new_tab: NewTab, desk: ComplianceDesk) -> None:
    await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
    cleo = await new_tab(java_script_enabled=False)
    await cleo.sign_in("cleo")
    await cleo.page.get_by_label("Outcome").select_option("refused")
    await cleo.page.get_by_label("Period").select_option("all")
    await cleo.page.get_by_role("button", name="Search").click()
    await expect(cleo.page.locator("#found")).to_have_text("14 events")
    await cleo.page.get_by_role("link", name="118", exact=True).click()
    await expect(cleo.page.locator("section[aria-labelledby=proof] .checks .good")).to_have_count(3)
    await expect(cleo.page.locator("#browser-verdict")).to_contain_text("when scripts are on")


async def test_dark_and_narrow(new_tab: NewTab, desk: ComplianceDesk) -> None:
    await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
    cleo = await new_tab(color_scheme="dark", viewport={"width": 320, "height": 640})
    await cleo.sign_in("cleo")
    for name, path in (("narrow-search", "/audit?period=all"), ("narrow-event", "/audit/events/9")):
        await cleo.open(path)
        await cleo.check()
        await cleo.shot(name, SHOTS)


@pytest.mark.parametrize("desk", [LARGE], indirect=True)
async def test_a_million_events_do_not_choke_the_browser(new_tab: NewTab, desk: ComplianceDesk) -> None:
    await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
    cleo = await new_tab()
    await cleo.sign_in("cleo")
    await cleo.open("/audit?period=all")
    await expect(cleo.page.locator("#found")).to_have_text("More than 10,000 events")
    assert await cleo.page.locator("tbody tr").count() <= 50 + 124
    assert await cleo.page.evaluate("document.getElementsByTagName('*').length") < 4_000
    assert LARGE.handed <= 51
    await cleo.check()


async def test_an_export_is_ordered_and_watched_by_keyboard_alone(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/exports")
    await cleo.check()
    await cleo.press("n")
    await expect(cleo.heading).to_have_text("Order an export")
    await cleo.check()
    await cleo.shot("order", SHOTS)
    await cleo.page.locator("#ground").select_option("inside")
    await cleo.page.locator("#reason").focus()
    await cleo.keyboard.type("asked by the OCR")
    await cleo.press("Enter")
    bar = cleo.page.locator("#bar")
    await expect(cleo.page.locator("#export")).to_contain_text("Waiting for another export")
    await cleo.check()
    standing = desk.exports.standings["export1"]
    standing.stage = "writing"
    await expect(bar).to_be_attached()
    await cleo.check()
    standing.done, standing.expected = 400, 1000
    await expect(bar).to_have_attribute("value", "400")
    await cleo.check()
    await ends(cleo, desk)


async def ends(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    """See an export become ready, download it, and remove it."""
    standing = desk.exports.standings["export1"]
    standing.stage, standing.events, standing.manifest_sha256 = "ready", 120, "ab" * 32
    await expect(cleo.page.get_by_role("link", name="Download")).to_be_visible()
    await cleo.check()
    await cleo.shot("ready", SHOTS)
    async with cleo.page.expect_download() as download:
        await cleo.press("d")
    assert (await download.value).suggested_filename == "sealdesk-audit-export1.zip"
    standing.stage, standing.what = "failed", "The disk is full."
    await expect(cleo.page.locator("#export")).to_contain_text("The disk is full.")
    await cleo.check()
    await cleo.page.get_by_role("button", name="Cancel or remove it").focus()
    await cleo.press("Enter")
    await expect(cleo.page.locator(".empty").first).to_contain_text("No export is under way")
    assert desk.exports.standings == {}


async def test_an_order_goes_on_after_the_second_factor(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/exports/new")
    await cleo.page.locator("#ground").select_option("inside")
    await cleo.page.locator("#reason").fill("a patient asked")
    desk.clock.advance(LATER)
    await cleo.press("Enter")
    await expect(cleo.heading).to_have_text("Show that it is you")
    await cleo.check()
    await cleo.keyboard.type(cleo.code("cleo"))
    await cleo.press("Enter")
    await expect(cleo.heading).to_have_text("Thank you. Now send it")
    assert desk.exports.orders == []
    await cleo.page.locator("main .main").focus()
    await cleo.press("Enter")
    await expect(cleo.page.locator("#export")).to_be_visible()
    assert [asking.reason for _, asking in desk.exports.orders] == ["a patient asked"]


async def test_a_review_is_signed_by_keyboard_alone(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/reviews")
    await expect(cleo.page.get_by_text("Overdue")).to_have_count(2)
    await cleo.check()
    await cleo.shot("reviews", SHOTS)
    day = desk.clock.now().date().isoformat()
    await cleo.page.locator("#since").fill(day)
    await cleo.page.locator("#to").fill(day)
    await cleo.page.locator("#findings").fill("none")
    await cleo.press("Tab", "Enter")
    await expect(cleo.page.locator("main > .notice")).to_contain_text("Signed.")
    await cleo.check()
    assert len(desk.recorded(Action.REVIEW_SIGNED)) == 1


async def test_past_exports_and_the_logs_state_are_accessible(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    body = {"report": "sign-ins", "events": "7", "reason": "yearly", "manifest_sha256": "cd" * 32}
    desk.log.add(desk.clock.now(), action="export.made", body=body)
    desk.log.add(desk.clock.now(), action="review.signed", body={"report": "activity", "findings": "none"})
    for name, path in (("exports", "/audit/exports"), ("signed", "/audit/reviews"), ("log", "/log")):
        await cleo.open(path)
        await cleo.check()
        await cleo.shot(name, SHOTS)
    await cleo.open("/audit/exports/unknown")
    await cleo.check()


PRESSES_STOP = """
addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("waiting");
  const look = () => {
    console.info(`said: ${said.textContent}`);
    if (said.textContent === "Searching the log.") dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  };
  if (said) new MutationObserver(look).observe(said, { childList: true });
});
"""
"""The browser takes no key from a test while a page is on its way; so the page presses Escape when it says it may."""


async def test_a_slow_question_says_so_and_is_stopped(
    cleo: ComplianceTab, desk: ComplianceDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    called_off, said = asyncio.Event(), []
    cleo.page.on("console", lambda message: said.append(message.text))
    await cleo.page.add_init_script(PRESSES_STOP)
    await cleo.open("/audit")

    async def slow(*_: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            called_off.set()

    monkeypatch.setattr(desk.log, "search", slow)
    await cleo.page.locator("#period").focus()
    await cleo.keyboard.type("All")
    await cleo.page.get_by_role("button", name="Search").focus()
    await cleo.press("Enter")
    await asyncio.wait_for(called_off.wait(), 60)
    await expect(cleo.page.locator("#waiting")).to_contain_text("Stopped.")
    assert said[0] == "said: Searching the log."
    await cleo.check()
    monkeypatch.undo()
    await cleo.page.get_by_role("button", name="Search").focus()
    await cleo.press("Enter")
    await expect(cleo.page.locator("#found")).to_have_text("120 events")
