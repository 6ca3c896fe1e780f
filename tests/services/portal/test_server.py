import asyncio
from datetime import timedelta

import httpx
from starlette.applications import Starlette

from services.portal.app import create_portal
from services.portal.words import ENGLISH
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import PlainBrowser, portal_settings, serving


async def test_a_server_answers_and_says_nothing_about_itself(portal: Starlette) -> None:
    async with serving(portal) as address, httpx.AsyncClient(base_url=address) as client:
        response = await client.get("/")
    assert ENGLISH.start in response.text
    assert "server" not in response.headers


async def test_an_open_stream_does_not_hold_up_the_stop(
    conversations: ScriptedConversations, clock: ManualClock
) -> None:
    portal = create_portal(conversations, portal_settings(), clock)
    browser = PlainBrowser(portal)
    await browser.start_chat()
    read: list[str] = []
    following = asyncio.Event()
    async with httpx.AsyncClient(headers={"cookie": browser.cookie}) as client:
        async with serving(portal) as address:
            reading = asyncio.create_task(_read(client, f"{address}/chat/stream", read, following))
            await following.wait()
        await reading
    assert "id: 1" in read


async def test_a_turn_in_work_ends_before_the_process_does(
    conversations: ScriptedConversations, clock: ManualClock
) -> None:
    portal = create_portal(conversations, portal_settings(hold=timedelta(milliseconds=10)), clock)
    browser = PlainBrowser(portal)
    await browser.start_chat()
    for text in ("move", "Ada", "123456", "the first"):
        await browser.say(text)
    conversations.may_write.clear()
    async with serving(portal) as address, httpx.AsyncClient(headers={"cookie": browser.cookie}) as client:
        form = {"token": browser.token, "form_id": "the-form-with-the-yes", "text": "yes"}
        await client.post(f"{address}/chat/message", data=form)
        asyncio.get_running_loop().call_later(0.1, conversations.may_write.set)
    (chat_id,) = conversations.chat_ids
    assert (await conversations.lines(chat_id))[-1].text == "Done. Your visit has moved."


async def _read(client: httpx.AsyncClient, address: str, into: list[str], following: asyncio.Event) -> None:
    async with client.stream("GET", address) as response:
        async for line in response.aiter_lines():
            into.append(line)
            if line == "event: state":
                following.set()
