"""What every scheduling system promises about reading."""

from datetime import date, timedelta

import pytest

from services.kernel.interval import Interval
from services.scheduling.errors import NotFound, Refused
from services.scheduling.model import AppointmentStatus, SlotSearch, SlotStatus
from tests.contract.scheduling_harness import Harness
from tests.contract.scheduling_world import a_week, a_world
from tests.doubles.builders import DR_CHEN, LAKE_VIEW, a_patient, a_slot, an_appointment, at, half_hour

_NAMES = ("Garcia Lopez", "Okafor")


class ReadingContract:
    """Every adapter passes this."""

    async def test_a_patient_is_found_by_birth_date_and_family_name(self, harness: Harness) -> None:
        maria = await harness.seed_patient(a_patient())
        found = await harness.system.find_patients(date(1980, 5, 4), "Garcia Lopez")
        assert maria.id in [p.id for p in found]
        assert all(p.birth_date == date(1980, 5, 4) for p in found)

    async def test_the_found_patient_carries_names_and_phones(self, harness: Harness) -> None:
        maria = await harness.seed_patient(a_patient())
        found = await harness.system.patient(maria.id)
        assert (found.given, found.family, found.birth_date) == (("Maria",), "Garcia Lopez", date(1980, 5, 4))
        assert found.phones == ("+13125550142",)

    async def test_another_birth_date_finds_nobody(self, harness: Harness) -> None:
        await harness.seed_patient(a_patient())
        assert await harness.system.find_patients(date(1980, 5, 5), "Garcia Lopez") == []

    async def test_an_inactive_patient_is_not_found(self, harness: Harness) -> None:
        await harness.seed_patient(a_patient(active=False))
        assert await harness.system.find_patients(date(1980, 5, 4), "Garcia Lopez") == []

    async def test_what_is_not_there_is_not_found(self, harness: Harness) -> None:
        with pytest.raises(NotFound):
            await harness.system.patient("nobody")
        with pytest.raises(NotFound):
            await harness.system.appointment("nothing")
        with pytest.raises(NotFound):
            await harness.system.slot("nowhere")

    async def test_an_appointment_reads_as_it_was_seeded(self, harness: Harness) -> None:
        world = await a_world(harness)
        read = world.appointment
        assert read.status is AppointmentStatus.BOOKED
        assert read.patient_id == world.patient.id
        assert read.interval == world.old.interval
        assert read.slot_ids == (world.old.id,)
        assert read.practitioner == world.old.practitioner
        assert read.visit_type == "follow-up"

    async def test_appointments_come_soonest_first_in_any_status_from_since_on(self, harness: Harness) -> None:
        patient = await harness.seed_patient(a_patient())
        for day, status in ((9, "booked"), (2, "cancelled"), (5, "booked"), (-4, "fulfilled")):
            slot = await harness.seed_slot(a_slot(start=at(day, 9)))
            value = an_appointment(slot=slot, patient_id=patient.id, status=AppointmentStatus(status))
            await harness.seed_appointment(value, slot)
        read = await harness.system.appointments(patient.id, at(0, 8))
        starts = [a.interval.start for a in read if a.interval is not None]
        assert starts == [at(2, 9), at(5, 9), at(9, 9)]
        assert read[0].status is AppointmentStatus.CANCELLED

    async def test_appointments_of_others_are_not_shown(self, harness: Harness) -> None:
        world = await a_world(harness)
        await harness.desk_takes(world.new)
        read = await harness.system.appointments(world.patient.id, at(0, 0))
        assert [a.id for a in read] == [world.appointment.id]

    async def test_every_page_of_appointments_is_read(self, harness: Harness) -> None:
        patient = await harness.seed_patient(a_patient())
        wanted = set()
        for number in range(2 * harness.page_size + 1):
            slot = await harness.seed_slot(a_slot(start=at(1 + number, 9)))
            seeded = await harness.seed_appointment(an_appointment(slot=slot, patient_id=patient.id), slot)
            wanted.add(seeded.id)
        read = await harness.system.appointments(patient.id, at(0, 0))
        assert {a.id for a in read} == wanted
        assert len(read) == len(wanted)

    async def test_free_slots_start_within_the_window_soonest_first(self, harness: Harness) -> None:
        window = Interval(at(8, 9), at(8, 12))
        for hour in (12, 11, 9, 8):
            await harness.seed_slot(a_slot(start=at(8, hour)))
        found = await harness.system.free_slots(SlotSearch(window=window))
        assert [s.interval.start for s in found] == [at(8, 9), at(8, 11)]

    async def test_only_free_slots_are_shown(self, harness: Harness) -> None:
        free = await harness.seed_slot(a_slot(start=at(8, 9)))
        for hour, status in ((10, SlotStatus.BUSY), (11, SlotStatus.BUSY_UNAVAILABLE), (13, SlotStatus.BUSY_TENTATIVE)):
            await harness.seed_slot(a_slot(start=at(8, hour), status=status))
        found = await harness.system.free_slots(a_week())
        assert [s.id for s in found] == [free.id]
        assert found[0].status is SlotStatus.FREE

    async def test_slots_are_filtered_by_practitioner_and_place(self, harness: Harness) -> None:
        rivera = await harness.seed_slot(a_slot(start=at(8, 9)))
        chen = await harness.seed_slot(a_slot(start=at(8, 9), practitioner=DR_CHEN, location=LAKE_VIEW))
        assert chen.practitioner is not None
        assert rivera.location is not None
        by_person = await harness.system.free_slots(a_week(practitioner_id=chen.practitioner.id))
        by_place = await harness.system.free_slots(a_week(location_id=rivera.location.id))
        assert [s.id for s in by_person] == [chen.id]
        assert [s.id for s in by_place] == [rivera.id]

    async def test_slots_are_filtered_by_visit_type(self, harness: Harness) -> None:
        await harness.seed_slot(a_slot(start=at(8, 9), visit_types=frozenset({"mri"})))
        wanted = await harness.seed_slot(a_slot(start=at(8, 10), visit_types=frozenset({"follow-up"})))
        found = await harness.system.free_slots(a_week(visit_type="follow-up"))
        assert [s.id for s in found] == [wanted.id]

    async def test_every_page_of_slots_is_read_up_to_the_limit(self, harness: Harness) -> None:
        total = 2 * harness.page_size + 1
        for number in range(total):
            await harness.seed_slot(a_slot(start=at(8, 8) + timedelta(minutes=30 * number)))
        all_of_them = await harness.system.free_slots(a_week())
        first_two = await harness.system.free_slots(a_week(limit=2))
        assert len({s.id for s in all_of_them}) == total
        assert [s.id for s in first_two] == [s.id for s in all_of_them[:2]]

    async def test_occupants_are_those_in_the_slot_and_those_taking_the_providers_time(self, harness: Harness) -> None:
        world = await a_world(harness)
        assert [a.id for a in await harness.system.occupants(world.old)] == [world.appointment.id]
        overlapping = await harness.seed_slot(a_slot(interval=half_hour(at(8, 9, 45))))
        other = await harness.seed_patient(a_patient(id="pat-2", family="Okafor"))
        across = await harness.seed_appointment(an_appointment(slot=overlapping, patient_id=other.id), overlapping)
        assert [a.id for a in await harness.system.occupants(world.new)] == [across.id]

    async def test_neighbours_other_providers_and_cancelled_visits_do_not_occupy(self, harness: Harness) -> None:
        world = await a_world(harness)
        for slot, status in (
            (a_slot(start=at(8, 9, 30)), AppointmentStatus.BOOKED),
            (a_slot(start=at(8, 10, 30)), AppointmentStatus.BOOKED),
            (a_slot(start=at(8, 10), practitioner=DR_CHEN), AppointmentStatus.BOOKED),
            (a_slot(start=at(8, 10)), AppointmentStatus.CANCELLED),
        ):
            seeded = await harness.seed_slot(slot)
            value = an_appointment(slot=seeded, patient_id=world.patient.id, status=status)
            await harness.seed_appointment(value, seeded)
        assert await harness.system.occupants(world.new) == []

    async def test_everybodys_booked_appointments_of_a_span_are_listed_soonest_first_or_it_says_that_they_are_not(
        self, harness: Harness
    ) -> None:
        """Reminders need it; a system that does not declare it refuses, and nobody is reminded half."""
        window, wanted = Interval(at(8, 9), at(8, 12)), []
        people = [await harness.seed_patient(a_patient(id=f"pat-{n}", family=name)) for n, name in enumerate(_NAMES)]
        for hour, status in ((11, "booked"), (9, "booked"), (8, "booked"), (12, "booked"), (10, "cancelled")):
            slot = await harness.seed_slot(a_slot(start=at(8, hour)))
            visit = an_appointment(slot=slot, patient_id=people[hour % 2].id, status=AppointmentStatus(status))
            seeded = await harness.seed_appointment(visit, slot)
            if status == "booked" and window.contains(at(8, hour)):
                wanted.append((at(8, hour), seeded.id, seeded.patient_id))
        if (await harness.system.capabilities()).starting:
            read = await harness.system.starting(window)
            assert [(a.interval.start, a.id, a.patient_id) for a in read if a.interval] == sorted(wanted)
            return
        with pytest.raises(Refused):
            await harness.system.starting(window)

    async def test_every_page_of_a_days_appointments_is_read(self, harness: Harness) -> None:
        if not (await harness.system.capabilities()).starting:
            return
        patient = await harness.seed_patient(a_patient())
        total = 2 * harness.page_size + 1
        for number in range(total):
            slot = await harness.seed_slot(a_slot(start=at(8, 8) + timedelta(minutes=30 * number)))
            await harness.seed_appointment(an_appointment(slot=slot, patient_id=patient.id), slot)
        read = await harness.system.starting(Interval(at(8, 0), at(9, 0)))
        assert len({a.id for a in read}) == len(read) == total
