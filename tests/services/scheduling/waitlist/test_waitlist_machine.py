"""Weeks of a waitlist at random: freed slots, replies in any order, a front desk, crashes, clock jumps, the hour lost.

After each event: nobody is offered a slot twice or more often than the caps allow, no offer comes at night, every slot
has one visit and every round one winner, nobody loses a visit, everybody hears once, and every step is in the trail.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.audit.model import Action
from services.scheduling.errors import SystemUnreachable
from services.scheduling.model import Lock, MoveSupport
from services.scheduling.operation import OperationState
from services.scheduling.policy import PolicyBook, VisitPolicy
from services.scheduling.waitlist.model import Offer, OfferState, RoundState
from services.scheduling.waitlist.service import WaitlistService, build_worker
from services.scheduling.waitlist.settings import OfferSettings
from tests.doubles.builders import at
from tests.doubles.scheduling_system import STRICT, FakeSchedulingSystem
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import ZONE, WaitlistClinic, code_in, sent
from tests.services.scheduling.waitlist.dying_store import DyingStore, ProcessDied

T = TypeVar("T")
PEOPLE = 6
FREED = 5
CHOSEN = OfferSettings(batch_size=2, per_day=2, per_week=4, most_depth=2)
POLICY = VisitPolicy(notice_move=timedelta(hours=1), notice_cancel=timedelta(0))
HOUR_LOST = datetime(2027, 3, 14, 8, 0, tzinfo=UTC)
"""Sunday, 2:00 in Chicago, when the clocks go to 3:00."""
KINDS = [
    STRICT,
    replace(STRICT, move=MoveSupport.TWO_STEP),
    replace(STRICT, lock=Lock.SERVER_CHECK, frees_slots=True),
]
READS = ["slot", "occupants", "appointments", "patient", "appointment", "capabilities"]


class WaitlistWeeks(RuleBasedStateMachine):
    """Events of some weeks; invariants are checked after each."""

    @initialize(kind=st.sampled_from(KINDS), watches=st.booleans(), late=st.booleans())
    def open_clinic(self, kind: object, watches: bool, late: bool) -> None:  # noqa: FBT001
        self.loop = asyncio.Runner()
        self.store = MemoryStore()
        self.dying = DyingStore(self.store)
        system = FakeSchedulingSystem(kind)  # type: ignore[arg-type]  # one of KINDS
        book = PolicyBook(ZONE, default=POLICY)
        self.clinic = WaitlistClinic(self.store, system, settings=CHOSEN, book=book)
        if late:
            self.clinic.clock.set(HOUR_LOST - timedelta(hours=14))
        parts = replace(self.clinic.parts, store=self.dying)
        self.worker, self.service = build_worker(parts, watches=watches), WaitlistService(parts)
        self.touched: set[str] = set()
        for number in range(PEOPLE):
            start = at(16 + number, 10)
            self.run(self.clinic.waits(number, None if number == PEOPLE - 1 else start, travel=number * HOUR))
        for number in range(FREED):
            self.run(self.clinic.books(f"slot-{number}", at(13 + number // 2, 9 + number)))

    def teardown(self) -> None:
        """Let the weeks end: whatever is open then must have ended, by itself, and all of it still hold."""
        if not hasattr(self, "loop"):
            return
        self.dying.die_at(10_000, committed=False)
        for _ in range(20):
            self.the_worker_works(2, 10)
            self.clinic.clock.advance(timedelta(hours=28))
        assert all(running.state.final for running in self.store.rounds.values())
        self.everybody_hears_once()
        self.every_step_is_in_the_trail()
        self.no_slot_has_two_visits()
        self.nobody_who_waits_loses_their_visit()
        self.a_round_has_one_winner_and_the_winner_has_the_slot()
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    async def survive(self, step: Awaitable[object]) -> None:
        """Run a step of a process that may die in it; whatever it began goes on in the next process."""
        with suppress(ProcessDied):
            await step
        await self.settle()

    async def settle(self) -> None:
        await self.clinic.workflows.settle()
        if self.clinic.workflows.dead:
            await self.clinic.workflows.resume()
            await self.clinic.workflows.settle()

    def offers_to(self, number: int) -> list[str]:
        messages = sent(list(self.store.outbox.values()), "waitlist_offer", number)
        return [code_in(message) for message in messages]

    # -- what happens -----------------------------------------------------------------------------------------

    @rule(number=st.integers(0, FREED - 1), by_us=st.booleans(), die=st.none() | st.integers(1, 8))
    def a_visit_is_cancelled(self, number: int, by_us: bool, die: int | None) -> None:  # noqa: FBT001
        visit = self.clinic.system.records.appointments[f"appt-slot-{number}"]
        if not visit.status.changeable:
            return
        if not by_us:
            self.clinic.system.desk.cancel(visit.id)
            return

        async def cancel() -> None:
            if die is not None:
                self.clinic.workflows.crash_after(len(self.clinic.workflows.steps) + die)
            await self.clinic.ask(visit)
            await self.settle()

        self.run(cancel())

    @rule(number=st.integers(0, FREED - 1), people=st.permutations(range(PEOPLE)), die=st.none() | st.integers(1, 6))
    def a_slot_is_freed_offered_and_answered(self, number: int, people: list[int], die: int | None) -> None:
        self.a_visit_is_cancelled(number, by_us=True, die=None)
        self.the_worker_works(2, 10)
        if die is not None:
            self.dying.die_at(die, committed=die % 2 == 0)
        for person in people[:2]:
            self.somebody_replies(person, -1, accepts=True)
        self.the_worker_works(2, 10)

    @rule(ticks=st.integers(1, 6), seconds=st.sampled_from([1, 10, 60, 300]))
    def the_worker_works(self, ticks: int, seconds: int) -> None:
        async def work() -> None:
            for _ in range(ticks):
                await self.survive(self.worker.tick())
                self.clinic.clock.advance(timedelta(seconds=seconds))

        self.run(work())

    @rule(write=st.integers(1, 6), committed=st.booleans())
    def the_process_will_die(self, write: int, committed: bool) -> None:  # noqa: FBT001
        self.dying.die_at(write, committed=committed)

    @rule(
        number=st.integers(0, PEOPLE - 1), which=st.integers(0, 9), accepts=st.sampled_from([True, True, True, False])
    )
    def somebody_replies(self, number: int, which: int, accepts: bool) -> None:  # noqa: FBT001
        codes = self.offers_to(number)
        if codes:
            code = codes[which % len(codes)]
            self.run(self.survive(self.service.reply(code, accepts=accepts)))

    @rule(people=st.permutations(range(PEOPLE)))
    def everybody_replies_at_once(self, people: list[int]) -> None:
        codes = [codes[-1] for number in people if (codes := self.offers_to(number))]

        async def reply() -> None:
            await asyncio.gather(*(self.service.reply(code) for code in codes), return_exceptions=True)
            await self.settle()

        self.dying.die_at(10_000, committed=False)
        self.run(reply())

    @rule(number=st.integers(0, FREED - 1))
    def the_front_desk_takes_a_freed_slot(self, number: int) -> None:
        slot = self.clinic.system.records.slots[f"slot-{number}"]
        if not self.clinic.system.records.occupants(slot):
            self.clinic.system.desk.take(slot.id)

    @rule(number=st.integers(0, PEOPLE - 2))
    def the_front_desk_cancels_who_waits(self, number: int) -> None:
        visit = self.clinic.system.records.appointments.get(f"appt-{number}")
        if visit is not None and visit.status.changeable:
            self.touched.add(f"pat-{number}")
            self.clinic.system.desk.cancel(visit.id)

    @rule(minutes=st.sampled_from([5, 30, 119, 121, 600, 1441]))
    def time_passes(self, minutes: int) -> None:
        self.clinic.clock.advance(timedelta(minutes=minutes))

    @rule(seconds=st.integers(1, 7200))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self.clinic.clock.advance(timedelta(seconds=-seconds))

    @rule(method=st.sampled_from(READS), times=st.integers(1, 3))
    def a_read_will_fail(self, method: str, times: int) -> None:
        self.clinic.system.fail_next(method, SystemUnreachable("down"), times=times)

    # -- what always holds ------------------------------------------------------------------------------------

    @property
    def all_offers(self) -> list[Offer]:
        return list(self.store.offers.values()) if hasattr(self, "store") else []

    @invariant()
    def nobody_is_offered_a_slot_twice(self) -> None:
        once = Counter((offer.round_id, offer.entry_id) for offer in self.all_offers)
        assert all(count == 1 for count in once.values()), once

    @invariant()
    def nobody_is_over_the_caps(self) -> None:
        for offer in self.all_offers:
            later = [o.offered_at - offer.offered_at for o in self.all_offers if o.patient_id == offer.patient_id]
            assert sum(timedelta(0) <= gap < timedelta(days=1) for gap in later) <= CHOSEN.per_day
            assert sum(timedelta(0) <= gap < timedelta(days=7) for gap in later) <= CHOSEN.per_week

    @invariant()
    def no_offer_comes_at_night_or_too_late_to_come(self) -> None:
        for offer in self.all_offers:
            assert CHOSEN.day_opens <= offer.offered_at.astimezone(ZONE).time() < CHOSEN.day_closes
            slot, entry = self.store.rounds[offer.round_id].slot, self.store.entries[offer.entry_id]
            assert slot.interval.start - offer.expires_at >= max(POLICY.min_lead, entry.travel)
            assert CHOSEN.least_time <= offer.expires_at - offer.offered_at <= CHOSEN.offer_lasts

    @invariant()
    def a_round_has_one_winner_and_the_winner_has_the_slot(self) -> None:
        winners = Counter(offer.round_id for offer in self.all_offers if offer.state is OfferState.WON)
        assert all(count == 1 for count in winners.values())
        for running in self.store.rounds.values() if self.all_offers else ():
            assert (running.winner is not None) is (winners[running.id] == 1) or running.state is RoundState.GONE
            if running.state is RoundState.FILLED:
                operation = self.store.operations[running.operation_id or ""]
                assert operation.state is OperationState.DONE
                assert operation.slot is not None
                assert operation.slot.id == running.slot.id

    @invariant()
    def no_slot_has_two_visits(self) -> None:
        if not hasattr(self, "clinic"):
            return
        visits = self.clinic.system.records.appointments.values()
        taken = Counter(slot_id for visit in visits if visit.status.occupies for slot_id in visit.slot_ids)
        assert all(count == 1 for count in taken.values()), taken

    @invariant()
    def nobody_who_waits_loses_their_visit(self) -> None:
        if not hasattr(self, "clinic"):
            return
        visits = self.clinic.system.records.appointments.values()
        live = Counter(visit.patient_id for visit in visits if visit.status.occupies)
        unclear = {
            op.appointment.patient_id for op in self.store.operations.values() if op.state is not OperationState.DONE
        }
        for number in range(PEOPLE - 1):
            patient = f"pat-{number}"
            assert live[patient] == 1 or patient in self.touched | unclear, patient

    @invariant()
    def everybody_hears_once(self) -> None:
        if not self.all_offers:
            return
        ids = [m.id for m in self.store.outbox.values()]
        for offer in self.all_offers:
            assert ids.count(f"{offer.id}:waitlist_offer") == 1
            assert ids.count(f"{offer.id}:waitlist_gone") <= 1
            running = self.store.rounds[offer.round_id]
            if running.state.final:
                assert offer.state not in (OfferState.OPEN, OfferState.WAITING)
            assert offer.told or offer.state is not OfferState.LOST
            assert not offer.told or offer.state in (OfferState.LOST, OfferState.EXPIRED)

    @invariant()
    def every_step_is_in_the_trail(self) -> None:
        if not self.all_offers:
            return
        events = Counter(event.action for event in self.store.audit)
        assert events[Action.WAITLIST_OFFERED] == len(self.all_offers)
        ended = [running for running in self.store.rounds.values() if running.state.final]
        assert events[Action.WAITLIST_ENDED] == len(ended)
        gone = sum(message.template == "waitlist_gone" for message in self.store.outbox.values())
        assert events[Action.WAITLIST_TOLD] == gone


HOUR = timedelta(hours=1)
TestWaitlistWeeks = WaitlistWeeks.TestCase
TestWaitlistWeeks.settings = settings(max_examples=250, stateful_step_count=40, deadline=None)
