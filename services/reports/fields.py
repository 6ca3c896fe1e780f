"""The columns of reports: a title, how wide it is on paper, and how it is read from an event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.audit.reading import Found

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ACRONYMS: Final = {"baa": "BAA", "egress": "door:", "errand": "errand:", "keys": "keys:"}
_HASH: Final = 64
_SHORT: Final = 12
SHREDDED: Final = "destroyed at the end of its retention"


def local(micros: int, zone: ZoneInfo) -> str:
    """Return a time for people, to the second, with its distance from UTC."""
    at = (_EPOCH + timedelta(microseconds=micros)).astimezone(zone)
    return at.strftime("%Y-%m-%d %H:%M:%S %z")


def action_words(action: str) -> str:
    """Return an action in words: `appointments.disclosed` is "appointments disclosed"."""
    family, _, verb = action.partition(".")
    return f"{_ACRONYMS.get(family, family)} {verb}".replace("_", " ").strip()


def short(reference: str) -> str:
    """Return a keyed hash as paper shows it: its beginning; the whole one is in the CSV and NDJSON."""
    return f"{reference[:_SHORT]}…" if len(reference) == _HASH else reference


def _who(found: Found) -> str:
    return f"{found.filing.actor_kind} {found.filing.actor_id}"


def _details(found: Found) -> str:
    return "; ".join(f"{key}: {value}" for key, value in sorted(found.filing.body.items()))


def _period(found: Found) -> str:
    """Return the days between which was asked, as they stand in the event."""
    since, until = (found.filing.body.get(name, "")[:10] for name in ("since", "until"))
    return f"from {since} to {until or 'its day'}" if since or until else ""


def _first(*keys: str) -> Callable[[Found], str]:
    """Read the first of these values of the body that is there."""

    def read(found: Found) -> str:
        return next((found.filing.body[key] for key in keys if found.filing.body.get(key)), "")

    return read


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `width` is its share of the paper's width, `hashed` says that paper shortens it."""

    title: str
    width: float
    read: Callable[[Found], str]
    timed: Callable[[Found], int] | None = None

    def text(self, found: Found, zone: ZoneInfo) -> str:
        """Return the cell for an event."""
        return local(self.timed(found), zone) if self.timed is not None else self.read(found)


def _nothing(_: Found) -> str:
    return ""


FIELDS: Final[dict[str, Field]] = {
    "number": Field("No.", 0.8, lambda found: str(found.sequence)),
    "when": Field("When", 2.2, _nothing, lambda found: found.filing.at),
    "recorded": Field("Recorded", 2.2, _nothing, lambda found: found.recorded),
    "who": Field("Who", 2.4, _who),
    "actor": Field("User", 2.4, lambda found: found.filing.actor_id),
    "kind": Field("Kind", 1.0, lambda found: found.filing.actor_kind),
    "role": Field("Role", 1.2, lambda found: found.filing.role or found.filing.body.get("role", "")),
    "what": Field("What", 2.0, lambda found: action_words(found.filing.action)),
    "outcome": Field("Outcome", 1.0, lambda found: found.filing.outcome),
    "patient": Field("Patient (keyed hash)", 1.6, lambda found: found.filing.patient or ""),
    "resource": Field("Record", 1.8, lambda found: found.filing.resource or ""),
    "operation": Field("Change", 1.8, lambda found: found.filing.operation or ""),
    "purpose": Field("Purpose", 1.0, lambda found: found.filing.purpose),
    "node": Field("Appliance", 1.2, lambda found: found.filing.node),
    "details": Field("Details", 3.6, lambda found: SHREDDED if found.shredded else _details(found)),
    "account": Field("Account", 1.6, _first("account", "name", "staff", "login")),
    "roles": Field("Roles", 1.6, _first("roles", "role")),
    "tries": Field("Tries", 0.7, _first("tries")),
    "why": Field("Why", 2.0, _first("reason", "why", "code")),
    "target": Field("To", 2.4, _first("host", "destination", "errand")),
    "recipient": Field("Recipient", 2.2, _first("recipient")),
    "address": Field("Recipient's address", 2.2, _first("recipient_address")),
    "description": Field("What was disclosed", 2.8, _first("description")),
    "disclosed_for": Field("Purpose of the disclosure", 2.4, _first("disclosure_purpose", "purpose")),
    "period": Field("Period asked for", 2.2, _period),
    "entries": Field("Entries", 0.8, _first("entries")),
    "manifest": Field("Manifest (SHA-256)", 2.6, _first("manifest_sha256")),
    "vendor": Field("Business associate", 2.0, _first("counterparty", "vendor")),
    "product": Field("Product", 1.8, _first("products", "product")),
    "agreement": Field("Agreement", 1.6, _first("record")),
    "effective": Field("Effective", 1.2, _first("effective")),
    "expires": Field("Expires", 1.2, _first("expires")),
}
"""Every column that a report may name."""

HASHED: Final = frozenset({"patient"})
"""Columns that paper shortens."""
GROUPED: Final = (("Events", 0.8), ("First", 2.2), ("Last", 2.2), ("What", 4.6))
"""The columns behind the grouped one: titles and widths."""
