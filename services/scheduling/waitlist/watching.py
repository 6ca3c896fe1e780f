"""Where freed slots come from: our own changes as they are settled, and the clinic's system as it is looked at."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from services.kernel.interval import Interval
from services.scheduling.availability import read_free
from services.scheduling.change import slot_of
from services.scheduling.ending import Ending
from services.scheduling.errors import SchedulingError
from services.scheduling.model import Slot, SlotSearch
from services.scheduling.operation import ChangeKind, Operation, OperationState, Reason
from services.scheduling.ports import ChangeTx
from services.scheduling.settle import Settlement
from services.scheduling.waitlist.following import follow_visit
from services.scheduling.waitlist.model import Cause, Freed
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import Known, WaitlistTx
from services.scheduling.waitlist.rounds import open_round

MOST_READS = 50
_HORIZON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class SettleThenOffer:
    """`services.scheduling.change.Settle` that also opens a round for each slot the change freed, in the same commit.

    So nobody sees the slot freed by a change that has ended but is not on offer: whose it was, and how deep the chain
    of winners is, are never lost. What was freed is read before; a step repeated after a crash changes nothing.
    """

    settle: Settlement
    parts: Parts

    async def __call__(self, operation: Operation, ending: Ending) -> OperationState:
        """Keep the ending, and put what it freed on offer."""
        freed = await self._freed(operation, ending)

        def follow(tx: ChangeTx, operation: Operation, now: datetime) -> None:
            if operation.state is OperationState.DONE:
                self._follow(cast(WaitlistTx, tx), operation, freed, now)  # the parts' store is the settlement's

        settle = replace(self.settle, afterwards=(*self.settle.afterwards, follow))
        return await settle(operation, ending)

    async def _freed(self, operation: Operation, ending: Ending) -> list[Slot]:
        if ending.state is not OperationState.DONE or Reason.OLD_SLOT_NOT_FREED in ending.leftovers:
            return []
        kept = operation.slot.id if operation.slot else None
        read = [await self._read(operation, slot_id) for slot_id in operation.appointment.slot_ids if slot_id != kept]
        return [slot for slot in read if slot is not None]

    async def _read(self, operation: Operation, slot_id: str) -> Slot | None:
        """Return the slot as the system shows it, else as the appointment described it, if it did."""
        try:
            return await self.parts.patience.ask(lambda: self.parts.system.slot(slot_id))
        except SchedulingError:
            described = slot_of(operation.appointment)
            return replace(described, id=slot_id) if described else None

    def _follow(self, tx: WaitlistTx, final: Operation, freed: list[Slot], now: datetime) -> None:
        follow_visit(tx, final, final.result, now)
        led_here = tx.waitlist.rounds.of_operation(final.id)
        for slot in freed:
            event = Freed(
                key=f"{final.id}:{slot.id}",
                slot=slot,
                cause=Cause.CANCELLED if final.kind is ChangeKind.CANCEL else Cause.MOVED,
                by=final.appointment.patient_id,
                depth=led_here.freed.depth + 1 if led_here else 0,
            )
            open_round(self.parts, tx, event, now)


@dataclass(frozen=True, slots=True)
class FreeSlotWatch:
    """Looks which slots are free and opens a round for each that was not a look before.

    What was free when the watch began stays as it is. Only slots up to an instant that moves day by day are compared,
    so that one is not taken for newly free because the window reached it. What our own changes free is theirs to
    offer: they know who gave it up and how deep the chain of winners is.
    """

    parts: Parts
    horizon: timedelta = _HORIZON

    async def look(self) -> int:
        """Look once; return how many rounds were opened. Nothing is read while nobody waits.

        Raises:
            SchedulingError: the system could not be read.
        """
        if not await self.parts.store.read(lambda tx: bool(tx.waitlist.entries.waiting())):
            await self.parts.store.write(_forget)
            return 0
        before = await self.parts.store.read(_noted)
        now = self.parts.clock.now()
        until = _midnight(now + self.horizon)
        search = SlotSearch(Interval(now, until))
        free = await read_free(self.parts.system, search, MOST_READS)
        return await self.parts.store.write(lambda tx: self._compare(tx, free, until, before))

    def _compare(self, tx: WaitlistTx, free: list[Slot], until: datetime, before: frozenset[str]) -> int:
        """Compare what was read with what is known; what our changes noted while it was read stays known."""
        known = tx.waitlist.free.known()
        ours = frozenset(slot_id for change in tx.operations.open() for slot_id in change.appointment.slot_ids)
        free = [slot for slot in free if slot.id not in ours]
        noted = _noted(tx) - before
        seen = Known(frozenset(slot.id for slot in free) | noted, until)
        new = [slot for slot in free if known and slot.id not in known.slot_ids and slot.interval.start < known.until]
        if seen != known:
            tx.waitlist.free.replace(seen)
        now = self.parts.clock.now()
        keyed = [Freed(f"seen:{self.parts.ids.new('free')}", slot, Cause.SEEN) for slot in new]
        return sum(open_round(self.parts, tx, freed, now) is not None for freed in keyed)


def _noted(tx: WaitlistTx) -> frozenset[str]:
    """Return the slots that are known to be free."""
    known = tx.waitlist.free.known()
    return known.slot_ids if known else frozenset()


def _midnight(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _forget(tx: WaitlistTx) -> None:
    if tx.waitlist.free.known() is not None:
        tx.waitlist.free.replace(None)
