"""`sealdesk policy explain`: a case from the scheduling system or from the command line, and its explanation."""

import asyncio
import sys
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from appliance.cli.opening import opened_bridge, opened_state, staff_actor
from appliance.errors import ApplianceError
from appliance.explain.explanation import Case
from appliance.explain.explanation import explain as explained
from appliance.explain.show import as_json as json_of
from appliance.explain.show import as_text
from appliance.explain.sources import Sources
from appliance.settings.load import find_file, load_with_lines
from appliance.settings.model import Settings
from appliance.wiring.policy import policy_book
from services.audit.model import Action, Actor, AuditEvent
from services.kernel.clock import Clock, SystemClock
from services.kernel.interval import Interval
from services.kernel.store import Store
from services.scheduling.fee_rule import Past
from services.scheduling.model import Appointment, AppointmentStatus, Modality, Patient, Slot, SlotStatus
from services.scheduling.operation import ChangeKind, OperationState
from services.scheduling.past import PatientPast
from services.scheduling.policy import PolicyBook
from services.scheduling.ports import ChangeTx, SchedulingSystem

E = TypeVar("E", bound=StrEnum)
_SELF = "described"


class WrongCase(ApplianceError):
    """The case to explain is not told well."""

    code = "wrong_case"


@dataclass(frozen=True, slots=True)
class Named:
    """A case by its ids in the scheduling system, and who looks."""

    appointment: str | None
    slot: str | None
    staff: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """A case by its fields, as they stand on the command line."""

    start: str | None
    minutes: int
    visit_type: str | None
    modality: str
    status: str
    new_start: str | None
    born: str | None = field(repr=False)
    payer: str | None
    late_changes: int
    no_shows: int
    moves: int


@dataclass(frozen=True, slots=True)
class Looking:
    """What it takes to look at a real case: the change, when it is asked, the policy, and who looks."""

    kind: ChangeKind
    now: datetime
    book: PolicyBook
    actor: Actor


def explain(
    change: str, named: Named, described: Described, now: str | None, config: Path | None, *, as_json: bool
) -> int:
    """Print the explanation.

    Raises:
        WrongCase: the case is not told well.
        SchedulingError: the scheduling system could not be read.
    """
    file = find_file(config)
    settings, document = load_with_lines(file)
    book, zone = policy_book(settings), settings.clinic.zone_info
    kind = _one_of(ChangeKind, change, "The change")
    at = SystemClock().now() if now is None else _instant(now, zone, "--now")
    if named.appointment is not None:
        looking = Looking(kind, at, book, staff_actor(named.staff or ""))
        case = asyncio.run(_from_system(settings, named, looking))
    else:
        case = describe_case(kind, described, at, zone)
    sources = Sources(settings, document, file)
    show = json_of if as_json else as_text
    sys.stdout.write(show(explained(case, book, sources), sources))
    return 0


async def _from_system(settings: Settings, named: Named, looking: Looking) -> Case:
    async with opened_state(settings) as store, opened_bridge(settings) as system:
        return await look(store, system, SystemClock(), named, looking)


async def look(store: Store[ChangeTx], system: SchedulingSystem, clock: Clock, named: Named, looking: Looking) -> Case:
    """Return the real case; the look is in the audit trail before anything of it is shown."""
    appointment = await system.appointment(named.appointment or "")
    event = AuditEvent(
        at=clock.now(),
        actor=looking.actor,
        action=Action.APPOINTMENTS_DISCLOSED,
        patient_id=appointment.patient_id,
        resource=f"Appointment/{appointment.id}",
        purpose="HOPERAT",
    )
    await store.write(lambda tx: tx.audit.record(event))
    patient = await system.patient(appointment.patient_id)
    past = await PatientPast(store, system, looking.book, clock)(patient.id)
    history = await store.read(lambda tx: tx.operations.of_appointment(appointment.id))
    moves = sum(1 for each in history if each.state is OperationState.DONE and each.slot is not None)
    slot = await system.slot(named.slot) if named.slot and looking.kind is ChangeKind.MOVE else None
    return Case(looking.kind, appointment, looking.now, patient, past, moves, slot)


def describe_case(kind: ChangeKind, described: Described, now: datetime, zone: ZoneInfo) -> Case:
    """Return the case that the fields describe; what is not said is as in a plain visit.

    Raises:
        WrongCase: a field is missing or malformed.
    """
    if described.start is None:
        raise WrongCase("There is no case to explain.", "Give --appointment ID --as NAME, or at least --start.")
    start = _instant(described.start, zone, "--start")
    modality = _one_of(Modality, described.modality, "--modality")
    length = timedelta(minutes=described.minutes)
    appointment = Appointment(
        id=_SELF,
        version=None,
        status=_one_of(AppointmentStatus, described.status, "--status"),
        patient_id=_SELF,
        interval=Interval(start, start + length),
        visit_type=described.visit_type,
        modality=modality,
    )
    past = Past((now,) * described.late_changes, (now,) * described.no_shows)
    slot = _slot(described, appointment, zone) if kind is ChangeKind.MOVE else None
    return Case(kind, appointment, now, _patient(described), past, described.moves, slot)


def _slot(described: Described, appointment: Appointment, zone: ZoneInfo) -> Slot | None:
    if described.new_start is None:
        return None
    start = _instant(described.new_start, zone, "--new-start")
    return Slot(
        id=_SELF,
        version=None,
        status=SlotStatus.FREE,
        interval=Interval(start, start + timedelta(minutes=described.minutes)),
        schedule_id=_SELF,
        modality=appointment.modality,
    )


def _patient(described: Described) -> Patient | None:
    if described.born is None and described.payer is None:
        return None
    try:
        born = None if described.born is None else date.fromisoformat(described.born)
    except ValueError:
        raise WrongCase("--born is no date.", "Write it as 1980-05-04.") from None
    return Patient(id=_SELF, given=(), family="", birth_date=born, payer=described.payer)


def _instant(text: str, zone: ZoneInfo, option: str) -> datetime:
    """Return the instant; a time without a zone is the clinic's wall clock."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCase(f"{option} is no time.", "Write it as 2027-03-04T09:00.") from None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=zone)


def _one_of(kind: type[E], text: str, what: str) -> E:
    try:
        return kind(text)
    except ValueError:
        allowed = ", ".join(each.value for each in kind)
        raise WrongCase(f"{what} is not known.", f"Use one of: {allowed}.") from None
