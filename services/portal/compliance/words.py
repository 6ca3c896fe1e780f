"""Words of the compliance pages: kinds of event, outcomes, fields, times to the microsecond."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.audit.model import Action, ActorKind, AuditOutcome
from services.audit.reading import Column

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

OUTCOMES: Final[Mapping[str, str]] = {
    AuditOutcome.SUCCESS: "Done",
    AuditOutcome.REFUSED: "Refused",
    AuditOutcome.FAILED: "Failed",
}
KINDS: Final[Mapping[str, str]] = {
    ActorKind.PATIENT: "Patient",
    ActorKind.CALLER: "Not yet verified",
    ActorKind.STAFF: "Staff",
    ActorKind.SERVICE: "Service",
}
COLUMNS: Final[Mapping[Column, str]] = {
    Column.SEQUENCE: "Number",
    Column.AT: "When",
    Column.ACTOR_ID: "Who",
    Column.ACTOR_KIND: "Kind of actor",
    Column.ROLE: "Role",
    Column.ACTION: "What",
    Column.OUTCOME: "Outcome",
    Column.PATIENT: "Patient",
    Column.RESOURCE: "Resource",
    Column.OPERATION: "Operation",
    Column.PURPOSE: "Purpose",
    Column.ACCOUNTABLE: "Accountable",
    Column.SOURCE: "Source",
    Column.NODE: "Node",
    Column.RECORDED: "Recorded",
}
"""Every recorded field, in the order of the table."""
SOURCES: Final = ("state", "gateway", "egress", "audit", "exports")


def say_action(action: str) -> str:
    """Return what was done in words: "staff: sign in failed"."""
    family, _, rest = action.partition(".")
    return f"{family.replace('_', ' ')}: {rest.replace('_', ' ')}" if rest else family


def families() -> list[dict[str, object]]:
    """Return every kind of event, by family, for a choice."""
    found: dict[str, list[Action]] = {}
    for action in Action:
        found.setdefault(action.value.partition(".")[0], []).append(action)
    return [
        {
            "value": f"{family}.",
            "name": family.replace("_", " ").capitalize(),
            "actions": [{"value": one.value, "name": say_action(one.value)} for one in actions],
        }
        for family, actions in sorted(found.items())
    ]


def instant_of(micros: int) -> datetime:
    """Return the instant of a number of microseconds since 1970 UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def exact(micros: int, zone: ZoneInfo) -> str:
    """Return a time to the microsecond with its zone, as the clinic's clock shows it."""
    return instant_of(micros).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S.%f %Z")


def to_second(micros: int, zone: ZoneInfo) -> str:
    """Return a time to the second with its zone, for a list."""
    return instant_of(micros).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z")


def short(reference: str | None) -> str:
    """Return the beginning of a patient's reference, enough to tell rows apart."""
    return "" if reference is None else f"{reference[:8]}…"
