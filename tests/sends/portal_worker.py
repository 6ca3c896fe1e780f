"""The portal's side: the real outbox in its encrypted database, its worker, its look-ups; it may be killed any moment.

Called with a JSON file: folder, port, begin, zero, sends. Puts messages into the outbox, some at a time, sends,
asks about unknown ones, and ends when nothing more can happen by itself. Prints its state as JSON lines; the last one
says how each message ended.
"""

import asyncio
import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.places import Places
from appliance.wiring.messaging import message_rules
from services.audit.courier import NoLedger
from services.kernel.language import Language
from services.line.client import Line
from services.messaging.carrier_link import EgressSender
from services.messaging.delivery import PAUSES, OutboxSender
from services.messaging.ports import MessagingTx
from services.messaging.unknowns import Unknowns
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import Delivery, DeliveryState
from services.state.store import StateStore, open_state
from tests.sends.quick_clock import QuickClock
from tests.sends.settings import sending_clinic

LANES = 8
ANSWER_SECONDS = 2.0
CHUNK = 200
REST_SECONDS = 0.02
FEW = 1000
"""With more texts than these, some of which stay unknown, asking each minute would take longer than sending."""
OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING)
PATIENT = (*PAUSES, *[PAUSES[-1]] * 20)
"""Seven tries end within three minutes of this quick time; a busy machine takes longer to start a process anew."""
SETTLED = timedelta(minutes=6)
"""How long after a message became unknown the carrier surely shows it."""


def message_of(index: int, at: datetime) -> OutboxMessage:
    """Return one of the messages; a tenth as many numbers as messages, and no two with the same words."""
    values = {"clinic": "Maple", "old": f"visit number {index}"}
    to = f"+1312555{index % 1000:04d}"
    return OutboxMessage(f"op_{index:06d}:cancelled", to, "cancelled", Language.EN, values, at)


class Portal:
    """One life of the worker."""

    def __init__(self, config: dict[str, Any]) -> None:
        settings = sending_clinic(Path(config["folder"]), config["port"])
        self.clock = QuickClock(datetime.fromisoformat(config["begin"]), config["zero"])
        self.sends: int = config["sends"]
        self.ask_every = timedelta(minutes=1 if self.sends <= FEW else 10)
        path = Path(config["folder"]) / "state" / "state.db"
        self.store: StateStore = open_state(path, bytes.fromhex(config["key"]), node="sends", courier=NoLedger())
        self.line = Line(Places.of(settings).egress_socket, ANSWER_SECONDS)
        sender = EgressSender(self.line)
        self.outbox = OutboxSender(self.store, sender, self.clock, message_rules(settings), PATIENT)
        self.unknowns = Unknowns(self.store, sender, self.clock)

    async def seed(self, index: int) -> int:
        """Queue the messages from this one on, as many as a clinic has waiting; return the next one's number."""
        now = self.clock.now()
        last = min(index + CHUNK, self.sends)
        new = [message_of(number, now) for number in range(index, last)]
        await self.store.write(lambda tx: _queue(tx, new))
        return last

    async def idle(self) -> bool:
        """Tell whether no message waits, not even for a second try."""
        soon = self.clock.now() + timedelta(hours=2)
        return not await self.store.read(lambda tx: tx.outbox.due(soon, 1))

    async def states(self) -> list[Delivery]:
        """Return every message as it stands."""
        return await self.store.read(lambda tx: tx.outbox.newest(self.sends + 1))

    async def work(self) -> list[Delivery]:
        """Queue, send and ask, until nothing more happens by itself."""
        queued = len(await self.states())
        asked_at = self.clock.now()
        while True:
            if sum(await asyncio.gather(*(self.outbox.deliver_due() for _ in range(LANES)))):
                continue
            if queued < self.sends and await self.idle():
                queued = await self.seed(queued)
            elif self.clock.now() - asked_at < self.ask_every:
                await asyncio.sleep(REST_SECONDS)
            if self.clock.now() - asked_at >= self.ask_every:
                asked_at = self.clock.now()
                await self.unknowns.look_up()
                found = await self.states()
                say(Counter(delivery.state.value for delivery in found))
                if queued == self.sends and not any(self.goes_on(delivery) for delivery in found):
                    return found

    def goes_on(self, delivery: Delivery) -> bool:
        """Tell whether something can still happen to a message without a person."""
        if delivery.state is not DeliveryState.UNKNOWN:
            return delivery.state in OPEN
        return delivery.finished_at is None or self.clock.now() - delivery.finished_at < SETTLED + self.ask_every


def _queue(tx: MessagingTx, new: list[OutboxMessage]) -> None:
    for message in new:
        tx.outbox.add(message)


def say(told: object) -> None:
    """Print a line for the test."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


async def life(config: dict[str, Any]) -> None:
    """Work, and tell how each message ended, what staff are shown, and whether the audit chain holds."""
    portal = Portal(config)
    found = await portal.work()
    shown = await portal.unknowns.listed(portal.sends)
    verdict = await portal.store.read(lambda tx: tx.audit.verify())
    say(
        {
            "ended": {delivery.message.id: delivery.state.value for delivery in found},
            "why": {delivery.message.id: f"{delivery.reason} ({delivery.attempts} tries)" for delivery in found},
            "shown": [delivery.message.id for delivery in shown],
            "intact": verdict.intact,
        }
    )
    await portal.line.aclose()
    await portal.store.close()


if __name__ == "__main__":
    asyncio.run(life(json.loads(Path(sys.argv[1]).read_text())))
