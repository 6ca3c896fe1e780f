"""What every store promises the waitlist. A test module gives a fixture `store` and derives its class from this one."""

import asyncio
import dataclasses
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any, TypeVar

from services.kernel.language import Language
from services.kernel.store import Store
from services.scheduling.model import Modality
from services.scheduling.waitlist.model import (
    Cause,
    Entry,
    EntryState,
    Freed,
    Hours,
    Offer,
    OfferState,
    Round,
    RoundState,
    Source,
)
from services.scheduling.waitlist.ports import Known, WaitlistTx
from tests.doubles.builders import FOLLOW_UP, a_slot, at
from tests.doubles.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
HOUR = timedelta(hours=1)
AnyWaitlist = Store[WaitlistTx]
T = TypeVar("T")


def _with(base: T, changes: dict[str, Any]) -> T:
    return dataclasses.replace(base, **changes)  # type: ignore[type-var]


def an_entry(**changes: Any) -> Entry:  # noqa: ANN401 any field of the model
    base = Entry(
        id="entry_1",
        patient_id="pat-1",
        phone="+13125550142",
        language=Language.ES,
        since=NOW - timedelta(days=3),
        visit_type=FOLLOW_UP,
        consents=True,
    )
    return _with(base, changes)


def a_round(**changes: Any) -> Round:  # noqa: ANN401 any field of the model
    number = changes.pop("number", 1)
    slot = changes.pop("slot", a_slot(id=f"slot-{number}", start=at(8, 8 + number)))
    freed = Freed(f"op_{number}:slot-{number}", slot, Cause.CANCELLED, by="pat-9")
    return _with(Round(f"round_{number}", freed, NOW, next_batch_at=NOW, due_at=NOW), changes)


def an_offer(**changes: Any) -> Offer:  # noqa: ANN401 any field of the model
    number = changes.pop("number", 1)
    base = Offer(f"offer_{number}", "round_1", f"entry_{number}", f"pat-{number}", f"AAA{number}", NOW, NOW + HOUR)
    return _with(base, changes)


def _add_round(round_: Round, tx: WaitlistTx) -> bool:
    return tx.waitlist.rounds.add(round_)


def _add_offer(offer: Offer, tx: WaitlistTx) -> bool:
    return tx.waitlist.offers.add(offer)


