import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta

import pytest

from services.portal.errors import Busy
from services.portal.stream import GONE, Streams
from services.portal.turns import Turns
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import PlainBrowser, portal_settings

LONG = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    data: dict[str, object]
    id: int | None = None


def parse(block: bytes) -> Event | None:
    fields = dict(line.split(": ", 1) for line in block.decode().strip().splitlines() if not line.startswith(":"))
    if "event" not in fields:
        return None
    return Event(fields["event"], json.loads(fields["data"]), int(fields["id"]) if "id" in fields else None)


async def next_event(stream: AsyncIterator[bytes]) -> Event:
    while True:
        event = parse(await anext(stream))
        if event is not None:
            return event


@pytest.fixture
def turns(conversations: ScriptedConversations) -> Turns:
    return Turns(conversations)


@pytest.fixture
def streams(conversations: ScriptedConversations, turns: Turns) -> Streams:
    return Streams(conversations, turns, portal_settings(heartbeat=timedelta(milliseconds=20)))


async def test_lines_come_as_they_are_made(
    conversations: ScriptedConversations, turns: Turns, streams: Streams
) -> None:
    chat = await conversations.open(None)
    async with aclosing(streams.events(chat.id, 0)) as stream:
        greeting = await next_event(stream)
        assert (greeting.name, greeting.id, greeting.data["speaker"]) == ("line", 1, "assistant")
        assert (await next_event(stream)).data == {
            "working": False,
            "failed": False,
            "language": "en",
            "ended": False,
        }
        await turns.take(chat.id, "move my visit", None, LONG)
        assert [(await next_event(stream)).id for _ in range(2)] == [2, 3]


async def test_a_stream_resumes_behind_the_last_line_seen(
    conversations: ScriptedConversations, turns: Turns, streams: Streams
) -> None:
    chat = await conversations.open(None)
    for text in ("move", "Ada", "123456"):
        await turns.take(chat.id, text, None, LONG)
    async with aclosing(streams.events(chat.id, 5)) as stream:
        assert [(await next_event(stream)).id for _ in range(2)] == [6, 7]
        assert (await next_event(stream)).name == "state"


async def test_every_tab_sees_that_work_is_going_on(
    conversations: ScriptedConversations, turns: Turns, streams: Streams
) -> None:
    chat = await conversations.open(None)
    for text in ("move", "Ada", "123456", "the first"):
        await turns.take(chat.id, text, None, LONG)
    async with aclosing(streams.events(chat.id, 9)) as stream:
        assert (await next_event(stream)).data["working"] is False
        conversations.may_write.clear()
        await turns.take(chat.id, "yes", None, timedelta(milliseconds=10))
        seen: list[Event] = []
        while not any(event.name == "state" for event in seen):
            seen.append(await next_event(stream))
        assert seen[-1].data["working"] is True
        conversations.may_write.set()
        while seen[-1].data.get("working") is not False:
            seen.append(await next_event(stream))
        ids = [event.id for event in seen if event.name == "line"]
        assert ids == [10, 11, 12]


async def test_a_silent_stream_shows_that_it_is_alive(conversations: ScriptedConversations, streams: Streams) -> None:
    chat = await conversations.open(None)
    async with aclosing(streams.events(chat.id, 1)) as stream:
        blocks = [await anext(stream) for _ in range(4)]
    assert blocks[0] == b"retry: 1000\n\n"
    assert blocks[2:] == [b": still here\n\n"] * 2


async def test_a_stream_ends_after_its_beats_and_at_the_processs_end(conversations: ScriptedConversations) -> None:
    chat = await conversations.open(None)
    settings = portal_settings(heartbeat=timedelta(milliseconds=5), stream_beats=3)
    streams = Streams(conversations, Turns(conversations), settings)
    assert len([block async for block in streams.events(chat.id, 1)]) == 4
    endless = Streams(conversations, Turns(conversations), portal_settings(heartbeat=timedelta(hours=1)))
    reading = asyncio.create_task(_read_all(endless.events(chat.id, 1)))
    await asyncio.sleep(0)
    endless.close()
    assert len(await reading) >= 1


async def _read_all(stream: AsyncIterator[bytes]) -> list[bytes]:
    return [block async for block in stream]


async def test_an_expired_chat_is_gone(conversations: ScriptedConversations, streams: Streams) -> None:
    chat = await conversations.open(None)
    async with aclosing(streams.events(chat.id, 1)) as stream:
        assert (await next_event(stream)).name == "state"
        await conversations.expire()
        assert (await next_event(stream)).name == "gone"
        with pytest.raises(StopAsyncIteration):
            await anext(stream)


async def test_one_chat_has_a_bounded_number_of_streams(conversations: ScriptedConversations) -> None:
    chat = await conversations.open(None)
    streams = Streams(conversations, Turns(conversations), portal_settings(streams_per_chat=2))
    first, second = streams.events(chat.id, 0), streams.events(chat.id, 0)
    await anext(first)
    streams.check_room(chat.id)
    await anext(second)
    with pytest.raises(Busy):
        streams.check_room(chat.id)
    streams.check_room("chat_other")
    await first.aclose()
    streams.check_room(chat.id)
    await second.aclose()


async def test_the_response_is_an_event_stream_nobody_keeps(browser: PlainBrowser) -> None:
    await browser.start_chat()
    await browser.say("move")
    response = await browser.http.get("/chat/stream?after=1")
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert "id: 2\n" in response.text
    assert "id: 1\n" not in response.text


async def test_last_event_id_counts_more_than_the_address(browser: PlainBrowser) -> None:
    await browser.start_chat()
    await browser.say("move")
    response = await browser.http.get("/chat/stream?after=0", headers={"last-event-id": "2"})
    assert "id: 2\n" not in response.text
    assert "id: 3\n" in response.text
    again = await browser.http.get("/chat/stream?after=0", headers={"last-event-id": "2; DROP"})
    assert "id: 1\n" in again.text


async def test_a_browser_without_a_chat_is_told_so(browser: PlainBrowser) -> None:
    assert (await browser.http.get("/chat/stream")).content == GONE
    await browser.start_chat()
    assert (await browser.http.head("/chat/stream")).status_code == 200
