"""A compliance officer with a real browser at a running demo: real portal, real audit process, real ledger."""

from pathlib import Path

import sqlalchemy as sa
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from appliance.demo.outbox.carriers import STAFF
from appliance.demo.staff import StaffMember, read_staff
from appliance.places import Places
from appliance.secret_files import STATE_KEY, SecretFiles
from appliance.settings.load import load
from appliance.wiring.audit import ledger_reader
from services.accounts.totp import code_at, step_of
from services.audit.filing import Filing
from services.audit.reading import LedgerQuery
from services.kernel.clock import SystemClock
from services.state.sealed import Transactions, sealed_engine
from services.state.tables import staff_sessions
from tests.browser.patient import STANDARDS
from tests.system.demo_clinic import DemoClinic


class Officer:
    """One tab of a person of the demo's staff, who has a keyboard and no mouse."""

    def __init__(self, page: Page, demo: DemoClinic, account_id: str = "audit") -> None:
        self.page = page
        self.keyboard = page.keyboard
        self.heading = page.locator("h1")
        self.demo = demo
        self.member = member_of(demo, account_id)
        self._step = 0

    @property
    def address(self) -> str:
        """The console's address."""
        return console_of(self.demo)

    def code(self) -> str:
        """Return a code of the second factor that was not used yet: the present one, else the next."""
        self._step = max(step_of(SystemClock().now()), self._step + 1)
        return code_at(self.member.secret, self._step)

    async def open(self, path: str) -> None:
        """Type an address."""
        await self.page.goto(self.address + path)

    async def press(self, *keys: str) -> None:
        """Press keys on a page that has loaded: its script takes them only then."""
        await self.page.wait_for_load_state()
        for key in keys:
            await self.keyboard.press(key)

    async def sign_in(self) -> None:
        """Sign in with name, password and code; returns on the audit log."""
        await self.open("/")
        await expect(self.page.locator("#name")).to_be_focused()
        for text in (self.member.id, self.member.password):
            await self.keyboard.type(text)
            await self.keyboard.press("Tab")
        await self.keyboard.type(self.code())
        await self.keyboard.press("Enter")
        await expect(self.heading).to_have_text("Audit log")

    async def step_up(self) -> None:
        """Show the second factor again."""
        await expect(self.heading).to_have_text("Show that it is you")
        await self.check()
        await self.keyboard.type(self.code())
        await self.keyboard.press("Enter")

    async def tab_to(self, wanted: Locator) -> None:
        """Walk by Tab to something."""
        for _ in range(400):
            await self.keyboard.press("Tab")
            if await wanted.evaluate("each => each === document.activeElement"):
                return
        message = "Tab never reaches it."
        raise AssertionError(message)

    async def check(self) -> None:
        """Fail on any violation that axe finds, and on a page wider than a window of 320 pixels."""
        await self.page.wait_for_load_state()
        found = await Axe().run(self.page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
        assert found.violations_count == 0, found.generate_report()
        width, window = await self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window

    async def shot(self, name: str, folder: str | None) -> None:
        """Keep a picture of the page where a folder for them is named."""
        if folder:
            await self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def console_of(demo: DemoClinic) -> str:
    """Return the address of the demo's staff console."""
    settings = load(demo.settings).console
    assert settings is not None
    return f"http://127.0.0.1:{settings.port}"


def member_of(demo: DemoClinic, account_id: str) -> StaffMember:
    """Return one of the demo's staff."""
    (member,) = [one for one in read_staff(demo.folder / "carriers" / STAFF) if one.id == account_id]
    return member


async def in_ledger(demo: DemoClinic, query: LedgerQuery) -> list[Filing]:
    """Return what the running audit process holds."""
    reader = ledger_reader(load(demo.settings))
    try:
        return [found.filing async for found in reader.stream(query)]
    finally:
        await reader.aclose()


def age_factor(demo: DemoClinic, account_id: str) -> None:
    """Let it be six minutes since somebody showed their second factor: a page that reaches far asks for it again."""
    settings = load(demo.settings)
    key = SecretFiles.locate(settings.folders.secrets).key(STATE_KEY)
    engine = sealed_engine(Places.of(settings).state_file, key, Transactions.WRITE)
    shown = sa.update(staff_sessions).where(staff_sessions.c.account_id == account_id)
    with engine.begin() as connection:
        connection.execute(shown.values(factor_at=staff_sessions.c.factor_at - 6 * 60 * 1_000_000))
    engine.dispose()
