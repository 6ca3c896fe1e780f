"""What crosses the socket: each method's arguments and result as JSON, and errors by their code.

The port's own dataclasses are the schema; unknown fields are refused on both sides.
"""

from dataclasses import dataclass, field, make_dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from services.kernel.interval import Interval
from services.scheduling.errors import (
    ERROR_CODES,
    Refused,
    SchedulingError,
    SystemBusy,
)
from services.scheduling.model import Appointment, Capabilities, Patient, Slot, SlotSearch
from services.scheduling.waitlist.ports import NativeEntry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Method(Generic[T]):
    """One method of the port: argument names and types, the result's type, and whether it may change anything."""

    name: str
    arguments: TypeAdapter[Any] = field(repr=False)
    names: tuple[str, ...]
    result: TypeAdapter[T] = field(repr=False)
    writes: bool = False


def _method(name: str, result: TypeAdapter[T], *, writes: bool = False, **arguments: type) -> Method[T]:
    schema = make_dataclass(f"Arguments_{name}", arguments.items(), frozen=True)
    schema.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return Method(name, TypeAdapter(schema), tuple(arguments), result, writes)


_APPOINTMENT, _APPOINTMENTS = TypeAdapter(Appointment), TypeAdapter(list[Appointment])
_SLOT, _SLOTS = TypeAdapter(Slot), TypeAdapter(list[Slot])
_NOTHING: TypeAdapter[None] = TypeAdapter(None)
_FOUND: TypeAdapter[Appointment | None] = TypeAdapter(Appointment | None)

CAPABILITIES = _method("capabilities", TypeAdapter(Capabilities))
FIND_PATIENTS = _method("find_patients", TypeAdapter(list[Patient]), birth_date=date, family=str)
PATIENT = _method("patient", TypeAdapter(Patient), patient_id=str)
APPOINTMENTS = _method("appointments", _APPOINTMENTS, patient_id=str, since=datetime)
STARTING = _method("starting", _APPOINTMENTS, window=Interval)
APPOINTMENT = _method("appointment", _APPOINTMENT, appointment_id=str)
FREE_SLOTS = _method("free_slots", _SLOTS, search=SlotSearch)
SLOT = _method("slot", _SLOT, slot_id=str)
OCCUPANTS = _method("occupants", _APPOINTMENTS, slot=Slot)
HOLD = _method("hold", _SLOT, writes=True, slot=Slot, operation_id=str)
MOVE = _method("move", _APPOINTMENT, writes=True, appointment=Appointment, slot=Slot, operation_id=str)
BOOK = _method("book", _APPOINTMENT, writes=True, template=Appointment, slot=Slot, operation_id=str)
WRITTEN_BY = _method("written_by", _FOUND, operation_id=str, template=Appointment, slot=Slot)
CANCEL = _method("cancel", _APPOINTMENT, writes=True, appointment=Appointment, operation_id=str)
RELEASE = _method("release", _SLOT, writes=True, slot=Slot, operation_id=str)

_PEOPLE = (FIND_PATIENTS, PATIENT, APPOINTMENTS, STARTING, APPOINTMENT)
_READS = (CAPABILITIES, *_PEOPLE, FREE_SLOTS, SLOT, OCCUPANTS, WRITTEN_BY)
_WRITES = (HOLD, MOVE, BOOK, CANCEL, RELEASE)
METHODS: dict[str, Method[Any]] = {method.name: method for method in (*_READS, *_WRITES)}
"""Every method of `services.scheduling.ports.SchedulingSystem` by name."""


WAITLIST_ENTRIES = _method("entries", TypeAdapter(list[NativeEntry]))
WAITLIST_REMOVE = _method("remove", _NOTHING, writes=True, entry_id=str)
WAITLIST_METHODS: dict[str, Method[Any]] = {method.name: method for method in (WAITLIST_ENTRIES, WAITLIST_REMOVE)}
"""Every method of `services.scheduling.waitlist.ports.NativeWaitlist` by name."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error on its way: its code, what happened, what to do, and what the error's own kind adds."""

    code: str
    what: str
    do: str = ""
    rule: str = ""
    retry_after: float | None = None


FAILURE = TypeAdapter(Failure)


def failure_of(error: SchedulingError) -> Failure:
    """Write an error down."""
    rule = error.rule if isinstance(error, Refused) else ""
    retry_after = error.retry_after if isinstance(error, SystemBusy) else None
    return Failure(error.code, error.what, error.do, rule, retry_after)


def error_of(failure: Failure) -> SchedulingError | None:
    """Return the error that was written down; None for a code nobody knows."""
    kind = ERROR_CODES.get(failure.code)
    if kind is None:
        return None
    if issubclass(kind, Refused):
        return kind(failure.what, failure.do, failure.rule)
    if issubclass(kind, SystemBusy):
        return kind(failure.what, failure.do, failure.retry_after)
    return kind(failure.what, failure.do)
