"""What an export leaves in the log: that it was made, for whom, and where that counts, a disclosure of each patient."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from services.audit.model import Action, AuditEvent
from services.disclosures.disclosure import Whose
from services.disclosures.ground import Ground
from services.reports.asked import Asking, Order
from services.reports.question import words_of

ACCOUNTING: Final = "disclosures"
"""The report that is the accounting of disclosures."""
_NAMED: Final = 16
"""So much of the manifest's hash names an export."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made: the manifest's hash, its checkpoint, how many events, the report's rows, and whose records."""

    manifest_sha256: str
    size: int
    count: int
    rows: int
    patients: frozenset[str] = field(repr=False)


def events_of(order: Order, asking: Asking, made: Outcome, now: datetime, zone: ZoneInfo) -> list[AuditEvent]:
    """Return the events to record before the export is handed out; one about patients is an event of each of them.

    Raises:
        WrongDisclosure: it goes to somebody, and the accounting could not tell to whom, what or why.
    """
    named = order.query.patients or (None,)
    return [
        *_disclosed(asking, made, now, zone),
        *(_made(order, asking, made, now, patient) for patient in named),
        *(_given(order, asking, made, now, patient) for patient in _told(order, asking, made)),
    ]


def _made(order: Order, asking: Asking, made: Outcome, now: datetime, patient: str | None) -> AuditEvent:
    body = {
        "manifest_sha256": made.manifest_sha256,
        "checkpoint": str(made.size),
        "events": str(made.count),
        "report": order.report,
        "forms": " ".join(sorted(order.forms)),
        "reason": asking.reason.strip(),
        **asking.given.words(),
        **{f"query.{name}": value for name, value in words_of(order.query).items()},
    }
    return AuditEvent(now, asking.actor, Action.EXPORT_MADE, purpose=asking.purpose, body=body, patient_ref=patient)


def _disclosed(asking: Asking, made: Outcome, now: datetime, zone: ZoneInfo) -> list[AuditEvent]:
    """Return a disclosure of each patient whose records go to somebody of whom the patient may ask to be told."""
    today = now.astimezone(zone).date()
    disclosure = asking.given.disclosure(today, made.manifest_sha256)
    if disclosure is None:
        return []
    name = f"export-{made.manifest_sha256[:_NAMED]}"
    return [
        disclosure.event(name, Whose(reference=patient), asking.actor, now, today) for patient in sorted(made.patients)
    ]


def _told(order: Order, asking: Asking, made: Outcome) -> Sequence[str]:
    """Return the patients to whom an accounting of their disclosures is given by this export."""
    given = order.report == ACCOUNTING and asking.given.ground is Ground.PATIENT and bool(order.forms)
    return order.query.patients if given and made.manifest_sha256 else ()


def _given(order: Order, asking: Asking, made: Outcome, now: datetime, patient: str) -> AuditEvent:
    """Return the event of an accounting that is given (45 CFR 164.528(d))."""
    asked = words_of(order.query)
    body = {
        "entries": str(made.rows),
        "manifest_sha256": made.manifest_sha256,
        "since": asked.get("since", ""),
        "until": asked.get("until", ""),
        "reason": asking.reason.strip(),
    }
    return AuditEvent(now, asking.actor, Action.ACCOUNTING_GIVEN, patient_ref=patient, body=body)
