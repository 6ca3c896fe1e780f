"""The ports of the core: the clinic's scheduling system, and the state a change needs.

Every adapter of `SchedulingSystem` passes tests/contract/scheduling_system.py, and so does the fake.
"""

from datetime import date, datetime
from typing import Protocol

from services.audit.ports import AuditTx
from services.kernel.interval import Interval
from services.scheduling.fee_ports import Fees, ProviderNotices
from services.scheduling.model import Appointment, Capabilities, Patient, Slot, SlotSearch
from services.scheduling.operation import Claim, Escalation, Operation, OutboxMessage


class SchedulingSystem(Protocol):
    """The clinic's own scheduling system. Every method may raise `services.scheduling.errors.SchedulingError`.

    Writes carry the id of the operation; a system that can keep it as a mark does, and a repeated write with the
    same id has no second effect. Writes are conditional on the `version` passed in, where the system has versions.
    """

    async def capabilities(self) -> Capabilities:
        """Say what the system can do."""
        ...

    async def find_patients(self, birth_date: date, family: str) -> list[Patient]:
        """Return active patients with this birth date and family name (or more: the core matches)."""
        ...

    async def patient(self, patient_id: str) -> Patient:
        """Return one patient."""
        ...

    async def appointments(self, patient_id: str, since: datetime) -> list[Appointment]:
        """Return the patient's appointments that start at or after `since`, any status, soonest first."""
        ...

    async def starting(self, window: Interval) -> list[Appointment]:
        """Return everybody's booked appointments that start within the window, soonest first.

        Raises:
            Refused: the system does not list them (`Capabilities.starting` is False).
        """
        ...

    async def appointment(self, appointment_id: str) -> Appointment:
        """Return one appointment as it is now (never from a cache)."""
        ...

    async def free_slots(self, search: SlotSearch) -> list[Slot]:
        """Return slots the system shows as free, soonest first."""
        ...

    async def slot(self, slot_id: str) -> Slot:
        """Return one slot as it is now (never from a cache)."""
        ...

    async def occupants(self, slot: Slot) -> list[Appointment]:
        """Return every appointment that occupies the slot: refers to it, or takes its practitioner's time in it."""
        ...

    async def hold(self, slot: Slot, operation_id: str) -> Slot:
        """Take the free slot for this operation, and return it as held.

        A system that has no such write (the server checks when booking) returns the slot unchanged.

        Raises:
            SlotTaken: someone else has it.
        """
        ...

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Move the appointment to the slot in one write that keeps its id (`MoveSupport.ATOMIC` only)."""
        ...

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Book a new appointment like `template` in the slot and return it (`MoveSupport.TWO_STEP`)."""
        ...

    async def written_by(self, operation_id: str, template: Appointment, slot: Slot) -> Appointment | None:
        """Return the appointment that `book` made for this operation, found by reading only; None if none."""
        ...

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Cancel the appointment with the site's reason code for a patient's request."""
        ...

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        """Free a slot that no appointment occupies any more, and return it as it is then.

        A system that frees slots itself only reads. A slot that someone else took meanwhile is left alone.
        """
        ...


class Operations(Protocol):
    """Changes and how far they got."""

    def add(self, operation: Operation) -> None:
        """Keep a new operation; adding the same id again changes nothing."""
        ...

    def get(self, operation_id: str) -> Operation | None:
        """Return the operation, or None."""
        ...

    def save(self, operation: Operation) -> None:
        """Replace the stored operation of the same id. A final state is never replaced."""
        ...

    def open(self, older_than: datetime | None = None) -> list[Operation]:
        """Return operations without a final state, oldest first; for the watchdog."""
        ...

    def of_appointment(self, appointment_id: str) -> list[Operation]:
        """Return every operation on this appointment, oldest first."""
        ...

    def made(self, appointment_id: str) -> Operation | None:
        """Return the newest finished operation that moved another appointment into this new one, or None."""
        ...


class Claims(Protocol):
    """Local holds, unique per resource and interval."""

    def take(self, claim: Claim, now: datetime) -> bool:
        """Keep the claim unless another operation's unexpired claim overlaps it; taking one's own again renews it."""
        ...

    def release(self, operation_id: str) -> None:
        """Drop every claim of the operation."""
        ...

    def current(self, now: datetime) -> list[Claim]:
        """Return the claims that have not expired."""
        ...


class Outbox(Protocol):
    """Messages that leave once their commit is durable."""

    def add(self, message: OutboxMessage) -> None:
        """Queue the message; the same id is queued once."""
        ...


class Escalations(Protocol):
    """Cases for people."""

    def add(self, escalation: Escalation) -> None:
        """Open the case; the same id is opened once."""
        ...


class ChangeTx(AuditTx, Protocol):
    """A transaction of the change protocol."""

    @property
    def operations(self) -> Operations:
        """Changes."""
        ...

    @property
    def claims(self) -> Claims:
        """Local holds."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Messages to send."""
        ...

    @property
    def escalations(self) -> Escalations:
        """Cases for people."""
        ...

    @property
    def fees(self) -> Fees:
        """Fees of late changes."""
        ...

    @property
    def notices(self) -> ProviderNotices:
        """What providers are told."""
        ...