class WaitlistStoreContract:
    """`services.scheduling.waitlist.ports.WaitlistState`."""

    async def test_an_entry_comes_back_whole(self, store: AnyWaitlist) -> None:
        whole = an_entry(
            practitioner_id="prac-1",
            location_id="loc-1",
            modality=Modality.VIDEO,
            earliest=date(2027, 3, 4),
            weekdays=frozenset({0, 4}),
            hours=(Hours(time(8), time(11, 30)), Hours(time(15), time(17))),
            priority=2,
            appointment_id="appt-1",
            travel=timedelta(minutes=45),
            expires_at=NOW + 9 * HOUR,
            zone="America/Denver",
            source=Source.EHR,
            source_id="wl-7",
            last_offered_at=NOW,
        )
        await store.write(lambda tx: tx.waitlist.entries.put(whole))
        assert await store.read(lambda tx: tx.waitlist.entries.get("entry_1")) == whole
        assert await store.read(lambda tx: tx.waitlist.entries.of_source(Source.EHR, "wl-7")) == whole
        assert await store.read(lambda tx: tx.waitlist.entries.of_source(Source.EHR, "wl-8")) is None
        assert await store.read(lambda tx: tx.waitlist.entries.get("entry_2")) is None

    async def test_put_replaces(self, store: AnyWaitlist) -> None:
        await store.write(lambda tx: tx.waitlist.entries.put(an_entry()))
        await store.write(lambda tx: tx.waitlist.entries.put(an_entry(priority=3)))
        assert await store.read(lambda tx: tx.waitlist.entries.of_patient("pat-1")) == [an_entry(priority=3)]

    async def test_waiting_gives_those_of_the_visit_types_the_longest_first(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            tx.waitlist.entries.put(an_entry(id="entry_a", since=NOW))
            tx.waitlist.entries.put(an_entry(id="entry_b", since=NOW - HOUR, visit_type="new"))
            tx.waitlist.entries.put(an_entry(id="entry_c", state=EntryState.LEFT))
            tx.waitlist.entries.put(an_entry(id="entry_d", since=NOW - 2 * HOUR))

        await store.write(fill)
        entries = await store.read(lambda tx: tx.waitlist.entries.waiting(frozenset({FOLLOW_UP})))
        assert [entry.id for entry in entries] == ["entry_d", "entry_a"]
        assert len(await store.read(lambda tx: tx.waitlist.entries.waiting())) == 3

    async def test_run_out_are_those_whose_wish_ended(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            tx.waitlist.entries.put(an_entry(id="entry_a", expires_at=NOW))
            tx.waitlist.entries.put(an_entry(id="entry_b", expires_at=NOW + HOUR))
            tx.waitlist.entries.put(an_entry(id="entry_c"))
            tx.waitlist.entries.put(an_entry(id="entry_d", expires_at=NOW - HOUR, state=EntryState.EXPIRED))

        await store.write(fill)
        assert [e.id for e in await store.read(lambda tx: tx.waitlist.entries.run_out(NOW))] == ["entry_a"]

    async def test_one_event_opens_one_round(self, store: AnyWaitlist) -> None:
        first = a_round()
        again = replace(a_round(number=2), freed=replace(a_round(number=2).freed, key=first.freed.key))
        assert await store.write(partial(_add_round, first))
        assert not await store.write(partial(_add_round, again))
        assert await store.read(lambda tx: tx.waitlist.rounds.get("round_1")) == first
        assert await store.read(lambda tx: tx.waitlist.rounds.get("round_2")) is None

    async def test_one_time_has_one_running_round(self, store: AnyWaitlist) -> None:
        first, second = a_round(), a_round(number=2, slot=a_round().slot)
        assert await store.write(partial(_add_round, first))
        assert not await store.write(partial(_add_round, second))
        ended = replace(first, state=RoundState.GONE, due_at=None, ended_at=NOW)
        await store.write(lambda tx: tx.waitlist.rounds.save(ended))
        assert await store.write(partial(_add_round, second))

    async def test_of_many_that_open_a_round_at_once_one_does(self, store: AnyWaitlist) -> None:
        slot = a_round().slot
        tries = [store.write(partial(_add_round, a_round(number=n, slot=slot))) for n in range(1, 9)]
        assert sum(await asyncio.gather(*tries)) == 1

    async def test_a_final_round_stays_as_it_is(self, store: AnyWaitlist) -> None:
        ended = replace(a_round(), state=RoundState.FILLED, due_at=None, ended_at=NOW)
        await store.write(partial(_add_round, a_round()))
        for changed in (ended, a_round()):
            await store.write(lambda tx, changed=changed: tx.waitlist.rounds.save(changed))  # type: ignore[misc]
        assert await store.read(lambda tx: tx.waitlist.rounds.get("round_1")) == ended

    async def test_due_are_the_rounds_whose_time_has_come_longest_first(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            tx.waitlist.rounds.add(a_round(number=1, due_at=NOW))
            tx.waitlist.rounds.add(a_round(number=2, due_at=NOW - HOUR))
            tx.waitlist.rounds.add(a_round(number=3, due_at=NOW + HOUR))
            tx.waitlist.rounds.add(a_round(number=4, due_at=None, state=RoundState.GONE, ended_at=NOW))

        await store.write(fill)
        assert [r.id for r in await store.read(lambda tx: tx.waitlist.rounds.due(NOW))] == ["round_2", "round_1"]

    async def test_the_newest_rounds_are_listed_first_running_or_over(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            for number in (1, 2, 3):
                tx.waitlist.rounds.add(a_round(number=number, opened_at=NOW + number * HOUR))
            tx.waitlist.rounds.save(
                replace(a_round(number=3, opened_at=NOW + 3 * HOUR), state=RoundState.GONE, due_at=None, ended_at=NOW)
            )

        await store.write(fill)
        assert [r.id for r in await store.read(lambda tx: tx.waitlist.rounds.newest(2))] == ["round_3", "round_2"]
        assert [r.id for r in await store.read(lambda tx: tx.waitlist.rounds.running())] == ["round_2", "round_1"]

    async def test_a_round_is_found_by_its_winners_change(self, store: AnyWaitlist) -> None:
        taken = replace(a_round(), state=RoundState.TAKEN, winner="offer_1", operation_id="op_7", accepted_at=NOW)
        await store.write(partial(_add_round, a_round()))
        await store.write(lambda tx: tx.waitlist.rounds.save(taken))
        assert await store.read(lambda tx: tx.waitlist.rounds.of_operation("op_7")) == taken
        assert await store.read(lambda tx: tx.waitlist.rounds.of_operation("op_8")) is None

    async def test_no_entry_is_offered_a_round_twice(self, store: AnyWaitlist) -> None:
        await store.write(partial(_add_round, a_round()))
        assert await store.write(partial(_add_offer, an_offer()))
        assert not await store.write(partial(_add_offer, an_offer(id="offer_2", handle="BBBB")))
        assert await store.read(lambda tx: tx.waitlist.offers.of_round("round_1")) == [an_offer()]

    async def test_no_two_offers_share_a_handle(self, store: AnyWaitlist) -> None:
        await store.write(partial(_add_round, a_round()))
        assert await store.write(partial(_add_offer, an_offer()))
        assert not await store.write(partial(_add_offer, an_offer(number=2, handle="AAA1")))
        assert await store.read(lambda tx: tx.waitlist.offers.by_handle("AAA1")) == an_offer()
        assert await store.read(lambda tx: tx.waitlist.offers.by_handle("AAA2")) is None

    async def test_offers_come_in_the_order_they_were_made(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            tx.waitlist.rounds.add(a_round())
            for number in (3, 1, 2):
                tx.waitlist.offers.add(an_offer(number=number))
            tx.waitlist.offers.save(an_offer(number=3, state=OfferState.DECLINED))

        await store.write(fill)
        offers = await store.read(lambda tx: tx.waitlist.offers.of_round("round_1"))
        assert [(o.id, o.state) for o in offers] == [
            ("offer_3", OfferState.DECLINED),
            ("offer_1", OfferState.OPEN),
            ("offer_2", OfferState.OPEN),
        ]

    async def test_offers_are_counted_by_patient_since_an_instant(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            tx.waitlist.rounds.add(a_round())
            tx.waitlist.offers.add(an_offer(number=1, patient_id="pat-1", offered_at=NOW - HOUR))
            tx.waitlist.offers.add(an_offer(number=2, patient_id="pat-1", offered_at=NOW))
            tx.waitlist.offers.add(an_offer(number=3, patient_id="pat-2", offered_at=NOW))

        await store.write(fill)
        assert await store.read(lambda tx: tx.waitlist.offers.count("pat-1", NOW)) == 1
        assert await store.read(lambda tx: tx.waitlist.offers.count("pat-1", NOW - HOUR)) == 2

    async def test_pending_is_what_can_be_accepted_or_is_being_taken(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            tx.waitlist.rounds.add(a_round())
            taken = a_round(number=2)
            tx.waitlist.rounds.add(taken)
            tx.waitlist.rounds.save(replace(taken, state=RoundState.TAKEN))
            tx.waitlist.rounds.add(a_round(number=3, state=RoundState.FILLED, due_at=None, ended_at=NOW))
            states = {1: OfferState.OPEN, 2: OfferState.WAITING, 3: OfferState.DECLINED, 4: OfferState.LOST}
            for number, state in states.items():
                tx.waitlist.offers.add(an_offer(number=number, state=state))
            tx.waitlist.offers.add(an_offer(number=5, round_id="round_2", state=OfferState.WON))
            tx.waitlist.offers.add(an_offer(number=6, round_id="round_3", state=OfferState.WON))

        await store.write(fill)
        for patient, now, is_pending in [
            (1, NOW, True),
            (1, NOW + HOUR, False),
            (2, NOW + HOUR, True),
            (3, NOW, False),
            (4, NOW, False),
            (5, NOW + HOUR, True),
            (6, NOW, False),
        ]:
            found = await store.read(partial(_pending, f"pat-{patient}", now))
            assert found is is_pending, patient

    async def test_what_was_seen_free_is_kept_and_forgotten(self, store: AnyWaitlist) -> None:
        seen = Known(frozenset({"slot-1", "slot-2"}), NOW)
        await store.write(lambda tx: tx.waitlist.free.add("slot-9"))
        assert await store.read(lambda tx: tx.waitlist.free.known()) is None
        await store.write(lambda tx: tx.waitlist.free.replace(seen))
        await store.write(lambda tx: tx.waitlist.free.add("slot-9"))
        known = await store.read(lambda tx: tx.waitlist.free.known())
        assert known == Known(frozenset({"slot-1", "slot-2", "slot-9"}), NOW)
        await store.write(lambda tx: tx.waitlist.free.replace(None))
        assert await store.read(lambda tx: tx.waitlist.free.known()) is None

    async def test_of_work_that_raises_nothing_remains(self, store: AnyWaitlist) -> None:
        def work(tx: WaitlistTx) -> None:
            tx.waitlist.entries.put(an_entry())
            tx.waitlist.rounds.add(a_round())
            tx.waitlist.offers.add(an_offer())
            raise ZeroDivisionError

        assert [type(e) for e in await asyncio.gather(store.write(work), return_exceptions=True)] == [ZeroDivisionError]
        assert await store.read(lambda tx: tx.waitlist.entries.get("entry_1")) is None
        assert await store.read(lambda tx: tx.waitlist.rounds.get("round_1")) is None
        assert await store.read(lambda tx: tx.waitlist.offers.get("offer_1")) is None

    async def test_what_is_over_and_old_goes(self, store: AnyWaitlist) -> None:
        def fill(tx: WaitlistTx) -> None:
            over = {"state": RoundState.FILLED, "due_at": None}
            tx.waitlist.rounds.add(a_round(number=1, ended_at=NOW - HOUR, **over))
            tx.waitlist.rounds.add(a_round(number=2, ended_at=NOW, **over))
            tx.waitlist.rounds.add(a_round(number=3))
            for number, entry in ((1, "entry_1"), (2, "entry_2"), (3, "entry_3")):
                state = EntryState.WAITING if number == 3 else EntryState.PLACED
                tx.waitlist.entries.put(an_entry(id=entry, state=state, since=NOW - 2 * HOUR))
                tx.waitlist.offers.add(an_offer(number=number, round_id=f"round_{number}", entry_id=entry))

        await store.write(fill)
        assert await store.write(lambda tx: tx.waitlist.expire(NOW)) == 2
        left = await store.read(lambda tx: [tx.waitlist.entries.get(f"entry_{n}") is not None for n in (1, 2, 3)])
        offers = await store.read(lambda tx: [tx.waitlist.offers.get(f"offer_{n}") is not None for n in (1, 2, 3)])
        assert left == offers == [False, True, True]


def _pending(patient_id: str, now: Any, tx: WaitlistTx) -> bool:  # noqa: ANN401 an instant
    return tx.waitlist.offers.pending(patient_id, now)
