"""The content security policy at work in a real browser, and the page in another site's frame."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Error, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from services.kernel.clock import SystemClock
from services.portal.app import create_portal
from services.portal.stream import Streams
from services.portal.turns import Turns
from tests.browser.patient import Patient
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import CONTENT_SECURITY_POLICY, portal_settings, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_every_page_carries_the_whole_policy(patient: Patient) -> None:
    for path in ("/", "/chat", "/nothing", "/static/chat.js", "/healthz"):
        response = await patient.page.goto(patient.address + path)
        assert response is not None
        assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


async def test_what_a_patient_types_is_never_markup(patient: Patient) -> None:
    text = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>'
    await patient.start()
    await patient.say(text)
    assert text in await patient.texts()
    await patient.page.reload()
    assert text in await patient.texts()
    assert await patient.page.locator("#lines img, #lines script, #lines b").count() == 0


@pytest.mark.parametrize(
    "attack",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createElement('script').src = 'https://example.org/x.js'",
        "trustedTypes.createPolicy('mine', {})",
    ],
)
async def test_trusted_types_stop_what_would_make_markup(chromium: Browser, portal_url: str, attack: str) -> None:
    page = await chromium.new_page()
    await page.goto(portal_url)
    with pytest.raises(Error, match=r"requires 'Trusted|createPolicy"):
        await page.evaluate(f"() => {{ {attack} }}")
    await page.close()


@asynccontextmanager
async def embedding(address: str) -> AsyncIterator[str]:
    """Serve a clinic's web site which shows the chat in an iframe."""

    async def site(_: Request) -> Response:
        return HTMLResponse(f'<!DOCTYPE html><title>Site</title><iframe title="Chat" src="{address}"></iframe>')

    app = Starlette(routes=[Route("/", site)])
    app.state.streams = Streams(ScriptedConversations(), Turns(ScriptedConversations()), portal_settings())
    async with serving(app) as site_address:
        yield site_address


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def test_a_named_site_may_show_the_chat_in_a_frame(
    chromium: Browser, conversations: ScriptedConversations
) -> None:
    port = free_port()
    async with embedding(f"http://127.0.0.1:{port}/") as site:
        settings = portal_settings(embed_origins=(site,))
        async with serving(create_portal(conversations, settings, SystemClock()), port=port):
            page = await chromium.new_page()
            await page.goto(site)
            frame = page.frame_locator("iframe")
            await frame.locator("#start .main").click()
            await expect(frame.locator("#message")).to_be_attached()
            await page.frames[-1].wait_for_load_state("domcontentloaded")  # before its script runs, Enter is a new line
            await frame.locator("#message").fill("move")
            await frame.locator("#message").press("Enter")
            await expect(frame.locator(".line")).to_have_count(3)
            await page.close()


async def test_another_site_may_not(chromium: Browser, portal_url: str) -> None:
    async with embedding(portal_url) as site:
        page = await chromium.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        await page.goto(site)
        frame = page.frames[1]
        await frame.wait_for_load_state()
        assert await frame.locator("#start").count() == 0
        assert any("frame-ancestors" in text for text in refused)
        await page.close()
