"""The sections of the compliance pages, for the console's navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.accounts.permissions import Permission
from services.audit.ports import AuditTx
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.portal.compliance.event import Event
from services.portal.compliance.lookup import Lookup
from services.portal.compliance.ports import AuditLog
from services.portal.compliance.recording import Recording
from services.portal.compliance.search import Search
from services.portal.console.section import Page, Section
from services.scheduling.ports import SchedulingSystem


@dataclass(frozen=True, slots=True)
class ComplianceParts:
    """What the compliance pages work with; `reference` makes the log's keyed reference of a patient's id."""

    log: AuditLog
    store: Store[AuditTx]
    system: SchedulingSystem
    reference: Callable[[str], str]
    clock: Clock
    zone: ZoneInfo


def compliance_sections(parts: ComplianceParts) -> list[Section]:
    """Return the sections; each person sees those that their permissions open."""
    recording = Recording(parts.store, parts.clock)
    search = Search(parts.log, recording, parts.clock, parts.zone)
    lookup = Lookup(parts.system, recording, parts.reference)
    event = Event(parts.log, recording, parts.zone)
    pages = (
        Page("/audit", show=search.show),
        Page("/audit/patient", show=lookup.show, take=lookup.find),
        Page("/audit/events/{sequence}", show=event.show),
    )
    return [Section("Audit", "/audit", "a", pages, Permission.SEE_AUDIT)]
