"""Which free times to offer: read from the clinic's system, ruled on by policy, the patient's wish first.

Slots are looked at anew for every offer. The patient's own old appointment is never an obstacle, the patient's other
appointments are; times that others are taking at this moment, or that the patient turned down, are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from services.kernel.interval import Interval
from services.scheduling.model import Appointment, Party, Slot, SlotSearch, SlotStatus
from services.scheduling.operation import Claim, resource_of
from services.scheduling.policy import PolicyBook, Ruling, rule_on_slot
from services.scheduling.policy_model import Same, VisitPolicy
from services.scheduling.policy_slot import visit_time
from services.scheduling.ports import SchedulingSystem
from services.scheduling.spread import nearest, spread
from services.scheduling.wish import Wish, clipped, hull

MOST_READS = 8
"""How many times the system is asked for more slots of one window; each answer holds up to 200."""
MOST_CHECKS = 30
"""How many slots are checked for the provider's buffers before giving up."""
AROUND = timedelta(days=14)
"""How far around the wish the nearest times are looked for first."""
_TICK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """What must not be offered: slots the patient turned down, and local claims of running changes."""

    slot_ids: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """Times to offer, each list soonest first and at most `Wish.limit` long.

    Attributes:
        fitting: They fit the wish and policy allows them.
        for_person: They fit the wish, but a person has to agree first.
        nearest: Allowed times closest to the wish; filled only when nothing fits.
    """

    fitting: tuple[Slot, ...] = ()
    for_person: tuple[Slot, ...] = ()
    nearest: tuple[Slot, ...] = ()


NOTHING_TAKEN = Taken()
ANY_TIME = Wish()


async def find_offers(
    system: SchedulingSystem,
    book: PolicyBook,
    now: datetime,
    appointment: Appointment,
    wish: Wish = ANY_TIME,
    taken: Taken = NOTHING_TAKEN,
) -> Offers:
    """Find free times for moving the appointment.

    Args:
        system: The clinic's scheduling system.
        book: The clinic's policy.
        now: The present instant.
        appointment: What is to be moved, as it is now.
        wish: What the patient wants.
        taken: What must not be offered.

    Raises:
        SchedulingError: the system could not be read.
    """
    policy = book.for_visit(appointment.visit_type)
    horizon = _horizon(policy, now)
    if horizon is None:
        return Offers()
    own = await system.appointments(appointment.patient_id, now - timedelta(days=1))
    others = tuple(a.interval for a in own if a.id != appointment.id and a.status.occupies and a.interval)
    search = _Search(system, book, now, appointment, taken, others)
    wished = wish.within(horizon)
    fitting: tuple[Slot, ...] = ()
    asking: tuple[Slot, ...] = ()
    if wished:
        found = await search.read(hull(wished), _who(wish, appointment, policy), _where(wish, appointment, policy))
        wanted = [slot for slot in found if not _ruled_out(wish, slot)]
        welcome = [slot for slot in wanted if wish.welcomes(slot.interval.start, wished)]
        fitting = await search.choose(search.ruled(welcome, Ruling.ALLOWED), wish)
        asking = await search.choose(search.ruled(welcome, Ruling.PERSON), wish)
    if fitting:
        return Offers(fitting, asking)
    return Offers(for_person=asking, nearest=await search.around(wish, horizon))


async def read_free(system: SchedulingSystem, search: SlotSearch, most: int = MOST_READS) -> list[Slot]:
    """Return every free slot of the search, however many answers the system needs, up to `most` of them.

    Raises:
        SchedulingError: the system could not be read.
    """
    found: dict[str, Slot] = {}
    for _ in range(most):
        page = await system.free_slots(search)
        fresh = [slot for slot in page if slot.id not in found]
        found.update((slot.id, slot) for slot in fresh)
        if not fresh or len(page) < search.limit:
            break
        search = replace(search, window=Interval(page[-1].interval.start, search.window.end))
    return list(found.values())


async def has_room(system: SchedulingSystem, book: PolicyBook, appointment: Appointment, slot: Slot) -> bool:
    """Tell whether the provider is free for the visit and its buffers; the appointment's own old time does not count.

    Raises:
        SchedulingError: the system could not be read.
    """
    policy = book.for_visit(appointment.visit_type)
    if not policy.buffer_before and not policy.buffer_after:
        return True
    visit = visit_time(appointment, slot, policy).padded(policy.buffer_before, policy.buffer_after)
    occupants = await system.occupants(replace(slot, interval=visit))
    return all(occupant.id == appointment.id for occupant in occupants)


def _horizon(policy: VisitPolicy, now: datetime) -> Interval | None:
    start = now + max(policy.min_lead, _TICK)
    end = now + policy.max_horizon + _TICK
    return Interval(start, end) if start < end else None


def _who(wish: Wish, appointment: Appointment, policy: VisitPolicy) -> str | None:
    """Return the one provider to search with: the wished one, or the present one where policy keeps it."""
    keep = policy.same_provider is Same.REQUIRED and not wish.any_provider
    return wish.practitioner_id or (_id(appointment.practitioner) if keep else None)


def _where(wish: Wish, appointment: Appointment, policy: VisitPolicy) -> str | None:
    keep = policy.same_place is Same.REQUIRED
    return wish.location_id or (_id(appointment.location) if keep else None)


def _ruled_out(wish: Wish, slot: Slot) -> bool:
    return wish.rules_out(_id(slot.practitioner), _id(slot.location))


