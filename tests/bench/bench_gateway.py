"""What the gateway costs: the same streams from a model server, bare and through `sealdesk gateway serve`, in one run.

The model server is a stand-in that sends tokens at the pace of a GPU; server, gateway and
client are processes of their own. Prints time to first token and tokens per second at 1, 16 and 64 streams, and the
gateway's memory. Run: `python -m tests.bench.bench_gateway [ROSTER.jsonl]`.
"""

import asyncio
import itertools
import json
import multiprocessing
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles

import psutil

TOKENS = 100
#: Streams, rounds, and seconds between tokens: what vLLM was published to do with an 8B model on an H100.
RUNS = ((1, 20, 1 / 122), (16, 5, 1 / 86), (64, 3, 1 / 20))
WORDS = [
    "Hello",
    " ",
    "[",
    "NAME",
    "_",
    "1",
    "]",
    ",",
    " we",
    " can",
    " move",
    " your",
    " visit",
    " to",
    " Tuesday",
    ".",
]
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


def chunk(text: str | None, finish: str | None = None) -> bytes:
    """Return one event of the stand-in."""
    delta = {"content": text} if text is not None else {}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    data = b"data: " + json.dumps(body).encode() + b"\n\n"
    return b"%x\r\n%s\r\n" % (len(data), data)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer requests on one connection with tokens at the pace that the model's name says."""
    pieces = [chunk(WORDS[at % len(WORDS)]) for at in range(TOKENS)]
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
            pace = float(json.loads(await reader.readexactly(length))["model"].removeprefix("pace-"))
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
            due = time.perf_counter()
            for piece in pieces:
                due += pace
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                writer.write(piece)
            done = b"data: [DONE]\n\n"
            writer.write(chunk(None, "stop") + b"%x\r\n%s\r\n0\r\n\r\n" % (len(done), done))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def stand_in(port: int) -> None:
    """Serve as the model server."""

    async def forever() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=256)
        await server.serve_forever()

    asyncio.run(forever())


async def one(port: int, pace: float) -> tuple[float, float]:
    """Return seconds to the first token, and to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = BODY.replace(b'"m"', b'"pace-%.4f"' % pace).replace(b"555-0100", b"555-%04d" % next(NUMBERS))
    head = b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n"
    began = time.perf_counter()
    writer.write(head + b"content-length: %d\r\n\r\n" % len(body) + body)
    first, seen = 0.0, b""
    while b"[DONE]" not in seen[-200:]:
        piece = await reader.read(65536)
        if not piece:
            break
        if not first and b'"content"' in piece:
            first = time.perf_counter() - began
        seen = seen[-200:] + piece
    writer.close()
    return first, time.perf_counter() - began


async def measured(port: int, streams: int, rounds: int, pace: float) -> tuple[float, float, float]:
    """Return p50 and p95 of the time to the first token in ms, and tokens per second of all streams together."""
    results: list[tuple[float, float]] = []

    async def caller(number: int) -> None:
        await asyncio.sleep(number * TOKENS * pace / streams)  # callers do not all speak at the same instant
        results.extend([await one(port, pace) for _ in range(rounds)])

    await one(port, pace)
    await asyncio.gather(*(caller(number) for number in range(streams)))
    cut = quantiles((each[0] * 1000 for each in results), n=20)
    return cut[9], cut[18], sum(TOKENS / each[1] for each in results) / rounds


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Return when something listens on a port."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def main(roster: Path | None) -> int:
    """Measure and print."""
    bare, through = free_port(), free_port()
    server = multiprocessing.get_context("spawn").Process(target=stand_in, args=(bare,), daemon=True)
    server.start()
    command = [sys.executable, "-m", "appliance.cli.main", "gateway", "serve", "--upstream", f"http://127.0.0.1:{bare}"]
    command += ["--listen", f"127.0.0.1:{through}", *(["--roster", str(roster)] if roster else [])]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as gateway:  # noqa: S603 fixed words
        try:
            wait_for(bare)
            wait_for(through)
            for run in RUNS:
                report(run[0], asyncio.run(measured(bare, *run)), asyncio.run(measured(through, *run)))
            memory = psutil.Process(gateway.pid).memory_info().rss / 2**20
            print(
                f"gateway memory: {memory:.0f} MiB; CPU-seconds: {sum(psutil.Process(gateway.pid).cpu_times()[:2]):.1f}"
            )
        finally:
            gateway.terminate()
    return 0


def report(streams: int, bare: tuple[float, float, float], through: tuple[float, float, float]) -> None:
    """Print one line."""
    print(
        f"{streams:3} streams: first token p50/p95 bare {bare[0]:.1f}/{bare[1]:.1f} ms, gateway"
        f" {through[0]:.1f}/{through[1]:.1f} ms (+{through[1] - bare[1]:.1f}); tokens/s bare {bare[2]:.0f}, gateway"
        f" {through[2]:.0f} ({(through[2] / bare[2] - 1) * 100:+.1f} %)"
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
