"""Staff and the waitlist: who waits, priority, adding and taking off, each under their name in the trail."""

from datetime import timedelta

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.scheduling.waitlist.errors import AlreadyWaiting, NoSuchEntry, NoSuchVisit, NoWayToText, WrongPriority
from services.scheduling.waitlist.model import EntryState, RoundState
from services.scheduling.waitlist.staffing import WaitlistDesk
from tests.doubles.builders import a_patient, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, WaitlistClinic, sent, waiting

STAFF = Actor(ActorKind.STAFF, "m.ortiz")


@pytest.fixture
def desk(clinic: WaitlistClinic) -> WaitlistDesk:
    return WaitlistDesk(clinic.parts)


async def test_who_has_priority_is_asked_first(clinic: WaitlistClinic, desk: WaitlistDesk, store: MemoryStore) -> None:
    for number in (1, 2, 3):
        await clinic.waits(number, LATER + number * timedelta(hours=1), since=clinic.clock.now())
    await desk.prioritise("entry-3", 5, STAFF)
    assert [entry.id for entry in await desk.waiting()] == ["entry-3", "entry-1", "entry-2"]
    [event] = [event for event in store.audit if event.action is Action.WAITLIST_CHANGED]
    assert (event.actor, event.body["priority"]) == (STAFF, "5")


@pytest.mark.parametrize("number", [-1, 10])
async def test_other_priorities_are_refused(desk: WaitlistDesk, number: int) -> None:
    with pytest.raises(WrongPriority):
        await desk.prioritise("entry-1", number, STAFF)


async def test_an_entry_that_is_not_there_is_said_to_be_not_there(desk: WaitlistDesk) -> None:
    with pytest.raises(NoSuchEntry):
        await desk.prioritise("entry-9", 1, STAFF)
    with pytest.raises(NoSuchEntry):
        await desk.remove("entry-9", STAFF)


async def test_staff_add_a_patient_for_the_visit_they_hold(clinic: WaitlistClinic, desk: WaitlistDesk) -> None:
    clinic.system.add(a_patient(id="pat-of-theirs"))
    await clinic.books("theirs", LATER)
    wish = waiting(7, clinic.clock.now(), patient_id="pat-of-theirs", appointment_id="appt-theirs", visit_type="")
    joined = await desk.add(wish, STAFF)
    assert (joined.visit_type, joined.expires_at, joined.consents) == ("follow-up", LATER, True)
    assert joined.phone == a_patient().phones[0]
    with pytest.raises(AlreadyWaiting):
        await desk.add(wish, STAFF)


async def test_a_visit_of_somebody_else_or_a_patient_without_a_phone_is_refused(
    clinic: WaitlistClinic, desk: WaitlistDesk
) -> None:
    clinic.system.add(a_patient(id="pat-x", phones=()))
    await clinic.books("theirs", LATER)
    with pytest.raises(NoSuchVisit):
        await desk.add(waiting(7, LATER, patient_id="pat-x", appointment_id="appt-theirs"), STAFF)
    await clinic.books("x", at(21, 9))
    clinic.system.add(a_patient(id="pat-of-x", phones=()))
    with pytest.raises(NoWayToText):
        await desk.add(waiting(7, LATER, patient_id="pat-of-x", appointment_id="appt-x"), STAFF)


async def test_who_is_taken_off_gets_no_offer(clinic: WaitlistClinic, desk: WaitlistDesk, store: MemoryStore) -> None:
    await clinic.waits(1, LATER)
    await desk.remove("entry-1", STAFF)
    assert store.entries["entry-1"].state is EntryState.LEFT
    await clinic.frees(at(3, 10))
    await clinic.tick()
    assert sent(list(store.outbox.values()), "waitlist_offer") == []


async def test_rounds_are_shown_with_their_offers(clinic: WaitlistClinic, desk: WaitlistDesk) -> None:
    await clinic.waits(1, LATER)
    await clinic.frees(at(3, 10))
    await clinic.tick()
    [shown] = await desk.rounds()
    assert (shown.running.state, len(shown.offers)) == (RoundState.OPEN, 1)
