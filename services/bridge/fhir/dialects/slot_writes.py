"""Taking and freeing Slots on a server where Slot.status is the client's work."""

from collections.abc import Sequence
from contextlib import suppress

from services.bridge.fhir import edits
from services.bridge.fhir.codes import marks
from services.bridge.fhir.dialects.base import HELD, Dialect
from services.bridge.fhir.dialects.queries import escape
from services.bridge.fhir.exchange import Answer
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.mapping import version
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import OPERATION_MARK
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, Refused, SlotTaken, VersionConflict
from services.scheduling.model import Appointment, Lock, Slot, SlotStatus

_TRIES = 3
_GUARDS = {"Slot": ("status", "start", "identifier"), "Appointment": ("status", "start", "end", "slot")}


class SlotWrites(Dialect):
    """Holds are conditional writes of the Slot with our mark; without ETags a guarded patch stands in for If-Match."""

    async def hold(self, slot: Slot, operation_id: str) -> Slot:
        """Make the free slot busy with our mark.

        Raises:
            SlotTaken: someone else has it.
            VersionConflict: it changed since it was read, but is free.
        """
        resource = await self.client.read("Slot", slot.id)
        now = await self.slot_from(resource)
        if now.held_by == operation_id:
            return now
        if now.status is not SlotStatus.FREE:
            raise _taken()
        if now.interval != slot.interval or (None not in (now.version, slot.version) and now.version != slot.version):
            raise VersionConflict("The slot changed since it was read.", "Read it again.")
        if not self.keeps_marks:
            return now
        return await self.take(resource, operation_id)

    async def take(self, resource: Json, operation_id: str) -> Slot:
        """Write our mark into the slot as just read, and make sure that it is ours.

        A refused guarded patch may mean that somebody took the slot and let it go again meanwhile: it is read and
        tried anew a few times.

        Raises:
            SlotTaken: someone else was faster.
        """
        for _ in range(_TRIES - 1):
            try:
                return await self._take_once(resource, operation_id)
            except Refused:
                if await self.lock() is not Lock.NONE:
                    raise
                fresh = await self.client.read("Slot", resource["id"])
                if (fresh.get("status"), marks(fresh)) != (resource.get("status"), marks(resource)):
                    raise _taken() from None
                resource = fresh
        return await self._take_once(resource, operation_id)

    async def _take_once(self, resource: Json, operation_id: str) -> Slot:
        try:
            answer = await self.write(resource, edits.held(resource, operation_id))
        except (VersionConflict, Refused) as error:
            now = await self.slot(resource["id"])
            if now.held_by == operation_id:
                return now
            raise (_taken() if now.status is not SlotStatus.FREE else error) from None
        after = await self._slot_after(answer, resource["id"])
        if after.held_by != operation_id:
            raise _taken()
        return after

    async def _slot_after(self, answer: Answer, slot_id: str) -> Slot:
        """Return the slot after a write; where nothing locks, only a new read tells who wrote last."""
        if await self.lock() is Lock.NONE:
            return await self.slot(slot_id)
        try:
            return await self.slot_from(await self.result(answer, "Slot", slot_id))
        except MalformedAnswer:
            raise OutcomeUnknown("A write was answered with a malformed Slot.", "Read it to find out.") from None

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        """Free a busy slot that nobody occupies and no other operation is about to take."""
        resource = await self.client.read("Slot", slot.id)
        now = await self.slot_from(resource)
        if now.status not in HELD or not await self._may_free(now, slot, operation_id):
            return now
        try:
            answer = await self.write(resource, edits.freed(resource))
        except (VersionConflict, Refused):
            return await self.slot(slot.id)
        return await self._slot_after(answer, slot.id)

    async def _may_free(self, now: Slot, seen: Slot, operation_id: str) -> bool:
        if now.held_by not in (operation_id, seen.held_by):
            return False
        if now.held_by not in (None, operation_id) and not await self._finished(str(now.held_by)):
            return False
        return not await self.occupants(now)

    async def _finished(self, operation_id: str) -> bool:
        """Tell whether another operation has written its appointment, so that its mark on a slot is history."""
        with suppress(Refused):
            query = [("identifier", f"{OPERATION_MARK}|{escape(operation_id)}")]
            return any(operation_id in marks(found) for found in await search(self.client, "Appointment", query))
        return False

    async def ensure_held(self, slot: Slot, appointment: Appointment, operation_id: str) -> None:
        """Make sure that the slot is ours before the appointment goes there.

        A move back (our operation wrote the appointment before) takes the old slot again although it is still busy,
        as long as nobody else is in it.

        Raises:
            SlotTaken: it is someone else's.
        """
        if not slot.id or not self.keeps_marks:
            return
        resource = await self.client.read("Slot", slot.id)
        now = await self.slot_from(resource)
        if now.held_by == operation_id:
            return
        if now.status is not SlotStatus.FREE and not await self._may_return(now, appointment, operation_id):
            raise _taken()
        await self.take(resource, operation_id)

    async def _may_return(self, now: Slot, appointment: Appointment, operation_id: str) -> bool:
        if now.status not in HELD or operation_id not in appointment.operations:
            return False
        if now.held_by is not None and not await self._finished(now.held_by):
            return False
        return all(other.id == appointment.id for other in await self.occupants(now))

    async def write(self, before: Json, after: Json) -> Answer:
        """Replace a resource, fenced by its version, or where there is none by a patch that tests what it replaces."""
        if await self.lock() is not Lock.NONE and version(before) is not None:
            return await self.client.update(after, version(before))
        resource_type = str(before["resourceType"])
        if "patch" in (await self.statement.get()).of(resource_type).interactions:
            guarded = edits.changes(before, after, _GUARDS[resource_type])
            return await self._patch(resource_type, before["id"], guarded)
        return await self.client.update(after, None)

    async def _patch(self, resource_type: str, resource_id: str, operations: Sequence[Json]) -> Answer:
        return await self.client.patch(resource_type, resource_id, operations, None)


def _taken() -> SlotTaken:
    return SlotTaken("The slot is no longer free.", "Offer another.")
