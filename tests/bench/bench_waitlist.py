"""How many freed slots find a new patient: the waitlist itself, on a simulated clock, with patients of chance.

    .venv/bin/python -m tests.bench.bench_waitlist [trials] [days]

Assumptions, all of them doubtful in a real clinic: each offer is accepted with 11 % (Epic Fast Pass 2022-23, JMIR 2024
e52071), independently of everything else; who accepts replies after 1 to 20 minutes, all alike; everybody on the list
fits every slot. People are not independent, so the figures are an upper bound.
"""

import asyncio
import random
import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from services.scheduling.waitlist.model import RoundState
from services.scheduling.waitlist.settings import OfferSettings
from tests.doubles.builders import at
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist_clinic import WaitlistClinic, code_in

ACCEPTS = 0.11
SLOWEST = 20
MINUTE = timedelta(minutes=1)
UNCAPPED = OfferSettings(per_day=1_000, per_week=1_000)
CAPPED = OfferSettings()
CANCELLATIONS = 12
DAYS = [
    (30, "1 offer a day and 3 a week", CAPPED),
    (100, "1 offer a day and 3 a week", CAPPED),
    (300, "1 offer a day and 3 a week", CAPPED),
    (30, "no caps", UNCAPPED),
]


@dataclass
class Crowd:
    """The people who get offers: some accept, after a while."""

    clinic: WaitlistClinic
    store: MemoryStore
    chance: random.Random
    heard: int = 0
    replies: list[tuple[int, str]] = field(default_factory=list)

    def listen(self, minute: int) -> None:
        """Let everybody who got an offer since decide."""
        messages = [m for m in self.store.outbox.values() if m.template == "waitlist_offer"]
        for message in messages[self.heard :]:
            delay = self.chance.randint(1, SLOWEST)
            if self.chance.random() < ACCEPTS:
                self.replies.append((minute + delay, code_in(message)))
        self.heard = len(messages)

    async def reply(self, minute: int) -> None:
        """Send the replies that are due."""
        for when, code in list(self.replies):
            if when <= minute:
                self.replies.remove((when, code))
                await self.clinic.service.reply(code)


async def people(clinic: WaitlistClinic, count: int) -> None:
    """Let so many people wait, each with an appointment weeks ahead."""
    for number in range(count):
        day, half_hours = divmod(number, 16)
        await clinic.waits(number, at(21 + day, 9) + half_hours * timedelta(minutes=30))


async def live(crowd: Crowd, minutes: Iterable[int]) -> None:
    """Live through these minutes, the worker ticking in each."""
    for minute in minutes:
        await crowd.clinic.tick()
        crowd.listen(minute)
        await crowd.reply(minute)
        crowd.clinic.clock.advance(MINUTE)


async def one_slot(count: int, chance: random.Random) -> float | None:
    """Return after how many minutes one freed slot was filled, asking so many people; None if it was not."""
    store = MemoryStore()
    clinic = WaitlistClinic(store, settings=OfferSettings(most_depth=0))
    crowd = Crowd(clinic, store, chance)
    await people(clinic, count)
    await clinic.frees(at(3, 10))
    for minute in range(240):
        await live(crowd, [minute])
        [only] = store.rounds.values()
        if only.state.final:
            break
    filled = only.state is RoundState.FILLED and only.accepted_at is not None
    return (only.accepted_at - only.opened_at) / MINUTE if filled and only.accepted_at else None


async def clinic_day(count: int, settings: OfferSettings, chance: random.Random) -> tuple[int, int, int]:
    """Return how many of a day's cancelled slots were filled, how many winners' own slots were too, and the offers."""
    store = MemoryStore()
    clinic = WaitlistClinic(store, settings=settings)
    crowd = Crowd(clinic, store, chance)
    await people(clinic, count)
    cancelled = sorted(chance.sample(range(9 * 60), CANCELLATIONS))
    for number, minute in enumerate(cancelled):
        await live(crowd, range(cancelled[number - 1] if number else 0, minute))
        await clinic.frees(at(2 + number % 5, 9 + number // 5), number)
    await live(crowd, range(cancelled[-1], 12 * 60))
    filled = [running for running in store.rounds.values() if running.state is RoundState.FILLED]
    first = sum(running.freed.depth == 0 for running in filled)
    return first, len(filled) - first, len(store.offers)


async def report(trials: int, days: int) -> None:
    """Print both tables."""
    print(__doc__.split("\n\n")[2])
    print(f"\nOne freed slot, {trials} trials each; the facts' arithmetic is 1 - 0.89^n:")
    for count in (10, 20, 30):
        found = [await one_slot(count, random.Random(seed)) for seed in range(trials)]  # noqa: S311 seeded on purpose
        filled = [minutes for minutes in found if minutes is not None]
        rate = len(filled) / trials
        error = 2 * (rate * (1 - rate) / trials) ** 0.5
        print(
            f"  {count} people: {rate:.0%} filled (+-{error:.0%}), arithmetic {1 - (1 - ACCEPTS) ** count:.0%};"
            f" median {statistics.median(filled):.0f} min after it was freed"
        )
    print(f"\nA day with {CANCELLATIONS} cancellations between 8:00 and 17:00, {days} days each:")
    for count, name, settings in DAYS:
        runs = [await clinic_day(count, settings, random.Random(seed)) for seed in range(days)]  # noqa: S311
        first, onward, offers = (statistics.mean(run[column] for run in runs) for column in range(3))
        print(
            f"  {count} people, {name}: {first / CANCELLATIONS:.0%} filled, {onward:.1f} winners' own slots too,"
            f" {offers:.0f} offers"
        )


if __name__ == "__main__":
    asyncio.run(report(*(int(word) for word in (sys.argv[1:] + ["300", "10"][len(sys.argv) - 1 :]))))
