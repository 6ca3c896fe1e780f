"""How freed slots are offered."""

from dataclasses import dataclass
from datetime import time, timedelta

TICK = timedelta(seconds=10)
"""How long the worker pauses between two looks: what became free is offered one tick later at the latest."""


@dataclass(frozen=True, slots=True)
class OfferSettings:
    """The clinic's choices.

    Attributes:
        batch_size: How many people are asked at once.
        batch_every: How long the first ones have before more are asked.
        offer_lasts: How long an offer can be accepted.
        least_time: An offer with less time to answer is not made.
        look_every: How often the clinic's system is asked whether an offered slot is still free.
        most_depth: How many times a winner's own slot is offered on; 0 for never.
        settle_within: How long a winner's change may fail to start before a person takes it.
        day_opens: Offers are unsolicited texts: none before this hour in the recipient's zone (47 CFR 64.1200(c)(1)).
        day_closes: And none from this hour on.
        per_day: Offers to one patient within 24 hours at most.
        per_week: Offers to one patient within 7 days at most.
    """

    batch_size: int = 10
    batch_every: timedelta = timedelta(minutes=5)
    offer_lasts: timedelta = timedelta(hours=2)
    least_time: timedelta = timedelta(minutes=10)
    look_every: timedelta = timedelta(minutes=1)
    most_depth: int = 3
    settle_within: timedelta = timedelta(minutes=15)
    day_opens: time = time(8)
    day_closes: time = time(21)
    per_day: int = 1
    per_week: int = 3
