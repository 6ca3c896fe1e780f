"""The sections of the compliance pages, for the console's navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from services.accounts.officer_mail import MailRoom
from services.accounts.permissions import Permission
from services.accounts.ports import AccountTx
from services.audit.notes import Key
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.portal.compliance.disclosures import Disclosures
from services.portal.compliance.downloads import Downloads
from services.portal.compliance.event import Event
from services.portal.compliance.exports import Exports
from services.portal.compliance.finding import Finding
from services.portal.compliance.holds import Holds
from services.portal.compliance.lookup import Lookup
from services.portal.compliance.orders import Orders
from services.portal.compliance.ports import AuditLog, ExportDesk, HoldKeeper
from services.portal.compliance.recording import Recording
from services.portal.compliance.reviews import Reviews
from services.portal.compliance.search import Search
from services.portal.compliance.status import LOG, Status
from services.portal.compliance.tabs import DISCLOSURES, EXPORTS, HOLDS, REVIEWS, SEARCH
from services.portal.console.section import Page, Section
from services.scheduling.ports import SchedulingSystem


@dataclass(frozen=True, slots=True)
class ComplianceParts:
    """What the compliance pages work with.

    `reference` makes the log's keyed reference of a patient's id; `witnesses` are the keys whose cosignature counts,
    `officers` the names in the settings of those who get the log's root by mail.
    """

    log: AuditLog
    store: Store[AccountTx]
    system: SchedulingSystem
    reference: Callable[[str], str]
    clock: Clock
    zone: ZoneInfo
    exports: ExportDesk
    holds: HoldKeeper
    witnesses: tuple[Key, ...] = ()
    officers: tuple[str, ...] = ()


def compliance_sections(parts: ComplianceParts) -> list[Section]:
    """Return the sections; each person sees those that their permissions open."""
    recording = Recording(parts.store, parts.clock)
    reviews = Reviews(parts.log, parts.store, parts.clock, parts.zone)
    overdue = partial(getattr, reviews.known, "overdue")
    pages = (
        *_reading(parts, recording, overdue),
        *_disclosing(Disclosures(parts.log, recording, parts.clock, parts.zone, overdue)),
        *_exporting(
            Exports(parts.log, parts.exports, Orders(parts.exports), recording, parts.clock, parts.zone, overdue)
        ),
        Page(REVIEWS, show=reviews.show, take=reviews.sign, needs=Permission.REVIEW_AUDIT),
        *_holding(Holds(parts.holds, Finding(parts.system, recording, parts.reference), parts.zone, overdue)),
    )
    status = Status(parts.log, parts.clock, MailRoom(parts.store), parts.officers, parts.witnesses)
    return [
        Section("Audit", SEARCH, "a", pages, Permission.SEE_AUDIT, count=reviews.count),
        Section("Log", LOG, "l", (Page(LOG, show=status.show),), Permission.VERIFY_AUDIT),
    ]


def _reading(parts: ComplianceParts, recording: Recording, overdue: Callable[[], int]) -> tuple[Page, ...]:
    search = Search(parts.log, recording, parts.clock, parts.zone, overdue)
    lookup = Lookup(Finding(parts.system, recording, parts.reference))
    event = Event(parts.log, recording, parts.zone, parts.clock, parts.witnesses)
    return (
        Page(SEARCH, show=search.show),
        Page(f"{SEARCH}/patient", show=lookup.show, take=lookup.find),
        Page(f"{SEARCH}/events/{{sequence}}", show=event.show),
    )


def _disclosing(disclosures: Disclosures) -> tuple[Page, ...]:
    may = Permission.RECORD_DISCLOSURES
    one = f"{DISCLOSURES}/{{patient}}/{{name}}"
    return (
        Page(f"{DISCLOSURES}/new", show=disclosures.new, needs=may),
        Page(DISCLOSURES, show=disclosures.show),
        Page(DISCLOSURES, take=disclosures.record, needs=may),
        Page(one, show=disclosures.one, needs=may),
        Page(f"{one}/{{what}}", take=disclosures.later, needs=may),
    )


def _holding(holds: Holds) -> tuple[Page, ...]:
    may = Permission.PLACE_HOLDS
    return (
        Page(HOLDS, show=holds.show),
        Page(HOLDS, take=holds.place, needs=may),
        Page(f"{HOLDS}/patient", show=holds.show, take=holds.find),
        Page(f"{HOLDS}/{{hold}}/lift", show=holds.show),
        Page(f"{HOLDS}/{{hold}}/lift", take=holds.lift, needs=may),
    )


def _exporting(exports: Exports) -> tuple[Page, ...]:
    may = Permission.EXPORT_AUDIT
    downloads = Downloads(exports.desk, exports, exports.recording)
    return (
        Page(f"{EXPORTS}/new", show=exports.new, needs=may),
        Page(EXPORTS, take=exports.order, needs=may),
        Page(EXPORTS, show=exports.show, pulse=exports.pulse),
        Page(f"{EXPORTS}/{{name}}/download", show=downloads.allow, needs=may),
        Page(f"{EXPORTS}/{{name}}/file", show=downloads.fetch),
        Page(f"{EXPORTS}/{{name}}/drop", take=exports.drop),
        Page(f"{EXPORTS}/{{name}}", show=exports.one, pulse=exports.one_pulse),
    )
