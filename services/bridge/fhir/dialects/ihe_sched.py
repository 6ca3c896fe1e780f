"""IHE ITI Scheduling: `$find` (ITI-115) proposes, `$book` (ITI-117) changes and cancels; the server decides.

Source: IHE/ITI.Scheduling operation definitions. A change of an existing appointment is one `$book` with the whole
`appointment-resource`, so a move is atomic and keeps the id. `$hold` (ITI-116) is not used for it: a hold makes a
second, pending appointment that occupies the very time the change asks for. What is unavailable answers `not-found`.
"""

from services.bridge.fhir import edits
from services.bridge.fhir.capability import Statement
from services.bridge.fhir.dialects.base import is_at, is_cancelled, require_unchanged
from services.bridge.fhir.dialects.proposing import (
    Proposing,
    Wish,
    code_value,
    instant_value,
    parameters,
    reference_value,
)
from services.bridge.fhir.dialects.queries import service_codes
from services.bridge.fhir.exchange import Answer
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.statuses import Kind
from services.scheduling.errors import NotFound, Refused, VersionConflict
from services.scheduling.model import Appointment, Capabilities, Lock, MoveSupport, Slot


class IheSched(Proposing):
    """Atomic moves by operation."""

    def describe(self, statement: Statement) -> Capabilities:
        """Claim moves and cancellations where `$book` is offered."""
        books = "book" in statement.operations
        return Capabilities(
            system=self.profile.system,
            move=MoveSupport.ATOMIC if books else MoveSupport.NONE,
            cancel=books,
            lock=Lock.SERVER_CHECK,
            frees_slots=True,
        )

    async def find(self, wish: Wish) -> Json:
        """Ask `$find` for one page of proposals."""
        values = [("start", instant_value(wish.window.start)), ("end", instant_value(wish.window.end))]
        if wish.visit_type:
            values.append(("visit-type", code_value(service_codes(self.profile, wish.visit_type)[0])))
        if wish.practitioner_id:
            values.append(("practitioner", reference_value("Practitioner", wish.practitioner_id)))
        if wish.location_id:
            values.append(("location-reference", reference_value("Location", wish.location_id)))
        path = f"Appointment/$find?_count={self.profile.page_size}"
        found: Json = (await self.client.operation(path, parameters(values), Kind.READ)).json()
        return found

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Book the appointment as it is at the slot's time and place."""
        resource, now = await self.current(appointment)
        if is_at(now, slot) and (operation_id in now.operations or not self.keeps_marks):
            return now
        require_unchanged(now, appointment)
        after = _without_slot(edits.moved(resource, slot, self.profile))
        return await self._book(self._marked({**after, "status": "booked"}, operation_id), appointment, slot)

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Book the appointment as cancelled, as the profile puts it; one that is cancelled already stays so."""
        resource, now = await self.current(appointment)
        if is_cancelled(now):
            return now
        require_unchanged(now, appointment)
        after = _without_slot(edits.cancelled(resource, self.profile.cancel_reason))
        return await self._book(self._marked(after, operation_id), appointment, None)

    def _marked(self, resource: Json, operation_id: str) -> Json:
        return edits.marked(resource, operation_id) if self.keeps_marks else resource

    async def _book(self, resource: Json, seen: Appointment, slot: Slot | None) -> Appointment:
        """Send the whole resource; its meta.versionId fences the write."""
        body = parameters([("appointment-resource", {"resource": resource})])
        try:
            await self.client.operation("Appointment/$book", body, Kind.WRITE)
        except (VersionConflict, Refused, NotFound) as error:
            raise await self.explain(error, seen, slot) from None
        return await self.appointment_after(Answer(204, {}, b""), seen.id)


def _without_slot(appointment: Json) -> Json:
    """Leave out the slot, which is a description of ours and no resource of the server's."""
    return {name: value for name, value in appointment.items() if name != "slot"}
