"""The compliance pages before a real running audit process: each act of the officer is in the ledger, by their name."""

import asyncio
import contextlib
import io
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from compliance.verify import sealdesk_verify
from services.audit.filing import Filing
from services.audit.reading import LedgerQuery
from tests.browser.conftest import tabs
from tests.browser.officer import Officer, age_factor, console_of, in_ledger
from tests.system.demo_clinic import DemoClinic

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
SHOTS = os.environ.get("SEALDESK_SHOTS")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoClinic]:
    running = DemoClinic.start(tmp_path_factory.mktemp("demo") / "d")
    yield running
    running.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def noor(chromium: Browser, demo: DemoClinic) -> AsyncIterator[Officer]:
    """The compliance officer, who has signed in once: a code of the second factor is good for one time."""
    async with tabs(chromium, console_of(demo), lambda page: Officer(page, demo)) as make:
        officer = await make()
        await officer.sign_in()
        yield officer


async def acts(demo: DemoClinic, action: str, actor: str = "audit") -> list[Filing]:
    """Return what the ledger holds of one kind by one person."""
    return await in_ledger(demo, LedgerQuery(actions=(action,), actors=(actor,)))


def verified(archive: Path, vkey: str, kept: Path) -> tuple[int, str]:
    """Run the verifier as an auditor does."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = sealdesk_verify.main([str(archive), "--vkey", vkey, "--checkpoint", str(kept)])
    return code, said.getvalue()


async def test_from_the_search_to_a_verified_export_and_a_signed_review(
    noor: Officer, demo: DemoClinic, tmp_path: Path
) -> None:
    await noor.page.locator("#period").focus()
    await noor.keyboard.type("All")
    await noor.tab_to(noor.page.get_by_role("button", name="Search"))
    await noor.press("Enter")
    await expect(noor.page.locator("#found")).to_contain_text("events")
    await noor.check()
    await noor.press("j", "Enter")
    await expect(noor.page.locator("#browser-verdict")).to_have_text("Everything fits.")
    await expect(noor.page.locator("#browser-checks .good")).to_have_count(3)
    await noor.check()
    opened = noor.page.url.rpartition("/")[2]

    kept = await the_checkpoint(noor, tmp_path)
    archive = await an_export(noor, demo, tmp_path)
    vkey = (demo.folder / "state-audit" / "log" / "vkey").read_text().strip()
    code, said = await asyncio.to_thread(verified, archive, vkey, kept)
    assert code == sealdesk_verify.VALID, said

    await a_review(noor)
    assert [one.body["query.period"] for one in await acts(demo, "ledger.searched")] == ["all"]
    assert [one.resource for one in await acts(demo, "ledger.opened")] == [f"AuditEvent/{opened}"]
    assert [one.outcome for one in await acts(demo, "staff.stepped_up")] == ["success"]
    assert len(await acts(demo, "export.ordered")) == 1
    (made,) = await acts(demo, "export.made")
    assert (made.body["reason"], made.purpose, made.role) == ("yearly audit", "HLEGAL", "compliance")
    assert [one.body["export"] for one in await acts(demo, "export.fetched")] == [archive.stem.rpartition("-")[2]]
    (signed,) = await acts(demo, "review.signed")
    assert (signed.body["report"], signed.body["findings"]) == ("activity", "none")
    assert [one.body["how"] for one in await acts(demo, "staff.signed_in")] == ["password"]


async def the_checkpoint(noor: Officer, folder: Path) -> Path:
    """Keep a copy of the newest checkpoint, as the log's page asks for."""
    await noor.open("/log")
    await expect(noor.page.get_by_text("No witness is set up.")).to_be_visible()
    await noor.check()
    kept = folder / "checkpoint"
    note = await noor.page.get_by_role("region", name="Checkpoint", exact=True).text_content() or ""
    await asyncio.to_thread(kept.write_text, note.lstrip())
    return kept


