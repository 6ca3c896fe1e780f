"""The two loops of received texts: asking the carrier, and answering each number in a task of its own.

The carrier is asked from a little before the newest text that was kept, so that nothing is lost when the process dies;
what comes twice is known by its id. A number whose turn takes long keeps no other number waiting.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.kernel.clock import Clock
from services.kernel.store import Store
from services.messaging.inbound import Inbox
from services.messaging.lane import Lanes
from services.messaging.ports import MessageSource, MessagingTx

OVERLAP = timedelta(minutes=10)
"""How far a poll looks back behind the newest text it saw: carriers list texts late and out of order."""


@dataclass(frozen=True, slots=True)
class Poller:
    """Asks the carrier for texts. Texts from before it was asked for the first time are not the appliance's."""

    store: Store[MessagingTx]
    inbox: Inbox
    source: MessageSource
    clock: Clock
    _listed: set[str] = field(default_factory=set)

    async def poll(self) -> None:
        """Take what the carrier has; what the last answer held is not looked at again.

        Raises:
            NotReceived: it does not answer; nothing is lost, ask again from the same moment.
        """
        since = newest = await self._since()
        listed = await self.source.received(since)
        for text in listed:
            if text.id not in self._listed:
                await self.inbox.take(text)
            newest = max(newest, text.at.astimezone(UTC) - OVERLAP)
        self._listed.clear()
        self._listed.update(text.id for text in listed)
        if newest > since:
            await self.store.write(lambda tx: tx.texts.save_heard(newest))

    async def _since(self) -> datetime:
        known = await self.store.read(lambda tx: tx.texts.heard())
        if known is not None:
            return known
        now = self.clock.now()
        await self.store.write(lambda tx: tx.texts.save_heard(now))
        return now


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers waiting texts, a task for each number."""

    store: Store[MessagingTx]
    lanes: Lanes
    _tasks: dict[str, "asyncio.Task[int]"] = field(default_factory=dict)

    async def work(self) -> int:
        """Begin a task for each number that has waiting texts and no task; return how many began."""
        waiting = await self.store.read(lambda tx: tx.texts.waiting())
        fresh = [number for number in waiting if number not in self._tasks]
        for number in fresh:
            task = asyncio.create_task(self.lanes.drained(number))
            self._tasks[number] = task
            task.add_done_callback(self._forget(number))
        return len(fresh)

    def _forget(self, number: str) -> "Callable[[asyncio.Task[int]], None]":
        def gone(task: "asyncio.Task[int]") -> None:
            if self._tasks.get(number) is task:
                del self._tasks[number]

        return gone

    async def settle(self) -> None:
        """Wait until every task that began has ended."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
