"""The day that "ese mismo día" points at in answer to a proposal: that of the offers, not of the appointment."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.dialogue.understanding.grammar.terms import Anchor, Part
from services.dialogue.understanding.grammar.values import Window, one_day
from services.dialogue.understanding.model import Asked, TurnContext

_PROPOSED: Final = frozenset({Asked.OFFER, Asked.CONFIRM})


def on_proposed_day(parts: list[Part], context: TurnContext) -> list[Part]:
    """Return the wished parts with "that day" read as the day that was offered or read back.

    Where neither offers nor appointments are in view, only the hour said beside it counts: who proposed knows the day.
    """
    if context.asked not in _PROPOSED or not any(_points(part) for part in parts):
        return parts
    zone = context.zone or context.now.tzinfo
    days = {offer.start.astimezone(zone).date() for offer in context.offers}
    if len(days) == 1:
        day = one_day(days.pop())
        return [replace(part, value=day) if _points(part) else part for part in parts]
    known = context.offers or context.appointments
    return parts if known or not _timed(parts) else [part for part in parts if not _points(part)]


def proposed_anchor(parts: Sequence[Part], anchor: Anchor, context: TurnContext) -> Anchor:
    """Return what "al día siguiente" counts from in answer to a proposal: the day proposed, where it is one."""
    zone = context.zone or context.now.tzinfo
    days = {offer.start.astimezone(zone).date() for offer in context.offers}
    hours = any(isinstance(part.value, Window) and part.value.relative for part in parts)
    if context.asked not in _PROPOSED or len(days) != 1 or anchor.spoken or hours:
        return anchor
    return replace(anchor, day=days.pop(), spoken=False)


def _points(part: Part) -> bool:
    """Tell whether a part is "that day", "the same day"."""
    return getattr(part.value, "relative", "") == "that_day" and not part.negative


def _timed(parts: Sequence[Part]) -> bool:
    """Tell whether an hour or a part of the day was wished beside it, and no other day."""
    others = [part for part in parts if not _points(part)]
    return bool(others) and all(isinstance(part.value, Window) and not part.negative for part in others)
