"""Somebody at the front desk with a real browser."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from services.accounts.totp import code_at, step_of
from tests.browser.patient import STANDARDS
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import PASSWORD

__all__ = ["FrontDeskTab"]


class FrontDeskTab:
    """One tab with the staff console."""

    def __init__(self, page: Page, address: str, clinic: ConsoleClinic) -> None:
        self.page = page
        self.address = address
        self.clinic = clinic
        self.keyboard = page.keyboard
        self.heading = page.locator("h1")
        self.rows = page.locator(".rows .row")
        self.outcome = page.locator("#case > .done, #case > .notice")
        self.problem = page.locator("main .problem")

    async def open(self, path: str = "/") -> None:
        """Open a page."""
        await self.page.goto(self.address + path)

    async def sign_in(self, account_id: str) -> None:
        """Sign in by keyboard alone; returns on the first page."""
        await self.enter(account_id)
        await expect(self.heading).to_have_text("Cases")

    async def enter(self, account_id: str) -> None:
        """Sign in by keyboard alone, whatever the person's first page is."""
        await self.open()
        await expect(self.page.locator("#name")).to_be_focused()
        await self.keyboard.type(account_id)
        await self.keyboard.press("Tab")
        await self.keyboard.type(PASSWORD)
        await self.keyboard.press("Tab")
        await self.keyboard.type(code_at(self.clinic.secrets[account_id], step_of(self.clinic.clock.now())))
        await self.keyboard.press("Enter")

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, on a page that has loaded: its script takes them only then."""
        await self.page.wait_for_load_state()
        for key in keys:
            await self.keyboard.press(key)

    async def check(self) -> None:
        """Fail on any violation that axe finds, and on a page wider than a window of 320 pixels."""
        found = await Axe().run(self.page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
        assert found.violations_count == 0, found.generate_report()
        before = self.page.viewport_size
        await self.page.set_viewport_size({"width": 320, "height": 640})
        width, window = await self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window
        if before is not None:
            await self.page.set_viewport_size(before)
