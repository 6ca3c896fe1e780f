"""Joining, changing, leaving, and the clinic's own list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.kernel.language import Language
from services.scheduling.errors import SystemUnreachable
from services.scheduling.waitlist.errors import AlreadyWaiting, NoSuchEntry
from services.scheduling.waitlist.model import EntryState, Source
from tests.contract.native_waitlist import EARLY, LATE
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist import FakeNativeWaitlist
from tests.doubles.waitlist_clinic import WaitlistClinic, code_in, sent, waiting

STAFF = Actor(ActorKind.STAFF, "staff-1")
SOON = at(2, 10)


async def test_who_joins_is_kept_and_recorded_with_who_did_it(clinic: WaitlistClinic, store: MemoryStore) -> None:
    joined = await clinic.service.join(waiting(1, clinic.clock.now()), STAFF)
    assert store.entries == {"entry-1": joined}
    assert [(e.action, e.actor, e.patient_id) for e in store.audit] == [(Action.WAITLIST_JOINED, STAFF, "pat-1")]


async def test_the_same_id_joins_once(clinic: WaitlistClinic, store: MemoryStore) -> None:
    first = await clinic.service.join(waiting(1, clinic.clock.now()), STAFF)
    assert await clinic.service.join(waiting(1, clinic.clock.now(), priority=5), STAFF) == first
    assert len(store.audit) == 1


async def test_nobody_waits_twice_for_one_kind_of_visit(clinic: WaitlistClinic) -> None:
    now = clinic.clock.now()
    await clinic.service.join(waiting(1, now), STAFF)
    with pytest.raises(AlreadyWaiting):
        await clinic.service.join(waiting(1, now, id="entry-b"), STAFF)
    await clinic.service.join(waiting(1, now, id="entry-c", visit_type="lab"), STAFF)


async def test_staff_change_priority_but_not_since_when_one_waits(clinic: WaitlistClinic, store: MemoryStore) -> None:
    now = clinic.clock.now()
    entry = await clinic.service.join(waiting(1, now), STAFF)
    await clinic.service.change(replace(entry, priority=2, since=now - timedelta(days=300)), STAFF)
    assert (store.entries["entry-1"].priority, store.entries["entry-1"].since) == (2, now)
    assert store.audit[-1].action is Action.WAITLIST_CHANGED


async def test_who_leaves_gets_no_offer_and_cannot_be_changed(clinic: WaitlistClinic, store: MemoryStore) -> None:
    entry = await clinic.waits(1, at(20, 10))
    await clinic.service.leave(entry.id, STAFF)
    await clinic.frees(SOON)
    await clinic.tick()
    assert store.offers == {}
    for again in (clinic.service.leave(entry.id, STAFF), clinic.service.change(entry, STAFF)):
        with pytest.raises(NoSuchEntry):
            await again


async def test_an_entry_ends_with_its_wish(clinic: WaitlistClinic, store: MemoryStore) -> None:
    await clinic.waits(1, at(20, 10), expires_at=clinic.clock.now() + timedelta(minutes=1))
    await clinic.tick()
    states = [store.entries["entry-1"].state]
    await clinic.go_on(timedelta(minutes=1))
    assert [*states, store.entries["entry-1"].state] == [EntryState.WAITING, EntryState.EXPIRED]
    assert store.audit[-1].action is Action.WAITLIST_LEFT


async def a_clinic_with_its_own_list(store: MemoryStore) -> tuple[WaitlistClinic, FakeNativeWaitlist]:
    clinic = WaitlistClinic(store)
    slot = a_slot(id="slot-of-1", start=at(20, 10))
    clinic.system.add(a_patient(id="pat-1", language=Language.ES), a_patient(id="pat-2", phones=()), slot)
    clinic.system.add(an_appointment(id="appt-1", slot=slot, patient_id="pat-1"))
    return clinic, FakeNativeWaitlist(EARLY, LATE)


def of_ehr(store: MemoryStore, source_id: str) -> tuple[EntryState, bool, int]:
    [entry] = [e for e in store.entries.values() if e.source_id == source_id]
    assert entry.source is Source.EHR
    return entry.state, entry.consents, entry.priority


async def test_the_clinics_list_is_taken_over_without_consent(store: MemoryStore) -> None:
    clinic, native = await a_clinic_with_its_own_list(store)
    assert await clinic.service.take_over(native) == 2
    assert of_ehr(store, "wl-1") == (EntryState.WAITING, False, 1)
    assert of_ehr(store, "wl-2") == (EntryState.WAITING, False, 0)
    first = next(e for e in store.entries.values() if e.source_id == "wl-1")
    assert (first.language, first.phone, first.hours) == (Language.ES, "+13125550142", EARLY.hours)


async def test_taking_over_again_changes_nothing(store: MemoryStore) -> None:
    clinic, native = await a_clinic_with_its_own_list(store)
    await clinic.service.take_over(native)
    before, events = store.entries, len(store.audit)
    await clinic.service.take_over(native)
    assert (store.entries, len(store.audit)) == (before, events)


async def test_the_wish_is_the_clinics_word_the_consent_is_ours(store: MemoryStore) -> None:
    clinic, native = await a_clinic_with_its_own_list(store)
    await clinic.service.take_over(native)
    entry = next(e for e in store.entries.values() if e.source_id == "wl-1")
    await clinic.service.change(replace(entry, consents=True), STAFF)
    native.listed["wl-1"] = replace(EARLY, priority=7)
    await clinic.service.take_over(native)
    assert of_ehr(store, "wl-1") == (EntryState.WAITING, True, 7)


async def test_who_left_the_clinics_list_leaves_ours(store: MemoryStore) -> None:
    clinic, native = await a_clinic_with_its_own_list(store)
    await clinic.service.take_over(native)
    await native.remove("wl-2")
    await clinic.service.take_over(native)
    assert of_ehr(store, "wl-2")[0] is EntryState.LEFT
    native.listed["wl-2"] = LATE
    await clinic.service.take_over(native)
    assert of_ehr(store, "wl-2")[0] is EntryState.WAITING


async def test_who_is_placed_by_us_is_taken_off_the_clinics_list_even_if_it_fails_at_first(store: MemoryStore) -> None:
    clinic, native = await a_clinic_with_its_own_list(store)
    await clinic.service.take_over(native)
    entry = next(e for e in store.entries.values() if e.source_id == "wl-1")
    await clinic.service.change(replace(entry, consents=True), STAFF)
    await clinic.frees(at(2, 9))
    await clinic.tick()
    [offer] = sent(list(store.outbox.values()), "waitlist_offer")
    await clinic.service.reply(code_in(offer))
    await clinic.go_on(timedelta(minutes=1))
    assert of_ehr(store, "wl-1")[0] is EntryState.PLACED
    native.fail_next(SystemUnreachable("down"))
    with pytest.raises(SystemUnreachable):
        await clinic.service.take_over(native)
    await clinic.service.take_over(native)
    assert list(native.listed) == ["wl-2"]
    assert of_ehr(store, "wl-1")[0] is EntryState.PLACED
