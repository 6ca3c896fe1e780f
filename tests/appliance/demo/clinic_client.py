"""A simulated EHR in a test's hand: the simulator itself, and a client whose paths are below `/fhir`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from appliance.demo.ehr.runtime import Ehr

Resource = dict[str, Any]
Opener = Callable[..., Awaitable["Clinic"]]


@dataclass
class Clinic:
    """The simulator and its client; keyword arguments of the verbs are headers (`if_match=...`)."""

    ehr: Ehr
    http: httpx.AsyncClient

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(f"/fhir/{path}", headers=_names(headers))

    async def post(self, path: str, body: object, **headers: str) -> httpx.Response:
        return await self.http.post(f"/fhir/{path}".rstrip("/"), json=body, headers=_names(headers))

    async def put(self, path: str, body: object, **headers: str) -> httpx.Response:
        return await self.http.put(f"/fhir/{path}", json=body, headers=_names(headers))

    async def patch(self, path: str, body: object, **headers: str) -> httpx.Response:
        content_type = {"content-type": "application/json-patch+json"}
        return await self.http.patch(f"/fhir/{path}", json=body, headers={**content_type, **_names(headers)})

    async def search(self, query: str) -> list[Resource]:
        answer = await self.get(query)
        assert answer.status_code == 200, answer.text
        return [entry["resource"] for entry in answer.json().get("entry", [])]

    async def control(self, name: str, body: Resource | None = None) -> Resource:
        answer = await self.http.post(f"/_control/{name}", json=body or {})
        assert answer.status_code == 200, answer.text
        found: Resource = answer.json()
        return found

    async def trap(self, name: str, **more: object) -> str:
        return str((await self.control("traps", {"name": name, **more}))["id"])

    def appointment_of(self, patient: str) -> Resource:
        """Return the patient's first appointment as the store has it."""
        versions = self.ehr.store.all("Appointment")
        return next(v.resource for v in versions if f"Patient/{patient}" in v.keys["patient"])

    def free_slots(self, schedule: str) -> list[Resource]:
        return [
            v.resource
            for v in self.ehr.store.all("Slot")
            if v.resource["status"] == "free" and v.keys["schedule"] == (f"Schedule/{schedule}",)
        ]

    def stored(self, reference: str) -> Resource:
        version = self.ehr.store.get(reference)
        assert version is not None
        return version.resource


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def in_slot(appointment: Resource, slot: Resource) -> Resource:
    """Return the appointment as a client writes it to move it to a slot."""
    times = {"start": slot["start"], "end": slot["end"]}
    return {**appointment, **times, "slot": [{"reference": f"Slot/{slot['id']}"}]}
