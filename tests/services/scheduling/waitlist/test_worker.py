"""The worker's own schedule, and that nothing stops it."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.waitlist.settings import TICK, OfferSettings
from tests.doubles.builders import at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import LATER, WaitlistClinic

PROMISED = timedelta(seconds=30)
"""By when the first offer of a freed slot has left."""
DELIVERED_EVERY = timedelta(seconds=5)
"""No delivery of the outbox pauses longer."""


async def run_until(clinic: WaitlistClinic, end: datetime, pause: timedelta) -> None:
    """Let the worker run by its own schedule on the clinic's clock."""

    while clinic.clock.now() < end:
        await clinic.worker.tick()
        await clinic.workflows.settle()
        clinic.clock.advance(pause)


@given(
    phase=st.timedeltas(timedelta(0), TICK),
    seen=st.booleans(),
)
async def test_the_first_offer_is_made_within_the_promise_wherever_the_tick_stands(
    phase: timedelta,
    seen: bool,  # noqa: FBT001
) -> None:
    store = MemoryStore()
    clinic = WaitlistClinic(store, watches=True)
    await clinic.waits(1, LATER)
    await clinic.books("slot-a", at(3, 10))
    await clinic.tick()
    clinic.clock.advance(phase)
    freed_at = clinic.clock.now()
    if seen:
        clinic.system.desk.cancel("appt-slot-a")
    else:
        await clinic.cancels("appt-slot-a")
    clinic.clock.advance(TICK - phase)
    await run_until(clinic, freed_at + PROMISED, TICK)
    [offer] = store.offers.values()
    assert offer.offered_at - freed_at <= TICK
    assert TICK + DELIVERED_EVERY <= PROMISED


def test_the_look_for_freed_slots_is_part_of_every_tick() -> None:
    """So that a slot freed by others waits one tick at most too; the look at slots on offer is slower."""
    assert TICK <= PROMISED / 3
    assert OfferSettings().look_every <= OfferSettings().batch_every


async def test_what_a_tick_could_not_do_the_next_one_does_and_once() -> None:
    store = MemoryStore()
    clinic = WaitlistClinic(store)
    await clinic.waits(1, LATER)
    await clinic.frees(at(3, 10))
    store.fail_next_write(RuntimeError("pat-1 is in here"))
    with pytest.raises(RuntimeError):
        await clinic.worker.tick()
    assert not store.offers
    await run_until(clinic, clinic.clock.now() + timedelta(minutes=2), TICK)
    assert len(store.offers) == 1


async def test_two_workers_make_each_batch_once() -> None:
    store = MemoryStore()
    first = WaitlistClinic(store, settings=OfferSettings(batch_size=2))
    second = WaitlistClinic(store, first.system, first.clock, OfferSettings(batch_size=2), ids=first.ids)
    for number in range(6):
        await first.waits(number, LATER + number * timedelta(minutes=30))
    await first.frees(at(3, 10))
    for batches in (1, 2, 3):
        await asyncio.gather(first.worker.tick(), second.worker.tick())
        assert (len(store.offers), store.rounds["round_0001"].batch) == (2 * batches, batches)
        first.clock.advance(OfferSettings().batch_every)
