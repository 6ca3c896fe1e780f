"""The same small clinic for every contract test, and the ways to carry a change out on it."""

from dataclasses import dataclass

from services.kernel.interval import Interval
from services.scheduling.model import Appointment, MoveSupport, Patient, Slot, SlotSearch
from services.scheduling.ports import SchedulingSystem
from tests.contract.scheduling_harness import Harness
from tests.doubles.builders import a_patient, a_slot, an_appointment, at

MOVE = "op_0123456789abcdef0123456789abcdef"
OTHER = "op_fedcba9876543210fedcba9876543210"


@dataclass(frozen=True, slots=True)
class World:
    """One patient with one appointment in `old`, and a free slot `new`; all as the adapter reads them."""

    patient: Patient
    appointment: Appointment
    old: Slot
    new: Slot


async def a_world(harness: Harness) -> World:
    """Seed the small clinic and read it through the adapter."""
    patient = await harness.seed_patient(a_patient())
    old = await harness.seed_slot(a_slot(start=at(3, 9)))
    new = await harness.seed_slot(a_slot(start=at(8, 10)))
    seeded = await harness.seed_appointment(an_appointment(slot=old, patient_id=patient.id), old)
    return World(
        patient=patient,
        appointment=await harness.system.appointment(seeded.id),
        old=await harness.system.slot(old.id),
        new=await harness.system.slot(new.id),
    )


async def put(system: SchedulingSystem, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
    """Hold the slot and move the appointment to it, or book it anew, as the system does; the old one stays."""
    held = await system.hold(slot, operation_id)
    if (await system.capabilities()).move is MoveSupport.ATOMIC:
        return await system.move(appointment, held, operation_id)
    return await system.book(appointment, held, operation_id)


async def carry_out(system: SchedulingSystem, world: World, operation_id: str = MOVE) -> Appointment:
    """Do the whole move: new place, old appointment gone, old slot free."""
    moved = await put(system, world.appointment, world.new, operation_id)
    if moved.id != world.appointment.id:
        await system.cancel(await system.appointment(world.appointment.id), operation_id)
    await system.release(world.old, operation_id)
    return moved


def a_week(**fields: str | int | None) -> SlotSearch:
    """Return a search over the second week of March 2027 with the given fields."""
    return SlotSearch(window=Interval(at(7, 0), at(14, 0)), **fields)  # type: ignore[arg-type]
