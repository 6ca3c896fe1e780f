"""What a roster of 50,000 patients costs the gateway's process: memory at rest and while it is built anew, and waiting.

A stand-in bridge lists invented patients on its roster socket; the gateway is a process of its own, started as
`sealdesk up` starts it, and its calls are audited by a ledger. Then the stand-in begins another log of changes, so that
the gateway lists all patients once more, while calls go on.
Run: `python -m tests.bench.bench_roster [PATIENTS]`.
"""

import itertools
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import httpx
import psutil

from appliance.plans import GATEWAY_MEMORY
from services.bridge.link.changes import ChangeLog
from services.bridge.link.roster_app import create_roster_app
from services.kernel.clock import SystemClock
from services.kernel.roster import IdentifierKind, RosterEntry, RosterIdentifier, RosterName
from tests.contract.link_server import serving_on
from tests.doubles.audit_process import served
from tests.doubles.ledger import a_ledger
from tests.doubles.loopback import serving
from tests.doubles.vllm import MODEL, FakeVllm

SYLLABLES = [*map("".join, itertools.product("bdfgklmnprstvz", ("a", "e", "i", "o", "u", "en", "ar")))]
CALLS = 200
SETTINGS = """\
clinic: {{name: Bench Clinic, phone: "(212) 555-0100", zone: America/New_York}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
gateway: {{runs: true, upstream: "{upstream}"}}
folders: {{state: {folder}/state, run: {folder}/run, secrets: {folder}/secrets}}
"""
WORDS = "Hi, this is Maria Santos, my number is 512-555-0100. Can I come next Tuesday instead?"


class Clinic:
    """So many invented patients, others each time."""

    def __init__(self, patients: int) -> None:
        self.patients = patients
        self.lists = 0

    async def roster(self) -> AsyncIterator[list[RosterEntry]]:
        """Yield them, a hundred at a time."""
        self.lists += 1
        chance = random.Random(self.lists)  # noqa: S311 invented people
        words = [_word(chance) for _ in range(30_000)]
        for first in range(0, self.patients, 100):
            yield [_entry(chance, words, number) for number in range(first, min(first + 100, self.patients))]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 4)))).capitalize()


def _entry(chance: random.Random, words: list[str], number: int) -> RosterEntry:
    given, family = chance.choice(words), chance.choice(words)
    return RosterEntry(
        str(number),
        (RosterName(f"{given} {chance.choice(words)}", family), RosterName(chance.choice(words), family)),
        date(1930, 1, 1) + timedelta(days=chance.randrange(33_000)),
        tuple(str(2_000_000_000 + chance.randrange(8 * 10**9)) for _ in range(2)),
        (RosterIdentifier(IdentifierKind.MRN, f"{number * 37 % 10**8:08}"),),
        (f"{given}{number}@example.com".lower(),),
        (f"{chance.randrange(1, 9999)} {family} Street",),
    )


class Watch:
    """The memory of a process, looked at 50 times a second."""

    def __init__(self, pid: int) -> None:
        self.process = psutil.Process(pid)
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def now(self) -> float:
        """MiB in memory now."""
        return float(self.process.memory_info().rss / 2**20)

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            self.peak = max(self.peak, self.now)


def until_patients(http: httpx.Client, watched: "subprocess.Popen[bytes]") -> None:
    """Return once the gateway says that the roster is there."""
    while True:
        if watched.poll() is not None:
            raise SystemExit("the gateway ended")
        try:
            if http.get("/health").json()["roster"] == "ok":
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)


def calls(http: httpx.Client, goes_on: Callable[[int], bool]) -> str:
    """Call as long as it goes on; return how long the calls took, in milliseconds, as words."""
    body = {"model": MODEL, "messages": [{"role": "user", "content": WORDS}]}
    took: list[float] = []
    while goes_on(len(took)):
        began = time.perf_counter()
        http.post("/v1/chat/completions", json=body).raise_for_status()
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(0.005)
    took.sort()
    return (
        f"{len(took)} calls: p50 {median(took):.1f}, p95 {took[int(len(took) * 0.95)]:.1f}, longest {took[-1]:.0f} ms"
    )


def _ok(http: httpx.Client) -> int:
    lines = http.get("/metrics").text.splitlines()
    line = next((each for each in lines if each.startswith('sealdesk_gateway_roster_lists_total{outcome="ok"}')), " 0")
    return int(line.rpartition(" ")[2])


def main(patients: int) -> None:
    """Measure and print."""
    clinic, log = Clinic(patients), ChangeLog()
    with tempfile.TemporaryDirectory(prefix="bench-roster-") as name, serving(FakeVllm().app()) as upstream:
        folder = Path(name)
        for needed in ("run/audit", "run/gateway", "state-gateway"):
            (folder / needed).mkdir(parents=True)
        (folder / "appliance.yaml").write_text(SETTINGS.format(upstream=upstream, folder=folder))
        with (
            closing(a_ledger(folder / "ledger", SystemClock())) as ledger,
            served(ledger, folder / "run/audit/audit.sock"),
            serving_on(folder / "run/roster.sock", create_roster_app(clinic, log, wait_seconds=0.2)),
        ):
            measure(folder, clinic, log)


def measure(folder: Path, clinic: Clinic, log: ChangeLog) -> None:
    """Run the gateway, and let it list all patients three times."""
    command = [sys.executable, "-m", "appliance.processes.gateway"]
    environment = {**os.environ, **GATEWAY_MEMORY, "SEALDESK_CONFIG": str(folder / "appliance.yaml")}
    transport = httpx.HTTPTransport(uds=str(folder / "run/gateway/gateway.sock"))
    with (
        subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as gateway,  # noqa: S603 fixed words
        httpx.Client(base_url="http://gateway", transport=transport, timeout=60) as http,
    ):
        watch, began = Watch(gateway.pid), time.perf_counter()
        until_patients(http, gateway)
        print(
            f"ready after {time.perf_counter() - began:.1f} s; at rest {watch.now:.0f} MiB, most {watch.peak:.0f} MiB"
        )
        print(f"without a list: {calls(http, lambda made: made < CALLS)}")
        for _ in range(2):
            listed, cpu = clinic.lists, sum(watch.process.cpu_times()[:2])
            log.name = f"another-{listed}"
            took = calls(http, lambda _, before=listed: clinic.lists == before or _ok(http) == before)  # type: ignore[misc]
            cpu = sum(watch.process.cpu_times()[:2]) - cpu
            print(f"built anew in {cpu:.1f} CPU-s: at rest {watch.now:.0f} MiB, most {watch.peak:.0f} MiB; {took}")
        watch.stop()
        gateway.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
