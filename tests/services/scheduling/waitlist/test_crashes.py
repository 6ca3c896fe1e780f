"""The process dies before or after every commit of a story, and the story ends the same."""

from collections import Counter
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from services.audit.model import Action
from services.scheduling.waitlist.model import EntryState, RoundState
from services.scheduling.waitlist.service import WaitlistService, build_worker
from services.scheduling.waitlist.settings import OfferSettings
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, WaitlistClinic, code_in, sent
from tests.services.scheduling.waitlist.dying_store import DyingStore, ProcessDied

SOON = at(3, 10)
SHORT = OfferSettings(batch_size=2)
WRITES_OF_THE_STORY = 12


async def survive(step: Awaitable[object]) -> None:
    """Run a step of a process that may die in it."""
    with suppress(ProcessDied):
        await step


async def story(dying: DyingStore, store: MemoryStore) -> WaitlistClinic:
    """Five wait, a slot is freed, two batches go out, the third replies, the fourth too, everything ends."""
    clinic = WaitlistClinic(store, settings=SHORT)
    parts = replace(clinic.parts, store=dying)
    worker, service = build_worker(parts, watches=False), WaitlistService(parts)
    for number in range(5):
        await clinic.waits(number, LATER + number * timedelta(minutes=30))
        clinic.clock.advance(timedelta(seconds=1))
    await clinic.frees(SOON)

    async def go_on(ticks: int, step: timedelta) -> None:
        for _ in range(ticks):
            await survive(worker.tick())
            await clinic.workflows.settle()
            clinic.clock.advance(step)

    await go_on(8, timedelta(minutes=1))
    for number in (2, 3):
        text = code_in(sent(list(store.outbox.values()), "waitlist_offer", number)[0])
        await survive(service.reply(text))
        await survive(service.reply(text))
    await go_on(20, timedelta(seconds=10))
    return clinic


async def test_the_story_has_so_many_writes() -> None:
    store = MemoryStore()
    dying = DyingStore(store)
    await story(dying, store)
    assert dying.writes >= WRITES_OF_THE_STORY


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("write", range(1, 40))
async def test_dying_at_any_write_leaves_no_offer_twice_and_one_winner(write: int, committed: bool) -> None:  # noqa: FBT001
    store = MemoryStore()
    dying = DyingStore(store)
    dying.die_at(write, committed=committed)
    clinic = await story(dying, store)
    first = store.rounds["round_0001"]
    assert first.state is RoundState.FILLED
    offers = [offer for offer in store.offers.values() if offer.round_id == first.id]
    assert len({offer.entry_id for offer in offers}) == len(offers) >= 4
    holders = [a.patient_id for a in clinic.system.records.appointments.values() if "slot-freed-0" in a.slot_ids]
    assert holders.count("pat-2") == 1
    assert store.entries["entry-2"].state is EntryState.PLACED
    messages = Counter((m.template, m.to) for m in store.outbox.values() if m.template.startswith("waitlist"))
    assert max(messages.values()) == 1
    told = [offer.entry_id for offer in offers if offer.told]
    assert set(told) == {offer.entry_id for offer in offers} - {"entry-2"}
    events = Counter(event.action for event in store.audit)
    assert events[Action.WAITLIST_OFFERED] == len(store.offers)
    assert events[Action.WAITLIST_ACCEPTED] == 1
    assert events[Action.WAITLIST_TOLD] == len(told)


async def test_the_crash_test_really_dies() -> None:
    store = MemoryStore()
    dying = DyingStore(store)
    dying.die_at(3, committed=True)
    await story(dying, store)
    assert dying.deaths == 1


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("step", range(1, 9))
async def test_a_change_that_dies_anywhere_opens_one_round(step: int, recorded: bool) -> None:  # noqa: FBT001
    store = MemoryStore()
    clinic = WaitlistClinic(store)
    await clinic.waits(1, LATER)
    slot = a_slot(id="slot-a", start=SOON)
    clinic.system.add(a_patient(id="pat-7"), slot, an_appointment(id="appt-7", slot=slot, patient_id="pat-7"))
    clinic.workflows.crash_after(step, recorded=recorded)
    await clinic.ask(clinic.system.records.appointments["appt-7"])
    await clinic.workflows.settle()
    await clinic.workflows.resume()
    await clinic.workflows.settle()
    assert [running.freed.key for running in store.rounds.values()] == ["op_0001:slot-a"]
