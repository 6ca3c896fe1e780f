"""Server-sent events (WHATWG HTML, 9.2): new lines of the transcript and whether work is going on.

Event ids are line numbers, so a browser that lost its connection resumes with `Last-Event-ID` and misses nothing.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta

from services.dialogue.errors import UnknownChat
from services.dialogue.model import Chat, Line
from services.portal.errors import Busy
from services.portal.ports import Conversations
from services.portal.settings import PortalSettings
from services.portal.turns import Turns
from services.portal.view import line_view

_RETRY = timedelta(seconds=30)
_RECONNECT_MS = 1_000

GONE = b"event: gone\ndata: {}\n\n"
"""Tells a browser that its chat is over."""


class Streams:
    """The open streams of all chats."""

    def __init__(self, conversations: Conversations, turns: Turns, settings: PortalSettings) -> None:
        self._conversations = conversations
        self._turns = turns
        self._settings = settings
        self._open: Counter[str] = Counter()
        self._closing = asyncio.Event()

    def check_room(self, chat_id: str) -> None:
        """Refuse one stream too many.

        Raises:
            Busy: The chat is open in too many tabs.
        """
        if self._open[chat_id] >= self._settings.streams_per_chat:
            raise Busy("The chat has too many open streams.", _RETRY)

    def close(self) -> None:
        """End every stream, so that the process can stop; browsers come back by themselves."""
        self._closing.set()

    async def events(self, chat_id: str, after: int) -> AsyncGenerator[bytes, None]:
        """Yield the chat's events from the line behind `after` on."""
        self._open[chat_id] += 1
        try:
            async for event in self._events(chat_id, after):
                yield event
        finally:
            self._open[chat_id] -= 1
            if not self._open[chat_id]:
                del self._open[chat_id]

    async def _events(self, chat_id: str, after: int) -> AsyncIterator[bytes]:
        yield f"retry: {_RECONNECT_MS}\n\n".encode()
        try:
            async for event in self._live_events(chat_id, after):
                yield event
        except UnknownChat:
            yield GONE

    async def _live_events(self, chat_id: str, after: int) -> AsyncIterator[bytes]:
        shown: dict[str, object] = {}
        lines = await self._conversations.lines(chat_id, after)
        for _ in range(self._settings.stream_beats):
            chat = await self._conversations.chat(chat_id)
            for line in lines:
                after = line.number
                yield _event("line", dict(line_view(line, chat.language, self._settings.zone)), after)
            change = self._turns.next_change(chat_id)
            state = self._state(chat)
            if state != shown:
                yield _event("state", state)
                shown = state
            elif not lines:
                yield b": still here\n\n"
            if self._closing.is_set():
                return
            lines = await self._next_lines(chat_id, after, change)

    def _state(self, chat: Chat) -> dict[str, object]:
        return {
            "working": self._turns.working(chat.id),
            "failed": self._turns.failed(chat.id),
            "language": chat.language.value,
            "ended": chat.ended,
        }

    async def _next_lines(self, chat_id: str, after: int, change: asyncio.Event) -> list[Line]:
        """Return new lines, or none after a heartbeat, a change of the working state, or the process's end."""
        waiting = asyncio.ensure_future(self._conversations.wait(chat_id, after, self._settings.heartbeat))
        changed = asyncio.ensure_future(change.wait())
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({waiting, changed, closing}, return_when=asyncio.FIRST_COMPLETED)
            return waiting.result() if waiting.done() else await self._conversations.lines(chat_id, after)
        finally:
            for task in (waiting, changed, closing):
                task.cancel()


def _event(name: str, data: dict[str, object], number: int | None = None) -> bytes:
    identity = "" if number is None else f"id: {number}\n"
    return f"event: {name}\n{identity}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
