"""Real Chromium against a real server. A module that talks to another portal overrides `portal_url`."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, Response, async_playwright

from services.kernel.clock import SystemClock
from services.portal.app import create_portal
from services.portal.settings import PortalSettings, Rate
from tests.browser.patient import Patient
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import CONTENT_SECURITY_POLICY, portal_settings, serving

CHROMIUM = "/usr/bin/chromium"
NewPatient = Callable[..., Awaitable[Patient]]
T = TypeVar("T")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
def conversations() -> ScriptedConversations:
    return ScriptedConversations(SystemClock())


@pytest.fixture
def settings() -> PortalSettings:
    plenty = Rate(burst=10_000, per_minute=10_000)
    return portal_settings(requests=plenty, openings=plenty, messages=plenty, hold=timedelta(seconds=2))


@pytest_asyncio.fixture(loop_scope="session")
async def portal_url(conversations: ScriptedConversations, settings: PortalSettings) -> AsyncIterator[str]:
    async with serving(create_portal(conversations, settings, SystemClock())) as address:
        yield address


class Watch:
    """Everything a page asked for and complained about while a test ran."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.requests: list[Request] = []
        self.policies: set[str] = set()
        self.complaints: list[str] = []

    def follow(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def check(self) -> None:
        """Every request stayed within the origin, every response had the whole policy, nothing was in error."""
        outside = {request.url for request in self.requests if origin_of(request.url) != self.origin}
        assert outside == set()
        assert self.policies <= {CONTENT_SECURITY_POLICY}
        assert self.complaints == []

    def _request(self, request: Request) -> None:
        self.requests.append(request)

    def _response(self, response: Response) -> None:
        self.policies.add(response.headers.get("content-security-policy", "none"))

    def _console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of" in message.text or "net::ERR_" in message.text
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(message.text)


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@asynccontextmanager
async def tabs(chromium: Browser, address: str, tab: Callable[[Page], T]) -> AsyncIterator[Callable[..., Awaitable[T]]]:
    """Give people a browser profile each; what their pages asked for and complained about is checked at the end."""
    watch = Watch(origin_of(address))
    async with AsyncExitStack() as stack:

        async def make(**options: object) -> T:
            context = await chromium.new_context(**{"locale": "en-US", **options})  # type: ignore[arg-type]
            stack.push_async_callback(context.close)
            context.on("page", watch.follow)
            return tab(await context.new_page())

        yield make
    watch.check()


@pytest_asyncio.fixture(loop_scope="session")
async def new_patient(chromium: Browser, portal_url: str) -> AsyncIterator[NewPatient]:
    """Make patients, each with a browser profile of their own."""
    async with tabs(chromium, portal_url, lambda page: Patient(page, portal_url)) as make:
        yield make


@pytest_asyncio.fixture(loop_scope="session")
async def patient(new_patient: NewPatient) -> Patient:
    return await new_patient()
