"""The evidence pack in real Chromium, from its folder: for axe, by keyboard, at 320 px, nothing asked for elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from compliance.agreements.expiry import registered
from compliance.evidence.pack import pack_files, write_files
from services.egress.register import FolderRegister
from tests.browser.patient import STANDARDS
from tests.doubles.evidence import APPROVER, NOW, ZONE, agreement
from tests.doubles.packs import a_pack, failing

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = (
    "index.html",
    "paper.html",
    "agreements/register.html",
    "forms/164-308-a-1-ii-A.html",
    "forms/164-504-e-2.html",
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    agreement(folder / "register", 12)
    records = registered(FolderRegister(folder / "register", [APPROVER.public_key()], ZONE), NOW)
    write_files(folder / "pack", pack_files(a_pack(failing("trail.intact"), records, "164.308(a)(2)")))
    return folder / "pack"


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    context = await chromium.new_context(viewport={"width": 320, "height": 640}, offline=True)
    yield await context.new_page()
    await context.close()


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_has_no_violation_and_fits_a_narrow_window(page: Page, pack: Path, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"file://{pack}/{name}")
    assert all(url.startswith(f"file://{pack}/") for url in asked)
    assert any(url.endswith("style.css") for url in asked)
    assert await page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    assert found.violations_count == 0, found.generate_report()


async def test_the_first_key_skips_to_the_content_and_a_link_leads_to_the_evidence(page: Page, pack: Path) -> None:
    await page.goto(f"file://{pack}/index.html")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    await page.get_by_role("link", name="The audit trail is whole").first.click()
    assert page.url.endswith("evidence/trail.intact.json")
