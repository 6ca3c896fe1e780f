"""The simulated EHR as its own process, and the clinic's front desk acting in it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.system import FhirSchedulingSystem
from services.kernel.clock import SystemClock

NEW_YORK = ZoneInfo("America/New_York")


class Ehr:
    """One running server: its FHIR base and its control plane."""

    def __init__(self, fhir: str, control: httpx.AsyncClient) -> None:
        self.fhir = fhir
        self._control = control

    async def control(self, action: str, body: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """POST to the control plane; a refusal (nothing to do) returns None."""
        answer = await self._control.post(action, json=body or {})
        return dict(answer.json()) if answer.is_success else None

    async def audit(self, cancelled: dict[str, int]) -> dict[str, list[Any]]:
        """Return what must be empty."""
        found = await self.control("audit", {"cancelled": cancelled})
        if found is None:
            raise AssertionError("The simulator does not answer.")
        return found

    async def state(self, resource_type: str) -> list[dict[str, Any]]:
        """Return every current resource of a type."""
        answer = await self._control.get("state", params={"type": resource_type})
        return list(answer.json()["resources"][resource_type])

    def system(self, name: str) -> FhirSchedulingSystem:
        """Return an adapter of its own connection, known to the server as `name`."""
        profile = SiteProfile(self.fhir, NEW_YORK)
        return FhirSchedulingSystem(FhirClient(open_http(profile, agent=name)), profile, SystemClock())


@asynccontextmanager
async def running_ehr(dialect: str, *extra: str) -> AsyncIterator[Ehr]:
    """Start the simulator on a free loopback port with nobody in it, and stop it afterwards."""
    command = ["-m", "appliance.demo.ehr", "--port", "0", "--dialect", dialect, "--empty", *extra]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    if process.stdout is None:
        raise AssertionError("The simulator has no output.")
    try:
        addresses = json.loads(await process.stdout.readline())
        fresh = httpx.Limits(max_keepalive_connections=0)  # a kept connection may end just as it is used again
        async with httpx.AsyncClient(
            base_url=addresses["control"], timeout=60, trust_env=False, limits=fresh
        ) as control:
            yield Ehr(addresses["fhir"], control)
    finally:
        process.terminate()
        await process.wait()


async def front_desk(ehr: Ehr, stop: asyncio.Event) -> None:
    """Book walk-ins, send them away again, edit visits and close slots for a while, until told to stop."""
    while not stop.is_set():
        booked = await ehr.control("front-desk", {"action": "walk-in"})
        await ehr.control("front-desk", {"action": "edit"})
        blocked = await ehr.control("front-desk", {"action": "block"})
        if booked:
            await ehr.control("front-desk", {"action": "cancel", "appointment": booked["reference"]})
        if blocked:
            await ehr.control("front-desk", {"action": "unblock", "slot": blocked["reference"]})
