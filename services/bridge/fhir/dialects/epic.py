"""Epic: `$find` proposes, `$book` books (Argonaut scheduling), cancelling is a web service of the vendor's own.

Source: argonautproject/scheduling; Epic documents neither cancelling nor rescheduling as FHIR. The site maps Epic's web
service to `POST Appointment/[id]/$cancel`. There is no reschedule: book the new one, then cancel the old one. Proposals
expire, so each booking asks for a fresh one. Our mark travels in `appointmentNote`, which Epic keeps as a comment.
"""

from contextlib import suppress
from typing import ClassVar

from services.bridge.fhir import edits
from services.bridge.fhir.capability import Statement
from services.bridge.fhir.codes import note
from services.bridge.fhir.dialects.base import is_cancelled, require_unchanged
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
from services.bridge.fhir.paging import matches, require_searchset
from services.bridge.fhir.references import path_of
from services.bridge.fhir.statuses import Kind
from services.scheduling.errors import (
    MalformedAnswer,
    NotFound,
    OutcomeUnknown,
    Refused,
    SchedulingError,
    SlotTaken,
    VersionConflict,
)
from services.scheduling.model import Appointment, Capabilities, Lock, MoveSupport, Slot


class Epic(Proposing):
    """Book-then-cancel by operations; the server checks and frees."""

    MARKS_SEARCHABLE: ClassVar[bool] = False

    def describe(self, statement: Statement) -> Capabilities:
        """Claim book-then-cancel where both operations are offered."""
        books = {"find", "book"} <= statement.operations
        cancels = "cancel" in statement.operations
        return Capabilities(
            system=self.profile.system,
            move=MoveSupport.TWO_STEP if books and cancels else MoveSupport.NONE,
            cancel=cancels,
            lock=Lock.SERVER_CHECK,
            frees_slots=True,
        )

    async def find(self, wish: Wish) -> Json:
        """Ask `$find`; an unknown service type is ignored by Epic, so the caller checks the answers."""
        values = [("startTime", instant_value(wish.window.start)), ("endTime", instant_value(wish.window.end))]
        if wish.visit_type:
            values.append(("serviceType", code_value(service_codes(self.profile, wish.visit_type)[0])))
        if wish.practitioner_id:
            values.append(("practitioner", reference_value("Practitioner", wish.practitioner_id)))
        if wish.location_id:
            values.append(("location-reference", reference_value("Location", wish.location_id)))
        if wish.patient_id:
            values.append(("patient", reference_value("Patient", wish.patient_id)))
        found: Json = (await self.client.operation("Appointment/$find", parameters(values), Kind.READ)).json()
        return found

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Find the slot's proposal anew and book it.

        Raises:
            SlotTaken: the time is not proposed any more, or was taken while booking.
        """
        made = await self.written_by(operation_id, template, slot)
        if made is not None:
            return made
        wish = _wish(template, slot)
        proposal = await self.proposal_at(wish, slot.id)
        if proposal is None:
            raise SlotTaken("The time is not offered any more.", "Offer another.")
        values = [
            ("patient", reference_value("Patient", template.patient_id)),
            ("appointment", reference_value("Appointment", proposal.id)),
        ]
        if self.keeps_marks:
            values.append(("appointmentNote", {"valueString": note(operation_id)}))
        try:
            answer = await self.client.operation("Appointment/$book", parameters(values), Kind.WRITE)
        except (VersionConflict, NotFound):
            raise SlotTaken("The time was taken while it was being booked.", "Offer another.") from None
        return await self._booked(answer, operation_id, template, slot)

    async def _booked(self, answer: Answer, operation_id: str, template: Appointment, slot: Slot) -> Appointment:
        """Read what was booked, by the id in the answer, or by our mark.

        Raises:
            OutcomeUnknown: it was answered with success and cannot be found.
        """
        with suppress(SchedulingError):
            for resource in _bundled(answer):
                return await self.appointment(str(resource["id"]))
            found = await self.written_by(operation_id, template, slot)
            if found is not None:
                return found
        raise OutcomeUnknown("A booking was answered with success and cannot be read back.", "Read it to find out.")

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Call the site's cancel service; a business rule ("too close to start time") is a refusal."""
        del operation_id
        _, now = await self.current(appointment)
        if is_cancelled(now):
            return now
        require_unchanged(now, appointment)
        reason = {"valueCodeableConcept": edits.cancelation_reason(self.profile.cancel_reason)}
        path = f"{path_of('Appointment', appointment.id)}/$cancel"
        try:
            answer = await self.client.operation(path, parameters([("reason", reason)]), Kind.WRITE)
        except (VersionConflict, Refused, NotFound) as error:
            raise await self.explain(error, appointment) from None
        return await self.appointment_after(answer, appointment.id)


def _wish(template: Appointment, slot: Slot) -> Wish:
    return Wish(
        window=slot.interval,
        visit_type=template.visit_type,
        practitioner_id=slot.practitioner.id if slot.practitioner else "",
        location_id=slot.location.id if slot.location else "",
        patient_id=template.patient_id,
    )


def _bundled(answer: Answer) -> list[Json]:
    with suppress(MalformedAnswer):
        found = matches(require_searchset(answer.json()), "Appointment")
        return [resource for resource in found if isinstance(resource.get("id"), str)]
    return []
