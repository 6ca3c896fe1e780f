"""A patient at a real browser: what they see, type and press. Works the same against the demo's portal."""

from collections.abc import Awaitable

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

expect.set_options(timeout=20_000)


class Patient:
    """One tab with the patient chat."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.field = page.locator("#message")
        self.lines = page.locator("#lines > .line")
        self.replies = page.locator("#lines > .assistant .text")
        self.choices = page.locator("#lines .choice")
        self.working = page.locator("#working")
        self.problem = page.locator("#problem")
        self.person = page.locator("#person button")

    async def arrive(self, path: str = "/") -> None:
        """Open the first page."""
        await self.page.goto(self.address + path)

    async def start(self) -> None:
        """Arrive and start a chat; returns when the greeting is there."""
        await self.arrive()
        await self.page.locator("#start .main").click()
        await expect(self.replies).not_to_have_count(0)
        await self.ready()

    async def say(self, text: str) -> None:
        """Type a message and press Enter; returns when the assistant has answered."""
        await self._answered(self._type(text))

    async def press(self, label: str) -> None:
        """Press the button of a choice; returns when the assistant has answered."""
        await self._answered(self.choices.get_by_text(label, exact=True).click())

    async def send_by_button(self, text: str) -> None:
        """Type a message and press Send, as without JavaScript."""
        await self.field.fill(text)
        await self._answered(self.page.locator("#composer button").click())

    async def texts(self) -> list[str]:
        """Return the transcript's texts in order."""
        return await self.page.locator("#lines > .line .text").all_text_contents()

    async def numbers(self) -> list[int]:
        """Return the transcript's line numbers in order."""
        return [int(await line.get_attribute("data-number") or 0) for line in await self.lines.all()]

    async def focused(self) -> Locator:
        """Return the element that has the focus."""
        return self.page.locator(":focus")

    async def check_accessible(self) -> None:
        """Fail on any violation that axe finds (WCAG 2.2 AA and best practice)."""
        found = await Axe().run(self.page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
        assert found.violations_count == 0, found.generate_report()

    async def check_reflow(self) -> None:
        """Fail when the page is wider than its window (WCAG 2.2, 1.4.10)."""
        width, window = await self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window

    async def ready(self) -> None:
        """Wait until the page's script runs; before that, Enter in the field only makes a new line."""
        await self.page.wait_for_load_state("domcontentloaded")

    async def _type(self, text: str) -> None:
        await self.ready()
        await self.field.fill(text)
        await self.field.press("Enter")

    async def _answered(self, act: Awaitable[None]) -> None:
        before = await self.replies.count()
        await act
        await expect(self.replies.nth(before)).to_be_attached()
        await expect(self.working).to_be_empty()
