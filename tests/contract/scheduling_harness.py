"""What a contract suite needs besides the adapter itself: a hand on the server behind it.

An adapter's test module offers a fixture called `harness` that satisfies `Harness`, starts with an empty server for
each test, and picks the contract classes that fit what the adapter declares:

| class in tests/contract/scheduling_system.py | for systems with                                |
|-----------------------------------------------|-------------------------------------------------|
| `ReadingContract`                             | anything                                        |
| `ChangingContract`                            | `move` atomic or two_step, and `cancel`         |
| `HoldingContract`                             | `lock` etag, version or none: a hold is a write |
| `VersionedContract`                           | `lock` etag or version                          |
| `ServerCheckContract`                         | `lock` server_check                             |
| `ReadOnlyContract`                            | `move` none and `cancel` False                  |

Each class first checks that it fits the declared capabilities, so that none can be picked by mistake. Example:

    class TestStrictFhir(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
        @pytest.fixture
        async def harness(self):
            async with a_server() as server:
                yield FhirHarness(server)

Ids in the values passed in are suggestions; what a method returns carries the server's own ids and is what the
tests go on with. Seeded practitioners and locations (`Party`) must exist on the server under the returned id.
"""

from typing import Protocol

from services.scheduling.model import Appointment, Patient, Slot
from services.scheduling.ports import SchedulingSystem


class Harness(Protocol):
    """The system under test and the truth behind it. Nothing here goes through the adapter except `system`."""

    @property
    def system(self) -> SchedulingSystem:
        """The adapter under test."""
        ...

    @property
    def page_size(self) -> int:
        """How many entries the server puts on one page; the tests seed more than two pages."""
        ...

    @property
    def keeps_marks(self) -> bool:
        """Whether the server keeps the operation's id on what it wrote."""
        ...

    async def seed_patient(self, patient: Patient) -> Patient:
        """Create the patient on the server; return it as created."""
        ...

    async def seed_slot(self, slot: Slot) -> Slot:
        """Create the slot, with its schedule, practitioner and location, in the status it carries."""
        ...

    async def seed_appointment(self, appointment: Appointment, slot: Slot) -> Appointment:
        """Create the appointment in the slot, in the status it carries; make the slot busy if it occupies it."""
        ...

    async def truth(self, appointment_id: str) -> Appointment | None:
        """Return the appointment as the server keeps it, or None."""
        ...

    async def slot_truth(self, slot_id: str) -> Slot:
        """Return the slot as the server keeps it."""
        ...

    async def occupying(self, patient_id: str) -> list[Appointment]:
        """Return the patient's appointments on the server whose status occupies time."""
        ...

    async def desk_takes(self, slot: Slot) -> Appointment:
        """The front desk books somebody else into the slot: it becomes busy, with an appointment of theirs."""
        ...

    async def desk_blocks(self, slot: Slot) -> None:
        """The front desk makes the slot unavailable (busy-unavailable) without an appointment."""
        ...

    async def desk_touches(self, appointment: Appointment) -> None:
        """The front desk saves the appointment as it is: only its version rises, where there is one."""
        ...

    async def desk_cancels(self, appointment: Appointment) -> None:
        """The front desk cancels the appointment and frees its slot."""
        ...
