"""The fake keeps the contract in every configuration a real system has."""

import dataclasses

import pytest

from services.scheduling.model import Appointment, Capabilities, Lock, MoveSupport, Patient, Slot
from tests.contract.scheduling_system import (
    ChangingContract,
    HoldingContract,
    ReadingContract,
    ReadOnlyContract,
    ServerCheckContract,
    VersionedContract,
)
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem


class FakeHarness:
    """Reaches into the fake's records."""

    page_size = 4

    def __init__(self, capabilities: Capabilities = STRICT, *, keeps_marks: bool = True) -> None:
        self.keeps_marks = keeps_marks
        self.system = FakeSchedulingSystem(capabilities, keeps_marks=keeps_marks)

    async def seed_patient(self, patient: Patient) -> Patient:
        self.system.add(patient)
        return patient

    async def seed_slot(self, slot: Slot) -> Slot:
        self.system.add(slot)
        return self.system.records.slot(slot.id)

    async def seed_appointment(self, appointment: Appointment, slot: Slot) -> Appointment:
        self.system.add(dataclasses.replace(appointment, slot_ids=(slot.id,)))
        return self.system.records.appointment(appointment.id)

    async def truth(self, appointment_id: str) -> Appointment | None:
        return self.system.records.appointments.get(appointment_id)

    async def slot_truth(self, slot_id: str) -> Slot:
        return self.system.records.slot(slot_id)

    async def occupying(self, patient_id: str) -> list[Appointment]:
        rows = self.system.records.appointments.values()
        return [a for a in rows if a.patient_id == patient_id and a.status.occupies]

    async def desk_takes(self, slot: Slot) -> Appointment:
        return self.system.desk.take(slot.id)

    async def desk_blocks(self, slot: Slot) -> None:
        self.system.desk.block(slot.id)

    async def desk_touches(self, appointment: Appointment) -> None:
        self.system.desk.touch(appointment.id)

    async def desk_cancels(self, appointment: Appointment) -> None:
        self.system.desk.cancel(appointment.id)


def capable(move: MoveSupport, lock: Lock, *, frees_slots: bool = False) -> Capabilities:
    return Capabilities(system="fake", move=move, cancel=True, lock=lock, frees_slots=frees_slots)


class TestStrictEtags(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.ATOMIC, Lock.ETAG))


class TestTwoStepEtags(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.TWO_STEP, Lock.ETAG, frees_slots=True))


class TestTwoStepWithoutMarks(ReadingContract, ChangingContract, HoldingContract, VersionedContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.TWO_STEP, Lock.VERSION), keeps_marks=False)


class TestNoLockAtAll(ReadingContract, ChangingContract, HoldingContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.ATOMIC, Lock.NONE))


class TestTwoStepNoLock(ReadingContract, ChangingContract, HoldingContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.TWO_STEP, Lock.NONE))


class TestServerChecksMove(ReadingContract, ChangingContract, ServerCheckContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.ATOMIC, Lock.SERVER_CHECK, frees_slots=True), keeps_marks=False)


class TestServerChecksBooking(ReadingContract, ChangingContract, ServerCheckContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(capable(MoveSupport.TWO_STEP, Lock.SERVER_CHECK, frees_slots=True))


class TestReadOnly(ReadingContract, ReadOnlyContract):
    @pytest.fixture
    def harness(self) -> FakeHarness:
        return FakeHarness(Capabilities(system="fake"))
