"""An entry follows its visit: a cancelled one ends it, a moved one goes on waiting from its new time."""

from datetime import timedelta

from services.audit.model import Action
from services.scheduling.waitlist.model import EntryState
from tests.doubles.builders import a_slot, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, WaitlistClinic, code_in, sent


async def test_a_cancelled_visit_s_entry_ends(store: MemoryStore, clinic: WaitlistClinic) -> None:
    await clinic.waits(1, LATER)
    await clinic.cancels("appt-1")
    assert store.entries["entry-1"].state is EntryState.LEFT
    assert [event.action for event in store.audit if event.action is Action.WAITLIST_LEFT] == [Action.WAITLIST_LEFT]


async def test_another_visit_s_entry_stays(store: MemoryStore, clinic: WaitlistClinic) -> None:
    await clinic.waits(1, LATER)
    await clinic.books("other", at(9, 9))
    await clinic.cancels("appt-other")
    assert store.entries["entry-1"].state is EntryState.WAITING


async def test_a_moved_visit_waits_on_from_its_new_time(store: MemoryStore, clinic: WaitlistClinic) -> None:
    await clinic.waits(1, LATER, expires_at=LATER)
    clinic.system.add(a_slot(id="free", start=at(22, 9)))
    await clinic.change(clinic.system.records.appointments["appt-1"], clinic.system.records.slots["free"])
    entry = store.entries["entry-1"]
    assert (entry.state, entry.expires_at) == (EntryState.WAITING, at(22, 9))


async def test_a_winner_s_entry_is_ended_by_its_round_alone(store: MemoryStore, clinic: WaitlistClinic) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(at(3, 10))
    await clinic.tick()
    await clinic.service.reply(code_in(sent(list(store.outbox.values()), "waitlist_offer", 1)[0]))
    await clinic.go_on(timedelta(seconds=30))
    assert store.entries["entry-1"].state is EntryState.PLACED
    assert Action.WAITLIST_CHANGED not in [event.action for event in store.audit]
