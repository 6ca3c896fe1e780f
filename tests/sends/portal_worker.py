"""The portal's side: the real outbox in its encrypted database, its worker, its look-ups; it may be killed any moment.

Called with a JSON file: folder, port, begin, zero, sends. Puts the messages into the outbox where they are not there
yet, sends, asks about unknown ones, and ends when nothing more can happen by itself. Prints its state as JSON lines;
the last one says how each message ended.
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
from services.kernel.language import Language
from services.line.client import Line
from services.messaging.carrier_link import EgressSender
from services.messaging.delivery import OutboxSender
from services.messaging.unknowns import Unknowns
from services.scheduling.operation import OutboxMessage
from services.scheduling.outbox import Delivery, DeliveryState
from services.state.store import StateStore, open_state
from tests.sends.quick_clock import QuickClock
from tests.sends.settings import sending_clinic

LANES = 4
ANSWER_SECONDS = 2.0
CHUNK = 500
OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING)
SURE_BY = timedelta(minutes=8)
"""How long after a message became unknown the carrier has surely been asked."""


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
        path = Path(config["folder"]) / "state" / "state.db"
        self.store: StateStore = open_state(path, bytes.fromhex(config["key"]), node="sends")
        self.line = Line(Places.of(settings).egress_socket, ANSWER_SECONDS)
        sender = EgressSender(self.line)
        self.outbox = OutboxSender(self.store, sender, self.clock, message_rules(settings))
        self.unknowns = Unknowns(self.store, sender, self.clock)

    async def seed(self) -> None:
        """Queue every message that is not there yet."""
        now = self.clock.now()
        for first in range(0, self.sends, CHUNK):
            chunk = [message_of(index, now) for index in range(first, min(first + CHUNK, self.sends))]
            if await self.store.read(lambda tx, last=chunk[-1]: tx.outbox.get(last.id)) is None:  # type: ignore[misc]
                await self.store.write(lambda tx, new=chunk: [tx.outbox.add(message) for message in new])  # type: ignore[misc]

    async def states(self) -> list[Delivery]:
        """Return every message as it stands."""
        return await self.store.read(lambda tx: tx.outbox.newest(self.sends + 1))

    async def work(self) -> list[Delivery]:
        """Send and ask until nothing more happens by itself."""
        await self.seed()
        while True:
            if not sum(await asyncio.gather(*(self.outbox.deliver_due() for _ in range(LANES)))):
                await self.unknowns.look_up()
                found = await self.states()
                say(Counter(delivery.state.value for delivery in found))
                if not any(self.goes_on(delivery) for delivery in found):
                    return found

    def goes_on(self, delivery: Delivery) -> bool:
        """Tell whether something can still happen to a message without a person."""
        if delivery.state is not DeliveryState.UNKNOWN:
            return delivery.state in OPEN
        return delivery.finished_at is None or self.clock.now() - delivery.finished_at < SURE_BY


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
            "shown": [delivery.message.id for delivery in shown],
            "intact": verdict.intact,
        }
    )
    await portal.line.aclose()
    await portal.store.close()


if __name__ == "__main__":
    asyncio.run(life(json.loads(Path(sys.argv[1]).read_text())))
