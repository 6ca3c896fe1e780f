import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

LIVE = "This page follows changes by itself."


@contextmanager
def running(module: str, *arguments: str) -> Iterator[str]:
    command = [sys.executable, "-m", module, "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own modules
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["address"]
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def ehr() -> Iterator[str]:
    with running("appliance.demo.ehr") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and everything that went wrong on it or left its origin."""
    with ExitStack() as stack:
        context = stack.enter_context(browser.new_context(viewport={"width": 320, "height": 640}))
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: None if "127.0.0.1" in request.url else wrong.append(request.url))
        yield page, wrong


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_clinics_view_follows_the_front_desk_and_works_by_keyboard(
    ehr: str, watched: tuple[Page, list[str]]
) -> None:
    page, wrong = watched
    page.goto(f"{ehr}/clinic")
    expect(page.get_by_text(LIVE)).to_be_visible()
    close = page.get_by_role("button", name="Close").first
    slot = close.locator("xpath=ancestor::li").get_attribute("id")
    close.focus()
    page.keyboard.press("Enter")
    row = page.locator(f"#{slot}")
    expect(row).to_contain_text("Closed")
    expect(page.get_by_text(LIVE)).to_be_visible()
    assert slot is not None
    reference = f"Slot/{slot.removeprefix('slot-')}"
    httpx.post(f"{ehr}/_control/front-desk", json={"action": "unblock", "slot": reference}).raise_for_status()
    expect(row).to_contain_text("Free")
    assert_accessible(page)
    assert wrong == []


def test_the_clinics_view_works_without_javascript(ehr: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{ehr}/clinic")
        expect(page.get_by_text("Reload the page to see changes.")).to_be_visible()
        before = page.get_by_role("button", name="Open").count()
        page.get_by_role("button", name="Close").last.click()
        expect(page.get_by_role("button", name="Open")).to_have_count(before + 1)
