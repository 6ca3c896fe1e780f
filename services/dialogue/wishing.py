"""What was wished for the new time, over several turns: newer words narrow older ones, or replace them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from services.dialogue.commands import Constrain, When
from services.dialogue.state import FlowState, Wishes

MOST_SPANS = 40
_POINT = timedelta(hours=1)
_WEEK = 7


def wished(old: Wishes, new: Constrain, *, unsure: bool = False) -> Wishes:
    """Return the wishes after one more constraint.

    "later that week, afternoons" and then "do you have Thursday?" is Thursday afternoon; "actually Friday" after
    Thursday is Friday.
    """
    relative = new.earlier or new.later
    return replace(
        old,
        when=_narrowed(old.when, new.when) if new.when else old.when,
        latest=new.when or old.latest,
        provider=None if new.any_provider else new.provider or old.provider,
        place=new.place or old.place,
        any_provider=new.any_provider or (old.any_provider and new.provider is None),
        same_provider=new.same_provider or (old.same_provider and not (new.any_provider or new.provider)),
        not_provider=new.not_provider or (None if new.any_provider or new.provider else old.not_provider),
        earlier=new.earlier,
        later=new.later,
        before=None if relative or new.when else old.before,
        after=None if relative or new.when else old.after,
        unsure=unsure if new.when else old.unsure,
    )


def _narrowed(old: tuple[When, ...], new: tuple[When, ...]) -> tuple[When, ...]:
    """Return what both allow; else the new time of day on the days wished before; else the newer words alone."""
    both = overlap(old, new)
    if both or not old or not _on_any_day(new) or _on_any_day(old):
        return both or new
    days = {span.start.date() for span in old}
    return tuple(span for span in new if span.start.date() in days) or new


def overlap(old: Iterable[When], new: Iterable[When]) -> tuple[When, ...]:
    """Return the spans that lie in both, in the order of the newer words; nothing older allows everything."""
    older = list(old)
    if not older:
        return tuple(new)[:MOST_SPANS]
    both = (
        When(max(one.start, other.start), min(one.end, other.end))
        for one in new
        for other in older
        if one.start < other.end and other.start < one.end
    )
    return tuple(dict.fromkeys(both))[:MOST_SPANS]


def anchored(state: FlowState) -> Wishes:
    """Return the wishes with "earlier" and "later" settled: than the proposal, the offers, or the visit itself."""
    wishes = state.wishes
    if not wishes.earlier and not wishes.later:
        return wishes
    starts = _compared_with(state)
    if not starts:
        return wishes
    return replace(
        wishes,
        earlier=False,
        later=False,
        before=min(starts) if wishes.earlier else None,
        after=max(starts) if wishes.later else None,
    )


def relaxed(wishes: Wishes) -> list[Wishes]:
    """Return what to try when nothing fits all the words: the newest days alone, "earlier" or "later" on any day."""
    if wishes.before is not None or wishes.after is not None:
        return [replace(wishes, when=(), latest=())] if wishes.when else []
    if _on_any_day(wishes.latest) and not _on_any_day(wishes.when):
        return []  # "at 9" after "Monday the 30th" is no wish for another day
    return [replace(wishes, when=wishes.latest)] if wishes.latest not in ((), wishes.when) else []


def _on_any_day(spans: tuple[When, ...]) -> bool:
    """Tell whether the words name a time of day and no day: the same hours on a week of days and more."""
    hours = {(span.start.time(), span.end.time()) for span in spans}
    return len(spans) >= _WEEK and len(hours) == 1


def points_at_one(spans: tuple[When, ...]) -> bool:
    """Tell whether the words name one point in time, as "at 3 on Thursday" does."""
    return len(spans) == 1 and spans[0].end - spans[0].start <= _POINT


def _compared_with(state: FlowState) -> list[datetime]:
    if state.proposal is not None and state.proposal.slot is not None:
        return [state.proposal.slot.interval.start]
    if state.offers:
        return [slot.interval.start for slot in state.offers]
    if state.chosen is not None and state.chosen.interval is not None:
        return [state.chosen.interval.start]
    return []
