"""The clinic's own waitlist in FHIR R4: appointments whose status is `waitlist` (http://hl7.org/fhir/R4/appointment.html).

`requestedPeriod` says when the visit is wished: periods within one day give days and hours, longer ones the first day
and the end. `supportingInformation` names the visit that is held meanwhile. `priority` is iCalendar's: 1 is the
highest, 9 the lowest, 0 says nothing.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Final, NamedTuple

from services.bridge.fhir import edits
from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.instants import read_instant, read_interval
from services.bridge.fhir.invariants import Json, objects, text
from services.bridge.fhir.mapping import Mapper, version
from services.bridge.fhir.paging import search
from services.bridge.fhir.profile import SiteProfile
from services.scheduling.errors import MalformedAnswer, NotFound
from services.scheduling.model import AppointmentStatus
from services.scheduling.waitlist.model import EVERY_DAY, Hours
from services.scheduling.waitlist.ports import NativeEntry

_LOWEST: Final = 9
_TIMELESS: Final = AppointmentStatus.PROPOSED.value
"""A wish has no time yet, which app-3 in its words allows to a proposed appointment alone."""


class _Period(NamedTuple):
    """A wished period on the clinic's wall clock."""

    start: datetime
    end: datetime


class FhirWaitlist:
    """`services.scheduling.waitlist.ports.NativeWaitlist` over FHIR."""

    def __init__(self, client: FhirClient, profile: SiteProfile) -> None:
        self._client = client
        self._profile = profile
        self._mapper = Mapper(profile)

    async def entries(self) -> list[NativeEntry]:
        """Return everybody on it, the longest waiting first; a malformed entry is left out."""
        query = [("status", "waitlist"), ("_count", str(self._profile.page_size))]
        found: list[NativeEntry] = []
        for resource in await search(self._client, "Appointment", query):
            with suppress(MalformedAnswer):
                found += self._entry(resource)
        return sorted(found, key=lambda entry: (entry.since, entry.id))

    async def remove(self, entry_id: str) -> None:
        """Cancel the entry because its wish was met; one that is gone or changed already is left alone."""
        try:
            resource = await self._client.read("Appointment", entry_id)
        except NotFound:
            return
        if resource.get("status") == AppointmentStatus.WAITLIST.value:
            after = edits.cancelled(resource, self._profile.cancel_reason)
            await self._client.update(after, version(resource))

    def _entry(self, resource: Json) -> list[NativeEntry]:
        """Read one; nothing where it is of no patient or no kind of visit."""
        if resource.get("status") != AppointmentStatus.WAITLIST.value:
            return []
        visit = self._mapper.appointment({**resource, "status": _TIMELESS})
        if not visit.patient_id or visit.visit_type is None:
            return []
        periods = self._periods(resource)
        weekdays, hours = _days_and_hours(periods)
        entry = NativeEntry(
            id=visit.id,
            patient_id=visit.patient_id,
            visit_type=visit.visit_type,
            since=read_instant(resource.get("created"), "Appointment.created"),
            priority=_priority(resource),
            practitioner_id=visit.practitioner.id if visit.practitioner else None,
            location_id=visit.location.id if visit.location else None,
            earliest=min(period.start for period in periods).date() if periods else None,
            weekdays=weekdays,
            hours=hours,
            appointment_id=next(iter(visit.linked_ids), None),
            expires_at=max(period.end for period in periods) if periods else None,
        )
        return [entry]

    def _periods(self, resource: Json) -> list[_Period]:
        """Return the wished periods on the clinic's wall clock; one without a start or an end says too little."""
        found = []
        for period in objects(resource, "requestedPeriod", "Appointment"):
            if text(period, "start") and text(period, "end"):
                read = read_interval(period.get("start"), period.get("end"), "Appointment.requestedPeriod")
                found.append(_Period(self._local(read.start), self._local(read.end)))
        return found

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(self._profile.zone)


def _days_and_hours(periods: Iterable[_Period]) -> tuple[frozenset[int], tuple[Hours, ...]]:
    """Return the weekdays and hours of periods that all lie within a day; otherwise any day and any hour."""
    every = list(periods)
    if not every or any(period.start.date() != period.end.date() for period in every):
        return EVERY_DAY, ()
    hours = {Hours(period.start.time(), period.end.time()) for period in every}
    return (
        frozenset(period.start.weekday() for period in every),
        tuple(sorted(hours, key=lambda part: (part.opens, part.closes))),
    )


def _priority(resource: Json) -> int:
    """Return staff's priority: the higher goes first."""
    said = resource.get("priority")
    return _LOWEST + 1 - said if isinstance(said, int) and 1 <= said <= _LOWEST else 0
