"""Live pages: a page is told of what changed after it was made, also before its stream was open."""

from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import StaffBrowser

CHANGED = "event: changed"


async def stream(clinic: ConsoleClinic) -> str:
    """Return the first two ticks of the queue's stream."""
    browser = StaffBrowser(clinic.console(stream_ticks=2))
    await browser.sign_in("alex", await clinic.staff("alex"), clinic.clock)
    return (await browser.get("/cases/live", accept="text/event-stream")).text


async def test_a_page_looks_again_once_its_stream_knows_what_is_there() -> None:
    said = await stream(ConsoleClinic())
    assert said.startswith("retry: 1000\n\n")
    assert said.count(CHANGED) == 1
