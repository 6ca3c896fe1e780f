"""Slots that others free in the clinic's system are seen, once."""

from datetime import timedelta

from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import SlotStatus
from services.scheduling.waitlist.model import Cause
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, WaitlistClinic

SOON = at(3, 10)


async def a_watched_clinic(store: MemoryStore) -> WaitlistClinic:
    """Return a clinic with one visit in slot-a, slot-b free, one patient waiting, looked at once."""
    clinic = WaitlistClinic(store, watches=True)
    taken, free = a_slot(id="slot-a", start=SOON), a_slot(id="slot-b", start=at(4, 10))
    clinic.system.add(taken, free, a_patient(id="pat-7"), an_appointment(id="appt-7", slot=taken, patient_id="pat-7"))
    await clinic.waits(1, LATER)
    await clinic.tick()
    return clinic


def opened(store: MemoryStore) -> list[tuple[str, Cause]]:
    return [(running.slot.id, running.freed.cause) for running in store.rounds.values()]


async def test_what_is_free_when_the_watch_begins_is_not_newly_free(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    await clinic.go_on(timedelta(minutes=1))
    assert opened(store) == []


async def test_a_visit_cancelled_by_the_front_desk_is_offered_at_the_next_look(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    clinic.system.desk.cancel("appt-7")
    await clinic.go_on(timedelta(minutes=1))
    assert opened(store) == [("slot-a", Cause.SEEN)]
    assert [offer.entry_id for offer in store.offers.values()] == ["entry-1"]


async def test_a_slot_that_is_freed_filled_and_freed_again_is_offered_again(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    clinic.system.desk.cancel("appt-7")
    await clinic.go_on(timedelta(minutes=1))
    walk_in = clinic.system.desk.take("slot-a")
    await clinic.go_on(timedelta(minutes=2))
    clinic.system.desk.cancel(walk_in.id)
    await clinic.go_on(timedelta(minutes=1))
    assert opened(store) == [("slot-a", Cause.SEEN), ("slot-a", Cause.SEEN)]


async def test_what_we_freed_ourselves_is_not_seen_a_second_time(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    await clinic.cancels("appt-7")
    await clinic.go_on(timedelta(hours=3), step=timedelta(minutes=1))
    assert opened(store) == [("slot-a", Cause.CANCELLED)]


async def test_a_slot_that_only_comes_into_sight_is_not_newly_free(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    clinic.system.add(a_slot(id="slot-far", start=at(29, 10)))
    for _ in range(5):
        clinic.clock.advance(timedelta(hours=12))
        await clinic.tick()
    assert opened(store) == []


async def test_nothing_is_read_while_nobody_waits(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store, watches=True)
    await clinic.go_on(timedelta(minutes=1))
    assert "free_slots" not in clinic.system.calls


async def test_a_system_that_cannot_be_read_hides_nothing(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    clinic.system.fail_next("free_slots", SystemUnreachable("down"), times=3)
    clinic.system.desk.cancel("appt-7")
    assert clinic.system.records.slots["slot-a"].status is SlotStatus.FREE
    await clinic.go_on(timedelta(minutes=1))
    assert opened(store) == [("slot-a", Cause.SEEN)]
