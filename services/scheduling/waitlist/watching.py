"""Where freed slots come from: our own changes as they are settled, and the clinic's system as it is looked at."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from services.kernel.interval import Interval
from services.scheduling.availability import read_free
from services.scheduling.change import Settle, slot_of
from services.scheduling.ending import Ending
from services.scheduling.errors import SchedulingError
from services.scheduling.model import Slot, SlotSearch
from services.scheduling.operation import ChangeKind, Operation, OperationState, Reason
from services.scheduling.waitlist.following import follow_visit
from services.scheduling.waitlist.model import Cause, Freed
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import Known, WaitlistTx
from services.scheduling.waitlist.rounds import open_round

MOST_READS = 50
_HORIZON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class SettleThenOffer:
    """`services.scheduling.change.Settle` that also opens a round for each slot the change freed.

    It runs inside the change's last durable step, which is repeated after a crash until it ends; the round is keyed by
    the change, so that repeating it opens no second one.
    """

    settle: Settle
    parts: Parts

    async def __call__(self, operation: Operation, ending: Ending) -> OperationState:
        """Keep the ending, then put what it freed on offer."""
        state = await self.settle(operation, ending)
        if state is not OperationState.DONE:
            return state
        await self.parts.store.write(lambda tx: follow_visit(tx, operation, ending.result, self.parts.clock.now()))
        if Reason.OLD_SLOT_NOT_FREED not in ending.leftovers:
            for slot in await self._freed(operation):
                await self.parts.store.write(partial(self._open, operation, slot))
        return state

    async def _freed(self, operation: Operation) -> list[Slot]:
        kept = operation.slot.id if operation.slot else None
        return [await self._read(operation, slot_id) for slot_id in operation.appointment.slot_ids if slot_id != kept]

    async def _read(self, operation: Operation, slot_id: str) -> Slot:
        """Return the slot as the system shows it, else as the appointment described it."""
        try:
            return await self.parts.patience.ask(lambda: self.parts.system.slot(slot_id))
        except SchedulingError:
            described = slot_of(operation.appointment)
            if described is None:
                raise
            return replace(described, id=slot_id)

    def _open(self, operation: Operation, slot: Slot, tx: WaitlistTx) -> None:
        led_here = tx.waitlist.rounds.of_operation(operation.id)
        freed = Freed(
            key=f"{operation.id}:{slot.id}",
            slot=slot,
            cause=Cause.CANCELLED if operation.kind is ChangeKind.CANCEL else Cause.MOVED,
            by=operation.appointment.patient_id,
            depth=led_here.freed.depth + 1 if led_here else 0,
        )
        open_round(self.parts, tx, freed, self.parts.clock.now())


@dataclass(frozen=True, slots=True)
class FreeSlotWatch:
    """Looks which slots are free and opens a round for each that was not a look before.

    What was free when the watch began stays as it is. Only slots up to an instant that moves day by day are compared,
    so that one is not taken for newly free because the window reached it.
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
        now = self.parts.clock.now()
        until = _midnight(now + self.horizon)
        search = SlotSearch(Interval(now, until))
        free = await read_free(self.parts.system, search, MOST_READS)
        return await self.parts.store.write(lambda tx: self._compare(tx, free, until))

    def _compare(self, tx: WaitlistTx, free: list[Slot], until: datetime) -> int:
        known = tx.waitlist.free.known()
        seen = Known(frozenset(slot.id for slot in free), until)
        new = [slot for slot in free if known and slot.id not in known.slot_ids and slot.interval.start < known.until]
        if seen != known:
            tx.waitlist.free.replace(seen)
        now = self.parts.clock.now()
        keyed = [Freed(f"seen:{self.parts.ids.new('free')}", slot, Cause.SEEN) for slot in new]
        return sum(open_round(self.parts, tx, freed, now) is not None for freed in keyed)


def _midnight(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _forget(tx: WaitlistTx) -> None:
    if tx.waitlist.free.known() is not None:
        tx.waitlist.free.replace(None)
