"""Many texts, 5 % of them with a time-out, and both processes killed with kill -9 in between: none twice, none lost.

The portal's outbox worker and the egress process are real processes; Twilio is the strict stand-in on loopback. A kill
comes while the carrier is answering a send, the worst of moments; which send, and which of the two processes, is drawn.
As with Twilio, the words of a delivered text are gone after a while, so that not every doubt can be cleared: such a
text stays unknown and is shown to staff. SEALDESK_SENDS says how many texts (`make sends`: 10,000).
"""

import asyncio
import json
import os
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from appliance.audit_file import verify_file
from appliance.demo.carriers.faults import Fault, Faults
from appliance.demo.carriers.twilio import TwilioKeys
from appliance.demo.carriers.twilio_book import Kept, TwilioBook
from appliance.places import Places
from tests.doubles.carriers import ACCOUNT, CLINIC, a_twilio
from tests.doubles.clock import MONDAY_MORNING
from tests.doubles.loopback import serving
from tests.sends.quick_clock import QuickClock
from tests.sends.settings import sending_clinic

SENDS = int(os.environ.get("SEALDESK_SENDS", "150"))
SEED = int(os.environ.get("SEALDESK_SEED", "4"))
TIMEOUTS = 0.05
KILLS = max(6, SENDS // 200)
EVERY = 50
"""After so many texts all before them count as delivered."""
SECRET = "invented"
PROCESSES = ("portal", "egress")


class DiscardingBook(TwilioBook):
    """Twilio's book, in which texts are delivered now and then, and the words of a third of these are gone."""

    def take(self, form: Mapping[str, str]) -> Kept:
        kept = super().take(form)
        if len(self.kept) % EVERY == 0:
            self.redacts = len(self.kept) // EVERY % 3 == 0
            self.advance("delivered")
        return kept


@dataclass
class DrawnFaults(Faults):
    """5 % of sends time out, half of them after the text was taken; some sends are the last thing a process saw."""

    draw: random.Random
    kills: dict[int, str]
    wanted: asyncio.Queue[str]
    loop: asyncio.AbstractEventLoop
    timeouts: Counter[Fault] = field(default_factory=Counter)
    sends: int = 0

    def next(self) -> Fault | None:
        self.sends += 1
        if (victim := self.kills.get(self.sends)) is not None:
            self.loop.call_soon_threadsafe(self.wanted.put_nowait, victim)
            return self.draw.choice((Fault.HANG_BEFORE, Fault.HANG_AFTER))
        if self.draw.random() >= TIMEOUTS:
            return None
        fault = self.draw.choice((Fault.HANG_BEFORE, Fault.HANG_AFTER))
        self.timeouts[fault] += 1
        return fault


@dataclass
class Appliance:
    """Its two processes, each restarted when it was killed."""

    config: Path
    environment: dict[str, str]
    alive: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)
    last: dict[str, Any] = field(default_factory=dict)

    async def start(self, name: str) -> None:
        self.alive[name] = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"tests.sends.{name}_worker",
            str(self.config),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=self.environment,
            limit=64 * 1024 * 1024,
        )

    async def kill(self, name: str) -> None:
        """Kill as a power cut does, and start anew."""
        process = self.alive[name]
        if process.returncode is None:
            process.kill()
            await process.wait()
            self.killed[name] += 1
        await self.start(name)

    async def ended(self) -> dict[str, Any]:
        """Wait until a life of the portal's worker ends by itself; return what it said at last."""
        while True:
            process = self.alive["portal"]
            assert process.stdout is not None
            async for line in process.stdout:
                self.last = json.loads(line)
            code = await process.wait()
            if code == 0:
                return self.last
            assert code < 0, "the portal's worker failed"
            while self.alive["portal"] is process:  # noqa: ASYNC110 it is being started anew
                await asyncio.sleep(0)