async def an_export(noor: Officer, demo: DemoClinic, folder: Path) -> Path:
    """Order an export of everything by keyboard, show the second factor for the download, and keep the file."""
    await noor.open("/audit/exports/new?period=all")
    await noor.check()
    await noor.page.locator("#why").focus()
    await noor.keyboard.type("legal")
    await noor.page.locator("#ground").select_option("inside")
    await noor.page.locator("#reason").focus()
    await noor.keyboard.type("yearly audit")
    await noor.press("Enter")
    download = noor.page.get_by_role("link", name="Download")
    await expect(download).to_be_visible(timeout=60_000)
    await noor.check()
    age_factor(demo, "audit")
    await noor.press("d")
    await noor.step_up()
    await expect(noor.page.locator("main > .notice")).to_contain_text("Now press “Download”.")
    async with noor.page.expect_download() as loading:
        await noor.press("d")
    file = await loading.value
    kept = folder / file.suggested_filename
    await file.save_as(kept)
    return kept


async def a_review(noor: Officer) -> None:
    """Sign the week off by keyboard."""
    await noor.open("/audit/reviews")
    today = await noor.page.evaluate("new Date().toLocaleDateString('en-CA', {timeZone: 'America/New_York'})")
    for field in ("since", "to"):
        await noor.page.locator(f"#{field}").fill(today)
    await noor.page.locator("#findings").focus()
    await noor.keyboard.type("none")
    await noor.tab_to(noor.page.get_by_role("button", name="Sign, as"))
    await noor.press("Enter")
    await expect(noor.page.locator("main > .notice")).to_contain_text("Signed.")
    await noor.check()


async def test_a_hold_on_a_patient_is_placed_and_lifted(noor: Officer, demo: DemoClinic) -> None:
    await noor.open("/audit/holds")
    await expect(noor.page.locator(".empty")).to_have_text("No legal hold stands.")
    await noor.check()
    await noor.page.locator("#family").focus()
    await noor.keyboard.type("Santos")
    await noor.page.locator("#born").fill("1985-03-14")
    await noor.press("Enter")
    await expect(noor.page.get_by_label("Maria Santos")).to_be_checked()
    await noor.check()
    await noor.page.locator("#reason").focus()
    await noor.keyboard.type("matter 12")
    await noor.press("Enter")
    await expect(noor.page.locator("main > .notice")).to_contain_text("The hold stands.")
    await noor.check()
    await noor.shot("held", SHOTS)
    assert "Santos" not in await noor.page.content()
    await noor.page.locator("td summary").focus()
    await noor.press("Enter")
    await noor.check()
    await noor.page.get_by_label("Why it may go").focus()
    await noor.keyboard.type("settled")
    await noor.press("Enter")
    await expect(noor.page.locator("main > .notice")).to_contain_text("The hold is lifted.")
    await noor.check()
    (placed,) = await acts(demo, "hold.placed")
    (lifted,) = await acts(demo, "hold.lifted")
    assert (placed.patient, placed.body["reason"], lifted.body["reason"]) == (lifted.patient, "matter 12", "settled")
    assert placed.patient
    assert [one.patient for one in await acts(demo, "ledger.searched")][-1] == placed.patient


async def test_while_the_audit_process_is_gone_each_page_says_so_and_comes_back(
    noor: Officer, demo: DemoClinic
) -> None:
    await noor.open("/audit/exports/new?period=all")
    await noor.page.locator("#ground").select_option("inside")
    await noor.page.locator("#reason").fill("yearly audit")
    await noor.press("Enter")
    await expect(noor.page.get_by_role("link", name="Download")).to_be_visible(timeout=60_000)
    audit = demo.pid("audit")
    os.kill(audit, signal.SIGSTOP)
    try:
        await expect(noor.page.locator("#export")).to_contain_text("the audit process does not answer", timeout=60_000)
        await noor.check()
    finally:
        os.kill(audit, signal.SIGCONT)
    await expect(noor.page.get_by_role("link", name="Download")).to_be_visible(timeout=60_000)


async def test_a_killed_audit_process_forgets_exports_and_the_page_orders_it_again(
    noor: Officer, demo: DemoClinic
) -> None:
    await noor.open("/audit/exports/new?period=all")
    await noor.page.locator("#ground").select_option("inside")
    await noor.page.locator("#reason").fill("killed")
    await noor.press("Enter")
    await expect(noor.page.get_by_role("link", name="Download")).to_be_visible(timeout=60_000)
    os.kill(demo.pid("audit"), signal.SIGKILL)
    again = noor.page.get_by_role("link", name="Order it again")
    await expect(again).to_be_visible(timeout=90_000)
    await noor.check()
    await noor.tab_to(again)
    await noor.press("Enter")
    await expect(noor.heading).to_have_text("Order an export")
