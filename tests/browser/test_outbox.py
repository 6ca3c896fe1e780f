"""Phones, inboxes and switches of the demo in real Chromium: by keyboard, at 320 px, without a script, for axe."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import httpx
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.outbox.carriers import CERTIFICATE, KEYS, STAFF
from appliance.demo.staff import StaffMember, write_staff
from appliance.demo.web.security import POLICY
from services.accounts.totp import new_secret
from services.kernel.clock import SystemClock
from tests.browser.conftest import origin_of
from tests.browser.patient import STANDARDS

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIVE = "This page follows changes by itself."
PAGES = (
    *("/", "/phones/pat-001", "/phones/pat-003", "/inboxes/pat-018"),
    *("/carriers", "/staff", "/pay?ref=pay_1", "/phones/nobody"),
)
LOOKS = {
    "wide, light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "wide, dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow, light": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "narrow, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


class Tabs:
    """Opens pages of the outbox, and watches that they stay within their origin and policy."""

    def __init__(self, chromium: Browser, address: str, stack: AsyncExitStack) -> None:
        self.address = address
        self._chromium, self._stack = chromium, stack
        self.wrong: list[str] = []

    async def open(self, path: str, **options: object) -> Page:
        context = await self._chromium.new_context(**{"viewport": {"width": 320, "height": 640}, **options})  # type: ignore[arg-type]
        self._stack.push_async_callback(context.close)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self._within(request.url))
        page.on("response", lambda answer: self._policy(answer.headers.get("content-security-policy", "none")))
        page.on("console", lambda message: self._console(message.type, message.text))
        await page.goto(self.address + path)
        return page

    def _within(self, url: str) -> None:
        if origin_of(url) != self.address:
            self.wrong.append(url)

    def _policy(self, policy: str) -> None:
        if policy != POLICY:
            self.wrong.append(policy)

    def _console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "status of 404" not in text:
            self.wrong.append(text)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("carriers")
    (folder / CERTIFICATE).mkdir()
    make_certificate(folder / CERTIFICATE, SystemClock())
    CarrierKeys.fresh("+12125550100", "visits@maple-street.example").write(folder / KEYS)
    member = StaffMember("desk", "Dana Cole", ("front_desk",), "amber-birch-cedar-clover", new_secret())
    write_staff(folder / STAFF, [member])
    command = [sys.executable, "-m", "appliance.demo.outbox", "--port", "0", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own module
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["address"]
        process.terminate()


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(chromium: Browser, address: str) -> AsyncIterator[Tabs]:
    httpx.delete(f"{address}/messages", trust_env=False)  # noqa: ASYNC210 another process on this machine
    async with AsyncExitStack() as stack:
        opened = Tabs(chromium, address, stack)
        yield opened
    assert opened.wrong == []


async def check(page: Page) -> None:
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    assert found.violations_count == 0, found.generate_report()
    width, window = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= window


async def walk_to(page: Page, name: str) -> None:
    """Walk with Tab to the element with this id."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.locator(":focus").get_attribute("id") == name:
            return
    pytest.fail(f"Tab never reaches {name}")


async def text_by_keyboard(page: Page, words: str) -> None:
    await walk_to(page, "body")
    await page.keyboard.type(words)
    await page.keyboard.press("Enter")
    await expect(page.locator("#texts .mine .text").last).to_have_text(words)


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing_on_any_page_in_any_state(tabs: Tabs, look: str) -> None:
    for path in PAGES:
        await check(await tabs.open(path, **LOOKS[look]))
    page = await tabs.open("/phones/pat-001", **LOOKS[look])
    await text_by_keyboard(page, "Ich möchte einen sehr langen Text schreiben " + "w" * 300)
    await check(page)
    switched = await tabs.open("/carriers", **LOOKS[look])
    await switched.locator("#wrong-stripe").click()
    await expect(switched.locator("#now-stripe")).to_contain_text("once more")
    await check(switched)
    await check(await tabs.open("/", **LOOKS[look]))
    await switched.locator("#well-stripe").click()
    await expect(switched.locator("#now-stripe")).to_have_text("Works well.")


async def test_a_text_is_written_by_keyboard_and_seen_live_in_the_outbox(tabs: Tabs) -> None:
    outbox = await tabs.open("/")
    await expect(outbox.get_by_text(LIVE)).to_be_visible()
    await text_by_keyboard(await tabs.open("/phones/pat-002"), "can I come <b>later</b>?")
    first = outbox.locator("#texts li").first
    await expect(first).to_contain_text("can I come <b>later</b>?")
    await expect(first).to_contain_text("from James Carter")


async def test_the_short_answers_work_by_keyboard(tabs: Tabs) -> None:
    page = await tabs.open("/phones/pat-003")
    await walk_to(page, "answer-STOP")
    await page.keyboard.press("Space")
    await expect(page.locator("#texts .mine .text")).to_have_text("STOP")


async def test_a_switch_is_thrown_by_keyboard_and_the_outbox_warns(tabs: Tabs) -> None:
    outbox, page = await tabs.open("/"), await tabs.open("/carriers")
    await expect(outbox.get_by_text(LIVE)).to_be_visible()
    await walk_to(page, "fault-twilio")
    await page.keyboard.type("Too many")
    await walk_to(page, "times-twilio")
    await page.keyboard.type("every message")
    await walk_to(page, "wrong-twilio")
    await page.keyboard.press("Enter")
    await expect(page.locator("#now-twilio")).to_have_text("Too many at once (429), every time.")
    await expect(outbox.locator("#wrong")).to_contain_text("Twilio (texts): Too many at once (429), every time.")
    await walk_to(page, "well-twilio")
    await page.keyboard.press("Enter")
    await expect(page.locator("#now-twilio")).to_have_text("Works well.")


async def test_what_is_being_typed_stays_while_a_text_arrives(tabs: Tabs) -> None:
    page = await tabs.open("/phones/pat-004")
    await expect(page.get_by_text(LIVE)).to_be_visible()
    await page.locator("#body").fill("half a tex")
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.post(f"{tabs.address}/phones/pat-004", data={"body": "from another window"})
    await expect(page.locator("#texts")).to_contain_text("from another window")
    await expect(page.locator("#body")).to_have_value("half a tex")
    await expect(page.locator("#body")).to_be_focused()


async def test_every_page_works_without_a_script(tabs: Tabs) -> None:
    page = await tabs.open("/", java_script_enabled=False)
    await expect(page.get_by_text("Reload the page to see changes.")).to_be_visible()
    await page.get_by_role("link", name="Phone +12125550106 of Thomas Nguyen").click()
    await page.get_by_label("Text to the clinic").fill("hello")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#texts")).to_contain_text("hello")
    await page.get_by_role("link", name="Make a carrier misbehave").click()
    await page.locator("#wrong-sendgrid").click()
    await expect(page.locator("#now-sendgrid")).to_contain_text("once more")
    await page.locator("#well-sendgrid").click()
    await expect(page.locator("#now-sendgrid")).to_have_text("Works well.")
