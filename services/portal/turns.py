"""Turns that are being answered: they go on when the browser leaves, and every tab can see that work is going on."""

import asyncio
import logging
from collections import OrderedDict
from datetime import timedelta
from weakref import WeakValueDictionary

from services.dialogue.model import Chat
from services.kernel.language import Language
from services.portal.ports import Conversations

log = logging.getLogger(__name__)

_OPENINGS_KEPT = 2_000
_FAILED_KEPT = 10_000


class Turns:
    """Runs each message as a task of its own, one at a time for each chat."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._running: dict[str, set[asyncio.Task[None]]] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._changes: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self._failed: set[str] = set()

    def working(self, chat_id: str) -> bool:
        """Say whether a message of this chat is being answered."""
        return chat_id in self._running

    def failed(self, chat_id: str) -> bool:
        """Say whether the last message of this chat met an error after its form was answered."""
        return chat_id in self._failed

    async def take(self, chat_id: str, text: str, form_id: str | None, hold: timedelta) -> bool:
        """Take a message and wait for its answer at most `hold`; return False when it is still being worked on.

        Raises what the conversation raises while we wait.
        """
        self._failed.discard(chat_id)
        task = asyncio.create_task(self._say(chat_id, text, form_id))
        self._running.setdefault(chat_id, set()).add(task)
        self._announce(chat_id)
        task.add_done_callback(lambda done: self._finished(chat_id, done))
        done, _ = await asyncio.wait({task}, timeout=hold.total_seconds())
        if not done:
            task.add_done_callback(lambda late: self._finished_late(chat_id, late))
            return False
        task.result()
        return True

    async def settle(self, chat_id: str, hold: timedelta) -> None:
        """Wait at most `hold` until nothing of this chat is being answered."""
        tasks = self._running.get(chat_id)
        if tasks:
            await asyncio.wait(set(tasks), timeout=hold.total_seconds())

    def next_change(self, chat_id: str) -> asyncio.Event:
        """Return an event that is set when this chat next begins or ends being answered."""
        event = self._changes.get(chat_id)
        if event is None:
            event = self._changes[chat_id] = asyncio.Event()
        return event

    async def drain(self, hold: timedelta) -> None:
        """Let running turns end before the process does."""
        tasks = {task for tasks in self._running.values() for task in tasks}
        if tasks:
            await asyncio.wait(tasks, timeout=hold.total_seconds())

    async def _say(self, chat_id: str, text: str, form_id: str | None) -> None:
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        async with lock:
            await self._conversations.say(chat_id, text, form_id)

    def _finished(self, chat_id: str, task: asyncio.Task[None]) -> None:
        tasks = self._running[chat_id]
        tasks.discard(task)
        if not tasks:
            del self._running[chat_id]
        self._announce(chat_id)

    def _finished_late(self, chat_id: str, task: asyncio.Task[None]) -> None:
        """Note an error which no form post can answer any more; the page shows that there was one."""
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.error("A message could not be answered: %s.", type(error).__name__)
        if len(self._failed) >= _FAILED_KEPT:
            self._failed.clear()
        self._failed.add(chat_id)
        self._announce(chat_id)

    def _announce(self, chat_id: str) -> None:
        event = self._changes.pop(chat_id, None)
        if event is not None:
            event.set()


class Openings:
    """One chat for each visit, however often its form is sent."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._tasks: OrderedDict[bytes, asyncio.Task[Chat]] = OrderedDict()

    def known(self, secret: bytes) -> bool:
        """Say whether this visit's chat is open, or being opened."""
        return secret in self._tasks

    async def open(self, secret: bytes, language: Language | None, origin: str) -> Chat:
        """Return the visit's chat, opened now or by the same form before; `origin` is the client's network address."""
        task = self._tasks.get(secret)
        if task is None:
            task = self._tasks[secret] = asyncio.create_task(self._conversations.open(language, origin))
            if len(self._tasks) > _OPENINGS_KEPT:
                self._tasks.popitem(last=False)
        try:
            return await asyncio.shield(task)
        except Exception:
            self._tasks.pop(secret, None)
            raise
