"""Slots that others free in the clinic's system are seen, once."""

from datetime import timedelta

import pytest

from services.audit.model import Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.ending import done
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import Appointment, SlotStatus
from services.scheduling.operation import ChangeKind, Operation, OperationState
from services.scheduling.service import record_change
from services.scheduling.settle import Settlement
from services.scheduling.waitlist import watching
from services.scheduling.waitlist.model import Cause
from services.scheduling.waitlist.settings import OfferSettings
from services.scheduling.waitlist.watching import SettleThenOffer
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import CLINIC, LATER, WaitlistClinic, code_in, sent

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


def a_cancellation(operation_id: str, visit: Appointment, clinic: WaitlistClinic) -> Operation:
    return Operation(
        id=operation_id,
        kind=ChangeKind.CANCEL,
        appointment=visit,
        slot=None,
        actor=Actor(ActorKind.PATIENT, "chat_1"),
        conversation_id="chat_1",
        requested_at=clinic.clock.now(),
        language=Language.EN,
    )


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


async def test_a_slot_too_deep_to_be_offered_on_is_not_offered_by_the_watch_either(store: MemoryStore) -> None:
    clinic = WaitlistClinic(store, settings=OfferSettings(most_depth=0), watches=True)
    taken = a_slot(id="slot-a", start=SOON)
    clinic.system.add(taken, a_patient(id="pat-7"), an_appointment(id="appt-7", slot=taken, patient_id="pat-7"))
    await clinic.waits(1, at(4, 10))
    await clinic.waits(2, LATER)
    await clinic.tick()
    await clinic.cancels("appt-7")
    await clinic.tick()
    await clinic.service.reply(code_in(sent(list(store.outbox.values()), "waitlist_offer", 1)[0]))
    await clinic.go_on(timedelta(days=1, hours=2), step=timedelta(minutes=10))
    assert clinic.system.records.slots["slot-of-1"].status is SlotStatus.FREE
    assert opened(store) == [("slot-a", Cause.CANCELLED)]


async def test_a_slot_whose_change_is_still_under_way_is_left_to_that_change(store: MemoryStore) -> None:
    clinic = await a_watched_clinic(store)
    visit = clinic.system.records.appointments["appt-7"]
    await clinic.waits(7, None, appointment_id=None)
    written = a_cancellation("op-under-way", visit, clinic)
    await store.write(lambda tx: record_change(tx, written, clinic.clock.now()))
    await clinic.system.cancel(visit, written.id)
    await clinic.system.release(clinic.system.records.slots["slot-a"], written.id)  # written, not yet settled
    clinic.clock.advance(timedelta(seconds=10))
    await clinic.worker.tick()
    assert opened(store) == []
    await clinic.changes.begin(written.id)
    await clinic.workflows.settle()
    await clinic.go_on(timedelta(minutes=1))
    [running] = store.rounds.values()
    assert (running.slot.id, running.freed.key) == ("slot-a", "op-under-way:slot-a")


async def test_an_ending_and_what_it_puts_on_offer_are_one_commit(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = await a_watched_clinic(store)
    visit = clinic.system.records.appointments["appt-7"]
    written = a_cancellation("op-torn", visit, clinic)
    await store.write(lambda tx: record_change(tx, written, clinic.clock.now()))
    settle = SettleThenOffer(Settlement(store, clinic.clock, CLINIC), clinic.parts)

    def torn(*_: object) -> None:
        msg = "disk"
        raise OSError(msg)

    with monkeypatch.context() as patched:
        patched.setattr(watching, "open_round", torn)
        with pytest.raises(OSError, match="disk"):
            await settle(written, done(visit))
    assert not store.operations["op-torn"].state.final
    assert opened(store) == []
    for _ in range(2):
        assert await settle(written, done(visit)) is OperationState.DONE
    assert opened(store) == [("slot-a", Cause.CANCELLED)]
