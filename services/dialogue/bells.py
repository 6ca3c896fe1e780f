"""Tells whoever waits for a conversation's next line that there may be one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Bells:
    """One bell per waiting reader; a ring between looking and waiting is not lost."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}

    def ring(self, chat_id: str) -> None:
        """Wake every reader of the conversation."""
        for bell in self._waiting.get(chat_id, ()):
            bell.set()

    @contextmanager
    def listening(self, chat_id: str) -> Iterator["Bell"]:
        """Hang up a bell for the time of the block."""
        event = asyncio.Event()
        self._waiting.setdefault(chat_id, set()).add(event)
        try:
            yield Bell(event)
        finally:
            self._waiting[chat_id].discard(event)
            if not self._waiting[chat_id]:
                del self._waiting[chat_id]


class Bell:
    """One reader's bell."""

    def __init__(self, event: asyncio.Event) -> None:
        self._event = event

    async def rung(self, timeout: float) -> None:
        """Return when it rings, or after `timeout` seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), timeout)
        self._event.clear()
