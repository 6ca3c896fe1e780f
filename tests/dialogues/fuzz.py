"""Fuzzed dialogues by the thousand: `make adversary`. A model of random weights answers, a judge looks at every turn.

In most of them the model is drawn in this process, which is quick. In the rest it is a real model server's, past the
gateway, the client and the adviser that a clinic has.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from services.dialogue.understanding.proposed.asks import Asks
from services.dialogue.understanding.proposed.schema import SCHEMA_NAME, schema
from services.kernel.clock import SystemClock
from services.llama.adviser import LlamaAdviser
from services.llama.breaker import Breaker
from services.llama.client import LlamaClient, Server
from services.llama.tally import Tally
from tests.dialogues.adversary import UNDERSTANDER, RandomModel, hold

AT_ONCE = 8
TIMEOUT_SECONDS = 120.0
_PIECES = 6


class Feverish(LlamaClient):
    """Draws from all that the model may say instead of taking the likeliest.

    The spans of most questions are held to stretches of the message besides: code drops every other span at once, and
    a model of random weights would never be heard.
    """

    def __init__(self, server: Server, random: Random) -> None:
        super().__init__(server, TIMEOUT_SECONDS)
        self._random = random

    async def _sent(self, body: dict[str, Any]) -> bytes:
        drawn = {**body, "temperature": 1.0, "seed": self._random.randrange(1 << 30)}
        if self._random.random() < 0.9:
            narrow = {"name": SCHEMA_NAME, "schema": self._narrow(body["messages"][-1]["content"]), "strict": True}
            drawn["response_format"] = {"type": "json_schema", "json_schema": narrow}
        return await super()._sent(drawn)

    def _narrow(self, text: str) -> dict[str, Any]:
        words = text.split(" ")
        cuts = (sorted(self._random.choices(range(len(words) + 1), k=2)) for _ in range(_PIECES))
        narrow = schema()
        span = narrow["properties"]["commands"]["items"]["properties"]["span"]
        span["enum"] = sorted({"", text, *(" ".join(words[first:last]) for first, last in cuts)})
        del span["maxLength"]
        return narrow


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What came of a number of dialogues."""

    dialogues: int = 0
    written: int = 0
    violations: tuple[str, ...] = ()
    outcomes: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        told = ", ".join(f"{name} {count}" for name, count in sorted(self.outcomes.items()))
        return f"{self.dialogues} dialogues, {len(self.violations)} violations, {self.written} changes written; {told}"

    def with_one(self, written: int, violations: Sequence[str]) -> "Fuzzed":
        """Return this and one dialogue more."""
        return replace(
            self,
            dialogues=self.dialogues + 1,
            written=self.written + written,
            violations=(*self.violations, *violations),
        )


async def drawn_here(seeds: Sequence[int]) -> Fuzzed:
    """Hold dialogues with a model drawn in this process."""
    outcomes: Counter[str] = Counter()
    fuzzed = Fuzzed(outcomes=outcomes)
    for seed in seeds:
        dialogue = await hold(seed, RandomModel(Random(seed), _asks(seed), outcomes))  # noqa: S311 repeatable
        fuzzed = fuzzed.with_one(len(dialogue.written), dialogue.violations)
    return fuzzed


async def served(seeds: Sequence[int], server: Server) -> Fuzzed:
    """Hold dialogues with a model server behind a gateway, several at a time."""
    tally, turns = Tally(), asyncio.Semaphore(AT_ONCE)
    client = Feverish(server, Random(0))  # noqa: S311 repeatable
    breaker = Breaker(SystemClock(), most=sys.maxsize)

    async def one(seed: int) -> tuple[int, list[str]]:
        async with turns:
            adviser = LlamaAdviser(client, UNDERSTANDER, breaker, _asks(seed), TIMEOUT_SECONDS, tally)
            dialogue = await hold(seed, adviser)
            return len(dialogue.written), dialogue.violations

    try:
        held = await asyncio.gather(*map(one, seeds))
    finally:
        await client.aclose()
    fuzzed = Fuzzed(outcomes=tally.outcomes)
    for written, violations in held:
        fuzzed = fuzzed.with_one(written, violations)
    return fuzzed


def _asks(seed: int) -> Asks:
    return Asks.ALWAYS if seed % 2 else Asks.UNSURE


def main(words: Sequence[str] | None = None) -> int:
    """Print what came of the dialogues; return 1 where a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", type=int, default=10_000, help="all of them")
    parser.add_argument("--real", type=int, default=0, help="how many of them with the model server")
    parser.add_argument("--gateway", default="")
    parser.add_argument("--model", default="llama-3.1-8b-instruct")
    parser.add_argument("--key-file", type=Path)
    given = parser.parse_args(words)
    key = given.key_file.read_text(encoding="utf-8").strip() if given.key_file else ""
    parts = {"drawn in the process": asyncio.run(drawn_here(range(given.real, given.dialogues)))}
    if given.real:
        asked = served(range(given.real), Server(given.gateway, given.model, key))
        parts["served by a real model server"] = asyncio.run(asked)
    for name, part in parts.items():
        print(f"{name}: {part}")  # noqa: T201 a report for a developer's terminal
    broken = [each for part in parts.values() for each in part.violations]
    print("\n".join(broken[:20]))  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
