"""From the patient's wishes to free times of the clinic's system."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC

from services.dialogue.commands import OTHER_PLACE, When
from services.dialogue.state import Wishes
from services.dialogue.turn import Turn
from services.dialogue.visits import named
from services.kernel.interval import Interval
from services.scheduling.availability import Offers, Taken, find_offers
from services.scheduling.model import Appointment, Party, Slot, SlotSearch
from services.scheduling.spread import nearest, spread
from services.scheduling.wish import Wish

_NOT_NAMED = 40
"""How many times are looked at when a name fits several providers or places."""
_SHOWN = 3


async def free_times(turn: Turn, wishes: Wishes) -> Offers:
    """Return at most three free times under the wishes; those turned down or being taken are left out."""
    chosen = turn.state.chosen
    if chosen is None:
        return Offers()
    present = chosen.practitioner if wishes.same_provider and wishes.provider is None else None
    wish = Wish(
        intervals=tuple(_intervals(wishes.when)),
        practitioner_id=present.id if present else None,
        any_provider=wishes.any_provider,
        before=wishes.before,
        after=wishes.after,
    )
    if wishes.provider is None and wishes.place is None and wishes.not_provider is None:
        return await _find(turn, chosen, wish)
    return await _find_named(turn, chosen, wish, wishes)


def _intervals(spans: Iterable[When]) -> Iterator[Interval]:
    """Yield the spans as instants; one that lies in the hour the clocks skip has no time in it."""
    for span in spans:
        start, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
        if start < end:
            yield Interval(start, end)


async def _find(turn: Turn, chosen: Appointment, wish: Wish) -> Offers:
    taken = Taken(frozenset(turn.state.rejected), tuple(await turn.tools.claims(turn.now)))
    return await find_offers(turn.tools.system, turn.tools.book, turn.now, chosen, wish, taken)


async def _find_named(turn: Turn, chosen: Appointment, wish: Wish, wishes: Wishes) -> Offers:
    """Look for the named provider and place: by id where the name fits only one, else by name."""
    seen = await _all_free(turn, chosen)
    people = [slot.practitioner for slot in seen]
    who = _only(people, chosen.practitioner, wishes.provider)
    not_who = _only(people, chosen.practitioner, wishes.not_provider)
    where = _only([slot.location for slot in seen], chosen.location, wishes.place)
    wish = replace(
        wish,
        practitioner_id=who.id if who else wish.practitioner_id,
        location_id=where.id if where else None,
        not_practitioner_id=not_who.id if not_who else None,
        not_location_id=chosen.location.id if chosen.location and wishes.place == OTHER_PLACE else None,
        any_provider=wish.any_provider
        or (wishes.provider is not None and who is None)
        or _rules_out(wishes, chosen.practitioner),
        limit=_NOT_NAMED,
    )
    found = await _find(turn, chosen, wish)
    zone = turn.settings.zone
    fitting, asking = (
        spread([slot for slot in slots if _is_named(slot, chosen, wishes)], _SHOWN, zone)
        for slots in (found.fitting, found.for_person)
    )
    other = found.nearest or found.fitting
    return Offers(fitting, asking, nearest(other, wish.intervals, _SHOWN) if wish.intervals else other[:_SHOWN])


async def _all_free(turn: Turn, chosen: Appointment) -> list[Slot]:
    horizon = turn.tools.book.for_visit(chosen.visit_type).max_horizon
    search = SlotSearch(Interval(turn.now, turn.now + horizon), chosen.visit_type)
    return await turn.tools.system.free_slots(search)


def _only(parties: list[Party | None], present: Party | None, said: str | None) -> Party | None:
    """Return the one party that the name can mean, or None."""
    if said is None:
        return None
    fitting = {party.id: party for party in (*parties, present) if party is not None and named(said, party)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _is_named(slot: Slot, chosen: Appointment, wishes: Wishes) -> bool:
    where = slot.location != chosen.location if wishes.place == OTHER_PLACE else named(wishes.place, slot.location)
    return where and named(wishes.provider, slot.practitioner) and not _rules_out(wishes, slot.practitioner)


def _rules_out(wishes: Wishes, provider: Party | None) -> bool:
    """Tell whether this provider was ruled out: "not with Dr. Soto"."""
    return wishes.not_provider is not None and provider is not None and named(wishes.not_provider, provider)
