from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from services.portal.app import create_portal
from services.portal.settings import PortalSettings
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import PlainBrowser, portal_settings

NewBrowser = Callable[..., PlainBrowser]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def conversations(clock: ManualClock) -> ScriptedConversations:
    return ScriptedConversations(clock)


@pytest.fixture
def settings() -> PortalSettings:
    return portal_settings(hold=timedelta(seconds=5), heartbeat=timedelta(milliseconds=20), stream_beats=2)


@pytest.fixture
def portal(conversations: ScriptedConversations, settings: PortalSettings, clock: ManualClock) -> Starlette:
    return create_portal(conversations, settings, clock)


@pytest.fixture
async def new_browser(portal: Starlette) -> AsyncIterator[NewBrowser]:
    opened: list[PlainBrowser] = []

    def new(**options: str) -> PlainBrowser:
        opened.append(PlainBrowser(portal, **options))
        return opened[-1]

    yield new
    for browser in opened:
        await browser.http.aclose()


@pytest.fixture
def browser(new_browser: NewBrowser) -> PlainBrowser:
    return new_browser()
