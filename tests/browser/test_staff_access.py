"""The pages of accounts, second factors and emergency access in real Chromium: by keyboard alone, axe, 320 pixels."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from services.accounts.model import Role
from services.audit.model import Action
from tests.browser.conftest import tabs
from tests.browser.front_desk import FrontDeskTab
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.portal import serving
from tests.doubles.staff import PASSWORD

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
NewTab = Callable[..., Awaitable[FrontDeskTab]]
PICTURES = os.environ.get("SEALDESK_PICTURES")
"""A folder for pictures of the pages, for people who want to look at them."""


@pytest.fixture
def clinic() -> ConsoleClinic:
    return ConsoleClinic()


@pytest_asyncio.fixture(loop_scope="session")
async def new_tab(chromium: Browser, clinic: ConsoleClinic) -> AsyncIterator[NewTab]:
    async with (
        serving(clinic.console()) as address,
        tabs(chromium, address, lambda page: FrontDeskTab(page, address, clinic)) as make,
    ):
        yield make


async def look(tab: FrontDeskTab, name: str) -> None:
    """Hold the page against axe and a narrow window; keep a picture where somebody wants one."""
    await tab.check()
    if PICTURES:
        await tab.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


async def officer(clinic: ConsoleClinic, tab: FrontDeskTab) -> None:
    """Sign a security officer in by keyboard alone."""
    await clinic.staff("olga", "Olga Brandt", (Role.SECURITY_OFFICER,))
    await tab.enter("olga")
    await expect(tab.heading).to_have_text("Accounts")


async def break_the_glass(clinic: ConsoleClinic, tab: FrontDeskTab) -> None:
    """Break the glass by keyboard alone."""
    await clinic.staff("glass.a", "Emergency A", (Role.BREAK_GLASS,))
    await tab.open("/break-glass")
    await look(tab, "break-glass")
    await tab.page.get_by_label("Why").focus()
    for typed in ("The", "glass.a", PASSWORD, clinic.code(clinic.secrets["glass.a"])):
        await tab.keyboard.type(typed)
        await tab.keyboard.press("Tab")
    await tab.keyboard.press("Enter")
    await expect(tab.heading).to_have_text("Cases")


async def test_an_emergency_is_seen_at_once_and_signed_by_keyboard_alone(
    new_tab: NewTab, clinic: ConsoleClinic
) -> None:
    watching, breaking = await new_tab(), await new_tab()
    await officer(clinic, watching)
    await watching.open("/emergency")
    await expect(watching.page.locator(".empty")).to_have_text("Nobody used it.")
    await break_the_glass(clinic, breaking)
    await expect(watching.page.get_by_role("alert")).to_contain_text("Emergency access was used")
    await look(watching, "emergency")
    found = watching.page.get_by_label("What you found")
    await found.focus()
    await watching.keyboard.type("Two cases were called. All in order.")
    await watching.keyboard.press("Tab")
    await watching.keyboard.press("Enter")
    await expect(watching.page.locator(".use")).to_contain_text("Reviewed by olga")
    await expect(watching.page.get_by_role("alert")).to_have_count(0)
    await look(watching, "emergency-signed")


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["with script", "without"])
async def test_a_form_comes_back_after_the_second_factor(
    new_tab: NewTab, clinic: ConsoleClinic, options: dict[str, object]
) -> None:
    tab = await new_tab(**options)
    await officer(clinic, tab)
    clinic.clock.advance(timedelta(minutes=6))
    await clinic.staff("alex", "Alex Rivera")
    await tab.open("/accounts")
    await tab.page.get_by_role("button", name="End the account of Alex Rivera").focus()
    await tab.keyboard.press("Enter")
    await expect(tab.heading).to_have_text("Show that it is you")
    if not options:
        await look(tab, "step-up")
    await expect(tab.page.get_by_label("6-digit code of your authenticator app")).to_be_focused()
    await tab.keyboard.type(clinic.code(clinic.secrets["olga"]))
    await tab.keyboard.press("Enter")
    await expect(tab.heading).to_have_text("Thank you. Now send it")
    assert not clinic.store.accounts["alex"].disabled
    if not options:
        await look(tab, "go-on")
    await tab.page.get_by_role("button", name="Send it").press("Enter")
    await expect(tab.page.get_by_role("status").first).to_contain_text("The account has ended")
    assert [e.actor.id for e in clinic.store.audit if e.action is Action.STAFF_DISABLED] == ["olga"]


async def test_every_other_page_of_accounts(new_tab: NewTab, clinic: ConsoleClinic) -> None:
    tab = await new_tab()
    await tab.open("/sign-in")
    await look(tab, "sign-in")
    await officer(clinic, tab)
    for path in ("/accounts", "/me"):
        await tab.open(path)
        await look(tab, path[1:])
    await tab.page.get_by_role("button", name="Sign out everywhere").focus()
    await tab.keyboard.press("Enter")
    await expect(tab.heading).to_have_text("Sign in")
    await look(tab, "signed-out-everywhere")
