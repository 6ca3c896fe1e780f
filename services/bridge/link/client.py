"""The portal process's end: `SchedulingSystem` over the bridge's Unix socket."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from services.bridge.link import wire
from services.bridge.link.wire import FAILURE, Method, error_of
from services.kernel.interval import Interval
from services.scheduling.errors import MalformedAnswer, OutcomeUnknown, SchedulingError, SystemUnreachable
from services.scheduling.model import Appointment, Capabilities, Patient, Slot, SlotSearch
from services.scheduling.waitlist.ports import NativeEntry

T = TypeVar("T")

_OK = 200
_START = "Start the bridge with `sealdesk up`, or look at it with `sealdesk status`."
_READ_IT = "Read it to find out."
_CONNECTIONS = 64


class LinkedSchedulingSystem:
    """Calls the bridge process. Close it with `aclose`.

    `answer_seconds` must outlast the bridge's own tries against the EHR.
    """

    def __init__(self, socket_path: Path, answer_seconds: float = 120.0) -> None:
        transport = httpx.AsyncHTTPTransport(
            uds=str(socket_path), limits=httpx.Limits(max_connections=None, max_keepalive_connections=_CONNECTIONS)
        )
        timeout = httpx.Timeout(answer_seconds, connect=3.0)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://bridge", timeout=timeout, trust_env=False)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def waitlist(self) -> "LinkedWaitlist":
        """Return the clinic's own waitlist; only where `capabilities` says that it has one."""
        return LinkedWaitlist(self)

    async def call(self, method: Method[T], *arguments: object, below: str = "") -> T:
        """Call a method of the bridge; `below` is its part of the path."""
        values = dict(zip(method.names, arguments, strict=True))
        body = method.arguments.dump_json(method.arguments.validate_python(values))
        try:
            answer = await self._http.post(f"/v1/{below}{method.name}", content=body)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise SystemUnreachable("The bridge is not running.", _START) from None
        except httpx.HTTPError:
            if method.writes:
                raise _lost(method) from None
            raise SystemUnreachable("The bridge did not answer.", _START) from None
        return _result(method, answer)

    async def capabilities(self) -> Capabilities:
        """Say what the system can do."""
        return await self.call(wire.CAPABILITIES)

    async def find_patients(self, birth_date: date, family: str) -> list[Patient]:
        """Return active patients with this birth date and family name."""
        return await self.call(wire.FIND_PATIENTS, birth_date, family)

    async def patient(self, patient_id: str) -> Patient:
        """Return one patient."""
        return await self.call(wire.PATIENT, patient_id)

    async def appointments(self, patient_id: str, since: datetime) -> list[Appointment]:
        """Return the patient's appointments that start at or after `since`, soonest first."""
        return await self.call(wire.APPOINTMENTS, patient_id, since)

    async def starting(self, window: Interval) -> list[Appointment]:
        """Return everybody's booked appointments that start within the window, soonest first."""
        return await self.call(wire.STARTING, window)

    async def appointment(self, appointment_id: str) -> Appointment:
        """Return one appointment as it is now."""
        return await self.call(wire.APPOINTMENT, appointment_id)

    async def free_slots(self, search: SlotSearch) -> list[Slot]:
        """Return slots the system shows as free, soonest first."""
        return await self.call(wire.FREE_SLOTS, search)

    async def slot(self, slot_id: str) -> Slot:
        """Return one slot as it is now."""
        return await self.call(wire.SLOT, slot_id)

    async def occupants(self, slot: Slot) -> list[Appointment]:
        """Return every appointment that occupies the slot."""
        return await self.call(wire.OCCUPANTS, slot)

    async def hold(self, slot: Slot, operation_id: str) -> Slot:
        """Take the free slot for this operation."""
        return await self.call(wire.HOLD, slot, operation_id)

    async def move(self, appointment: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Move the appointment to the slot in one write."""
        return await self.call(wire.MOVE, appointment, slot, operation_id)

    async def book(self, template: Appointment, slot: Slot, operation_id: str) -> Appointment:
        """Book a new appointment like the template in the slot."""
        return await self.call(wire.BOOK, template, slot, operation_id)

    async def written_by(self, operation_id: str, template: Appointment, slot: Slot) -> Appointment | None:
        """Return what `book` made for this operation, found by reading only."""
        return await self.call(wire.WRITTEN_BY, operation_id, template, slot)

    async def cancel(self, appointment: Appointment, operation_id: str) -> Appointment:
        """Cancel the appointment with the site's reason code."""
        return await self.call(wire.CANCEL, appointment, operation_id)

    async def release(self, slot: Slot, operation_id: str) -> Slot:
        """Free a slot that no appointment occupies any more."""
        return await self.call(wire.RELEASE, slot, operation_id)


class LinkedWaitlist:
    """`services.scheduling.waitlist.ports.NativeWaitlist` over the bridge's socket."""

    def __init__(self, link: LinkedSchedulingSystem) -> None:
        self._link = link

    async def entries(self) -> list[NativeEntry]:
        """Return everybody on it, the longest waiting first."""
        return await self._link.call(wire.WAITLIST_ENTRIES, below="waitlist/")

    async def remove(self, entry_id: str) -> None:
        """Take an entry off the list because its wish was met; one that is gone already is no error."""
        await self._link.call(wire.WAITLIST_REMOVE, entry_id, below="waitlist/")


def _result(method: Method[T], answer: httpx.Response) -> T:
    try:
        if answer.status_code == _OK:
            return method.result.validate_json(answer.content)
        error = error_of(FAILURE.validate_json(answer.content))
    except ValidationError:
        error = None
    raise error or _lost(method)


def _lost(method: Method[Any]) -> SchedulingError:
    """Return the error for an answer that did not come, or that nobody understands."""
    if method.writes:
        return OutcomeUnknown("The bridge took the write and gave no usable answer.", _READ_IT)
    return MalformedAnswer("The bridge gave no usable answer.", "Run `sealdesk doctor`; update both processes.")
