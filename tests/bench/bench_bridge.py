"""What the bridge costs: per call against a bare HTTP client in the same run, and for reading a large Bundle.

python -m tests.bench.bench_bridge
"""

import asyncio
import ssl
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import orjson

from appliance.demo.clinic import build_clinic
from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.mapping import Mapper
from services.bridge.fhir.paging import matches, require_searchset
from services.bridge.fhir.profile import DialectName, SiteProfile
from services.bridge.fhir.schedules import Parties, Schedule
from services.bridge.fhir.system import FhirSchedulingSystem
from services.bridge.link.app import create_bridge_app
from services.bridge.link.client import LinkedSchedulingSystem
from services.kernel.clock import SystemClock
from tests.contract.fhir_server import ehr_process
from tests.contract.link_server import serving_on

ROUNDS = 400
WARM = 40
ZONE = ZoneInfo("America/New_York")
Call = Callable[[], Awaitable[Any]]


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def timed(calls: dict[str, Call]) -> dict[str, list[float]]:
    """Run the calls in turn, so that whatever else the machine does falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(ROUNDS + WARM):
        for name, call in calls.items():
            start = time.perf_counter()
            await call()
            if number >= WARM:
                taken[name].append((time.perf_counter() - start) * 1000)
    return taken


async def overhead(fhir: str) -> None:
    """Print what an EHR call costs bare, through the adapter, and through adapter and link."""
    profile = SiteProfile(base_url=fhir, zone=ZONE, dialect=DialectName.GENERIC)
    system = FhirSchedulingSystem(FhirClient(open_http(profile)), profile, SystemClock())
    behind = FhirSchedulingSystem(FhirClient(open_http(profile)), profile, SystemClock())
    with TemporaryDirectory() as folder, serving_on(Path(folder) / "b.sock", create_bridge_app(behind)) as path:
        link = LinkedSchedulingSystem(path)
        bare = httpx.AsyncClient(base_url=fhir, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), trust_env=False)
        calls: dict[str, Call] = {
            "bare httpx": lambda: bare.get("/Appointment/apt-001"),
            "adapter": lambda: system.appointment("apt-001"),
            "adapter + link": lambda: link.appointment("apt-001"),
        }
        taken = await timed(calls)
        await asyncio.gather(system.aclose(), link.aclose(), bare.aclose())
    base = taken["bare httpx"]
    print(f"one EHR call ({ROUNDS} rounds)")
    for name, values in taken.items():
        extra = [value - bare_value for value, bare_value in zip(values, base, strict=True)]
        print(
            f"  {name:15} p50 {statistics.median(values):6.2f} ms  p95 {percentile(values, 0.95):6.2f} ms"
            f"   over bare: p50 {statistics.median(extra):5.2f} ms  p95 {percentile(extra, 0.95):5.2f} ms"
        )


def fifty_and_fifty() -> bytes:
    """Return a searchset of 50 Slots and 50 Appointments of the invented clinic, as an EHR would send it."""
    resources = build_clinic("2026-11-23", ZONE).resources
    slots = [r for r in resources if r["resourceType"] == "Slot"][:50]
    appointments = [r for r in resources if r["resourceType"] == "Appointment"]
    appointments = (appointments * 50)[:50]
    stamp = {"versionId": "1", "lastUpdated": "2026-11-22T08:00:00Z"}
    entry = [
        {
            "fullUrl": f"http://ehr/fhir/{r['resourceType']}/{r['id']}",
            "resource": {**r, "meta": stamp},
            "search": {"mode": "match"},
        }
        for r in [*slots, *appointments]
    ]
    return orjson.dumps({"resourceType": "Bundle", "type": "searchset", "total": 100, "entry": entry})


def bundle() -> None:
    """Print the CPU time of parsing and mapping a Bundle of 50 Slots and 50 Appointments."""
    body = fifty_and_fifty()
    mapper = Mapper(SiteProfile(base_url="http://ehr/fhir", zone=ZONE))
    schedule = Schedule("one", Parties())
    parsed, whole = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        found = require_searchset(orjson.loads(body))
        parsed.append((time.process_time() - start) * 1000)
        slots = [mapper.slot(r, schedule) for r in matches(found, "Slot") if mapper.schedule_id(r)]
        appointments = [mapper.appointment(r) for r in matches(found, "Appointment")]
        whole.append((time.process_time() - start) * 1000)
    print(f"Bundle of {len(slots)} Slots and {len(appointments)} Appointments, {len(body):,} bytes (CPU)")
    print(f"  parse            p50 {statistics.median(parsed):5.2f} ms  p95 {percentile(parsed, 0.95):5.2f} ms")
    print(f"  parse and map    p50 {statistics.median(whole):5.2f} ms  p95 {percentile(whole, 0.95):5.2f} ms")


def main() -> None:
    """Run everything and print it."""
    bundle()
    with ehr_process() as fhir:
        asyncio.run(overhead(fhir))


if __name__ == "__main__":
    main()
