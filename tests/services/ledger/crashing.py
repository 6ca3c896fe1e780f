"""Really kills the process that writes the ledger, again and again on the same folder, and looks at what is there.

Called with a folder, a number of trials and a seed; prints as JSON what happened. Each trial forks a writer with three
threads. It is killed by SIGKILL after a number of acknowledgements, or at a moment that may lie within its start, a
quarter's end or a repair. Whatever it acknowledged must be there, once, in order, as it was given.
"""

import json
import os
import random
import select
import signal
import struct
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.audit.filing import Filing
from services.audit.reading import LedgerQuery
from services.ledger.ledger import Ledger
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.ledger import a_filing, a_ledger

SOURCES = ("state", "gateway", "egress")
ACKNOWLEDGEMENT = struct.Struct("<BQ")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FULL_CHECK_EVERY = 100


def event(source: str, number: int) -> Filing:
    """Return the one event that may stand under this number."""
    patient = None if number % 3 else f"{number % 50:064x}"
    return a_filing(
        number, source=source, patient=patient, body={"word": f"{source}-{number}", "more": "x" * (number % 90)}
    )


@dataclass
class Plan:
    """How one writer works, and when it is killed."""

    groups: int
    seconds: float
    quarter_ends: bool
    seed: int

    @classmethod
    def draw(cls, chance: random.Random) -> "Plan":
        early = chance.random() < 0.3
        return cls(
            groups=1_000_000 if early else chance.randint(1, 60),
            seconds=chance.random() * 0.08 if early else 60.0,
            quarter_ends=chance.random() < 0.1,
            seed=chance.randrange(2**32),
        )


def write(folder: Path, pipe: int, start: datetime, plan: Plan) -> None:
    """Write until killed; say each acknowledged number."""
    clock = ManualClock(start)
    ledger = a_ledger(folder, clock)

    def call(index: int) -> None:
        chance = random.Random(plan.seed + index)  # noqa: S311 the same groups for the same plan
        source = SOURCES[index]
        while True:
            last = ledger.last_taken(source)
            first = max(1, last + 1 - chance.choice((0, 0, 0, 7)))
            taken = ledger.take([event(source, number) for number in range(first, last + 1 + chance.randint(1, 30))])
            os.write(pipe, ACKNOWLEDGEMENT.pack(index, taken.numbers[source]))
            if plan.quarter_ends and chance.random() < 0.05:
                clock.advance(timedelta(days=92))
            else:
                clock.advance(timedelta(milliseconds=1))

    threads = [threading.Thread(target=call, args=(index,)) for index in range(len(SOURCES))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def read_all(pipe: int, seconds: float, wanted: int) -> list[tuple[int, int]]:
    """Return the acknowledgements that come until there are so many or the time is over."""
    found: list[tuple[int, int]] = []
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    end = time.monotonic() + seconds
    while len(found) < wanted and waiting.poll(max(0.0, end - time.monotonic()) * 1000):
        piece = os.read(pipe, ACKNOWLEDGEMENT.size)
        if not piece:
            break
        found.append(ACKNOWLEDGEMENT.unpack(piece))
    return found


def killed(folder: Path, start: datetime, plan: Plan) -> dict[str, int]:
    """Let a process write and kill it; return the highest number it acknowledged for each source."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(folder, writing, start, plan)
        finally:
            os._exit(1)
    os.close(writing)
    found = read_all(reading, plan.seconds, plan.groups)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        message = "The writer ended by itself."
        raise RuntimeError(message)
    found += read_all(reading, 5.0, 1_000_000)
    os.close(reading)
    highest: dict[str, int] = {}
    for index, number in found:
        highest[SOURCES[index]] = max(number, highest.get(SOURCES[index], 0))
    return highest


@dataclass
class Seen:
    """What was found over all trials."""

    trials: int = 0
    acknowledged: int = 0
    events: int = 0
    lost: int = 0
    wrong: int = 0
    full_checks: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    recorded: int = 0

    def look(self, ledger: Ledger, acknowledged: dict[str, int]) -> None:
        """Compare what is there with what was acknowledged, and each new event with the one it must be."""
        for source, number in acknowledged.items():
            self.lost += max(0, number - ledger.last_taken(source))
            self.acknowledged += max(0, number - self.numbers.get(source, 0))
        for found in ledger.reader.stream(LedgerQuery(first=self.events + 1)):
            filing = found.filing
            number = self.numbers.get(filing.source, 0) + 1
            right = filing == event(filing.source, number) and found.sequence == self.events + 1
            self.wrong += not (right and found.recorded >= self.recorded)
            self.numbers[filing.source] = number
            self.recorded = found.recorded
            self.events += 1


def main(folder: Path, trials: int, seed: int) -> None:
    """Run the trials and print what was seen."""
    chance = random.Random(seed)  # noqa: S311 the same plans for the same seed
    seen, start = Seen(), MONDAY_MORNING
    for trial in range(trials):
        acknowledged = killed(folder, start, Plan.draw(chance))
        ledger = a_ledger(folder, ManualClock(start))
        seen.look(ledger, acknowledged)
        start = max(start, EPOCH + timedelta(microseconds=seen.recorded))
        if trial % FULL_CHECK_EVERY == 0 or trial == trials - 1:
            seen.full_checks += ledger.check() == seen.events
        ledger.close()
        seen.trials += 1
    outcome = {
        name: getattr(seen, name) for name in ("trials", "acknowledged", "events", "lost", "wrong", "full_checks")
    }
    print(json.dumps(outcome | {"segments": len(list(folder.glob("ledger-*.db")))}))  # noqa: T201 the answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
