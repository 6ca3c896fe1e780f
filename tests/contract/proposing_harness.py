"""The harness for servers that hide their slots and propose times instead."""

import dataclasses

from services.bridge.fhir.dialects.proposing import Place
from services.bridge.fhir.profile import DialectName
from services.scheduling.model import Appointment, Slot
from tests.contract.fhir_harness import FhirHarness, a_profile
from tests.contract.fhir_server import EhrServer


class ProposingHarness(FhirHarness):
    """For servers that hide their slots: the adapter's ids describe place and time, the server's own stay inside."""

    def __init__(self, server: EhrServer, dialect: DialectName) -> None:
        super().__init__(server, a_profile(server, dialect, page_size=4))
        self._real: dict[str, str] = {}

    async def seed_slot(self, slot: Slot) -> Slot:
        await super().seed_slot(slot)
        place = Place(
            slot.practitioner.id if slot.practitioner else "", slot.location.id if slot.location else "", slot.interval
        )
        self._real[place.slot_id] = slot.id
        return dataclasses.replace(slot, id=place.slot_id)

    def real_id(self, slot: Slot) -> str:
        """Return the server's own id of a slot."""
        return self._real[slot.id]

    def _own(self, slot: Slot) -> Slot:
        return dataclasses.replace(slot, id=self._real[slot.id])

    async def seed_appointment(self, appointment: Appointment, slot: Slot) -> Appointment:
        return await super().seed_appointment(appointment, self._own(slot))

    async def truth(self, appointment_id: str) -> Appointment | None:
        found = await super().truth(appointment_id)
        return None if found is None else self._described(found)

    async def slot_truth(self, slot_id: str) -> Slot:
        return await super().slot_truth(self._real[slot_id])

    async def occupying(self, patient_id: str) -> list[Appointment]:
        return [self._described(found) for found in await super().occupying(patient_id)]

    async def desk_takes(self, slot: Slot) -> Appointment:
        return await super().desk_takes(self._own(slot))

    async def desk_blocks(self, slot: Slot) -> None:
        await super().desk_blocks(self._own(slot))

    def _described(self, found: Appointment) -> Appointment:
        ids = {real: described for described, real in self._real.items()}
        return dataclasses.replace(found, slot_ids=tuple(ids[real] for real in found.slot_ids))