def _id(party: Party | None) -> str | None:
    return party.id if party else None


@dataclass(slots=True)
class _Search:
    """One search: what to look for, and how many buffer checks are left."""

    system: SchedulingSystem
    book: PolicyBook
    now: datetime
    appointment: Appointment
    taken: Taken
    others: tuple[Interval, ...]
    checks: int = MOST_CHECKS
    _room: dict[str, bool] = field(default_factory=dict)

    @property
    def policy(self) -> VisitPolicy:
        """The rules for this visit type."""
        return self.book.for_visit(self.appointment.visit_type)

    async def read(self, window: Interval, practitioner_id: str | None, location_id: str | None) -> list[Slot]:
        """Return the free slots of the window, however many answers the system needs."""
        search = SlotSearch(window, self.appointment.visit_type, practitioner_id, location_id)
        found = await read_free(self.system, search)
        return sorted((slot for slot in found if self._possible(slot)), key=lambda slot: slot.interval.start)

    def _possible(self, slot: Slot) -> bool:
        if slot.status is not SlotStatus.FREE or slot.id in self.taken.slot_ids:
            return False
        visit = visit_time(self.appointment, slot, self.policy)
        resource = resource_of(slot)
        claimed = any(c.resource == resource and c.interval.overlaps(slot.interval) for c in self.taken.claims)
        return not claimed and not any(other.overlaps(visit) for other in self.others)

    def ruled(self, slots: Sequence[Slot], ruling: Ruling) -> list[Slot]:
        """Return the slots on which policy rules so."""
        return [slot for slot in slots if rule_on_slot(self.appointment, slot, self.book, self.now).ruling is ruling]

    async def choose(self, slots: list[Slot], wish: Wish) -> tuple[Slot, ...]:
        """Return the few slots to show, all with room for the buffers; the present provider and place first."""
        while True:
            chosen = self._few(slots, wish)
            cramped = [slot for slot in chosen if not await self._has_room(slot)]
            if not cramped:
                return chosen
            slots = [slot for slot in slots if slot not in cramped]

    def _few(self, slots: Sequence[Slot], wish: Wish) -> tuple[Slot, ...]:
        familiar = [slot for slot in slots if self._familiar(slot, wish)]
        first = spread(familiar, wish.limit, self.book.zone)
        starts = {slot.interval.start for slot in first}
        rest = [slot for slot in slots if slot not in familiar and slot.interval.start not in starts]
        more = spread(rest, wish.limit - len(first), self.book.zone) if len(first) < wish.limit else ()
        return tuple(sorted((*first, *more), key=lambda slot: slot.interval.start))

    def _familiar(self, slot: Slot, wish: Wish) -> bool:
        """Tell whether the slot keeps the provider and the place that policy prefers and the wish left open."""
        policy, present = self.policy, self.appointment
        unheld = not wish.practitioner_id and not wish.not_practitioner_id and not wish.any_provider
        open_who = unheld and policy.same_provider is not Same.FREE
        open_where = not wish.location_id and not wish.not_location_id and policy.same_place is not Same.FREE
        other_who = open_who and _id(present.practitioner) not in (None, _id(slot.practitioner))
        other_where = open_where and _id(present.location) not in (None, _id(slot.location))
        return not other_who and not other_where

    async def _has_room(self, slot: Slot) -> bool:
        """Tell whether the provider is free for the buffers too; the patient's own old appointment does not count."""
        if not self.policy.buffer_before and not self.policy.buffer_after:
            return True
        if slot.id not in self._room:
            if self.checks == 0:
                return False
            self.checks -= 1
            self._room[slot.id] = await has_room(self.system, self.book, self.appointment, slot)
        return self._room[slot.id]

    async def around(self, wish: Wish, horizon: Interval) -> tuple[Slot, ...]:
        """Return the allowed times nearest to the wish: with its provider and place if there are any, else without."""
        wanted = Wish(wish.intervals, before=wish.before, after=wish.after).within(horizon) or wish.intervals
        targets = wanted or (horizon,)
        who, where = _who(wish, self.appointment, self.policy), _where(wish, self.appointment, self.policy)
        for practitioner_id, location_id in dict.fromkeys(((who, where), (None, where), (None, None))):
            for window in (_near(targets, horizon), horizon):
                read = await self.read(window, practitioner_id, location_id)
                found = self.ruled([slot for slot in read if not _ruled_out(wish, slot)], Ruling.ALLOWED)
                close = await self._closest(found, targets, wish.limit)
                if close:
                    return close
        return ()

    async def _closest(self, slots: list[Slot], targets: Sequence[Interval], limit: int) -> tuple[Slot, ...]:
        while True:
            chosen = nearest(slots, targets, limit)
            cramped = [slot for slot in chosen if not await self._has_room(slot)]
            if not cramped:
                return chosen
            slots = [slot for slot in slots if slot not in cramped]


def _near(targets: Sequence[Interval], horizon: Interval) -> Interval:
    """Return the part of the horizon around the wish; where they are far apart, its end that is closer."""
    whole = hull(targets)
    if whole.start >= horizon.end + AROUND:
        return Interval(max(horizon.start, horizon.end - AROUND), horizon.end)
    if whole.end <= horizon.start - AROUND:
        return Interval(horizon.start, min(horizon.end, horizon.start + AROUND))
    return clipped((whole.padded(AROUND, AROUND),), horizon.start, horizon.end)[0]
