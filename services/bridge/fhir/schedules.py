"""Whose time a slot is: its Schedule's practitioner, place and equipment (http://hl7.org/fhir/R4/schedule.html)."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.codes import codes
from services.bridge.fhir.invariants import Json, objects
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.references import Target, target
from services.kernel.clock import Clock
from services.scheduling.errors import NotFound, Refused
from services.scheduling.model import Party

_BATCH = 50


@dataclass(frozen=True, slots=True)
class Parties:
    """Who and what takes part: of a schedule or of an appointment."""

    practitioner: Party | None = None
    location: Party | None = None
    resources: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """What all slots of a schedule share."""

    id: str
    parties: Parties = Parties()
    visit_types: frozenset[str] = frozenset()


def parties_of(actors: Iterable[Target]) -> Parties:
    """Sort actors: the first practitioner, the first place, then rooms and devices."""
    practitioner = location = None
    resources = []
    for actor in actors:
        party = Party(actor.id, actor.display)
        if actor.type in ("Practitioner", "PractitionerRole"):
            practitioner = practitioner or party
        elif actor.type == "Location" and location is None:
            location = party
        elif actor.type in ("Location", "Device"):
            resources.append(party)
    return Parties(practitioner, location, tuple(resources))


class Schedules:
    """Schedules by id, read once in a while: they change far more seldom than their slots."""

    def __init__(self, client: FhirClient, profile: SiteProfile, clock: Clock) -> None:
        self._client = client
        self._profile = profile
        self._clock = clock
        self._known: dict[str, tuple[datetime, Schedule]] = {}

    async def get(self, schedule_ids: Iterable[str]) -> dict[str, Schedule]:
        """Return the schedules with these ids; one that cannot be read has no parties."""
        wanted = set(schedule_ids)
        fresh_since = self._clock.now() - self._profile.schedule_cache
        missing = sorted(key for key in wanted if key not in self._known or self._known[key][0] < fresh_since)
        for start in range(0, len(missing), _BATCH):
            await self._load(missing[start : start + _BATCH])
        return {key: self._known[key][1] for key in wanted}

    async def of_actor(self, reference: str) -> list[str]:
        """Return the ids of the schedules this practitioner or location takes part in."""
        found = await search(self._client, "Schedule", [("actor", reference)])
        for resource in found:
            self._keep(str(resource["id"]), resource)
        return [str(resource["id"]) for resource in found]

    async def _load(self, ids: list[str]) -> None:
        found = await self._search(ids)
        rest = [key for key in ids if key not in found]
        singles = await asyncio.gather(*(self._read(key) for key in rest))
        for key, resource in [*found.items(), *zip(rest, singles, strict=True)]:
            self._keep(key, resource)

    async def _search(self, ids: list[str]) -> dict[str, Json]:
        """Ask for several at once; a server without that is asked one by one."""
        if len(ids) == 1:
            return {}
        try:
            found = await search(self._client, "Schedule", [("_id", ",".join(ids)), ("_count", str(len(ids)))])
        except (Refused, NotFound):
            return {}
        return {str(resource["id"]): resource for resource in found}

    async def _read(self, schedule_id: str) -> Json:
        try:
            return await self._client.read("Schedule", schedule_id)
        except (Refused, NotFound):
            return {}

    def _keep(self, schedule_id: str, resource: Json) -> None:
        actors = (target(actor, self._profile.base_url) for actor in objects(resource, "actor", "Schedule"))
        parties = parties_of(actor for actor in actors if actor is not None)
        types = self._profile.service_types
        visit_types = frozenset(types.get(c.code, c.code) for c in codes(resource.get("serviceType")))
        self._known[schedule_id] = self._clock.now(), Schedule(schedule_id, parties, visit_types)
