"""What the verbs of `sealdesk audit` share: the question as it was typed, the line to the log, and who looks."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from appliance.cli.audit_verbs import Asked
from appliance.cli.opening import staff_actor
from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import audit_node, ledger_reader
from appliance.wiring.exports import record_over
from services.audit.model import Action, Actor, AuditEvent
from services.audit.reading import LedgerQuery
from services.audit_line.client import LedgerLine
from services.audit_line.reading import LineReader
from services.kernel.clock import SystemClock
from services.reports.errors import WrongQuestion
from services.reports.question import LISTS, query_of, words_of
from services.state.keys import patient_reference

T = TypeVar("T")
_HASH: Final = 64
_HEX: Final = frozenset("0123456789abcdef")


def question(settings: Settings, asked: Asked) -> LedgerQuery:
    """Return the question; a patient's id is turned into the keyed hash, and goes nowhere else.

    Raises:
        WrongQuestion: a word or a value means nothing.
    """
    words = {
        "since": asked.since,
        "until": asked.until,
        "patients": patient_named(settings, asked.patient),
        "actors": asked.user,
        "actions": asked.kind,
        "outcomes": asked.outcome,
        **dict(_pair(each) for each in asked.where),
    }
    return query_of(words, settings.clinic.zone_info)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or name in {"patients", "since", "until"}:
        known = ", ".join(LISTS)
        raise WrongQuestion("`--where` takes a field and its value.", f"Write NAME=VALUE, NAME one of: {known}.")
    return name, value


def patient_named(settings: Settings, patient: str) -> str:
    """Return the keyed hash of a patient who is named by it, or by the id in the scheduling system."""
    if not patient or (len(patient) == _HASH and set(patient) <= _HEX):
        return patient
    return patient_reference(SecretFiles.locate(settings.folders.secrets).references(), patient)


def record(settings: Settings, event: AuditEvent) -> None:
    """Record an event of this command in the log; it is durable when this returns.

    Raises:
        AuditLineError: it was not recorded.
    """
    line = LedgerLine(Places.of(settings).audit_socket)
    try:
        record_over(line, audit_node(settings), event)
    finally:
        line.close()


def looked(settings: Settings, actor: Actor, query: LedgerQuery, **more: str) -> None:
    """Record that somebody looks, before they see anything; a look at patients is an event of each of them.

    Raises:
        AuditLineError: it cannot be recorded, so nothing is shown.
    """
    now, body = SystemClock().now(), {**words_of(query), **more}
    for patient in query.patients or (None,):
        record(settings, AuditEvent(now, actor, Action.LEDGER_SEARCHED, body=body, patient_ref=patient))


def looker(name: str) -> Actor:
    """Return who looks.

    Raises:
        WrongStaffName: the name is empty, too long or not printable.
    """
    return staff_actor(name)


async def with_reader(settings: Settings, work: Callable[[LineReader], Awaitable[T]]) -> T:
    """Do something with the line to the log."""
    reader = ledger_reader(settings)
    try:
        return await work(reader)
    finally:
        await reader.aclose()
