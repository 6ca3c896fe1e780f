"""Generic FHIR R4 (http://hl7.org/fhir/R4/appointment.html): Slot and Appointment are resources the client writes.

A move is one conditional write of the Appointment, which keeps its id; the slots on either side are held before and
freed after by writes of their own. Nothing relies on transactions, which some servers do not roll back.
"""

from contextlib import suppress
from datetime import datetime

from services.bridge.fhir import edits
from services.bridge.fhir.capability import Statement
from services.bridge.fhir.dialects.base import is_at, is_cancelled, require_unchanged
from services.bridge.fhir.dialects.queries import within
from services.bridge.fhir.dialects.slot_writes import SlotWrites
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.paging import search
from services.kernel.interval import Interval
from services.scheduling.errors import MalformedAnswer, NotFound, Refused, VersionConflict
from services.scheduling.model import Appointment, AppointmentStatus, Capabilities, Lock, MoveSupport, Slot


class Generic(SlotWrites):
    """Any R4 server that offers update or patch of Appointment and Slot."""

    def describe(self, statement: Statement) -> Capabilities:
        """Claim atomic moves where Appointment and Slot can be written, and the lock the server declares."""
        appointment, slot = statement.of("Appointment"), statement.of("Slot")
        etags = appointment.enforces_versions and slot.enforces_versions
        return Capabilities(
            system=self.profile.system,
            move=MoveSupport.ATOMIC if appointment.changeable and slot.changeable else MoveSupport.NONE,
            cancel=appointment.changeable,
            lock=self.profile.lock or (Lock.ETAG if etags else Lock.NONE),
            frees_slots=bool(self.profile.frees_slots),
            starting="search-type" in appointment.interactions,
            native_waitlist="search-type" in appointment.interactions and appointment.changeable,
        )

    async def starting(self, window: Interval) -> list[Appointment]:
        """Search by status and date alone; a malformed appointment is left out, and the others are still told."""
        query = [("status", "booked"), *within("date", window), ("_count", str(self.profile.page_size))]
        found: list[tuple[datetime, str, Appointment]] = []
        for resource in await search(self.client, "Appointment", query):
            with suppress(MalformedAnswer):
                visit = self.read_appointment(resource)
                start = visit.interval.start if visit.interval else None
                if start is not None and window.contains(start) and visit.status is AppointmentStatus.BOOKED:
                    found.append((start, visit.id, visit))
        return [visit for _, _, visit in sorted(found, key=lambda row: row[:2])]

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Write the appointment at the slot's time and place, keeping its id and everything else in it."""
        await self._require_changeable()
        resource, now = await self.current(appointment)
        if is_at(now, slot) and self._wrote(now, operation_id):
            return now
        require_unchanged(now, appointment)
        await self.ensure_held(slot, now, operation_id)
        after = self._marked(edits.moved(resource, slot, self.profile), operation_id)
        try:
            answer = await self.write(resource, after)
        except (VersionConflict, Refused, NotFound) as error:
            raise await self.explain(error, appointment, slot, operation_id) from None
        moved = await self.appointment_after(answer, appointment.id)
        if not self.keeps_marks:
            await self._make_busy(slot)
        return moved

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Write the appointment as cancelled, with the site's reason; one that is cancelled already stays so."""
        await self._require_changeable()
        resource, now = await self.current(appointment)
        if is_cancelled(now):
            return now
        require_unchanged(now, appointment)
        after = self._marked(edits.cancelled(resource, self.profile.cancel_reason), operation_id)
        try:
            answer = await self.write(resource, after)
        except (VersionConflict, Refused, NotFound) as error:
            raise await self.explain(error, appointment) from None
        return await self.appointment_after(answer, appointment.id)

    async def _require_changeable(self) -> None:
        if not (await self.statement.get()).of("Appointment").changeable:
            raise Refused("This server only lets Sealdesk read.", "Hand it to a person.", "read_only")

    def _wrote(self, now: Appointment, operation_id: str) -> bool:
        return operation_id in now.operations or not self.keeps_marks

    def _marked(self, resource: Json, operation_id: str) -> Json:
        return edits.marked(resource, operation_id) if self.keeps_marks else resource

    async def _make_busy(self, slot: Slot) -> None:
        """Close the slot behind a move where no mark could be set before it; the core looks who else is in it."""
        if slot.id:
            resource = await self.client.read("Slot", slot.id)
            if resource.get("status") == "free":
                await self.write(resource, edits.taken(resource))
