"""Builds what makes exports in the audit process, and what records the looks of people at the command line."""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request

from appliance.places import Places
from appliance.settings.model import Settings
from appliance.wiring.audit import OpenLedger
from appliance.wiring.ledger_log import LedgerLog, LedgerRecorder
from services.audit.filing import Filing, new_filing
from services.audit.model import AuditEvent
from services.audit_line.client import LedgerLine
from services.audit_line.errors import LedgerRefused
from services.ledger.app import Admission, NotAdmitted
from services.reports.desk import ExportDesk
from services.reports.export import Clinic, Exporter

EXPORTS: Final = "exports"
"""The source of events about exports, and the folder below the ledger's in which they lie until they are fetched."""
CONSOLE: Final = "console"
"""The source of events about looks at the command line."""
_TRIES: Final = 5
_TAKEN: Final = frozenset({"Conflict", "Gap"})


def build_desk(settings: Settings, opened: OpenLedger) -> ExportDesk:
    """Return where exports are ordered.

    Raises:
        DiskRefuses: its folder cannot be used.
    """
    clinic = Clinic(settings.clinic.name, settings.clinic.zone_info)
    log = LedgerLog(opened.ledger, opened.signers)
    recorder = LedgerRecorder(opened.ledger, opened.node, EXPORTS)
    exporter = Exporter(opened.ledger.reader, log, recorder, opened.clock, clinic)
    return ExportDesk(exporter, Places.of(settings).ledger / EXPORTS)


def only_readers(admission: Admission, request: Request) -> None:
    """Refuse a caller who may not read the ledger.

    Raises:
        NotAdmitted: the kernel says that it is another user.
    """
    if request.scope.get("state", {}).get("peer") not in admission.readers:
        raise NotAdmitted


def record_over(line: LedgerLine, node: str, event: AuditEvent) -> None:
    """Record an event of the command line in the ledger; it is durable when this returns.

    Two commands at once may take the same number; the later one takes the next.

    Raises:
        AuditLineError: it was not recorded.
    """
    _tried(line, lambda number: new_filing(event, CONSOLE, number, node))


def _tried(line: LedgerLine, filing: Callable[[int], Filing]) -> None:
    for left in reversed(range(_TRIES)):
        try:
            line.take([filing(line.last_taken(CONSOLE) + 1)])
        except LedgerRefused as error:
            if error.name not in _TAKEN or not left:
                raise
        else:
            return
