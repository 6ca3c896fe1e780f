"""The lane of received texts as a process of its own, on real state: it asks, answers, sends, and dies where told to.

Called with a JSON file: directory, key (hex), begin, start, texts (id, number, body, seconds after begin), kill (at:
commit or send, number, moment: before or after; or null). The carrier is a file that outlives us.
Prints one JSON line: how many commits there were, what waits, whether the trail is whole.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from services.audit.courier import NoLedger
from services.dialogue.service import Conversations
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.ids import RandomIds
from services.kernel.texting import ReceivedText
from services.messaging.delivery import OutboxSender
from services.messaging.inbound import Desk, Inbox
from services.messaging.lane import Lanes
from services.messaging.polling import Answering, Poller
from services.messaging.ports import TextMessage, Trace
from services.messaging.reminding import NoAnswers, Reminders
from services.messaging.rules import MessageRules
from services.messaging.unknowns import Unknowns
from services.scheduling.service import ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from services.state.store import StateStore, open_state
from services.state.transaction import SealedTx
from tests.dialogues.clinic import BOOK, ZONE, a_settings
from tests.doubles.builders import a_patient
from tests.doubles.clock import ManualClock
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.workflows import MemoryWorkflows

T = TypeVar("T")
DESK = Desk("Lakeside Clinic", "+13125550100")
STEP = timedelta(seconds=15)
STEPS = 16


class Plug:
    """Pulls the plug at the n-th commit or send, before or after it."""

    def __init__(self, kill: dict[str, Any] | None) -> None:
        self._kill = kill
        self.counts = {"commit": 0, "send": 0}

    def at(self, what: str) -> None:
        """Begin to count one."""
        self.counts[what] += 1
        self._maybe(what, "before")

    def past(self, what: str) -> None:
        """End it."""
        self._maybe(what, "after")

    def _maybe(self, what: str, moment: str) -> None:
        if self._kill == {"at": what, "number": self.counts[what], "moment": moment}:
            os.kill(os.getpid(), signal.SIGKILL)


class DeadlyStore:
    """The state store, with a hand on the plug."""

    def __init__(self, inner: StateStore, plug: Plug) -> None:
        self._inner, self._plug = inner, plug

    async def write(self, work: Callable[[SealedTx], T]) -> T:
        self._plug.at("commit")
        result = await self._inner.write(work)
        self._plug.past("commit")
        return result

    async def read(self, work: Callable[[SealedTx], T]) -> T:
        return await self._inner.read(work)


class FileCarrier:
    """A carrier that lives on while our process dies: no idempotency, and a list of what it took."""

    idempotent = False

    def __init__(self, config: dict[str, Any], clock: ManualClock, plug: Plug) -> None:
        self._sent = Path(config["directory"]) / "sent.jsonl"
        self._clock, self._plug = clock, plug
        begin = datetime.fromisoformat(config["begin"])
        self._texts = [
            ReceivedText(each["id"], each["number"], DESK.phone, each["body"], begin + timedelta(seconds=each["after"]))
            for each in config["texts"]
        ]

    async def send(self, message: TextMessage) -> str:
        self._plug.at("send")
        with self._sent.open("a") as file:
            file.write(json.dumps({"id": message.id, "template": message.template, "text": message.text}) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._plug.past("send")
        return ""

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        del since
        lines = self._sent.read_text().splitlines() if self._sent.exists() else []
        return Trace.ARRIVED if message.id in {json.loads(line)["id"] for line in lines} else Trace.ABSENT

    async def received(self, since: datetime) -> Sequence[ReceivedText]:
        now = self._clock.now()
        return [text for text in self._texts if since <= text.at <= now]


class Machine:
    """The parts of the portal that texts need."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.clock, self.plug = ManualClock(datetime.fromisoformat(config["start"])), Plug(config["kill"])
        path, key = Path(config["directory"]) / "state.db", bytes.fromhex(config["key"])
        self.state = open_state(path, key, node="crash", courier=NoLedger())
        self.store: Any = DeadlyStore(self.state, self.plug)
        carrier = FileCarrier(config, self.clock, self.plug)
        reminders = Reminders(self.store, self.clock, RandomIds(), DESK, ZONE)
        lanes = Lanes(self.store, self._conversations(), reminders, NoAnswers(), self.clock, RandomIds())
        self.poller = Poller(self.store, Inbox(self.store, self.clock, DESK), carrier, self.clock)
        self.answering = Answering(self.store, lanes)
        self.delivery = OutboxSender(self.store, carrier, self.clock, MessageRules(ZONE))
        self.unknowns = Unknowns(self.store, carrier, self.clock)

    def _conversations(self) -> Conversations:
        system = FakeSchedulingSystem()
        system.add(a_patient())
        settle = Settlement(self.store, self.clock, ClinicFacts(DESK.clinic, ZONE, DESK.phone))
        changes = ChangeService(self.store, self.clock, RandomIds(), MemoryWorkflows(), settle)
        return Conversations(
            store=self.store,
            system=system,
            book=BOOK,
            changes=changes,
            understander=EmbeddedUnderstander(),
            clock=self.clock,
            ids=RandomIds(),
            settings=a_settings(),
        )

    async def run(self) -> None:
        """Work for four minutes of the clinic's time."""
        for _ in range(STEPS):
            await self.poller.poll()
            await self.answering.work()
            await self.answering.settle()
            await self.delivery.deliver_due()
            await self.unknowns.look_up()
            self.clock.advance(STEP)


async def work(config: dict[str, Any]) -> dict[str, Any]:
    """Live until the end, or until the plug is pulled."""
    machine = Machine(config)
    await machine.run()
    waiting = await machine.state.read(lambda tx: tx.texts.waiting())
    verdict = await machine.state.read(lambda tx: tx.audit.verify())
    await machine.state.close()
    return {"counts": machine.plug.counts, "waiting": waiting, "audit": verdict.intact}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(work(json.loads(Path(sys.argv[1]).read_text())))))  # noqa: T201 the parent reads it
