"""Oracle Health (Cerner) Millennium R4: Slot is read-only, Appointment is patched, every patch needs If-Match.

Source: docs.oracle.com, Millennium platform APIs, Appointment and Slot; cerner/fhir.cerner.com appointment.md, slot.md.
A patch of `/slot` alone is an atomic move that keeps the id; the server moves times, provider and place along, frees
the old slot, and refuses a taken one with 422. No identifier of ours can be patched in: a repeat
is known by its effect.
"""

from typing import ClassVar

from services.bridge.fhir import edits
from services.bridge.fhir.capability import Statement
from services.bridge.fhir.client import Params
from services.bridge.fhir.dialects.base import Dialect, is_at, is_cancelled, require_unchanged
from services.bridge.fhir.dialects.queries import around, service_codes, within
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.mapping import version
from services.bridge.fhir.references import reference
from services.scheduling.errors import NotFound, Refused, VersionConflict
from services.scheduling.model import Appointment, Capabilities, Lock, MoveSupport, Slot, SlotSearch

_ASK_PERSON = "Hand it to a person."


class Oracle(Dialect):
    """Atomic moves by patch; the server checks slots and frees them."""

    MARKS: ClassVar[bool] = False
    SORTS: ClassVar[bool] = False

    def describe(self, statement: Statement) -> Capabilities:
        """Claim what a client with patch rights has."""
        patches = "patch" in statement.of("Appointment").interactions
        return Capabilities(
            system=self.profile.system,
            move=MoveSupport.ATOMIC if patches else MoveSupport.NONE,
            cancel=patches,
            lock=Lock.SERVER_CHECK,
            frees_slots=True,
        )

    async def slot_query(self, wanted: SlotSearch) -> Params | None:
        """Return the search Oracle takes: `service-type` and both bounds; only free slots come back.

        Raises:
            Refused: no visit type is asked for and none is configured.
        """
        types = [wanted.visit_type] if wanted.visit_type else sorted(set(self.profile.service_types.values()))
        codes = [code for name in types for code in service_codes(self.profile, name)]
        if not codes:
            raise Refused(
                "This scheduling system finds slots only by service type.", "List the site's service types.", "no_type"
            )
        query = [("service-type", ",".join(codes)), *within("start", wanted.window)]
        if wanted.practitioner_id:
            query.append(("schedule.actor", f"Practitioner/{wanted.practitioner_id}"))
        if wanted.location_id:
            query.append(("-location", wanted.location_id))
        return [*query, ("_count", str(self.profile.page_size))]

    async def occupant_queries(self, slot: Slot) -> list[Params]:
        """Ask by practitioner, or by place where the slot has none; there is no search by slot."""
        count = ("_count", str(self.profile.page_size))
        bounds = around(self.profile, slot.interval)
        if slot.practitioner is not None:
            return [[("practitioner", slot.practitioner.id), *bounds, count]]
        if slot.location is not None:
            return [[("location", slot.location.id), *bounds, count]]
        return []

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Patch `/slot`, which stands alone and moves everything else with it."""
        del operation_id
        resource, now = await self.current(appointment)
        if is_at(now, slot):
            return now
        require_unchanged(now, appointment)
        _require(now.reschedulable, "not_reschedulable")
        patch = [{"op": "replace", "path": "/slot", "value": [reference("Slot", slot.id)]}]
        return await self._patch(resource, patch, appointment, slot)

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Patch the status with a reason of exactly one coding; one that is cancelled already stays so."""
        del operation_id
        resource, now = await self.current(appointment)
        if is_cancelled(now):
            return now
        require_unchanged(now, appointment)
        _require(now.cancelable, "not_cancelable")
        patch: list[Json] = [
            {"op": "replace", "path": "/status", "value": "cancelled"},
            {
                "op": "add",
                "path": "/cancelationReason",
                "value": edits.cancelation_reason(self.profile.cancel_reason),
            },
        ]
        return await self._patch(resource, patch, appointment, None)

    async def _patch(self, resource: Json, patch: list[Json], seen: Appointment, slot: Slot | None) -> Appointment:
        try:
            answer = await self.client.patch("Appointment", seen.id, patch, version(resource))
        except (VersionConflict, Refused, NotFound) as error:
            raise await self.explain(error, seen, slot) from None
        return await self.appointment_after(answer, seen.id)


def _require(allowed: bool | None, rule: str) -> None:  # noqa: FBT001 the system's own word, three-valued
    if allowed is False:
        raise Refused("The scheduling system does not allow this change.", _ASK_PERSON, rule)
