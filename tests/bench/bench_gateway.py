"""What the gateway costs: the same streams from a model server, bare, relayed and through `sealdesk gateway serve`.

Model server, relay, gateway and client are processes of their own; the ways take turns, so that whatever else the
machine does falls on all alike. Prints time to first token and tokens per second at 1, 16 and 64 streams, the CPU time
of each way's process, and the gateway's memory.

Run: `python -m tests.bench.bench_gateway [--roster FILE.jsonl] [--litellm PYTHON]`, with the Python of an environment
that has LiteLLM (see `litellm_peer.py`), to measure that as well.
"""

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psutil

from tests.bench.model_stand_in import free_port, relay, serve, started, wait_for


@dataclass(frozen=True)
class Run:
    """Streams at once, requests of each, seconds between tokens, tokens of a reply."""

    streams: int
    rounds: int
    pace: float
    tokens: int


#: The paces are what vLLM was published to do with an 8B model on an H100. One token: what a request costs by itself.
RUNS = (Run(1, 30, 1 / 122, 100), Run(16, 6, 1 / 86, 100), Run(64, 4, 1 / 20, 100), Run(16, 12, 0.2, 1))
PROMPT = (
    "You are the scheduling assistant of a clinic. Today is Monday, November 23, 2026. Call a tool when you need data;"
    " never give medical advice; answer in the patient's language, in short plain sentences."
)
SAID = "Hi, this is Maria Santos, born March 14, 1985, my number is 512-555-0100. Can I come next Tuesday instead?"
FIELDS = {
    "first_name": {"type": "string", "description": "The patient's first name"},
    "last_name": {"type": "string"},
    "date_of_birth": {"type": "string", "format": "date"},
    "day": {"type": "string", "enum": ["monday", "tuesday", "wednesday"]},
}
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "description": "Look it up.",
            "parameters": {"type": "object", "properties": FIELDS},
        },
    }
    for name in ("find_patient", "list_slots", "move_appointment")
]
NUMBERS = itertools.count(1000)
BODY = json.dumps(
    {
        "model": "m",
        "stream": True,
        "messages": [{"role": "system", "content": PROMPT}, {"role": "user", "content": SAID}],
        "tools": TOOLS,
    }
).encode()


@dataclass
class Way:
    """A way to the model server, and what was measured on it in one run.

    Attributes:
        name: What it is called.
        port: Where it begins.
        processes: Those whose CPU time it costs.
    """

    name: str
    port: int
    processes: Sequence[psutil.Process] = ()
    results: list[tuple[float, float]] = field(default_factory=list)
    cpu: float = 0.0

    def spent(self) -> float:
        """Return the seconds of CPU that its processes have used."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes)

    def first(self) -> tuple[float, float]:
        """Return p50 and p95 of the time to the first token, in ms."""
        cut = quantiles((each[0] * 1000 for each in self.results), n=20)
        return cut[9], cut[18]


async def one(port: int, run: Run) -> tuple[float, float]:
    """Return seconds to the first token, and to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = BODY.replace(b'"m"', b'"pace-%.4f-%d"' % (run.pace, run.tokens))
    body = body.replace(b"555-0100", b"555-%04d" % next(NUMBERS))
    head = b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n"
    began = time.perf_counter()
    writer.write(head + b"content-length: %d\r\n\r\n" % len(body) + body)
    first, seen = 0.0, b""
    while b"[DONE]" not in seen[-200:]:
        piece = await reader.read(65536)
        if not piece:
            raise RuntimeError(f"the reply broke off: {seen!r}")
        if not first and b'"content":"' in piece.replace(b": ", b":"):
            first = time.perf_counter() - began
        seen = seen[-200:] + piece
    writer.close()
    return first, time.perf_counter() - began


async def turn(way: Way, run: Run) -> None:
    """Measure one request of each stream; callers do not all speak at the same instant."""

    async def caller(number: int) -> None:
        await asyncio.sleep(number * max(run.tokens * run.pace, 0.5) / run.streams)
        way.results.append(await one(way.port, run))

    before = way.spent()
    await asyncio.gather(*(caller(number) for number in range(run.streams)))
    way.cpu += way.spent() - before


def measure(ways: Sequence[Way], run: Run) -> None:
    """Let the ways take turns, and print a line for each."""
    for way in ways:
        way.results, way.cpu = [], 0.0
        asyncio.run(one(way.port, run))
    for _ in range(run.rounds):
        for way in ways:
            asyncio.run(turn(way, run))
    bare = ways[0].first()
    speed = median(run.tokens / each[1] for each in ways[0].results)
    asked, load = run.rounds * run.streams, os.getloadavg()[0]
    print(f"{run.streams} streams of {run.tokens} tokens, {asked} requests, load {load:.1f}", flush=True)
    for way in ways:
        first = way.first()
        tokens = median(run.tokens / each[1] for each in way.results)
        print(
            f"  {way.name:8} first token p50 {first[0]:.1f} ms (+{first[0] - bare[0]:.1f}), p95 {first[1]:.1f} ms"
            f" (+{first[1] - bare[1]:.1f}); tokens/s of a stream {tokens:.2f} ({(tokens / speed - 1) * 100:+.2f} %);"
            f" CPU {way.cpu * 1000 / len(way.results):.1f} ms a request"
        )


def gateway(stack: ExitStack, model: int, roster: Path | None) -> Way:
    """Start the gateway."""
    port = free_port()
    command = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve", "--listen", f"127.0.0.1:{port}"]
    command += ["--upstream", f"http://127.0.0.1:{model}", *(["--roster", str(roster)] if roster else [])]
    process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))  # noqa: S603 fixed words
    stack.callback(process.terminate)
    wait_for(port)
    return Way("gateway", port, [psutil.Process(process.pid)])


def litellm(stack: ExitStack, model: int, python: Path) -> Way:
    """Start LiteLLM's proxy, which takes a while."""
    port = free_port()
    command = [str(python), str(Path(__file__).with_name("litellm_peer.py")), str(model), str(port)]
    peer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 fixed words
    stack.enter_context(peer)
    process = psutil.Process(peer.pid)

    def end() -> None:
        for each in (*process.children(recursive=True), process):
            each.terminate()

    stack.callback(end)
    wait_for(port)
    return Way("LiteLLM", port, [process, *process.children(recursive=True)])


def main(given: argparse.Namespace) -> int:
    """Measure and print."""
    model, bare = free_port(), free_port()
    server = started(serve, model)
    relaying = started(relay, bare, model)
    wait_for(model)
    wait_for(bare)
    with ExitStack() as stack:
        ways = [
            Way("bare", model, [psutil.Process(server.pid)]),
            Way("relay", bare, [psutil.Process(relaying.pid)]),
            gateway(stack, model, given.roster),
        ]
        if given.litellm:
            ways.append(litellm(stack, model, given.litellm))
        for run in RUNS:
            measure(ways, run)
        print(f"gateway memory: {ways[2].processes[0].memory_info().rss / 2**20:.0f} MiB")
    return 0


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--roster", type=Path)
    options.add_argument("--litellm", type=Path)
    sys.exit(main(options.parse_args()))