@asynccontextmanager
async def running(folder: Path, port: int, clock: QuickClock) -> AsyncIterator[Appliance]:
    config = folder / "config.json"
    secret = folder / "secrets" / "twilio.secret"
    secret.parent.mkdir()
    secret.touch(0o600)
    secret.write_text(SECRET)
    Places.of(sending_clinic(folder, port)).egress_state.mkdir(mode=0o700, exist_ok=True)
    told = {"folder": str(folder), "port": port, "begin": clock.begin.isoformat(), "zero": clock.zero, "sends": SENDS}
    config.write_text(json.dumps({**told, "key": secrets.token_hex(32)}))
    appliance = Appliance(config, dict(os.environ))
    try:
        for name in PROCESSES:
            await appliance.start(name)
        yield appliance
    finally:
        for process in appliance.alive.values():
            if process.returncode is None:
                process.kill()
            await process.wait()


class Carrier:
    """The stand-in of Twilio with its draws."""

    def __init__(self, clock: QuickClock) -> None:
        draw = random.Random(SEED)  # noqa: S311 a draw, no secret
        moments = draw.sample(range(5, SENDS), KILLS)
        kills = {moment: PROCESSES[index % 2] for index, moment in enumerate(moments)}
        self.twilio = a_twilio(clock)
        self.twilio.keys = TwilioKeys(ACCOUNT.account, ACCOUNT.key, SECRET, CLINIC.digits)
        self.twilio.book = DiscardingBook(ACCOUNT.account, CLINIC.digits, clock)
        self.faults = DrawnFaults(draw, kills, asyncio.Queue(), asyncio.get_running_loop())
        self.twilio.faults = self.faults

    async def kill_until(self, ending: "asyncio.Task[dict[str, Any]]", appliance: Appliance) -> dict[str, Any]:
        """Kill what the draw wants until the worker ends by itself; return what it said."""
        while not ending.done():
            wish = asyncio.create_task(self.faults.wanted.get())
            await asyncio.wait({wish, ending}, return_when=asyncio.FIRST_COMPLETED)
            if wish.done():
                await appliance.kill(wish.result())
            else:
                wish.cancel()
        return await ending

    def arrived(self) -> Counter[str]:
        """Return how often each text reached the carrier, by its words."""
        return Counter(kept.words for kept in self.twilio.book.kept.values())


@pytest.mark.crash
@pytest.mark.timeout(max(300, SENDS))
async def test_no_text_goes_twice_and_none_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    began, clock = time.monotonic(), QuickClock.from_now(MONDAY_MORNING)
    carrier = Carrier(clock)
    with serving(carrier.twilio.app) as address:
        async with running(tmp_path, urlsplit(address).port or 0, clock) as appliance:
            last = await carrier.kill_until(asyncio.create_task(appliance.ended()), appliance)
    ended, arrived, timeouts = last["ended"], carrier.arrived(), sum(carrier.faults.timeouts.values())
    twice = [words for words, count in arrived.items() if count > 1]
    unknown = sorted(row for row, state in ended.items() if state == "unknown")
    given_up = {row: f"{state}: {last['why'][row]}" for row, state in ended.items() if state not in {"sent", "unknown"}}
    lost = [row for row in set(ended) - set(unknown) - set(given_up) if not arrived[_words(row)]]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{SENDS} texts, {timeouts} time-outs, kills {dict(appliance.killed)}, ended "
            f"{dict(Counter(ended.values()))}, {carrier.faults.sends} requests, {len(twice)} twice, {len(lost)} lost, "
            f"{time.monotonic() - began:.0f} s\n"
        )
    assert (len(ended), twice, lost) == (SENDS, [], [])
    assert given_up == {}, "told to staff, so not lost; but nothing here is a reason to give up"
    assert sorted(last["shown"]) == unknown
    assert min(appliance.killed[name] for name in PROCESSES) >= KILLS // 2 - 1
    assert timeouts > 0
    assert last["intact"]
    assert verify_file(Places.of(sending_clinic(tmp_path, 1)).egress_state / "egress-audit.jsonl").intact


def _words(row: str) -> str:
    index = int(row.partition(":")[0].removeprefix("op_"))
    return f"Maple: your visit on visit number {index} is cancelled."
