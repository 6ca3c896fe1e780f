"""athenaPractice and athenaFlow: book by POST, cancel by PUT, and do not believe either.

Source: the issues of athenahealth/apiserver-athenaFlex. It may book another slot than asked (#295); it cancels and
leaves the slot busy (#389, #340, #294), which nobody but the clinic can free; an appointment written without the
extension `athena-originalCode` on `_status` comes back without a status (#360, #329).
"""

from contextlib import suppress

from services.bridge.fhir import edits
from services.bridge.fhir.capability import Statement
from services.bridge.fhir.dialects.base import Dialect, blames_slot, is_at, is_cancelled, require_unchanged
from services.bridge.fhir.dialects.queries import escape
from services.bridge.fhir.exchange import Answer
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.mapping import version
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import OPERATION_MARK
from services.bridge.fhir.references import target
from services.scheduling.errors import NotFound, OutcomeUnknown, Refused, SchedulingError, SlotTaken, VersionConflict
from services.scheduling.model import Appointment, Capabilities, Lock, MoveSupport, Slot

ORIGINAL_CODE = "https://docs.mydata.athenahealth.com/fhir-r4/StructureDefinition/athena-originalCode"


class Athena(Dialect):
    """Book-then-cancel; what was really booked is read back, and undone when it is not what was asked."""

    def describe(self, statement: Statement) -> Capabilities:
        """Claim book-then-cancel, and that nobody frees the old slot."""
        offered = statement.of("Appointment").interactions
        return Capabilities(
            system=self.profile.system,
            move=MoveSupport.TWO_STEP if {"create", "update"} <= offered else MoveSupport.NONE,
            cancel="update" in offered,
            lock=Lock.SERVER_CHECK,
            frees_slots=False,
        )

    def read_occupant(self, resource: Json) -> Appointment:
        """Read an Appointment for whoever asks who is in a slot: one that lost its status counts as booked."""
        return self.read_appointment({"status": "booked", **resource})

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Post a new appointment like the template, and check where it really went.

        Raises:
            SlotTaken: the slot is gone, or the system booked another one, which has been cancelled again.
        """
        made = await self._made_by(operation_id, template)
        if made is None:
            resource, _ = await self.current(template)
            new = edits.booked(resource, slot, self.profile)
            new = _with_code(edits.marked(new, operation_id) if self.keeps_marks else new)
            try:
                answer = await self.client.create(new, self._unless(operation_id))
            except (Refused, VersionConflict, NotFound) as error:
                raise await self._explain_booking(error, template, slot) from None
            made = await self._booked(answer, operation_id, template)
        if is_at(made, slot) and made.interval == slot.interval:
            return made
        await self._undo(made, operation_id)
        raise SlotTaken("The system booked another time than asked; that was cancelled again.", "Offer another.")

    def _unless(self, operation_id: str) -> str | None:
        return f"identifier={OPERATION_MARK}|{operation_id}" if self.keeps_marks else None

    async def _made_by(self, operation_id: str, template: Appointment) -> Appointment | None:
        """Return what an earlier try of this operation booked, in whatever slot."""
        if not self.keeps_marks:
            return None
        query = [("identifier", f"{OPERATION_MARK}|{escape(operation_id)}")]
        for resource in await search(self.client, "Appointment", query):
            found = self.read_appointment(resource)
            if found.id != template.id and operation_id in found.operations and found.status.occupies:
                return found
        return None

    async def _booked(self, answer: Answer, operation_id: str, template: Appointment) -> Appointment:
        """Read what the POST made: by Location, by the body's id, or by our mark.

        Raises:
            OutcomeUnknown: it was answered with success and cannot be found.
        """
        new_id = created_id(answer, self.profile.base_url)
        with suppress(SchedulingError):
            if new_id is not None:
                return await self.appointment(new_id)
            found = await self._made_by(operation_id, template)
            if found is not None:
                return found
        raise OutcomeUnknown("A booking was answered with success and cannot be read back.", "Read it to find out.")

    async def _explain_booking(self, error: SchedulingError, template: Appointment, slot: Slot) -> SchedulingError:
        with suppress(SchedulingError):
            if blames_slot(error) or await self.is_taken(slot, template.id):
                return SlotTaken("The slot was taken while it was being booked.", "Offer another.")
        return error

    async def _undo(self, made: Appointment, operation_id: str) -> None:
        try:
            await self.cancel(made, operation_id)
        except SchedulingError:
            raise OutcomeUnknown(
                "The system booked another time than asked, and would not cancel it.", "Cancel it by hand."
            ) from None

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Put the appointment as cancelled, with the vendor's own status code; the slot stays busy."""
        resource, now = await self.current(appointment)
        if is_cancelled(now):
            return now
        require_unchanged(now, appointment)
        after = edits.cancelled(resource, self.profile.cancel_reason)
        after = _with_code(edits.marked(after, operation_id) if self.keeps_marks else after)
        try:
            answer = await self.client.update(after, version(resource))
        except (VersionConflict, Refused, NotFound) as error:
            raise await self.explain(error, appointment) from None
        return await self.appointment_after(answer, appointment.id)


def created_id(answer: Answer, base_url: str) -> str | None:
    """Return the id of a created Appointment from the Location header or the body."""
    found = target({"reference": answer.headers.get("location", "")}, base_url)
    if found is not None and found.type == "Appointment":
        return found.id
    body = answer.json_or_none() if answer.content else None
    identity = body.get("id") if isinstance(body, dict) and body.get("resourceType") == "Appointment" else None
    return identity if isinstance(identity, str) else None


def _with_code(appointment: Json) -> Json:
    """Return the appointment with the status code extension without which the status is lost."""
    status = appointment.get("_status")
    others = status.get("extension", []) if isinstance(status, dict) else []
    kept = [item for item in others if item.get("url") != ORIGINAL_CODE]
    code = {"url": ORIGINAL_CODE, "valueString": appointment["status"]}
    return {**appointment, "_status": {"extension": [*kept, code]}}
