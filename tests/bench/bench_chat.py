"""Latency of a chat turn with 1, 50 and 500 open chats, and the memory of all processes, in the running demo clinic.

    .venv/bin/python -m tests.bench.bench_chat [seconds for each figure]

All processes of `sealdesk up` run, the audit process too: a turn is answered when the ledger has acknowledged its
events, whose number is printed beside it. Each open chat has its page open (a stream of server-sent events) and says
something every 20 seconds, through the page's own forms over TCP: cookie, form token, dialogue, one commit in
SQLCipher, the ledger's acknowledgement, lines back. The patients run on the same machine.
"""

import asyncio
import itertools
import os
import re
import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil

from appliance.settings.load import load
from appliance.wiring.audit import ledger_reader
from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from tests.system.demo_clinic import DemoClinic

THINKS = 20.0
WORDS = ("I need to move my appointment", "Ruth Fisher", "July 4, 1943", "next week after 3", "what time is it now")
_TOKEN = re.compile(r'name="token" value="([^"]*)"')


class OpenChat:
    """One patient with the page open."""

    def __init__(self, address: str, number: int) -> None:
        limits = httpx.Limits(max_connections=4, max_keepalive_connections=4)
        self._http = httpx.AsyncClient(base_url=address, limits=limits, timeout=60, trust_env=False)
        self._words = itertools.cycle(WORDS[number % len(WORDS) :] + WORDS[: number % len(WORDS)])
        self._token = ""
        self._stream: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start the chat and its stream."""
        self._token = _TOKEN.findall((await self._http.get("/")).text)[0]
        await self._http.post("/chat", data=self._form(""))
        self._token = _TOKEN.findall((await self._http.get("/chat")).text)[0]
        self._stream = asyncio.create_task(self._listen())

    async def turn(self) -> float:
        """Say the next thing; return how long its answer took, in milliseconds."""
        start = time.perf_counter()
        answer = await self._http.post(
            "/chat/message", data=self._form(next(self._words)), headers={"accept": "application/json"}
        )
        answer.raise_for_status()
        return (time.perf_counter() - start) * 1000

    async def close(self) -> None:
        """Close the page."""
        if self._stream is not None:
            self._stream.cancel()
            await asyncio.gather(self._stream, return_exceptions=True)
        await self._http.aclose()

    def _form(self, text: str) -> dict[str, str]:
        return {"token": self._token, "form_id": secrets.token_urlsafe(18), "text": text, "after": "0"}

    async def _listen(self) -> None:
        async with self._http.stream("GET", "/chat/stream") as stream:
            async for _ in stream.aiter_bytes():
                pass


async def measure(address: str, count: int, seconds: float) -> list[float]:
    """Return the latencies of `seconds` of talk in `count` open chats."""
    chats = [OpenChat(address, number) for number in range(count)]
    for chat in chats:
        await chat.open()
    thinks = THINKS if count > 1 else 0.25
    end = time.perf_counter() + seconds
    taken: list[float] = []

    async def talk(chat: OpenChat, number: int) -> None:
        await asyncio.sleep(thinks * number / count)
        while time.perf_counter() < end:
            taken.append(await chat.turn())
            await asyncio.sleep(thinks)

    await asyncio.gather(*(talk(chat, number) for number, chat in enumerate(chats)))
    print(f"{count} open chats: memory {memory():.0f} MB")
    await asyncio.gather(*(chat.close() for chat in chats))
    return taken


PROCESSES = ("audit", "bridge", "portal")
PIDS: list[int] = []


def memory() -> float:
    """Return the proportional set size of all processes of the appliance, in megabytes."""
    return sum(psutil.Process(pid).memory_full_info().pss for pid in PIDS) / 1e6


def entries(demo: DemoClinic) -> int:
    """Return how many events the audit process has acknowledged: every turn waited for its own."""
    settings = load(demo.folder / "appliance.yaml")

    async def ask() -> int:
        reader = ledger_reader(settings)
        try:
            return Checkpoint.of(Note.parse(await reader.checkpoint())).size
        finally:
            await reader.aclose()

    return asyncio.run(ask())


def main() -> None:
    """Start the demo with wide limits, measure, print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    os.environ["SEALDESK_CHAT__REQUESTS_PER_MINUTE"] = "600000"
    os.environ["SEALDESK_CHAT__NEW_CHATS_PER_MINUTE"] = "6000"
    os.environ["SEALDESK_CHAT__MESSAGES_PER_MINUTE"] = "600"
    os.environ["SEALDESK_IDENTITY__TRIES_PER_ADDRESS"] = "10000"
    with tempfile.TemporaryDirectory() as folder:
        demo = DemoClinic.start(Path(folder) / "demo")
        try:
            PIDS[:] = [demo.process.pid, *(demo.pid(name) for name in PROCESSES)]
            print(f"at rest: memory {memory():.0f} MB (supervisor, {', '.join(PROCESSES)})")
            for count in (1, 50, 500):
                before = entries(demo)
                taken = sorted(asyncio.run(measure(demo.chat, count, seconds)))
                filed = entries(demo) - before
                p95 = taken[int(len(taken) * 0.95)]
                print(
                    f"{count} open chats: p50 {statistics.median(taken):.1f} ms, p95 {p95:.1f} ms, {len(taken)} turns, "
                    f"{filed} events in the ledger"
                )
        finally:
            demo.stop()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
