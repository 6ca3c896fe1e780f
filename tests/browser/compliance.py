"""A compliance officer with a real browser."""

from playwright.async_api import expect

from services.accounts.totp import code_at, step_of
from tests.browser.front_desk import FrontDeskTab
from tests.doubles.staff import PASSWORD


class ComplianceTab(FrontDeskTab):
    """One tab with the compliance pages."""

    async def sign_in(self, account_id: str) -> None:
        """Sign in by keyboard alone; returns on the audit log."""
        await self.open()
        await expect(self.page.locator("#name")).to_be_focused()
        for text in (account_id, PASSWORD, self.code(account_id)):
            await self.keyboard.type(text)
            await self.keyboard.press("Enter" if text == self.code(account_id) else "Tab")
        await expect(self.heading).to_have_text("Audit log")

    def code(self, account_id: str) -> str:
        """Return the present code of the second factor."""
        return code_at(self.clinic.secrets[account_id], step_of(self.clinic.clock.now()))

    async def shot(self, name: str, folder: str | None) -> None:
        """Keep a picture of the page where a folder for them is named."""
        if folder:
            await self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
