"""The set of conversations twice: with the embedded understander alone, and with Llama beside it.

`.venv/bin/python -m tests.dialogues.beside --gateway unix:/run/sealdesk/gateway.sock --model llama-3.1-8b-instruct`
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.proposed.asks import Asks
from services.kernel.clock import SystemClock
from services.llama.adviser import LlamaAdviser
from services.llama.breaker import Breaker
from services.llama.client import LlamaClient, Server
from tests.dialogues.report import hold_all, text_of
from tests.dialogues.run import Result


async def hold_with(
    server: Server, asks: Asks, timeout_seconds: float, every: int = 1
) -> tuple[list[Result], LlamaAdviser]:
    """Hold every conversation with a model's advice; return how they went, and the adviser with its counts."""
    client = LlamaClient(server, timeout_seconds)
    adviser = LlamaAdviser(client, EmbeddedUnderstander(), Breaker(SystemClock()), asks, timeout_seconds)
    try:
        return await hold_all(adviser, every), adviser
    finally:
        await client.aclose()


def summary(name: str, results: Sequence[Result]) -> str:
    """Return one line: verified completion, wrong changes, time per turn in milliseconds."""
    turns = [1000 * each.seconds / each.turns for each in results if each.turns]
    reached, wrong = sum(each.reached for each in results), sum(each.wrong_changes for each in results)
    slow = quantiles(turns, n=20)[-1] if len(turns) > 1 else 0.0
    return (
        f"{name:<10} {reached}/{len(results)} completed, {wrong} wrong changes, "
        f"{median(turns):.1f} ms a turn (95 % of conversations: {slow:.1f})"
    )


def outcomes(adviser: LlamaAdviser) -> str:
    """Return one line: what became of the patients' messages, and how long an answer took in milliseconds."""
    tally, asked = adviser.tally, adviser.tally.waits.total()
    told = ", ".join(f"{name} {count}" for name, count in sorted(tally.outcomes.items()))
    return f"asked {asked} times, {1000 * tally.waited / max(asked, 1):.0f} ms each; messages: {told}"


def main(words: Sequence[str] | None = None) -> int:
    """Print both results side by side; return 1 where a change was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gateway", required=True)
    parser.add_argument("--model", default="llama-3.1-8b-instruct")
    parser.add_argument("--key-file", type=Path)
    parser.add_argument("--asks", type=Asks, choices=list(Asks), default=Asks.UNSURE)
    parser.add_argument("--timeout", type=float, default=1.5)
    parser.add_argument("--every", type=int, default=1, help="hold every second, third, ... conversation")
    given = parser.parse_args(words)
    key = given.key_file.read_text(encoding="utf-8").strip() if given.key_file else ""
    alone = asyncio.run(hold_all(every=given.every))
    server = Server(given.gateway, given.model, key)
    advised, adviser = asyncio.run(hold_with(server, given.asks, given.timeout, given.every))
    lines = [summary("embedded", alone), summary("llama", advised), outcomes(adviser), text_of(advised)]
    print("\n".join(lines))  # noqa: T201 a report for a developer's terminal
    return 1 if any(each.wrong_changes for each in (*alone, *advised)) else 0


if __name__ == "__main__":
    sys.exit(main())
