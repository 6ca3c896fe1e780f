"""The change protocol as a durable workflow: claim, recheck, hold, write, verify, release, read back, settle.

The old slot is never released before the new one is booked and verified. `done` is said only after reading back. Each
step may run again after a crash and finds its own earlier effect. The steps' names are part of the stored format.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Protocol

from services.kernel.clock import Clock
from services.kernel.steps import Steps
from services.kernel.store import Store
from services.scheduling.ending import Ending, Found, undone, with_person
from services.scheduling.errors import SchedulingError
from services.scheduling.model import Appointment, MoveSupport, Slot, SlotStatus
from services.scheduling.operation import ChangeKind, Claim, Operation, OperationState, Reason, resource_of
from services.scheduling.patience import Patience
from services.scheduling.ports import ChangeTx, SchedulingSystem
from services.scheduling.readback import ReadBack
from services.scheduling.recheck import StillAllowed, recheck
from services.scheduling.writing import Writer, problem_of

CLAIM_LASTS = timedelta(minutes=10)


class Settle(Protocol):
    """Writes the ending, its audit record, its messages and its cases in one commit."""

    async def __call__(self, operation: Operation, ending: Ending) -> OperationState:
        """Keep the ending; a second call changes nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Able:
    """What the system said it can do, or that it could not be asked."""

    known: bool
    moves: MoveSupport = MoveSupport.NONE
    cancels: bool = False


