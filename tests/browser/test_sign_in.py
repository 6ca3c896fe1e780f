"""The doors of the console in Chromium: time-outs, second factor, wrong tries, the directory, emergency access."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, expect

from services.accounts.model import Role
from tests.browser.compliance import ComplianceTab
from tests.browser.conftest import Watch, tabs
from tests.doubles.compliance_desk import LATER, ComplianceDesk
from tests.doubles.oidc_provider import ISSUER
from tests.doubles.portal import serving
from tests.doubles.staff import PASSWORD
from tests.services.portal.console.test_directory import Desk

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
NewTab = Callable[..., Awaitable[ComplianceTab]]
EXPORT = "/audit/exports/export1"


@pytest.fixture
def desk() -> ComplianceDesk:
    return ComplianceDesk()


@pytest_asyncio.fixture(loop_scope="session")
async def new_tab(chromium: Browser, desk: ComplianceDesk) -> AsyncIterator[NewTab]:
    async with (
        serving(desk.clinic.console()) as address,
        tabs(chromium, address, lambda page: ComplianceTab(page, address, desk.clinic)) as make,
    ):
        yield make


@pytest_asyncio.fixture(loop_scope="session")
async def cleo(new_tab: NewTab, desk: ComplianceDesk) -> ComplianceTab:
    await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
    tab = await new_tab()
    await tab.sign_in("cleo")
    return tab


async def come_back(tab: ComplianceTab, account_id: str) -> None:
    """Sign in once more, where the page says that one was signed out."""
    await expect(tab.heading).to_have_text("Sign in")
    await expect(tab.page.get_by_role("status")).to_contain_text("You were signed out")
    await tab.check()
    await expect(tab.page.locator("#name")).to_be_focused()
    for text in (account_id, PASSWORD):
        await tab.keyboard.type(text)
        await tab.keyboard.press("Tab")
    await tab.keyboard.type(tab.code(account_id))
    await tab.keyboard.press("Enter")


async def test_a_session_that_ends_in_the_middle_of_an_export_leads_back_to_it(
    cleo: ComplianceTab, desk: ComplianceDesk
) -> None:
    await cleo.open("/audit/exports/new")
    await cleo.page.locator("#reason").fill("asked by the OCR")
    await cleo.press("Enter")
    await expect(cleo.page.locator("#export")).to_contain_text("Waiting for another export")
    desk.clock.advance(timedelta(minutes=16))
    desk.exports.standings["export1"].stage = "ready"
    await come_back(cleo, "cleo")
    await expect(cleo.page.get_by_role("link", name="Download")).to_be_visible()
    assert cleo.page.url.endswith(EXPORT)


async def test_use_does_not_keep_a_session_for_ever(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/reviews")
    for _ in range(12 * 6):
        desk.clock.advance(timedelta(minutes=10))
        await cleo.open("/audit/reviews")
    await expect(cleo.heading).to_have_text("Sign in")
    await cleo.check()


async def test_two_tabs_back_and_reload_give_one_order(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    await cleo.open("/audit/exports/new?period=all")
    other = ComplianceTab(await cleo.page.context.new_page(), cleo.address, desk.clinic)
    await other.open("/audit/exports/new?period=all")
    for tab in (cleo, other):
        await tab.page.locator("#reason").fill("asked by the OCR")
        await tab.press("Enter")
        await expect(tab.page.locator("#export")).to_be_visible()
        assert tab.page.url.split("?")[0].endswith(EXPORT)
    await expect(other.page.locator("main > .notice")).to_contain_text("Nothing was ordered twice.")
    await other.check()
    await cleo.page.reload()
    await cleo.page.go_back()
    await expect(cleo.heading).to_have_text("Order an export")
    await cleo.page.locator("#reason").fill("asked by the OCR")
    await cleo.press("Enter")
    await expect(cleo.page.locator("#export")).to_be_visible()
    assert len(desk.exports.orders) == 1


async def test_five_wrong_codes_end_the_session_and_say_so(cleo: ComplianceTab, desk: ComplianceDesk) -> None:
    desk.clock.advance(LATER)
    await cleo.open("/audit/exports/new")
    await expect(cleo.heading).to_have_text("Show that it is you")
    for tried in range(5):
        await cleo.page.locator("#code").fill("000000")
        await cleo.press("Enter")
        if tried < 4:
            await expect(cleo.problem).to_contain_text("That did not fit.")
    await expect(cleo.page.get_by_role("status")).to_contain_text("the second factor did not fit five times")
    await cleo.check()


async def test_wrong_tries_say_nothing_of_who_has_an_account(new_tab: NewTab, desk: ComplianceDesk) -> None:
    await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
    tab = await new_tab()
    said = set()
    for name in ("cleo", "nobody"):
        await tab.open("/sign-in")
        await tab.page.locator("#name").fill(name)
        await tab.page.locator("#password").fill("not the password")
        await tab.page.locator("#code").fill("123456")
        await tab.press("Enter")
        await expect(tab.problem).to_be_visible()
        said.add(await tab.problem.inner_text())
    assert len(said) == 1
    await tab.check()


async def test_emergency_access_ends_after_an_hour(new_tab: NewTab, desk: ComplianceDesk) -> None:
    await desk.clinic.staff("glass.a", "Emergency A", (Role.BREAK_GLASS,))
    tab = await new_tab()
    await tab.open("/break-glass")
    await tab.check()
    await tab.page.get_by_label("Why").select_option("drill")
    for field, text in (("name", "glass.a"), ("password", PASSWORD), ("code", tab.code("glass.a"))):
        await tab.page.locator(f"#{field}").fill(text)
    await tab.press("Enter")
    await expect(tab.heading).to_have_text("Cases")
    await tab.check()
    for _ in range(5):
        desk.clock.advance(timedelta(minutes=11))
        await tab.open("/cases")
        await expect(tab.heading).to_have_text("Cases")
    desk.clock.advance(timedelta(minutes=6))
    await expect(tab.heading).to_have_text("Sign in")
    await expect(tab.page.get_by_role("status")).to_contain_text("the session had reached its longest time")


async def test_the_clinics_directory_lets_in_and_says_why_not(chromium: Browser) -> None:
    desk = Desk()
    async with serving(desk.console) as address:
        context = await chromium.new_context(locale="en-US")
        watch = Watch(address)
        page = await context.new_page()

        async def directory(route: Route) -> None:
            headers = {"location": desk.provider.signs_in(route.request.url)}
            await route.fulfill(status=303, headers=headers)

        await page.route(f"{ISSUER}/**", directory)
        page.on("response", lambda answer: watch.policies.add(answer.headers.get("content-security-policy", "none")))
        tab = ComplianceTab(page, address, desk.clinic)
        await tab.open("/sign-in")
        await tab.check()
        await page.get_by_role("link", name="Sign in with the clinic's directory").focus()
        await tab.press("Enter")
        await expect(tab.heading).to_have_text("Cases")
        await tab.check()
        await page.get_by_role("button", name="Sign out", exact=True).click()
        desk.provider.person |= {"groups": []}
        await page.get_by_role("link", name="Sign in with the clinic's directory").focus()
        await tab.press("Enter")
        await expect(tab.heading).to_have_text("You are not signed in")
        await expect(page.get_by_text("none of your groups in the directory has a role")).to_be_visible()
        await tab.check()
        desk.provider.down = True
        await tab.open("/sign-in/directory")
        await expect(page.get_by_text("The clinic's directory does not answer.")).to_be_visible()
        await tab.check()
        await context.close()
