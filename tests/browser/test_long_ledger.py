"""A ledger of many events, read by keyboard alone before real processes: neither the browser nor a server chokes.

`make million` does it with 1,000,000 events of six years and prints what it took; without that it is 20,000.
"""

import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from services.audit.reading import Column, LedgerQuery
from services.portal.compliance.words import COLUMNS
from tests.browser.conftest import tabs
from tests.browser.officer import Officer, console_of, in_ledger
from tests.system.demo_clinic import DemoClinic

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(1_800)]
EVENTS = int(os.environ.get("SEALDESK_EVENTS", "20000"))
ROWS = 50
ELEMENTS = 4_500
"""What a page of 50 rows and a plot of 124 parts at most takes in the browser."""
ANSWER_BYTES = 400_000
MEMORY_MB = 400
"""What the audit process and the portal may each take at most."""
WITHIN = 120_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoClinic]:
    program = ("tests.system.long_demo", "--events", str(EVENTS))
    running = DemoClinic.start(tmp_path_factory.mktemp("demo") / "d", *program)
    yield running
    running.stop()


def say(line: str) -> None:
    """Print a figure for docs/benchmarks.md."""
    sys.stdout.write(f"{line}\n")


class Reader(Officer):
    """The officer with a watch."""

    async def arrives(self, what: str, *keys: str) -> None:
        """Press keys that lead to another page; tell how long it takes, and that the page is no larger than any."""
        before = time.perf_counter()
        async with self.page.expect_navigation(timeout=WITHIN) as loading:
            await self.press(*keys)
        answer = await loading.value
        seconds = time.perf_counter() - before
        size = len(await answer.body())
        say(f"{what}: {seconds:.2f} s, {size // 1000} kB")
        assert answer.status == 200
        assert size < ANSWER_BYTES
        assert await self.page.evaluate("document.getElementsByTagName('*').length") < ELEMENTS

    async def numbers(self) -> list[int]:
        """Return the numbers of the events on the page."""
        return [int(text) for text in await self.page.locator(".sheet.rows th.why").all_inner_texts()]

    async def to(self, field: str) -> None:
        """Put the focus on something that Tab reaches as well."""
        await self.page.locator(field).focus()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def noor(chromium: Browser, demo: DemoClinic) -> AsyncIterator[Reader]:
    async with tabs(chromium, console_of(demo), lambda page: Reader(page, demo)) as make:
        officer = await make()
        await officer.sign_in()
        yield officer


def most_memory(demo: DemoClinic, name: str) -> int:
    """Return the most memory a process ever had, in MB."""
    status = Path(f"/proc/{demo.pid(name)}/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1000


async def search_all(noor: Reader) -> None:
    await noor.open("/audit")
    await noor.to("#period")
    await noor.keyboard.type("All")
    await noor.tab_to(noor.page.get_by_role("button", name="Search"))
    await noor.arrives("first page of everything, count and plot", "Enter")
    await expect(noor.page.locator("#found")).to_have_text("More than 10,000 events")


async def test_pages_near_and_far_are_read_by_keyboard(noor: Reader) -> None:
    await search_all(noor)
    assert await noor.page.locator(".plot rect").count() > 100
    first = await noor.numbers()
    for page in range(2, 6):
        await noor.arrives(f"page {page}", "n")
    assert await noor.numbers() == [number - 4 * ROWS for number in first]
    await noor.arrives("back", "p")
    await noor.arrives("last page", "e")
    assert (await noor.numbers())[-1] == 1
    await expect(noor.page.locator("#found")).to_have_text("The last events")
    await noor.arrives("back from the last page", "p")
    assert await noor.numbers() == list(range(2 * ROWS, ROWS, -1))
    await noor.check()
    await noor.arrives("first page again", "b")
    await noor.arrives("an event in the middle", *"j" * 25, "Enter")
    await expect(noor.page.locator("#browser-verdict")).to_have_text("Everything fits.")
    await noor.open(f"/audit/events/{EVENTS // 2}")
    await expect(noor.page.locator("#browser-verdict")).to_have_text("Everything fits.")
    await noor.check()


async def test_every_column_sorts_both_ways_and_goes_on(noor: Reader) -> None:
    await noor.open("/audit?period=all&source=gateway")  # what is recorded meanwhile has other sources
    for column in Column:
        heading = f"#by-{column.value} a"
        for way in ("one way", "the other way"):
            await noor.to(heading)
            await noor.arrives(f"by {COLUMNS[column]}, {way}", "Enter")
            assert len(await noor.numbers()) == ROWS
            before = await noor.numbers()
            await noor.arrives("  its next page", "n")
            assert not set(before) & set(await noor.numbers())
            await noor.arrives("  its last page", "e")
            await noor.arrives("  its first page", "b")
            assert await noor.numbers() == before


async def test_filters_and_a_plot_over_years(noor: Reader) -> None:
    await search_all(noor)
    for what, field, words in (
        ("outcome failed", "#outcome", "Failed"),
        ("a family of events", "#action", "Change: all"),
        ("a kind of actor", "#kind", "Patient"),
        ("nobody of that name", "#actor", "nobody"),
    ):
        await noor.open("/audit?period=all&sort=actor_id&kind=patient" if field == "#kind" else "/audit")
        await noor.to("#period")
        await noor.keyboard.type("All")
        await noor.to(field)
        await noor.keyboard.type(words)
        await noor.tab_to(noor.page.get_by_role("button", name="Search"))
        await noor.arrives(f"filtered by {what}, with its plot", "Enter")
    await expect(noor.page.locator("#found")).to_have_text("No events")
    await noor.check()
    await search_all(noor)
    await noor.to("figure summary")
    await noor.press("Enter")
    await noor.page.locator("figure td").first.wait_for()
    await noor.page.locator("figure th a").nth(30).focus()
    await noor.arrives("one month of the plot", "Enter")
    assert len(await noor.numbers()) == ROWS


async def test_all_of_it_is_exported_while_the_pages_go_on(noor: Reader, demo: DemoClinic) -> None:
    await noor.open("/audit/exports/new?period=all")
    if await noor.heading.inner_text() == "Show that it is you":  # with many events more than five minutes have passed
        await noor.step_up()
        await expect(noor.heading).to_have_text("Order an export")
    for form in ("#pdf", "#csv", "#fhir"):
        await noor.to(form)
        await noor.press("Space")
    await noor.page.locator("#ground").select_option("inside")
    await noor.to("#reason")
    await noor.keyboard.type("everything")
    before = time.perf_counter()
    await noor.arrives("ordered", "Enter")
    export = noor.page.url
    await search_all(noor)
    await noor.arrives("a page while it is made", "n")
    await noor.page.goto(export)
    await expect(noor.page.get_by_role("link", name="Download")).to_be_visible(timeout=900_000)
    say(f"export of everything, NDJSON with the log: {time.perf_counter() - before:.0f} s")
    await noor.check()
    (made,) = await in_ledger(demo, LedgerQuery(actions=("export.made",)))
    assert int(made.body["events"]) >= EVENTS


async def test_no_process_took_more_memory_than_it_may(noor: Reader, demo: DemoClinic) -> None:
    assert await noor.page.title()
    for name in ("audit", "portal"):
        most = most_memory(demo, name)
        say(f"memory of {name}, at most: {most} MB")
        assert most < MEMORY_MB