@dataclass(frozen=True, slots=True)
class ChangeProtocol:
    """Runs one change against one scheduling system."""

    store: Store[ChangeTx]
    system: SchedulingSystem
    clock: Clock
    allowed: StillAllowed
    settle: Settle
    patience: Patience = field(default_factory=Patience)

    async def run(self, steps: Steps, operation_id: str) -> str:
        """Bring the operation to its end and return its final state."""
        operation = await steps.run("begin", Operation, lambda: self._begin(operation_id))
        if operation.state.final:
            return str(operation.state)
        ending = await self._change(steps, operation)
        return await steps.run("settle", str, lambda: self._settle(operation, ending))

    async def _change(self, steps: Steps, operation: Operation) -> Ending:
        can = await steps.run("capable", Able, self._able)
        if not can.known:
            return with_person(Reason.SYSTEM_UNREACHABLE, "capabilities")
        if not (can.cancels if operation.kind is ChangeKind.CANCEL else can.moves is not MoveSupport.NONE):
            return with_person(Reason.NO_WRITE_BACK)
        if operation.slot is not None and not await steps.run("claim", bool, lambda: self._claim(operation)):
            return undone(Reason.SLOT_TAKEN, "claimed")
        seen = await steps.run("recheck", Found, lambda: self._recheck(operation))
        if seen.problem is not None or seen.appointment is None:
            return _nothing_written(seen)
        if operation.kind is ChangeKind.CANCEL or seen.slot is None:
            return await self._cancel(steps, operation, seen.appointment)
        atomic = can.moves is MoveSupport.ATOMIC
        return await self._move(steps, operation, seen.appointment, seen.slot, atomic=atomic)

    async def _cancel(self, steps: Steps, operation: Operation, appointment: Appointment) -> Ending:
        writer = Writer(self.system, self.patience)
        written = await steps.run(
            "cancel", Found, lambda: self._fenced(operation, lambda: writer.cancel(operation, appointment))
        )
        if written.problem is not None:
            return _nothing_written(written)
        leftovers = await self._release_old(steps, operation)
        return await steps.run("read_back", Ending, lambda: self._reader().cancelled(operation, leftovers))

    async def _move(
        self, steps: Steps, operation: Operation, appointment: Appointment, slot: Slot, *, atomic: bool
    ) -> Ending:
        writer = Writer(self.system, self.patience)
        held = await steps.run("hold", Found, lambda: self._fenced(operation, lambda: writer.hold(operation, slot)))
        if held.problem is not None or held.slot is None:
            return await self._give_back(steps, operation, held)
        new = held.slot
        write = writer.move if atomic else writer.book
        written = await steps.run(
            "write", Found, lambda: self._fenced(operation, lambda: write(operation, appointment, new))
        )
        if written.problem is not None or written.appointment is None:
            return await self._give_back(steps, operation, written)
        moved = written.appointment
        alone = await steps.run("verify", Found, lambda: self._verify(moved, operation, new))
        if alone.problem is not None:
            return await self._back_off(steps, operation, moved, alone, atomic=atomic)
        if not atomic:
            gone = await steps.run("cancel_old", Found, lambda: writer.cancel(operation, appointment))
            if gone.problem is not None:
                return await self._old_remains(steps, operation, moved, gone)
        leftovers = await self._release_old(steps, operation)
        return await steps.run("read_back", Ending, lambda: self._reader().moved(operation, moved.id, leftovers))

    async def _fenced(self, operation: Operation, write: Callable[[], Awaitable[Found]]) -> Found:
        """Write only while the operation is ours to write: one given to a person is not touched any more."""
        standing = await self.store.read(lambda tx: tx.operations.get(operation.id))
        if standing is not None and standing.state.final:
            return Found(problem=standing.reason or Reason.STUCK, evidence="fenced")
        return await write()

    def _reader(self) -> ReadBack:
        return ReadBack(self.system, self.patience)

    async def _begin(self, operation_id: str) -> Operation:
        def work(tx: ChangeTx) -> Operation:
            operation = tx.operations.get(operation_id)
            if operation is None:
                msg = "A change was started that was never recorded. Look for its id in the audit trail."
                raise LookupError(msg)
            if operation.state is OperationState.REQUESTED:
                operation = replace(operation, state=OperationState.WRITING)
                tx.operations.save(operation)
            return operation

        return await self.store.write(work)

    async def _able(self) -> "Able":
        try:
            can = await self.patience.ask(self.system.capabilities)
        except SchedulingError:
            return Able(known=False)
        return Able(known=True, moves=can.move, cancels=can.cancel)

    async def _claim(self, operation: Operation) -> bool:
        slot = operation.slot
        if slot is None:
            return True
        now = self.clock.now()
        claim = Claim(resource_of(slot), slot.interval, operation.id, now + CLAIM_LASTS)
        return await self.store.write(lambda tx: tx.claims.take(claim, now))

    async def _recheck(self, operation: Operation) -> Found:
        try:
            return await recheck(operation, self.system, self.patience, self.allowed)
        except SchedulingError as error:
            found = problem_of(error)
            return replace(found, unsure=False)  # only reads were made

    async def _verify(self, moved: Appointment, operation: Operation, slot: Slot) -> Found:
        """Look who occupies the slot now that we wrote: with two writers at least the later one sees both."""
        try:
            occupants = await self.patience.ask(lambda: self.system.occupants(slot))
        except SchedulingError as error:
            return problem_of(error)
        ours = {moved.id, operation.appointment.id}
        taken = any(other.id not in ours for other in occupants)
        return Found(moved, slot, Reason.SLOT_TAKEN if taken else None)

    async def _give_back(self, steps: Steps, operation: Operation, found: Found) -> Ending:
        """End a move whose new booking was not made; a slot we may hold is freed unless the write may still land."""
        if not found.unsure and operation.slot is not None:
            new = operation.slot.id
            await steps.run("release_new", Found, lambda: Writer(self.system, self.patience).release(operation, new))
        return _nothing_written(found)

    async def _back_off(
        self, steps: Steps, operation: Operation, moved: Appointment, found: Found, *, atomic: bool
    ) -> Ending:
        """Someone else is in the slot: put the patient back where they were, and say so."""
        writer = Writer(self.system, self.patience)
        if found.problem is not Reason.SLOT_TAKEN:
            return with_person(Reason.OUTCOME_UNKNOWN, found.evidence, moved)
        home = await steps.run("home", Found, lambda: self._old_slot(operation))
        if atomic:
            if home.slot is None:
                return with_person(Reason.UNDO_FAILED, home.evidence, moved)
            old = home.slot
            back = await steps.run("move_back", Found, lambda: writer.move(operation, moved, old))
        else:
            back = await steps.run("cancel_new", Found, lambda: writer.cancel(operation, moved))
        if back.problem is not None:
            return with_person(Reason.UNDO_FAILED, back.evidence, moved)
        return await self._give_back(steps, operation, Found(problem=Reason.SLOT_TAKEN))

    async def _old_remains(self, steps: Steps, operation: Operation, moved: Appointment, found: Found) -> Ending:
        """The new one is booked, the old one would not go: take the new one back if that is certain, else a person."""
        if found.unsure:
            return with_person(Reason.OLD_APPOINTMENT_REMAINS, found.evidence, moved)
        writer = Writer(self.system, self.patience)
        back = await steps.run("cancel_new", Found, lambda: writer.cancel(operation, moved))
        if back.problem is not None:
            return with_person(Reason.OLD_APPOINTMENT_REMAINS, back.evidence, moved)
        return await self._give_back(steps, operation, found)

    async def _old_slot(self, operation: Operation) -> Found:
        """Return the slot the appointment had; one without a Slot resource is described by its own times."""
        old = operation.appointment
        if not old.slot_ids:
            return Found(slot=slot_of(old))
        try:
            return Found(slot=await self.patience.ask(lambda: self.system.slot(old.slot_ids[0])))
        except SchedulingError as error:
            return problem_of(error)

    async def _release_old(self, steps: Steps, operation: Operation) -> tuple[Reason, ...]:
        writer = Writer(self.system, self.patience)
        new = operation.slot.id if operation.slot else None
        left = False
        for number, slot_id in enumerate(operation.appointment.slot_ids):
            if slot_id != new:
                freed = await steps.run(f"release_old_{number}", Found, partial(writer.release, operation, slot_id))
                left = left or freed.problem is not None
        return (Reason.OLD_SLOT_NOT_FREED,) if left else ()

    async def _settle(self, operation: Operation, ending: Ending) -> str:
        return str(await self.settle(operation, ending))


_NO_EFFECT = frozenset({Reason.SLOT_TAKEN, Reason.APPOINTMENT_CHANGED, Reason.ALREADY_CANCELLED, Reason.POLICY})


def _nothing_written(found: Found) -> Ending:
    """Choose between trying something else with the patient and handing over to a person."""
    reason = found.problem or Reason.OUTCOME_UNKNOWN
    if found.unsure:
        return with_person(Reason.OUTCOME_UNKNOWN, found.evidence, found.appointment)
    if reason in _NO_EFFECT:
        return undone(reason, found.evidence, found.appointment)
    return with_person(reason, found.evidence, found.appointment)


def slot_of(appointment: Appointment) -> Slot | None:
    """Describe the place of an appointment that refers to no Slot resource; such a slot has an empty id."""
    if appointment.interval is None:
        return None
    return Slot(
        id="",
        version=None,
        status=SlotStatus.BUSY,
        interval=appointment.interval,
        schedule_id="",
        practitioner=appointment.practitioner,
        location=appointment.location,
        modality=appointment.modality,
    )
